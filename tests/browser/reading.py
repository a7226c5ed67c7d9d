"""All that a page says to its reader: what is seen, and what a screen reader is told."""

import re

from playwright.sync_api import Page

_GATHER = """() => {
  const told = new Set();
  const said = (text) => { if (text && text.trim()) told.add(text.trim().replace(/\\s+/g, " ")); };
  const names = ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription"];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT);
  for (let element = walker.currentNode; element; element = walker.nextNode()) {
    if (element.closest("script, style, noscript, [data-testid=stIconMaterial]")) continue;
    if (!element.checkVisibility({ visibilityProperty: true }) && !element.closest("canvas")) continue;
    if (!element.closest("[aria-hidden=true]")) for (const name of names) said(element.getAttribute(name));
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
