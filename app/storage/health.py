"""Numbers about the whole newsroom, and whether the maintained ones are still true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import FromClause, Integer, cast, func, or_, select, update
from sqlalchemy.engine import Connection

from app.domain.log import status_words
from app.domain.words import Words
from app.storage.tables import article, comment, delivery, log_entry, newsroom, tally, writer


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of everything; `last_backup_at` in microseconds UTC, 0 for never."""

    pending: int
    approved: int
    rejected: int
    spam: int
    articles: int
    writers: int
    log_entries: int
    deliveries_waiting: int
    last_backup_at: int


def status(connection: Connection) -> Status:
    by_status = dict(
        connection.execute(
            select(tally.c.status, func.sum(tally.c.n)).group_by(tally.c.status)
        ).all()
    )

    def rows(table: FromClause) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    return Status(
        pending=int(by_status.get("pending", 0)),
        approved=int(by_status.get("approved", 0)),
        rejected=int(by_status.get("rejected", 0)),
        spam=int(by_status.get("spam", 0)),
        articles=rows(article),
        writers=rows(writer),
        log_entries=rows(log_entry),
        deliveries_waiting=connection.execute(
            select(func.count()).select_from(delivery).where(delivery.c.state == "waiting")
        ).scalar_one(),
        last_backup_at=connection.execute(select(newsroom.c.last_backup_at)).scalar_one(),
    )


def note_backup(connection: Connection, at: int) -> None:
    connection.execute(update(newsroom).values(last_backup_at=at))


def wrong_counts(connection: Connection) -> list[Words]:
    """Maintained counts that do not agree with the rows they stand for."""
    return [*_wrong_tallies(connection), *_wrong_articles(connection), *_wrong_writers(connection)]


def _wrong_tallies(connection: Connection) -> Iterator[Words]:
    counted = {
        (status, kinds): n
        for status, kinds, n in connection.execute(
            select(comment.c.status, comment.c.flag_kinds, func.count()).group_by(
                comment.c.status, comment.c.flag_kinds
            )
        )
    }
    kept = {
        (status, kinds): n
        for status, kinds, n in connection.execute(
            select(tally.c.status, tally.c.flag_kinds, tally.c.n).where(tally.c.n != 0)
        )
    }
    for status, kinds in sorted(counted.keys() | kept.keys()):
        found, noted = counted.get((status, kinds), 0), kept.get((status, kinds), 0)
        if found != noted:
            named = status_words(status)
            yield Words(
                f"Số đếm “{named.vi}” ghi {noted}, thực tế là {found}.",
                f"The count of “{named.en}” says {noted}; there are {found}.",
            )


def _wrong_articles(connection: Connection) -> Iterator[Words]:
    pending = func.coalesce(func.sum(cast(comment.c.status == "pending", Integer)), 0)
    rows = connection.execute(
        select(article.c.id)
        .join(comment, comment.c.article_id == article.c.id, isouter=True)
        .group_by(article.c.id)
        .having((article.c.total != func.count(comment.c.id)) | (article.c.pending != pending))
    ).scalars()
    for article_id in rows:
        yield Words(
            "Số lời bình của bài {n} bị sai.", "The comment counts of article {n} are wrong."
        ).put(n=article_id)


def _wrong_writers(connection: Connection) -> Iterator[Words]:
    wrong = (
        writer.c[status] != func.coalesce(func.sum(cast(comment.c.status == status, Integer)), 0)
        for status in ("pending", "approved", "rejected", "spam")
    )
    rows = connection.execute(
        select(writer.c.id)
        .join(comment, comment.c.writer_id == writer.c.id, isouter=True)
        .group_by(writer.c.id)
        .having(or_(*wrong))
    ).scalars()
    for writer_id in rows:
        yield Words(
            "Lịch sử của người viết {n} bị sai.", "The history of writer {n} is wrong."
        ).put(n=writer_id)
