"""The messages that the code holds, and the English catalogue as it is stored."""

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
ENGLISH = Path(__file__).parent / "en" / "LC_MESSAGES" / "cafe.po"

FOLDERS = ("cafedata", "pages", "seed")
FILES = ("dashboard.py",)
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "N_": None,
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "sentence": None,
}
"""The functions whose first argument is a message, or its singular and plural."""

_HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: Café avec un policier\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
"""Babel would add the day and its own version, which change when no message does."""


def in_the_code() -> Catalog:
    """Every message that is written in the code, without its English."""
    catalog = Catalog()
    for message in _extracted():
        if message:  # an empty message would be the header of the catalogue
            catalog.add(message)
    return catalog


def _extracted() -> Iterator[str | tuple[str, ...]]:
    for name in FILES:
        for _line, message, *_rest in extract_from_file("python", ROOT / name, keywords=KEYWORDS):
            yield message
    for name in FOLDERS:
        for _file, _line, message, *_rest in extract_from_dir(ROOT / name, keywords=KEYWORDS):
            yield message


def in_english() -> Catalog:
    """The catalogue as it is stored."""
    with ENGLISH.open("rb") as source:
        return read_po(source)


def translations(message: Message) -> tuple[tuple[str, str], ...]:
    """Each French form of a message with its English, ``""`` where there is none yet."""
    french, english = _forms(message.id), _forms(message.string or "")
    return tuple(zip_longest(french, english, fillvalue=""))


def _forms(text: str | Sequence[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def as_po(catalog: Catalog) -> bytes:
    """The catalogue as its file holds it: sorted, one line a text, without obsolete messages."""
    for message in catalog:
        # « 95 % des » looks like a placeholder of the old kind, which no message here has.
        message.flags.discard("python-format")
    written = io.BytesIO()
    options = {"sort_output": True, "no_location": True, "omit_header": True}
    write_po(written, catalog, width=0, ignore_obsolete=True, **options)
    return _HEADER.encode() + written.getvalue().strip() + b"\n"
