"""What the guard of free text finds, what it lets be, and that it never repeats what it read."""

import dataclasses
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from cafedata import language
from cafedata.discretion import WARNINGS, Finding, Kind, find_personal, findings_in
from cafedata.entry import MeetupEntry
from cafedata.language import Language
from tests.unit import discretion_sentences as sentences
from tests.world import common_cafe, planned_cafe

LABEL = re.compile(r"\{(?P<kind>\w+):(?P<text>[^{}]*)\}")
PHONE = "450 555-0142"


def read(sentence: str) -> tuple[str, list[Finding]]:
    """A labelled sentence without its braces, and what the braces held."""
    text, labelled = "", []
    for piece in re.split(r"(\{[^{}]*\})", sentence):
        label = LABEL.fullmatch(piece)
        words = label["text"] if label else piece
        if label:
            labelled.append(Finding(Kind(label["kind"]), len(text), len(text) + len(words)))
        text += words
    return text, labelled


def kinds(text: str) -> list[str]:
    """The kinds found in a text, in reading order."""
    return [finding.kind.value for finding in find_personal(text)]


def found(text: str) -> list[str]:
    """The pieces of text that were found, in reading order."""
    return [text[finding.start : finding.end] for finding in find_personal(text)]


# How much is found


@dataclass(frozen=True)
class Score:
    """How many labels there are, how many were found, and how many findings were wrong."""

    labelled: int
    found: int
    wrong: int

    @property
    def recall(self) -> float:
        return self.found / self.labelled

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong)


def _agree(one: Finding, other: Finding) -> bool:
    """Of one kind, and at least half of what the two cover together is covered by both."""
    both = min(one.end, other.end) - max(one.start, other.start)
    either = max(one.end, other.end) - min(one.start, other.start)
    return one.kind is other.kind and 2 * both >= either


def scores(labelled_sentences: tuple[str, ...]) -> dict[str, Score]:
    """The score of each kind, and of all of them together under ``"all"``."""
    labels, hits, wrong = Counter[str](), Counter[str](), Counter[str]()
    for text, labelled in map(read, labelled_sentences):
        findings = find_personal(text)
        for label in labelled:
            labels.update((label.kind.value, "all"))
            if any(_agree(label, finding) for finding in findings):
                hits.update((label.kind.value, "all"))
        for finding in findings:
            if not any(_agree(label, finding) for label in labelled):
                wrong.update((finding.kind.value, "all"))
    return {kind: Score(labels[kind], hits[kind], wrong[kind]) for kind in (*Kind, "all")}


@pytest.fixture
def told(
    capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> Callable[[str, dict[str, Score]], None]:
    """Print scores even where the test passes, and keep them in its report."""

    def tell(title: str, by_kind: dict[str, Score]) -> None:
        with capsys.disabled():
            print(f"\n{title}")
            for kind, score in by_kind.items():
                print(
                    f"  {kind:8} recall {score.recall:.3f} ({score.found}/{score.labelled})"
                    f"  precision {score.precision:.3f} ({score.wrong} wrong)"
                )
                record_property(
                    f"{title}, {kind}",
                    f"recall {score.recall:.3f}, precision {score.precision:.3f}",
                )

    return tell


@pytest.mark.parametrize("written", ["TUNING", "HELD_OUT"])
def test_almost_everything_personal_is_found_and_almost_nothing_else(
    written: str, told: Callable[[str, dict[str, Score]], None]
) -> None:
    by_kind = scores(getattr(sentences, written))
    told(written, by_kind)
    for kind, score in by_kind.items():
        assert score.recall >= (0.93 if kind in (Kind.name, "all") else 0.95), kind
        assert score.precision >= 0.95, kind


def test_the_sentences_are_many_half_of_them_clean_and_a_third_in_english() -> None:
    everything = sentences.TUNING + sentences.HELD_OUT
    english = sentences.TUNING_ENGLISH + sentences.HELD_OUT_ENGLISH
    clean = [sentence for sentence in everything if not read(sentence)[1]]
    assert len(set(everything)) == len(everything) >= 170
    assert len(sentences.HELD_OUT) >= 60
    assert 0.45 <= len(clean) / len(everything) <= 0.55
    assert 0.28 <= len(english) / len(everything) <= 0.35
    assert not [sentence for sentence in everything if re.search(r"[{}]", read(sentence)[0])]


# What it lets be, on purpose


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Le sergent Marc Lavoie et l'agente de prévention Julie Roy",
        "Le café de la rue Principale, route 117, autoroute 15, km 12",
        "Saint-Jérôme, Sainte-Thérèse, Mont-Tremblant, Val-David",
        "911, *4141, 310-4141, 1 800 711-1800, +1 888 495-8501",
        "DUC 210, MRC 15, SQ 123, QC 123, MTQ 117, A15 SUD",
        "Règlement 450-2024, dossier 450-1234, facture 4505551234",
        "2025-03-14, 14 h 30, 1 250 000 $, 450 555 $, 2024-2025",
        "Kevin fait du bruit le soir",
    ],
)
def test_ranks_places_public_lines_codes_and_first_names_alone_are_let_be(text: str) -> None:
    assert find_personal(text) == []


def test_the_same_words_name_a_park_or_a_person() -> None:
    assert kinds("Bris au parc Luc Gagnon") == []
    assert kinds("Bris chez Luc Gagnon") == ["name"]


def test_an_hour_or_a_date_before_a_street_is_no_civic_number() -> None:
    assert kinds("À 14 h 30, rue Principale, le 3 mai 2025, rue de la Gare") == []
    assert found("Au 30, rue Principale") == ["30, rue Principale"]


# Where it is


def test_positions_are_those_of_the_text_as_it_was_typed() -> None:
    text = "Cœur\u00a0: « Mme\u00a0L’Écuyer »,\ttél. 450\u202f555\u20110142"
    assert found(text) == ["Mme\u00a0L’Écuyer", "450\u202f555\u20110142"]


def test_an_address_keeps_its_apartment_and_a_couple_both_of_its_titles() -> None:
    text = "M. et Mme Roy, 45 boul. Curé-Labelle, app. 3"
    assert found(text) == ["M. et Mme Roy", "45 boul. Curé-Labelle, app. 3"]


def test_one_piece_of_text_is_found_once() -> None:
    assert kinds("12 Oak Dr Mirabel") == ["address"]
    assert kinds("Mme Marie Roy (marie.roy@poste.example)") == ["name", "email"]


_PIECES = ("M. ", "Marie ", "rue ", "12", "450", "ABC ", "@", " arobase ", "named ", "É", "\u0301")
_SENTENCES = tuple(read(sentence)[0] for sentence in sentences.TUNING)
alarming = st.lists(
    st.sampled_from([*" ,.-'\n", *_PIECES, *_SENTENCES]) | st.text(max_size=3), max_size=8
).map("".join)
anything = st.text(st.characters(exclude_categories=()))


@given(alarming | anything)
def test_findings_stand_inside_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for finding in find_personal(text):
        assert end <= finding.start < finding.end <= len(text)
        end = finding.end


# What it never does


def test_a_finding_holds_a_kind_and_two_positions_and_nothing_more() -> None:
    assert [field.name for field in dataclasses.fields(Finding)] == ["kind", "start", "end"]
    assert repr(find_personal("Mme Lavoie")) == repr(find_personal("Mme Gagnon"))
    with pytest.raises(dataclasses.FrozenInstanceError):
        find_personal("Mme Lavoie")[0].start = 4  # type: ignore[misc]


@given(alarming)
def test_no_description_of_a_finding_repeats_the_text(text: str) -> None:
    for finding in find_personal(text):
        start, end = finding.start, finding.end
        assert repr(finding) == f"Finding(kind={finding.kind!r}, start={start}, end={end})"
        assert str(finding) == repr(finding)


HOSTILE = (
    *("a", "1", "1 ", "é", "'", "a.", "@", "a@a.", "Aa-", "+1", "(at)", "a point ", "plaque a "),
    *("M. ", "nommé ", "Marie ", "Marie Roy ", "12 rue ", "12, rue de la ", "12 Main ", "ABC "),
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_even_a_hostile_text_of_100_000_characters_is_read_at_once(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    assert any(_seconds_to_read(text) < 0.5 for _ in range(3))


def _seconds_to_read(text: str) -> float:
    start = time.process_time()
    find_personal(text)
    return time.process_time() - start


# In an entry


def test_a_common_café_has_nothing_personal() -> None:
    assert findings_in(common_cafe()) == {}
    assert findings_in(planned_cafe()) == {}


def test_findings_are_told_by_the_path_of_their_field() -> None:
    entry = common_cafe(
        notes="Mme Lavoie, 450 555-0142",
        follow_ups=[
            {"what": "Demander un radar", "answers_for": "town"},
            {"what": "Rappeler", "answers_for": "town", "outcome": "Vu au 12, rue Principale"},
        ],
    )
    assert findings_in(entry) == {
        "follow_ups.1.outcome": [Finding(Kind.address, 6, 24)],
        "notes": [Finding(Kind.name, 0, 10), Finding(Kind.phone, 12, 24)],
    }


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.name, "Chez Luc Gagnon"),
        (Kind.address, "12, rue Principale"),
        (Kind.phone, PHONE),
        (Kind.email, "marie@poste.example"),
        (Kind.plate, "F77 KXR"),
    ],
)
def test_a_business_may_have_a_persons_name_and_a_source_a_code(kind: Kind, text: str) -> None:
    entry = common_cafe(
        venue_name=text, partners=[{"name": text, "part": "host"}], source=text, notes=text
    )
    read_for = {"notes"}
    if kind not in (Kind.name, Kind.address):
        read_for |= {"venue_name", "partners.0.name"}
    if kind in (Kind.phone, Kind.email):
        read_for |= {"source"}
    assert set(findings_in(entry)) == read_for
    assert {finding.kind for findings in findings_in(entry).values() for finding in findings} == {
        kind
    }


CODES = {"lead_service", "municipality_code", "theme_code", "program_code"}


def text_fields(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """The path of each field in which people write freely, without the numbers of the lines."""
    for name, field in model.model_fields.items():
        for part in (field.annotation, *get_args(field.annotation)):
            if part is str and name not in CODES:
                yield above + name
            elif isinstance(part, type) and issubclass(part, BaseModel):
                yield from text_fields(part, f"{above}{name}.")


def test_every_free_text_field_of_an_entry_is_read() -> None:
    promise: dict[str, Any] = dict.fromkeys(("what", "outcome", "public_sentence"), PHONE)
    entry = common_cafe(
        **dict.fromkeys(("state_reason", "venue_name", "source", "notes"), PHONE),
        attendance={"precision": "in_words", "words": PHONE},
        themes=[{"theme_code": "other", "other_text": PHONE}],
        partners=[{"name": PHONE, "part": "host"}],
        follow_ups=[promise | {"answers_for": "town"}],
        announcement={"date": "2025-03-14", "venue_name": PHONE},
    )
    read_paths = {re.sub(r"\.\d+\.", ".", path) for path in findings_in(entry)}
    assert read_paths == set(text_fields(MeetupEntry))


# What people are told


@pytest.mark.parametrize("spoken", Language)
def test_each_kind_has_its_own_warning_in_each_language(spoken: Language) -> None:
    language.use(spoken)
    assert len({language.sentence(WARNINGS[kind]) for kind in Kind}) == len(Kind)
