"""One meetup, written by two people: what each changed, and how both sides come together."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from cafedata.catalog import Catalog
from cafedata.entry import MeetupEntry, checked
from cafedata.vocabulary import MeetupState
from cafedata.wording import Paragraph, paragraphs


@dataclass(frozen=True)
class Difference:
    """What the two sides say about the same fields.

    ``mine_changed`` and ``theirs_changed`` compare each with what both started from; where only one
    changed there is nothing to choose.
    """

    fields: tuple[str, ...]
    mine: Paragraph
    theirs: Paragraph
    mine_changed: bool
    theirs_changed: bool

    @property
    def is_to_choose(self) -> bool:
        return self.mine_changed and self.theirs_changed


def differences(
    base: MeetupEntry, mine: MeetupEntry, theirs: MeetupEntry, catalog: Catalog
) -> list[Difference]:
    """Where the two sides differ, in the order in which a meetup is told."""
    told = zip(paragraphs(mine, catalog), paragraphs(theirs, catalog), strict=True)
    return [
        Difference(
            of_mine.fields,
            of_mine,
            of_theirs,
            _values(mine, of_mine.fields) != _values(base, of_mine.fields),
            _values(theirs, of_mine.fields) != _values(base, of_mine.fields),
        )
        for of_mine, of_theirs in told
        if _values(mine, of_mine.fields) != _values(theirs, of_mine.fields)
    ]


def blank_like(entry: MeetupEntry) -> MeetupEntry:
    """A meetup of the same day and place that holds nothing yet: what both sides of one café that
    was entered twice started from, see :func:`differences`."""
    kept = ("lead_service", "date", "date_precision", "municipality_code")
    return checked({"state": MeetupState.planned, **{name: getattr(entry, name) for name in kept}})


def merged(mine: MeetupEntry, theirs: MeetupEntry, from_mine: Collection[str]) -> dict[str, Any]:
    """The values of their entry with these fields taken from mine; not checked yet."""
    values = theirs.model_dump()
    return values | {name: value for name, value in mine.model_dump().items() if name in from_mine}


def _values(entry: MeetupEntry, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(getattr(entry, field) for field in fields)
