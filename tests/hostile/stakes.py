"""Words planted where somebody may not read, and what in the database somebody may not change."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from cafedata import drafts
from cafedata.access import Viewer
from cafedata.database import reading
from cafedata.model import Base
from cafedata.vocabulary import Role
from cafedata.web.entry_form.values import typed_values
from tests.world import LACHUTE, SAINT_JEROME, World, common_cafe, planned_cafe

Row = tuple[Any, ...]

_BETWEEN_SERVICES = ("CANARI-NOTES-STJ", "CANARI-SUIVI-STJ", "CANARI-PREVU-STJ")
_OF_THE_POLICE = ("CANARI-TENU-LACHUTE", "CANARI-NOTES-MIR", "CANARI-SUIVI-MIR", "CANARI-TENU-MIR")
_DRAFTS = ("CANARI-BROUILLON-STJ",)
_UNWATCHED = frozenset({"sign_in"})


def plant(world: World) -> None:
    """Put the words into the small world: notes, follow-ups, drafts and cafés of two services."""
    for service, place in (("MIR", LACHUTE), ("STJ", SAINT_JEROME)):
        follow_up = {"what": f"CANARI-SUIVI-{service}", "answers_for": "town"}
        world.record(
            common_cafe(
                lead_service=service,
                municipality_code=place,
                venue_name="CANARI-TENU-LACHUTE" if service == "MIR" else "Salle",
                notes=f"CANARI-NOTES-{service}",
                follow_ups=[follow_up],
            )
        )
    world.record(common_cafe(venue_name="CANARI-TENU-MIR"))
    planned = planned_cafe(
        lead_service="STJ",
        municipality_code=SAINT_JEROME,
        venue_name="CANARI-PREVU-STJ",
        date="2099-01-01",
    )
    world.record(planned)
    typed = typed_values(common_cafe(venue_name="CANARI-BROUILLON-STJ"), world.catalog())
    viewer = world.viewer("liaison STJ")
    with world.writing() as session:
        drafts.keep(session, viewer, "brouillon-stj", typed)


def closed_to(role: Role | None) -> tuple[str, ...]:
    """The planted words that nobody of this role, of Mirabel where it has a place, may be sent."""
    match role:
        case None | Role.partner:
            return (*_BETWEEN_SERVICES, *_OF_THE_POLICE, *_DRAFTS)
        case Role.administrator:
            return _DRAFTS
        case Role.liaison | Role.commander:
            return (*_BETWEEN_SERVICES, *_DRAFTS)


@dataclass(frozen=True)
class Snapshot:
    """Every row of every watched table, with the names of its columns."""

    rows: dict[str, frozenset[Row]]

    def leads(self) -> dict[Any, Any]:
        """The service that leads each meetup."""
        found = (dict(row) for row in self.rows["meetup_service"])
        return {row["meetup_id"]: row["service_code"] for row in found if row["is_lead"] == "True"}


def snapshot(world: World) -> Snapshot:
    with reading(world.url) as session:
        return Snapshot(
            {
                table.name: frozenset(
                    tuple((name, repr(value)) for name, value in row.items())
                    for row in session.execute(select(table)).mappings()
                )
                for table in Base.metadata.sorted_tables
                if table.name not in _UNWATCHED
            }
        )


def trespasses(before: Snapshot, after: Snapshot, viewer: Viewer | None) -> list[str]:
    """What changed between the two that this person may not change."""
    leads = {**after.leads(), **before.leads()}
    return [
        f"{table}: {row}"
        for table in after.rows
        for row in before.rows[table] ^ after.rows[table]
        if not _may_change(viewer, table, dict(row), leads)
    ]


def _may_change(
    viewer: Viewer | None, table: str, row: dict[str, str], leads: dict[str, str]
) -> bool:
    if viewer is None:
        return False
    own = repr(viewer.account_id)
    if table == "account" and row["id"] == own:
        return row["role"] == repr(viewer.role)  # what else changes is the language they read
    meetup_id = row["id"] if table == "meetup" else row.get("meetup_id")
    if table == "draft":
        return row["account_id"] == own and viewer.role is Role.liaison
    if meetup_id not in (None, "None"):
        is_police = viewer.role in (Role.liaison, Role.commander)
        return is_police and leads.get(meetup_id) == repr(viewer.service_code)
    return viewer.role is Role.administrator or row.get("account_id") == own
