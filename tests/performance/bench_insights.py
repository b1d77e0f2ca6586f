"""Insights of all time: reading them, and what the window does to the GUI thread.

As a process of its own: python -m tests.performance.bench_insights DATABASE
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from app.domain.insights import Insights
from app.services import insights
from app.services.opening import open_newsroom
from tests.performance.bench_export import decide_all
from tests.performance.measure import AtMost, Measurement, Samples, seconds_of
from tests.performance.processes import in_own_process, tell
from tests.performance.workshop import MODERATOR, Workshop, opened

TIMES = 5


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Every comment decided once, so that the log is as long as the list."""
    database = workshop.copy("insights")
    with opened(database) as newsroom:
        decide_all(newsroom)
        found: list[Insights] = []
        samples = [seconds_of(lambda: found.append(insights.read(newsroom))) for _ in range(TIMES)]
    if found[-1].figures.decided != workshop.rows:
        raise AssertionError("not every decision was counted")
    yield Measurement(
        "insights of all time: read", "ms", Samples(tuple(samples)), goals=(AtMost(1_000),)
    )
    told = in_own_process("bench_insights", database, environment={"QT_QPA_PLATFORM": "offscreen"})
    for name, goal in (("shown", None), ("longest", AtMost(50, "worst"))):
        yield Measurement(
            {"shown": "insights: window shown", "longest": "GUI thread at a stretch: insights"}[
                name
            ],
            "ms",
            Samples(tuple(told[name])),
            goals=() if goal is None else (goal,),
        )
    workshop.path(database.name)


def main(database: Path) -> None:
    """Open the window, choose all time and a year some times; how long each takes to be shown,
    and the longest stretch of the GUI thread in each."""
    from PySide6.QtWidgets import QApplication

    from tests.performance.driver import Ticker
    from ui.application import application
    from ui.insights.period import Time
    from ui.insights.window import InsightsWindow
    from ui.jobs import Jobs
    from ui.theme import LIGHT, apply

    program = application()
    apply(program, LIGHT)
    newsroom, jobs = open_newsroom(database, MODERATOR), Jobs()
    window = InsightsWindow(lambda: newsroom, jobs, LIGHT, "vi")
    drawn: list[None] = []
    window.drawn.connect(lambda: drawn.append(None))
    ticker = Ticker()
    shown: list[float] = []
    longest: list[float] = []
    for act in (window.show, *(partial(window.period.choose, t) for t in (Time.ALL, Time.YEAR))):
        drawn.clear()
        begun = time.perf_counter()
        act()
        while not drawn:
            QApplication.processEvents()
            time.sleep(0.001)
        shown.append(time.perf_counter() - begun)
        settled = time.perf_counter() + 0.3
        while time.perf_counter() < settled:
            QApplication.processEvents()
            time.sleep(0.001)
        longest.append(ticker.longest())
    jobs.close()
    newsroom.store.close()
    tell(shown=shown, longest=longest)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
