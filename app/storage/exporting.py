"""Reading comments for a file: all that their source told of them, as they stand now.

Everything goes by one cursor or by windows of ids inside the caller's one transaction, so that a
million comments take the memory of a thousand and are all of one moment.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.domain.comment_filter import CommentFilter
from app.storage import sqlite

WINDOW = 1_000
"""Comments that are read together."""


class KeptComment(NamedTuple):
    """A comment's row with what it needs of its neighbours', as `_COMMENT` asks for it."""

    id: int
    article_id: int
    source: str
    external_id: str
    parent: str | None
    name: str
    address: str
    text: str
    created_at: int
    status: str
    website: str
    machine: str
    by_newsroom: int
    reason: str


class KeptArticle(NamedTuple):
    """An article's row, as `_ARTICLE` asks for it."""

    id: int
    source: str
    external_id: str
    url: str
    title: str
    section: str
    byline: str
    published_at: int
    lead: str
    body: str
    caption: str


class Scope(NamedTuple):
    """Which comments, as SQL with the values bound in it."""

    where: str
    values: tuple[int | str, ...]


_COMMENT = """
    SELECT comment.id, comment.article_id, source.key, comment.external_id,
           coalesce(parent.external_id, comment.parent_external_id), writer.name, writer.address,
           comment.text, comment.created_at, comment.status, comment.website, comment.machine,
           comment.by_newsroom, comment.reason
    FROM comment{how} CROSS JOIN writer CROSS JOIN source
    LEFT JOIN comment AS parent ON parent.id = comment.parent_id
    WHERE writer.id = comment.writer_id AND source.id = comment.source_id AND {where}
"""
_IN_ORDER = _COMMENT.replace("{how}", " NOT INDEXED") + "ORDER BY comment.id"
_THESE = _COMMENT.format(
    how="", where="comment.id IN (SELECT value FROM json_each(?)) ORDER BY comment.id"
)
_FAMILIES = """
    SELECT article_id, id, parent_id FROM comment WHERE {where} ORDER BY article_id, id
"""
_ARTICLE = """
    SELECT article.id, source.key, article.external_id, article.url, article.title,
           article.section, article.byline, article.published_at, article.lead, article.body,
           article.caption
    FROM article JOIN source ON source.id = article.source_id
    WHERE article.id IN (SELECT value FROM json_each(?))
"""
_HEAD = """
    SELECT article.id, source.key, article.external_id, article.url, article.title,
           '', '', 0, '', '', ''
    FROM article JOIN source ON source.id = article.source_id
    WHERE article.id IN (SELECT value FROM json_each(?))
"""
_ARTICLE_IDS = """
    SELECT id FROM article WHERE url = ?1
    UNION SELECT article.id FROM source CROSS JOIN article
    WHERE article.source_id = source.id AND article.external_id = ?1
"""


def scope_of(connection: Connection, wanted: CommentFilter) -> Scope | None:
    """What a filter means here; None when there is no such source or no such article."""
    parts = ["comment.status IN (SELECT value FROM json_each(?))"]
    values: list[int | str] = [sqlite.as_texts(wanted.statuses)]
    if wanted.source:
        number = sources(connection).get(wanted.source)
        if number is None:
            return None
        parts.append("comment.source_id = ?")
        values.append(number)
    if wanted.article:
        found = connection.exec_driver_sql(_ARTICLE_IDS, (wanted.article,)).scalars().all()
        if not found:
            return None
        parts.append("comment.article_id IN (SELECT value FROM json_each(?))")
        values.append(sqlite.as_ids(found))
    if wanted.since is not None or wanted.until is not None:
        parts.append("comment.created_at <> 0")
    for sign, bound in ((">=", wanted.since), ("<", wanted.until)):
        if bound is not None:
            parts.append(f"comment.created_at {sign} ?")
            values.append(bound)
    return Scope(" AND ".join(parts), tuple(values))


def sources(connection: Connection) -> dict[str, int]:
    """Every source's key with its id."""
    rows = connection.exec_driver_sql("SELECT key, id FROM source ORDER BY key")
    return dict(rows.all())


def sources_in(connection: Connection, scope: Scope) -> list[str]:
    """The keys of those sources that have comments in it."""
    there = f"SELECT 1 FROM comment WHERE comment.source_id = source.id AND {scope.where}"
    statement = f"SELECT key FROM source WHERE EXISTS ({there}) ORDER BY key"
    return list(connection.exec_driver_sql(statement, scope.values).scalars())


def number_in(connection: Connection, scope: Scope) -> int:
    statement = f"SELECT count(*) FROM comment WHERE {scope.where}"
    return int(connection.exec_driver_sql(statement, scope.values).scalar_one())


def in_order(connection: Connection, scope: Scope) -> Iterator[list[KeptComment]]:
    """The comments in the order in which they came, in windows."""
    statement = _IN_ORDER.format(where=scope.where)
    with sqlite.rows(connection, statement, scope.values) as rows:
        while window := list(map(KeptComment._make, islice(rows, WINDOW))):
            yield window


def by_article(connection: Connection, scope: Scope) -> Iterator[list[KeptComment]]:
    """The comments of one article after the other, each after the one it answers, in windows."""
    statement = _FAMILIES.format(where=scope.where)
    with sqlite.rows(connection, statement, scope.values) as rows:
        ids = (
            number
            for _, family in groupby(rows, key=itemgetter(0))
            for number in parents_first([(number, parent) for _, number, parent in family])
        )
        while window := list(islice(ids, WINDOW)):
            bound = (sqlite.as_ids(window),)
            with sqlite.rows(connection, _THESE, bound) as found:
                kept = {row[0]: KeptComment._make(row) for row in found}
            yield [kept[number] for number in window]


def parents_first(family: Sequence[tuple[int, int | None]]) -> list[int]:
    """The ids of (id, parent's id) in their order, save that none comes before its parent; those
    that answer each other in a circle come last."""
    if all(parent is None or parent < number for number, parent in family):
        return [number for number, _ in family]
    here = {number for number, _ in family}
    answers: defaultdict[int, list[int]] = defaultdict(list)
    ready: list[int] = []
    for number, parent in family:
        if parent is None or parent not in here or parent == number:
            ready.append(number)
        else:
            answers[parent].append(number)
    heapq.heapify(ready)
    ordered: list[int] = []
    while ready:
        number = heapq.heappop(ready)
        ordered.append(number)
        for answer in answers[number]:
            heapq.heappush(ready, answer)
    return ordered + sorted(here.difference(ordered))


def articles(connection: Connection, ids: Iterable[int]) -> Iterator[KeptArticle]:
    """Whole articles, by id."""
    return _articles(connection, _ARTICLE, ids)


def heads(connection: Connection, ids: Iterable[int]) -> Iterator[KeptArticle]:
    """Articles by id, with nothing but what identifies them."""
    return _articles(connection, _HEAD, ids)


def _articles(connection: Connection, statement: str, ids: Iterable[int]) -> Iterator[KeptArticle]:
    with sqlite.rows(connection, statement, (sqlite.as_ids(ids),)) as rows:
        yield from map(KeptArticle._make, rows)
