"""A reader who opens every page of their role, with all that can be unfolded on it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import update

from cafedata import database, language
from cafedata.access import Viewer, may_preview
from cafedata.language import Language
from cafedata.model import Account
from cafedata.vocabulary import Role
from cafedata.web.pages import PAGES
from tests.browser.conftest import Served

LATER = 60_000
WHO = {
    Role.liaison: "liaison.mirabel",
    Role.commander: "commandement.saint-jerome",
    Role.partner: "partenaire.mirabel",
    Role.administrator: "administration",
}
SECTIONS = (
    "themes",
    "regrouping",
    "programs",
    "venues",
    "territories",
    "threshold",
    "incidents",
    "history",
)
"""The sections of the administration, but for the first, where its page opens."""
GROUPS = (
    "attendance?show=rates",
    "attendance?show=when",
    "themes?show=offences",
    "programs?show=promotion",
    "compare?show=municipalities",
    "compare?show=periods",
)
"""The groups of charts, but for the first of each page."""
_AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
_LEVEL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]


THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True)
class Reader:
    """Somebody before a screen. The browser itself speaks ``browser_locale``, whatever they read."""

    role: Role
    language: Language = Language.fr
    width: int = 1280
    browser_locale: str = "en-US"

    @property
    def has_phone(self) -> bool:
        return self.width < 500

    def __str__(self) -> str:
        return f"{self.role}-{self.language}-{self.width}"


EVERY_READER = [Reader(*each) for each in product(Role, Language, (1280, 390))]
"""Each of them looks at each page in both themes."""


def opened_pages(browser: Browser, server: Served, reader: Reader) -> Iterator[tuple[str, Page]]:
    """Each page of this reader's role with its address, settled, nothing unfolded yet.

    Before them comes the sign-in page; on a phone, the menu is opened over the first page; last, who
    may see the site as a partner does so.
    """
    _choose_language(server, reader)
    context = browser.new_context(
        viewport={"width": reader.width, "height": 844 if reader.has_phone else 900},
        locale=reader.browser_locale,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    yield _sign_in_page(page, server, reader.language), page
    addresses = [each.address for each in PAGES.values() if reader.role in each.roles]
    page.goto(server.sign_in_address(WHO[reader.role], f"/{addresses[0]}"))
    for address in addresses:
        _go_to(page, address)
        yield address, page
    if reader.has_phone:
        with _menu_open(page):
            yield f"{addresses[-1]}, its menu open", page
    for address in _deeper_addresses(page, server, addresses):
        page.goto(f"{server.address}/{address}")
        expect(page.locator("h1")).to_be_visible(timeout=LATER)
        settle(page)
        yield address, page
    if may_preview(Viewer(0, "", reader.role)):
        yield from _seen_as_a_partner(page, server, reader)
    context.close()


def _sign_in_page(page: Page, server: Served, spoken: Language) -> str:
    page.goto(server.address)
    expect(page.locator("h1")).to_be_visible(timeout=LATER)
    settle(page)
    if spoken is Language.en and (button := page.get_by_role("button", name="English")).count():
        button.click()
        expect(page.locator("html[lang=en]")).to_be_attached(timeout=LATER)
    settle(page)
    return "the sign-in page"


@contextmanager
def _menu_open(page: Page) -> Iterator[None]:
    page.get_by_test_id("stExpandSidebarButton").click()
    settle(page)
    yield
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()
    settle(page)


def _seen_as_a_partner(page: Page, server: Served, reader: Reader) -> Iterator[tuple[str, Page]]:
    """The choice of a partner, then what one sees through their eyes."""
    page.goto(f"{server.address}/overview")
    expect(page.locator("h1")).to_be_visible(timeout=LATER)
    settle(page)
    with _menu_open(page) if reader.has_phone else nullcontext():
        choice = page.get_by_test_id("stSidebar").get_by_test_id("stPopover").get_by_role("button")
        choice.click()
        page.locator(".st-key-preview_choice").get_by_role("combobox").click()
        page.get_by_role("option").first.click()
        settle(page)
        yield "the choice of a partner", page
        start = page.locator(".st-key-preview_start").get_by_role("button")
        if not start.is_visible():  # a menu opened meanwhile has closed it
            choice.click()
        start.click()
        expect(page.locator(".st-key-preview_stop")).to_be_attached(timeout=LATER)
        settle(page)
    yield "overview, as a partner", page


def _deeper_addresses(page: Page, server: Served, addresses: list[str]) -> list[str]:
    """What else lies behind these pages: groups of charts, sections of the administration, one
    meetup."""
    deeper = [group for group in GROUPS if urlsplit(group).path in addresses]
    if "administration" in addresses:
        deeper += [f"administration?section={name}" for name in SECTIONS]
    page.goto(f"{server.address}/meetups")
    settle(page)
    links = page.locator("[data-testid=stMain] a[href*='meetup=']")
    targets = links.evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return deeper + [f"meetups?{urlsplit(target).query}" for target in targets[:1]]


def _go_to(page: Page, address: str) -> None:
    """Turn to another page as the browser's « back » would, without loading everything anew."""
    turn = "(path) => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }"
    expect(page.locator("h1")).to_be_visible(timeout=LATER)
    settle(page)
    if urlsplit(page.url).path != f"/{address}":
        page.evaluate(turn, f"/{address}")
    expect(page.locator("h1")).to_have_text(_title_in_either_language(address), timeout=LATER)
    settle(page)


def _title_in_either_language(address: str) -> re.Pattern[str]:
    titles = set()
    for spoken in Language:
        language.use(spoken)
        titles.add(re.escape(language.gettext(PAGES[address].title)))
    language.use(Language.fr)
    return re.compile("|".join(titles))


def settle(page: Page) -> None:
    """Wait until the script has run and what it drew stands still."""
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=LATER)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=LATER)
    page.wait_for_timeout(400)


def unfold(page: Page) -> None:
    """Open what is folded in the page, and leave it open."""
    folded = page.locator("[data-testid=stExpander] details:not([open]) > summary")
    for _each in range(min(folded.count(), 4)):
        if not _is_in_reach(folded.first):
            break
        folded.first.click()
    settle(page)


def opened_menus(page: Page) -> Iterator[str]:
    """Open the help, a list, a calendar and a table's menu of the page, one after the other."""
    for kind, selector in (
        ("help", "[data-testid=stMain] [data-testid=stPopover] button"),
        ("preview", "[data-testid=stSidebar] [data-testid=stPopover] button"),
        ("list", "[data-testid=stMain] [role=combobox]"),
        ("bar", "[data-testid=stSidebar] [role=combobox]"),
        ("calendar", "[data-testid=stDateInput] button"),
    ):
        if _open(page.locator(selector).first):
            settle(page)
            yield kind
            page.keyboard.press("Escape")
    table = page.get_by_test_id("stDataFrame").first
    if table.count() and table.is_visible() and _is_in_reach(table):
        table.scroll_into_view_if_needed()
        table.click(button="right", position={"x": 60, "y": 15})
        settle(page)
        yield "table"
        page.keyboard.press("Escape")


def faults_in_both_themes(page: Page) -> list[str]:
    """What axe-core finds in either theme; the page is left in the light one."""
    found = []
    for theme in reversed(THEMES):
        page.emulate_media(color_scheme=theme)
        _wait_until_drawn_in(page, theme)
        found += [f"{fault} ({theme})" for fault in [*faults(page), *faint_edges(page)]]
    return found


def faint_edges(page: Page) -> list[str]:
    """The fields, and the ticks in their boxes, that stand out less than 3 to 1 from what is around
    them (WCAG 1.4.11), which axe-core does not measure."""
    found: list[str] = page.evaluate(_FAINT_EDGES)
    return found


def _wait_until_drawn_in(page: Page, theme: str) -> None:
    """Streamlit draws the page anew in another theme, part by part on a slow machine."""
    drawn = "([app, theme]) => getComputedStyle(app).colorScheme === theme"
    app = page.get_by_test_id("stApp").element_handle()
    page.wait_for_function(drawn, arg=[app, theme], timeout=LATER)
    before = ""
    while before != (now := _colours(page)):
        before = now
        settle(page)


def _colours(page: Page) -> str:
    """Every colour of the page, in one text."""
    return str(
        page.evaluate("""() => [...document.querySelectorAll("*")].map((each) => {
            const { color, backgroundColor, borderTopColor } = getComputedStyle(each);
            return color + backgroundColor + borderTopColor;
        }).join()""")
    )


def faults(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA: rule, how often, and one place."""
    return _found_by_axe(page, "document")


def faults_laid_over(page: Page) -> list[str]:
    """What it finds in what is laid over the page: a list, a calendar, a menu."""
    over = "document.querySelectorAll('body > :not(#root, script, noscript, style)')"
    return _found_by_axe(page, over) if page.evaluate(f"{over}.length") else []


def _found_by_axe(page: Page, where: str) -> list[str]:
    page.evaluate(_AXE)
    asked = {"runOnly": {"type": "tag", "values": _LEVEL}}
    found = page.evaluate(f"(asked) => axe.run({where}, asked)", asked)["violations"]
    return [f"{row['id']} ×{len(row['nodes'])}: {row['nodes'][0]['html'][:200]}" for row in found]


_FAINT_EDGES = """() => {
    const light = (colour) => {
        const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
        return (bright + 0.05) / (dark + 0.05);
    };
    const seen = (colour) => !/, 0\\)$/.test(colour);
    const behind = (each) => {
        for (let around = each; around; around = around.parentElement) {
            const colour = getComputedStyle(around).backgroundColor;
            if (seen(colour)) return colour;
        }
        return "rgb(255, 255, 255)";
    };
    const edged = (each) => {
        for (let around = each, step = 0; around && step < 6; around = around.parentElement, step++) {
            const style = getComputedStyle(around);
            if (parseFloat(style.borderTopWidth) > 0 && seen(style.borderTopColor)) return around;
        }
    };
    const faint = [];
    const tell = (name, one, other) => {
        const found = contrast(one, other);
        if (found < 3) faint.push(`${name}: ${found.toFixed(2)}`);
    };
    for (const field of document.querySelectorAll(
        "input:not([type=hidden], [type=checkbox], [type=file]), textarea, [role=spinbutton]"
    )) {
        const edge = edged(field);
        if (!edge || field.disabled || field.matches("[aria-disabled=true]")) continue;
        tell(field.getAttribute("aria-label") ?? field.outerHTML.slice(0, 80),
            getComputedStyle(edge).borderTopColor, behind(edge.parentElement));
    }
    for (const box of document.querySelectorAll("[data-testid=stCheckbox] label > span + div")) {
        const tick = box.querySelector("polyline");
        if (tick) tell("tick", getComputedStyle(tick).stroke, behind(box));
        else tell("box", getComputedStyle(box).borderTopColor, behind(box.parentElement));
    }
    return faint;
}"""


def scrolls_sideways(page: Page) -> bool:
    """Whether the page, or the part of it that scrolls, is wider than the screen."""
    wide = """() => ["stMain", "stAppViewContainer"].some((part) => {
        const seen = document.querySelector(`[data-testid=${part}]`);
        return seen && seen.scrollWidth > seen.clientWidth;
    }) || document.scrollingElement.scrollWidth > window.innerWidth"""
    return bool(page.evaluate(wide))


def _open(control: Locator) -> bool:
    """Click what is there, unless it lies in a menu that is put aside, as on a phone."""
    if not control.count() or not control.is_visible() or not control.is_enabled():
        return False
    place = control.bounding_box()
    if place is None or place["x"] < 0 or not _is_in_reach(control):
        return False
    control.click()
    return True


def _is_in_reach(control: Locator) -> bool:
    """Whether nothing lies over this control, as a phone's open menu does."""
    control.scroll_into_view_if_needed()
    on_top = """(control) => {
        const { x, y, width, height } = control.getBoundingClientRect();
        const top = document.elementFromPoint(x + width / 2, y + height / 2);
        return control.contains(top) || Boolean(top?.contains(control));
    }"""
    return bool(control.evaluate(on_top))


def _choose_language(server: Served, reader: Reader) -> None:
    with database.writing(server.url) as session:
        email = f"{WHO[reader.role]}@demonstration.invalid"
        chosen = update(Account).where(Account.email == email)
        session.execute(chosen.values(language=reader.language.value))
