"""What is refused when a button is pressed: nothing changes, and the journal has it.

The page was drawn while the person still had the right to what it offers, as a browser that says
whatever it likes has it drawn.
"""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update
from streamlit.testing.v1 import AppTest

from cafedata import model
from cafedata.model import Account, AccountMunicipality
from cafedata.vocabulary import FollowUpState, Role
from tests.app.conftest import Open
from tests.app.test_follow_ups_page import key as follow_up_key
from tests.app.test_follow_ups_page import promise, unfold
from tests.app.test_record_page import fill_the_short_path, save
from tests.world import MIRABEL, World

Press = Callable[[AppTest], object]


def _becomes_a_partner(world: World, who: str) -> None:
    account_id = world.viewer(who).account_id
    with world.writing() as session:
        values = {"role": Role.partner, "service_code": None}
        session.execute(update(Account).where(Account.id == account_id).values(values))
        session.add(AccountMunicipality(account_id=account_id, municipality_code=MIRABEL))


def _cancels(world: World, open_page: Open) -> tuple[AppTest, Press]:
    saved = world.record()
    app = open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id))
    app.text_input(key=f"cancel_reason_{saved.meetup_id}").set_value("Tempête").run()
    return app, _labelled("Confirmer l'annulation")


def _restores(world: World, open_page: Open) -> tuple[AppTest, Press]:
    saved = world.record()
    world.correct(saved, world.entry(notes=""))
    app = open_page("liaison MIR", "meetups", meetup=str(saved.meetup_id))
    return app, lambda app: app.button(key="restore_1").click().run()


def _closes(world: World, open_page: Open) -> tuple[AppTest, Press]:
    saved = promise(world)
    app = unfold(open_page("commander MIR", "follow-ups"), saved)
    app.text_input(key=follow_up_key(saved, "outcome")).set_value("Fait").run()
    pressed = follow_up_key(saved, FollowUpState.done)
    return app, lambda app: app.button(key=pressed).click().run()


def _records(world: World, open_page: Open) -> tuple[AppTest, Press]:
    return fill_the_short_path(open_page("liaison MIR", "record")), save


def _administers(world: World, open_page: Open) -> tuple[AppTest, Press]:
    app = open_page("administrator", "administration", section="threshold")
    app.number_input(key="administration:threshold:0:small_number").set_value(9).run()
    return app, _labelled("Enregistrer")


def _labelled(label: str) -> Press:
    return lambda app: next(row for row in app.button if row.label == label).click().run()


@pytest.mark.parametrize(
    ("who", "prepare"),
    [
        ("liaison MIR", _cancels),
        ("liaison MIR", _restores),
        ("commander MIR", _closes),
        ("liaison MIR", _records),
        ("administrator", _administers),
    ],
)
def test_a_refusal_behind_a_button_changes_nothing_and_is_written_down(
    sqlite_world: World,
    open_page: Open,
    caplog: pytest.LogCaptureFixture,
    who: str,
    prepare: Callable[[World, Open], tuple[AppTest, Press]],
) -> None:
    app, press = prepare(sqlite_world, open_page)
    _becomes_a_partner(sqlite_world, who)
    before = _stored(sqlite_world)
    caplog.clear()
    press(app)
    assert not app.exception
    assert _stored(sqlite_world) == before
    written = [getattr(row, "fields", {}) for row in caplog.records]
    refused = [fields for fields in written if "what" in fields]
    assert refused[0]["what"] == "NotAllowed"
    assert refused[0]["role"] is Role.partner
    assert refused[0]["where"].startswith("cafedata.")


def _stored(world: World) -> dict[str, list[str]]:
    """Every row of every table."""
    with world.reading() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(table))))
            for table in model.Base.metadata.sorted_tables
        }
