"""Queues of a newsroom's own: searches kept under a name, in the order of the left column."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.flag import FlagKind
from app.domain.queue import Order, OwnQueue, Queue
from app.storage.tables import article, own_queue, writer

_QUEUES = (
    select(
        own_queue.c.id,
        own_queue.c.name,
        own_queue.c.typed,
        own_queue.c.status,
        own_queue.c.kinds,
        own_queue.c.article_id,
        own_queue.c.writer_id,
        own_queue.c.order,
        article.c.title,
        writer.c.name,
        writer.c.address,
    )
    .outerjoin(article, article.c.id == own_queue.c.article_id)
    .outerjoin(writer, writer.c.id == own_queue.c.writer_id)
    .order_by(own_queue.c.position, own_queue.c.id)
)


def own_queues(connection: Connection) -> tuple[OwnQueue, ...]:
    """All of them, in their order."""
    return tuple(
        OwnQueue(
            id=row[0],
            name=row[1],
            queue=Queue(
                status=None if row[3] is None else Status(row[3]),
                kinds=FlagKind(row[4]),
                article_id=row[5],
                writer_id=row[6],
                text=row[2],
                order=Order(row[7]),
            ),
            scope=row[8] or row[9] or row[10] or "",
        )
        for row in connection.execute(_QUEUES)
    )


def keep(connection: Connection, name: str, queue: Queue) -> OwnQueue:
    """Keep a search under a name, below the others."""
    last = connection.execute(select(func.max(own_queue.c.position))).scalar()
    kept = OwnQueue(0, name, queue)
    number = connection.execute(
        insert(own_queue)
        .values(_values(kept) | {"position": 0 if last is None else last + 1})
        .returning(own_queue.c.id)
    ).scalar_one()
    return replace(kept, id=number)


def rename(connection: Connection, queue_id: int, name: str) -> None:
    connection.execute(update(own_queue).where(own_queue.c.id == queue_id).values(name=name))


def remove(connection: Connection, queue_id: int) -> int | None:
    """Take a queue out; where it stood, or None when it is gone already."""
    return connection.execute(
        delete(own_queue).where(own_queue.c.id == queue_id).returning(own_queue.c.position)
    ).scalar()


def put_back(connection: Connection, queue: OwnQueue, position: int) -> None:
    """Put a queue that was taken out where it stood."""
    connection.execute(insert(own_queue).values(_values(queue) | {"position": position}))


def move(connection: Connection, queue_id: int, by: int) -> None:
    """Move a queue down by so many places (up, when negative), at most to the end."""
    ids = list(connection.execute(select(own_queue.c.id).order_by(*_ORDER)).scalars())
    if queue_id not in ids:
        return
    place = ids.index(queue_id)
    ids.insert(max(0, min(len(ids) - 1, place + by)), ids.pop(place))
    for position, each in enumerate(ids):
        connection.execute(
            update(own_queue).where(own_queue.c.id == each).values(position=position)
        )


_ORDER = (own_queue.c.position, own_queue.c.id)


def _values(kept: OwnQueue) -> dict[str, object]:
    queue = kept.queue
    return {
        "name": kept.name,
        "typed": queue.text,
        "status": None if queue.status is None else queue.status.value,
        "kinds": int(queue.kinds),
        "article_id": queue.article_id,
        "writer_id": queue.writer_id,
        "order": queue.order.value,
    }
