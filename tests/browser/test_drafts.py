"""What is typed and not saved, when the server dies."""

import random

from tests.browser.conftest import fill_demonstration
from tests.browser.interruption import NewVisitor, interrupted
from tests.databases import Databases


def test_a_killed_server_has_kept_all_but_the_last_five_seconds_of_typing(
    databases: Databases, new_visitor: NewVisitor
) -> None:
    with databases.blank("sqlite") as url:
        fill_demonstration(url)
        trial = interrupted(url, new_visitor, random.Random(1), after=25)
    assert len(trial.due) >= 5
    assert trial.lost == {}
