"""What was written since a change number, and which of it belongs to a queue: small answers to ask
again and again, however long the queue is."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.domain.reading import News
from app.storage.changing import current_change
from app.storage.reading import newest_id
from app.storage.tables import comment


def news_since(connection: Connection, change: int, last_id: int) -> News:
    """What was written after a change number, by whatever program; new are ids over `last_id`."""
    now = current_change(connection)
    if now == change:
        return News(now, last_id, array("q"), array("q"))
    written = select(comment.c.id).where(comment.c.version > change).order_by(comment.c.id)
    touched = array("q", connection.execute(written).scalars())
    return News(now, newest_id(connection), touched, touched[bisect_right(touched, last_id) :])
