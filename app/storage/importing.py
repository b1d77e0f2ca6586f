"""One chunk of an import inside one transaction: what is new goes in, what changed is renewed.

Rows are found again by (source, external id), so that the same file twice adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.engine import Connection, RowMapping

from app.storage import search
from app.storage.arriving import Arrived, ArrivingArticle, ArrivingComment, Key, known_comments
from app.storage.deciding import Deciding
from app.storage.known_writers import KnownWriters
from app.storage.new_comments import LateFlags, Places, add_comments
from app.storage.renewing import renew
from app.storage.tables import article, comment, source, writer

_ARTICLE = (
    select(*article.c)
    .join(source, source.c.id == article.c.source_id)
    .where(source.c.key == bindparam("of_source"), article.c.external_id == bindparam("called"))
)


class Importing:
    """Writes chunks of articles and comments; remembers ids of articles and writers in between.

    The memory is of ids already committed: make a new one after a chunk that failed.
    """

    def __init__(self) -> None:
        self.arrived = Arrived()
        self._sources: dict[str, int] = {}
        self._articles: dict[Key, tuple[int, str]] = {}
        self._writers = KnownWriters()

    def news(
        self,
        connection: Connection,
        articles: Sequence[ArrivingArticle],
        digests: Mapping[Key, bytes],
    ) -> tuple[list[ArrivingArticle], set[Key]]:
        """Which articles, and which comments by what their source says of them, are news here.

        The others are counted as unchanged, and nobody has to judge or to write them.
        """
        fresh = {told.key for told in articles if not self._is_here(connection, told)}
        known = known_comments(connection, digests)
        keys = {
            key
            for key, digest in digests.items()
            if key not in known or known[key].digest != digest
        }
        self.arrived.unchanged += len(digests) - len(keys)
        return [told for told in articles if told.key in fresh], keys

    def write(
        self,
        connection: Connection,
        moderator: str,
        at: int,
        kind: str,
        articles: Sequence[ArrivingArticle],
        comments: Sequence[ArrivingComment],
    ) -> None:
        """Keep a chunk; a comment's key must not occur twice in it."""
        self._know_sources(connection, kind, dict.fromkeys(a.source for a in articles))
        for told in articles:
            self._keep_article(connection, told)
        known = known_comments(connection, (item.key for item in comments))
        new = [item for item in comments if item.key not in known]
        renewed = {
            known[item.key].id: item
            for item in comments
            if item.key in known and known[item.key].digest != item.digest
        }
        if new or renewed:
            late = LateFlags(connection, new)
            writers = self._writers.ids(connection, (*new, *renewed.values()))
            work = Deciding(connection, moderator, at)
            if new:
                places = Places(self._sources, self._articles, writers)
                add_comments(connection, work, places, late, new)
            for target in work.targets(renewed):
                item = renewed[target.id]
                renew(connection, work, target, item, writers[item.name, item.address])
            work.flush()
        self.arrived.added += len(new)
        self.arrived.updated += len(renewed)
        self.arrived.unchanged += len(comments) - len(new) - len(renewed)

    def _know_sources(self, connection: Connection, kind: str, keys: Iterable[str]) -> None:
        for key in keys:
            if key in self._sources:
                continue
            found = connection.execute(select(source.c.id).where(source.c.key == key)).scalar()
            self._sources[key] = (
                found
                or connection.execute(
                    insert(source).values(key=key, kind=kind, delivers=False).returning(source.c.id)
                ).scalar_one()
            )

    def _is_here(self, connection: Connection, item: ArrivingArticle) -> bool:
        found = _found(connection, item)
        if found is None or _new_in(item, found):
            return False
        self._sources[item.source] = found["source_id"]
        self._articles[item.key] = (found["id"], found["title"])
        return True

    def _keep_article(self, connection: Connection, item: ArrivingArticle) -> None:
        found = _found(connection, item)
        if found is None:
            article_id, title = self._add_article(connection, item)
        else:
            article_id, title = found["id"], str(item.told.get("title", found["title"]))
            new = _new_in(item, found)
            if new:
                connection.execute(update(article).where(article.c.id == article_id).values(new))
            if "title" in new:
                _index_anew(connection, article_id, title)
        self._articles[item.key] = (article_id, title)

    def _add_article(self, connection: Connection, item: ArrivingArticle) -> tuple[int, str]:
        told = item.told
        blank = {name: "" if isinstance(value, str) else 0 for name, value in item.columns}
        title = told.setdefault("title", told.get("url", item.external_id))
        article_id: int = connection.execute(
            insert(article)
            .values(
                {"source_id": self._sources[item.source], "external_id": item.external_id}
                | {"pending": 0, "total": 0}
                | blank
                | told
            )
            .returning(article.c.id)
        ).scalar_one()
        self.arrived.articles += 1
        return article_id, str(title)


def _found(connection: Connection, item: ArrivingArticle) -> RowMapping | None:
    return (
        connection.execute(_ARTICLE, {"of_source": item.source, "called": item.external_id})
        .mappings()
        .first()
    )


def _new_in(item: ArrivingArticle, found: RowMapping) -> dict[str, Any]:
    return {name: value for name, value in item.told.items() if found[name] != value}


def _index_anew(connection: Connection, article_id: int, title: str) -> None:
    """Let the comments of an article be found by its new title."""
    rows = connection.execute(
        select(comment.c.id, comment.c.text, writer.c.name, writer.c.address)
        .join(writer, writer.c.id == comment.c.writer_id)
        .where(comment.c.article_id == article_id)
    )
    search.add_to_index(connection, [search.index_row(*row, title) for row in rows])
