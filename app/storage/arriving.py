"""What an import brings, ready to be kept, and which of it is here already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from app.domain.comment import Judgement, Status
from app.domain.flag import Flag
from app.storage import sqlite
from app.storage.tables import comment


@dataclass(frozen=True, slots=True)
class ArrivingArticle:
    """An article as its source tells it; `columns` are the article table's own."""

    source: str
    external_id: str
    columns: tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class ArrivingComment:
    """A comment ready to be kept: cleaned, judged and checked as far as that needs no database."""

    source: str
    external_id: str
    article: str
    parent: str | None
    name: str
    address: str
    names: Judgement
    addresses: Judgement
    text: str
    flags: tuple[Flag, ...]
    fingerprint: int
    created_at: int
    status: Status | None
    website: str
    machine: str
    digest: bytes

    @property
    def key(self) -> tuple[str, str]:
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


@dataclass(frozen=True, slots=True)
class KnownComment:
    """What an import needs to know of a comment that is already here."""

    id: int
    digest: bytes


def known_comments(
    connection: Connection, sources: Mapping[str, int], comments: Sequence[ArrivingComment]
) -> dict[tuple[str, str], KnownComment]:
    """Those of the comments that are here already, by source and external id."""
    known: dict[tuple[str, str], KnownComment] = {}
    for key in {item.source for item in comments} & sources.keys():
        rows = connection.execute(
            select(comment.c.external_id, comment.c.id, comment.c.source_digest).where(
                comment.c.source_id == sources[key], sqlite.texts_in(comment.c.external_id)
            ),
            {"texts": sqlite.as_texts(item.external_id for item in comments)},
        )
        known |= {(key, name): KnownComment(number, digest) for name, number, digest in rows}
    return known
