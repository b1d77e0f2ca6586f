"""Whether a comment stands here already just as a file tells it, however it came to be so.

An export tells what was decided and edited here: importing it again is then no news, though its
source had once told it differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy.engine import Connection

from app.storage import sqlite
from app.storage.arriving import Key


class Told(NamedTuple):
    """What a file says of a comment, in characters as they are kept; a parent, a status or a time
    (0) that it does not tell is not compared."""

    article: str
    name: str
    address: str
    text: str
    website: str
    machine: str
    parent: str | None
    created_at: int
    status: str | None
    by_newsroom: bool


_HERE = """
    SELECT comment.external_id, article.external_id, writer.name, writer.address, comment.text,
           comment.website, comment.machine,
           coalesce(parent.external_id, comment.parent_external_id), comment.created_at,
           comment.status, comment.by_newsroom
    FROM json_each(?) AS wanted CROSS JOIN source CROSS JOIN comment
    JOIN article ON article.id = comment.article_id
    JOIN writer ON writer.id = comment.writer_id
    LEFT JOIN comment AS parent ON parent.id = comment.parent_id
    WHERE source.key = ? AND comment.source_id = source.id AND comment.external_id = wanted.value
    """


def standing(connection: Connection, told: Mapping[Key, Told]) -> set[Key]:
    """Those that are here as they are told. What the newsroom wrote itself is no file's to change,
    nor does a file make a reader's comment the newsroom's."""
    return {key for key, here in as_here(connection, told).items() if stands(here, told[key])}


def as_here(connection: Connection, keys: Iterable[Key]) -> dict[Key, Told]:
    """Comments as an export would tell them now."""
    wanted: dict[str, list[str]] = {}
    for source, external_id in keys:
        wanted.setdefault(source, []).append(external_id)
    return {
        (source, row[0]): Told._make((*row[1:-1], bool(row[-1])))
        for source, names in wanted.items()
        for row in connection.exec_driver_sql(_HERE, (sqlite.as_texts(names), source))
    }


def stands(here: Told, told: Told) -> bool:
    """Whether a comment is here as it is told."""
    if here.by_newsroom or told.by_newsroom:
        return True
    return (
        told[:6] == here[:6]
        and told.parent in (None, here.parent)
        and told.created_at in (0, here.created_at)
        and told.status in (None, here.status)
    )
