"""Deliveries as a person looks at them."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.delivery import Delivery, DeliveryKind, DeliveryState
from app.domain.words import Words
from app.storage.deliveries import KEPT_BACK, SUPERSEDED

_COLUMNS = """
    SELECT d.id, source.key, d.comment_id, d.kind, d.state, entry.to_status,
           coalesce(told.name, writer.name, ''), coalesce(article.title, entry.article),
           substr(coalesce(told.text, comment.text, ''), 1, 500), entry.moderator, entry.at,
           d.held_until, d.attempts, d.pushed, d.problem_vi, d.problem_en, d.settled_at
"""
_TABLES = """
    FROM delivery AS d
    JOIN source ON source.id = d.source_id
    JOIN log_entry AS entry ON entry.sequence = d.sequence
    LEFT JOIN log_value AS told ON told.sequence = d.sequence
    LEFT JOIN comment ON comment.id = d.comment_id
    LEFT JOIN writer ON writer.id = comment.writer_id
    LEFT JOIN article ON article.id = entry.article_id
"""
_BEHIND = f"CASE WHEN {SUPERSEDED.format('d')} THEN 'replaced' ELSE ({KEPT_BACK}) END"
"""Why one that waits may not go yet, by the same rules as `app.storage.deliveries.due`; "failed"
comes before "waiting", in the alphabet as for a person."""

_NEXT = "SELECT id FROM delivery WHERE state = 'waiting' ORDER BY held_until, id LIMIT ?"
_LATEST = "SELECT id FROM delivery WHERE state = ? ORDER BY id DESC LIMIT ?"
_WAITING = f"{_COLUMNS}, {_BEHIND} {_TABLES} WHERE d.id IN ({_NEXT}) ORDER BY d.held_until, d.id"
_SETTLED = (
    f"{_COLUMNS}, NULL {_TABLES} WHERE d.id IN ({_LATEST}) ORDER BY d.settled_at DESC, d.id DESC"
)
_OF_COMMENT = f"{_COLUMNS}, NULL {_TABLES} WHERE d.comment_id = ? ORDER BY d.id DESC"
_FAILED_BY = "SELECT id FROM delivery WHERE state = 'failed' AND settled_at <= ?"
_HELD_AFTER = "SELECT id FROM delivery WHERE state = 'waiting' AND held_until > ?"


def in_state(connection: Connection, state: DeliveryState, most: int) -> tuple[Delivery, ...]:
    """At most so many deliveries in a state: next first where they wait, else those decided last,
    what came to its end last first.

    Which they are is found in an index alone, and only they are read: a hundred thousand may wait.
    """
    if state is DeliveryState.WAITING:
        rows = connection.exec_driver_sql(_WAITING, (most,))
    else:
        rows = connection.exec_driver_sql(_SETTLED, (state.value, most))
    return tuple(_delivery(row) for row in rows)


def of_comment(connection: Connection, comment_id: int) -> tuple[Delivery, ...]:
    """The deliveries of a comment, latest first."""
    return tuple(_delivery(row) for row in connection.exec_driver_sql(_OF_COMMENT, (comment_id,)))


def failed_by(connection: Connection, at: int) -> array[int]:
    """Every delivery that stands as failed and did so at this time."""
    return array("q", connection.exec_driver_sql(_FAILED_BY, (at,)).scalars())


def held_after(connection: Connection, at: int) -> array[int]:
    """Every delivery that is held, or put off, until later than this time."""
    return array("q", connection.exec_driver_sql(_HELD_AFTER, (at,)).scalars())


def _delivery(row: Sequence[Any]) -> Delivery:
    key, site, comment_id, kind, state, status, *told, pushed, vi, en, settled_at, behind = row
    values = [
        *(key, site, comment_id, DeliveryKind(kind), DeliveryState(state)),
        Status(status) if status else None,
        *told,
        bool(pushed),
        Words(vi, en) if en else None,
        settled_at,
        DeliveryState(behind) if behind else None,
    ]
    return Delivery(*values)
