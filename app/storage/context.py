"""What stands beside one comment: its thread, its writer's record, notes, original and draft.

It is read while somebody moves through the list. So the statements are made once: making them took
SQLAlchemy many times as long as SQLite takes to answer them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.engine import Connection

from app.domain import moment
from app.domain.comment import Comment, History, Status
from app.domain.delivery import DeliveryKind, DeliveryState
from app.domain.flag import ReasonCode
from app.domain.reading import AtSite, Context, Note, OnItsWay, Turn, WriterRecord
from app.domain.words import Words
from app.storage.drafts import draft_of
from app.storage.pages import comments
from app.storage.reading import article_by_id, same_writer
from app.storage.tables import comment, note, revision, writer

MOST_TURNS = 200
"""A longer thread shows the turns around its beginning; nobody reads more beside one comment."""
NEIGHBOURS = 2
MOST_NAMES = 5
_MOST_DELIVERIES = 50

_AT_SITE = """
    SELECT source.key, site.problem_vi, site.problem_en, site.purge_after,
           coalesce(remote.status, 'pending')
    FROM comment
    JOIN site ON site.source_id = comment.source_id
    JOIN source ON source.id = comment.source_id
    LEFT JOIN remote ON remote.comment_id = comment.id
    WHERE comment.id = ?
"""
_DELIVERIES = """
    SELECT kind, state, held_until, settled_at, problem_vi, problem_en FROM delivery
    WHERE comment_id = ? AND state != 'replaced' ORDER BY id DESC LIMIT ?
"""


def context_of(connection: Connection, comment_id: int, moderator: str) -> Context | None:
    """The context of one comment, or None when it is no longer there."""
    found = comments(connection, [comment_id])
    if not found:
        return None
    subject = found[0]
    article = article_by_id(connection, subject.article_id)
    conversation, left_out = _conversation(connection, subject)
    return Context(
        comment=subject,
        article=article,
        conversation=conversation,
        turns_left_out=left_out,
        conversation_total=article.total,
        record=_record(connection, subject),
        notes=_notes(connection, comment_id),
        original=_original(connection, subject),
        draft=draft_of(connection, moderator, comment_id),
        at_site=_at_site(connection, subject),
    )


def _conversation(connection: Connection, subject: Comment) -> tuple[tuple[Turn, ...], int]:
    """The turns around a comment, and how many more its thread has."""
    ancestors = _ancestors(connection, subject)
    root = ancestors[-1] if ancestors else subject.id
    thread, left_out = _thread(connection, root, subject.id)
    order = [*_neighbours(connection, subject, root), *thread]
    depths = dict(order)
    shown = comments(connection, [comment_id for comment_id, _ in order])
    return tuple(Turn(item, depths[item.id]) for item in shown), left_out


@cache
def _parents() -> Select[int]:
    """The ids of a comment, then of all that it answers, upwards."""
    chain = (
        select(comment.c.id, comment.c.parent_id)
        .where(comment.c.id == bindparam("id"))
        .cte(recursive=True)
    )
    parent = comment.alias()
    chain = chain.union(
        select(parent.c.id, parent.c.parent_id).where(parent.c.id == chain.c.parent_id)
    )
    return select(chain.c.id)


def _ancestors(connection: Connection, subject: Comment) -> list[int]:
    if subject.parent_id is None:
        return []
    return list(connection.execute(_parents(), {"id": subject.parent_id}).scalars())


@cache
def _tree() -> Select[int, int | None, int]:
    """(id, parent, time) of a comment and of all below it."""
    tree = (
        select(comment.c.id, comment.c.parent_id, comment.c.created_at)
        .where(comment.c.id == bindparam("root"))
        .cte(recursive=True)
    )
    child = comment.alias()
    tree = tree.union(
        select(child.c.id, child.c.parent_id, child.c.created_at).where(
            child.c.parent_id == tree.c.id
        )
    )
    return select(tree)


def _thread(connection: Connection, root: int, subject: int) -> tuple[list[tuple[int, int]], int]:
    """(id, depth) of a thread in reading order: each comment, then its answers by time. Of a very
    long one those around the subject, and how many that leaves out."""
    children: dict[int | None, list[tuple[int, int]]] = {}
    for item, parent, created in connection.execute(_tree(), {"root": root}):
        children.setdefault(None if item == root else parent, []).append((created, item))
    order: list[tuple[int, int]] = []
    waiting = [(root, 0)]
    while waiting:
        item, depth = waiting.pop()
        order.append((item, depth))
        waiting.extend((answer, depth + 1) for _, answer in sorted(children.get(item, ()))[::-1])
    place = next((n for n, (item, _) in enumerate(order) if item == subject), 0)
    first = max(0, min(place - MOST_TURNS // 2, len(order) - MOST_TURNS))
    read = order[first : first + MOST_TURNS]
    return read, len(order) - len(read)


@cache
def _begun_before() -> Select[int]:
    """The ids of the approved conversations begun just before on an article, the last first."""
    return (
        select(comment.c.id)
        .where(
            comment.c.article_id == bindparam("article"),
            comment.c.status == "approved",
            comment.c.parent_id.is_(None),
            comment.c.created_at <= bindparam("at"),
            comment.c.id != bindparam("root"),
        )
        .order_by(comment.c.created_at.desc(), comment.c.id.desc())
        .limit(NEIGHBOURS)
    )


def _neighbours(connection: Connection, subject: Comment, root: int) -> list[tuple[int, int]]:
    about = {"article": subject.article_id, "at": subject.created_at, "root": root}
    rows = connection.execute(_begun_before(), about).scalars()
    return [(item, 0) for item in reversed(list(rows))]


@cache
def _by_hour() -> Select[int, int]:
    """How many of an article's comments were written in each hour of the day."""
    hour = ((comment.c.created_at + bindparam("ahead")) // moment.HOUR) % 24
    return (
        select(hour, func.count())
        .where(comment.c.article_id == bindparam("article"))
        .group_by(hour)
    )


def hours_of(connection: Connection, article_id: int, ahead: int) -> tuple[int, ...]:
    """An article's comments by hour of the day, in a time that is so many microseconds ahead of
    UTC."""
    hours = [0] * 24
    for hour, n in connection.execute(_by_hour(), {"article": article_id, "ahead": ahead}):
        hours[hour % 24] += n
    return tuple(hours)


@cache
def _history() -> Select[*tuple[int | None, ...]]:
    """What has become of a writer's comments, under every name they used."""
    return select(
        func.sum(writer.c.pending),
        func.sum(writer.c.approved),
        func.sum(writer.c.rejected),
        func.sum(writer.c.spam),
        func.min(func.nullif(writer.c.first_at, 0)),
        func.max(writer.c.last_at),
    ).where(writer.c.id.in_(same_writer(bindparam("writer"))))


@cache
def _names() -> Select[str]:
    same = same_writer(bindparam("writer"))
    others = select(writer.c.name).where(writer.c.id.in_(same), writer.c.name != bindparam("name"))
    return others.distinct().limit(MOST_NAMES)


@cache
def _others_at() -> Select[int]:
    """How many other writers have written from a machine."""
    return select(func.count(comment.c.writer_id.distinct())).where(
        comment.c.machine == bindparam("machine"),
        comment.c.writer_id.not_in(same_writer(bindparam("writer"))),
    )


def _record(connection: Connection, subject: Comment) -> WriterRecord:
    person = subject.writer
    if not person.name_judgement.normal and not person.address_judgement.normal:
        return WriterRecord(person, person.history, (), _same_machine(connection, subject))
    sums = connection.execute(_history(), {"writer": person.id}).one()
    names = connection.execute(_names(), {"writer": person.id, "name": person.name}).scalars()
    return WriterRecord(
        writer=person,
        history=History(*(int(value or 0) for value in sums)),
        other_names=tuple(names),
        same_machine=_same_machine(connection, subject),
    )


def _same_machine(connection: Connection, subject: Comment) -> int:
    if not subject.machine:
        return 0
    about = {"machine": subject.machine, "writer": subject.writer.id}
    return connection.execute(_others_at(), about).scalar_one()


@cache
def _notes_on() -> Select[str, int, str]:
    return (
        select(note.c.moderator, note.c.at, note.c.text)
        .where(note.c.comment_id == bindparam("comment"))
        .order_by(note.c.id)
    )


def _notes(connection: Connection, comment_id: int) -> tuple[Note, ...]:
    rows = connection.execute(_notes_on(), {"comment": comment_id})
    return tuple(Note(moderator, at, text) for moderator, at, text in rows)


def _original(connection: Connection, subject: Comment) -> str | None:
    if subject.revision == 0:
        return None
    return connection.execute(
        select(revision.c.text)
        .where(
            revision.c.comment_id == subject.id,
            revision.c.moderator == "",
            revision.c.text != subject.text,
        )
        .order_by(revision.c.number.desc())
        .limit(1)
    ).scalar()


def _at_site(connection: Connection, subject: Comment) -> AtSite | None:
    found = connection.exec_driver_sql(_AT_SITE, (subject.id,)).first()
    if found is None:
        return None
    key, vi, en, purge_after, there = found
    rows = connection.exec_driver_sql(_DELIVERIES, (subject.id, _MOST_DELIVERIES))
    waits = subject.status is Status.PENDING and there == Status.PENDING and purge_after > 0
    gone = any(each.reason.code is ReasonCode.GONE_AT_SOURCE for each in subject.flags)
    return AtSite(
        site=key,
        problem=Words(vi, en) if en else None,
        delivery=_telling([_on_its_way(row) for row in rows]),
        deleted_at=subject.created_at + purge_after if waits and not gone else 0,
    )


def _on_its_way(row: Sequence[Any]) -> OnItsWay:
    kind, state, held_until, settled_at, vi, en = row
    problem = Words(vi, en) if en else None
    return OnItsWay(DeliveryKind(kind), DeliveryState(state), held_until, settled_at, problem)


def _telling(deliveries: Sequence[OnItsWay]) -> OnItsWay | None:
    """Of a comment's deliveries, the latest first, the one that says most: one that failed, unless
    a later status is to go instead of it; else one that waits; else the latest."""
    status_waits = False
    waiting: OnItsWay | None = None
    for each in deliveries:
        is_status = each.kind is DeliveryKind.STATUS
        if each.state is DeliveryState.FAILED and not (is_status and status_waits):
            return each
        if each.state is DeliveryState.WAITING:
            waiting = waiting or each
            status_waits = status_waits or is_status
    return waiting or (deliveries[0] if deliveries else None)
