"""What an entry accepts, and the sentence and field of each rule that it breaks."""

import datetime as dt
import math
from typing import Any

import pytest

from cafedata import language
from cafedata.entry import Attendance, MeetupEntry, checked
from cafedata.errors import InvalidEntry
from cafedata.vocabulary import CountPrecision, DatePrecision, MeetupState
from tests.world import common_cafe, planned_cafe

MARKUP = "Retirez les balises et les signes «\xa0<\xa0» et «\xa0>\xa0»."
PICTOGRAM = "Retirez les émojis et les pictogrammes."
INVISIBLE = "Retirez les caractères invisibles."
REQUIRED = "Ce champ est nécessaire."
NOT_A_CHOICE = "Ce choix n'existe pas\xa0: choisissez dans la liste."
NOT_A_DATE = "Cette date n'existe pas\xa0: écrivez par exemple 2025-03-14."
NOT_AN_HOUR = "Cette heure n'existe pas\xa0: écrivez par exemple 14:30."
NOT_WHOLE = "Inscrivez un nombre entier."
OUT_OF_TIME = "La date doit tomber entre le 1er mai 2014 et le 31 décembre 2099."
TWICE = "La même ligne est inscrite deux fois."
TOO_SMALL = "Le plus petit permis est {}."
TOO_LARGE = "Le plus grand permis est {}."
TOO_LONG = "Le texte est trop long\xa0: au plus {} caractères."
TOO_MANY = "Il y a trop de lignes\xa0: au plus {}."
NEEDS_NUMBER = "Inscrivez un nombre, ou choisissez «\xa0inconnu\xa0»."
NEEDS_PRECISION = "Dites si ce nombre est exact, environ ou au moins."
NOT_IN_WORDS = "Inscrivez un nombre ou «\xa0inconnu\xa0»."
NEEDS_WORDS = "Écrivez le nombre en mots, par exemple «\xa0des dizaines\xa0», ou laissez vide."
END_FIRST = "La fin doit venir après le début."
NO_REASON = "Dites pourquoi, par exemple «\xa0tempête\xa0»."
NO_RESULTS_YET = "Une rencontre prévue n'a pas encore de résultats\xa0: choisissez «\xa0Tenue\xa0»."


def problems(base: MeetupEntry | None = None, /, **changes: Any) -> dict[str, str]:
    """The sentences that a café with these changes gets, by the path of their field."""
    values = (base or common_cafe()).model_dump() | changes
    with pytest.raises(InvalidEntry) as refused:
        checked({name: value for name, value in values.items() if value is not _LEFT_OUT})
    return {
        problem.field: language.sentence(problem.message, **problem.values)
        for problem in refused.value.problems
    }


_LEFT_OUT = object()


@pytest.mark.parametrize("field", ["state", "lead_service", "date", "municipality_code"], ids=str)
def test_a_café_says_its_state_service_date_and_municipality(field: str) -> None:
    assert problems(**{field: _LEFT_OUT}) == {field: REQUIRED}


@pytest.mark.parametrize("field", ["lead_service", "date", "municipality_code"])
@pytest.mark.parametrize("empty", [None, "", "   "], ids=repr)
def test_an_empty_widget_leaves_a_required_field_missing(field: str, empty: str | None) -> None:
    assert problems(**{field: empty}) == {field: REQUIRED}


def test_a_state_that_was_not_chosen_is_not_guessed() -> None:
    assert problems(state=None) == {"state": NOT_A_CHOICE}


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"state": "maybe"}, "state", NOT_A_CHOICE),
        ({"date_precision": "week"}, "date_precision", NOT_A_CHOICE),
        ({"part_of_day": "night"}, "part_of_day", NOT_A_CHOICE),
        ({"venue_kind": "bar"}, "venue_kind", NOT_A_CHOICE),
        ({"talk_language": "latin"}, "talk_language", NOT_A_CHOICE),
        ({"coming": "late"}, "coming", NOT_A_CHOICE),
        ({"formula": "tea"}, "formula", NOT_A_CHOICE),
        ({"context": "christmas"}, "context", NOT_A_CHOICE),
        ({"tags": ["children", "youth"]}, "tags.0", NOT_A_CHOICE),
        ({"attendance": {"unit": "dogs"}}, "attendance.unit", NOT_A_CHOICE),
        ({"clienteles": [{"clientele": "dogs"}]}, "clienteles.0.clientele", NOT_A_CHOICE),
        ({"officers": [{"role": "admiral"}]}, "officers.0.role", NOT_A_CHOICE),
        ({"partners": [{"name": "Ville", "part": "boss"}]}, "partners.0.part", NOT_A_CHOICE),
    ],
)
def test_a_word_outside_its_list_is_refused(
    changes: dict[str, Any], field: str, sentence: str
) -> None:
    assert problems(**changes) == {field: sentence}


@pytest.mark.parametrize(
    "impossible", ["2025-02-30", "2025-13-01", "hier", "14/03/2025", "2025-03-14T10:30", [1]]
)
def test_an_impossible_date_is_refused(impossible: Any) -> None:
    assert problems(date=impossible) == {"date": NOT_A_DATE}


@pytest.mark.parametrize("date", ["2014-04-30", "2100-01-01", "0001-01-01", "9999-12-31"])
def test_a_date_outside_the_programs_time_is_refused(date: str) -> None:
    assert problems(date=date) == {"date": OUT_OF_TIME}


@pytest.mark.parametrize("date", ["2014-05-01", "2099-12-31", "2024-02-29"])
def test_the_first_and_last_day_and_a_leap_day_are_accepted(date: str) -> None:
    assert common_cafe(date=date).date.isoformat() == date


@pytest.mark.parametrize("number", [1_741_910_400, "1741910400", 45_730, 10**30])
def test_a_date_is_never_read_out_of_a_number(number: Any) -> None:
    assert problems(date=number) == {"date": NOT_A_DATE}


@pytest.mark.parametrize(
    "impossible", ["25:00", "14:60", "midi", "14 h 30", "14", "1430", 14, True, [1]]
)
def test_an_impossible_hour_is_refused(impossible: Any) -> None:
    assert problems(start_time=impossible) == {"start_time": NOT_AN_HOUR}


@pytest.mark.parametrize("hour", ["14:30Z", "14:30-05:00", dt.time(14, 30, tzinfo=dt.UTC)])
def test_an_hour_of_another_time_zone_is_refused(hour: Any) -> None:
    assert problems(start_time=hour, end_time="15:30") == {"start_time": NOT_AN_HOUR}


@pytest.mark.parametrize("end", ["09:30", "09:00"])
def test_a_café_ends_after_it_starts(end: str) -> None:
    assert problems(start_time="09:30", end_time=end) == {"end_time": END_FIRST}


def test_an_end_without_a_start_is_accepted() -> None:
    assert common_cafe(start_time=None).end_time == dt.time(11)


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        (0, TOO_SMALL.format(1)),
        (-5, TOO_SMALL.format(1)),
        (1_441, TOO_LARGE.format("1\xa0440")),
        (90.5, NOT_WHOLE),
        ("une heure", NOT_WHOLE),
    ],
)
def test_a_duration_is_between_a_minute_and_a_day(minutes: Any, sentence: str) -> None:
    assert problems(duration_minutes=minutes) == {"duration_minutes": sentence}


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (-1, TOO_SMALL.format(0)),
        (5_001, TOO_LARGE.format("5\xa0000")),
        (10**30, TOO_LARGE.format("5\xa0000")),
        ("9" * 5_000, "Ce nombre est trop grand."),
        (2.5, NOT_WHOLE),
        (math.nan, NOT_WHOLE),
        (math.inf, NOT_WHOLE),
        ("quinze", NOT_WHOLE),
        ([15], NOT_WHOLE),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_number_of_people_is_a_plausible_whole_number(value: Any, sentence: str) -> None:
    attendance = {"value": value, "precision": "exact"}
    assert problems(attendance=attendance) == {"attendance.value": sentence}


def test_nobody_came_is_an_exact_zero() -> None:
    assert common_cafe(attendance={"value": 0, "precision": "exact"}).attendance.value == 0


def test_an_empty_count_is_unknown_and_not_zero() -> None:
    empty = common_cafe(attendance={}).attendance
    assert (empty.value, empty.precision) == (None, CountPrecision.unknown)


@pytest.mark.parametrize("precision", ["exact", "about", "at_least"])
def test_a_precision_in_figures_needs_a_number(precision: str) -> None:
    assert problems(attendance={"precision": precision}) == {"attendance.value": NEEDS_NUMBER}


def test_a_number_needs_its_precision() -> None:
    assert problems(attendance={"value": 12}) == {"attendance.precision": NEEDS_PRECISION}
    in_words = {"value": 12, "precision": "in_words", "words": "une douzaine"}
    assert problems(attendance=in_words) == {"attendance.precision": NEEDS_PRECISION}


def test_a_count_in_words_has_its_words_and_no_other_count_has() -> None:
    assert problems(attendance={"precision": "in_words"}) == {"attendance.words": NEEDS_WORDS}
    spoken = {"value": 12, "precision": "about", "words": "une douzaine"}
    assert problems(attendance=spoken) == {"attendance.words": NEEDS_WORDS}
    in_words = common_cafe(attendance={"precision": "in_words", "words": "des dizaines"})
    assert in_words.attendance.words == "des dizaines"


@pytest.mark.parametrize("part", ["clienteles", "officers"])
def test_clienteles_and_officers_are_counted_in_figures(part: str) -> None:
    who = {"clienteles": {"clientele": "merchants"}, "officers": {"role": "patrol"}}[part]
    assert problems(**{part: [{**who, "precision": "in_words"}]}) == {
        f"{part}.0.precision": NOT_IN_WORDS
    }
    assert problems(**{part: [{**who, "precision": "about"}]}) == {f"{part}.0.value": NEEDS_NUMBER}
    assert problems(**{part: [{**who, "value": 3}]}) == {f"{part}.0.precision": NEEDS_PRECISION}
    assert problems(**{part: [{**who, "value": -3, "precision": "exact"}]}) == {
        f"{part}.0.value": TOO_SMALL.format(0)
    }


def test_more_than_two_hundred_officers_is_a_typing_error() -> None:
    officers = [{"role": "patrol", "value": 201, "precision": "exact"}]
    assert problems(officers=officers) == {"officers.0.value": TOO_LARGE.format(200)}


@pytest.mark.parametrize("state", ["cancelled", "postponed", "interrupted"])
def test_a_café_that_did_not_go_as_planned_says_why(state: str) -> None:
    assert problems(state=state) == {"state_reason": NO_REASON}
    assert problems(state=state, state_reason="   ") == {"state_reason": NO_REASON}
    assert common_cafe(state=state, state_reason="tempête").state is MeetupState(state)


@pytest.mark.parametrize(
    "results",
    [
        {"attendance": {"value": 0, "precision": "exact"}},
        {"attendance": {"unit": "coffees"}},
        {"clienteles": [{"clientele": "merchants"}]},
        {"themes": [{"theme_code": "noise"}]},
        {"unreported_offences": [{"family": "fraud", "victim": "citizen"}]},
        {"programs": [{"program_code": "aine_avise"}]},
    ],
    ids=str,
)
def test_a_planned_café_has_no_results_yet(results: dict[str, Any]) -> None:
    assert problems(planned_cafe(), **results) == {"state": NO_RESULTS_YET}


def test_a_planned_café_may_already_have_its_officers_partners_and_notes() -> None:
    planned = planned_cafe(
        officers=[{"role": "patrol"}], partners=[{"name": "Ville", "part": "host"}], notes="Salle B"
    )
    assert planned.notes == "Salle B"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"other_services": ["MIR"]}, "other_services"),
        ({"other_services": ["STJ", "STJ"]}, "other_services"),
        ({"clienteles": [{"clientele": "merchants"}] * 2}, "clienteles"),
        ({"tags": ["youth", "youth"]}, "tags"),
        ({"officers": [{"role": "patrol"}] * 2}, "officers"),
        ({"themes": [{"theme_code": "noise"}] * 2}, "themes"),
        ({"programs": [{"program_code": "aine_avise"}] * 2}, "programs"),
    ],
    ids=str,
)
def test_nothing_is_entered_twice(changes: dict[str, Any], field: str) -> None:
    assert problems(**changes) == {field: TWICE}


def test_citizens_and_police_may_bring_up_the_same_theme() -> None:
    both = [{"theme_code": "noise"}, {"theme_code": "noise", "raised_by": "police"}]
    assert len(common_cafe(themes=both).themes) == 2


def test_a_single_theme_dominates() -> None:
    themes = [
        {"theme_code": "noise", "is_dominant": True},
        {"theme_code": "speeding", "is_dominant": True},
    ]
    assert problems(themes=themes) == {"themes": "Un seul thème peut être dominant."}


def test_another_theme_says_which() -> None:
    themes = [{"theme_code": "noise"}, {"theme_code": "other", "other_text": "  "}]
    sentence = "Précisez cet autre thème en quelques mots."
    assert problems(themes=themes) == {"themes.1.other_text": sentence}


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"themes": [{"theme_code": ""}]}, "themes.0.theme_code", REQUIRED),
        ({"themes": [{"theme_code": "x" * 41}]}, "themes.0.theme_code", TOO_LONG.format(40)),
        (
            {"themes": [{"theme_code": "noise", "mentions": 0}]},
            "themes.0.mentions",
            TOO_SMALL.format(1),
        ),
        (
            {"unreported_offences": [{"family": "fraud", "victim": "citizen", "count": 0}]},
            "unreported_offences.0.count",
            TOO_SMALL.format(1),
        ),
        ({"unreported_offences": [{"family": "fraud"}]}, "unreported_offences.0.victim", REQUIRED),
        (
            {"programs": [{"program_code": "aine_avise", "sign_ups": -1}]},
            "programs.0.sign_ups",
            TOO_SMALL.format(0),
        ),
        (
            {"programs": [{"program_code": "aine_avise", "people_reached": 5_001}]},
            "programs.0.people_reached",
            TOO_LARGE.format("5\xa0000"),
        ),
        (
            {"programs": [{"program_code": "aine_avise", "material_handed_out": "x"}]},
            "programs.0.material_handed_out",
            NOT_WHOLE,
        ),
        ({"partners": [{"name": " ", "part": "host"}]}, "partners.0.name", REQUIRED),
        ({"follow_ups": [{"what": "", "answers_for": "town"}]}, "follow_ups.0.what", REQUIRED),
        (
            {"follow_ups": [{"what": "Radar", "answers_for": "town", "due_on": "2013-01-01"}]},
            "follow_ups.0.due_on",
            OUT_OF_TIME,
        ),
        (
            {"follow_ups": [{"what": "Radar", "answers_for": "town", "state": "done"}]},
            "follow_ups.0.outcome",
            "Dites comment ce suivi s'est terminé.",
        ),
        ({"announcement": {"date": ""}}, "announcement.date", REQUIRED),
        (
            {"announcement": {"date": "2025-03-14", "start_time": "10:00", "end_time": "09:00"}},
            "announcement.end_time",
            END_FIRST,
        ),
        ({"tour_id": "demain"}, "tour_id", NOT_WHOLE),
        ({"tour_id": 0}, "tour_id", TOO_SMALL.format(1)),
        ({"series_id": 2**63}, "series_id", TOO_LARGE.format("2\xa0147\xa0483\xa0647")),
        ({"citizen_name": "Jean Tremblay"}, "citizen_name", "Ce champ n'existe pas."),
        (
            {"follow_ups": [{"what": "Radar", "answers_for": "town", "phone": "450"}]},
            "follow_ups.0.phone",
            "Ce champ n'existe pas.",
        ),
    ],
)
def test_each_line_of_an_entry_names_its_own_field(
    changes: dict[str, Any], field: str, sentence: str
) -> None:
    assert problems(**changes) == {field: sentence}


@pytest.mark.parametrize(
    ("field", "line", "most"),
    [
        ("themes", {"theme_code": "noise"}, 80),
        ("unreported_offences", {"family": "fraud", "victim": "citizen"}, 50),
        ("programs", {"program_code": "aine_avise"}, 80),
        ("partners", {"name": "Ville", "part": "host"}, 50),
        ("follow_ups", {"what": "Radar", "answers_for": "town"}, 50),
    ],
)
def test_a_list_has_an_end(field: str, line: dict[str, Any], most: int) -> None:
    assert problems(**{field: [line] * (most + 1)}) == {field: TOO_MANY.format(most)}


def _in_each_text(text: str) -> list[tuple[dict[str, Any], str]]:
    """Entries that hold this text once, in each field that takes free text."""
    follow_up = {"what": "Radar", "answers_for": "town"}
    return [
        ({"state_reason": text}, "state_reason"),
        ({"venue_name": text}, "venue_name"),
        ({"source": text}, "source"),
        ({"notes": text}, "notes"),
        ({"attendance": {"precision": "in_words", "words": text}}, "attendance.words"),
        ({"themes": [{"theme_code": "other", "other_text": text}]}, "themes.0.other_text"),
        ({"partners": [{"name": text, "part": "host"}]}, "partners.0.name"),
        ({"follow_ups": [{**follow_up, "what": text}]}, "follow_ups.0.what"),
        ({"follow_ups": [{**follow_up, "outcome": text}]}, "follow_ups.0.outcome"),
        ({"follow_ups": [{**follow_up, "public_sentence": text}]}, "follow_ups.0.public_sentence"),
        ({"announcement": {"date": "2025-03-14", "venue_name": text}}, "announcement.venue_name"),
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<script>alert(1)</script>", MARKUP),
        ("a <b> c", MARKUP),
        ("1 < 2", MARKUP),
        ("Bravo 🎉", PICTOGRAM),
        ("Super 👍🏽", PICTOGRAM),
        ("✔ fait", PICTOGRAM),
        ("un\x00deux", INVISIBLE),
        ("un\x1b[31mdeux", INVISIBLE),
        ("\ue000", INVISIBLE),
    ],
    ids=ascii,
)
def test_no_text_holds_markup_emoji_or_invisible_signs(text: str, sentence: str) -> None:
    for changes, field in _in_each_text(text):
        assert problems(**changes) == {field: sentence}


def test_no_text_is_ten_thousand_characters_long() -> None:
    longest = {"notes": "2\xa0000", "state_reason": 300, "source": 300} | {
        f"follow_ups.0.{field}": 300 for field in ("what", "outcome", "public_sentence")
    }
    for changes, field in _in_each_text("é" * 10_000):
        assert problems(**changes) == {field: TOO_LONG.format(longest.get(field, 120))}


def test_a_text_is_still_short_enough_once_its_signs_are_written_in_full() -> None:
    # One sign of this Hebrew text becomes two when accents are spelt in one way.
    assert problems(source="\ufb1d" * 300) == {"source": TOO_LONG.format(300)}


@pytest.mark.parametrize(
    "text",
    [
        "Café « Chez l'Œuf » — 50 % de rabais, 4 $ & plus…",
        "Deux lignes\net une tabulation bien placée",
        "Température : 20 °C, 1er étage, n° 5",
        "Kanehsatà:ke, Ōka, نص عربي, 中文",
        "'; DROP TABLE meetup; --",
        "{value} %s \\n",
    ],
)
def test_ordinary_text_is_kept_as_it_was_written(text: str) -> None:
    assert common_cafe(notes=text).notes == text


def test_text_pasted_from_a_document_keeps_its_lines_and_loses_its_invisible_signs() -> None:
    pasted = "\ufeffun\r\ndeux\ttr\xado\u200bis \u202eeuq"
    assert common_cafe(notes=pasted).notes == "un\ndeux trois euq"


def test_what_only_holds_invisible_signs_is_empty() -> None:
    assert problems(state="cancelled", state_reason="\u200b") == {"state_reason": NO_REASON}
    follow_ups = [{"what": "\u200b", "answers_for": "town"}]
    assert problems(follow_ups=follow_ups) == {"follow_ups.0.what": REQUIRED}


def test_one_accent_has_one_spelling() -> None:
    assert common_cafe(venue_name="  Cafe\u0301 ").venue_name == "Café"


def test_all_broken_rules_are_told_at_once() -> None:
    assert problems(date="2025-02-30", attendance={"value": -1, "precision": "exact"}) == {
        "date": NOT_A_DATE,
        "attendance.value": TOO_SMALL.format(0),
    }


@pytest.mark.parametrize(
    ("precision", "date", "kept"),
    [
        ("day", "2025-03-14", "2025-03-14"),
        ("month", "2025-03-14", "2025-03-01"),
        ("year", "2025-03-14", "2025-01-01"),
        ("year", "2014-08-20", "2014-05-01"),
    ],
)
def test_the_unknown_part_of_a_date_is_not_kept(precision: str, date: str, kept: str) -> None:
    assert common_cafe(date=date, date_precision=precision).date.isoformat() == kept


def test_an_entry_made_without_a_form_follows_the_same_rules() -> None:
    entry = MeetupEntry(
        state=MeetupState.held,
        lead_service="MIR",
        date=dt.date(2025, 3, 14),
        date_precision=DatePrecision.month,
        municipality_code="74005",
    )
    assert entry.date == dt.date(2025, 3, 1)


def test_other_services_have_no_order() -> None:
    assert common_cafe(other_services=["STJ", "BLV"]) == common_cafe(other_services=["BLV", "STJ"])
    assert common_cafe(other_services=["STJ", "BLV"]).services == ("MIR", "BLV", "STJ")


def test_an_entry_cannot_be_changed_once_checked() -> None:
    with pytest.raises(Exception, match="frozen"):
        common_cafe().notes = "autre"


def test_an_entry_survives_being_written_as_json() -> None:
    entry = common_cafe(announcement={"date": "2025-03-13", "start_time": "09:00"})
    assert checked(entry.model_dump(mode="json")) == entry


def test_no_attendance_is_the_unknown_attendance() -> None:
    assert Attendance() == common_cafe(attendance={}).attendance
