"""What stands beside one comment: its thread, its writer's record, notes, original and draft."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from app.domain.comment import Comment, History
from app.domain.reading import Context, Note, Turn, WriterRecord
from app.storage.drafts import draft_of
from app.storage.pages import comments
from app.storage.reading import article_by_id, same_writer
from app.storage.tables import comment, note, revision, writer

MOST_TURNS = 200
"""A longer thread shows the turns around its beginning; nobody reads more beside one comment."""
NEIGHBOURS = 2
MOST_NAMES = 5


def context_of(connection: Connection, comment_id: int, moderator: str) -> Context | None:
    """The context of one comment, or None when it is no longer there."""
    found = comments(connection, [comment_id])
    if not found:
        return None
    subject = found[0]
    article = article_by_id(connection, subject.article_id)
    return Context(
        comment=subject,
        article=article,
        conversation=_conversation(connection, subject),
        conversation_total=article.total,
        record=_record(connection, subject),
        notes=_notes(connection, comment_id),
        original=_original(connection, subject),
        draft=draft_of(connection, moderator, comment_id),
    )


def _conversation(connection: Connection, subject: Comment) -> tuple[Turn, ...]:
    ancestors = _ancestors(connection, subject)
    root = ancestors[-1] if ancestors else subject.id
    order = [*_neighbours(connection, subject, root), *_thread(connection, root, subject.id)]
    depths = dict(order)
    shown = comments(connection, [comment_id for comment_id, _ in order])
    return tuple(Turn(item, depths[item.id]) for item in shown)


def _ancestors(connection: Connection, subject: Comment) -> list[int]:
    if subject.parent_id is None:
        return []
    chain = (
        select(comment.c.id, comment.c.parent_id)
        .where(comment.c.id == subject.parent_id)
        .cte(recursive=True)
    )
    parent = comment.alias()
    chain = chain.union(
        select(parent.c.id, parent.c.parent_id).where(parent.c.id == chain.c.parent_id)
    )
    return list(connection.execute(select(chain.c.id)).scalars())


def _thread(connection: Connection, root: int, subject: int) -> list[tuple[int, int]]:
    """(id, depth) of a thread in reading order: each comment, then its answers by time."""
    tree = (
        select(comment.c.id, comment.c.parent_id, comment.c.created_at)
        .where(comment.c.id == root)
        .cte(recursive=True)
    )
    child = comment.alias()
    tree = tree.union(
        select(child.c.id, child.c.parent_id, child.c.created_at).where(
            child.c.parent_id == tree.c.id
        )
    )
    children: dict[int | None, list[tuple[int, int]]] = {}
    for item, parent, created in connection.execute(select(tree)):
        children.setdefault(None if item == root else parent, []).append((created, item))
    order: list[tuple[int, int]] = []
    waiting = [(root, 0)]
    while waiting:
        item, depth = waiting.pop()
        order.append((item, depth))
        waiting.extend((answer, depth + 1) for _, answer in sorted(children.get(item, ()))[::-1])
    place = next((n for n, (item, _) in enumerate(order) if item == subject), 0)
    first = max(0, min(place - MOST_TURNS // 2, len(order) - MOST_TURNS))
    return order[first : first + MOST_TURNS]


def _neighbours(connection: Connection, subject: Comment, root: int) -> list[tuple[int, int]]:
    """The approved conversations begun just before this one on the same article."""
    rows = connection.execute(
        select(comment.c.id)
        .where(
            comment.c.article_id == subject.article_id,
            comment.c.status == "approved",
            comment.c.parent_id.is_(None),
            comment.c.created_at <= subject.created_at,
            comment.c.id != root,
        )
        .order_by(comment.c.created_at.desc(), comment.c.id.desc())
        .limit(NEIGHBOURS)
    ).scalars()
    return [(item, 0) for item in reversed(list(rows))]


def _record(connection: Connection, subject: Comment) -> WriterRecord:
    person = subject.writer
    if not person.name_judgement.normal and not person.address_judgement.normal:
        return WriterRecord(person, person.history, (), _same_machine(connection, subject))
    same = same_writer(subject.writer.id)
    sums = connection.execute(
        select(
            func.sum(writer.c.pending),
            func.sum(writer.c.approved),
            func.sum(writer.c.rejected),
            func.sum(writer.c.spam),
            func.min(writer.c.first_at),
            func.max(writer.c.last_at),
        ).where(writer.c.id.in_(same))
    ).one()
    names = connection.execute(
        select(writer.c.name)
        .where(writer.c.id.in_(same), writer.c.name != subject.writer.name)
        .distinct()
        .limit(MOST_NAMES)
    ).scalars()
    return WriterRecord(
        writer=subject.writer,
        history=History(*(int(value or 0) for value in sums)),
        other_names=tuple(names),
        same_machine=_same_machine(connection, subject),
    )


def _same_machine(connection: Connection, subject: Comment) -> int:
    if not subject.machine:
        return 0
    return connection.execute(
        select(func.count(comment.c.writer_id.distinct())).where(
            comment.c.machine == subject.machine,
            comment.c.writer_id.not_in(same_writer(subject.writer.id)),
        )
    ).scalar_one()


def _notes(connection: Connection, comment_id: int) -> tuple[Note, ...]:
    rows = connection.execute(
        select(note.c.moderator, note.c.at, note.c.text)
        .where(note.c.comment_id == comment_id)
        .order_by(note.c.id)
    )
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
