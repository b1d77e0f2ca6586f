"""A dry run of an import: what each row would become, found out by reading alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.storage.arriving import Arrived, ArrivingArticle, Key, known_comments
from app.storage.tables import article, source


class Rehearsal:
    """Remembers the file's own rows, so that one it repeats is counted as an import would."""

    def __init__(self) -> None:
        self.arrived = Arrived()
        self._articles: set[Key] = set()
        self._digests: dict[Key, bytes] = {}

    def read(
        self,
        connection: Connection,
        articles: Iterable[ArrivingArticle],
        digests: Mapping[Key, bytes],
    ) -> None:
        """Count what a chunk would become; of a comment only what its source says is compared."""
        for item in articles:
            self._count_article(connection, item)
        here = known_comments(connection, digests)
        for key, told in digests.items():
            known = self._digests.get(key) or (here[key].digest if key in here else None)
            if known is None:
                self.arrived.added += 1
            elif known == told:
                self.arrived.unchanged += 1
            else:
                self.arrived.updated += 1
        self._digests.update(digests)

    def _count_article(self, connection: Connection, item: ArrivingArticle) -> None:
        if item.key in self._articles:
            return
        self._articles.add(item.key)
        found = connection.execute(
            select(article.c.id)
            .join(source, source.c.id == article.c.source_id)
            .where(source.c.key == item.source, article.c.external_id == item.external_id)
        ).first()
        self.arrived.articles += found is None
