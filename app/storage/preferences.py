"""What a newsroom has chosen for all its desks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, update
from sqlalchemy.engine import Connection

from app.domain.decision import RejectionReason
from app.domain.words import Words
from app.storage.tables import rejection_reason


def offer_reasons(connection: Connection, reasons: Sequence[RejectionReason]) -> None:
    """Offer exactly these reasons in this order; others stay known, for the log's sake."""
    connection.execute(update(rejection_reason).values(offered=False))
    for position, reason in enumerate(reasons):
        connection.execute(delete(rejection_reason).where(rejection_reason.c.code == reason.code))
        connection.execute(
            insert(rejection_reason).values(
                code=reason.code,
                vi=reason.words.vi,
                en=reason.words.en,
                position=position,
                offered=True,
            )
        )


def every_reason(connection: Connection) -> tuple[RejectionReason, ...]:
    """All reasons that anything was ever rejected for, also those no longer offered."""
    rows = connection.exec_driver_sql("SELECT code, vi, en FROM rejection_reason ORDER BY code")
    return tuple(RejectionReason(code, Words(vi, en)) for code, vi, en in rows)
