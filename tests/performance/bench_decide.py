"""Deciding: one comment, ten thousand and a hundred thousand in a batch, and taking them back.

Ours and the statements by hand work on a copy each, in turns, and must leave the same behind.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain import moment
from app.domain.decision import Action, Decision
from app.domain.queue import Queue
from app.services import desk, log, moderation
from app.services.newsroom import Newsroom, finish
from tests.performance.limits import deciding
from tests.performance.limits.connecting import Raw, checkpoint, raw
from tests.performance.measure import (
    Measurement,
    QuickerThanPeer,
    Samples,
    TimesLimit,
    seconds_of,
)
from tests.performance.peers import django_peer
from tests.performance.workshop import MODERATOR, Workshop, opened

SINGLES = 400
BATCHES = {10_000: 9, 100_000: 3}
"""How many are decided at once, and how often: a shared machine is half as quick again from one
second to the next, which a short batch shows."""

APPROVAL = (Decision(Action.APPROVE),)


def measure_one(workshop: Workshop) -> Iterator[Measurement]:
    """One approval after the other, each committed, from a source that takes decisions back."""
    with _paired(workshop) as pair:
        chosen = pair.pending()[:SINGLES]
        seen = pair.seen()
        ours, limit = [], []
        for number, each in enumerate(chosen):
            work = [
                lambda each=each: finish(moderation.decide(pair.newsroom, [each], APPROVAL, seen)),
                lambda each=each: deciding.approve_one(pair.hand, each, MODERATOR, moment.now()),
            ]
            for one in work if number % 2 else reversed(work):
                (ours if one is work[0] else limit).append(seconds_of(one))
        pair.compare()
        yield Measurement(
            "approve one: the commit",
            "ms",
            Samples(tuple(ours)),
            Samples(tuple(limit)),
            django_peer.asked(workshop, "approve one").get("one"),
            (TimesLimit(2.5),),
        )


def measure_many(workshop: Workshop) -> Iterator[Measurement]:
    """Batches as large as the queue allows, each taken back before the next one."""
    with _paired(workshop) as pair:
        pending = pair.pending()
        sizes = {min(size, len(pending)): times for size, times in BATCHES.items()}
        peer = django_peer.asked(workshop, "approve many", *sizes)
        for size, turns in sizes.items():
            times = [pair.done_and_undone(pending[:size], turn) for turn in range(turns)]
            done, by_hand, undone, undone_by_hand = (
                Samples(each) for each in zip(*times, strict=True)
            )
            yield Measurement(
                f"approve {size:,} in a batch",
                "s",
                done,
                by_hand,
                peer.get(str(size)),
                (TimesLimit(1.6), QuickerThanPeer(2)),
            )
            yield Measurement(f"take {size:,} back", "s", undone, undone_by_hand)
        pair.verify()


@contextmanager
def _paired(workshop: Workshop) -> Iterator[_Pair]:
    paths = workshop.copy("decided", delivers=True), workshop.copy("by-hand", delivers=True)
    with opened(paths[0]) as newsroom, raw(paths[1]) as hand:
        yield _Pair(newsroom, hand, *paths)
    for path in paths:
        workshop.path(path.name)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two copies of the same newsroom: one is decided by the program, the other by hand."""

    newsroom: Newsroom
    hand: Raw
    path: Path
    path_by_hand: Path

    def pending(self) -> array[int]:
        return desk.listing(self.newsroom, Queue()).ids

    def seen(self) -> int:
        return desk.listing(self.newsroom, Queue()).change

    def done_and_undone(self, ids: array[int], turn: int) -> tuple[float, float, float, float]:
        """Seconds of ours, by hand, ours taken back, by hand taken back; who goes first goes second
        in the next turn."""
        seen, batches = self.seen(), [0, 0]

        def decide() -> None:
            work = moderation.decide(self.newsroom, ids, APPROVAL, seen)
            batches[0] = finish(work).batch

        def decide_by_hand() -> None:
            batches[1] = deciding.approve(self.hand, ids, MODERATOR, moment.now())

        def undo() -> None:
            finish(moderation.undo(self.newsroom, batches[0], ()))

        def undo_by_hand() -> None:
            deciding.undo(self.hand, batches[1], MODERATOR, moment.now())

        seconds = {}
        for pair in ((decide, decide_by_hand), (undo, undo_by_hand)):
            self._begin_afresh()
            for work in pair if turn % 2 else reversed(pair):
                seconds[work] = seconds_of(work)
            self.compare()
        return seconds[decide], seconds[decide_by_hand], seconds[undo], seconds[undo_by_hand]

    def _begin_afresh(self) -> None:
        """Both with an empty write-ahead log."""
        self.newsroom.store.tidy()
        checkpoint(self.hand)

    def compare(self) -> None:
        """Both must have left the same."""
        with raw(self.path, read_only=True) as connection:
            ours = deciding.left_behind(connection)
        theirs = deciding.left_behind(self.hand)
        for name, rows in ours.items():
            if rows != theirs[name]:
                raise AssertionError(f"{name} differ: {rows} {theirs[name]}")

    def verify(self) -> None:
        """The chain made by hand must hold."""
        with opened(self.path_by_hand) as newsroom:
            report = finish(log.verify(newsroom))
        if not report.whole:
            raise AssertionError(report.problems[0])
