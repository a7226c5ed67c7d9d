"""What is acknowledged stays, and what is sent again is saved once, when the server is killed.

``tests/soak`` does the same for longer.
"""

from tests.soak.kills import Trial, history
from tests.world import World


def test_saves_survive_a_server_that_is_killed_at_random_moments(world: World) -> None:
    trial = Trial(world, seed=2)
    trial.run(saves=12, kills=5)
    assert trial.flaws == []
    assert history(world) == trial.acknowledged
