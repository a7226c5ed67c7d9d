"""The same meetup, written twice: both sides, field by field, until one chooses.

Either somebody else corrected it first, or it was already stored when one entered it anew.
"""

import streamlit as st

from cafedata import catalog as catalogs
from cafedata import database, language, meetups
from cafedata.entry import MeetupEntry, checked
from cafedata.language import N_, sentence
from cafedata.language import gettext as _
from cafedata.meetups import PastChange, Saved
from cafedata.merging import Difference, blank_like, differences, merged
from cafedata.web import meetup_view, sign_in
from cafedata.web.entry_form.fields import Form, start
from cafedata.web.entry_form.values import typed_values
from cafedata.web.page import Visit

_MINE, _THEIRS = "mine", "theirs"
_SIDES = {_MINE: N_("Ma version"), _THEIRS: N_("Déjà enregistrée")}


def show(visit: Visit, form: Form) -> None:
    """Draw both versions where they differ, and the button that goes on with what was chosen."""
    if form.conflict is None:
        return
    if form.twin is not None:
        _show_twin(visit, form, form.conflict, form.twin)
        return
    if form.correcting is None:
        return
    past = meetups.history(visit.session, visit.viewer, form.correcting.meetup_id, visit.today)
    theirs = past[0]
    with st.container(border=True):
        st.subheader(_("Deux corrections du même café"), anchor=False)
        st.write(
            sentence(
                "{who} l'a corrigé : {moment}.", who=theirs.by, moment=language.moment(theirs.at)
            )
        )
        found = _differences(form.conflict, past, form.correcting, visit.catalog)
        _show_choices(form, found, Saved(form.correcting.meetup_id, theirs.version), theirs.after)


def _show_twin(visit: Visit, form: Form, mine: MeetupEntry, twin: int) -> None:
    stored = meetups.read(visit.session, visit.viewer, twin, visit.today)
    found = differences(blank_like(stored.entry), mine, stored.entry, visit.catalog)
    with st.container(border=True):
        st.subheader(_("Le même café, inscrit deux fois"), anchor=False)
        st.write(_("Choisissez ce qu'il faut garder; rien n'est enregistré avant votre accord."))
        _show_choices(form, found, Saved(twin, stored.version), stored.entry)
        st.button(
            _("Non, revenir à ma saisie"),
            key=form.key(":button:back"),
            on_click=_back,
            args=(form,),
        )


def _back(form: Form) -> None:
    form.conflict, form.twin, form.failure = None, None, ""


def _show_choices(form: Form, found: list[Difference], current: Saved, theirs: MeetupEntry) -> None:
    for difference in found:
        _show_difference(form, difference)
    if form.failure:
        st.error(form.failure, icon=":material/error:")
    st.button(
        _("Continuer avec ces choix"),
        type="primary",
        key=form.key(":button:settle"),
        on_click=_settle,
        args=(form, current, theirs, found),
    )


def _differences(
    mine: MeetupEntry, past: tuple[PastChange, ...], seen: Saved, catalog: catalogs.Catalog
) -> list[Difference]:
    base = next(change.after for change in past if change.version == seen.version)
    return differences(base, mine, past[0].after, catalog)


def _show_difference(form: Form, difference: Difference) -> None:
    mine, theirs = st.columns(2)
    for column, side, paragraph in (
        (mine, _MINE, difference.mine),
        (theirs, _THEIRS, difference.theirs),
    ):
        with column:
            st.caption(_(_SIDES[side]))
            meetup_view.show_paragraph(paragraph)
    if difference.is_to_choose:
        st.segmented_control(
            _("Laquelle garder?"),
            list(_SIDES),
            format_func=lambda side: _(_SIDES[side]),
            key=_choice(form, difference),
        )
    else:
        st.caption(
            _("Gardée : la vôtre, seule à le dire.")
            if difference.mine_changed
            else _("Gardée : celle déjà enregistrée, seule à le dire.")
        )


def _choice(form: Form, difference: Difference) -> str:
    return form.key(f":button:choose:{difference.fields[0]}")


def _settle(form: Form, current: Saved, theirs: MeetupEntry, found: list[Difference]) -> None:
    """Go on correcting the current version, with each side where it was chosen."""
    chosen = {
        difference.fields: st.session_state.get(_choice(form, difference))
        for difference in found
        if difference.is_to_choose
    }
    if None in chosen.values():
        form.failure = _("Choisissez une version pour chaque ligne.")
        return
    if form.conflict is None or sign_in.find_viewer() is None:
        return
    from_mine = [
        name
        for difference in found
        for name in difference.fields
        if chosen.get(difference.fields) == _MINE
        or (difference.mine_changed and not difference.theirs_changed)
    ]
    if form.twin is not None:
        blank = blank_like(theirs)
        from_mine = [
            name for name in from_mine if getattr(form.conflict, name) != getattr(blank, name)
        ]
    entry = checked(merged(form.conflict, theirs, from_mine))
    with database.reading() as session:
        typed = typed_values(entry, catalogs.read(session))
    settled = start(correcting=current, submission=form.submission)
    settled.answered, settled.is_of_a_twin = form.answered, form.twin is not None
    settled.fill(typed)
    settled.kept, settled.kept_at = form.kept, form.kept_at  # so that what was chosen is kept too
    settled.about, settled.is_report = form.about, form.is_report
