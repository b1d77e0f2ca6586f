"""Insights: everything that the charts over a chosen time show, read at one moment.

numpy takes its time to be imported: import this where nobody waits for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from app.domain import moment
from app.domain.errors import CancelledError
from app.domain.insights import (
    BACKLOG_HOURS,
    HOURS,
    WEEKDAYS,
    Backlog,
    Bar,
    ByArticle,
    Cell,
    Decided,
    Figures,
    Insights,
    Span,
    by_moderator,
    by_reason,
    local_day,
)
from app.domain.words import Words
from app.services.newsroom import Newsroom
from app.storage import insights as reading
from app.storage import log_reading
from app.storage.sqlite import Stop, StoppedError

MOST_ARTICLES = 8
EARLIEST = date(1995, 1, 1)
"""Before there were comments on the web; a comment that says so has a wrong date."""

_NO_LONGER_WANTED = Words("Đã thôi xem.", "The reading was given up.")
_FOREVER = 2**62
_Waits = NDArray[np.int64]


def whole_time(newsroom: Newsroom) -> Span:
    """From the day of the oldest comment to this day."""
    today = local_day(newsroom.clock())
    with newsroom.store.reading() as connection:
        first = reading.first_at(connection)
    return Span(min(today, max(EARLIEST, local_day(first))) if first else today, today)


def read(
    newsroom: Newsroom,
    span: Span | None = None,
    stop: Callable[[], bool] | None = None,
) -> Insights:
    """All figures of a span, None: of all time, which has none before it to compare with.

    Raises CancelledError soon after `stop`, asked in this thread, says so.
    """
    chosen = span if span is not None else whole_time(newsroom)
    cells = chosen.cells()
    marks = [*(cell.since for cell in cells), chosen.until]

    def decisions() -> Counter[Decided]:
        with newsroom.store.reading() as connection:
            return reading.decisions(connection, marks, stop)

    try:
        # The log takes as long as all the rest; SQLite leaves the other thread the interpreter.
        with ThreadPoolExecutor(1) as thread, newsroom.store.reading() as connection:
            counts = thread.submit(decisions)
            return _read(
                connection, chosen, cells, newsroom.clock(), stop, counts, span is not None
            )
    except StoppedError:
        raise CancelledError(_NO_LONGER_WANTED) from None


def _read(
    connection: Connection,
    span: Span,
    cells: Sequence[Cell],
    now: int,
    stop: Stop | None,
    counting: Future[Counter[Decided]],
    compared: bool,
) -> Insights:
    marks = [*(cell.since for cell in cells), span.until]
    arrived = reading.arrived(connection, marks, stop)
    decided = list(reading.waits(connection, marks, stop))
    words = log_reading.reason_words(connection)
    articles = reading.articles(connection, span.since, span.until, MOST_ARTICLES, stop)
    waits = [_seconds(said) for _, said in decided]
    before = _before(connection, span, now, stop) if compared else None
    backlog = _backlog(connection, now, span.since if compared else None)
    counts = counting.result()
    return Insights(
        span=span,
        read_at=now,
        bars=_bars(span, cells, arrived, [count for count, _ in decided], waits),
        heat=_heat(cells, arrived) if span.knows_hours else None,
        figures=_figures(arrived, [count for count, _ in decided], waits),
        before=before,
        backlog=backlog,
        moderators=by_moderator(counts),
        reasons=by_reason(counts, lambda code: words.get(code, Words(code, code))),
        articles=tuple(ByArticle(*each) for each in articles),
    )


def _bars(
    span: Span,
    cells: Sequence[Cell],
    arrived: Sequence[int],
    decided: Sequence[int],
    waits: Sequence[_Waits],
) -> tuple[Bar, ...]:
    """The cells put together to the chart's bars."""
    if span.unit.value == "hour":
        edges = list(range(len(cells) + 1))
    else:
        begins = [span.begin_of(cell.day) for cell in cells]
        edges = [n for n in range(len(begins)) if n == 0 or begins[n] != begins[n - 1]]
        edges.append(len(cells))
    return tuple(
        Bar(
            cells[low].since,
            sum(arrived[low:high]),
            sum(decided[low:high]),
            share_of(_together(waits[low:high]), 0.5),
        )
        for low, high in pairwise(edges)
    )


def _heat(cells: Sequence[Cell], arrived: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    counts = [[0] * HOURS for _ in range(WEEKDAYS)]
    for cell, count in zip(cells, arrived, strict=True):
        counts[cell.day.weekday()][cell.hour] += count
    return tuple(map(tuple, counts))


def _figures(arrived: Sequence[int], decided: Sequence[int], waits: Sequence[_Waits]) -> Figures:
    whole = _together(waits)
    return Figures(sum(arrived), sum(decided), share_of(whole, 0.5), share_of(whole, 0.9))


def _before(connection: Connection, span: Span, now: int, stop: Stop | None) -> Figures:
    """The span before, as far as this one has gone: a morning is not measured by a whole day."""
    earlier = Span(span.first - timedelta(days=span.days), span.first - timedelta(days=1))
    until = earlier.until - max(0, span.until - max(now, span.since))
    marks = [at for at in (cell.since for cell in earlier.cells()) if at < until]
    marks.append(max(until, earlier.since))
    decided = list(reading.waits(connection, marks, stop))
    return _figures(
        reading.arrived(connection, marks, stop),
        [count for count, _ in decided],
        [_seconds(said) for _, said in decided],
    )


def _backlog(connection: Connection, now: int, since: int | None) -> Backlog:
    edges = [_FOREVER, *(now - hours * moment.HOUR + 1 for hours in BACKLOG_HOURS), -_FOREVER]
    return Backlog(
        tuple(reading.waiting(connection, after, before) for before, after in pairwise(edges)),
        reading.oldest_waiting(connection),
        None if since is None else reading.waited(connection, since),
    )


def _seconds(said: str) -> _Waits:
    parts = (np.fromstring(part, np.int64, sep=",") for part in reading.pieces(said, ","))
    return _together(list(parts))


def _together(waits: Sequence[_Waits]) -> _Waits:
    return np.concatenate(waits) if len(waits) else np.empty(0, np.int64)


def share_of(waits: _Waits, part: float) -> int | None:
    """The wait that this part of all does not exceed, one of them; None where there is none."""
    if not len(waits):
        return None
    place = max(0, int(np.ceil(part * len(waits))) - 1)
    return int(np.partition(waits, place)[place])
