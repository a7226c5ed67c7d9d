"""A form of the administration: its fields, what is wrong beside each, and what its button does."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from cafedata import database
from cafedata.access import Viewer
from cafedata.errors import CafeError, InvalidEntry, Problem
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.web import journal, sign_in

Act = Callable[[Session, Viewer], object]
_OTHER = ""
"""Where what is wrong with no field in particular is told."""


class Form:
    """The form of this name; what is typed stays until it is saved.

    Its number grows when it is saved, and is part of the keys of its widgets, so that a form that was
    saved starts anew.
    """

    def __init__(self, name: str) -> None:
        self._name = f"administration:{name}"
        self._number: int = st.session_state.get(f"{self._name}:number", 0)
        self._problems: dict[str, list[str]] = st.session_state.get(f"{self._name}:problems", {})
        self._told: set[str] = set()

    def key(self, field: str) -> str:
        """The key of a field's widget in the session's state."""
        return f"{self._name}:{self._number}:{field}"

    def show(self, widget: Callable[..., Any], field: str, label: str, **options: Any) -> Any:
        """Draw a field with what is wrong with it, and return what it holds."""
        value = widget(label, key=self.key(field), **options)
        self._tell([field])
        return value

    def value(self, field: str, otherwise: Any = None) -> Any:
        """What a field held when the button was pressed."""
        value = st.session_state.get(self.key(field))
        return otherwise if value is None else value

    def text(self, field: str) -> str:
        """What a field of text held when the button was pressed."""
        return str(self.value(field, ""))

    def button(self, label: str, act: Act, *, done: str, **options: Any) -> None:
        """Draw the button that does the act, and below it how that went."""
        key = self.key(f"button:{label}")
        st.button(label, key=key, on_click=self._attempt, args=(act, done), **options)

    def tell(self) -> None:
        """Say what is wrong with no field that was drawn, or that the act was done."""
        if any(name in self._told for name in self._problems):
            # The field may lie far above the button.
            st.error(_("Corrigez les champs signalés, puis enregistrez de nouveau."))
        self._tell([name for name in self._problems if name not in self._told])
        if done := st.session_state.pop(f"{self._name}:done", ""):
            st.success(done, icon=":material/check_circle:")

    def _tell(self, fields: Sequence[str]) -> None:
        self._told.update(fields)
        for field in fields:
            for problem in self._problems.get(field, ()):
                st.error(problem, icon=":material/error:")

    def _attempt(self, act: Act, done: str) -> None:
        problems = _tried(act)
        st.session_state[f"{self._name}:problems"] = problems
        if not problems:
            st.session_state[f"{self._name}:number"] = self._number + 1
            st.session_state[f"{self._name}:done"] = done


def _tried(act: Act) -> dict[str, list[str]]:
    """Do the act in its own transaction; the sentences that say why not, by field."""
    viewer = sign_in.find_viewer()
    if viewer is None:
        return {_OTHER: [_("Vous n'êtes plus connecté. Ouvrez la page de nouveau.")]}
    try:
        with database.writing() as session:
            act(session, viewer)
    except InvalidEntry as error:
        return _by_field(error.problems)
    except CafeError as error:
        return {_OTHER: [journal.said(error)]}
    except SQLAlchemyError:
        return {_OTHER: [_("La base de données ne répond pas. Rien n'est perdu : réessayez.")]}
    return {}


def _by_field(problems: Sequence[Problem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(sentence(problem.message, **problem.values))
    return found


def table(
    rows: Sequence[dict[str, Any]], about: str, widths: Mapping[str, int] | None = None
) -> None:
    """Draw what exists as a table to read; ``about`` says it to screen readers.

    ``widths`` are those of columns in pixels, where what they hold would push others out of sight.
    """
    if not rows:
        st.caption(_("Rien pour l'instant."))
        return
    columns = {name: st.column_config.Column(width=width) for name, width in (widths or {}).items()}
    st.dataframe(list(rows), hide_index=True, column_config=columns, alt=about)
