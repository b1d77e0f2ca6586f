"""Writers and articles by the words of their names: for filters, and to complete what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from app.domain.sought import Part, Sought, answers
from app.storage import sqlite

READ_AT_ONCE = 60
"""Names whose marks are compared before anything else is done."""

_LOOKED_THROUGH = 400
"""Names that a completion is chosen from."""


class Named(NamedTuple):
    """A writer or an article that was looked for: how many of its comments are pending, and in
    all."""

    id: int
    pending: int
    total: int


_WRITERS = """
    SELECT writer.id, writer.pending,
           writer.pending + writer.approved + writer.rejected + writer.spam,
           writer.name, writer.address
    FROM writer_search CROSS JOIN writer ON writer.id = writer_search.rowid
    WHERE writer_search MATCH ? LIMIT ?
    """
_ARTICLES = """
    SELECT article.id, article.pending, article.total, article.title, article.url
    FROM article_search CROSS JOIN article ON article.id = article_search.rowid
    WHERE article_search MATCH ? LIMIT ?
    """


@dataclass(frozen=True, slots=True)
class Found:
    """What the index of names gives for some words: all that is called so, and, unless `certain`,
    what only looks like it without marks."""

    named: list[Named]
    certain: bool


def writers(connection: Connection, wanted: Sequence[Sought], most: int | None) -> Found | None:
    """Writers by name and address; None for more than `most`. Certain when there is no limit."""
    return _found(connection, _WRITERS, wanted, most, exact=most is None)


def articles(connection: Connection, wanted: Sequence[Sought], *, exact: bool) -> Found:
    """Articles by title and link; certain when they are to be `exact`."""
    found = _found(connection, _ARTICLES, wanted, None, exact=exact)
    assert found is not None
    return found


def _found(
    connection: Connection,
    statement: str,
    wanted: Sequence[Sought],
    most: int | None,
    *,
    exact: bool,
) -> Found | None:
    rows = _rows(connection, statement, wanted, -1 if most is None else most + 1)
    if most is not None and len(rows) > most:
        return None
    certain = not any(one.marked or not one.word.isalnum() for one in wanted)
    if not certain and (exact or len(rows) <= READ_AT_ONCE):
        rows = [row for row in rows if is_called(row[3], row[4], wanted)]
        certain = True
    return Found([Named(*row[:3]) for row in rows], certain)


def writers_by_id(connection: Connection, ids: Iterable[int]) -> list[Named]:
    return _by_id(connection, "writer", "pending + approved + rejected + spam", ids)


def articles_by_id(connection: Connection, ids: Iterable[int]) -> list[Named]:
    return _by_id(connection, "article", "total", ids)


def _by_id(connection: Connection, table: str, total: str, ids: Iterable[int]) -> list[Named]:
    rows = connection.exec_driver_sql(
        f"SELECT id, pending, {total} FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
        (sqlite.as_ids(ids),),
    )
    return [Named(*row) for row in rows]


def is_called(spoken: str, unspoken: str, wanted: Sequence[Sought]) -> bool:
    """Whether a name with its address, or a title with its link, has these words."""
    return answers((Part(spoken), Part(unspoken, spoken=False)), wanted)


def _rows(
    connection: Connection, statement: str, wanted: Sequence[Sought], most: int
) -> list[tuple[Any, ...]]:
    """Whose names the index has for these words; nobody's where it has nothing of any of them."""
    expression = " AND ".join(filter(None, map(_expression, wanted)))
    if not expression:
        return []
    with sqlite.rows(connection, statement, (expression, most)) as found:
        return list(found)


def _expression(one: Sought) -> str:
    """The index folds a word as it folded the names; "" for one of which it keeps nothing.

    Of a script whose marks cut words it keeps the pieces, and does not know which are neighbours.
    """
    word = one.word.replace("đ", "d")
    pieces = [word] if one.bare.isascii() and word.isalnum() else sqlite.terms_of(word)
    quoted = " AND ".join(f'"{piece}"' for piece in pieces)
    return f"{quoted}*" if quoted and one.unfinished else quoted


def writer_names(connection: Connection, wanted: Sequence[Sought], most: int) -> list[str]:
    """Names and addresses to complete with, of those who wrote most first."""
    rows = _rows(connection, _WRITERS, wanted, _LOOKED_THROUGH)
    found = sorted((row for row in rows if is_called(row[3], row[4], wanted)), key=lambda r: -r[2])
    return list(dict.fromkeys(row[3] or row[4] for row in found))[:most]


def article_titles(connection: Connection, wanted: Sequence[Sought], most: int) -> list[str]:
    """Titles to complete with, of the articles with most pending comments first."""
    rows = _rows(connection, _ARTICLES, wanted, _LOOKED_THROUGH)
    found = [row for row in rows if is_called(row[3], row[4], wanted)]
    found.sort(key=lambda row: (-row[1], -row[0]))
    return list(dict.fromkeys(row[3] for row in found if row[3]))[:most]
