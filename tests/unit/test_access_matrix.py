"""Every public function x every role x own and other service or municipality, read from the code.

The rules lie in :mod:`tests.access_rules` and :mod:`tests.access_figures`; a function that has none
fails here.
"""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

import cafedata
from cafedata.errors import NotAllowed, NotFound
from cafedata.meetups import Found
from cafedata.model import Meetup
from tests.access_rules import INNER, RULES, WITHOUT_VIEWER
from tests.access_scene import EVERYONE, Scene, build_scene
from tests.databases import Databases
from tests.world import World

# These draw, speak, migrate or take commands; what they show comes through the functions below.
_NOT_OF_THE_DOMAIN = ("charts", "cli", "locale", "migrations", "terminal", "web")


def _public_functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in pkgutil.walk_packages(cafedata.__path__, "cafedata."):
        name = module.name.removeprefix("cafedata.")
        if name.partition(".")[0] in _NOT_OF_THE_DOMAIN:
            continue
        members = inspect.getmembers(importlib.import_module(module.name), inspect.isfunction)
        for function_name, function in members:
            if function.__module__ == module.name and not function_name.startswith("_"):
                yield f"{name}.{function_name}", function


_FUNCTIONS = {
    name: set(inspect.signature(function).parameters) for name, function in _public_functions()
}
WITH_VIEWER = sorted(
    name for name, taken in _FUNCTIONS.items() if "viewer" in taken and name not in INNER
)
BARE = sorted(
    name for name, taken in _FUNCTIONS.items() if "session" in taken and "viewer" not in taken
)


@pytest.fixture(scope="module")
def scene(backend: str, databases: Databases) -> Iterator[tuple[World, dict[str, int]]]:
    with databases.copy(backend, "world") as url:
        world = World(url)
        yield world, build_scene(world)


@pytest.mark.parametrize("name", WITH_VIEWER)
def test_a_public_function_is_open_to_those_whom_its_rule_names_and_to_nobody_else(
    scene: tuple[World, dict[str, int]], name: str
) -> None:
    assert name in RULES, (
        f"cafedata.{name} takes a viewer and no rule says who reaches anything by it. Add to RULES "
        f'in tests/access_rules.py the line\n    "{name}": [open_to(PEOPLE, lambda at: '
        f"{name}(at.session, at.viewer, ...))],\nwhere PEOPLE are those who reach Mirabel's data."
    )
    for number, rule in enumerate(RULES[name], start=1):
        reached = {who for who in EVERYONE if _reaches(scene, who, rule.call)}
        assert reached == rule.reached_by, f"rule {number} of {name}"


@pytest.mark.parametrize("name", BARE)
def test_a_public_function_that_takes_no_viewer_says_why_it_may(name: str) -> None:
    assert WITHOUT_VIEWER.get(name), (
        f"cafedata.{name} takes a session and no viewer: let it take the viewer as its second "
        "argument, or say in WITHOUT_VIEWER of tests/access_rules.py why it may do without."
    )


@pytest.mark.parametrize("name", sorted(INNER))
def test_a_piece_whose_callers_decide_access_stays_within_its_package(name: str) -> None:
    package, _, piece = name.rpartition(".")
    home = Path(cafedata.__path__[0], *package.split(".")[:-1])
    root = Path(cafedata.__path__[0]).parent
    sources = [root / "dashboard.py", *root.glob("pages/**/*.py"), *root.glob("cafedata/**/*.py")]
    word = re.compile(rf"\b{piece}\b")
    assert [
        path for path in sources if home not in path.parents and word.search(path.read_text())
    ] == []
    assert word.search((home / "__init__.py").read_text()) is None


def test_there_is_no_rule_for_a_function_that_does_not_exist() -> None:
    assert set(RULES) <= set(WITH_VIEWER)
    assert set(WITHOUT_VIEWER) <= set(BARE)
    assert set(INNER) <= set(_FUNCTIONS)


def test_every_function_is_reached_by_somebody() -> None:
    assert [n for n, rules in RULES.items() if not any(row.reached_by for row in rules)] == []


def _reaches(scene: tuple[World, dict[str, int]], who: str, call: Callable[[Scene], Any]) -> bool:
    """Whether a call shows this person something or does something; what it did is undone."""
    world, ids = scene
    viewer = world.viewer(who)
    with world.writing() as session:
        try:
            return _is_something(session, call(Scene(session, viewer, **ids)))
        except (NotAllowed, NotFound):
            return False
        finally:
            session.rollback()


def _is_something(session: Session, result: Any) -> bool:
    match result:
        case None:
            return True  # an act, and nobody refused it
        case pd.DataFrame() | pd.Series():
            numbers = pd.DataFrame(result).select_dtypes("number")
            return bool((numbers.fillna(0) > 0).to_numpy().any())
        case Found():
            return result.total > 0
        case Select():
            return session.execute(result).first() is not None
        case ColumnElement():
            return session.execute(select(Meetup.id).where(result)).first() is not None
        case [ColumnElement(), *_]:
            return session.execute(select(Meetup.id).where(*result)).first() is not None
        case dict():
            return any(result.values())
        case _:
            return bool(result)
