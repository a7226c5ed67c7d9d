"""Two hundred saves, with the server killed at random moments."""

import time

from tests.soak.kills import Trial, history, moments
from tests.world import World


def test_two_hundred_saves_survive_a_server_that_is_killed_at_random_moments(
    world: World, backend: str
) -> None:
    trial = Trial(world, seed=1)
    started = time.perf_counter()
    trial.run(saves=200, kills=40)
    seconds = time.perf_counter() - started
    print(
        f"\n{backend}: {len(trial.acknowledged)} saves acknowledged, {seconds:.0f} s, "
        f"{len(trial.kills)} kills: {moments(world, trial)}"
    )
    assert trial.flaws == []
    assert history(world) == trial.acknowledged
