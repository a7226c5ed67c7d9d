"""The sections of the folded part: what each holds, and what its title says is filled."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import streamlit as st

from cafedata.language import gettext as _
from cafedata.web.entry_form import details, summaries
from cafedata.web.entry_form.fields import Fields, Form
from cafedata.web.entry_form.values import AMOUNTS, ROWS, Typed, fold_of
from cafedata.web.markdown import plain
from cafedata.web.page import Visit

_LONGEST = 60
"""Signs of what is filled that a title says."""


@dataclass(frozen=True)
class Section:
    """``filled`` tells in words what is typed in it, nothing where it is empty."""

    name: str
    title: str
    filled: Callable[[Typed], list[str]]
    draw: Callable[[], None]

    @property
    def fold(self) -> str:
        """The name under which the form remembers whether it is open."""
        return fold_of(self.name)


def _of_lines(field: str) -> frozenset[str]:
    prefix, columns = ROWS[field]
    return frozenset({field, *(f"{prefix}_{column}" for column in columns)})


_HELD: dict[str, frozenset[str]] = {
    "hours": frozenset(
        ("start_time", "end_time", "duration_minutes", "part_of_day", "formula", "context")
    ),
    "officers": frozenset(("other_services", "officers", "role", "role_precision")),
    "clienteles": frozenset(
        (
            "unit",
            "clienteles",
            "clientele",
            "clientele_precision",
            "tags",
            "coming",
            "talk_language",
        )
    ),
    "themes": frozenset(
        ("topics", "mentions", "clientele_of", "topic_mentions", "topic_clientele_of", "dominant")
    )
    | {"other_theme_mentions", "other_theme_clientele"},
    "programs": frozenset(AMOUNTS),
    "offences": _of_lines("unreported_offences"),
    "partners": _of_lines("partners"),
    "follow_ups": _of_lines("follow_ups"),
    "notes": frozenset(("notes", "source")),
}
"""The widgets of each section, so that a problem opens the section that hides it."""


def show(fields: Fields, visit: Visit, *, took_place: bool) -> None:
    """Draw each section: folded under a title that says what it holds, or open under its name alone."""
    st.subheader(_("Plus de détails (facultatif)"), anchor=False)
    for section in _sections(fields, visit):
        if not took_place and section.name not in ("hours", "notes"):
            continue
        # A title that changes makes another expander of it, and what is half typed inside goes: an
        # open one says nothing of what it holds, and each is told to stay as it was.
        key = fields.form.key(section.fold)
        is_open = st.session_state[key] = bool(st.session_state.get(key))
        title = section.title if is_open else _titled(section, fields.form.typed)
        folded = st.expander(title, key=key, on_change="rerun")
        if folded.open:
            with folded:
                section.draw()


def open_those_of(form: Form, widgets: Collection[str]) -> None:
    """Unfold the sections in which these widgets are."""
    names = {widget.partition(":")[0] for widget in widgets}
    for section, held in _HELD.items():
        if names & held:
            form.choose(fold_of(section), True)


def _titled(section: Section, typed: Typed) -> str:
    filled = ", ".join(section.filled(typed))
    if not filled:
        return section.title
    short = filled if len(filled) <= _LONGEST else f"{filled[:_LONGEST].rstrip()}…"
    return f"{section.title}  \n:small[:material/check: {plain(short)}]"


def _sections(fields: Fields, visit: Visit) -> list[Section]:
    viewer, catalog = visit.viewer, visit.catalog
    told = summaries.of(catalog)

    def section(name: str, title: str, draw: Callable[[], None]) -> Section:
        return Section(name, title, told[name], draw)

    return [
        section("hours", _("Heures et formule"), lambda: details.show_hours(fields)),
        section(
            "officers",
            _("Services et effectif policier"),
            lambda: details.show_services_and_officers(fields, viewer, catalog),
        ),
        section("clienteles", _("Clientèles"), lambda: details.show_clienteles(fields)),
        section(
            "themes",
            _("Sujets de la police, mentions, thème dominant"),
            lambda: details.show_theme_details(fields, catalog),
        ),
        section(
            "programs",
            _("Précisions sur les programmes"),
            lambda: details.show_program_details(fields, catalog),
        ),
        section("offences", _("Délits non déclarés"), lambda: details.show_offences(fields)),
        section("partners", _("Partenaires présents"), lambda: details.show_partners(fields)),
        section("follow_ups", _("Suivis promis"), lambda: details.show_follow_ups(fields)),
        section("notes", _("Notes et source"), lambda: details.show_notes(fields)),
    ]
