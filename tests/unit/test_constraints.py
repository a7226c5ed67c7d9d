"""Each constraint of the model, broken once on a migrated database.

One valid row lies in every table; a case changes one thing in it, and the database itself refuses.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
    Enum,
    Index,
    Table,
    UniqueConstraint,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from cafedata.database import engine_for
from cafedata.model import Base, Change
from tests.databases import Databases
from tests.world import World

NOW = dt.datetime(2025, 3, 14, 12, tzinfo=dt.UTC)
DAY = dt.date(2025, 3, 14)
NOON, MORNING = dt.time(12), dt.time(9)
TABLES = Base.metadata.tables

# A valid row for every table, each table after those that it refers to.
VALID_ROWS: dict[str, dict[str, Any]] = {
    "installation": {"id": 1},
    "service": {"code": "MIR", "is_partner": True},
    "municipality": {"code": "74005", "slug": "mirabel", "designation": "V"},
    "outline": {"name": "Mirabel", "geometry": {}},
    "population": {"municipality_code": "74005", "year": 2024, "residents": 66_000},
    "coverage": {
        "id": 1,
        "service_code": "MIR",
        "municipality_code": "74005",
        "starts_on": DAY,
        "ends_on": DAY,
    },
    "theme": {"code": "noise", "family": "living_together", "successor_code": "noise"},
    "program": {
        "code": "pair",
        "kind": "program",
        "status": "active",
        "since": 2014,
        "until": 2014,
        "successor_code": "pair",
    },
    "program_owner": {"program_code": "pair", "owner": "MIR"},
    "program_theme": {"program_code": "pair", "theme_code": "noise"},
    "account": {"id": 1, "email": "a@exemple.ca", "role": "liaison", "service_code": "MIR"},
    "account_municipality": {"account_id": 1, "municipality_code": "74005"},
    "sign_in": {"token_fingerprint": "f", "account_id": 1, "started_at": NOW, "ends_at": NOW},
    "tour": {"id": 1, "service_code": "MIR"},
    "undivided_total": {
        "tour_id": 1,
        "version": 1,
        "account_id": 1,
        "at": NOW,
        "value": 0,
        "precision": "about",
        "unit": "people",
    },
    "series": {"id": 1, "service_code": "MIR"},
    "meetup": {
        "id": 1,
        "state": "held",
        "date": DAY,
        "date_precision": "day",
        "start_time": MORNING,
        "end_time": NOON,
        "part_of_day": "morning",
        "duration_minutes": 180,
        "municipality_code": "74005",
        "venue_kind": "park",
        "attendance_value": 0,
        "attendance_precision": "exact",
        "attendance_unit": "people",
        "talk_language": "french",
        "coming": "both",
        "formula": "cafe",
        "context": "other",
        "tour_id": 1,
        "series_id": 1,
    },
    "meetup_service": {"meetup_id": 1, "service_code": "MIR", "is_lead": True},
    "announcement": {
        "meetup_id": 1,
        "date": DAY,
        "date_precision": "day",
        "start_time": MORNING,
        "end_time": NOON,
        "part_of_day": "morning",
        "municipality_code": "74005",
    },
    "postponement": {"meetup_id": 1, "moved_to_id": 2},
    "clientele_count": {
        "meetup_id": 1,
        "position": 0,
        "clientele": "population",
        "value": 0,
        "precision": "about",
    },
    "meetup_tag": {"meetup_id": 1, "position": 0, "tag": "youth"},
    "officers_present": {
        "meetup_id": 1,
        "position": 0,
        "role": "patrol",
        "value": 0,
        "precision": "at_least",
    },
    "raised_theme": {
        "meetup_id": 1,
        "position": 0,
        "theme_code": "noise",
        "raised_by": "citizens",
        "mentions": 1,
        "clientele": "population",
        "is_dominant": True,
    },
    "unreported_offence": {
        "meetup_id": 1,
        "position": 0,
        "family": "fraud",
        "victim": "citizen",
        "count": 1,
        "why_not_reported": "fear",
        "orientation": "none",
        "action": "none",
    },
    "promoted_program": {
        "meetup_id": 1,
        "position": 0,
        "program_code": "pair",
        "people_reached": 0,
        "material_handed_out": 0,
        "sign_ups": 0,
    },
    "present_partner": {"meetup_id": 1, "position": 0, "name": "Maison", "part": "host"},
    "follow_up": {
        "meetup_id": 1,
        "position": 0,
        "what": "Radar",
        "answers_for": "town",
        "state": "open",
    },
    "change": {
        "id": 1,
        "meetup_id": 1,
        "version": 1,
        "verb": "recorded",
        "account_id": 1,
        "at": NOW,
        "before": {},
        "after": {},
        "submission": "form",
    },
    "draft": {
        "submission": "form",
        "account_id": 1,
        "meetup_id": 1,
        "version": 1,
        "typed": {},
        "kept_at": NOW,
    },
    "administrative_change": {
        "id": 1,
        "account_id": 1,
        "at": NOW,
        "verb": "added",
        "subject": "theme",
        "subject_key": "noise",
        "after": {},
    },
    "venue_spelling": {"municipality_code": "74005", "spelling": "La Gare", "known_as": "Gare"},
    "theme_regrouping": {"text": "Les pétards", "theme_code": "noise"},
    "confidentiality_incident": {
        "id": 1,
        "starts_on": DAY,
        "ends_on": DAY,
        "known_on": DAY,
        "circumstances": "Un courriel mal adressé",
        "information": "Des adresses de courriel",
        "people_count": 0,
        "risk": "not_serious",
        "risk_reasons": "Le destinataire a tout effacé",
    },
}

# No row of these is changed, so that a broken rule is tried on one more row.
ONE_MORE_ROW: dict[str, dict[str, Any]] = {
    "change": {"id": 2, "version": 2, "submission": "another form"},
    "administrative_change": {"id": 2},
    "undivided_total": {"version": 2},
}

BROKEN_CHECKS: list[tuple[str, dict[str, Any]]] = [
    ("ck_installation_one_row", {"id": 2}),
    ("ck_installation_small_number", {"small_number": 1}),
    ("ck_installation_data_version", {"data_version": 0}),
    ("ck_population_residents", {"residents": -1}),
    ("ck_coverage_days", {"ends_on": DAY - dt.timedelta(days=1)}),
    ("ck_program_life", {"until": 2013}),
    ("ck_account_service", {"service_code": None}),
    ("ck_account_service", {"role": "partner"}),
    ("ck_account_language", {"language": "es"}),
    ("ck_draft_corrects", {"version": None}),
    ("ck_meetup_end_after_start", {"end_time": MORNING}),
    ("ck_meetup_duration", {"duration_minutes": 0}),
    ("ck_meetup_duration", {"duration_minutes": 1_441}),
    ("ck_meetup_attendance_not_negative", {"attendance_value": -1}),
    ("ck_meetup_attendance_holds_together", {"attendance_value": None}),
    ("ck_meetup_attendance_holds_together", {"attendance_precision": "unknown"}),
    ("ck_meetup_attendance_words", {"attendance_words": "des dizaines"}),
    (
        "ck_meetup_attendance_words",
        {"attendance_precision": "in_words", "attendance_value": None},
    ),
    ("ck_meetup_reason_is_given", {"state": "cancelled"}),
    ("ck_meetup_reason_is_given", {"state": "postponed"}),
    ("ck_meetup_reason_is_given", {"state": "interrupted"}),
    ("ck_meetup_planned_has_no_count", {"state": "planned"}),
    ("ck_meetup_version", {"version": 0}),
    ("ck_announcement_end_after_start", {"start_time": NOON}),
    ("ck_undivided_total_not_negative", {"value": -1}),
    ("ck_undivided_total_holds_together", {"value": None}),
    ("ck_undivided_total_says_words", {"words": "des dizaines"}),
    ("ck_undivided_total_says_words", {"precision": "in_words", "value": None}),
    ("ck_undivided_total_version", {"version": 0}),
    ("ck_postponement_another_meetup", {"moved_to_id": 1}),
    ("ck_clientele_count_not_negative", {"value": -1}),
    ("ck_clientele_count_holds_together", {"value": None}),
    ("ck_clientele_count_is_a_number", {"value": None, "precision": "in_words"}),
    ("ck_officers_present_not_negative", {"value": -1}),
    ("ck_officers_present_holds_together", {"precision": "unknown"}),
    ("ck_officers_present_is_a_number", {"value": None, "precision": "in_words"}),
    ("ck_raised_theme_mentions", {"mentions": 0}),
    ("ck_unreported_offence_count", {"count": 0}),
    ("ck_promoted_program_people_reached", {"people_reached": -1}),
    ("ck_promoted_program_material_handed_out", {"material_handed_out": -1}),
    ("ck_promoted_program_sign_ups", {"sign_ups": -1}),
    ("ck_follow_up_what", {"what": ""}),
    ("ck_follow_up_outcome_is_given", {"state": "done"}),
    ("ck_change_version", {"version": 0}),
    ("ck_administrative_change_says_something", {"after": None}),
    ("ck_venue_spelling_named", {"known_as": ""}),
    ("ck_venue_spelling_two_names", {"known_as": "La Gare"}),
    ("ck_theme_regrouping_text", {"text": ""}),
    ("ck_confidentiality_incident_days", {"ends_on": DAY - dt.timedelta(days=1)}),
    ("ck_confidentiality_incident_period", {"starts_on": None}),
    ("ck_confidentiality_incident_people", {"people_count": -1}),
    ("ck_confidentiality_incident_described", {"circumstances": ""}),
    ("ck_confidentiality_incident_described", {"information": ""}),
    ("ck_confidentiality_incident_risk_is_reasoned", {"risk_reasons": ""}),
]

# What makes a second row differ from the valid one just enough to break this rule alone.
BROKEN_UNIQUES: list[tuple[str, dict[str, Any]]] = [
    ("uq_municipality_slug", {"code": "other"}),
    ("uq_coverage_municipality_code_service_code_starts_on", {"id": 3}),
    ("uq_coverage_from_the_start", {"id": 3, "starts_on": None}),
    ("uq_account_email", {"id": 2}),
    ("uq_meetup_service_lead", {"service_code": "STJ"}),
    ("uq_postponement_moved_to_id", {"meetup_id": 3}),
    ("uq_clientele_count_meetup_id_clientele", {"position": 1}),
    ("uq_meetup_tag_meetup_id_tag", {"position": 1}),
    ("uq_officers_present_meetup_id_role", {"position": 1}),
    (
        "uq_raised_theme_meetup_id_theme_code_raised_by_other_text",
        {"position": 1, "is_dominant": False},
    ),
    ("uq_raised_theme_dominant", {"position": 1, "raised_by": "police"}),
    ("uq_promoted_program_meetup_id_program_code", {"position": 1}),
    ("uq_change_meetup_id_version", {"id": 2, "submission": "another form"}),
    ("uq_change_account_id_submission", {"id": 2, "version": 2}),
]

# Without these, a word outside its set would break another check of the same row as well.
OTHER_CHECKS_HOLD: dict[str, dict[str, Any]] = {
    "account.role": {"service_code": None},
    "meetup.state": {"state_reason": "tempête"},
    "meetup.attendance_precision": {"attendance_value": None},
    "undivided_total.precision": {"value": None},
    "clientele_count.precision": {"value": None},
    "officers_present.precision": {"value": None},
    "follow_up.state": {"outcome": "posé"},
}

CHOICES = [
    column for table in TABLES.values() for column in table.columns if isinstance(column.type, Enum)
]
REFERENCES = [
    column for table in TABLES.values() for column in table.columns if column.foreign_keys
]
REQUIRED = [
    column
    for table in TABLES.values()
    for column in table.columns
    if not column.nullable and not column.primary_key
]


@pytest.fixture(scope="module")
def filled_url(backend: str, databases: Databases) -> Iterator[str]:
    """A migrated database with one valid row in every table, and a second service and meetup."""
    with databases.copy(backend, "migrated") as url:
        with engine_for(url).begin() as connection:
            for name, row in VALID_ROWS.items():
                connection.execute(insert(TABLES[name]).values(row))
                if name == "meetup":
                    connection.execute(insert(TABLES[name]).values(row | {"id": 2}))
            connection.execute(insert(TABLES["service"]).values(code="STJ", is_partner=True))
            from_the_start = VALID_ROWS["coverage"] | {"id": 2, "starts_on": None}
            connection.execute(insert(TABLES["coverage"]).values(from_the_start))
        yield url


@pytest.fixture
def connection(filled_url: str) -> Iterator[Connection]:
    """A connection to the valid rows; what a test does with them is undone."""
    with engine_for(filled_url).connect() as opened:
        yield opened
        opened.rollback()


def _table_of(constraint: str) -> Table:
    """The table in the name of a constraint: the longest that fits, as tables' names overlap."""
    rest = constraint.partition("_")[2]
    return TABLES[max((name for name in TABLES if rest.startswith(f"{name}_")), key=len)]


def _change(connection: Connection, table: Table, changes: dict[str, Any]) -> str:
    """What the database says when it refuses this change of the valid row."""
    valid = VALID_ROWS[table.name]
    is_valid_row = [column == valid[column.name] for column in table.primary_key]
    changing: Any = update(table).where(*is_valid_row).values(changes)
    if table.name in ONE_MORE_ROW:
        changing = insert(table).values(valid | ONE_MORE_ROW[table.name] | changes)
    with pytest.raises(IntegrityError) as refused:
        connection.execute(changing)
    return str(refused.value.orig)


def _name(column: Column[Any]) -> str:
    return f"{column.table.name}.{column.name}"


@pytest.mark.parametrize(
    ("constraint", "changes"), BROKEN_CHECKS, ids=[f"{name}-{row}" for name, row in BROKEN_CHECKS]
)
def test_the_database_refuses_what_a_check_forbids(
    connection: Connection, constraint: str, changes: dict[str, Any]
) -> None:
    assert constraint in _change(connection, _table_of(constraint), changes)


@pytest.mark.parametrize("column", CHOICES, ids=_name)
def test_the_database_refuses_a_word_outside_its_closed_set(
    connection: Connection, column: Column[Any]
) -> None:
    assert isinstance(column.type, Enum)
    changes = OTHER_CHECKS_HOLD.get(_name(column), {}) | {column.name: "nonsense"}
    refusal = _change(connection, column.table, changes)
    assert f"ck_{column.table.name}_{column.type.name}" in refusal


@pytest.mark.parametrize("column", REFERENCES, ids=_name)
def test_the_database_refuses_a_code_that_exists_nowhere(
    connection: Connection, column: Column[Any]
) -> None:
    nowhere = "nowhere" if column.type.python_type is str else 999
    assert "foreign key" in _change(connection, column.table, {column.name: nowhere}).lower()


@pytest.mark.parametrize("column", REQUIRED, ids=_name)
def test_the_database_refuses_a_required_value_left_out(
    connection: Connection, column: Column[Any]
) -> None:
    refusal = _change(connection, column.table, {column.name: None}).lower()
    assert "not null" in refusal or "not-null" in refusal
    assert column.name in refusal


@pytest.mark.parametrize(("constraint", "changes"), BROKEN_UNIQUES)
def test_the_database_refuses_what_may_exist_only_once(
    connection: Connection, constraint: str, changes: dict[str, Any]
) -> None:
    table = _table_of(constraint)
    with pytest.raises(IntegrityError, match=r"(?i)unique") as refused:
        connection.execute(insert(table).values(VALID_ROWS[table.name] | changes))
    if connection.dialect.name == "postgresql":
        assert constraint in str(refused.value.orig)


@pytest.mark.parametrize("table", TABLES.values(), ids=str)
def test_the_database_refuses_the_same_row_twice(connection: Connection, table: Table) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        connection.execute(insert(table).values(VALID_ROWS[table.name]))


@pytest.mark.parametrize("table", ["meetup", "service", "municipality", "account"])
def test_the_database_keeps_what_others_refer_to(connection: Connection, table: str) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        connection.execute(TABLES[table].delete())


def test_every_check_of_the_model_is_broken_once_here() -> None:
    checks = {
        str(constraint.name)
        for table in TABLES.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint) and not constraint._type_bound
    }
    assert {name for name, _ in BROKEN_CHECKS} == checks


def test_every_uniqueness_of_the_model_is_broken_once_here() -> None:
    uniques = {
        str(rule.name)
        for table in TABLES.values()
        for rule in (*table.constraints, *table.indexes)
        if isinstance(rule, UniqueConstraint) or (isinstance(rule, Index) and rule.unique)
    }
    assert {name for name, _ in BROKEN_UNIQUES} == uniques


def test_a_second_service_may_take_part_without_leading(connection: Connection) -> None:
    row = {"meetup_id": 1, "service_code": "STJ", "is_lead": False}
    connection.execute(insert(TABLES["meetup_service"]).values(row))
    assert len(connection.execute(select(TABLES["meetup_service"])).all()) == 2


HISTORIES = [TABLES["change"], TABLES["administrative_change"]]
REFUSED = pytest.raises(DBAPIError, match="history rows are never changed or removed")


@pytest.mark.parametrize("history", HISTORIES, ids=str)
def test_no_row_of_a_history_is_rewritten_even_all_at_once(
    connection: Connection, history: Table
) -> None:
    with REFUSED:
        connection.execute(update(history).values(at=NOW))


@pytest.mark.parametrize("history", HISTORIES, ids=str)
def test_no_row_of_a_history_is_removed_even_all_at_once(
    connection: Connection, history: Table
) -> None:
    with REFUSED:
        connection.execute(history.delete())


@pytest.mark.parametrize("history", HISTORIES, ids=str)
def test_no_row_of_a_history_is_replaced_or_swept_away(
    connection: Connection, history: Table
) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    replace = insert(history).prefix_with("OR REPLACE").values(VALID_ROWS[history.name])
    sweep = text(f"TRUNCATE {history.name} CASCADE")
    with REFUSED:
        connection.execute(replace if is_sqlite else sweep)


def test_a_row_of_history_is_not_rewritten_through_a_session_either(world: World) -> None:
    world.record()
    with REFUSED, world.writing() as session:
        session.scalars(select(Change)).one().after = {"state": "planned"}
    with world.reading() as session:
        assert session.scalars(select(Change)).one().after["state"] == "held"
