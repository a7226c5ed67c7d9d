"""What people read has its English, keeps the typography of its language, and is translated."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from streamlit.delta_generator import DeltaGenerator

from cafedata import language
from cafedata.language import Language
from cafedata.locale import messages, update

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
FRENCH_FAULTS = {
    "a blank at an end": r"^\s|\s$",
    "two blanks in a row": r"\s\s",
    "no space before a colon": r"(?<![\s\d]):(?!//|/)|(?<=\d):(?!\d)",
    "a space before ? ! ;": r"\s[?!;]",
    "no space before %": r"\d%",
    "no space inside « »": r"«\S|\S»",
    "straight double quotes": r'"',
}
ENGLISH_FAULTS = {
    "a blank at an end": r"^\s|\s$",
    "French guillemets": r"[«»]",
    "a space before : ? ! ;": r"\s[:?!;]",
    "a space before %": r"\d\s%",
    "straight double quotes": r'"',
}

SHOWN_AS_IT_IS = {"Café avec un policier", "Français", "English"}
"""The program's own name, and each language by the name that its readers give it."""
NOT_SHOWN = {"session_state", "query_params", "context"}
"""What belongs to Streamlit and takes keys rather than text."""
TAKES_NO_TEXT = {"App", "Page", "page_link", "switch_page"}
"""What takes an address or a file first; its keywords are read all the same."""
TEXT_KEYWORDS = {"alt", "body", "help", "label", "page_title", "placeholder", "text", "title"}
OWN_WIDGETS = {
    "fields.show": (2,),
    "form.show": (2,),
    "form.text": (),
    "export.title": (),
    "fields.lines": (1, 2),
    "_choice": (2,),
    "chart.show": (1,),
    "link_to": (1,),
    "meetup_view.link_to": (1,),
}
"""Our functions that draw, and where the text to show stands among their arguments."""


@cache
def in_use() -> dict[str, Message]:
    """The messages of the code by their French, the singular where there is a plural."""
    return _by_french(messages.in_the_code())


@cache
def stored() -> dict[str, Message]:
    """The messages of the catalogue by their French."""
    return _by_french(messages.in_english())


def _by_french(catalog: Catalog) -> dict[str, Message]:
    return {messages.translations(found)[0][0]: found for found in catalog if found.id}


def pairs() -> Iterator[tuple[str, str]]:
    """Every French form with its English."""
    for message in stored().values():
        yield from messages.translations(message)


def told(faults: list[str]) -> None:
    """Fail with one fault a line."""
    if faults:
        pytest.fail("\n" + "\n".join(sorted(faults)), pytrace=False)


def broken(text: str, rules: dict[str, str]) -> Iterator[str]:
    written = PLACEHOLDER.sub("x", text)
    for fault, pattern in rules.items():
        if re.search(pattern, written):
            yield f"{fault}: {text!r}"


def test_every_message_of_the_code_is_in_the_catalogue() -> None:
    known = stored()
    told(
        [
            repr(french)
            for french, message in in_use().items()
            if french not in known or known[french].id != message.id
        ]
    )


def test_every_message_of_the_catalogue_has_its_english() -> None:
    told([repr(french) for french, english in pairs() if not english])


def test_no_english_is_a_guess() -> None:
    told([repr(french) for french, message in stored().items() if message.fuzzy])


def test_the_catalogue_holds_nothing_that_the_code_does_not_use() -> None:
    told([repr(french) for french in stored().keys() - in_use().keys()])
    assert not messages.in_english().obsolete


def test_english_keeps_the_placeholders_of_the_french() -> None:
    told(
        [
            f"{french!r} / {english!r}"
            for french, english in pairs()
            if sorted(PLACEHOLDER.findall(french)) != sorted(PLACEHOLDER.findall(english))
        ]
    )


def test_french_keeps_its_typography() -> None:
    told(
        [
            fault
            for message in in_use().values()
            for french, _english in messages.translations(message)
            for fault in broken(french, FRENCH_FAULTS)
        ]
    )


def test_english_keeps_its_typography() -> None:
    told([fault for _french, english in pairs() for fault in broken(english, ENGLISH_FAULTS)])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Oui: non", "no space before a colon"),
        ("{n}: non", "no space before a colon"),
        ("{file} : non", None),
        ("à 14:30", None),
        ("postgresql+psycopg://, sqlite:///", None),
        ("Combien ?", "a space before ? ! ;"),
        ("Combien?", None),
        ("un ; deux", "a space before ? ! ;"),
        (" un", "a blank at an end"),
        ("un ", "a blank at an end"),
        ("95%", "no space before %"),
        ("95 % ou « {x} »", None),
        ("«un»", "no space inside « »"),
        ('le "mot"', "straight double quotes"),
    ],
)
def test_the_french_rules_find_what_they_are_for(text: str, fault: str | None) -> None:
    assert list(broken(text, FRENCH_FAULTS)) == ([f"{fault}: {text!r}"] if fault else [])


def test_updating_an_up_to_date_catalogue_changes_nothing() -> None:
    assert update.updated() == messages.ENGLISH.read_bytes()


@pytest.mark.parametrize(
    ("spoken", "number", "expected"),
    [
        (Language.fr, 0, "0 rencontre"),
        (Language.fr, 1, "1 rencontre"),
        (Language.fr, 2, "2 rencontres"),
        (Language.en, 0, "0 meetups"),
        (Language.en, 1, "1 meetup"),
        (Language.en, 2, "2 meetups"),
    ],
)
def test_a_plural_follows_the_rule_of_its_language(
    spoken: Language, number: int, expected: str
) -> None:
    language.use(spoken)
    assert language.ngettext("{n} rencontre", "{n} rencontres", number) == expected


def sources() -> Iterator[Path]:
    yield messages.ROOT / "dashboard.py"
    for folder in ("pages", "cafedata/web"):
        yield from sorted((messages.ROOT / folder).rglob("*.py"))


def literals(shown: ast.expr | None) -> Iterator[str]:
    """The words written straight into an expression; what a call returns is its own affair."""
    match shown:
        case ast.Constant(value=str(text)) if re.search(r"[^\W\d_]", _without_icons(text)):
            yield text
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            yield from _all_literals(*parts)
        case ast.FormattedValue(value=part) | ast.Subscript(value=part):
            yield from literals(part)
        case ast.IfExp(body=body, orelse=otherwise):
            yield from _all_literals(body, otherwise)
        case ast.BinOp(left=left, right=right):
            yield from _all_literals(left, right)
        case ast.BoolOp(values=parts) | ast.Dict(values=parts):
            yield from _all_literals(*parts)


def _all_literals(*parts: ast.expr) -> Iterator[str]:
    for part in parts:
        yield from literals(part)


def _without_icons(text: str) -> str:
    """Without what Streamlit's Markdown turns into an icon or a colour."""
    return re.sub(r":material/\w+:|:gray\[", "", text)


def untranslated(source: str) -> Iterator[tuple[int, str]]:
    """Each line that shows words that no catalogue knows, with the words."""
    for call in ast.walk(ast.parse(source)):
        if not isinstance(call, ast.Call):
            continue
        for argument in _shown_by(call):
            yield from ((argument.lineno, text) for text in literals(argument))


def _shown_by(call: ast.Call) -> Iterator[ast.expr]:
    name = ast.unparse(call.func)
    places = OWN_WIDGETS.get(name, (0,) if _draws_its_first_argument(name) else ())
    yield from (call.args[place] for place in places if place < len(call.args))
    if name in OWN_WIDGETS or _is_streamlit(name):
        yield from (word.value for word in call.keywords if word.arg in TEXT_KEYWORDS)


def _is_streamlit(name: str) -> bool:
    """A function of Streamlit, or one of a container's, whatever the container is called."""
    first, *rest = name.split(".")
    if first == "st":
        return bool(rest) and rest[0] not in NOT_SHOWN
    return bool(rest) and callable(getattr(DeltaGenerator, rest[-1], None))


def _draws_its_first_argument(name: str) -> bool:
    return _is_streamlit(name) and name.rpartition(".")[2] not in TAKES_NO_TEXT


def test_every_text_that_a_page_shows_goes_through_the_catalogue() -> None:
    told(
        [
            f"{path.relative_to(messages.ROOT)}:{line}: {text!r}"
            for path in sources()
            for line, text in untranslated(path.read_text("utf-8"))
            if text not in SHOWN_AS_IT_IS
        ]
    )


@pytest.mark.parametrize(
    "source",
    [
        'st.button("Ouvrir")',
        'st.button(label="Ouvrir")',
        'st.text_input(_("Lieu"), placeholder="Un lieu")',
        'st.markdown(f"**Lieu** {place}")',
        'st.caption(_("Oui") if yes else "Non")',
        'st.column_config.NumberColumn("Total")',
        'column.markdown("Lieu")',
        'fields.show(st.pills, "name", "Lieu")',
        'fields.lines("partner", _("Ajouter"), "Retirer")',
        'st.Page("file.py", title="Accueil")',
    ],
)
def test_a_text_outside_the_catalogue_is_found(source: str) -> None:
    assert len(list(untranslated(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        'st.button(_("Ouvrir"), icon=":material/add:", key="open")',
        'st.session_state.get("filter_bar")',
        'st.query_params.get("meetup", "")',
        'st.markdown(f"**{label(word)}** — {text}")',
        'st.metric(_("Oui") if total["at_least"] else _("Non"), 1)',
        'fields.show(st.pills, "name", _("Lieu"), format="YYYY-MM-DD")',
        'st.switch_page("pages/record.py")',
    ],
)
def test_keys_icons_and_translated_texts_are_let_be(source: str) -> None:
    assert not list(untranslated(source))


def test_no_message_hides_inside_a_formatted_string_where_babel_does_not_look() -> None:
    everything = [
        messages.ROOT / "dashboard.py",
        *(path for folder in messages.FOLDERS for path in (messages.ROOT / folder).rglob("*.py")),
    ]
    told(
        [
            f"{path.relative_to(messages.ROOT)}:{call.lineno}"
            for path in everything
            for joined in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(joined, ast.JoinedStr)
            for call in ast.walk(joined)
            if isinstance(call, ast.Call)
            and ast.unparse(call.func).rpartition(".")[2] in messages.KEYWORDS
            and any(isinstance(word, ast.Constant) for word in call.args)
        ]
    )
