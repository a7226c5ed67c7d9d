"""Somebody who types in every field of the entry form, one after the other, as it stands on the page.

Fields are found by the names that Streamlit writes on their containers, so that a field added to the
form is typed in too.
"""

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Error, Locator, Page

FORM = "entry_form"
_NAME = re.compile(rf"st-key-({FORM}-\d+-\S+)")
_KINDS = (
    "stTextInput",
    "stNumberInput",
    "stTextArea",
    "stButtonGroup",
    "stSelectbox",
    "stMultiSelect",
    "stDateInput",
    "stTimeInput",
)
_LEFT_ALONE = re.compile(r"-(state|details|venue_kind)$|-button-(?!1$)")
"""What the form is opened with, what another field fills, and the buttons that take a line away."""


@dataclass(frozen=True)
class Typed:
    """What was put into a field, as the field shows it, and when that was done (monotonic seconds)."""

    shown: str
    at: float


@dataclass
class Typist:
    """``typed`` holds each field's last content by its name, without the number of its form."""

    page: Page
    chance: random.Random
    typed: dict[str, Typed] = field(default_factory=dict)
    _done: set[str] = field(default_factory=set)

    def type_everywhere(self, is_over: Callable[[], bool]) -> None:
        """Type in every field until there is none left, or until it is over."""
        while (name := next(self._untouched(), None)) and not is_over():
            self._done.add(name)
            try:
                self._type(name)
            except Error:  # the server went while this field was being typed
                return

    def _untouched(self) -> Iterator[str]:
        for name in names(self.page):
            if name not in self._done and not _LEFT_ALONE.search(name):
                yield name

    def _type(self, name: str) -> None:
        container = field_named(self.page, name)
        if "-button-" in name:
            container.get_by_role("button").click()
            self.page.wait_for_timeout(300)
            return
        kind = _kind(container)
        if kind is None:
            return
        container.scroll_into_view_if_needed()
        _ACTS[kind](self, container)
        at = time.monotonic()
        self.typed[_bare(name)] = Typed(self._seen(container), at)

    def _seen(self, container: Locator) -> str:
        """What the field shows, a choice being drawn a moment after it is made; what only fills
        another field keeps showing nothing."""
        for _moment in range(20):
            if text := shown(container):
                return text
            self.page.wait_for_timeout(50)
        return ""

    def _write(self, box: Locator, text: str) -> None:
        box.click()
        box.press_sequentially(text, delay=30)
        if self.chance.random() < 0.15:  # somebody speaks to the officer: the field is not left
            self.page.wait_for_timeout(self.chance.uniform(3_000, 7_000))

    def _type_words(self, container: Locator) -> None:
        self._write(container.locator("input, textarea"), f"mot {self.chance.randrange(1_000)}")

    def _type_number(self, container: Locator) -> None:
        self._write(container.locator("input"), str(self.chance.randrange(1, 40)))

    def _press_first(self, container: Locator) -> None:
        container.locator("button").first.click()

    def _choose(self, container: Locator) -> None:
        container.get_by_role("combobox").click()
        self.page.get_by_role("option").first.click()
        self.page.keyboard.press("Escape")

    def _type_parts(self, container: Locator) -> None:
        parts = {"year": "2025", "month": "03", "day": "14", "hour": "09", "minute": "30"}
        # A run of the page draws half a date anew, empty: one sees it and types it again.
        while empty := container.locator("[role=spinbutton][data-placeholder]").all():
            empty[0].click()
            self.page.keyboard.type(parts[str(empty[0].get_attribute("data-type"))], delay=30)


_ACTS: dict[str, Callable[[Typist, Locator], None]] = {
    "stTextInput": Typist._type_words,
    "stTextArea": Typist._type_words,
    "stNumberInput": Typist._type_number,
    "stButtonGroup": Typist._press_first,
    "stSelectbox": Typist._choose,
    "stMultiSelect": Typist._choose,
    "stDateInput": Typist._type_parts,
    "stTimeInput": Typist._type_parts,
}


def names(page: Page) -> list[str]:
    """The names of the form's fields and buttons on the page, from top to bottom."""
    found = page.locator(f"[class*='st-key-{FORM}-']").evaluate_all(
        "all => all.map(each => each.className)"
    )
    return [match[1] for text in found if (match := _NAME.search(text))]


def field_named(page: Page, name: str) -> Locator:
    """The container of a field of the form, by its full name."""
    return page.locator(f"[class~='st-key-{name}']")


def shown_by_field(page: Page) -> dict[str, str]:
    """What each field of the form shows, by its name without the number of its form."""
    fields = {name: field_named(page, name) for name in names(page) if "-button-" not in name}
    return {_bare(name): shown(found) for name, found in fields.items() if _kind(found)}


def shown(container: Locator) -> str:
    """What a field shows: its text, or the choices pressed in it."""
    match _kind(container):
        case "stButtonGroup":
            pressed = container.locator("[aria-checked='true'], [aria-pressed='true']")
            return " | ".join(sorted(pressed.all_inner_texts()))
        case "stMultiSelect":
            return container.get_by_test_id("stMultiSelectTagsContainer").first.inner_text()
        case "stDateInput" | "stTimeInput":
            return ":".join(container.get_by_role("spinbutton").all_inner_texts())
    return container.locator("input, textarea").first.input_value()


def _kind(container: Locator) -> str | None:
    return next((kind for kind in _KINDS if container.get_by_test_id(kind).count()), None)


def _bare(name: str) -> str:
    return re.sub(rf"^{FORM}-\d+-", "", name)
