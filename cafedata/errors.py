"""The errors that people can do something about.

They are raised where they are known and turned into a sentence once, at the edge: the page
(:mod:`cafedata.web.sentences`) or the command line.
"""

import dataclasses
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field, as a message of the catalogue with its values.

    ``field`` is the path of the field in :class:`cafedata.entry.MeetupEntry`, its parts joined by
    dots (``"attendance.value"``, ``"themes.0.other_text"``), or ``""`` for the entry as a whole.
    ``message`` is the untranslated message; :func:`cafedata.language.sentence` turns it into text.
    """

    field: str
    message: str
    values: dict[str, Any] = dataclasses.field(default_factory=dict)


class CafeError(Exception):
    """An error whose message is a sentence of the catalogue, with the values that fill it."""

    def __init__(self, message: str, **values: Any) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class NotAllowed(CafeError):
    """The viewer has no right to this."""


class NotFound(CafeError):
    """What was asked for does not exist, or is not this viewer's to know of."""


class Conflict(CafeError):
    """Somebody else changed the same meetup first; ``current_version`` is what is stored now."""

    def __init__(self, message: str, *, current_version: int, **values: Any) -> None:
        super().__init__(message, **values)
        self.current_version = current_version


class InvalidEntry(CafeError):
    """The entry breaks at least one rule; ``problems`` has one item per broken rule."""

    def __init__(self, message: str, problems: list[Problem]) -> None:
        super().__init__(message)
        self.problems = problems


class Unavailable(CafeError):
    """Something that the work needs is missing: the database, a migration, a readable file."""
