"""Exporting the whole log, an entry for every comment, as CSV, JSON Lines and a workbook.

As a process of its own: python -m tests.performance.bench_export DATABASE FILE
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from app.domain.comment import Status
from app.domain.decision import Action, Decision
from app.domain.log import ALL
from app.domain.queue import Queue
from app.services import desk, moderation
from app.services.log_export import export_log
from app.services.newsroom import Newsroom, finish
from app.services.opening import open_newsroom
from tests.performance.measure import AtMost, Measurement, Samples, TimesLimit, seconds_of
from tests.performance.processes import in_own_process, tell
from tests.performance.workshop import MODERATOR, Workshop, opened

BATCH = 100_000
TIMES = {"csv": 1.3, "jsonl": None, "xlsx": 1.1}
"""How many times the limit an export may take, by the ending of its file."""

FEW = range(1_000, 100_001)
"""With so many rows each export is done three times, else once."""


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Each format beside its limit, both in processes of their own."""
    database = workshop.copy("decided-all")
    with opened(database) as newsroom:
        decide_all(newsroom)
    for ending, factor in TIMES.items():
        ours: list[dict[str, float]] = []
        limit: list[dict[str, float]] = []
        for _ in range(3 if workshop.rows in FEW else 1):
            for module, found in (("bench_export", ours), ("limits.exporting", limit)):
                file = workshop.path(f"log.{ending}")
                found.append(in_own_process(module, database, file))
                file.unlink()
        if {each["entries"] for each in (*ours, *limit)} != {workshop.rows}:
            raise AssertionError(f"{ending}: not every entry was exported")
        yield Measurement(
            f"log to .{ending}",
            "s",
            _all_of(ours, "seconds"),
            _all_of(limit, "seconds"),
            goals=() if factor is None else (TimesLimit(factor),),
        )
        yield Measurement(
            f"log to .{ending}: peak memory",
            "MB",
            _all_of(ours, "peak"),
            _all_of(limit, "peak"),
            goals=(AtMost(150),),
        )
    workshop.path(database.name)


def _all_of(runs: list[dict[str, float]], name: str) -> Samples:
    return Samples(tuple(run[name] for run in runs))


def decide_all(newsroom: Newsroom) -> None:
    """A real decision about every comment: an approved one is rejected, any other approved."""
    seen = desk.listing(newsroom, Queue()).change
    approved = desk.listing(newsroom, Queue(status=Status.APPROVED)).ids
    others = [
        number
        for status in Status
        if status is not Status.APPROVED
        for number in desk.listing(newsroom, Queue(status=status)).ids
    ]
    rejection, approval = Decision(Action.REJECT, "off_topic"), Decision(Action.APPROVE)
    for decision, ids in ((rejection, approved), (approval, others)):
        for start in range(0, len(ids), BATCH):
            finish(moderation.decide(newsroom, ids[start : start + BATCH], (decision,), seen))
    newsroom.store.tidy()


def main(database: Path, file: Path) -> None:
    """Time the program's own export of one file."""
    newsroom = open_newsroom(database, MODERATOR)
    entries: list[int] = []
    seconds = seconds_of(
        lambda: entries.append(finish(export_log(newsroom, ALL, file)).rows),
    )
    newsroom.store.close()
    tell(seconds=seconds, entries=entries[0], size=file.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
