"""The form that records a tour: what its stops share, once, then each stop."""

from dataclasses import replace

import streamlit as st
from sqlalchemy.orm import Session

from cafedata import doubts, meetups
from cafedata.catalog import Catalog
from cafedata.checking import checked_as
from cafedata.labels import label
from cafedata.language import gettext as _
from cafedata.language import sentence
from cafedata.meetups import MeetupSummary, Saved
from cafedata.outings import TourEntry
from cafedata.vocabulary import CatalogStatus, CountPrecision
from cafedata.web import meetup_view
from cafedata.web.entry_form import details, drafting, promoted, questions, refusals, short
from cafedata.web.entry_form.fields import Fields, Form
from cafedata.web.markdown import plain
from cafedata.web.outing_forms import saving
from cafedata.web.outing_forms.values import stop_name, tour_values, widget_of_tour
from cafedata.web.page import Visit


def show_last(visit: Visit, form: Form) -> None:
    """Say that the tour before this one was saved, with each of its stops to be completed."""
    if form.last_saved is None:
        return
    asked = (visit.session, visit.viewer)
    first = meetups.read(*asked, form.last_saved.meetup_id, visit.today).entry
    with st.container(border=True):
        st.success(_("C'est enregistré."), icon=":material/check_circle:")
        if first.tour_id is None:
            return
        st.caption(_("Pour y inscrire un délit, un suivi ou des notes, complétez un arrêt :"))
        for stop in meetups.read_tour(*asked, first.tour_id, visit.today).stops:
            meetup_view.link_to(stop.meetup_id, _place(visit, stop), address="record")


def _place(visit: Visit, stop: MeetupSummary) -> str:
    place = visit.catalog.municipalities[stop.municipality_code].name
    return plain(stop.venue_name or place)


def show(visit: Visit, form: Form) -> None:
    """Draw what the stops share, then each stop, and the button that saves them all."""
    drafting.keep(visit.viewer, form)
    drafting.show(form)
    fields = Fields(form)
    took_place = short.show_state(fields)
    short.show_when(fields, visit.today)
    fields.show(
        st.text_input,
        "title",
        _("Nom de la tournée (facultatif)"),
        placeholder=_("Par exemple : Tournée des commerces"),
    )
    is_undivided = _show_total(fields) if took_place else False
    _show_stops(visit, fields, took_place=took_place, is_counted=took_place and not is_undivided)
    if took_place:
        promoted.show_programs(fields, visit.viewer, visit.catalog, visit.today)
        with st.expander(_("Services et effectif policier")):
            details.show_services_and_officers(fields, visit.viewer, visit.catalog)
        st.caption(
            _(
                "Délits, suivis et notes s'inscrivent ensuite : une fois la tournée enregistrée, "
                "un clic ouvre le compte rendu de chaque arrêt."
            )
        )
    saving.show_end(visit, fields, _("Enregistrer la tournée"), _save)
    drafting.note_opening(form)


def _show_total(fields: Fields) -> bool:
    is_undivided = fields.show(
        st.toggle,
        "is_undivided",
        _("Un seul total pour toute la tournée"),
        help=_(
            "Ce total reste à la tournée : il n'est réparti entre aucun arrêt, service ou mois."
        ),
    )
    if is_undivided:
        short.show_people(fields)
    fields.tell("total")
    return bool(is_undivided)


def _show_stops(visit: Visit, fields: Fields, *, took_place: bool, is_counted: bool) -> None:
    if "stop_rows" not in fields.form.typed:
        fields.form.choose("stop_rows", 2)
    drawn = st.container()
    lines = fields.lines("stop", _("Ajouter un arrêt"), _("Retirer le dernier arrêt"))
    fields.tell("stops")
    for n in lines:
        with drawn.container(border=True):
            title = sentence("Arrêt {n}", n=n + 1)
            st.markdown(f"##### {title}")
            _show_place(visit, fields, n)
            if is_counted:
                _show_people(fields, n)
            if took_place:
                _show_themes(fields, visit.catalog, n)


def _show_place(visit: Visit, fields: Fields, n: int) -> None:
    municipalities = visit.catalog.municipalities
    own = visit.catalog.policed_by(visit.viewer.service_code or "", visit.today)
    place = fields.show(
        st.selectbox,
        stop_name("municipality", n),
        _("Municipalité"),
        options=sorted(municipalities, key=lambda code: code not in own),
        index=None,
        format_func=lambda code: municipalities[code].name,
        placeholder=_("Choisissez une municipalité"),
    )
    where, when = st.columns([2, 1])
    with where:
        _show_venue(visit, fields, n, place)
    with when:
        fields.show(st.time_input, stop_name("start_time", n), _("Heure"), value=None, step=300)


def _show_venue(visit: Visit, fields: Fields, n: int, municipality: str | None) -> None:
    name = stop_name("venue_name", n)
    known = (
        meetups.known_venues(visit.session, visit.viewer, municipality, visit.today)
        if municipality
        else []
    )
    typed = fields.form.typed.get(name)
    names = [*(venue.name for venue in known), *([typed] if typed else [])]
    written = fields.show(
        st.selectbox,
        name,
        _("Lieu"),
        options=list(dict.fromkeys(names)),
        index=None,
        accept_new_options=True,
        placeholder=_("Un lieu connu, ou un nouveau"),
    )
    short.propose_venues(fields.form, name, written or "", [venue.name for venue in known])


def _show_people(fields: Fields, n: int) -> None:
    fields.show(
        st.number_input,
        stop_name("people", n),
        _("Combien de personnes?"),
        value=None,
        step=1,
        placeholder=_("Vide si inconnu, 0 si personne"),
    )
    precision = fields.show(
        st.pills,
        stop_name("precision", n),
        _("Ce nombre est"),
        options=list(CountPrecision),
        format_func=label,
        required=True,
    )
    if precision == CountPrecision.in_words:
        fields.show(st.text_input, stop_name("words", n), _("En mots"))


def _show_themes(fields: Fields, catalog: Catalog, n: int) -> None:
    active = [
        code
        for code, theme in catalog.themes.items()
        if code != "other" and theme.status is CatalogStatus.active
    ]
    fields.show(
        st.multiselect,
        stop_name("themes", n),
        _("De quoi a-t-on parlé?"),
        options=active,
        format_func=lambda code: catalog.themes[code].label,
        placeholder=_("Aucun thème"),
        select_all=False,
    )
    fields.show(
        st.text_input, stop_name("other_theme", n), _("Autre thème, en quelques mots (facultatif)")
    )


def _save(form: Form) -> None:
    viewer = refusals.find_writer(form)
    if viewer is None:
        return
    values = tour_values(form.typed, viewer.service_code)

    def place(field: str) -> str:
        return widget_of_tour(field, values)

    with refusals.told(form, place):
        tour = checked_as(TourEntry, values)
        asked = doubts.about_words({"title": tour.title})
        for n, stop in enumerate(tour.stops):
            asked += [
                replace(doubt, field=f"stops.{n}.{doubt.field}")
                for doubt in questions.find_all(viewer, form, stop)
            ]

        def act(session: Session) -> Saved:
            saved = meetups.record_tour(session, viewer, tour, submission=form.submission)
            return saved.meetups[0]

        saving.save(form, viewer, asked, place, act)
