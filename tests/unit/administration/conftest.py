"""The administrator at work: each act in its own transaction."""

from collections.abc import Callable
from typing import Any

import pytest

from cafedata.administration import records
from cafedata.administration.records import AdministrativeAct
from cafedata.errors import InvalidEntry
from tests.world import World

Act = Callable[..., Any]


@pytest.fixture
def act(world: World) -> Act:
    """Does an act as somebody, the administrator unless said otherwise."""

    def do(act: Callable[..., Any], *values: Any, by: str = "administrator", **named: Any) -> Any:
        viewer = world.viewer(by)
        with world.writing() as session:
            return act(session, viewer, *values, **named)

    return do


@pytest.fixture
def acts(world: World) -> Callable[[], tuple[AdministrativeAct, ...]]:
    """What the administrative history holds, newest first."""

    def read() -> tuple[AdministrativeAct, ...]:
        viewer = world.viewer("administrator")
        with world.reading() as session:
            return records.acts(session, viewer)[0]

    return read


def problems(do: Callable[..., object], *values: Any, **named: Any) -> dict[str, str]:
    """The message of each field that an act with these values is refused for."""
    with pytest.raises(InvalidEntry) as refused:
        do(*values, **named)
    return {problem.field: problem.message for problem in refused.value.problems}
