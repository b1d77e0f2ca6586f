"""Reading for the screen: ids of a queue, pages of comments by id, counts, one comment's context.

Never OFFSET, never an object per comment of a queue: a queue is one query for its ids, and rows
are fetched by id when they are about to be painted.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.engine import Connection

from app.domain.comment import Article, Comment, Status
from app.domain.decision import RejectionReason
from app.domain.flag import Flag
from app.domain.queue import Order, Queue
from app.domain.reading import Listing, News
from app.domain.words import Words
from app.storage import search, sqlite
from app.storage.changing import current_change
from app.storage.tables import (
    article,
    comment,
    delivery,
    flag,
    log_entry,
    rejection_reason,
    revision,
    source,
    tally,
    writer,
)
from app.storage.writers import reason_of, writer_of

_WRITER_COLUMNS = [column.label(f"writer_{column.name}") for column in writer.c]

COMMENTS = (
    select(
        comment.c.id,
        comment.c.version,
        comment.c.status,
        comment.c.text,
        comment.c.created_at,
        comment.c.article_id,
        article.c.title.label("article_title"),
        comment.c.reason,
        comment.c.revision,
        comment.c.parent_id,
        comment.c.by_newsroom,
        comment.c.decided_by,
        comment.c.decided_at,
        comment.c.website,
        comment.c.machine,
        *_WRITER_COLUMNS,
    )
    .join(article, article.c.id == comment.c.article_id)
    .join(writer, writer.c.id == comment.c.writer_id)
)
_PAGE = COMMENTS.where(sqlite.ids_in(comment.c.id))
_FLAGS = (
    select(flag.c.comment_id, flag.c.code, flag.c.detail, flag.c.start, flag.c.end)
    .where(sqlite.ids_in(flag.c.comment_id))
    .order_by(flag.c.comment_id, flag.c.position)
)
_ARTICLES_SHOWN = 200


def listing(connection: Connection, queue: Queue) -> Listing:
    """The ids of a queue in its order, with the change number they belong to."""
    statement = ids_of(queue)
    if statement is None:
        return Listing(array("q"), current_change(connection), newest_id(connection))
    return Listing(
        array("q", connection.execute(statement).scalars()),
        current_change(connection),
        newest_id(connection),
    )


def ids_of(queue: Queue) -> Select[int] | None:
    """The query for a queue's ids; None when its search text holds nothing to search for."""
    statement = select(comment.c.id).where(*_conditions(queue))
    if queue.text.strip():
        expression = search.match_expression(queue.text)
        if expression is None:
            return None
        statement = statement.where(comment.c.id.in_(search.matching(expression)))
    newest = queue.order is Order.NEWEST
    created, number = comment.c.created_at, comment.c.id
    return statement.order_by(
        created.desc() if newest else created, number.desc() if newest else number
    )


def _conditions(queue: Queue) -> Iterable[ColumnElement[bool]]:
    if queue.status is not None:
        yield comment.c.status == queue.status.value
    if queue.kinds:
        yield comment.c.flag_kinds.op("&")(int(queue.kinds)) != 0
    if queue.article_id is not None:
        yield comment.c.article_id == queue.article_id
    if queue.writer_id is not None:
        yield comment.c.writer_id.in_(same_writer(queue.writer_id))


def same_writer(writer_id: int) -> Select[int]:
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


def comments(connection: Connection, ids: Sequence[int]) -> list[Comment]:
    """The comments with these ids, in the order of the ids; an id that is gone is left out."""
    bound = {"ids": sqlite.as_ids(ids)}
    flags: dict[int, list[Flag]] = {}
    for comment_id, code, detail, start, end in connection.execute(_FLAGS, bound):
        reason = reason_of(code, detail)
        if reason is not None:
            flags.setdefault(comment_id, []).append(Flag(reason, start, end))
    found = {
        row["id"]: comment_of(row, flags.get(row["id"], []))
        for row in connection.execute(_PAGE, bound).mappings()
    }
    return [found[comment_id] for comment_id in ids if comment_id in found]


def flags_of(connection: Connection, comment_id: int) -> tuple[Flag, ...]:
    rows = connection.execute(_FLAGS, {"ids": sqlite.as_ids([comment_id])})
    found = ((reason_of(code, detail), start, end) for _, code, detail, start, end in rows)
    return tuple(Flag(reason, start, end) for reason, start, end in found if reason)


def flag_kinds_among(connection: Connection, ids: Sequence[int]) -> list[tuple[int, int]]:
    """Each exact set of flag kinds among these comments with how many have it."""
    rows = connection.execute(
        select(comment.c.flag_kinds, func.count())
        .where(sqlite.ids_in(comment.c.id))
        .group_by(comment.c.flag_kinds),
        {"ids": sqlite.as_ids(ids)},
    )
    return [(kinds, n) for kinds, n in rows]


def unflagged_among(connection: Connection, ids: Sequence[int], kinds: int) -> array[int]:
    """Those of these comments that have none of the kinds."""
    rows = connection.execute(
        select(comment.c.id).where(
            sqlite.ids_in(comment.c.id), comment.c.flag_kinds.op("&")(kinds) == 0
        ),
        {"ids": sqlite.as_ids(ids)},
    )
    return array("q", rows.scalars())


def comment_of(row: Any, flags: Sequence[Flag]) -> Comment:  # noqa: ANN401 - a row's mapping
    return Comment(
        id=row["id"],
        version=row["version"],
        status=Status(row["status"]),
        text=row["text"],
        created_at=row["created_at"],
        article_id=row["article_id"],
        article_title=row["article_title"],
        writer=writer_of(row),
        flags=tuple(flags),
        reason=row["reason"],
        revision=row["revision"],
        parent_id=row["parent_id"],
        by_newsroom=row["by_newsroom"],
        decided_by=row["decided_by"],
        decided_at=row["decided_at"],
        website=row["website"],
        machine=row["machine"],
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


def article_by_id(connection: Connection, article_id: int) -> Article:
    row = connection.execute(select(*_ARTICLE_COLUMNS).where(article.c.id == article_id)).one()
    return Article(**row._mapping)


def deliveries_waiting(connection: Connection) -> int:
    return connection.execute(
        select(func.count()).select_from(delivery).where(delivery.c.state == "waiting")
    ).scalar_one()


def rejection_reasons(connection: Connection) -> list[RejectionReason]:
    """The reasons on offer, in their order."""
    rows = connection.execute(
        select(rejection_reason.c.code, rejection_reason.c.vi, rejection_reason.c.en)
        .where(rejection_reason.c.offered)
        .order_by(rejection_reason.c.position)
    )
    return [RejectionReason(code, Words(vi, en)) for code, vi, en in rows]


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


def news_since(connection: Connection, change: int, last_id: int) -> News:
    """What was written after a change number, by whatever program; new are ids over `last_id`."""
    now = current_change(connection)
    if now == change:
        return News(now, last_id, array("q"), array("q"))
    touched = array(
        "q",
        connection.execute(
            select(comment.c.id).where(comment.c.version > change).order_by(comment.c.id)
        ).scalars(),
    )
    return News(
        now,
        newest_id(connection),
        touched,
        array("q", (comment_id for comment_id in touched if comment_id > last_id)),
    )
