"""How long the server works on each comparing page after a filter change.

Run by hand, on databases made once by ``cafe demo --no-serve``, largest last:

    CAFE_BENCHMARK="sqlite:///small.db sqlite:///large.db" uv run pytest tests/benchmarks -s

Each run of the script is timed inside one process, without a browser: ours with its charts, their
tables and files, the filter bar and the sign-in, cold for filters never asked for and warm for
filters asked for before; then a bare page that builds as many Altair charts from frames that are
ready. The page of attendance draws four.
"""

import datetime as dt
import os
import statistics
import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cafedata import database, people
from cafedata.web import page, prepared, sign_in
from cafedata.web.pages import PAGES, ROOT

URLS = os.environ.get("CAFE_BENCHMARK", "").split()
TODAY = dt.date(2026, 11, 24)
ROUNDS = 12


def _bare(charts: int) -> None:
    """The page to compare with: ready frames, as many charts built by Altair in the same run."""
    import altair as alt
    import pandas as pd
    import streamlit as st

    names = ["Blainville", "Deux-Montagnes", "Mirabel", "Saint-Eustache", "Saint-Jérôme", "SQ"]
    frame = pd.DataFrame({"name": names, "mean": range(6), "low": range(6), "high": range(6)})
    st.selectbox("Service", names)
    for number in range(charts):
        base = alt.Chart(frame).encode(y="name:N")
        marks = base.mark_point(size=140, filled=True).encode(x="mean:Q", color="name:N")
        spans = base.mark_rule(strokeWidth=3).encode(x="low:Q", x2="high:Q", color="name:N")
        words = base.mark_text(dx=6).encode(x="mean:Q", text="name:N")
        st.subheader("Un constat")
        st.altair_chart(spans + marks + words, key=f"chart_{number}")


def _milliseconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return 1_000 * (time.perf_counter() - start)


@pytest.fixture
def commander(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], AppTest]:
    """Opens a page of a demonstration as a commander."""

    def open_page(url: str, address: str) -> AppTest:
        monkeypatch.setenv(database.URL_VARIABLE, url)
        monkeypatch.setattr(page, "today", lambda: TODAY)
        with database.writing(url) as session:
            (who,) = (
                row.account_id
                for row in people.demonstration_people(session)
                if row.email.startswith("commandement.mirabel@")
            )
            token = people.start_sign_in(session, who, dt.datetime.now(dt.UTC))
        monkeypatch.setattr(sign_in, "_token", lambda: token)
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=300).run()
        return app.switch_page(str(PAGES[address].file.relative_to(ROOT))).run()

    return open_page


@pytest.mark.parametrize("address", ["attendance", "themes", "programs", "map", "overview"])
@pytest.mark.parametrize("url", URLS)
def test_a_page_after_a_filter_change(
    commander: Callable[[str, str], AppTest], url: str, address: str
) -> None:
    prepared.clear()
    app = commander(url, address)
    assert not app.exception
    charts = len(app.get("vega_lite_chart"))
    services = [["BLV"], ["MIR"], ["SQ"], ["STE"]]

    def choose(chosen: list[str]) -> None:
        app.multiselect(key="filter_services").set_value(chosen).run()
        assert not app.exception

    cold = [_milliseconds(lambda chosen=chosen: choose(chosen)) for chosen in services]  # type: ignore[misc]
    prepared.clear()
    everyone = _milliseconds(lambda: choose([]))
    for chosen in services:
        choose(chosen)
    warm = [
        _milliseconds(lambda n=n: choose(services[n % 4]))  # type: ignore[misc]
        for n in range(ROUNDS)
    ]
    bare = AppTest.from_function(_bare, default_timeout=60, kwargs={"charts": charts}).run()
    plain = [_milliseconds(bare.run) for _ in range(ROUNDS)]
    print(
        f"\n{url} /{address}, {charts} charts\n  ours, cold: {statistics.median(cold):.0f} ms for "
        f"one service, {everyone:.0f} ms for all; warm: {statistics.median(warm):.0f} ms "
        f"(worst {max(warm):.0f}); bare page: {statistics.median(plain):.0f} ms "
        f"(worst {max(plain):.0f})"
    )
