"""An attack on a server: many forged messages as one person, and what came of it."""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg

from cafedata.vocabulary import Role
from tests.hostile import forgery
from tests.hostile.client import Answer, Client, Widget, connected, rerun

_QUERIES = (
    "", "meetup=1", "meetup=2", "meetup=3", "meetup=4", "meetup=99999999999999999999", "meetup=-1",
    "meetup=x", "municipality=saint-jerome&service=stj", "municipality=' OR 1=1", "from=0001-01-01",
    "from=9999-12-31&to=0001-01-01", "from=hier", "refus=compte", "meetup=1&meetup=2", "page=-5",
)  # fmt: skip
_RAW = (b"", b"\xff" * 100, b"\x0a\xff\xff\xff\xff\x0f", b"{}" * 1000)


@dataclass
class Harvest:
    """What a tour of the pages as several people found: page addresses, widgets, session ids."""

    pages: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, list[Widget]] = field(default_factory=dict)


@dataclass
class Report:
    """What an attack sent and got: figures, and the planted words that came through.

    ``ignored`` messages ask for a piece of a page that is not there, and their states count for nothing.
    ``broken`` and ``dead`` runs are those that failed: a value of the wrong type ends the session that
    sent it, and no other. ``whole`` runs went to their end.
    """

    states: int = 0
    messages: int = 0
    ignored: int = 0
    closed: int = 0
    dead: int = 0
    broken: int = 0
    whole: int = 0
    pages_refused: int = 0
    leaked: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Report") -> "Report":
        return Report(
            self.states + other.states,
            self.messages + other.messages,
            self.ignored + other.ignored,
            self.closed + other.closed,
            self.dead + other.dead,
            self.broken + other.broken,
            self.whole + other.whole,
            self.pages_refused + other.pages_refused,
            self.leaked + other.leaked,
        )


def tour(address: str, cookies: Iterable[str]) -> Harvest:
    """Open every page as each of these people, as a browser would, and keep what is drawn."""
    harvest = Harvest()
    for cookie in cookies:
        with connected(address, cookie) as client:
            client.run(rerun())
            harvest.pages |= client.pages
            for page in client.pages.values():
                found = client.run(rerun(page)).widgets.values()
                known = harvest.widgets.setdefault(page, [])
                known.extend(widget for widget in found if widget not in known)
    return harvest


def attack(
    address: str,
    sign_in: Callable[[], str | None],
    harvest: Harvest,
    *,
    states: int,
    seed: int,
    closed_words: tuple[str, ...],
    hands: int = 1,
) -> Report:
    """Send at least this many forged states of widgets, over ``hands`` connections at a time.

    ``sign_in`` gives the cookie of each new connection: an attacker presses « Se déconnecter » too.
    """
    share = -(-states // hands)

    def with_one_hand(hand: int) -> Report:
        chance, report = random.Random(seed * 1000 + hand), Report()
        while report.states < share:
            with connected(address, sign_in()) as client:
                _take(report, client.run(rerun()), closed_words)
                _attack_once(client, chance, harvest, report, share, closed_words)
        return report

    with ThreadPoolExecutor(hands) as pool:
        return sum(pool.map(with_one_hand, range(hands)), Report())


def _attack_once(
    client: Client,
    chance: random.Random,
    harvest: Harvest,
    report: Report,
    states: int,
    closed_words: tuple[str, ...],
) -> None:
    sent: list[BackMsg] = []
    while report.states < states:
        if chance.random() < 0.005:
            client.send_raw(chance.choice(_RAW))
        message = _message(chance, harvest)
        if sent and chance.random() < 0.1:
            message = chance.choice(sent)  # a form submitted again, as it was
        sent = [*sent[-20:], message]
        if message.rerun_script.fragment_id:  # of a piece that is not there: nothing is answered
            client.send_raw(message.SerializeToString())
            report.ignored += 1
            continue
        answer = client.run(message)
        report.states += len(message.rerun_script.widget_states.widgets)
        report.messages += 1
        _take(report, answer, closed_words)
        report.closed += answer.is_closed
        report.dead += answer.is_dead
        ended = (answer.is_closed, answer.is_dead, answer.is_broken, answer.is_signed_out)
        report.whole += not any(ended)
        report.broken += answer.is_broken
        if any(ended):
            return


def _message(chance: random.Random, harvest: Harvest) -> BackMsg:
    pages = list(harvest.pages.values())
    page = chance.choice([*pages, *pages, "", "0" * 32])
    widgets = harvest.widgets.get(page) or []
    if not widgets or chance.random() < 0.2:  # those of another page, or of another person
        widgets = [widget for rows in harvest.widgets.values() for widget in rows]
    fragment = "0" * 32 if chance.random() < 0.02 else ""
    return rerun(page, forgery.states(chance, widgets), chance.choice(_QUERIES), fragment)


def _take(report: Report, answer: Answer, closed_words: tuple[str, ...]) -> None:
    report.pages_refused += answer.says_closed
    for word in closed_words:
        report.leaked[word] += answer.sent.count(word.encode())
    report.leaked += Counter()  # keeps those above zero


def roles() -> list[Role | None]:
    """Everybody who may attack, nobody signed in among them."""
    return [*Role, None]
