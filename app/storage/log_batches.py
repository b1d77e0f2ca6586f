"""Reading the log by batch: a line for each, its entries when it is opened, what took it back."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Text, case, cast, func, select
from sqlalchemy.engine import Connection

from app.domain.log import BatchContents, LogEntry, LogFilter, LogLine, Reversal
from app.storage.log_reading import JOINED, conditions, entries_by_sequence
from app.storage.tables import log_entry

_SPEAK_FOR_ALL = 2_000
_LOOKED_AT = 200
_BETWEEN, _PIECE = ",", 30_000

_SIZE = "SELECT count(*) FROM log_entry WHERE batch = ?"
_WHAT = """
    SELECT count(DISTINCT article_id), group_concat(DISTINCT action) FROM (
        SELECT article_id, action FROM log_entry WHERE batch = ? ORDER BY sequence DESC LIMIT ?)
"""
_CHANGES = """
    SELECT from_status, to_status, count(*) FROM log_entry WHERE batch = ?
    GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?
"""
_ARTICLES = """
    SELECT coalesce(nullif(article.title, ''), max(log_entry.article)), count(*) FROM log_entry
    LEFT JOIN article ON article.id = log_entry.article_id WHERE batch = ?
    GROUP BY log_entry.article_id ORDER BY 2 DESC, 1 LIMIT ?
"""
_FIRST = "SELECT sequence FROM log_entry WHERE batch = ? ORDER BY sequence LIMIT ?"
_MOST_TOLD = 6
_TAKEN_BACK = """
    SELECT later.batch, later.moderator, later.at FROM (
        SELECT sequence, comment_id FROM log_entry WHERE batch = ? ORDER BY sequence DESC LIMIT ?
    ) AS own
    JOIN log_entry AS later
        ON later.comment_id = own.comment_id AND later.undoes = own.sequence
    ORDER BY later.sequence DESC LIMIT 1
"""
"""The entries that took a batch back are found by its comments, for which there is an index."""


class _Batch(NamedTuple):
    entries: int
    actions: tuple[str, ...]
    articles: int
    reversal: Reversal | None
    last: int


def lines(connection: Connection, wanted: LogFilter, after: int = 0) -> tuple[array[int], int]:
    """A number for each batch of which a filter lets something through, newest first, and how many
    entries that is in all: the sequence of its last entry, negative where there are several.

    With `after` only what was written after that entry.
    """
    found = conditions(connection, wanted)
    last, entries = func.max(log_entry.c.sequence), func.count()
    newer = (log_entry.c.batch > _batch_of(after),) if after else ()
    batches = (
        select(case((entries > 1, -last), else_=last).label("number"), entries.label("entries"))
        .select_from(JOINED if wanted.text.strip() else log_entry)
        .where(*found.clauses, *newer)
        .group_by(log_entry.c.batch)
        .order_by(log_entry.c.batch.desc())
        .subquery()
    )
    packed = func.aggregate_strings(cast(batches.c.number, Text), _BETWEEN)
    statement = select(packed, func.sum(batches.c.entries))
    numbers, total = connection.execute(statement, found.bound).one()
    return _unpacked(numbers or ""), int(total or 0)


def _batch_of(sequence: int) -> ScalarSelect[int]:
    """The batch that an entry is in; later batches have higher numbers."""
    return select(log_entry.c.batch).where(log_entry.c.sequence == sequence).scalar_subquery()


def _unpacked(numbers: str) -> array[int]:
    """Numbers that came as one text: row by row, a million of them would have to wait for other
    threads a million times. Taken in pieces, so that those need not wait, either."""
    taken, start = array("q"), 0
    while start < len(numbers):
        end = numbers.find(_BETWEEN, start + _PIECE)
        end = len(numbers) if end < 0 else end
        taken.extend(map(int, numbers[start:end].split(_BETWEEN)))
        start = end + 1
    return taken


def number_of_entries(connection: Connection, wanted: LogFilter) -> int:
    """How many entries a filter lets through."""
    found = conditions(connection, wanted)
    source = JOINED if wanted.text.strip() else log_entry
    statement = select(func.count()).select_from(source).where(*found.clauses)
    return connection.execute(statement, found.bound).scalar_one()


def sequences_with(connection: Connection, wanted: LogFilter, sequence: int) -> array[int]:
    """Of the batch that this entry is in, the entries that a filter lets through, last first."""
    found = conditions(connection, wanted)
    statement = (
        select(log_entry.c.sequence)
        .select_from(JOINED if wanted.text.strip() else log_entry)
        .where(log_entry.c.batch == _batch_of(sequence), *found.clauses)
        .order_by(log_entry.c.sequence.desc())
    )
    return array("q", connection.execute(statement, found.bound).scalars())


def lines_by_number(connection: Connection, numbers: Iterable[int]) -> list[LogLine]:
    """The lines with these numbers (see `lines`): a batch for a negative one, else one entry."""
    heads = {abs(number): number < 0 for number in numbers}
    batches: dict[int, _Batch] = {}
    made: list[LogLine] = []
    for entry in entries_by_sequence(connection, heads):
        if entry.batch not in batches:
            batches[entry.batch] = _batch(connection, entry)
        made.append(LogLine(entry, heads[entry.sequence], *batches[entry.batch]))
    return made


def contents(connection: Connection, batch: int) -> BatchContents:
    """What a batch is made of, in short."""

    def told(statement: str) -> list[Any]:
        return list(connection.exec_driver_sql(statement, (batch, _MOST_TOLD)))

    first = entries_by_sequence(connection, [sequence for (sequence,) in told(_FIRST)])
    return BatchContents(
        tuple((before, after, n) for before, after, n in told(_CHANGES)),
        tuple((str(title), n) for title, n in told(_ARTICLES)),
        tuple(reversed(first)),
    )


def _batch(connection: Connection, entry: LogEntry) -> _Batch:
    size = _size(connection, entry.batch)
    articles, actions = connection.exec_driver_sql(_WHAT, (entry.batch, _SPEAK_FOR_ALL)).one()
    return _Batch(
        size,
        tuple(sorted(str(actions or "").split(","))),
        articles,
        *_reversal(connection, entry.batch, size),
    )


def _size(connection: Connection, batch: int) -> int:
    return int(connection.exec_driver_sql(_SIZE, (batch,)).scalar_one())


def _reversal(connection: Connection, batch: int, size: int) -> tuple[Reversal | None, int]:
    """What was undone may have been done again, and undone once more: the last of them counts."""
    in_force: Reversal | None = None
    looked_at = batch
    while True:
        row = connection.exec_driver_sql(_TAKEN_BACK, (looked_at, _LOOKED_AT)).first()
        if row is None or row[0] <= looked_at:
            return in_force, looked_at
        looked_at, moderator, at = row
        taken = _size(connection, looked_at)
        in_force = None if in_force else Reversal(looked_at, str(moderator), at, taken >= size)
