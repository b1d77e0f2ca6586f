"""What a newsroom may want to know of its own work, over days of its own time.

What is counted:

- A comment came **in** when its reader wrote it, whatever became of it. The newsroom's own replies
  are none.
- A comment is **decided** when the decision in force on it was made: each comment once, at that
  time. A decision that was undone never happened; one that was done again counts from then on. What
  a source had decided before its comments came here, and the newsroom's own replies, are none.
- A **wait** is the time from a comment's writing to the decision in force, in whole seconds; 0 for
  a clock that was set wrongly. Where it is not known when a comment was written, there is none.
- A **decision by a moderator** is an entry of the log that is in force (approve, reject, spam,
  edit, reply): it was not undone, or was done again after it was. A comment decided twice has two.
- An **article's** comments are all that were written on it, the newsroom's replies among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.domain import moment
from app.domain.decision import Action
from app.domain.words import Words


class Unit(StrEnum):
    """What one bar of a chart over time stands for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


MOST_DAYS_BY_HOUR, MOST_DAYS_BY_DAY, MOST_DAYS_BY_WEEK = 2, 120, 3 * 366
"""Above these a chart goes on to the next larger unit, so that it has a hundred or two bars."""

MOST_DAYS_WITH_HOURS = 2 * 366
"""Above this the hours of the day are not counted: there would be too many of them."""

BACKLOG_HOURS = (1, 4, 24, 72)
"""Where one age of the backlog ends and the next begins."""

COUNTED = (Action.APPROVE, Action.REJECT, Action.SPAM, Action.EDIT, Action.REPLY)
"""What counts as a decision by a moderator, in the order in which it is shown."""

HOURS, WEEKDAYS = 24, 7


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days of the newsroom's own time, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def since(self) -> int:
        """The first moment of it, in microseconds UTC."""
        return start_of(self.first)

    @property
    def until(self) -> int:
        """The first moment after it."""
        return start_of(self.last + timedelta(days=1))

    @property
    def unit(self) -> Unit:
        if self.days <= MOST_DAYS_BY_HOUR:
            return Unit.HOUR
        if self.days <= MOST_DAYS_BY_DAY:
            return Unit.DAY
        return Unit.WEEK if self.days <= MOST_DAYS_BY_WEEK else Unit.MONTH

    @property
    def knows_hours(self) -> bool:
        return self.days <= MOST_DAYS_WITH_HOURS

    def cells(self) -> list[Cell]:
        """The hours of it, or where there are too many its days, in their order; every one ends
        where the next begins, also on the days that have 23 or 25 hours."""
        days = (self.first + timedelta(days=number) for number in range(self.days))
        if self.knows_hours:
            return [cell for day in days for cell in _hours_of(day)]
        return [Cell(start_of(day), day, 0) for day in days]

    def begin_of(self, day: date) -> date:
        """The first day of the bar in which a day is counted; never before the span."""
        if self.unit is Unit.WEEK:
            return max(self.first, day - timedelta(days=day.weekday()))
        return max(self.first, day.replace(day=1)) if self.unit is Unit.MONTH else day


@dataclass(frozen=True, slots=True)
class Cell:
    """The smallest piece of a span that is counted by itself: from when, which day, which hour."""

    since: int
    day: date
    hour: int


def start_of(day: date) -> int:
    """The first moment of a day where the newsroom is."""
    return moment.from_datetime(datetime.combine(day, time()))


def local_day(at: int) -> date:
    """The day it was where the newsroom is."""
    return moment.to_local(at).date()


def _hours_of(day: date) -> Iterable[Cell]:
    at, end = start_of(day), start_of(day + timedelta(days=1))
    if end - at == moment.DAY:
        yield from (Cell(at + hour * moment.HOUR, day, hour) for hour in range(HOURS))
        return
    while at < end:
        yield Cell(at, day, moment.to_local(at).hour)
        at += moment.HOUR


@dataclass(frozen=True, slots=True)
class Figures:
    """A span in a few numbers; waits in seconds, None where nothing was decided."""

    arrived: int
    decided: int
    median: int | None
    p90: int | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the charts over time; `median` is the wait of what was decided in it."""

    since: int
    arrived: int
    decided: int
    median: int | None


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits now: how many by age (one more than `BACKLOG_HOURS`), and when the oldest was
    written: 0 where nothing waits. `at_start` waited when the span began; None for all time."""

    ages: tuple[int, ...]
    oldest: int
    at_start: int | None

    @property
    def waiting(self) -> int:
        return sum(self.ages)


@dataclass(frozen=True, slots=True)
class ByModerator:
    """What one moderator decided, by kind, in the order of `COUNTED`."""

    name: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class ByReason:
    words: Words
    count: int


@dataclass(frozen=True, slots=True)
class ByArticle:
    """An article with the comments written on it within the span; `pending` of them still wait."""

    article_id: int
    title: str
    count: int
    pending: int


@dataclass(frozen=True, slots=True)
class Insights:
    """Everything that the charts show, as read at one moment.

    `heat` counts what came in by weekday (Monday first) and hour of the day; None where the span is
    too long for it. `before` is the span of the same length just before this one, as far into it as
    this one has gone; None for all time.
    """

    span: Span
    read_at: int
    bars: tuple[Bar, ...]
    heat: tuple[tuple[int, ...], ...] | None
    figures: Figures
    before: Figures | None
    backlog: Backlog
    moderators: tuple[ByModerator, ...]
    reasons: tuple[ByReason, ...]
    articles: tuple[ByArticle, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.figures.arrived or self.figures.decided or self.backlog.waiting)


Decided = tuple[str, str, str]
"""An entry's action, moderator and reason."""


def by_moderator(counts: Mapping[Decided, int]) -> tuple[ByModerator, ...]:
    """Who decided most first; who decided nothing that counts is left out."""
    found: dict[str, list[int]] = {}
    places = {action.value: place for place, action in enumerate(COUNTED)}
    for (action, name, _), count in counts.items():
        if action in places and count:
            found.setdefault(name, [0] * len(COUNTED))[places[action]] += count
    made = (ByModerator(name, tuple(each)) for name, each in found.items())
    return tuple(sorted(made, key=lambda one: (-one.total, one.name)))


def by_reason(counts: Mapping[Decided, int], words: Callable[[str], Words]) -> tuple[ByReason, ...]:
    """The commonest first."""
    found: dict[str, int] = {}
    for (action, _, code), count in counts.items():
        if action == Action.REJECT and count:
            found[code] = found.get(code, 0) + count
    ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return tuple(ByReason(words(code), count) for code, count in ordered)
