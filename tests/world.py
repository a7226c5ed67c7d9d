"""The small world that tests share: a few services, municipalities, subjects, programs and people.

Six services run the program and one does not; Lachute has no known population; ``info_crime`` is
retired and ``echec_crime`` took its place. Mirabel has one tour and one series. Today is
20 March 2025.
"""

import datetime as dt
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafedata import catalog, database, meetups, model, people
from cafedata.access import Viewer
from cafedata.catalog import Catalog
from cafedata.entry import MeetupEntry, checked
from cafedata.meetups import MeetupRecord, Saved
from cafedata.vocabulary import CatalogStatus, ProgramKind, Role

TODAY = dt.date(2025, 3, 20)

MIRABEL = "74005"
SAINT_COLOMBAN = "75005"
SAINT_JEROME = "75017"
SAINT_EUSTACHE = "72005"
BLAINVILLE = "73015"
LACHUTE = "76020"

_SERVICES = {
    "BLV": "Blainville",
    "DXM": "Deux-Montagnes",
    "MIR": "Mirabel",
    "SQ": "Sûreté du Québec",
    "STE": "Saint-Eustache",
    "STJ": "Saint-Jérôme",
    "RIPTB": "Thérèse-De Blainville",
}
_OUTSIDE_THE_PROGRAM = "RIPTB"

# code: name, regional county, residents in 2024 and the service that polices it
_MUNICIPALITIES = {
    MIRABEL: ("Mirabel", "Mirabel", 66_000, "MIR"),
    SAINT_COLOMBAN: ("Saint-Colomban", "La Rivière-du-Nord", 18_800, "MIR"),
    SAINT_JEROME: ("Saint-Jérôme", "La Rivière-du-Nord", 83_700, "STJ"),
    SAINT_EUSTACHE: ("Saint-Eustache", "Deux-Montagnes", 46_900, "STE"),
    BLAINVILLE: ("Blainville", "Thérèse-De Blainville", 62_200, "BLV"),
    LACHUTE: ("Lachute", "Argenteuil", None, "SQ"),
}
POLICED_BY = {code: service for code, (*_words, service) in _MUNICIPALITIES.items()}
"""The service that polices each municipality, on any day."""
_SLUGS = {SAINT_JEROME: "saint-jerome"}

# code: label in French, in English, family
_THEMES = {
    "speeding": ("Vitesse et conduite imprudente", "Speeding and reckless driving", "road"),
    "noise": ("Bruit et paix publique", "Noise and public peace", "living_together"),
    "break_in": ("Introduction par effraction", "Breaking and entering", "property"),
    "senior_fraud": ("Fraude envers les aînés", "Fraud against seniors", "fraud"),
    "police_criticism": ("Critique, confiance, profilage", "Criticism, trust", "police"),
    "appreciation": ("Conversation, remerciements", "Talk, thanks", "police"),
    "other": ("Autre (préciser)", "Other (specify)", "other"),
}

# code: name, owner, themes that it answers
_PROGRAMS = {
    "aine_avise": ("Aîné-Avisé", "SQ", "senior_fraud"),
    "bon_voisin": ("Bon voisin, bon œil", "SQ", "break_in"),
    "echec_crime": ("Échec au crime", None, "break_in"),
    "citoyens_patrouille": ("Citoyens en patrouille", "MIR", "break_in"),
}

_PEOPLE: dict[str, dict[str, Any]] = {
    "liaison MIR": {"role": Role.liaison, "service_code": "MIR"},
    "commander MIR": {"role": Role.commander, "service_code": "MIR"},
    "liaison STJ": {"role": Role.liaison, "service_code": "STJ"},
    "commander STJ": {"role": Role.commander, "service_code": "STJ"},
    "partner Mirabel": {"role": Role.partner, "municipality_codes": [MIRABEL]},
    "administrator": {"role": Role.administrator},
}
EVERYONE = tuple(_PEOPLE)
SERVICE_CODES = tuple(_SERVICES)
MUNICIPALITY_CODES = tuple(_MUNICIPALITIES)
THEME_CODES = tuple(_THEMES)
PROGRAM_CODES = (*_PROGRAMS, "info_crime", "measure_call_back")


@dataclass(frozen=True)
class World:
    """One database that holds the small world."""

    url: str

    def reading(self) -> AbstractContextManager[Session]:
        return database.reading(self.url)

    def writing(self) -> AbstractContextManager[Session]:
        return database.writing(self.url)

    def viewer(self, who: str) -> Viewer:
        """A person of this world: ``"liaison MIR"``, ``"partner Mirabel"``, ``"administrator"``."""
        with self.reading() as session:
            account_id = session.scalars(
                select(model.Account.id).where(model.Account.name == who)
            ).one()
            return people.viewer_of(session, account_id)

    def catalog(self) -> Catalog:
        with self.reading() as session:
            return catalog.read(session)

    def entry(self, **changes: Any) -> MeetupEntry:
        """A common café of Mirabel, with these fields changed."""
        return common_cafe(**changes)

    def planned(self, **changes: Any) -> MeetupEntry:
        """A café that Mirabel will hold in nine days, with these fields changed."""
        return planned_cafe(**changes)

    def record(self, entry: MeetupEntry | None = None, by: str | None = None) -> Saved:
        """Save an entry, or a common café, as the liaison officer of its lead service."""
        entry = entry or self.entry()
        viewer = self.viewer(by or f"liaison {entry.lead_service}")
        with self.writing() as session:
            return meetups.record(session, viewer, entry)

    def correct(self, saved: Saved, entry: MeetupEntry) -> Saved:
        """Correct a meetup as the liaison officer of its lead service."""
        viewer = self.viewer(f"liaison {entry.lead_service}")
        with self.writing() as session:
            return meetups.correct(session, viewer, saved.meetup_id, entry, version=saved.version)

    def read(self, meetup_id: int, who: str = "administrator") -> MeetupRecord:
        viewer = self.viewer(who)
        with self.reading() as session:
            return meetups.read(session, viewer, meetup_id, TODAY)


def common_cafe(**changes: Any) -> MeetupEntry:
    """A café as officers enter most of them: a restaurant, about fifteen people, some subjects."""
    values: dict[str, Any] = {
        "state": "held",
        "lead_service": "MIR",
        "date": "2025-03-14",
        "start_time": "09:30",
        "end_time": "11:00",
        "municipality_code": MIRABEL,
        "venue_name": "Café de la Gare",
        "venue_kind": "restaurant",
        "attendance": {"value": 15, "precision": "about"},
        "tags": ["seniors"],
        "officers": [{"role": "prevention", "value": 2, "precision": "exact"}],
        "themes": [
            {"theme_code": "speeding", "mentions": 4, "is_dominant": True},
            {"theme_code": "senior_fraud", "raised_by": "police"},
        ],
        "unreported_offences": [{"family": "fraud", "victim": "citizen", "count": 2}],
        "programs": [{"program_code": "aine_avise", "people_reached": 6}],
        "partners": [{"name": "Maison des aînés", "part": "host"}],
        "follow_ups": [{"what": "Demander un radar pédagogique", "answers_for": "town"}],
        "notes": "Beaucoup de monde dès l'ouverture.",
    }
    return checked(values | changes)


def planned_cafe(**changes: Any) -> MeetupEntry:
    """A café to come."""
    values: dict[str, Any] = {
        "state": "planned",
        "lead_service": "MIR",
        "date": "2025-03-29",
        "start_time": "10:00",
        "municipality_code": MIRABEL,
        "venue_name": "Bibliothèque municipale",
        "venue_kind": "library",
    }
    return checked(values | changes)


def build_world(url: str) -> None:
    """Migrate the database at ``url`` and put the small world in it."""
    database.migrate(url)
    with database.writing(url) as session:
        session.add(model.Installation(id=1))
        _add_region(session)
        _add_catalogue(session)
        for name, account in _PEOPLE.items():
            email = f"{name.replace(' ', '.').lower()}@exemple.qc.ca"
            people.add(session, email=email, name=name, **account)
        session.add(model.Tour(service_code="MIR", title="Tournée des commerces"))
        session.add(model.Series(service_code="MIR", title="Cafés du vendredi"))


def _add_region(session: Session) -> None:
    for code, short_name in _SERVICES.items():
        session.add(
            model.Service(
                code=code,
                name=f"Service de police de {short_name}",
                short_name=short_name,
                is_partner=code != _OUTSIDE_THE_PROGRAM,
            )
        )
    for code, (name, mrc, _, _) in _MUNICIPALITIES.items():
        slug = _SLUGS.get(code, name.lower())
        session.add(model.Municipality(code=code, slug=slug, name=name, designation="V", mrc=mrc))
    session.flush()
    for code, (_, _, residents, service) in _MUNICIPALITIES.items():
        session.add(model.Coverage(service_code=service, municipality_code=code))
        if residents:
            session.add(
                model.Population(
                    municipality_code=code, year=2024, residents=residents, source="ISQ"
                )
            )


def _add_catalogue(session: Session) -> None:
    for position, (code, (label_fr, label_en, family)) in enumerate(_THEMES.items()):
        session.add(
            model.Theme(
                code=code,
                label_fr=label_fr,
                label_en=label_en,
                family=family,
                position=position,
            )
        )
    for position, (code, (name, _, _)) in enumerate(_PROGRAMS.items()):
        session.add(_program(code, name, position))
    session.flush()
    retired = _program("info_crime", "Info-Crime", len(_PROGRAMS))
    retired.status, retired.until = CatalogStatus.retired, 2012
    retired.successor_code = "echec_crime"
    measure = _program("measure_call_back", "Raccrocher et rappeler", len(_PROGRAMS) + 1)
    measure.kind = ProgramKind.measure
    session.add_all([retired, measure])
    session.flush()
    for code, (_, owner, theme) in _PROGRAMS.items():
        session.add(model.ProgramTheme(program_code=code, theme_code=theme))
        if owner:
            session.add(model.ProgramOwner(program_code=code, owner=owner))
    session.add(model.ProgramTheme(program_code="measure_call_back", theme_code="senior_fraud"))


def _program(code: str, name: str, position: int) -> model.Program:
    return model.Program(
        code=code,
        kind=ProgramKind.program,
        name_fr=name,
        status=CatalogStatus.active,
        position=position,
    )
