"""Writing the log: entries chained one to the next, their values beside them, deliveries behind."""

from __future__ import annotations

import os
from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.domain import log, moment
from app.storage.tables import log_entry
from app.storage.targets import Target

HELD_BEFORE_DELIVERY = 10 * moment.SECOND
"""How long a delivery waits before it may go, so that undo within that time is real."""

_HEAD = "SELECT sequence, hash FROM log_entry ORDER BY sequence DESC LIMIT 1"
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


class Step(NamedTuple):
    """What the log says was done; `undoes` is the entry that an undo or redo takes back."""

    action: str
    undoes: int | None = None


def head_of(connection: Connection) -> tuple[int, bytes]:
    """The last entry's sequence and hash; (0, GENESIS) for an empty log."""
    row = connection.exec_driver_sql(_HEAD).first()
    return (row[0], row[1]) if row else (0, log.GENESIS)


class LogWriter:
    """Chains the entries of one batch in memory and writes them in bulk."""

    def __init__(self, connection: Connection, *, batch: int, moderator: str, at: int) -> None:
        self._connection = connection
        self._batch = batch
        self._moderator = moderator
        self._at = at
        self._held_until = at + HELD_BEFORE_DELIVERY
        self._sequence, self._head = head_of(connection)
        self._entries: list[tuple[object, ...]] = []
        self._values: list[tuple[object, ...]] = []
        self._deliveries: list[tuple[object, ...]] = []

    def add(
        self,
        step: Step,
        before: Target | None,
        after: Target | None,
        text: str,
        text_before: str | None = None,
        note: str | None = None,
        *,
        delivers: bool,
    ) -> None:
        """One more entry, of a comment as it was and is: None where there was or is none.

        Name, address and texts are personal: they enter the chain only as salted digests.
        """
        subject = after or before
        assert subject is not None
        self._sequence = sequence = self._sequence + 1
        fields: log.Fields = (
            sequence,
            self._at,
            self._batch,
            self._moderator,
            step.action,
            step.undoes,
            subject.source,
            subject.external_id,
            subject.article,
            before.status if before else None,
            after.status if after else None,
            before.reason if before else "",
            after.reason if after else "",
        )
        name, address = subject.name, subject.address
        salt = os.urandom(log.SALT_BYTES)
        digests = (
            log.digest(salt, name),
            log.digest(salt, address),
            log.digest(salt, text),
            log.digest(salt, text_before),
            log.digest(salt, note),
        )
        self._head = log.written_hash(self._head, fields, digests)
        self._entries.append(
            (*fields, *digests, self._head, subject.id, subject.article_id, subject.parent_id)
        )
        self._values.append((sequence, salt, name, address, text, text_before, note))
        if delivers:
            self._deliveries.append(
                (subject.source_id, subject.id, sequence, self._batch, self._held_until)
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
