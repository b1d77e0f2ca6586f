"""Importing a file of JSON Lines, and importing it again.

As a process of its own: python -m tests.performance.bench_import FILE DATABASE
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from app.services.importing import ImportReport, import_file
from app.services.newsroom import finish
from app.services.opening import open_newsroom
from tests.performance.measure import AtMost, Measurement, Samples, TimesLimit, seconds_of
from tests.performance.processes import in_own_process, tell
from tests.performance.workshop import MODERATOR, Workshop, opened


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Once each: a million rows take long enough."""
    comments = workshop.comments()
    ours, limit = workshop.path("imported.db"), workshop.path("imported-by-hand.db")
    for database in (ours, limit):
        open_newsroom(database, MODERATOR).store.close()
    first = in_own_process("bench_import", comments, ours)
    by_hand = in_own_process("limits.importing", comments, limit)
    if not first["kept"] == by_hand["kept"] == workshop.rows:
        raise AssertionError(f"imports differ: {first} {by_hand}")
    yield Measurement(
        "import: JSON Lines",
        "s",
        Samples((first["seconds"],)),
        Samples((by_hand["seconds"],)),
        goals=(TimesLimit(2.5),),
    )
    yield Measurement(
        "import: peak memory",
        "MB",
        Samples((first["peak"],)),
        Samples((by_hand["peak"],)),
        goals=(AtMost(250),),
    )
    second = in_own_process("bench_import", comments, ours)
    again = in_own_process("limits.importing", comments, limit)
    if not second["kept"] == again["kept"] == workshop.rows:
        raise AssertionError(f"second imports differ: {second} {again}")
    yield Measurement(
        "import: the same file again",
        "s",
        Samples((second["seconds"],)),
        Samples((again["seconds"],)),
    )
    workshop.path(limit.name)
    workshop.use(ours)


def main(comments: Path, database: Path) -> None:
    """Time the program's own import of one file: until all is in the database and that is closed,
    which empties its write-ahead log."""
    reports: list[ImportReport] = []

    def work() -> None:
        with opened(database) as newsroom:
            reports.append(finish(import_file(newsroom, comments)))

    seconds = seconds_of(work)
    tell(seconds=seconds, kept=reports[0].added or reports[0].unchanged)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
