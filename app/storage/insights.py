"""Reading what charts are made of: counts and waits, from the covering indexes alone.

A million rows one by one would take seconds of the interpreter, and hold up the window meanwhile;
so SQLite counts, cell of time by cell of time, and hands over one short row for each. What the
newsroom means by these counts is said in `app.domain.insights`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from time import sleep
from typing import Any

from sqlalchemy.engine import Connection

from app.domain.insights import Decided
from app.storage import sqlite

# The order of the conditions on decided_at matters: SQLite looks for the first one in the index.

_CELLS = """
    WITH cell(number, since, until) AS MATERIALIZED (
        SELECT key, value, lead(value) OVER (ORDER BY key) FROM json_each(:marks)
    )
    """

ARRIVED = f"""
    {_CELLS}
    SELECT (SELECT count(*) FROM comment WHERE status = 'pending'
            AND created_at >= since AND created_at < until)
         + (SELECT count(*) FROM comment WHERE status = 'approved'
            AND created_at >= since AND created_at < until)
         + (SELECT count(*) FROM comment WHERE status = 'rejected'
            AND created_at >= since AND created_at < until)
         + (SELECT count(*) FROM comment WHERE status = 'spam'
            AND created_at >= since AND created_at < until)
         - (SELECT count(*) FROM comment
            WHERE writer_id IN (SELECT id FROM writer WHERE of_newsroom)
            AND created_at >= since AND created_at < until)
    FROM cell WHERE until IS NOT NULL ORDER BY number
    """

WAITS = f"""
    {_CELLS}
    SELECT (SELECT count(*) || ':' || coalesce(group_concat(
                CASE WHEN created_at > 0 THEN max(0, decided_at - created_at) / 1000000 END), '')
            FROM comment INDEXED BY ix_comment_decided
            WHERE decided_at >= since AND decided_at < until AND decided_at > 0
            AND decided_at <> created_at)
    FROM cell WHERE until IS NOT NULL ORDER BY number
    """

_BETWEEN = "\x1e\x1f\x1e"
"""Stands between entries, and in nobody's name."""

_PIECE = 65_536
"""Characters."""

_YIELDS = 0.000_001
"""Seconds. Two threads that count, and hand the interpreter to each other, leave the window none of
it for up to a fifth of a second, unless one of them sleeps."""

DECISIONS = f"""
    {_CELLS}
    SELECT (SELECT group_concat(
                action || '\x1f' || to_reason || '\x1f' || moderator, '{_BETWEEN}')
            FROM log_entry INDEXED BY ix_log_entry_at WHERE at >= since AND at < until)
    FROM cell WHERE until IS NOT NULL ORDER BY number
    """

TAKEN_BACK = """
    SELECT sequence, undoes FROM log_entry INDEXED BY ix_log_entry_at
    WHERE at >= :since AND action IN ('undo', 'redo') ORDER BY sequence DESC
    """
"""The index does not tell what an entry undoes: only of these few the rows themselves are read."""

_UNDONE = """
    SELECT action, moderator, to_reason, count(*) FROM log_entry
    WHERE sequence IN (SELECT value FROM json_each(:sequences)) AND at >= :since AND at < :until
    GROUP BY action, moderator, to_reason
    """

WAITING = """
    SELECT count(*) FROM comment
    WHERE status = 'pending' AND created_at >= :since AND created_at < :until
    """

OLDEST = "SELECT min(created_at) FROM comment WHERE status = 'pending' AND created_at > 0"

WAITED = """
    SELECT (SELECT count(*) FROM comment WHERE status = 'pending' AND created_at < :at)
         + (SELECT count(*) FROM comment INDEXED BY ix_comment_decided
            WHERE decided_at >= :at AND decided_at > 0 AND created_at < :at)
    """

ARTICLES = """
    SELECT article_id, count(*) AS n, sum(status = 'pending')
    FROM comment INDEXED BY ix_comment_article
    WHERE created_at >= :since AND created_at < :until
    GROUP BY article_id ORDER BY n DESC, article_id LIMIT :most
    """

_TITLES = "SELECT id, title FROM article WHERE id IN (SELECT value FROM json_each(:ids))"

FIRST = """
    SELECT min(first) FROM (
        SELECT min(created_at) AS first FROM comment WHERE status = 'pending' AND created_at > 0
        UNION ALL
        SELECT min(created_at) FROM comment WHERE status = 'approved' AND created_at > 0
        UNION ALL
        SELECT min(created_at) FROM comment WHERE status = 'rejected' AND created_at > 0
        UNION ALL
        SELECT min(created_at) FROM comment WHERE status = 'spam' AND created_at > 0
    )
    """

Marks = Sequence[int]
"""Where cells of time begin, in microseconds UTC, and where the last one ends."""


def arrived(connection: Connection, marks: Marks, stop: sqlite.Stop | None = None) -> list[int]:
    """How many comments of readers were written within each cell."""
    rows = _rows(connection, ARRIVED, {"marks": sqlite.as_ids(marks)}, stop)
    return [count for (count,) in rows]


def waits(
    connection: Connection, marks: Marks, stop: sqlite.Stop | None = None
) -> Iterator[tuple[int, str]]:
    """How many comments were decided within each cell, and how long they had waited: seconds,
    with commas between them."""
    for (said,) in _rows(connection, WAITS, {"marks": sqlite.as_ids(marks)}, stop):
        count, _, seconds = said.partition(":")
        yield int(count), seconds


def pieces(said: str, between: str) -> Iterator[str]:
    """A long list in parts of some thousands: a million at once would hold the interpreter's lock,
    and with it the window, for a fifth of a second."""
    start = 0
    while start < len(said):
        end = said.find(between, start + _PIECE)
        end = len(said) if end < 0 else end
        yield said[start:end]
        start = end + len(between)


def decisions(
    connection: Connection, marks: Marks, stop: sqlite.Stop | None = None
) -> Counter[Decided]:
    """How many entries in force there are of each action, moderator and reason."""
    said: Counter[str] = Counter()
    counted = 0
    for (cell,) in _rows(connection, DECISIONS, {"marks": sqlite.as_ids(marks)}, stop):
        for piece in pieces(cell or "", _BETWEEN):
            said.update(piece.split(_BETWEEN))
            counted += len(piece)
            if counted > _PIECE:
                counted = 0
                sleep(_YIELDS)
    found: Counter[Decided] = Counter()
    for each, count in said.items():
        action, reason, moderator = each.split("\x1f", 2)
        found[action, moderator, reason] += count
    found.subtract(_undone(connection, marks[0], marks[-1], stop))
    return +found


def _undone(
    connection: Connection, since: int, until: int, stop: sqlite.Stop | None
) -> Counter[Decided]:
    """Entries within a time that an undo in force takes back. The last comes first: whether it is
    itself undone is known by then."""
    void: set[int] = set()
    for sequence, undoes in _rows(connection, TAKEN_BACK, {"since": since}, stop):
        if sequence not in void and undoes is not None:
            void.add(undoes)
    if not void:
        return Counter()
    bound = {"sequences": sqlite.as_ids(sorted(void)), "since": since, "until": until}
    rows = _rows(connection, _UNDONE, bound, stop)
    return Counter({(action, name, reason): n for action, name, reason, n in rows})


def waiting(connection: Connection, since: int, until: int) -> int:
    """How many comments written within this time wait now."""
    return _one(connection, WAITING, {"since": since, "until": until})


def oldest_waiting(connection: Connection) -> int:
    """When the oldest comment that waits was written; 0 where none does."""
    return _one(connection, OLDEST, {})


def waited(connection: Connection, at: int) -> int:
    """How many comments waited at a moment: written by then, and decided later or not yet."""
    return _one(connection, WAITED, {"at": at})


def first_at(connection: Connection) -> int:
    """When the oldest comment was written; 0 in an empty newsroom."""
    return _one(connection, FIRST, {})


def articles(
    connection: Connection, since: int, until: int, most: int, stop: sqlite.Stop | None = None
) -> list[tuple[int, str, int, int]]:
    """Articles with most comments of this time: id, title, how many, how many of them wait."""
    bound = {"since": since, "until": until, "most": most}
    counted = list(_rows(connection, ARTICLES, bound, stop))
    ids = sqlite.as_ids(article_id for article_id, _, _ in counted)
    titles = dict(_rows(connection, _TITLES, {"ids": ids}, stop))
    return [(number, titles.get(number, ""), n, pending) for number, n, pending in counted]


def _rows(
    connection: Connection, statement: str, bound: dict[str, Any], stop: sqlite.Stop | None
) -> Iterator[Any]:
    with sqlite.rows(connection, statement, bound, stop) as rows:
        yield from rows


def _one(connection: Connection, statement: str, bound: dict[str, Any]) -> int:
    """The one number a statement answers; 0 where there is none."""
    return int(next(_rows(connection, statement, bound, None))[0] or 0)
