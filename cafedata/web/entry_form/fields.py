"""The state of the entry form in one browser tab, and how each field is drawn with its problems."""

import datetime as dt
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from cafedata.doubts import Doubt
from cafedata.entry import MeetupEntry
from cafedata.language import gettext as _
from cafedata.meetups import Saved
from cafedata.web.entry_form.values import KIND, FormKind, kind_of, rows

_STATE = "entry_form"
_BUTTON = ":button:"
_TYPING_PAUSE = "1s"
_CROSSING = 3.0
"""Seconds for which a message may still be on its way that was sent before the last answer came."""
_GIVEN = "_raised_by:"
"""What the button that adds a line puts in it, and that nobody typed."""


@dataclass(frozen=True)
class Put:
    """What one tap put into another field: what stood there, what does now, and since when."""

    before: Any
    value: Any
    at: float


@dataclass
class Form:
    """One form, from its opening to its saving.

    ``number`` is part of the key of its widgets, so that a new form starts with new widgets.
    ``submission`` names it to the database, so that sending it twice saves it once. ``correcting`` is
    the meetup and version that it corrects, ``last_saved`` what the form before it saved, and
    ``has_corrected`` whether that was a correction. ``conflict`` is what one wanted to save when
    somebody else had corrected the meetup first. ``doubts`` are the questions to answer before saving,
    ``questions`` their sentences by field, ``answered`` those that were. ``twin`` is the
    meetup already stored that this one turned out to be. ``is_of_a_twin`` says that it
    now corrects that one. ``labels`` are the names of the fields drawn, ``about`` says in words
    which meetup is corrected, ``is_report`` whether that was only planned until now. ``kept`` is
    what its draft holds on the server, since ``kept_at``; until there is one, ``opened_with`` is
    what it holds without anybody having typed, for good once ``is_drawn``. ``puts`` is what taps put
    into other fields a moment ago.
    """

    number: int
    correcting: Saved | None = None
    last_saved: Saved | None = None
    has_corrected: bool = False
    submission: str = field(default_factory=lambda: str(uuid.uuid4()))
    problems: dict[str, list[str]] = field(default_factory=dict)
    failure: str = ""
    conflict: MeetupEntry | None = None
    questions: dict[str, list[str]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    twin: int | None = None
    is_of_a_twin: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    about: str = ""
    is_report: bool = False
    kept: dict[str, Any] = field(default_factory=dict)
    kept_at: dt.datetime | None = None
    opened_with: dict[str, Any] | None = None
    is_drawn: bool = False
    puts: dict[str, Put] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The key of a widget in the session's state."""
        return f"{_STATE}:{self.number}:{name}"

    @property
    def typed(self) -> dict[str, Any]:
        """All that has been typed, by the name of the widget."""
        prefix = self.key("")
        return {
            str(key).removeprefix(prefix): value
            for key, value in st.session_state.items()
            if str(key).startswith(prefix) and _BUTTON not in str(key)
        }

    @property
    def kind(self) -> FormKind:
        return kind_of(self.typed)

    @property
    def sentences(self) -> list[str]:
        """What is wrong, each said once, with the field that it is about."""
        told = [self._about(name, text) for name, texts in self.problems.items() for text in texts]
        return list(dict.fromkeys(told))

    def _about(self, name: str, text: str) -> str:
        asked = self.labels.get(name)
        if not asked:
            return text
        return f"{asked} {text}" if asked.endswith("?") else f"{asked} : {text}"

    def fill(self, typed: Mapping[str, Any]) -> None:
        """Start from what was typed before, or would have been."""
        for name, value in typed.items():
            if value is not None:
                st.session_state[self.key(name)] = value

    def choose(self, name: str, value: Any) -> None:
        """Put a value into a field before it is drawn."""
        st.session_state[self.key(name)] = value

    def put(self, name: str, value: Any) -> None:
        """Put a value into another field in answer to a tap."""
        self.puts[name] = Put(st.session_state.get(self.key(name)), value, time.monotonic())
        self.choose(name, value)

    def put_again(self) -> None:
        """Put once more what the next tap took back; called before fields are drawn or read.

        A browser sends all its fields with each tap: one that was quicker than the answer to the tap
        before it sends what stood there then.
        """
        for name, put in list(self.puts.items()):
            if time.monotonic() - put.at > _CROSSING:
                del self.puts[name]
            elif st.session_state.get(self.key(name)) == put.before:
                self.choose(name, put.value)

    def add_line(self, prefix: str, **columns: Any) -> None:
        """One more line of a list that grows, blank but for these columns."""
        typed = self.typed
        n = len(rows(typed, prefix))
        for name in typed:
            if name.startswith(f"{prefix}_") and name.endswith(f":{n}"):
                self.choose(name, None)
        for column, value in columns.items():
            self.choose(f"{prefix}_{column}:{n}", value)
        self.choose(f"{prefix}_rows", n + 1)

    def is_filled(self, prefix: str, n: int) -> bool:
        """Whether something is typed in this line of a list that grows."""
        return any(
            value not in (None, "", [])
            for name, value in self.typed.items()
            if name.startswith(f"{prefix}_") and name.endswith(f":{n}") and _GIVEN not in name
        )

    def remove_line(self, prefix: str) -> None:
        """One line less of a list that grows: the last one."""
        self.choose(f"{prefix}_rows", max(0, len(rows(self.typed, prefix)) - 1))


def find_current() -> Form | None:
    """The form of this browser tab, once there is one."""
    form = st.session_state.get(_STATE)
    return form if isinstance(form, Form) else None


def start(
    *,
    correcting: Saved | None = None,
    last_saved: Saved | None = None,
    has_corrected: bool = False,
    submission: str | None = None,
    kind: FormKind = FormKind.cafe,
) -> Form:
    """A new, empty form in place of the one before; ``submission`` is that of the draft it resumes."""
    before = find_current()
    number = before.number + 1 if before else 1
    form = Form(number, correcting, last_saved, has_corrected, submission or str(uuid.uuid4()))
    st.session_state[_STATE] = form
    form.choose(KIND, kind)
    return form


def tell_saved() -> None:
    """Say that a new form is saved, also to whoever has the end of it before their eyes."""
    text = _("Enregistré : le lien qui y mène est tout en haut de la page.")
    st.toast(text, icon=":material/check_circle:", duration="long")


class Fields:
    """Draws the fields of a form, each with what is wrong with it just below."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._told: set[str] = set()

    def show(self, widget: Callable[..., Any], name: str, label: str, **options: Any) -> Any:
        """Draw one widget under this name and return its value.

        What is typed on text lines reaches the server while it is typed, for the draft's sake.
        """
        self._take_options_for_codes(name, options.get("options", ()))
        if widget is st.text_input:
            options.setdefault("live", _TYPING_PAUSE)
        self.form.labels[name] = label
        value = widget(label, key=self.form.key(name), persist_state="session", **options)
        self.tell(name)
        return value

    def _take_options_for_codes(self, name: str, options: Sequence[Any]) -> None:
        """A draft holds codes; a widget knows its own options, which may be words of a closed set."""
        codes = {str(option): option for option in options}
        match self.form.typed.get(name):
            case str(code) if code in codes:
                self.form.choose(name, codes[code])
            case [*several] if codes:
                self.form.choose(name, [codes.get(str(code), code) for code in several])

    def tell(self, name: str) -> None:
        """Say what is wrong with a field, here."""
        self._told.add(name)
        for problem in self.form.problems.get(name, ()):
            st.error(problem, icon=":material/error:")
        for question in self.form.questions.get(name, ()):
            st.warning(question, icon=":material/help:")

    def tell_the_rest(self) -> None:
        """Say what is wrong with fields that are not on the page."""
        for name in self.form.problems.keys() - self._told:
            self.tell(name)

    def lines(self, prefix: str, add: str, remove: str) -> range:
        """The lines of a list that grows, with the buttons that add one and take the last away."""
        lines = rows(self.form.typed, prefix)
        with st.container(horizontal=True):
            st.button(
                add,
                icon=":material/add:",
                key=self.form.key(f"{prefix}_rows{_BUTTON}1"),
                on_click=self.form.add_line,
                args=(prefix,),
            )
            if lines:
                self.show_removal(prefix, remove)
        return lines

    def show_removal(self, prefix: str, remove: str) -> None:
        """The button that takes the last line of a list away; it asks first where that is filled."""
        last = len(rows(self.form.typed, prefix)) - 1
        key = self.form.key(f"{prefix}_rows{_BUTTON}-1")
        if not self.form.is_filled(prefix, last):
            self._show_removal_at_once(prefix, remove, key)
            return
        with st.popover(remove, icon=":material/remove:", key=f"{key}:{last}"):
            st.write(_("Ce qui y est inscrit sera oublié."))
            self._show_removal_at_once(prefix, _("Oui, retirer"), key)

    def _show_removal_at_once(self, prefix: str, text: str, key: str) -> None:
        st.button(
            text,
            icon=":material/remove:",
            key=key,
            on_click=self.form.remove_line,
            args=(prefix,),
        )
