"""Somebody who has no mouse: presses keys, and knows of the page only where the focus stands."""

import re
from dataclasses import dataclass

from playwright.sync_api import Page

MOST_STOPS = 150
"""More stops than any page of ours has on the way to what is looked for."""
_DRAWN = (50, 500, 2_000)
"""Milliseconds to wait until the browser has drawn what has the focus: a busy machine asks for more."""

_FOCUSED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const text = (element) => {
    const bare = element.cloneNode(true);
    bare.querySelectorAll("[aria-hidden=true]").forEach((icon) => icon.remove());
    return bare.textContent;
  };
  const namedBy = (here.getAttribute("aria-labelledby") ?? "").split(" ");
  const named = namedBy.map((id) => document.getElementById(id));
  const name = here.getAttribute("aria-label")
    || named.map((each) => each?.textContent ?? "").join(" ").trim()
    || [...(here.labels ?? [])].map((each) => each.textContent).join(" ").trim()
    || text(here).slice(0, 100);
  const group = here.closest("[role=radiogroup], [role=toolbar], [role=group]");
  return {
    name: name.trim().replace(/\\s+/g, " "),
    role: here.getAttribute("role") ?? here.tagName.toLowerCase(),
    siblings: group ? group.querySelectorAll("[role=radio], [role=checkbox], button").length : 0,
  };
}"""

_LOOK = """() => {
  const here = document.activeElement;
  const hidden = getComputedStyle(here).opacity === "0" || here.getBoundingClientRect().width <= 2;
  const whole = hidden ? here.parentElement : here;
  const parts = [...whole.querySelectorAll("*")];
  for (let each = whole, n = 0; each && n < 4; each = each.parentElement, n += 1) parts.push(each);
  const seen = (element) => ["", "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part || null);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
      style.borderColor, style.backgroundColor, style.textDecorationLine].join(";");
  }).join("|");
  window.lookedAt = parts.map((element) => [element, seen(element)]);
  window.hasChanged = () => window.lookedAt.some(([element, before]) => seen(element) !== before);
}"""


@dataclass(frozen=True)
class Stop:
    """Where the focus stands; ``siblings`` choices are reached from it with the arrows."""

    name: str
    role: str
    siblings: int


class Keyboard:
    """Moves by Tab from control to control, and by arrows from choice to choice of a group."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def stop(self) -> Stop | None:
        found = self.page.evaluate(_FOCUSED)
        return Stop(**found) if found else None

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def reach(self, name: str, *, backwards: bool = False) -> None:
        """Stand on the next control, or choice of a group, whose name begins so."""
        wanted = re.compile(rf"\W*{re.escape(name)}", re.IGNORECASE)
        met = []
        for _stop in range(MOST_STOPS):
            stop = self.stop
            if stop and (wanted.match(stop.name) or self._choose_in_group(stop, wanted)):
                return
            met.append(stop.name if stop else "-")
            self.press("Shift+Tab" if backwards else "Tab")
        raise AssertionError(f"no key leads to {name!r}; met: {met}")

    def _choose_in_group(self, stop: Stop, wanted: re.Pattern[str]) -> bool:
        for _choice in range(stop.siblings - 1):
            self.press("ArrowRight")
            if (here := self.stop) and wanted.match(here.name):
                return True
        return False

    def leaves_a_trace(self) -> bool:
        """Whether the focused control is drawn otherwise once Tab has left it for the next."""
        for patience in _DRAWN:
            self.page.wait_for_timeout(patience)
            self.page.evaluate(_LOOK)
            self.press("Tab")
            self.page.wait_for_timeout(patience)
            if self.page.evaluate("window.hasChanged()"):
                return True
            self.press("Shift+Tab")
        self.press("Tab")
        return False

    def activate(self, name: str, key: str = "Enter") -> None:
        self.reach(name)
        self.press(key)
