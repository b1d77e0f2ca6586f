"""The change number: one for each transaction that touches comments, so that others can follow."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from app.storage.tables import comment, newsroom

_NEXT = "UPDATE newsroom SET change = change + 1 RETURNING change"


def next_change(connection: Connection) -> int:
    """Take the next change number for this transaction."""
    change: int = connection.exec_driver_sql(_NEXT).scalar_one()
    return change


def current_change(connection: Connection) -> int:
    return connection.execute(select(newsroom.c.change)).scalar_one()


def move_on(connection: Connection, beyond: int) -> None:
    """Let the number grow past one that was reached elsewhere, as if all had just been written."""
    change = max(current_change(connection), beyond) + 1
    connection.execute(update(newsroom).values(change=change))
    connection.execute(update(comment).values(version=change))
