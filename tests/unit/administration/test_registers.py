"""The threshold, the histories across the region, and the register of incidents with its files."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from cafedata import language
from cafedata.administration import export, incidents, records, threshold
from cafedata.administration.incidents import Incident, RegisteredIncident
from cafedata.administration.records import Period
from cafedata.errors import NotFound
from cafedata.language import Language
from cafedata.vocabulary import AdministrativeSubject, ChangeVerb, InjuryRisk
from tests.unit.administration.conftest import Act, problems
from tests.world import SAINT_JEROME, TODAY, World

MISSENT = Incident(
    known_on=TODAY,
    starts_on=TODAY - dt.timedelta(days=3),
    circumstances="Une liste envoyée au mauvais destinataire.",
    information="Des adresses de courriel de partenaires.",
    people_count=12,
    risk=InjuryRisk.not_serious,
    risk_reasons="Le destinataire a tout effacé.",
    measures="Rappel à toute l'équipe.",
)


def test_the_threshold_holds_for_the_next_look_at_any_account(
    world: World, act: Act, acts: Callable[[], Any]
) -> None:
    act(threshold.set_small_number, 10)
    act(threshold.set_small_number, 10)
    assert world.viewer("partner Mirabel").small_number == 10
    assert [(row.before, row.after) for row in acts()] == [({"k": 5}, {"k": 10})]


@pytest.mark.parametrize("k", [None, 0, 1, 51])
def test_a_threshold_that_masks_nothing_or_everything_is_refused(act: Act, k: int | None) -> None:
    assert set(problems(act, threshold.set_small_number, k)) == {"small_number"}


@pytest.fixture
def changes(world: World) -> None:
    saved = world.record()
    world.correct(saved, world.entry(notes="Corrigé."))
    elsewhere = world.entry(lead_service="STJ", municipality_code=SAINT_JEROME)
    world.record(elsewhere)


@pytest.mark.usefixtures("changes")
def test_what_was_done_across_the_region_is_read_newest_first(act: Act) -> None:
    found, total = act(records.meetup_changes)
    assert total == 3
    told = [(row.by, row.verb, row.version, row.lead_service) for row in found]
    assert told == [
        ("liaison STJ", ChangeVerb.recorded, 1, "STJ"),
        ("liaison MIR", ChangeVerb.corrected, 2, "MIR"),
        ("liaison MIR", ChangeVerb.recorded, 1, "MIR"),
    ]


@pytest.mark.usefixtures("changes")
def test_history_is_narrowed_by_who_service_verb_and_period(world: World, act: Act) -> None:
    now = dt.datetime.now(dt.UTC).date()
    yesterday, tomorrow = now - dt.timedelta(days=2), now + dt.timedelta(days=2)
    who = world.viewer("liaison MIR").account_id
    for filters, total in (
        ({"account_id": who}, 2),
        ({"service": "STJ"}, 1),
        ({"verb": ChangeVerb.corrected}, 1),
        ({"period": Period(yesterday, tomorrow)}, 3),
        ({"period": Period(tomorrow, None)}, 0),
        ({"period": Period(None, yesterday)}, 0),
        ({"account_id": who, "service": "STJ"}, 0),
    ):
        found, counted = act(records.meetup_changes, **filters)
        assert (len(found), counted) == (total, total), filters


def test_a_joint_café_is_in_the_history_of_each_of_its_services_once(
    world: World, act: Act
) -> None:
    world.record(world.entry(other_services=["STJ", "SQ"]))
    for service in (None, "MIR", "STJ", "SQ"):
        found, total = act(records.meetup_changes, service=service)
        assert (len(found), total) == (1, 1)


def test_a_long_history_is_read_page_by_page(
    world: World, act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "ON_A_PAGE", 2)
    for _ in range(3):
        world.record()
    pages = [act(records.meetup_changes, page=page) for page in (1, 2, 3)]
    assert [(len(found), total) for found, total in pages] == [(2, 3), (1, 3), (0, 3)]


def test_a_day_of_the_history_is_a_day_of_québec(world: World, act: Act) -> None:
    # At 1 a.m. in universal time it is still the evening before in Québec.
    assert records._midnight(dt.date(2025, 3, 20)) == dt.datetime(2025, 3, 20, 4, tzinfo=dt.UTC)


def test_administrative_acts_are_narrowed_too(act: Act) -> None:
    act(threshold.set_small_number, 7)
    act(incidents.record_incident, MISSENT, today=TODAY)
    for subject, total in (
        (None, 2),
        (AdministrativeSubject.incident, 1),
        (AdministrativeSubject.theme, 0),
    ):
        assert act(records.acts, subject=subject)[1] == total


def test_an_incident_is_entered_corrected_and_kept(act: Act, acts: Callable[[], Any]) -> None:
    number = act(incidents.record_incident, MISSENT, today=TODAY)
    completed = replace(MISSENT, people_count=14, people_are_estimated=True)
    act(incidents.correct_incident, number, completed, today=TODAY)
    assert act(incidents.register) == (RegisteredIncident(number, completed),)
    corrected = acts()[0]
    assert (corrected.before["people_count"], corrected.after["people_count"]) == (12, 14)
    with pytest.raises(NotFound):
        act(incidents.correct_incident, 999, completed, today=TODAY)


def test_an_empty_incident_says_beside_each_field_what_the_register_needs(act: Act) -> None:
    refused = problems(act, incidents.record_incident, Incident(), today=TODAY)
    assert set(refused) == {"starts_on", "known_on", "circumstances", "information"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": TODAY - dt.timedelta(days=4)}, "ends_on"),
        ({"known_on": TODAY + dt.timedelta(days=1)}, "known_on"),
        ({"known_on": TODAY - dt.timedelta(days=4)}, "known_on"),
        ({"commission_notified_on": TODAY + dt.timedelta(days=1)}, "commission_notified_on"),
        ({"risk": InjuryRisk.serious, "risk_reasons": ""}, "risk_reasons"),
        ({"people_count": -1}, "people_count"),
        ({"people_count": 2**40}, "people_count"),
        ({"cause": "x" * 2_001}, "cause"),
        ({"measures": "\ud800"}, "measures"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    act: Act, changes: dict[str, Any], field: str
) -> None:
    wrong = replace(MISSENT, **changes)
    refused = problems(act, incidents.record_incident, wrong, today=TODAY)
    assert set(refused) == {field}


def test_a_period_told_in_words_is_enough(act: Act) -> None:
    vague = replace(MISSENT, starts_on=None, period_words="vers la fin de l'hiver")
    act(incidents.record_incident, vague, today=TODAY)
    assert act(incidents.register)[0].incident == vague


def test_a_serious_risk_lacks_a_notice_until_both_are_given() -> None:
    serious = replace(MISSENT, risk=InjuryRisk.serious)
    half = replace(serious, commission_notified_on=TODAY)
    whole = replace(half, people_notified_on=TODAY)
    assert [row.lacks_a_notice for row in (MISSENT, serious, half, whole)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_register_is_exported_as_csv_that_no_spreadsheet_runs() -> None:
    formula = replace(MISSENT, circumstances='=HYPERLINK("http://x")', cause="-1+1")
    content = export.as_csv([RegisteredIncident(3, formula)])
    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    told = dict(zip(header, row, strict=True))
    assert told["Numéro"] == "3"
    assert told["Circonstances"] == '\'=HYPERLINK("http://x")'
    assert told["Cause"] == "'-1+1"
    assert told["Risque de préjudice sérieux"] == "Pas de risque sérieux"
    assert told["Début de l'incident"] == "2025-03-17"
    assert content.startswith(b"\xef\xbb\xbf")


def test_the_register_is_exported_as_a_spreadsheet_without_formulas() -> None:
    formula = replace(MISSENT, circumstances="=1+1")
    content = export.as_workbook([RegisteredIncident(3, formula)])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        texts = parts.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in sheet
    assert "=1+1" in texts
    assert "Circonstances" in texts


def test_the_export_speaks_the_language_of_who_asks() -> None:
    language.use(Language.en)
    header = export.as_csv([]).decode("utf-8-sig")
    assert "Circumstances" in header
    assert "Circonstances" not in header
