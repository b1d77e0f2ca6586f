"""What a source says has become of a comment, taken over: no decision of anybody here, no line in
the log, nothing to be sent back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.flag import Flag, Reason, ReasonCode, kinds_of
from app.storage import sqlite
from app.storage.deciding import Deciding, replace_flags
from app.storage.pages import flags_of
from app.storage.remotes import undecided
from app.storage.tables import comment, delivery
from app.storage.targets import Target

_STATUS_THERE = """
    SELECT remote.comment_id, remote.status FROM json_each(?) AS wanted
    CROSS JOIN remote ON remote.comment_id = wanted.value
    CROSS JOIN comment ON comment.id = wanted.value AND comment.status <> remote.status
    WHERE NOT EXISTS (
        SELECT 1 FROM delivery
        WHERE delivery.comment_id = comment.id AND delivery.state IN ('waiting', 'failed'))
"""
_GONE = Flag(Reason(ReasonCode.GONE_AT_SOURCE))


def adopt_status(connection: Connection, work: Deciding, target: Target, status: str) -> Target:
    """Give a comment the status it has at its source."""
    adopted = target.decided((status, "", "", 0))
    work.recount(target, adopted)
    connection.execute(
        update(comment)
        .where(comment.c.id == target.id)
        .values(status=status, reason="", decided_by="", decided_at=0, version=work.change)
    )
    return adopted


def leave_the_queue(
    connection: Connection, moderator: str, at: int, source_id: int, external_ids: Sequence[str]
) -> None:
    """Take what waits here of these comments, which their site has no more, out of Pending, and
    say why beside each; what somebody decided here stays as it was decided."""
    ids = undecided(connection, source_id, external_ids)
    if not ids:
        return
    work = Deciding(connection, moderator, at)
    for target in work.targets(ids):
        flags = (_GONE, *flags_of(connection, target.id))
        flagged = target._replace(flag_kinds=int(kinds_of(flags)))
        work.recount(target, flagged)
        connection.execute(
            update(comment).where(comment.c.id == target.id).values(flag_kinds=flagged.flag_kinds)
        )
        replace_flags(connection, target.id, flags)
        adopt_status(connection, work, flagged, Status.REJECTED.value)
    work.flush()


def is_under_way(connection: Connection, comment_id: int) -> bool:
    """Whether something about a comment is still to reach its site, or failed to."""
    found = select(delivery.c.id).where(
        delivery.c.comment_id == comment_id, delivery.c.state.in_(("waiting", "failed"))
    )
    return connection.execute(found.limit(1)).first() is not None


def be_as_there(
    connection: Connection, moderator: str, at: int, comment_ids: Sequence[int]
) -> None:
    """Let comments of which nothing is to be sent any more have the status that their sites told
    last."""
    there: dict[int, str] = dict(
        connection.exec_driver_sql(_STATUS_THERE, (sqlite.as_ids(comment_ids),)).all()
    )
    if not there:
        return
    work = Deciding(connection, moderator, at)
    for target in work.targets(there):
        adopt_status(connection, work, target, there[target.id])
    work.flush()
