"""A dry run of an import: what each row would become, found out by reading alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.storage.arriving import Arrived, ArrivingArticle, Key, known_comments
from app.storage.standing import Told, standing
from app.storage.tables import article, source


class Rehearsal:
    """Remembers the file's own rows, so that one it repeats is counted as an import would.

    Of a row only two numbers of 60 and 56 bits are kept, about 100 bytes: among a million rows the
    odds that one is taken for another are below one in a million, and nothing is written anyway.
    """

    def __init__(self) -> None:
        self.arrived = Arrived()
        self._articles: set[Key] = set()
        self._told: dict[int, int] = {}

    def read(
        self,
        connection: Connection,
        articles: Iterable[ArrivingArticle],
        digests: Mapping[Key, bytes],
        told: Callable[[Key], Told],
    ) -> None:
        """Count what a chunk would become; `told` gives what the file says of a comment."""
        for item in articles:
            self._count_article(connection, item)
        here = known_comments(connection, digests)
        changed = [key for key in here if here[key].digest != digests[key]]
        as_told = standing(connection, {key: told(key) for key in changed})
        for key, digest in digests.items():
            row, now = hash(key) & _BITS_OF_A_KEY, _number_of(digest)
            before = self._told.get(row)
            if before is None and key in as_told:
                self.arrived.unchanged += 1
                continue
            if before is None and key in here:
                before = _number_of(here[key].digest)
            if before is None:
                self.arrived.added += 1
            elif before == now:
                self.arrived.unchanged += 1
            else:
                self.arrived.updated += 1
            self._told[row] = now

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


_BITS_OF_A_KEY = (1 << 60) - 1
"""A whole number of so many bits takes the least memory."""


def _number_of(digest: bytes) -> int:
    return int.from_bytes(digest[:7])
