"""What is wrong with what the administrator typed, gathered field by field."""

from collections.abc import Iterable
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError

from cafedata.checking import Line, Paragraph, RequiredLine, problem_of
from cafedata.errors import InvalidEntry, Problem
from cafedata.language import N_

_LINE: TypeAdapter[str] = TypeAdapter(Line)
_REQUIRED_LINE: TypeAdapter[str] = TypeAdapter(RequiredLine)
_PARAGRAPH: TypeAdapter[str] = TypeAdapter(Paragraph)
_CORRECT = N_("Corrigez les champs signalés, puis enregistrez de nouveau.")


class Checks:
    """The problems found so far; :meth:`settle` raises them all at once."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def require(self, is_right: object, field: str, message: str, **values: Any) -> None:
        """Note a problem unless ``is_right``."""
        if not is_right:
            self._problems.append(Problem(field, message, values))

    def extend(self, problems: Iterable[Problem]) -> None:
        self._problems.extend(problems)

    def line(self, field: str, typed: str) -> str:
        """A line of text in its one spelling, or nothing after a problem."""
        return self._read(_LINE, field, typed)

    def required_line(self, field: str, typed: str) -> str:
        """As :meth:`line`, and a problem when it is empty."""
        return self._read(_REQUIRED_LINE, field, typed)

    def paragraph(self, field: str, typed: str) -> str:
        """As :meth:`line`, for a longer text."""
        return self._read(_PARAGRAPH, field, typed)

    def _read(self, kind: TypeAdapter[str], field: str, typed: str) -> str:
        try:
            return kind.validate_python(typed)
        except ValidationError as error:
            found = problem_of(error.errors()[0])
            self._problems.append(Problem(field, found.message, found.values))
            return ""

    def refuse(self, field: str, message: str) -> NoReturn:
        """Raise :class:`InvalidEntry` for this problem and for those found before it."""
        problems = [*self._problems, Problem(field, message)]
        raise InvalidEntry(_CORRECT, problems)

    def settle(self) -> None:
        """Raise :class:`InvalidEntry` when there is a problem."""
        if self._problems:
            raise InvalidEntry(_CORRECT, self._problems)
