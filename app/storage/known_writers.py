"""The writers of an import: found by name and address, made where they are new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from app.storage import sqlite
from app.storage.arriving import ArrivingComment
from app.storage.tables import writer
from app.storage.writers import writer_row

Who = tuple[str, str]
"""A writer's name and address as given."""

_KNOWN = """
    SELECT writer.name, writer.address, writer.id
    FROM json_each(?) AS wanted CROSS JOIN writer
    WHERE writer.name = wanted.value ->> 0 AND writer.address = wanted.value ->> 1
      AND writer.of_newsroom = 0
    """
_FIRST_AND_LAST = """
    UPDATE writer SET
        last_at = CASE WHEN last_at = 0 THEN ? ELSE max(last_at, ?) END,
        first_at = CASE WHEN first_at = 0 THEN ? ELSE min(first_at, ?) END
    WHERE id = ?
    """
_TIMES = "FROM comment WHERE comment.writer_id = writer.id AND comment.created_at <> 0"
_FIRST_AND_LAST_ANEW = f"""
    UPDATE writer SET
        first_at = coalesce((SELECT min(comment.created_at) {_TIMES}), 0),
        last_at = coalesce((SELECT max(comment.created_at) {_TIMES}), 0)
    WHERE id IN (SELECT value FROM json_each(?))
    """


def writer_ids(connection: Connection, comments: Iterable[ArrivingComment]) -> Mapping[Who, int]:
    """The ids of the readers who wrote these comments; those not met before are made."""
    wanted = {(item.name, item.address): item for item in comments if not item.by_newsroom}
    found = connection.exec_driver_sql(_KNOWN, (json.dumps(list(wanted)),)).all()
    ids = {(name, address): number for name, address, number in found}
    return ids | _added(connection, [item for who, item in wanted.items() if who not in ids])


def _added(connection: Connection, items: Sequence[ArrivingComment]) -> dict[Who, int]:
    if not items:
        return {}
    last = connection.execute(select(func.coalesce(func.max(writer.c.id), 0))).scalar_one()
    rows = [
        {"id": number} | writer_row(item.name, item.address, item.names, item.addresses)
        for number, item in enumerate(items, start=last + 1)
    ]
    connection.exec_driver_sql(
        f"INSERT INTO writer ({', '.join(rows[0])}) VALUES ({', '.join('?' * len(rows[0]))})",
        [tuple(row.values()) for row in rows],
    )
    return {(row["name"], row["address"]): row["id"] for row in rows}


def note_first_and_last(
    connection: Connection, ids: Mapping[Who, int], comments: Iterable[ArrivingComment]
) -> None:
    """Let the writers of new comments have written then; 0 is unknown and says nothing."""
    moments: dict[int, tuple[int, int]] = {}
    for item in comments:
        at, writer_id = item.created_at, ids[item.name, item.address]
        if at:
            first, last = moments.get(writer_id, (at, at))
            moments[writer_id] = (min(first, at), max(last, at))
    rows = [(last, last, first, first, number) for number, (first, last) in moments.items()]
    if rows:
        connection.exec_driver_sql(_FIRST_AND_LAST, rows)


def find_first_and_last(connection: Connection, writers: Iterable[int]) -> None:
    """Let these writers have written when their comments say, whose time or writer has changed."""
    connection.exec_driver_sql(_FIRST_AND_LAST_ANEW, (sqlite.as_ids(writers),))
