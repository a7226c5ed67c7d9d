"""Reading and checking the CSV files of a region; the first mistake stops the reading."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cafedata.catalog import OTHER_OWNERS
from cafedata.errors import CafeError
from cafedata.language import N_
from cafedata.seeding import rows


class BadFile(CafeError):
    """A file cannot be loaded; the values name the file and, where known, its line and column."""


@dataclass(frozen=True)
class File:
    """``refers`` gives, for a column that holds codes, the file that they come from."""

    name: str
    row: type[rows.Row]
    keys: tuple[tuple[str, ...], ...] = (("code",),)
    refers: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        return list(self.row.model_fields)


SERVICES = File("services.csv", rows.Service)
MUNICIPALITIES = File("municipalities.csv", rows.Municipality, (("code",), ("slug",)))
POPULATIONS = File(
    "populations.csv",
    rows.Population,
    (("municipality_code", "year"),),
    {"municipality_code": "municipalities.csv"},
)
COVERAGE = File(
    "coverage.csv",
    rows.Coverage,
    (("municipality_code", "service_code", "starts_on"),),
    {"service_code": "services.csv", "municipality_code": "municipalities.csv"},
)
THEMES = File("themes.csv", rows.Theme)
PROGRAMS = File(
    "programs.csv",
    rows.Program,
    refers={"owner": "services.csv", "successor": "programs.csv", "themes": "themes.csv"},
)
FILES = (SERVICES, MUNICIPALITIES, POPULATIONS, COVERAGE, THEMES, PROGRAMS)

Lines = dict[int, Any]
"""The rows of a file by the number of their line."""


def read(folder: Path) -> dict[str, Lines]:
    """The checked rows of each file, by its name. Raises :class:`BadFile`."""
    found = {file.name: _read(folder, file) for file in FILES}
    for file in FILES:
        _check_keys(file, found[file.name])
        _check_references(file, found)
    return found


def _read(folder: Path, file: File) -> Lines:
    lines = _cells(_text(folder, file.name), file.name)
    _, header = next(lines, (1, []))
    for column in file.columns:
        if column not in header:
            raise BadFile(
                N_("{file} : la colonne « {column} » manque."), file=file.name, column=column
            )
    return {number: _row(file, number, header, cells) for number, cells in lines}


def _text(folder: Path, name: str) -> str:
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise BadFile(
            N_("{file} : ce fichier ne peut pas être lu dans {folder}."),
            file=name,
            folder=str(folder),
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(
            N_("{file}, ligne {line} : enregistrez ce fichier en UTF-8."),
            file=name,
            line=content.count(b"\n", 0, error.start) + 1,
        ) from error


def _cells(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that is not blank, with the number of the line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise BadFile(
            N_("{file}, ligne {line} : les guillemets ou les virgules sont mal placés."),
            file=name,
            line=reader.line_num,
        ) from error


def _row(file: File, number: int, header: list[str], cells: list[str]) -> rows.Row:
    if len(cells) != len(header):
        raise BadFile(
            N_("{file}, ligne {line} : {found} cases au lieu de {expected}."),
            file=file.name,
            line=number,
            found=len(cells),
            expected=len(header),
        )
    try:
        return file.row.model_validate(
            {column: cell or None for column, cell in zip(header, cells, strict=True)}
        )
    except ValidationError as error:
        raise _bad_cell(file, number, error.errors()[0]) from error


_EMPTY = N_("{file}, ligne {line}, colonne {column} : cette case est vide.")
_SENTENCES = {
    **dict.fromkeys(
        ("int_parsing", "float_parsing", "finite_number"),
        N_("{file}, ligne {line}, colonne {column} : « {value} » n'est pas un nombre."),
    ),
    **dict.fromkeys(
        ("greater_than_equal", "less_than_equal"),
        N_("{file}, ligne {line}, colonne {column} : « {value} » est hors des limites."),
    ),
    "date_parsing": N_(
        "{file}, ligne {line}, colonne {column} : « {value} » n'est pas une date, "
        "par exemple 2025-03-14."
    ),
    "bool_parsing": N_("{file}, ligne {line}, colonne {column} : « {value} » n'est ni yes ni no."),
    "enum": N_(
        "{file}, ligne {line}, colonne {column} : « {value} » n'est pas permis : {expected}."
    ),
    "string_too_long": N_(
        "{file}, ligne {line}, colonne {column} : le texte dépasse {max_length} caractères."
    ),
    "order": N_("{file}, ligne {line}, colonne {column} : la fin vient avant le début."),
}
_ANYTHING_ELSE = N_("{file}, ligne {line}, colonne {column} : « {value} » ne convient pas.")


def _bad_cell(file: File, number: int, details: ErrorDetails) -> BadFile:
    """Pydantic's first error in our words."""
    values = dict(details.get("ctx", {}))
    column = values.pop("column", None) or details["loc"][0]
    if details["input"] is None:
        return BadFile(_EMPTY, file=file.name, line=number, column=column)
    message = _SENTENCES.get(details["type"], _ANYTHING_ELSE)
    place = {"file": file.name, "line": number, "column": column}
    return BadFile(message, **values | place | {"value": str(details["input"])})


def _check_keys(file: File, lines: Lines) -> None:
    """Each key stands on one line only."""
    for key in file.keys:
        seen: dict[tuple[Any, ...], int] = {}
        for number, row in lines.items():
            values = tuple(getattr(row, column) for column in key)
            first = seen.setdefault(values, number)
            if first != number:
                raise BadFile(
                    N_("{file}, ligne {line}, colonne {column} : déjà inscrit à la ligne {first}."),
                    file=file.name,
                    line=number,
                    column=", ".join(key),
                    first=first,
                )


def _check_references(file: File, found: Mapping[str, Lines]) -> None:
    """Each code that a row refers to stands in its own file."""
    for column, other in file.refers.items():
        known = {row.code for row in found[other].values()}
        if column == "owner":
            known |= set(OTHER_OWNERS)
        for number, row in found[file.name].items():
            for code in _codes(getattr(row, column)):
                if code not in known:
                    raise BadFile(
                        N_(
                            "{file}, ligne {line}, colonne {column} : "
                            "le code « {value} » n'existe pas dans {other}."
                        ),
                        file=file.name,
                        line=number,
                        column=column,
                        value=code,
                        other=other,
                    )


def _codes(cell: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell or ()
