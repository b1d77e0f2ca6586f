"""Replies being written: kept apart from decisions, so that saving one never touches a comment."""

from __future__ import annotations

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from app.storage.tables import draft


def draft_of(connection: Connection, moderator: str, comment_id: int) -> str:
    """What a moderator has begun to write to a comment; "" when nothing."""
    kept = connection.execute(
        select(draft.c.text).where(draft.c.moderator == moderator, draft.c.comment_id == comment_id)
    ).scalar()
    return kept or ""


def save_draft(connection: Connection, moderator: str, comment_id: int, text: str, at: int) -> None:
    """Keep a moderator's draft for a comment in place of the one before; "" keeps none."""
    connection.execute(
        delete(draft).where(draft.c.moderator == moderator, draft.c.comment_id == comment_id)
    )
    if text.strip():
        connection.execute(
            insert(draft).values(moderator=moderator, comment_id=comment_id, text=text, saved_at=at)
        )
