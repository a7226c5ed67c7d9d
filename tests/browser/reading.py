"""All that a page says to its reader: what is seen, and what a screen reader is told."""

import re

from playwright.sync_api import Page

from cafedata.locale import messages

_GATHER = """() => {
  const told = new Set();
  const said = (text) => { if (text && text.trim()) told.add(text.trim().replace(/\\s+/g, " ")); };
  const names =
    ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  for (let element = walker.currentNode; element; element = walker.nextNode()) {
    if (element.closest("script, style, noscript")) continue;
    if (getComputedStyle(element).fontFamily.includes("Material Symbols")) continue;
    if (!element.checkVisibility({ visibilityProperty: true }) && !element.closest("canvas")) continue;
    if (!element.closest("[aria-hidden=true]")) {
      for (const name of names) said(element.getAttribute(name));
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


def foreign(texts: set[str], lexicon: frozenset[str], allowed: frozenset[str]) -> list[str]:
    """The texts that hold a word of this lexicon, with the words, but for those allowed."""
    found = ((text, (words(text) & lexicon) - allowed) for text in sorted(texts))
    return [f"{sorted(hit)} in {text[:120]!r}" for text, hit in found if hit]
