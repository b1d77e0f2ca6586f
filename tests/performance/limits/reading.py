"""What the desk reads, by hand: plain statements, plain tuples, nothing made of them."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from typing import Any

from tests.performance.limits.connecting import Raw, transaction

_CARD = """
    SELECT c.id, c.version, c.status, c.text, c.created_at, c.article_id, a.title, c.reason,
        c.revision, c.parent_id, c.by_newsroom, c.decided_by, c.decided_at, c.website, c.machine,
        w.id, w.name, w.address, w.name_normal, w.name_verdict, w.name_code, w.name_detail,
        w.address_normal, w.address_verdict, w.address_code, w.address_detail,
        w.pending, w.approved, w.rejected, w.spam, w.first_at, w.last_at
    FROM comment c JOIN article a ON a.id = c.article_id JOIN writer w ON w.id = c.writer_id
    WHERE c.id IN (SELECT value FROM json_each(?))
"""
_FLAGS = """
    SELECT comment_id, code, detail, start, "end" FROM flag
    WHERE comment_id IN (SELECT value FROM json_each(?)) ORDER BY comment_id, position
"""
_SAME_WRITER = """
    SELECT other.id FROM writer this JOIN writer other ON other.of_newsroom = this.of_newsroom AND (
        (this.address_normal != '' AND other.address_normal = this.address_normal)
        OR (this.address_normal = '' AND other.address_normal = ''
            AND other.name_normal = this.name_normal))
    WHERE this.id = ?
"""

Card = tuple[tuple[Any, ...], list[tuple[Any, ...]]]


def page(connection: Raw, ids: Sequence[int]) -> list[Card]:
    """The rows of cards with their flags, in the order of the ids."""
    bound = (json.dumps(list(ids)),)
    with transaction(connection, "DEFERRED"):
        flags: dict[int, list[tuple[Any, ...]]] = {}
        for flag in connection.execute(_FLAGS, bound):
            flags.setdefault(flag[0], []).append(flag)
        rows = {row[0]: row for row in connection.execute(_CARD, bound)}
    return [(rows[each], flags.get(each, [])) for each in ids if each in rows]


def queue_ids(connection: Raw, status: str | None) -> array[int]:
    """The ids of a queue, newest first."""
    where, bound = ("WHERE status = ?", (status,)) if status else ("", ())
    rows = connection.execute(
        f"SELECT id FROM comment {where} ORDER BY created_at DESC, id DESC", bound
    )
    return array("q", (number for (number,) in rows))


def overview(connection: Raw) -> tuple[list[Any], ...]:
    """Counts, articles with most pending, deliveries waiting."""
    with transaction(connection, "DEFERRED"):
        return (
            connection.execute("SELECT status, flag_kinds, n FROM tally").fetchall(),
            connection.execute("SELECT change FROM newsroom").fetchall(),
            connection.execute(
                "SELECT id, url, title, pending, total FROM article WHERE pending > 0 "
                "ORDER BY pending DESC, id DESC LIMIT 200"
            ).fetchall(),
            connection.execute("SELECT count(*) FROM delivery WHERE state = 'waiting'").fetchall(),
        )


def context(connection: Raw, comment_id: int) -> dict[str, Any]:
    """What stands beside one comment."""
    with transaction(connection, "DEFERRED"):
        return _context(connection, comment_id)


def _context(connection: Raw, comment_id: int) -> dict[str, Any]:
    def all_of(statement: str, *bound: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = connection.execute(statement, bound).fetchall()
        return found

    (comment,) = all_of(f"{_CARD}", json.dumps([comment_id]))
    article_id, parent_id, machine, writer_id = comment[5], comment[9], comment[14], comment[15]
    ancestors = all_of(
        "WITH RECURSIVE up(id, parent_id) AS (SELECT id, parent_id FROM comment WHERE id = ? UNION "
        "SELECT c.id, c.parent_id FROM comment c JOIN up ON c.id = up.parent_id) SELECT id FROM up",
        parent_id,
    )
    root = ancestors[-1][0] if ancestors else comment_id
    tree = all_of(
        "WITH RECURSIVE down(id, parent_id, created_at) AS (SELECT id, parent_id, created_at FROM "
        "comment WHERE id = ? UNION SELECT c.id, c.parent_id, c.created_at FROM comment c "
        "JOIN down ON c.parent_id = down.id) SELECT * FROM down",
        root,
    )
    neighbours = all_of(
        "SELECT id FROM comment WHERE article_id = ? AND status = 'approved' AND parent_id IS NULL "
        "AND created_at <= ? AND id != ? ORDER BY created_at DESC, id DESC LIMIT 2",
        article_id,
        comment[4],
        root,
    )
    shown = json.dumps([row[0] for row in (*neighbours, *tree)][:200])
    return {
        "comment": comment,
        "article": all_of("SELECT * FROM article WHERE id = ?", article_id),
        "conversation": all_of(_CARD, shown),
        "flags": all_of(_FLAGS, shown),
        "history": all_of(
            "SELECT sum(pending), sum(approved), sum(rejected), sum(spam), min(first_at), "
            f"max(last_at) FROM writer WHERE id IN ({_SAME_WRITER})",
            writer_id,
        ),
        "names": all_of(
            f"SELECT DISTINCT name FROM writer WHERE id IN ({_SAME_WRITER}) AND name != ? LIMIT 5",
            writer_id,
            comment[16],
        ),
        "machine": all_of(
            "SELECT count(DISTINCT writer_id) FROM comment WHERE machine = ? AND writer_id NOT IN "
            f"({_SAME_WRITER})",
            machine,
            writer_id,
        ),
        "notes": all_of(
            "SELECT moderator, at, text FROM note WHERE comment_id = ? ORDER BY id", comment_id
        ),
    }
