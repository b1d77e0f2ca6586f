"""The shown desk: moving through the list, deciding by a key, and what long work does to it.

As a process of its own: python -m tests.performance.bench_desk MODE DATABASE FILE TIMES
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.performance.measure import AtMost, Measurement, Samples
from tests.performance.processes import in_own_process, tell
from tests.performance.workshop import Workshop

TIMES = 150
"""Events of each kind."""

APPROVALS = 200

IMPORTED = 20_000
"""Comments that come in at least while the list is moved through."""

BETWEEN = 0.016
"""Seconds between two events: as quick as a screen shows them."""

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}

BETWEEN_KEYS = 0.1
"""Seconds between two decisions: nobody reads a comment and decides on it more quickly."""

STRETCH = "GUI thread at a stretch: "


def measure_list(workshop: Workshop) -> Iterator[Measurement]:
    """Wheel, page down and jumps in 100,000 cards of 1,000,000, quiet and during an import."""
    more = workshop.more_comments(max(IMPORTED, workshop.rows // 5))
    told = _driven(workshop, "list", more)
    for when, most in (("", 12), (" during an import", 16)):
        goals = dict.fromkeys(("wheel", "page down", "jump"), AtMost(most, "p99"))
        for kind, goal in (goals | {"rows blank": AtMost(50, "worst")}).items():
            samples = Samples(tuple(told[f"{kind}{when}"]))
            yield Measurement(f"{kind}{when}", "ms", samples, goals=(goal,))
    yield from _stretches(told)


def measure_approve(workshop: Workshop) -> Iterator[Measurement]:
    """The key `a`, from its press until it is committed and the next card is painted."""
    told = _driven(workshop, "approve", Path())
    samples = Samples(tuple(told["approve"]))
    yield Measurement("approve one: key to next card", "ms", samples, goals=(AtMost(16, "p99"),))
    yield from _stretches(told)


def measure_long(workshop: Workshop) -> Iterator[Measurement]:
    """What the GUI thread does while all that is pending is decided, searched and exported."""
    yield from _stretches(_driven(workshop, "long", Path()))


def _driven(workshop: Workshop, mode: str, file: Path) -> dict[str, Any]:
    database = workshop.copy("shown")
    told = in_own_process("bench_desk", mode, database, file, TIMES, environment=OFFSCREEN)
    workshop.path(database.name)
    return told


def _stretches(told: dict[str, Any]) -> Iterator[Measurement]:
    for name, longest in told["longest"].items():
        yield Measurement(
            f"{STRETCH}{name}", "ms", Samples((longest,)), goals=(AtMost(50, "worst"),)
        )


Found = dict[str, Any]


def move_through(database: Path, file: Path, times: int) -> Found:
    """The same events twice: on a quiet desk, and while it imports."""
    from tests.performance.driver import Driver

    driver = Driver(database)
    found: Found = {"longest": {}}
    _events(driver, found, "", times)
    found["longest"]["moving through the list"] = driver.ticker.longest()
    driver.files.import_files([file])
    driver.live(0.5)
    if not driver.jobs.busy():
        raise AssertionError("the import did not begin, or was over at once")
    _events(driver, found, " during an import", times // 2, driver.jobs.busy)
    found["longest"]["moving through the list during an import"] = driver.ticker.longest()
    driver.until(lambda: not driver.jobs.busy())
    driver.close()
    return found


def _events(
    driver: Any,  # noqa: ANN401 - Qt is imported in the process of its own only
    found: Found,
    when: str,
    times: int,
    go_on: Callable[[], bool] = lambda: True,
) -> None:
    """Wheel, page down and jump in turns of a few, each event followed by a moment's peace."""
    from PySide6.QtCore import Qt

    chance = random.Random(1)
    ends = {3: Qt.Key.Key_End, 7: Qt.Key.Key_Home}
    bar = driver.view.verticalScrollBar()

    def far() -> float:
        """Somewhere that is a fifth of the list away at least."""
        return (bar.value() / max(1, bar.maximum()) + chance.uniform(0.2, 0.8)) % 1

    kinds: dict[str, Callable[[int], None]] = {
        "wheel": lambda _: driver.wheel(-1),
        "page down": lambda _: driver.press(Qt.Key.Key_PageDown),
        "jump": lambda number: (
            driver.press(ends[number]) if number in ends else driver.scroll_to(far())
        ),
    }
    blank = found.setdefault(f"rows blank{when}", [])
    for _ in range(times // 10):
        for kind, act in kinds.items():
            if not go_on():
                return
            driver.go_to(chance.random())
            driver.live(0.1)
            for number in range(10):
                begun = time.perf_counter()
                taken = driver.repainted(lambda act=act, number=number: act(number))
                if taken is None:
                    if kind == "jump":
                        raise AssertionError("a jump that led nowhere")
                    continue
                found.setdefault(f"{kind}{when}", []).append(taken)
                blank.append(0.0 if driver.paints.whole else driver.filled(begun))
                driver.live(BETWEEN)


def approve(database: Path, _: Path, __: int) -> Found:
    """Press the key, wait for the next card, let the desk come to rest, and again."""
    from PySide6.QtCore import Qt

    from tests.performance.driver import Driver
    from tests.performance.watching import role_of

    driver = Driver(database)
    role = role_of(driver.view, b"commentId")
    found: list[float] = []

    def current() -> object:
        return driver.view.currentIndex().data(role)

    driver.view.setFocus()
    for _number in range(min(APPROVALS, driver.rows() - 20)):
        before, paints = current(), driver.paints.count
        begun = time.perf_counter()
        driver.press(Qt.Key.Key_A)
        driver.until(
            lambda before=before, paints=paints: (
                current() != before and driver.paints.count > paints and driver.paints.whole
            )
        )
        found.append(driver.paints.ended - begun)
        driver.live(BETWEEN_KEYS)
        driver.settle()
    longest = {"approving one by one": driver.ticker.longest()}
    driver.close()
    return {"approve": found, "longest": longest}


def long_work(database: Path, _: Path, __: int) -> Found:
    """All of the queue approved and taken back, something looked for, the log exported."""
    from tests.performance.driver import Driver

    driver = Driver(database)
    longest: dict[str, float] = {}
    rows = driver.rows()
    driver.action("selectAllAction").trigger()
    driver.action("approveAction").trigger()
    strip = driver.widget("bulkStrip")
    driver.until(strip.isVisible)
    longest[f"marking {rows:,}"] = driver.ticker.longest()
    strip.everything.click()
    driver.until(lambda: driver.rows() == 0)
    driver.settle()
    longest[f"approving {rows:,}"] = driver.ticker.longest()
    driver.action("undoAction").trigger()
    driver.until(lambda: driver.rows() == rows)
    driver.settle()
    longest[f"taking {rows:,} back"] = driver.ticker.longest()
    line = driver.widget("searchField")
    for typed in ("lừa đảo", "nguoi dan"):
        line.setFocus()
        for letter in typed:
            driver.type_letter(letter)
            driver.live(0.15)
        driver.settle()
        line.clear()
        driver.live(0.3)
        driver.settle()
    longest["searching letter by letter"] = driver.ticker.longest()
    driver.files.log.export(database.with_name("shown-log.csv"))
    driver.settle()
    longest["exporting the log"] = driver.ticker.longest()
    driver.close()
    return {"longest": longest}


MODES: dict[str, Callable[[Path, Path, int], Found]] = {
    "list": move_through,
    "approve": approve,
    "long": long_work,
}


if __name__ == "__main__":
    tell(**MODES[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])))
