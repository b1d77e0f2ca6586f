"""What a measurement is: samples of ours beside those of the limit, and whether a goal is met."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Literal

Statistic = Literal["median", "p99", "worst"]
Unit = Literal["s", "ms", "MB", ""]


@dataclass(frozen=True, slots=True)
class Samples:
    """Values of one operation, in seconds or MB, in the order they were taken."""

    values: tuple[float, ...]

    def share(self, part: float) -> float:
        """The value that this part of all does not exceed."""
        ordered = sorted(self.values)
        return ordered[max(0, ceil(part * len(ordered)) - 1)]

    @property
    def median(self) -> float:
        return self.share(0.5)

    @property
    def p99(self) -> float:
        return self.share(0.99)

    @property
    def worst(self) -> float:
        return max(self.values)

    def statistic(self, name: Statistic) -> float:
        return {"median": self.median, "p99": self.p99, "worst": self.worst}[name]


@dataclass(frozen=True, slots=True)
class AtMost:
    """No more than a figure, in the measurement's unit (s for seconds, ms for milliseconds)."""

    figure: float
    statistic: Statistic = "median"


@dataclass(frozen=True, slots=True)
class TimesLimit:
    """No more than so many times the limit's median."""

    figure: float


@dataclass(frozen=True, slots=True)
class QuickerThanPeer:
    """At least so many times quicker than the peer's median."""

    figure: float


Goal = AtMost | TimesLimit | QuickerThanPeer


@dataclass(frozen=True, slots=True)
class Measurement:
    """One operation: ours, the limit (by hand, in the same run) and the peer, where there are any.

    Values are in seconds, shown in `unit`; in MB and bare numbers as they are.
    """

    operation: str
    unit: Unit
    ours: Samples
    limit: Samples | None = None
    peer: Samples | None = None
    goals: tuple[Goal, ...] = field(default=())

    @property
    def ratio(self) -> float | None:
        """How many times the limit's median ours is."""
        return _times(self.ours, self.limit)

    @property
    def quicker(self) -> float | None:
        """How many times quicker than the peer ours is."""
        return None if self.peer is None else _times(self.peer, self.ours)

    def shown(self, value: float) -> float:
        """A value in the measurement's unit."""
        return value * 1000 if self.unit == "ms" else value

    def meets(self, goal: Goal) -> bool | None:
        """Whether a goal is met; None when what it speaks of was not measured."""
        if isinstance(goal, AtMost):
            return self.shown(self.ours.statistic(goal.statistic)) <= goal.figure
        if isinstance(goal, TimesLimit):
            return None if self.ratio is None else self.ratio <= goal.figure
        return None if self.quicker is None else self.quicker >= goal.figure


def _times(above: Samples, below: Samples | None) -> float | None:
    return above.median / below.median if below is not None and below.median else None


def seconds_of(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def side_by_side(*works: Sequence[Callable[[], object]]) -> tuple[Samples, ...]:
    """Time the first of each, then the second of each …, whoever came last going first."""
    gc.collect()
    found: list[list[float]] = [[] for _ in works]
    for number, turn in enumerate(zip(*works, strict=True)):
        places = list(enumerate(turn))
        for place, work in places if number % 2 else reversed(places):
            found[place].append(seconds_of(work))
    return tuple(Samples(tuple(values)) for values in found)
