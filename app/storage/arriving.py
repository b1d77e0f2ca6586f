"""What an import brings, ready to be kept, and which of it is here already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.domain.comment import Judgement, Status
from app.domain.flag import Flag
from app.storage import sqlite

Key = tuple[str, str]
"""The source of a comment or an article, and its external id there."""


@dataclass(frozen=True, slots=True)
class ArrivingArticle:
    """An article as its source tells it; `columns` are the article table's own."""

    source: str
    external_id: str
    columns: tuple[tuple[str, str | int], ...]

    @property
    def key(self) -> Key:
        return self.source, self.external_id

    @property
    def told(self) -> dict[str, str | int]:
        """What its source really says: nothing empty."""
        return {name: value for name, value in self.columns if value}


class ArrivingComment(NamedTuple):
    """A comment ready to be kept: cleaned, judged and checked as far as that needs no database.
    `by_newsroom` is a reply of the newsroom's own, of which nothing is judged."""

    source: str
    external_id: str
    article: str
    parent: str | None
    name: str
    address: str
    names: Judgement
    addresses: Judgement
    text: str
    words: str
    flags: tuple[Flag, ...]
    fingerprint: int
    created_at: int
    status: Status | None
    website: str
    machine: str
    digest: bytes
    by_newsroom: bool = False

    @property
    def key(self) -> Key:
        return self.source, self.external_id

    @property
    def who(self) -> tuple[str, str]:
        """What makes two writers the same person: the address or, without one, the name."""
        return (
            ("address", self.addresses.normal)
            if self.addresses.normal
            else ("name", self.names.normal)
        )


@dataclass(slots=True)
class Arrived:
    """What became of the comments so far."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    articles: int = 0


class KnownComment(NamedTuple):
    """What an import needs to know of a comment that is already here."""

    id: int
    digest: bytes


_KNOWN = """
    SELECT comment.external_id, comment.id, comment.source_digest
    FROM json_each(?) AS wanted CROSS JOIN source CROSS JOIN comment
    WHERE source.key = ? AND comment.source_id = source.id AND comment.external_id = wanted.value
    """


def known_comments(connection: Connection, keys: Iterable[Key]) -> dict[Key, KnownComment]:
    """Those of the comments that are here already."""
    wanted: dict[str, list[str]] = {}
    for source, external_id in keys:
        wanted.setdefault(source, []).append(external_id)
    return {
        (source, name): KnownComment(number, digest)
        for source, names in wanted.items()
        for name, number, digest in connection.exec_driver_sql(
            _KNOWN, (sqlite.as_texts(names), source)
        ).all()
    }
