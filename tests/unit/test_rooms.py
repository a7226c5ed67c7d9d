"""The rooms that import-linter cannot see: the pages, which are scripts and no package."""

import ast
from pathlib import Path

import pytest

from cafedata.web.pages import PAGES, ROOT, Page

SCRIPTS = [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py"))]
LONGEST_PAGE = 60


def imported(script: Path) -> set[str]:
    """The first names of the modules that a script imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(script.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_page_imports_the_project_and_streamlit_and_nothing_that_computes(script: Path) -> None:
    assert imported(script) <= {"cafedata", "streamlit"}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_page_is_short_and_defines_nothing(script: Path) -> None:
    text = script.read_text()
    assert len(text.splitlines()) <= LONGEST_PAGE
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, definitions)]


def test_no_page_lies_directly_in_pages_where_streamlit_would_serve_it_unguarded() -> None:
    assert not list((ROOT / "pages").glob("*.py"))


def test_every_page_file_is_declared_with_its_address() -> None:
    assert {page.file for page in PAGES.values()} == set((ROOT / "pages").rglob("*.py"))


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.address)
def test_a_page_opens_by_its_guard_before_anything_else(page: Page) -> None:
    body = ast.parse(page.file.read_text()).body
    first = next(
        node for node in body if not isinstance(node, ast.Import | ast.ImportFrom | ast.Expr)
    )
    assert isinstance(first, ast.With)
    assert ast.unparse(first.items[0].context_expr) == f"page.opened({page.address!r})"


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.address)
def test_a_page_says_how_to_read_it(page: Page) -> None:
    assert page.reading.endswith(".")
