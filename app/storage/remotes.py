"""What sites last told of their comments, or were brought to have: what deliveries compare with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from app.domain.delivery import text_digest
from app.storage import sqlite
from app.storage.tables import comment, remote

_TELL = """
    INSERT INTO remote (comment_id, source_id, external_id, status, text_digest, doubted)
    SELECT comment.id, source_id, external_id, ?3, ?4, 0
    FROM comment WHERE source_id = ?1 AND external_id = ?2
    ON CONFLICT (comment_id) DO UPDATE SET
        external_id = excluded.external_id, status = excluded.status,
        text_digest = excluded.text_digest, doubted = 0
"""
_PUT = """
    INSERT INTO remote (comment_id, source_id, external_id, status, text_digest, doubted)
    SELECT ?1, ?2, ?3, ?4, ?5,
           EXISTS (SELECT 1 FROM comment WHERE id = ?1 AND NOT by_newsroom)
    WHERE true
    ON CONFLICT (comment_id) DO UPDATE SET
        external_id = excluded.external_id, status = excluded.status,
        text_digest = excluded.text_digest, doubted = excluded.doubted
"""
_DOUBTED = "SELECT external_id FROM remote WHERE source_id = ? AND doubted"
_TRUST = """
    UPDATE remote SET doubted = 0
    WHERE source_id = ? AND doubted AND external_id IN (SELECT value FROM json_each(?))
"""
_UNDECIDED = """
    SELECT comment.id FROM json_each(?) AS wanted
    CROSS JOIN comment ON comment.source_id = ? AND comment.external_id = wanted.value
    WHERE comment.decided_by = '' AND comment.status = 'pending'
"""
_NAME_REPLY = """
    UPDATE comment SET external_id = ?1
    WHERE id = ?2 AND NOT EXISTS (
        SELECT 1 FROM comment AS other
        WHERE other.source_id = comment.source_id AND other.external_id = ?1)
"""
_OWN_REPLIES = """
    WITH RECURSIVE above(text, id) AS (
        SELECT told.text, entry.parent_id
        FROM delivery JOIN log_entry AS entry ON entry.sequence = delivery.sequence
        JOIN log_value AS told ON told.sequence = delivery.sequence
        WHERE delivery.source_id = ? AND delivery.kind = 'reply' AND delivery.pushed
        AND delivery.state != 'sent' AND told.text IS NOT NULL
        UNION
        SELECT above.text, comment.parent_id FROM above JOIN comment ON comment.id = above.id
        WHERE comment.parent_id IS NOT NULL)
    SELECT above.text, coalesce(there.external_id, comment.external_id)
    FROM above JOIN comment ON comment.id = above.id
    LEFT JOIN remote AS there ON there.comment_id = comment.id
"""


class Told(NamedTuple):
    """What a site tells of a comment: its status and a digest of its text."""

    external_id: str
    status: str
    text_digest: bytes


def tell(connection: Connection, source_id: int, told: Iterable[Told]) -> None:
    """Keep what a site has just told of comments that are here."""
    rows = [(source_id, *each) for each in told]
    if rows:
        connection.exec_driver_sql(_TELL, rows)


def put(connection: Connection, comment_id: int, source_id: int, told: Told) -> None:
    """Keep what a delivery brought a comment to, or saw of it; a reply gets the id it has there.
    No pull knows of it: a reader's comment has to be looked at again, and what is told of it then
    is news, unless `keep_digest` says otherwise."""
    connection.exec_driver_sql(_PUT, (comment_id, source_id, *told))
    keep_digest(connection, comment_id, b"")


def doubted(connection: Connection, source_id: int) -> frozenset[str]:
    """The comments of which a delivery has changed or seen something since a pull told them."""
    return frozenset(connection.exec_driver_sql(_DOUBTED, (source_id,)).scalars())


def trust(connection: Connection, source_id: int, external_ids: Iterable[str]) -> None:
    """A whole pull has looked at these: what they are now, its cursor knows."""
    connection.exec_driver_sql(_TRUST, (source_id, sqlite.as_texts(external_ids)))


def forget(connection: Connection, comment_id: int) -> None:
    """A reply that was taken back is there no more."""
    connection.execute(delete(remote).where(remote.c.comment_id == comment_id))


def name_reply(connection: Connection, comment_id: int, external_id: str) -> None:
    """A reply that was published has an id there now, under which pulling may tell it."""
    connection.exec_driver_sql(_NAME_REPLY, (external_id, comment_id))


def text_there(connection: Connection, comment_id: int) -> bytes | None:
    """The digest of a comment's text as its site had it last; None when that is not known."""
    return connection.execute(
        select(remote.c.text_digest).where(remote.c.comment_id == comment_id)
    ).scalar()


def text_here(connection: Connection, comment_id: int) -> bytes:
    """The digest of a comment's text as the desk shows it."""
    text = connection.execute(select(comment.c.text).where(comment.c.id == comment_id)).scalar()
    return text_digest(text or "")


def keep_digest(connection: Connection, comment_id: int, digest: bytes) -> None:
    """What a source would tell of a comment now is no news: we brought it about."""
    connection.execute(
        update(comment).where(comment.c.id == comment_id).values(source_digest=digest)
    )


def undecided(connection: Connection, source_id: int, external_ids: Sequence[str]) -> list[int]:
    """Those of these comments that still wait here and nobody has decided."""
    rows = connection.exec_driver_sql(_UNDECIDED, (sqlite.as_texts(external_ids), source_id))
    return [row[0] for row in rows]


def replies_under_way(connection: Connection, source_id: int) -> frozenset[tuple[str, str]]:
    """The texts of replies that may be there already without our knowing their ids, with what
    they answer, and what that answers: a site may know one level only."""
    return frozenset(
        (str(text), str(above))
        for text, above in connection.exec_driver_sql(_OWN_REPLIES, (source_id,))
    )
