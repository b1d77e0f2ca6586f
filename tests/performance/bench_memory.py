"""What the desk holds in memory after paging through a queue from its first row to its last.

As a process of its own: python -m tests.performance.bench_memory MODE DATABASE
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.performance import machine
from tests.performance.measure import AtMost, Measurement, Samples
from tests.performance.processes import in_own_process, tell
from tests.performance.workshop import Workshop

WINDOW = 100
"""Rows from one place to the next: so every one of them has been read."""


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Peak and present memory, beside an empty window's."""
    environment = {"QT_QPA_PLATFORM": "offscreen"}
    empty = in_own_process("empty_window", environment=environment)
    for mode, most in (("pending", 140), ("all", 240)):
        database = workshop.copy("paged")
        told = in_own_process("bench_memory", mode, database, environment=environment)
        workshop.path(database.name)
        rows = f"{told['rows']:,} {mode} paged through"
        for name, label in (("peak", "peak"), ("now", "afterwards")):
            yield Measurement(
                f"memory: {rows}, {label}",
                "MB",
                Samples((told[name],)),
                Samples((empty[name],)),
                goals=(AtMost(most),),
            )


def paged_through(mode: str, database: Path) -> None:
    """Go down a queue window by window, each painted with its rows."""
    from app.domain.queue import Queue
    from tests.performance.driver import Driver
    from ui.desk import Desk
    from ui.listing import View

    driver = Driver(database)
    if mode == "all":
        desk = driver.window.findChild(Desk)
        pending = driver.rows()
        desk.show_view(View(Queue(status=None), None))
        driver.until(lambda: driver.rows() > pending and desk.steps.whole)
        driver.settle()
    height = driver.view.rowHeight(0)
    bar, rows = driver.view.verticalScrollBar(), driver.rows()
    for row in (*range(0, rows, WINDOW), rows):
        driver.paints.whole = False
        bar.setValue(row * height)
        driver.view.viewport().update()
        driver.until(lambda: driver.paints.whole)
    driver.settle()
    tell(now=machine.memory(), rows=rows)
    driver.close()


if __name__ == "__main__":
    paged_through(sys.argv[1], Path(sys.argv[2]))
