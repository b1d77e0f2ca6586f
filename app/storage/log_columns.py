"""Reading the log column by column, for all that goes through the whole of it.

A million entries are written many times quicker by the column than by an object for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, case, func, literal, select
from sqlalchemy.engine import Connection

from app.domain import log
from app.storage import sqlite
from app.storage.log_reading import Conditions, between
from app.storage.tables import article, log_entry, log_value

Number = int | float | str | None
"""Whole, or whatever else was put in its place in a log that was tampered with."""


@dataclass(frozen=True, slots=True)
class EntryColumns:
    """Consecutive entries by the column, with names and meanings as in `LogEntry`; never none.

    Bytes that are no text are read as U+FFFD, and what should be bytes and is not as no bytes.
    """

    sequence: Sequence[int]
    at: Sequence[Number]
    batch: Sequence[Number]
    moderator: Sequence[str]
    action: Sequence[str]
    undoes: Sequence[Number]
    source: Sequence[str]
    external_id: Sequence[str]
    article: Sequence[str]
    from_status: Sequence[str | None]
    to_status: Sequence[str | None]
    from_reason: Sequence[str]
    to_reason: Sequence[str]
    values: tuple[Sequence[str | None], ...]
    digests: tuple[Sequence[bytes | None], ...]
    salt: Sequence[bytes | None]
    hash: Sequence[bytes]
    previous: Sequence[bytes | None]
    article_title: Sequence[str]

    def __len__(self) -> int:
        return len(self.sequence)


_BEFORE = log_entry.alias("entry_before")
_FIELDS: tuple[ColumnElement[Any], ...] = (
    log_entry.c.sequence,
    sqlite.number_of(log_entry.c.at),
    sqlite.number_of(log_entry.c.batch),
    sqlite.text_of(log_entry.c.moderator),
    sqlite.text_of(log_entry.c.action),
    sqlite.number_of(log_entry.c.undoes),
    *(
        sqlite.text_of(log_entry.c[name])
        for name in (
            "source",
            "external_id",
            "article",
            "from_status",
            "to_status",
            "from_reason",
            "to_reason",
        )
    ),
)
_VALUES = tuple(sqlite.text_of(log_value.c[name]) for name in log.VALUE_FIELDS)
_DIGESTS = tuple(sqlite.bytes_of(log_entry.c[f"{name}_digest"]) for name in log.VALUE_FIELDS)
_ENTRIES = (
    select(
        *_FIELDS,
        *_VALUES,
        *_DIGESTS,
        sqlite.bytes_of(log_value.c.salt),
        sqlite.bytes_of(log_entry.c.hash),
        case(
            (log_entry.c.sequence == 1, sqlite.bytes_of(literal(log.GENESIS, LargeBinary))),
            else_=sqlite.bytes_of(_BEFORE.c.hash),
        ),
        sqlite.text_of(func.coalesce(article.c.title, "")),
    )
    .select_from(
        log_entry.outerjoin(log_value, log_value.c.sequence == log_entry.c.sequence)
        .outerjoin(article, article.c.id == log_entry.c.article_id)
        .outerjoin(_BEFORE, _BEFORE.c.sequence == log_entry.c.sequence - 1)
    )
    .order_by(log_entry.c.sequence)
)
_V = len(_FIELDS)
_D = _V + len(_VALUES)
_REST = _D + len(_DIGESTS)


def columns_after(
    connection: Connection, wanted: Conditions, after: int | None, up_to: int, most: int
) -> EntryColumns | None:
    """The next entries that these conditions let through, oldest first; None: there are no more.

    `after` None: from the first.
    """
    statement = _ENTRIES.where(*wanted.clauses, *between(after, up_to)).limit(most)
    rows = sqlite.all_rows(connection, statement, wanted.bound)
    if not rows:
        return None
    columns = tuple(zip(*rows, strict=True))
    parts: tuple[Any, ...] = (
        *columns[:_V],
        columns[_V:_D],
        columns[_D:_REST],
        *columns[_REST:],
    )
    return EntryColumns(*parts)
