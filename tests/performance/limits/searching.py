"""Searching by hand: one statement for the newest hits, with the expression the program makes."""

from __future__ import annotations

from typing import Any

from tests.performance.limits.connecting import Raw

_HITS = """
    SELECT c.id FROM comment_search s CROSS JOIN comment c ON c.id = s.rowid
    WHERE comment_search MATCH ? {status} ORDER BY s.rowid DESC LIMIT ?
"""
_OF_STATUS = _HITS.format(status="AND c.status = ?")
_OF_ALL = _HITS.format(status="")


def newest_hits(connection: Raw, expression: str, status: str | None, limit: int) -> list[Any]:
    """The ids of the newest comments that an FTS5 expression finds; higher ids are newer."""
    if status is None:
        rows = connection.execute(_OF_ALL, (expression, limit))
    else:
        rows = connection.execute(_OF_STATUS, (expression, status, limit))
    return [number for (number,) in rows]
