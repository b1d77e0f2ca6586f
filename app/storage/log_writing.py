"""Writing the log: entries chained one to the next, their values beside them, deliveries behind."""

from __future__ import annotations

import os

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.domain import log, moment
from app.domain.decision import Action
from app.storage.tables import log_entry

HELD_BEFORE_DELIVERY = 10 * moment.SECOND
"""How long a delivery waits before it may go, so that undo within that time is real."""

_HEAD = (
    select(log_entry.c.sequence, log_entry.c.hash).order_by(log_entry.c.sequence.desc()).limit(1)
)
_ENTRY_COLUMNS = tuple(column.name for column in log_entry.c)
_INSERT_ENTRY = (
    f"INSERT INTO log_entry ({', '.join(_ENTRY_COLUMNS)}) "
    f"VALUES ({', '.join('?' * len(_ENTRY_COLUMNS))})"
)
_INSERT_VALUE = (
    "INSERT INTO log_value (sequence, salt, name, address, text, before, note) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_DELIVERY = (
    "INSERT INTO delivery (source_id, comment_id, sequence, batch, state, held_until, problem) "
    "VALUES (?, ?, ?, ?, 'waiting', ?, '')"
)
Values = tuple[str | None, str | None, str | None, str | None, str | None]
"""An entry's name, address, text, text before and note."""


def head_of(connection: Connection) -> tuple[int, bytes]:
    """The last entry's sequence and hash; (0, GENESIS) for an empty log."""
    row = connection.execute(_HEAD).first()
    return (row[0], row[1]) if row else (0, log.GENESIS)


class LogWriter:
    """Chains the entries of one batch in memory and writes them in bulk."""

    def __init__(self, connection: Connection, *, batch: int, moderator: str, at: int) -> None:
        self._connection = connection
        self._batch = batch
        self._moderator = moderator
        self._at = at
        self._sequence, self._head = head_of(connection)
        self._entries: list[tuple[object, ...]] = []
        self._values: list[tuple[object, ...]] = []
        self._deliveries: list[tuple[object, ...]] = []

    def add(
        self,
        *,
        action: Action,
        undoes: int | None,
        source: str,
        source_id: int,
        delivers: bool,
        external_id: str,
        article: str,
        from_status: str | None,
        to_status: str | None,
        from_reason: str,
        to_reason: str,
        values: Values,
        comment_id: int,
        article_id: int,
        parent_id: int | None,
    ) -> None:
        """One more entry; `values` are personal and enter the chain only as salted digests."""
        self._sequence += 1
        salt = os.urandom(log.SALT_BYTES)
        digests = tuple(log.digest(salt, value) for value in values)
        fields: tuple[log.Field, ...] = (
            self._sequence,
            self._at,
            self._batch,
            self._moderator,
            action.value,
            undoes,
            source,
            external_id,
            article,
            from_status,
            to_status,
            from_reason,
            to_reason,
        )
        self._head = log.entry_hash(self._head, fields, digests)
        self._entries.append((*fields, *digests, self._head, comment_id, article_id, parent_id))
        self._values.append((self._sequence, salt, *values))
        if delivers:
            self._deliveries.append(
                (
                    source_id,
                    comment_id,
                    self._sequence,
                    self._batch,
                    self._at + HELD_BEFORE_DELIVERY,
                )
            )

    def flush(self) -> None:
        for statement, rows in (
            (_INSERT_ENTRY, self._entries),
            (_INSERT_VALUE, self._values),
            (_INSERT_DELIVERY, self._deliveries),
        ):
            if rows:
                self._connection.exec_driver_sql(statement, rows)
                rows.clear()
