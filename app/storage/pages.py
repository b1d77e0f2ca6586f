"""Comments by their ids: pages for the screen, and what a decision about many would meet.

The statements are compiled once and their rows stay as the driver gives them until somebody looks
at a comment: of a hundred that are fetched about ten are painted.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, func, select
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.engine import Connection

from app.domain.comment import Comment
from app.domain.flag import Flag
from app.domain.reading import Page
from app.storage import sqlite
from app.storage.rows import comment_of, flags_of_rows
from app.storage.tables import article, comment, flag, writer
from app.storage.writers import WRITER_COLUMNS

_COMMENTS = (
    select(
        comment.c.id,
        comment.c.version,
        comment.c.status,
        comment.c.text,
        comment.c.created_at,
        comment.c.article_id,
        article.c.title,
        comment.c.reason,
        comment.c.revision,
        comment.c.parent_id,
        comment.c.by_newsroom,
        comment.c.decided_by,
        comment.c.decided_at,
        comment.c.website,
        comment.c.machine,
        comment.c.flag_kinds,
        *WRITER_COLUMNS,
    )
    .join(article, article.c.id == comment.c.article_id)
    .join(writer, writer.c.id == comment.c.writer_id)
    .where(sqlite.ids_in(comment.c.id))
)
_FLAG_KINDS = 15

_FLAGS = (
    select(flag.c.comment_id, flag.c.code, flag.c.detail, flag.c.start, flag.c.end)
    .where(sqlite.ids_in(flag.c.comment_id))
    .order_by(flag.c.comment_id, flag.c.position)
)


@cache
def _text_of(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=dialect()))


def comments(connection: Connection, ids: Sequence[int]) -> Page[Comment]:
    """The comments with these ids, in the order of the ids; an id that is gone is left out."""
    rows = _by_ids(connection, _COMMENTS, ids)
    found = {row[0]: row for row in rows}
    flagged = [row[0] for row in rows if row[_FLAG_KINDS]]
    flags: dict[int, list[Any]] = {}
    for row in _by_ids(connection, _FLAGS, flagged) if flagged else ():
        flags.setdefault(row[0], []).append(row)
    here = [comment_id for comment_id in ids if comment_id in found]
    return Page(
        here,
        [(found[comment_id], flags.get(comment_id, ())) for comment_id in here],
        lambda pair: comment_of(*pair),
    )


def _by_ids(connection: Connection, statement: ClauseElement, ids: Sequence[int]) -> Sequence[Any]:
    return connection.exec_driver_sql(_text_of(statement), (sqlite.as_ids(ids),)).all()


def flags_of(connection: Connection, comment_id: int) -> tuple[Flag, ...]:
    return flags_of_rows(_by_ids(connection, _FLAGS, [comment_id]))


def flag_kinds_among(connection: Connection, ids: Sequence[int]) -> list[tuple[int, int]]:
    """Each exact set of flag kinds among these comments with how many have it."""
    rows = connection.execute(
        select(comment.c.flag_kinds, func.count())
        .where(sqlite.ids_in(comment.c.id))
        .group_by(comment.c.flag_kinds),
        {"ids": sqlite.as_ids(ids)},
    )
    return [(kinds, n) for kinds, n in rows]


def unflagged_among(connection: Connection, ids: Sequence[int], kinds: int) -> array[int]:
    """Those of these comments that have none of the kinds."""
    rows = connection.execute(
        select(comment.c.id).where(
            sqlite.ids_in(comment.c.id), comment.c.flag_kinds.op("&")(kinds) == 0
        ),
        {"ids": sqlite.as_ids(ids)},
    )
    return array("q", rows.scalars())
