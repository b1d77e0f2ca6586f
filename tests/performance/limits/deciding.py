"""Approving by hand: the same rows in every table, by statements that know just this one case.

A comment that is approved here was pending and nobody had decided it; the whole batch is one
transaction, each entry's hash is made in a plain loop.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from json.encoder import encode_basestring as quoted  # type: ignore[attr-defined]
from typing import Any

from tests.performance.limits.connecting import Raw, transaction

HELD = 10_000_000

_TARGETS = """
    SELECT c.id, c.external_id, c.source_id, c.article_id, c.writer_id, c.parent_id, c.flag_kinds,
        s.key, s.delivers, a.external_id, w.name, w.address, c.text{more}
    FROM comment c JOIN source s ON s.id = c.source_id JOIN article a ON a.id = c.article_id
        JOIN writer w ON w.id = c.writer_id
"""
_WANTED = f"{_TARGETS.format(more='')} WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id"
_ONE = f"{_TARGETS.format(more='')} WHERE c.id = ?"
_BATCH = f"""{_TARGETS.format(more=", e.sequence")} JOIN log_entry e ON e.comment_id = c.id
    WHERE e.batch = ? ORDER BY e.sequence DESC"""
_ENTRY = f"INSERT INTO log_entry VALUES ({', '.join('?' * 22)})"
_VALUE = "INSERT INTO log_value (sequence, salt, name, address, text) VALUES (?, ?, ?, ?, ?)"
_DELIVERY = (
    "INSERT INTO delivery (source_id, comment_id, sequence, batch, state, held_until, problem) "
    "VALUES (?, ?, ?, ?, 'waiting', ?, '')"
)
_STATUS = "UPDATE comment SET status = ?, version = ?, decided_by = ?, decided_at = ? WHERE "
_TALLY = (
    "INSERT INTO tally (status, flag_kinds, n) VALUES (?, ?, ?) "
    "ON CONFLICT (status, flag_kinds) DO UPDATE SET n = n + excluded.n"
)
_ARTICLE = "UPDATE article SET pending = pending + ? WHERE id = ?"
_WRITER = "UPDATE writer SET pending = pending - ?, approved = approved + ? WHERE id = ?"


def approve(connection: Raw, ids: Sequence[int], moderator: str, at: int) -> int:
    """Approve pending comments as one batch; returns its number."""
    wanted = json.dumps(ids if isinstance(ids, list) else list(ids))
    with transaction(connection):
        batch, sequence, head = _begun(connection)
        rows = connection.execute(_WANTED, (wanted,)).fetchall()
        entries, values = _chained(rows, batch, sequence, head, moderator, at, undoes=False)
        connection.executemany(_ENTRY, entries)
        connection.executemany(_VALUE, values)
        connection.executemany(
            _DELIVERY,
            [
                (row[2], row[0], number, batch, at + HELD)
                for number, row in enumerate(rows, start=sequence + 1)
                if row[8]
            ],
        )
        connection.execute(
            f"{_STATUS} id IN (SELECT value FROM json_each(?))",
            ("approved", batch, moderator, at, wanted),
        )
        _count(connection, rows, 1)
    return int(batch)


def undo(connection: Raw, batch: int, moderator: str, at: int) -> int:
    """Take a batch of `approve` back as one batch; its deliveries still wait and are withdrawn."""
    with transaction(connection):
        own, sequence, head = _begun(connection)
        rows = connection.execute(_BATCH, (batch,)).fetchall()
        entries, values = _chained(rows, own, sequence, head, moderator, at, undoes=True)
        connection.executemany(_ENTRY, entries)
        connection.executemany(_VALUE, values)
        connection.execute("DELETE FROM delivery WHERE batch = ? AND state = 'waiting'", (batch,))
        connection.execute(
            f"{_STATUS} id IN (SELECT comment_id FROM log_entry WHERE batch = ?)",
            ("pending", own, "", 0, batch),
        )
        _count(connection, rows, -1)
    return int(own)


def approve_one(connection: Raw, comment_id: int, moderator: str, at: int) -> None:
    """Approve one pending comment, with no more statements than it takes."""
    with transaction(connection):
        batch, sequence, head = _begun(connection)
        row = connection.execute(_ONE, (comment_id,)).fetchone()
        (entry,), (value,) = _chained([row], batch, sequence, head, moderator, at, undoes=False)
        connection.execute(_ENTRY, entry)
        connection.execute(_VALUE, value)
        if row[8]:
            connection.execute(_DELIVERY, (row[2], row[0], sequence + 1, batch, at + HELD))
        connection.execute(f"{_STATUS} id = ?", ("approved", batch, moderator, at, comment_id))
        connection.execute(_TALLY, ("pending", row[6], -1))
        connection.execute(_TALLY, ("approved", row[6], 1))
        connection.execute(_ARTICLE, (-1, row[3]))
        connection.execute(_WRITER, (1, 1, row[4]))


def _begun(connection: Raw) -> tuple[int, int, bytes]:
    """A new change number, and the log's last sequence and hash."""
    (batch,) = connection.execute(
        "UPDATE newsroom SET change = change + 1 RETURNING change"
    ).fetchone()
    last = connection.execute(
        "SELECT sequence, hash FROM log_entry ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return (batch, *(last or (0, bytes(32))))


def _chained(
    rows: Iterable[tuple[Any, ...]],
    batch: int,
    sequence: int,
    head: bytes,
    moderator: str,
    at: int,
    *,
    undoes: bool,
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """The entries and their values, each hash made from the one before."""
    action, before, after = (
        ("undo", "approved", "pending") if undoes else ("approve", "pending", "approved")
    )
    what = f"{at},{batch},{quoted(moderator)},{quoted(action)}"
    change = f'"{before}","{after}","",""'
    entries, values = [], []
    for row in rows:
        sequence += 1
        undone = row[13] if undoes else None
        salt = os.urandom(16)
        name = sha256(salt + row[10].encode()).digest()
        address = sha256(salt + row[11].encode()).digest()
        text = sha256(salt + row[12].encode()).digest()
        document = (
            f"[1,{sequence},{what},{undone or 'null'},{quoted(row[7])},{quoted(row[1])},"
            f'{quoted(row[9])},{change},"{name.hex()}","{address.hex()}","{text.hex()}",null,null]'
        )
        head = sha256(head + document.encode()).digest()
        entries.append(
            (
                *(sequence, at, batch, moderator, action, undone, row[7], row[1], row[9]),
                *(before, after, "", "", name, address, text, None, None, head),
                *(row[0], row[3], row[5]),
            )
        )
        values.append((sequence, salt, row[10], row[11], row[12]))
    return entries, values


def _count(connection: Raw, rows: Iterable[tuple[Any, ...]], sign: int) -> None:
    """Move these comments from pending to approved, or back, wherever they are counted."""
    kinds: Counter[int] = Counter()
    articles: Counter[int] = Counter()
    writers: Counter[int] = Counter()
    for row in rows:
        kinds[row[6]] += sign
        articles[row[3]] += sign
        writers[row[4]] += sign
    connection.executemany(
        _TALLY,
        [
            one
            for kind, n in kinds.items()
            for one in (("pending", kind, -n), ("approved", kind, n))
        ],
    )
    connection.executemany(_ARTICLE, [(-n, number) for number, n in articles.items()])
    connection.executemany(_WRITER, [(n, n, number) for number, n in writers.items()])


def left_behind(connection: Raw) -> dict[str, Any]:
    """What two ways of doing the same must leave alike, but for times, salts and hashes."""
    statements = {
        "statuses": "SELECT status, decided_by, count(*) FROM comment GROUP BY 1, 2 ORDER BY 1, 2",
        "entries": "SELECT action, from_status, to_status, count(*), count(undoes), max(sequence), "
        "max(batch), sum(comment_id) FROM log_entry GROUP BY 1, 2, 3 ORDER BY 1",
        "values": "SELECT count(*), sum(length(name)), sum(length(address)), sum(length(text)) "
        "FROM log_value",
        "deliveries": "SELECT state, count(*), sum(comment_id) FROM delivery GROUP BY 1",
        "tallies": "SELECT status, flag_kinds, n FROM tally WHERE n ORDER BY 1, 2",
        "articles": "SELECT sum(pending * (id % 13)), sum(total) FROM article",
        "writers": "SELECT sum(pending * (id % 13)), sum(approved * (id % 13)) FROM writer",
        "change": "SELECT change FROM newsroom",
    }
    return {name: connection.execute(text).fetchall() for name, text in statements.items()}
