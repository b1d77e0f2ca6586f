"""A dry run of an import: what each row would become, found out by reading alone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.storage.arriving import Arrived, ArrivingArticle, ArrivingComment, known_comments
from app.storage.tables import article, source


class Rehearsal:
    """Remembers the file's own rows, so that one it repeats is counted as an import would."""

    def __init__(self) -> None:
        self.arrived = Arrived()
        self._articles: set[tuple[str, str]] = set()
        self._digests: dict[tuple[str, str], bytes] = {}

    def read(
        self,
        connection: Connection,
        articles: Sequence[ArrivingArticle],
        comments: Sequence[ArrivingComment],
    ) -> None:
        sources = dict(connection.execute(select(source.c.key, source.c.id)).all())
        for item in articles:
            self._count_article(connection, sources, item)
        known = {
            key: before.digest
            for key, before in known_comments(connection, sources, comments).items()
        } | self._digests
        for comment in comments:
            digest = known.get(comment.key)
            if digest is None:
                self.arrived.added += 1
            elif digest == comment.digest:
                self.arrived.unchanged += 1
            else:
                self.arrived.updated += 1
            self._digests[comment.key] = comment.digest

    def _count_article(
        self, connection: Connection, sources: dict[str, int], item: ArrivingArticle
    ) -> None:
        key = (item.source, item.external_id)
        if key in self._articles:
            return
        self._articles.add(key)
        found = connection.execute(
            select(article.c.id).where(
                article.c.source_id == sources.get(item.source, 0),
                article.c.external_id == item.external_id,
            )
        ).first()
        self.arrived.articles += found is None
