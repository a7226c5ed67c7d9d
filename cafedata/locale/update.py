"""Bring the English catalogue up to date with the code: ``python -m cafedata.locale.update``.

New messages come in without English, for somebody to write; messages that the code no longer holds go.
Where nothing changed, the file stays as it is.
"""

import sys

from cafedata.locale import messages


def updated() -> bytes:
    """The stored catalogue with the messages of the code, and those alone."""
    catalog = messages.in_english()
    catalog.update(messages.in_the_code(), no_fuzzy_matching=True, update_creation_date=False)
    return messages.as_po(catalog)


def untranslated() -> list[str]:
    """The messages of the stored catalogue that still need English."""
    return [
        french
        for message in messages.in_english()
        if message.id
        for french, english in messages.translations(message)
        if not english
    ]


def main() -> None:
    messages.ENGLISH.write_bytes(updated())
    for message in untranslated():
        sys.stdout.write(f"{message}\n")


if __name__ == "__main__":
    main()
