"""Forged messages, as each role: nothing is read, changed or broken that should not be.

A few hundred states here; ``tests/soak/test_hostile.py`` sends thousands.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from cafedata import people
from cafedata.access import Viewer
from cafedata.vocabulary import Role
from cafedata.web.pages import PAGES
from tests.browser.conftest import Served, served
from tests.databases import Databases
from tests.hostile import forgery, stakes
from tests.hostile.campaign import Harvest, attack, roles, tour
from tests.hostile.client import connected, rerun, status_of
from tests.world import World

WHO = {
    Role.liaison: "liaison MIR",
    Role.commander: "commander MIR",
    Role.partner: "partner Mirabel",
    Role.administrator: "administrator",
}
OUR_CODE = ("cafedata/", "pages/", "dashboard.py")
FEW = 60


@dataclass(frozen=True)
class Battlefield:
    """A server on the small world, with words planted in it, and what a tour of its pages found."""

    server: Served
    world: World
    harvest: Harvest

    def viewer(self, role: Role | None) -> Viewer | None:
        return self.world.viewer(WHO[role]) if role else None

    def cookie(self, who: str) -> str:
        return sign_in(self.world, who)

    def refusals(self) -> list[dict[str, str]]:
        return [event for event in self.server.journal() if event["event"] == "refused"]

    def failures(self) -> Counter[tuple[str, str]]:
        """What failed without anybody foreseeing it: the kind of error, and where it was raised."""
        failed = [event for event in self.server.journal() if event.get("places")]
        return Counter((event["error"], event["places"][-1]) for event in failed)


def sign_in(world: World, who: str) -> str:
    with world.writing() as session:
        account_id = world.viewer(who).account_id
        return people.start_sign_in(session, account_id, dt.datetime.now(dt.UTC))


@pytest.fixture(scope="module")
def battlefield(databases: Databases) -> Iterator[Battlefield]:
    with databases.copy("sqlite", "world") as url, served(url) as running:
        world = World(url)
        stakes.plant(world)
        cookies = [sign_in(world, who) for who in (*WHO.values(), "liaison STJ")]
        yield Battlefield(running, world, tour(running.address, cookies))


def attack_as(
    battlefield: Battlefield, role: Role | None, *, states: int, seed: int, hands: int = 1
) -> None:
    """Attack as this role, then look at what was read, changed, broken and written down."""
    viewer = battlefield.viewer(role)
    before, refusals = stakes.snapshot(battlefield.world), len(battlefield.refusals())
    report = attack(
        battlefield.server.address,
        lambda: battlefield.cookie(WHO[role]) if role else None,
        battlefield.harvest,
        states=states,
        seed=seed,
        closed_words=stakes.closed_to(role),
        hands=hands,
    )
    print(f"{role or 'nobody'}: {report}\n{battlefield.failures()}")
    assert not [place for _, place in battlefield.failures() if place.startswith(OUR_CODE)]
    assert report.states >= states
    assert report.whole > report.messages / 2
    assert not report.leaked
    assert stakes.trespasses(before, stakes.snapshot(battlefield.world), viewer) == []
    written = [row for row in battlefield.refusals()[refusals:] if row["what"].startswith("page:")]
    assert len(written) >= report.pages_refused
    assert {row["role"] for row in written} <= {role}
    assert status_of(f"{battlefield.server.address}/healthz") == 200


def test_every_page_is_found_by_the_tour(battlefield: Battlefield) -> None:
    assert set(PAGES) <= set(battlefield.harvest.pages)
    drawn = [widget for rows in battlefield.harvest.widgets.values() for widget in rows]
    assert len(drawn) > len(PAGES)
    assert {widget.kind for widget in drawn} <= set(forgery.USUAL)


def test_the_planted_words_reach_those_they_are_for(battlefield: Battlefield) -> None:
    """Otherwise no attack could ever find them."""
    with connected(battlefield.server.address, battlefield.cookie("liaison STJ")) as client:
        client.run(rerun())
        heard = b"".join(
            client.run(rerun(page, query="meetup=2")).sent for page in client.pages.values()
        )
    for word in (
        "CANARI-NOTES-STJ",
        "CANARI-SUIVI-STJ",
        "CANARI-PREVU-STJ",
        "CANARI-BROUILLON-STJ",
    ):
        assert word.encode() in heard


@pytest.mark.parametrize("role", roles(), ids=lambda role: role or "nobody")
def test_forged_states_read_and_change_nothing_that_is_closed(
    battlefield: Battlefield, role: Role | None
) -> None:
    attack_as(battlefield, role, states=FEW, seed=1)


def test_hidden_pages_are_refused_and_each_refusal_is_written_down(
    battlefield: Battlefield,
) -> None:
    hidden = [page for page in PAGES.values() if Role.partner not in page.roles]
    before = len(battlefield.refusals())
    with connected(battlefield.server.address, battlefield.cookie("partner Mirabel")) as client:
        client.run(rerun())
        for page in hidden:
            answer = client.run(rerun(client.pages[page.address], query="meetup=1"))
            assert answer.says_closed
    written = battlefield.refusals()[before:]
    assert [row["what"] for row in written] == [f"page: {page.address}" for page in hidden]
    assert {row["role"] for row in written} == {"partner"}


@pytest.mark.parametrize("is_gone", [False, True], ids=["still there", "gone"])
def test_a_stolen_session_id_opens_a_new_session_and_not_that_one(
    battlefield: Battlefield, is_gone: bool
) -> None:
    address = battlefield.server.address
    with connected(address, battlefield.cookie("liaison STJ")) as victim:
        victim.run(rerun())
        victim.run(rerun(victim.pages["record"], query="meetup=2"))
        stolen = victim.session_id
        if not is_gone:
            _steal(battlefield, stolen)
            assert victim.run(rerun()).widgets
    if is_gone:
        _steal(battlefield, stolen)


def _steal(battlefield: Battlefield, session_id: str) -> None:
    for who in ("liaison MIR", "partner Mirabel", None):
        cookie = battlefield.cookie(who) if who else None
        with connected(battlefield.server.address, cookie, session_id=session_id) as thief:
            heard = thief.run(rerun())
            assert thief.session_id != session_id
            role = battlefield.world.viewer(who).role if who else None
            words = stakes.closed_to(role)
            assert words
            assert not [word for word in words if word.encode() in heard.sent]


def test_a_stale_session_of_somebody_signed_out_shows_nothing(battlefield: Battlefield) -> None:
    cookie = battlefield.cookie("liaison STJ")
    with connected(battlefield.server.address, cookie) as client:
        client.run(rerun())
        session_id = client.session_id
        with battlefield.world.writing() as session:
            people.end_sign_in(session, cookie, dt.datetime.now(dt.UTC))
        pages = list(client.pages.values())
        assert all(b"CANARI" not in client.run(rerun(page)).sent for page in pages)
    with connected(battlefield.server.address, cookie, session_id=session_id) as client:
        client.run(rerun())
        assert all(b"CANARI" not in client.run(rerun(page)).sent for page in pages)


def test_a_foreign_site_an_unknown_name_and_a_file_without_signing_in_are_refused(
    battlefield: Battlefield,
) -> None:
    address = battlefield.server.address
    before = len(battlefield.refusals())
    assert status_of(address, Host="evil.example") == 403
    assert status_of(f"{address}/media/{'0' * 56}.csv") == 403
    assert status_of(f"{address}/media/x.csv", Cookie="cafe_sign_in=forged") == 403
    assert status_of(f"{address}/demonstration/1?next=/meetups") == 403
    what = [row["what"] for row in battlefield.refusals()[before:]]
    assert what == ["foreign host", "file without sign-in", "file without sign-in", "NotAllowed"]
