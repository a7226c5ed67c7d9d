"""The groups of charts of a page, of which one is drawn at a time."""

from collections.abc import Mapping

import streamlit as st

from cafedata.language import gettext as _


def choose(title: str, groups: Mapping[str, str]) -> str:
    """The code of the group that the reader wants: the first one until they choose another.

    ``groups`` holds the untranslated title of each by its code.
    """
    first = next(iter(groups))
    chosen = st.segmented_control(
        title,
        list(groups),
        default=first,
        format_func=lambda code: _(groups[code]),
        key=f"group_{first}",
        label_visibility="collapsed",
        required=True,
    )
    return chosen if chosen in groups else first
