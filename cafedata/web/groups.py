"""The groups of charts of a page, of which one is drawn at a time."""

from collections.abc import Mapping

import streamlit as st

from cafedata.language import gettext as _

_IN_THE_ADDRESS = "show"


def choose(title: str, groups: Mapping[str, str]) -> str:
    """The code of the group that the reader wants: the first one until they choose another.

    ``groups`` holds the untranslated title of each by its code. The code stands in the address, so
    that a link leads to what its sender saw, in whatever language it is read.
    """
    first = next(iter(groups))
    asked, key = st.query_params.get(_IN_THE_ADDRESS, first), f"group_{first}"
    st.session_state.setdefault(key, asked if asked in groups else first)
    chosen = st.segmented_control(
        title,
        list(groups),
        format_func=lambda code: _(groups[code]),
        key=key,
        label_visibility="collapsed",
        required=True,
    )
    kept = chosen if chosen and chosen in groups else first
    if kept != asked:
        st.query_params[_IN_THE_ADDRESS] = kept
    return kept
