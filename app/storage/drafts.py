"""Replies being written: kept apart from decisions, so that saving one never touches a comment."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, delete, insert, select
from sqlalchemy.engine import Connection

from app.storage.tables import draft


@cache
def _kept() -> Select[str]:
    return select(draft.c.text).where(
        draft.c.moderator == bindparam("moderator"), draft.c.comment_id == bindparam("comment")
    )


def draft_of(connection: Connection, moderator: str, comment_id: int) -> str:
    """What a moderator has begun to write to a comment; "" when nothing."""
    about = {"moderator": moderator, "comment": comment_id}
    return connection.execute(_kept(), about).scalar() or ""


def save_draft(connection: Connection, moderator: str, comment_id: int, text: str, at: int) -> None:
    """Keep a moderator's draft for a comment in place of the one before; "" keeps none."""
    connection.execute(
        delete(draft).where(draft.c.moderator == moderator, draft.c.comment_id == comment_id)
    )
    if text.strip():
        connection.execute(
            insert(draft).values(moderator=moderator, comment_id=comment_id, text=text, saved_at=at)
        )
