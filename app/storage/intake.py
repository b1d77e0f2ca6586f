"""What the form intake asks of a newsroom: its articles by address, its tokens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from app.storage import sqlite
from app.storage.tables import article, comment, intake_token, source


@dataclass(frozen=True, slots=True)
class PageArticle:
    """An article as a page speaks of it. `open`: readers may write under it; `delivers`: it
    belongs to a connected site, which takes comments itself."""

    id: int
    source: str
    external_id: str
    url: str
    title: str
    open: bool
    delivers: bool


class Token(NamedTuple):
    """Who may post for the newsroom, and since when (microseconds UTC)."""

    name: str
    made_at: int


_ARTICLE = """
    SELECT article.id, source.key, article.external_id, article.url, article.title, article.open,
           source.delivers
    FROM json_each(?) AS spelling CROSS JOIN article CROSS JOIN source
    WHERE article.url = spelling.value AND source.id = article.source_id
    ORDER BY article.open DESC, article.id LIMIT 1
"""
_OPEN_BELOW = """
    SELECT EXISTS (SELECT 1 FROM article WHERE url >= ? AND url < ? AND open)
"""


def article_at(connection: Connection, spellings: Sequence[str]) -> PageArticle | None:
    """The article with one of these addresses; where several sources have it, an open one."""
    row = connection.exec_driver_sql(_ARTICLE, (sqlite.as_texts(spellings),)).first()
    if row is None:
        return None
    number, key, external_id, url, title, is_open, delivers = row
    return PageArticle(number, key, external_id, url, title, bool(is_open), bool(delivers))


def has_open_article(connection: Connection, origin: str) -> bool:
    """Whether readers may write under any article of this origin."""
    first, last = f"{origin}/", f"{origin}0"  # the character after the slash
    return bool(connection.exec_driver_sql(_OPEN_BELOW, (first, last)).scalar_one())


def set_open(connection: Connection, source_key: str, external_id: str, *, is_open: bool) -> None:
    """Let readers write under an article, or no more."""
    of_source = select(source.c.id).where(source.c.key == source_key).scalar_subquery()
    connection.execute(
        update(article)
        .where(article.c.source_id == of_source, article.c.external_id == external_id)
        .values(open=is_open)
    )


def status_of(connection: Connection, article_id: int, external_id: str) -> str | None:
    """The status of a comment on an article; None when it has no such comment."""
    return connection.execute(
        select(comment.c.status)
        .join(article, article.c.source_id == comment.c.source_id)
        .where(
            article.c.id == article_id,
            comment.c.article_id == article_id,
            comment.c.external_id == external_id,
        )
    ).scalar()


_DELIVERING = select(source.c.key).where(sqlite.texts_in(source.c.key), source.c.delivers)


def delivering(connection: Connection, keys: Collection[str]) -> set[str]:
    """Those of these sources that are connected sites."""
    return set(connection.execute(_DELIVERING, {"texts": sqlite.as_texts(keys)}).scalars())


_TOLD_BEFORE = """
    SELECT comment.external_id, comment.created_at, comment.source_digest
    FROM json_each(?) AS wanted CROSS JOIN source CROSS JOIN comment
    WHERE source.key = ? AND comment.source_id = source.id AND comment.external_id = wanted.value
"""


def told_before(
    connection: Connection, source_key: str, external_ids: Collection[str]
) -> list[tuple[str, int, bytes]]:
    """Those of these comments that are here: when they were written, and the digest of what was
    told of them."""
    rows = connection.exec_driver_sql(_TOLD_BEFORE, (sqlite.as_texts(external_ids), source_key))
    return [(name, at, digest) for name, at, digest in rows]


def add_token(connection: Connection, name: str, digest: bytes, at: int) -> bool:
    """Keep a token's digest; False when the name is taken."""
    taken = connection.execute(select(intake_token.c.id).where(intake_token.c.name == name)).first()
    if taken is None:
        connection.execute(insert(intake_token).values(name=name, digest=digest, made_at=at))
    return taken is None


def remove_token(connection: Connection, name: str) -> bool:
    """Forget a token; False when there is none of this name."""
    gone = delete(intake_token).where(intake_token.c.name == name).returning(intake_token.c.id)
    return connection.execute(gone).first() is not None


def tokens(connection: Connection) -> tuple[Token, ...]:
    """Every token, in the order of their names."""
    rows = connection.execute(
        select(intake_token.c.name, intake_token.c.made_at).order_by(intake_token.c.name)
    )
    return tuple(Token(name, at) for name, at in rows)


_DIGESTS = select(intake_token.c.name, intake_token.c.digest)


def digests(connection: Connection) -> list[tuple[str, bytes]]:
    """The names of the tokens with their digests."""
    rows = connection.execute(_DIGESTS)
    return [(name, digest) for name, digest in rows]
