// Keeps the page in its reader's language: the `lang` of the document, the locale that Streamlit asks of the
// browser, and Streamlit's own words. What the application writes is left alone.

import { OURS, WORDS } from "./words.js";

const MARK = "cafe-language"; // dashboard.py emits <style class="cafe-language" data-language="fr">
const ATTRIBUTES = [
  "aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription", "aria-valuetext",
];
const LONGEST = 400;

const page = document.documentElement;
const marks = document.getElementsByClassName(MARK);
const replaced = new WeakMap(); // text node or element -> Map of attribute ("" for the text) -> [english, french]
const byWords = new Map();
const patterns = [];

for (const { within, words, like } of WORDS) {
  for (const [english, french] of words) {
    byWords.set(english, [...(byWords.get(english) ?? []), { within, french }]);
  }
  for (const [pattern, french] of like) patterns.push({ within, pattern, french });
}

function inFrench(text, element) {
  const bare = text.trim();
  if (!bare || bare.length > LONGEST) return null;
  for (const { within, french } of byWords.get(bare) ?? []) {
    if (isStreamlits(element, within)) return text.replace(bare, () => french);
  }
  for (const { within, pattern, french } of patterns) {
    if (pattern.test(bare) && isStreamlits(element, within)) return text.replace(bare, () => bare.replace(pattern, french));
  }
  return null;
}

function isStreamlits(element, within) {
  return within ? element.closest(within) : !element.closest(OURS);
}

function correct(node, place, english, element, put) {
  const before = replaced.get(node)?.get(place);
  if (before?.[1] === english) return;
  const french = inFrench(english, element);
  if (french === null || french === english) return;
  if (!replaced.has(node)) replaced.set(node, new Map());
  replaced.get(node).set(place, [english, french]);
  put(french);
}

function correctText(node) {
  if (node.parentElement) correct(node, "", node.data, node.parentElement, (french) => (node.data = french));
}

function correctAttribute(element, name) {
  const english = element.getAttribute(name);
  if (english) correct(element, name, english, element, (french) => element.setAttribute(name, french));
}

function* within(root) {
  yield root;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield walker.currentNode;
}

function correctAll(root) {
  for (const node of within(root)) {
    if (node.nodeType === Node.TEXT_NODE) correctText(node);
    else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ATTRIBUTES) if (node.hasAttribute(name)) correctAttribute(node, name);
    }
  }
}

function restoreAll() {
  for (const node of within(page)) {
    for (const [place, [english, french]] of replaced.get(node) ?? []) {
      if (place === "" && node.data === french) node.data = english;
      else if (place !== "" && node.getAttribute(place) === french) node.setAttribute(place, english);
    }
    replaced.delete(node);
  }
}

function speak(spoken) {
  page.lang = spoken;
  document.cookie = `cafe_language=${spoken}; path=/; max-age=31536000; samesite=lax`;
  window.dispatchEvent(new Event("languagechange"));
  if (spoken === "fr") correctAll(page);
  else restoreAll();
}

function follow(changes) {
  const asked = marks[0]?.dataset.language;
  if (asked && asked !== page.lang) speak(asked);
  if (page.lang !== "fr") return;
  for (const { type, target, addedNodes, attributeName } of changes) {
    if (type === "childList") addedNodes.forEach(correctAll);
    else if (type === "characterData") correctText(target);
    else correctAttribute(target, attributeName);
  }
}

// Streamlit writes numbers, dates and calendars as the browser's language says: let it be the page's.
for (const [name, value] of [
  ["language", () => `${page.lang}-CA`],
  ["languages", () => [`${page.lang}-CA`, page.lang]],
]) {
  Object.defineProperty(window.navigator, name, { get: value, configurable: true });
}

new MutationObserver(follow).observe(page, {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: ATTRIBUTES,
});
if (page.lang === "fr") correctAll(page);
