"""Reading for the screen: ids of a queue, pages of comments by id, counts, one comment's context.

Never OFFSET, never an object per comment of a queue: a queue is one query for its ids, and rows
are fetched by id when they are about to be painted.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, func, or_, select
from sqlalchemy.engine import Connection

from app.domain.comment import Article, Status
from app.domain.decision import RejectionReason
from app.domain.delivery import DeliveryState
from app.domain.words import Words
from app.storage.tables import (
    article,
    comment,
    delivery,
    log_entry,
    rejection_reason,
    revision,
    source,
    tally,
    writer,
)

_ARTICLES_SHOWN = 200


def same_writer(writer_id: int | BindParameter[int]) -> Select[int]:
    """The ids of all writers with the same address or, where there is none, the same name."""
    this, other = writer.alias(), writer.alias()
    return (
        select(other.c.id)
        .select_from(this)
        .join(
            other,
            (other.c.of_newsroom == this.c.of_newsroom)
            & or_(
                and_(this.c.address_normal != "", other.c.address_normal == this.c.address_normal),
                and_(
                    this.c.address_normal == "",
                    other.c.address_normal == "",
                    other.c.name_normal == this.c.name_normal,
                ),
            ),
        )
        .where(this.c.id == writer_id)
    )


def tallies(connection: Connection) -> list[tuple[Status, int, int]]:
    """Every status and exact set of flag kinds with how many comments have it."""
    rows = connection.execute(select(tally.c.status, tally.c.flag_kinds, tally.c.n))
    return [(Status(status), kinds, n) for status, kinds, n in rows]


_ARTICLE_COLUMNS = (
    article.c.id,
    article.c.url,
    article.c.title,
    article.c.section,
    article.c.byline,
    article.c.published_at,
    article.c.lead,
    article.c.body,
    article.c.caption,
    article.c.pending,
    article.c.total,
)


def articles_with_pending(connection: Connection) -> tuple[Article, ...]:
    """The articles with most pending comments, most first, without their bodies."""
    rows = connection.execute(
        select(article.c.id, article.c.url, article.c.title, article.c.pending, article.c.total)
        .where(article.c.pending > 0)
        .order_by(article.c.pending.desc(), article.c.id.desc())
        .limit(_ARTICLES_SHOWN)
    )
    return tuple(
        Article(id=row[0], url=row[1], title=row[2], pending=row[3], total=row[4]) for row in rows
    )


def id_of(connection: Connection, source_key: str, external_id: str) -> int:
    """The id of a comment that is known by its source and external id."""
    return connection.execute(
        select(comment.c.id)
        .join(source, source.c.id == comment.c.source_id)
        .where(source.c.key == source_key, comment.c.external_id == external_id)
    ).scalar_one()


def external_id_of(connection: Connection, comment_id: int) -> str:
    return connection.execute(
        select(comment.c.external_id).where(comment.c.id == comment_id)
    ).scalar_one()


def has_replies(connection: Connection, comment_id: int) -> bool:
    return (
        connection.execute(
            select(comment.c.id).where(comment.c.parent_id == comment_id).limit(1)
        ).first()
        is not None
    )


@cache
def _article() -> Select[*tuple[Any, ...]]:
    return select(*_ARTICLE_COLUMNS).where(article.c.id == bindparam("id"))


def article_by_id(connection: Connection, article_id: int) -> Article:
    row = connection.execute(_article(), {"id": article_id}).one()
    return Article(**row._mapping)


def deliveries_in(connection: Connection, state: DeliveryState) -> int:
    """How many deliveries are in a state."""
    return connection.execute(
        select(func.count()).select_from(delivery).where(delivery.c.state == state.value)
    ).scalar_one()


def rejection_reasons(connection: Connection) -> list[RejectionReason]:
    """The reasons on offer, in their order."""
    rows = connection.execute(
        select(
            rejection_reason.c.code,
            rejection_reason.c.vi,
            rejection_reason.c.en,
            rejection_reason.c.note,
        )
        .where(rejection_reason.c.offered)
        .order_by(rejection_reason.c.position)
    )
    return [RejectionReason(code, Words(vi, en), note) for code, vi, en, note in rows]


def reader_wrote(connection: Connection, comment_id: int) -> str | None:
    """The text of an edited comment as its reader wrote it last; None when it was never edited."""
    return connection.execute(
        select(revision.c.text)
        .where(revision.c.comment_id == comment_id, revision.c.moderator == "")
        .order_by(revision.c.number.desc())
        .limit(1)
    ).scalar()


def free_id(connection: Connection) -> int:
    """An id that no comment has or ever had: the log still speaks of those that were removed."""
    spoken_of = connection.execute(select(func.max(log_entry.c.comment_id))).scalar()
    return max(newest_id(connection), spoken_of or 0) + 1


def newest_id(connection: Connection) -> int:
    """The highest comment id there is; 0 in an empty newsroom."""
    return connection.execute(select(func.coalesce(func.max(comment.c.id), 0))).scalar_one()
