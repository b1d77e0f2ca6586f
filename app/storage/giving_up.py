"""Giving deliveries up: the site keeps what it has, and so the desk shows that again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from app.domain.decision import Action
from app.storage import deliveries, sqlite
from app.storage.adopting import be_as_there
from app.storage.deciding import Deciding
from app.storage.log_writing import Step
from app.storage.reading import has_replies

_REPLIES = """
    SELECT reply.comment_id, max(reply.sequence), max(reply.pushed) FROM json_each(?) AS wanted
    CROSS JOIN delivery AS reply ON reply.comment_id = wanted.value AND reply.kind = 'reply'
    WHERE NOT EXISTS (SELECT 1 FROM remote WHERE remote.comment_id = reply.comment_id)
    GROUP BY reply.comment_id
"""
_NO_MORE = """
    UPDATE delivery SET state = 'dropped', settled_at = ?
    WHERE comment_id = ? AND state IN ('waiting', 'failed')
"""


def give_up(connection: Connection, moderator: str, at: int, ids: Sequence[int]) -> None:
    """Send these no more. A reply that the site does not have is taken back here as well, as undo
    does it, unless it was answered here."""
    comments = deliveries.give_up(connection, ids, at)
    be_as_there(connection, moderator, at, comments)
    _take_back_replies(connection, moderator, at, comments)


def _take_back_replies(
    connection: Connection, moderator: str, at: int, comments: Iterable[int]
) -> None:
    found = connection.exec_driver_sql(_REPLIES, (sqlite.as_ids(comments),)).all()
    if not found:
        return
    replied = {comment_id: (sequence, pushed) for comment_id, sequence, pushed in found}
    work = Deciding(connection, moderator, at)
    for reply in work.targets(replied):
        sequence, pushed = replied[reply.id]
        if has_replies(connection, reply.id):
            continue
        connection.exec_driver_sql(_NO_MORE, (at, reply.id))
        there = reply if pushed else reply._replace(delivers=0)  # what was not sent is not there
        work.remove_reply(there, Step(Action.UNDO.value, sequence))
    work.flush()
