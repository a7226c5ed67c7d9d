"""The long attack: at least 5 000 forged states of widgets as each role, and as nobody.

``uv run pytest tests/soak/test_hostile.py -s`` tells what was sent and what came of it.
"""

import pytest

from cafedata.vocabulary import Role
from tests.hostile.campaign import roles
from tests.hostile.test_forged_states import Battlefield, attack_as, battlefield

__all__ = ["battlefield"]  # the fixture

STATES = 5_000


@pytest.mark.parametrize("role", roles(), ids=lambda role: role or "nobody")
def test_thousands_of_forged_states_read_and_change_nothing_that_is_closed(
    battlefield: Battlefield,
    role: Role | None,
) -> None:
    attack_as(battlefield, role, states=STATES, seed=2026, hands=4)
