"""The outbox: which deliveries may go now, and what becomes of each.

In order per comment, what it answers first. Of several decisions about a comment's status of which
nothing was sent yet, only the last is sent: a change of mind within the hold is as good as undo.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.delivery import DeliveryCounts, DeliveryKind, DeliveryState
from app.domain.words import Words
from app.storage import sqlite

MOST_AT_ONCE = 200

SUPERSEDED = """(
    {0}.kind IN ('status', 'reply') AND EXISTS (
        SELECT 1 FROM delivery AS later
        WHERE later.comment_id = {0}.comment_id AND later.id > {0}.id
        AND later.kind = CASE {0}.kind WHEN 'status' THEN 'status' ELSE 'withdrawal' END
        AND later.state IN ('waiting', 'failed')))"""
"""Whether a later decision stands in the place of one; also of one that may have been done already:
sent again only to be taken back, it would be seen by readers, or delete for good."""

KEPT_BACK = f"""
    SELECT min(e.state) FROM delivery AS e
    WHERE e.comment_id = d.comment_id AND e.id < d.id
    AND (e.state = 'waiting' AND NOT {SUPERSEDED.format("e")}
         OR e.state = 'failed' AND (
             e.kind = 'edit' AND coalesce(entry.to_status, '') NOT IN ('rejected', 'spam')
             OR e.kind = 'reply' AND NOT {SUPERSEDED.format("e")}
             OR e.kind = 'status' AND d.kind = 'edit' AND e.batch = d.batch))
    OR (d.kind = 'reply' OR entry.to_status = 'approved') AND e.comment_id = entry.parent_id
    AND (e.state = 'waiting' AND NOT {SUPERSEDED.format("e")}
         OR e.state = 'failed' AND d.kind = 'reply')
"""
"""The state of what a delivery `d` has to wait for. What failed to be edited is not approved as it
was, and undoing both an approval and an edit does not show the old text where the first failed."""

_DUE = f"""
    SELECT d.id, d.comment_id, d.sequence, d.kind, d.pushed, d.attempts,
           coalesce(d.base_status, entry.from_status), d.base_digest,
           entry.to_status, coalesce(told.text, subject.text, ''), told.before,
           coalesce(there.external_id, subject.external_id, entry.external_id),
           CASE WHEN subject.by_newsroom THEN 0 ELSE coalesce(subject.created_at, 0) END,
           there.comment_id IS NOT NULL,
           coalesce(above_there.external_id, above.external_id),
           CASE WHEN above.by_newsroom THEN 0 ELSE coalesce(above.created_at, 0) END
    FROM delivery AS d
    JOIN log_entry AS entry ON entry.sequence = d.sequence
    LEFT JOIN log_value AS told ON told.sequence = d.sequence
    LEFT JOIN comment AS subject ON subject.id = d.comment_id
    LEFT JOIN remote AS there ON there.comment_id = d.comment_id
    LEFT JOIN comment AS above ON above.id = entry.parent_id
    LEFT JOIN remote AS above_there ON above_there.comment_id = entry.parent_id
    WHERE d.state = 'waiting' AND d.source_id = ?1 AND d.held_until <= ?2
    AND NOT {SUPERSEDED.format("d")}
    AND ({KEPT_BACK}) IS NULL
    ORDER BY d.held_until, d.id
    LIMIT ?3
"""
_NEXT_AT = "SELECT min(held_until) FROM delivery WHERE state = 'waiting' AND source_id = ?"
_STILL = "id = ? AND sequence = ? AND state = 'waiting'"
"""The id alone may be another delivery's by now: the last one's is used again when it is undone."""
_PUSH = f"""
    UPDATE delivery SET pushed = 1 WHERE {_STILL} AND NOT {SUPERSEDED.format("delivery")}
    RETURNING id
"""
_SETTLE = f"""
    UPDATE delivery SET state = ?, problem_vi = ?, problem_en = ?, settled_at = ?
    WHERE {_STILL} RETURNING id
"""
_REPLACE = """
    UPDATE delivery SET state = 'replaced', settled_at = ?1
    WHERE comment_id = ?2 AND id < ?3 AND kind = ?4 AND state IN ('waiting', 'failed')
"""
_REPLACED_BY = {DeliveryKind.STATUS: "status", DeliveryKind.WITHDRAWAL: "reply"}
_OVERTAKEN = f"UPDATE delivery SET base_status = ?, base_digest = ? WHERE {_STILL}"
_NOT_PUSHED = f"UPDATE delivery SET pushed = 0 WHERE {_STILL}"
_PUT_OFF = f"""
    UPDATE delivery SET held_until = ?, attempts = attempts + ?, problem_vi = ?, problem_en = ?
    WHERE {_STILL}
"""
_REBASE = """
    UPDATE delivery SET base_status = ?, base_digest = ?
    WHERE comment_id = ? AND id > ? AND state IN ('waiting', 'failed')
    AND base_status IS ? AND base_digest IS ?
"""
_TRIED = """
    SELECT entry.to_status, told.text, earlier.kind FROM delivery AS earlier
    JOIN log_entry AS entry ON entry.sequence = earlier.sequence
    LEFT JOIN log_value AS told ON told.sequence = earlier.sequence
    WHERE earlier.comment_id = ?1 AND earlier.id <= ?2 AND earlier.pushed
    AND earlier.id > (
        SELECT coalesce(max(id), 0) FROM delivery
        WHERE comment_id = ?1 AND id < ?2 AND state = 'sent')
"""
_MAY_HAVE_BEEN_SENT = """
    UPDATE delivery SET pushed = 1 WHERE kind = 'reply' AND state IN ('waiting', 'failed')
"""
_COUNTS = "SELECT state, count(*) FROM delivery GROUP BY state"
_RETRY = """
    UPDATE delivery SET state = 'waiting', held_until = ?, attempts = 0, settled_at = 0,
           problem_vi = '', problem_en = ''
    WHERE state = 'failed' AND id IN (SELECT value FROM json_each(?))
"""
_HURRY = """
    UPDATE delivery SET held_until = ?1
    WHERE state = 'waiting' AND held_until > ?1 AND id IN (SELECT value FROM json_each(?2))
"""
_GIVE_UP = """
    UPDATE delivery SET state = 'dropped', settled_at = ?1
    WHERE state IN ('waiting', 'failed') AND (
        id IN (SELECT value FROM json_each(?2))
        OR EXISTS (
            SELECT 1 FROM json_each(?2) AS given JOIN delivery AS later ON later.id = given.value
            WHERE later.comment_id = delivery.comment_id AND later.id > delivery.id
            AND (delivery.kind, later.kind) IN (('status', 'status'), ('reply', 'withdrawal'))))
    RETURNING comment_id
"""


class Due(NamedTuple):
    """A delivery that may go now, with all that is known of its comment.

    `base_status` and `base_digest` are what must still be there (no digest: nobody told; then the
    text as it was here before counts, `before` for an edit and `text` otherwise). `above` is what
    it answers. `known_there`: the site has, or had, this comment.
    """

    id: int
    comment_id: int
    sequence: int
    kind: DeliveryKind
    pushed: int
    attempts: int
    base_status: str | None
    base_digest: bytes | None
    status: Status | None
    text: str
    before: str | None
    external_id: str
    created_at: int
    known_there: int
    above: str | None
    above_created_at: int


class Tried(NamedTuple):
    """What was sent for a comment without a good end: it may have been done there."""

    statuses: frozenset[str]
    texts: tuple[str, ...]
    replies: bool


def due(connection: Connection, source_id: int, now: int, most: int = MOST_AT_ONCE) -> list[Due]:
    """The deliveries to a site that may go now, those first that may for longest: so many are found
    in an index without looking at a hundred thousand others that wait."""
    rows = connection.exec_driver_sql(_DUE, (source_id, now, most))
    return [_due(row) for row in rows]


def _due(row: Sequence[Any]) -> Due:
    made = Due._make(row)
    return made._replace(
        kind=DeliveryKind(made.kind), status=Status(made.status) if made.status else None
    )


def next_at(connection: Connection, source_id: int) -> int | None:
    """When the next delivery to a site may go at the earliest; None when none waits."""
    at: int | None = connection.exec_driver_sql(_NEXT_AT, (source_id,)).scalar()
    return at


def tried(connection: Connection, delivery: Due) -> Tried:
    """What this and earlier deliveries of its comment may have done there."""
    rows = connection.exec_driver_sql(_TRIED, (delivery.comment_id, delivery.id)).all()
    return Tried(
        frozenset(status for status, _, kind in rows if kind == "status" and status),
        tuple(text for _, text, kind in rows if kind == "edit" and text is not None),
        any(kind == "reply" for *_, kind in rows),
    )


def begin_push(connection: Connection, delivery: Due) -> bool:
    """Say that something is about to be sent; False when it was undone, given up or decided
    otherwise meanwhile."""
    return connection.exec_driver_sql(_PUSH, _named(delivery)).first() is not None


def _named(delivery: Due) -> tuple[int, int]:
    return delivery.id, delivery.sequence


def settle(
    connection: Connection,
    delivery: Due,
    state: DeliveryState,
    at: int,
    problem: Words | None = None,
) -> bool:
    """A delivery has come to its end, good or bad, and with it what it replaces; False when it was
    undone or given up meanwhile."""
    vi, en = (problem.vi, problem.en) if problem else ("", "")
    told = (state.value, vi, en, at, *_named(delivery))
    if connection.exec_driver_sql(_SETTLE, told).first() is None:
        return False
    replaced = _REPLACED_BY.get(delivery.kind)
    if replaced and state is DeliveryState.SENT:
        connection.exec_driver_sql(_REPLACE, (at, delivery.comment_id, delivery.id, replaced))
    return True


def begin_anew(connection: Connection, delivery: Due) -> None:
    """What was sent was refused: nothing came of it there."""
    connection.exec_driver_sql(_NOT_PUSHED, _named(delivery))


def overtaken(connection: Connection, delivery: Due, status: Status, digest: bytes) -> None:
    """Something else is there than the decision was made upon: sent again, it is sent over this."""
    connection.exec_driver_sql(_OVERTAKEN, (status.value, digest, *_named(delivery)))


def put_off(
    connection: Connection, delivery: Due, until: int, problem: Words, *, answered: bool
) -> None:
    """Try a delivery again later."""
    connection.exec_driver_sql(
        _PUT_OFF, (until, int(answered), problem.vi, problem.en, *_named(delivery))
    )


def rebase(connection: Connection, delivery: Due, status: Status, digest: bytes) -> None:
    """What we have just done there is no surprise to later deliveries of the same comment that
    were decided upon the same."""
    connection.exec_driver_sql(
        _REBASE,
        (status.value, digest, delivery.comment_id, delivery.id, *_base(connection, delivery)),
    )


def _base(connection: Connection, delivery: Due) -> tuple[object, object]:
    row = connection.exec_driver_sql(
        "SELECT base_status, base_digest FROM delivery WHERE id = ?", (delivery.id,)
    ).one()
    return row[0], row[1]


def may_have_been_sent(connection: Connection) -> None:
    """A backup does not know what became of its deliveries since. Statuses and texts are compared
    with what is there anyway; of replies it has to be said."""
    connection.exec_driver_sql(_MAY_HAVE_BEEN_SENT)


def counts(connection: Connection) -> DeliveryCounts:
    """How many deliveries are in each state."""
    found: dict[str, int] = dict(connection.exec_driver_sql(_COUNTS).all())
    return DeliveryCounts(*(found.get(name, 0) for name in DeliveryCounts.__dataclass_fields__))


def retry(connection: Connection, ids: Sequence[int], at: int) -> None:
    """Send what failed again, over what was found there then."""
    connection.exec_driver_sql(_RETRY, (at, sqlite.as_ids(ids)))


def hurry(connection: Connection, ids: Sequence[int], at: int) -> None:
    """Let what waits go now."""
    connection.exec_driver_sql(_HURRY, (at, sqlite.as_ids(ids)))


def give_up(connection: Connection, ids: Sequence[int], at: int) -> list[int]:
    """Send these no more; the comments they were about."""
    rows = connection.exec_driver_sql(_GIVE_UP, (at, sqlite.as_ids(ids)))
    return [row[0] for row in rows]
