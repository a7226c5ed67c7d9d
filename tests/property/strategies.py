"""Any valid entry of the small world: every state, every field, every word of every closed set."""

from typing import Any

from hypothesis import strategies as st

from cafedata.checking import FIRST_DAY, LAST_DAY, MOST_PEOPLE, checked_as
from cafedata.entry import MOST_OFFICERS, MeetupEntry, checked
from cafedata.outings import SeriesEntry, TourEntry
from cafedata.vocabulary import (
    TOOK_PLACE,
    Action,
    AnswersFor,
    Clientele,
    Coming,
    Context,
    CountPrecision,
    CountUnit,
    DatePrecision,
    FollowUpState,
    Formula,
    MeetupState,
    OffenceFamily,
    OfficerRole,
    Orientation,
    PartnerPart,
    PartOfDay,
    RaisedBy,
    Tag,
    TalkLanguage,
    VenueKind,
    Victim,
    WhyNotReported,
)
from tests.world import MUNICIPALITY_CODES, PROGRAM_CODES, SERVICE_CODES, THEME_CODES

Values = dict[str, Any]

_NUMERIC = (CountPrecision.exact, CountPrecision.about, CountPrecision.at_least)
_WITHOUT_RESULTS: Values = {
    "attendance": {},
    "clienteles": (),
    "themes": (),
    "unreported_offences": (),
    "programs": (),
}

days = st.dates(FIRST_DAY, LAST_DAY)
times = st.times()


def texts(longest: int, shortest: int = 0) -> st.SearchStrategy[str]:
    """Text as an entry keeps it: letters of many scripts, signs, lines; no markup or emoji."""
    signs = st.characters(
        codec="utf-8",
        categories=("L", "N", "P", "Sc", "Sk", "Zs"),
        include_characters="\n+=|~©°",
    )
    # Spelling an accent in one way may lengthen a text up to three times.
    return (
        st.text(signs, max_size=longest // 3)
        .map(str.strip)
        .filter(lambda text: len(text) >= shortest)
    )


def _one_of_each(lines: st.SearchStrategy[Values], key: Any) -> Any:
    return st.lists(lines, unique_by=key, max_size=4).map(tuple)


def _some(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def _counts(most: int, precisions: tuple[CountPrecision, ...] = _NUMERIC) -> Any:
    return st.fixed_dictionaries(
        {"value": st.integers(0, most), "precision": st.sampled_from(precisions)}
    ) | st.just({"precision": CountPrecision.unknown})


def attendances() -> st.SearchStrategy[Values]:
    in_words = st.fixed_dictionaries(
        {"precision": st.just(CountPrecision.in_words), "words": texts(120, 1)}
    )
    counts = _counts(MOST_PEOPLE) | in_words
    return st.builds(
        lambda count, unit: {**count, "unit": unit}, counts, st.sampled_from(CountUnit)
    )


def hours() -> st.SearchStrategy[Values]:
    """A start and an end in order, one of them, or none."""
    ordered = st.lists(times, min_size=2, max_size=2, unique=True).map(sorted)
    return st.one_of(
        ordered.map(lambda pair: {"start_time": pair[0], "end_time": pair[1]}),
        times.map(lambda time: {"start_time": time}),
        times.map(lambda time: {"end_time": time}),
        st.just({}),
    )


def clienteles() -> Any:
    line = st.builds(
        lambda count, clientele: {**count, "clientele": clientele},
        _counts(MOST_PEOPLE),
        st.sampled_from(Clientele),
    )
    return _one_of_each(line, lambda row: row["clientele"])


def officers() -> Any:
    line = st.builds(
        lambda count, role: {**count, "role": role},
        _counts(MOST_OFFICERS),
        st.sampled_from(OfficerRole),
    )
    return _one_of_each(line, lambda row: row["role"])


def themes() -> Any:
    line = st.fixed_dictionaries(
        {
            "theme_code": st.sampled_from(THEME_CODES),
            "raised_by": st.sampled_from(RaisedBy),
            "mentions": _some(st.integers(1, MOST_PEOPLE)),
            "clientele": _some(st.sampled_from(Clientele)),
            "other_text": texts(120, 1),
        }
    )
    rows = _one_of_each(line, lambda row: (row["theme_code"], row["raised_by"]))
    return st.builds(_with_dominant, rows, _some(st.integers(0, 3)))


def _with_dominant(rows: tuple[Values, ...], dominant: int | None) -> tuple[Values, ...]:
    return tuple({**row, "is_dominant": n == dominant} for n, row in enumerate(rows))


def unreported_offences() -> Any:
    line = st.fixed_dictionaries(
        {
            "family": st.sampled_from(OffenceFamily),
            "victim": st.sampled_from(Victim),
            "count": st.integers(1, MOST_PEOPLE),
            "why_not_reported": st.sampled_from(WhyNotReported),
            "orientation": st.sampled_from(Orientation),
            "action": st.sampled_from(Action),
        }
    )
    return st.lists(line, max_size=4).map(tuple)


def programs() -> Any:
    people = _some(st.integers(0, MOST_PEOPLE))
    line = st.fixed_dictionaries(
        {
            "program_code": st.sampled_from(PROGRAM_CODES),
            "people_reached": people,
            "material_handed_out": people,
            "sign_ups": people,
        }
    )
    return _one_of_each(line, lambda row: row["program_code"])


def partners() -> Any:
    line = st.fixed_dictionaries({"name": texts(120, 1), "part": st.sampled_from(PartnerPart)})
    return st.lists(line, max_size=4).map(tuple)


def follow_ups() -> Any:
    line = st.fixed_dictionaries(
        {
            "what": texts(300, 1),
            "answers_for": st.sampled_from(AnswersFor),
            "due_on": _some(days),
            "state": st.sampled_from(FollowUpState),
            "outcome": texts(300, 1),
            "public_sentence": texts(300),
        }
    )
    return st.lists(line, max_size=4).map(tuple)


def announcements() -> st.SearchStrategy[Values]:
    announced = st.fixed_dictionaries(
        {
            "date": days,
            "date_precision": st.sampled_from(DatePrecision),
            "part_of_day": _some(st.sampled_from(PartOfDay)),
            "municipality_code": _some(st.sampled_from(MUNICIPALITY_CODES)),
            "venue_name": texts(120),
        }
    )
    return st.builds(lambda values, hours: {**values, **hours}, announced, hours())


def _outing_of(service: str) -> st.SearchStrategy[int | None]:
    """The one tour and the one series of the small world are Mirabel's."""
    return _some(st.just(1)) if service == "MIR" else st.none()


@st.composite
def entries(
    draw: st.DrawFn, lead_service: str = "MIR", state: MeetupState | None = None
) -> MeetupEntry:
    """Any valid entry that this service leads, in that state or in any."""
    chosen = state or draw(st.sampled_from(MeetupState))
    values = draw(
        st.fixed_dictionaries(
            {
                "state_reason": texts(300, 1),
                "other_services": st.sets(
                    st.sampled_from([code for code in SERVICE_CODES if code != lead_service]),
                    max_size=3,
                ).map(tuple),
                "date": days,
                "date_precision": st.sampled_from(DatePrecision),
                "part_of_day": _some(st.sampled_from(PartOfDay)),
                "duration_minutes": _some(st.integers(1, 1_440)),
                "municipality_code": st.sampled_from(MUNICIPALITY_CODES),
                "venue_name": texts(120),
                "venue_kind": _some(st.sampled_from(VenueKind)),
                "attendance": attendances(),
                "clienteles": clienteles(),
                "tags": st.lists(st.sampled_from(Tag), unique=True, max_size=6).map(tuple),
                "officers": officers(),
                "themes": themes(),
                "unreported_offences": unreported_offences(),
                "programs": programs(),
                "partners": partners(),
                "follow_ups": follow_ups(),
                "talk_language": _some(st.sampled_from(TalkLanguage)),
                "coming": _some(st.sampled_from(Coming)),
                "formula": _some(st.sampled_from(Formula)),
                "context": _some(st.sampled_from(Context)),
                "source": texts(300),
                "notes": texts(2_000),
                "announcement": _some(announcements()),
                "tour_id": _outing_of(lead_service),
                "series_id": _outing_of(lead_service),
            }
        )
    )
    without = _WITHOUT_RESULTS if chosen is MeetupState.planned else {}
    return checked(
        values | draw(hours()) | {"state": chosen, "lead_service": lead_service} | without
    )


@st.composite
def series(draw: st.DrawFn) -> SeriesEntry:
    """Any series that Mirabel may plan."""
    planned = st.lists(
        entries(state=MeetupState.planned), min_size=1, max_size=4, unique_by=lambda row: row.date
    )
    return checked_as(SeriesEntry, {"title": draw(texts(120, 1)), "cafes": tuple(draw(planned))})


@st.composite
def tours(draw: st.DrawFn) -> TourEntry:
    """Any tour of Mirabel, with people at each stop or with an undivided total."""
    stops = draw(st.lists(entries(), min_size=2, max_size=4))
    total = draw(attendances())
    is_undivided = total["precision"] is not CountPrecision.unknown
    if not any(stop.state in TOOK_PLACE for stop in stops):
        is_undivided = False
    first = stops[0]
    same_day = {"date": first.date, "date_precision": first.date_precision, "tour_id": None}
    uncounted: Values = {"attendance": {}, "clienteles": ()} if is_undivided else {}
    return checked_as(
        TourEntry,
        {
            "title": draw(texts(120)),
            "total": total if is_undivided else {},
            "stops": [stop.model_dump() | same_day | uncounted for stop in stops],
        },
    )
