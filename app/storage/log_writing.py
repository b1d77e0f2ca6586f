"""Writing the log: entries chained one to the next, their values beside them, deliveries behind."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.domain import log
from app.storage import sqlite
from app.storage.tables import log_entry
from app.storage.targets import Target

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
_INSERT_DELIVERIES = """
    INSERT INTO delivery (
        source_id, comment_id, sequence, batch, kind, state, held_until, base_status, base_digest,
        pushed, attempts, problem_vi, problem_en, settled_at)
    SELECT source.id, log_entry.comment_id, sequence, batch,
           CASE WHEN from_status IS NULL THEN 'reply' WHEN to_status IS NULL THEN 'withdrawal'
                WHEN before_digest IS NULL THEN 'status' ELSE 'edit' END,
           'waiting', ? + (SELECT hold FROM newsroom), remote.status, remote.text_digest,
           0, 0, '', '', 0
    FROM json_each(?) CROSS JOIN log_entry ON sequence = value
    JOIN source ON source.key = log_entry.source
    LEFT JOIN remote ON remote.comment_id = log_entry.comment_id
"""


class Step(NamedTuple):
    """What the log says was done; `undoes` is the entry that an undo or redo takes back."""

    action: str
    undoes: int | None = None


_Added = tuple[Step, Target | None, Target | None, str, str | None, str | None, bool]
"""An entry to be: `LogWriter.add`'s arguments."""
_Row = tuple[object, ...]


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
        self._sequence, self._head = head_of(connection)
        self._added: list[_Added] = []

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
        """One more entry, of a comment as it was and is: None where there was or is none."""
        self._added.append((step, before, after, text, text_before, note, delivers))

    def flush(self) -> None:
        """Chain and write what was added, each delivery from the entry it is of."""
        if not self._added:
            return
        entries, values, delivered = self._chained()
        self._added.clear()
        self._connection.exec_driver_sql(_INSERT_ENTRY, entries)
        self._connection.exec_driver_sql(_INSERT_VALUE, values)
        if delivered:
            self._connection.exec_driver_sql(
                _INSERT_DELIVERIES, (self._at, sqlite.as_ids(delivered))
            )

    def _chained(self) -> tuple[list[_Row], list[_Row], list[int]]:
        """The entries, their values, and the sequences of those that are delivered.

        Name, address and texts are personal: they enter the chain only as salted digests.
        """
        at, batch, moderator = self._at, self._batch, self._moderator
        sequence, head = self._sequence, self._head
        entries: list[_Row] = []
        rows_of_values: list[_Row] = []
        delivered: list[int] = []
        salts = log.salts(len(self._added))
        for salt, added in zip(salts, self._added, strict=True):
            step, before, after, text, text_before, note, delivers = added
            subject = after or before
            assert subject is not None
            sequence += 1
            fields: log.Fields = (
                sequence,
                at,
                batch,
                moderator,
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
            values = (subject.name, subject.address, text, text_before, note)
            digests = log.digests(salt, values)
            head = log.written_hash(head, fields, digests)
            entries.append(
                (*fields, *digests, head, subject.id, subject.article_id, subject.parent_id)
            )
            rows_of_values.append((sequence, salt, *values))
            if delivers:
                delivered.append(sequence)
        self._sequence, self._head = sequence, head
        return entries, rows_of_values, delivered
