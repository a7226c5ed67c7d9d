"""How numbers, dates and words are written for a Québec reader."""

import datetime as dt
import inspect
import math
from enum import StrEnum

import pytest

from cafedata import labels, language, vocabulary
from cafedata.entry import Attendance
from cafedata.language import Language
from cafedata.vocabulary import (
    Action,
    CatalogStatus,
    ChangeVerb,
    CountPrecision,
    DatePrecision,
    MeetupState,
    OffenceFamily,
)

CLOSED_SETS = [
    words
    for _, words in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(words, StrEnum) and words not in (StrEnum, CatalogStatus)
]


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (0, 0, "0"),
        (7, 0, "7"),
        (1234, 0, "1\xa0234"),
        (1_234_567, 0, "1\xa0234\xa0567"),
        (1234.5, 1, "1\xa0234,5"),
        (1234.56, 1, "1\xa0234,6"),
        (3.0, 2, "3,00"),
        (-5, 0, "−5"),
        (-0.3, 0, "0"),
        (math.nan, 1, "–"),
    ],
)
def test_a_number_has_a_comma_and_unbreakable_groups(
    value: float, decimals: int, written: str
) -> None:
    assert language.number(value, decimals) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.42, "42\xa0%"), (0, "0\xa0%"), (1, "100\xa0%"), (0.004, "0\xa0%"), (math.nan, "–")],
)
def test_a_share_is_a_whole_percentage(share: float, written: str) -> None:
    assert language.percent(share) == written


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (dt.date(2025, 3, 1), "1er mars 2025"),
        (dt.date(2025, 3, 14), "14 mars 2025"),
        (dt.date(2025, 8, 11), "11 août 2025"),
        (dt.date(2021, 12, 31), "31 décembre 2021"),
    ],
)
def test_the_first_day_of_a_month_is_the_only_ordinal(date: dt.date, written: str) -> None:
    assert language.day(date) == written


def test_a_date_is_written_as_far_as_it_is_known() -> None:
    date = dt.date(2025, 3, 1)
    written = [language.date_known_to(date, precision) for precision in DatePrecision]
    assert written == ["samedi 1er mars 2025", "mars 2025", "2025"]


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (dt.time(14, 5), "14\xa0h\xa005"),
        (dt.time(9), "9\xa0h\xa000"),
        (dt.time(0, 30), "0\xa0h\xa030"),
    ],
)
def test_an_hour_has_its_two_figures_of_minutes(time: dt.time, written: str) -> None:
    assert language.hour(time) == written


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (dt.datetime(2025, 1, 15, 17, 5, tzinfo=dt.UTC), "15 janvier 2025, 12\xa0h\xa005"),
        (dt.datetime(2025, 7, 1, 2, 0, tzinfo=dt.UTC), "30 juin 2025, 22\xa0h\xa000"),
    ],
)
def test_a_moment_is_told_in_québecs_time_in_winter_and_in_summer(
    when: dt.datetime, written: str
) -> None:
    assert language.moment(when) == written


@pytest.mark.parametrize(
    ("n", "written"), [(0, "0 café"), (1, "1 café"), (2, "2 cafés"), (1_000, "1\xa0000 cafés")]
)
def test_none_is_singular_in_french(n: int, written: str) -> None:
    assert language.ngettext("{n} café", "{n} cafés", n) == written


def test_marks_do_not_part_from_their_words() -> None:
    assert language.gettext("Lieu : « Gare », 5 $, 10 %") == (
        "Lieu\xa0: «\xa0Gare\xa0», 5\xa0$, 10\xa0%"
    )


def test_a_sentence_writes_each_value_in_its_manner() -> None:
    written = language.sentence(
        "{n} le {day} à {place}, {share}",
        n=1234,
        day=dt.date(2025, 3, 1),
        place="{ici}",
        share=True,
    )
    assert written == "1\xa0234 le 1er mars 2025 à {ici}, True"


@pytest.mark.parametrize(
    ("items", "written"), [([], ""), (["a"], "a"), (["a", "b"], "a et b"), ("abc", "a, b et c")]
)
def test_items_are_listed_in_one_phrase(items: list[str], written: str) -> None:
    assert language.listing(items) == written


@pytest.mark.parametrize(
    ("attendance", "written"),
    [
        (Attendance(value=0, precision=CountPrecision.exact), "0"),
        (Attendance(value=1500, precision=CountPrecision.exact), "1\xa0500"),
        (Attendance(value=15, precision=CountPrecision.about), "environ 15"),
        (Attendance(value=30, precision=CountPrecision.at_least), "au moins 30"),
        (Attendance(words="des dizaines", precision=CountPrecision.in_words), "des dizaines"),
        (Attendance(), "nombre inconnu"),
    ],
)
def test_a_count_is_written_with_its_precision(attendance: Attendance, written: str) -> None:
    count = language.count_of_people(attendance.value, attendance.precision, attendance.words)
    assert count == written


def test_names_are_sorted_as_in_a_dictionary() -> None:
    names = ["Zoé", "école", "Étang", "ecole", "Eau"]
    assert sorted(names, key=language.sorting_key) == ["Eau", "ecole", "école", "Étang", "Zoé"]


def test_charts_write_numbers_and_dates_in_french() -> None:
    written = language.for_charts()
    assert (written["number"]["decimal"], written["number"]["thousands"]) == (",", "\xa0")
    assert written["time"]["days"][0] == "dimanche"
    assert written["time"]["shortMonths"][7] == "août"


def test_english_may_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert language.offered() == (Language.fr, Language.en)
    monkeypatch.setenv("CAFE_ENGLISH", "off")
    assert language.offered() == (Language.fr,)
    language.use(Language.en)
    assert language.current() is Language.fr


# Labels


@pytest.mark.parametrize("words", CLOSED_SETS, ids=lambda words: words.__name__)
def test_each_word_of_a_closed_set_has_a_label_of_its_own(words: type[StrEnum]) -> None:
    read = [labels.label(word) for word in words]
    assert all(read)
    assert len(set(read)) == len(read)


def test_every_closed_set_of_the_vocabulary_is_looked_at() -> None:
    assert {MeetupState, Action, ChangeVerb} <= set(CLOSED_SETS)
    assert len(CLOSED_SETS) >= 25


def test_words_spelt_alike_in_two_sets_keep_their_own_labels() -> None:
    assert labels.label(OffenceFamily.other) == "Autre famille"
    assert labels.label(Action.other) == "Autre action"


def test_a_label_has_unbreakable_spaces_as_well() -> None:
    assert labels.label(vocabulary.WhyNotReported.nothing_done) == (
        "«\xa0Ça ne donnerait rien\xa0»"
    )


def test_the_families_of_themes_have_labels() -> None:
    assert {labels.theme_family(code) for code in labels.THEME_FAMILIES} >= {"Route", "La police"}
