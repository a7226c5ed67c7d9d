"""All that a page says to its reader: what is seen, and what a screen reader is told."""

import re

from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from cafedata import database
from cafedata.language import Language
from cafedata.locale import messages
from cafedata.model import (
    Account,
    FollowUp,
    Meetup,
    Municipality,
    PresentPartner,
    Program,
    RaisedTheme,
    Series,
    Service,
    Theme,
    Tour,
)

_GATHER = """() => {
  const told = new Set();
  const said = (text) => { if (text && text.trim()) told.add(text.trim().replace(/\\s+/g, " ")); };
  const names =
    ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription",
     "aria-valuetext"];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  for (let element = walker.currentNode; element; element = walker.nextNode()) {
    if (element.closest("script, style, noscript")) continue;
    if (getComputedStyle(element).fontFamily.includes("Material Symbols")) continue;
    if (!element.checkVisibility({ visibilityProperty: true }) && !element.closest("canvas")) continue;
    if (!element.closest("[aria-hidden=true]")) {
      for (const name of names) said(element.getAttribute(name));
      for (const id of (element.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean)) {
        said(document.getElementById(id)?.textContent);
      }
    }
    if (element.closest("svg text")) {
      // A long label of a chart is cut in lines: it is read as one.
      const lines = [...element.childNodes].map((node) => node.textContent);
      if (element.matches("text")) said(lines.join(" "));
      continue;
    }
    const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    said(own.map((node) => node.data).join(""));
  }
  said(document.title);
  return [...told];
}"""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def told(page: Page) -> set[str]:
    """Each text that the page shows or names, as its reader meets it; icons' own names left out."""
    return set(page.evaluate(_GATHER))


def words(text: str) -> set[str]:
    """The words of a text in small letters, those of two letters or fewer left out."""
    return {word for word in map(str.casefold, _WORD.findall(text)) if len(word) > 2}


UI_ENGLISH = words(
    """about add apply april august autosize available axis bar browse calendar cancel chart choose
    clear close collapse column connecting copy dark date december decrement delete dismiss download
    drag drop edit empty enter error expand february file files friday fullscreen help hide increment
    january july june light limit link loading march may menu monday month next november october open
    option options page pages per pin press previous print remove rerun required running saturday search
    select september settings show sidebar skip sort stop sunday the theme this thursday toggle
    tuesday upload warning wednesday with year yyyy zoom and for from not you your"""
)
"""Words of Streamlit, of its calendar and of everyday English, besides those of our own catalogue."""


def english_words() -> frozenset[str]:
    """The words by which one knows English: those of our catalogue's English, and of Streamlit's."""
    french, english = _catalogue_words()
    return frozenset((english | UI_ENGLISH) - french)


def french_words() -> frozenset[str]:
    """The words by which one knows French: those of our messages that our English never uses."""
    french, english = _catalogue_words()
    return frozenset(french - english - UI_ENGLISH)


def _catalogue_words() -> tuple[set[str], set[str]]:
    french: set[str] = set()
    english: set[str] = set()
    for message in messages.in_english():
        if message.id:
            for source, translated in messages.translations(message):
                french |= words(source)
                english |= words(translated)
    return french, english


_NAMES: tuple[InstrumentedAttribute[str], ...] = (
    Service.name,
    Service.short_name,
    Municipality.name,
    Municipality.mrc,
    Account.name,
    Account.email,
    Tour.title,
    Series.title,
    Meetup.venue_name,
    Meetup.state_reason,
    Meetup.attendance_words,
    Meetup.source,
    PresentPartner.name,
    RaisedTheme.other_text,
    FollowUp.what,
    FollowUp.outcome,
    FollowUp.public_sentence,
)
"""Names of people and places, and what somebody wrote: shown as written, whoever reads."""


def names(url: str, language: Language, *, in_both: bool = False) -> re.Pattern[str]:
    """What this database holds that has no translation, each name or sentence as a whole.

    A program bears its French name in English too, unless the catalogue gives it an English one.
    With ``in_both``, the names that the catalogue has in two languages count too.
    """
    with database.reading(url) as session:
        found = {name for column in _NAMES for name in session.scalars(select(column).distinct())}
        programs = select(Program.name_fr)
        if language is Language.en and not in_both:
            programs = programs.where(Program.name_en == "")
        found |= set(session.scalars(programs))
        if in_both:
            for column in (Theme.label_fr, Theme.label_en, Program.name_en):
                found |= set(session.scalars(select(column)))
    longest_first = sorted(filter(None, found), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def foreign(
    texts: set[str], lexicon: frozenset[str], names: re.Pattern[str], allowed: frozenset[str]
) -> list[str]:
    """The texts that hold a word of this lexicon, with the words, but for names and those allowed."""
    found = ((text, (words(names.sub(" ", text)) & lexicon) - allowed) for text in sorted(texts))
    return [f"{sorted(hit)} in {text[:120]!r}" for text, hit in found if hit]


_OTHER_DECIMAL = {
    Language.fr: re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])"),
    Language.en: re.compile(r"(?<!\S)\d+,\d{1,2}(?![\w,])"),
}


def ill_written(texts: set[str], language: Language) -> list[str]:
    """The texts in which a number is written with the other language's decimal sign."""
    return [
        f"a number written for the other language in {text[:120]!r}"
        for text in sorted(texts)
        if _OTHER_DECIMAL[language].search(text)
    ]
