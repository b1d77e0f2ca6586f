"""What a newsroom has chosen for all its desks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from app.domain.decision import RejectionReason
from app.domain.template import ReplyTemplate
from app.domain.words import Words
from app.storage.tables import rejection_reason, reply_template


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
                note=reason.note,
            )
        )


def every_reason(connection: Connection) -> tuple[RejectionReason, ...]:
    """All reasons that anything was ever rejected for, also those no longer offered."""
    rows = connection.exec_driver_sql(
        "SELECT code, vi, en, note FROM rejection_reason ORDER BY code"
    )
    return tuple(RejectionReason(code, Words(vi, en), note) for code, vi, en, note in rows)


def note_of_reason(connection: Connection, code: str) -> str:
    """The template of the note that is kept with a rejection for this reason; "" for none."""
    rows = connection.exec_driver_sql("SELECT note FROM rejection_reason WHERE code = ?", (code,))
    return str(rows.scalar() or "")


def reply_templates(connection: Connection) -> tuple[ReplyTemplate, ...]:
    """The templates for replies, in the order of their keys."""
    rows = connection.execute(
        select(reply_template.c.id, reply_template.c.name, reply_template.c.text).order_by(
            reply_template.c.position
        )
    )
    return tuple(ReplyTemplate(*row) for row in rows)


def keep_reply_templates(connection: Connection, templates: Sequence[ReplyTemplate]) -> None:
    """Keep exactly these, in this order; a new one gets an id, and so does one whose id another
    before it has: two desks have made two of one."""
    connection.execute(delete(reply_template))
    free = count(1 + max((one.id for one in templates), default=0))
    taken = {0}
    rows = []
    for position, one in enumerate(templates):
        own = next(free) if one.id in taken else one.id
        taken.add(own)
        rows.append({"id": own, "name": one.name, "text": one.text, "position": position})
    if rows:
        connection.execute(insert(reply_template), rows)
