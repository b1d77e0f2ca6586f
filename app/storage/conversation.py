"""Reading a conversation for its page: by keys along an index, never more than was asked for.

Shown is what is approved; only a reply of the newsroom to what is not shown itself is left out, as
it would quote what nobody is to read. A reader's comment whose parent is not shown stands for
itself: somebody approved it. The parent is then not spoken of.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.storage import sqlite

DEEPEST = 3
"""How many answers deep a thread is drawn; whatever answers the last stands beside it."""

_TOTAL = """
    SELECT (SELECT count(*) FROM comment WHERE article_id = ?1 AND status = 'approved') - (
        SELECT count(*) FROM comment AS hidden
        CROSS JOIN comment AS reply ON reply.parent_id = hidden.id
        WHERE hidden.article_id = ?1 AND hidden.status IN ('pending', 'rejected', 'spam')
          AND reply.status = 'approved' AND reply.by_newsroom AND reply.article_id = ?1)
"""
_FIRST = """
    SELECT first.id, first.created_at FROM comment AS first
    LEFT JOIN comment AS parent ON parent.id = first.parent_id
    LEFT JOIN comment AS above ON above.id = parent.parent_id
    WHERE first.article_id = ? AND first.status = 'approved'
      AND (parent.id IS NULL OR parent.article_id <> first.article_id
        OR parent.status <> 'approved' AND NOT first.by_newsroom
        OR parent.status = 'approved' AND parent.by_newsroom AND above.status <> 'approved')
"""
_THREADS = f"""{_FIRST}
      AND (first.created_at, first.id) < (?, ?)
    ORDER BY first.created_at DESC, first.id DESC LIMIT ?
"""
_IS_FIRST = f"{_FIRST} AND first.id = ?"
_REPLIES = f"""
    WITH RECURSIVE thread (id, root, under, depth, at) AS (
        SELECT value, value, value, 0, 0 FROM json_each(?)
        UNION ALL
        SELECT reply.id, thread.root, iif(thread.depth < {DEEPEST}, thread.id, thread.under),
               min(thread.depth + 1, {DEEPEST}), reply.created_at
        FROM thread CROSS JOIN comment AS reply ON reply.parent_id = thread.id
        WHERE reply.status = 'approved' AND reply.article_id = ?
    )
    SELECT id, root, under, at FROM (
        SELECT *, row_number() OVER (PARTITION BY root ORDER BY at, id) AS place FROM thread
        WHERE depth > 0 AND (at, id) > (?, ?))
    WHERE place <= ? ORDER BY root, place
"""
_WORDS = """
    SELECT comment.id, comment.external_id, writer.name, substr(comment.text, 1, ?),
           comment.created_at, comment.by_newsroom, parent.external_id
    FROM json_each(?) AS wanted
    CROSS JOIN comment ON comment.id = wanted.value
    CROSS JOIN writer ON writer.id = comment.writer_id
    LEFT JOIN comment AS parent ON parent.id = comment.parent_id
"""


class Place(NamedTuple):
    """Where a comment stands among others that are ordered by time: its time, then its id."""

    at: int
    id: int


class Reply(NamedTuple):
    """An answer of a thread: the ids of its first comment and of what it is drawn under."""

    id: int
    root: int
    under: int
    at: int


class Told(NamedTuple):
    """What a comment says; `parent` is named though it may not be shown."""

    id: int
    external_id: str
    name: str
    text: str
    at: int
    by_newsroom: bool
    parent: str | None


def total(connection: Connection, article_id: int) -> int:
    """How many comments are shown in all."""
    return int(connection.exec_driver_sql(_TOTAL, (article_id,)).scalar_one())


def threads(connection: Connection, article_id: int, before: Place, most: int) -> list[Place]:
    """The first comments of threads begun before a place, the newest first."""
    rows = connection.exec_driver_sql(_THREADS, (article_id, *before, most))
    return [Place(at, number) for number, at in rows]


def begins_thread(connection: Connection, article_id: int, comment_id: int) -> bool:
    """Whether a comment is the first of a thread that is shown below this article."""
    return connection.exec_driver_sql(_IS_FIRST, (article_id, comment_id)).first() is not None


def replies(
    connection: Connection, article_id: int, roots: Iterable[int], after: Place, most: int
) -> list[Reply]:
    """The answers below these comments, of each so many of those after a place, oldest first."""
    wanted = sqlite.as_ids(roots)
    rows = connection.exec_driver_sql(_REPLIES, (wanted, article_id, *after, most))
    return [Reply(*row) for row in rows]


def told(connection: Connection, ids: Iterable[int], longest: int) -> dict[int, Told]:
    """What these comments say, of each text so many code points."""
    rows = connection.exec_driver_sql(_WORDS, (longest, sqlite.as_ids(ids)))
    return {row[0]: Told(*row) for row in rows}
