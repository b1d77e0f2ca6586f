"""The writers of an import: found by name and address, made where they are new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

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


class KnownWriters:
    """Remembers ids already committed, those of the latest writers only."""

    MOST = 50_000

    def __init__(self) -> None:
        self._ids: dict[Who, int] = {}

    def ids(self, connection: Connection, comments: Iterable[ArrivingComment]) -> Mapping[Who, int]:
        """At least the ids of the writers of these comments."""
        if len(self._ids) > self.MOST:
            self._ids.clear()
        missing = {
            (item.name, item.address): item
            for item in comments
            if (item.name, item.address) not in self._ids
        }
        if missing:
            found = connection.exec_driver_sql(_KNOWN, (json.dumps(list(missing)),))
            self._ids.update({(name, address): number for name, address, number in found})
            self._add(connection, [item for who, item in missing.items() if who not in self._ids])
        return self._ids

    def _add(self, connection: Connection, items: Sequence[ArrivingComment]) -> None:
        if not items:
            return
        last = connection.execute(select(func.coalesce(func.max(writer.c.id), 0))).scalar_one()
        rows = [
            {"id": number} | writer_row(item.name, item.address, item.names, item.addresses)
            for number, item in enumerate(items, start=last + 1)
        ]
        connection.exec_driver_sql(
            f"INSERT INTO writer ({', '.join(rows[0])}) VALUES ({', '.join('?' * len(rows[0]))})",
            [tuple(row.values()) for row in rows],
        )
        self._ids.update({(row["name"], row["address"]): row["id"] for row in rows})
