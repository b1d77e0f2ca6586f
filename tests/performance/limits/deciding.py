"""Approving by hand: the same rows in every table, by statements that know just this one case.

A comment that is approved here was pending and nobody had decided it; the whole batch is one
transaction, each entry's hash is made in a plain loop. What the tables know already is copied from
there, salts, digests and hashes come as one run of bytes: a third of the time of rows bound one by
one.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any

from tests.performance.limits.connecting import Raw, transaction

HELD = 10_000_000
SALT, DIGEST = 16, 32
PACKED = SALT + 4 * DIGEST
"""Bytes for an entry: its salt, the digests of name, address and text, its hash."""

_TARGETS = """
    SELECT c.id, c.external_id, c.article_id, c.writer_id, c.flag_kinds, s.key, a.external_id,
        w.name, w.address, c.text{more}
    FROM comment c JOIN source s ON s.id = c.source_id JOIN article a ON a.id = c.article_id
        JOIN writer w ON w.id = c.writer_id
"""
_WANTED = f"{_TARGETS.format(more='')} WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id"
_ONE = f"{_TARGETS.format(more='')} WHERE c.id = ?"
_BATCH = f"""{_TARGETS.format(more=", e.sequence")} JOIN log_entry e ON e.comment_id = c.id
    WHERE e.batch = ? ORDER BY e.sequence DESC"""
_NAME, _ADDRESS, _TEXT, _HASH = (
    f"substr(:packed, j.key * {PACKED} + {SALT + n * DIGEST + 1}, {DIGEST})" for n in range(4)
)
_ENTRIES = f"""
    INSERT INTO log_entry
    SELECT :first + j.key, :at, :batch, :moderator, :action, :undone - j.key, s.key, c.external_id,
        a.external_id, :was, :now, '', '', {_NAME}, {_ADDRESS}, {_TEXT}, NULL, NULL, {_HASH},
        c.id, c.article_id, c.parent_id
    FROM json_each(:ids) j CROSS JOIN comment c ON c.id = j.value
        JOIN source s ON s.id = c.source_id JOIN article a ON a.id = c.article_id
"""
_VALUES = f"""
    INSERT INTO log_value
    SELECT :first + j.key, substr(:packed, j.key * {PACKED} + 1, {SALT}), w.name, w.address, c.text,
        NULL, NULL
    FROM json_each(:ids) j CROSS JOIN comment c ON c.id = j.value
        JOIN writer w ON w.id = c.writer_id
"""
_DELIVERIES = """
    INSERT INTO delivery (
        source_id, comment_id, sequence, batch, kind, state, held_until, base_status, base_digest,
        pushed, attempts, problem_vi, problem_en, settled_at)
    SELECT s.id, e.comment_id, e.sequence, e.batch, 'status', 'waiting', ?, r.status,
        r.text_digest, 0, 0, '', '', 0
    FROM log_entry e JOIN source s ON s.key = e.source
        LEFT JOIN remote r ON r.comment_id = e.comment_id
    WHERE e.sequence > ? AND s.delivers
"""
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
        _write_log(connection, rows, batch, sequence, head, moderator, at, undoes=False)
        connection.execute(_DELIVERIES, (at + HELD, sequence))
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
        _write_log(connection, rows, own, sequence, head, moderator, at, undoes=True)
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
        _write_log(connection, [row], batch, sequence, head, moderator, at, undoes=False)
        connection.execute(_DELIVERIES, (at + HELD, sequence))
        connection.execute(f"{_STATUS} id = ?", ("approved", batch, moderator, at, comment_id))
        connection.execute(_TALLY, ("pending", row[4], -1))
        connection.execute(_TALLY, ("approved", row[4], 1))
        connection.execute(_ARTICLE, (-1, row[2]))
        connection.execute(_WRITER, (1, 1, row[3]))


def _begun(connection: Raw) -> tuple[int, int, bytes]:
    """A new change number, and the log's last sequence and hash."""
    (batch,) = connection.execute(
        "UPDATE newsroom SET change = change + 1 RETURNING change"
    ).fetchone()
    last = connection.execute(
        "SELECT sequence, hash FROM log_entry ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return (batch, *(last or (0, bytes(32))))


def _write_log(
    connection: Raw,
    rows: Sequence[tuple[Any, ...]],
    batch: int,
    sequence: int,
    head: bytes,
    moderator: str,
    at: int,
    *,
    undoes: bool,
) -> None:
    """The entries and their values, each hash made from the one before."""
    action, was, now = (
        ("undo", "approved", "pending") if undoes else ("approve", "pending", "approved")
    )
    what = f"{at},{batch},{quoted(moderator)},{quoted(action)}"
    change = f'"{was}","{now}","",""'
    salts = os.urandom(SALT * len(rows))
    packed = []
    for number, row in enumerate(rows):
        salt = salts[number * SALT : number * SALT + SALT]
        name = sha256(salt + row[7].encode()).digest()
        address = sha256(salt + row[8].encode()).digest()
        text = sha256(salt + row[9].encode()).digest()
        document = (
            f"[1,{sequence + 1 + number},{what},{row[10] if undoes else 'null'},"
            f"{quoted(row[5])},{quoted(row[1])},{quoted(row[6])},{change},"
            f'"{name.hex()}","{address.hex()}","{text.hex()}",null,null]'
        )
        head = sha256(head + document.encode()).digest()
        packed += (salt, name, address, text, head)
    bound = {
        "first": sequence + 1,
        "at": at,
        "batch": batch,
        "moderator": moderator,
        "action": action,
        "undone": rows[0][10] if undoes else None,
        "was": was,
        "now": now,
        "packed": b"".join(packed),
        "ids": json.dumps([row[0] for row in rows]),
    }
    connection.execute(_ENTRIES, bound)
    connection.execute(_VALUES, bound)


def _count(connection: Raw, rows: Iterable[tuple[Any, ...]], sign: int) -> None:
    """Move these comments from pending to approved, or back, wherever they are counted."""
    kinds: Counter[int] = Counter()
    articles: Counter[int] = Counter()
    writers: Counter[int] = Counter()
    for row in rows:
        kinds[row[4]] += sign
        articles[row[2]] += sign
        writers[row[3]] += sign
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
