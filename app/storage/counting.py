"""Counts are maintained, never counted: the differences of one transaction, written at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import TextClause, text
from sqlalchemy.engine import Connection

_TALLY = text(
    "INSERT INTO tally (status, flag_kinds, n) VALUES (:status, :kinds, :n) "
    "ON CONFLICT (status, flag_kinds) DO UPDATE SET n = tally.n + excluded.n"
)
_ARTICLE = text(
    "UPDATE article SET pending = pending + :pending, total = total + :total WHERE id = :id"
)
_WRITER = text(
    "UPDATE writer SET pending = pending + :pending, approved = approved + :approved, "
    "rejected = rejected + :rejected, spam = spam + :spam WHERE id = :id"
)
_STATUSES = ("pending", "approved", "rejected", "spam")


@dataclass(slots=True)
class Counts:
    """What a transaction adds to and takes from tallies, articles and writers."""

    tallies: Counter[tuple[str, int]] = field(default_factory=Counter)
    articles: Counter[tuple[int, str]] = field(default_factory=Counter)
    writers: Counter[tuple[int, str]] = field(default_factory=Counter)

    def add(
        self, status: str, flag_kinds: int, article_id: int, writer_id: int, n: int = 1
    ) -> None:
        """`n` comments more (or, negative, fewer) of this kind."""
        self.tallies[status, flag_kinds] += n
        self.articles[article_id, "total"] += n
        if status == "pending":
            self.articles[article_id, "pending"] += n
        self.writers[writer_id, status] += n

    def write(self, connection: Connection) -> None:
        """Write the differences and begin again at nothing."""
        _execute(
            connection,
            _TALLY,
            [
                {"status": status, "kinds": kinds, "n": n}
                for (status, kinds), n in self.tallies.items()
                if n
            ],
        )
        article_ids = {article_id for (article_id, _), n in self.articles.items() if n}
        _execute(
            connection,
            _ARTICLE,
            [
                {
                    "id": article_id,
                    "pending": self.articles[article_id, "pending"],
                    "total": self.articles[article_id, "total"],
                }
                for article_id in article_ids
            ],
        )
        writer_ids = {writer_id for (writer_id, _), n in self.writers.items() if n}
        _execute(
            connection,
            _WRITER,
            [
                {"id": writer_id}
                | {status: self.writers[writer_id, status] for status in _STATUSES}
                for writer_id in writer_ids
            ],
        )
        self.tallies.clear()
        self.articles.clear()
        self.writers.clear()


def _execute(
    connection: Connection, statement: TextClause, rows: Sequence[Mapping[str, object]]
) -> None:
    if rows:
        connection.execute(statement, rows)
