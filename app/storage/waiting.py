"""How long comments wait. How many have waited long is counted at the shorter end of an index.

Statements written out, so that they can be run before what all others go through is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain import moment
from app.domain.queue import LONG_WAIT
from app.domain.reading import Arrived

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

WAITING_LONG = """
WITH
    pending AS (SELECT coalesce(sum(n), 0) AS n FROM tally WHERE status = 'pending'),
    since AS (
        SELECT count(*) AS n FROM (
            SELECT 1 FROM comment WHERE status = 'pending' AND created_at > ?1
            LIMIT (SELECT n / 2 + 1 FROM pending)
        )
    )
SELECT CASE
    WHEN since.n <= pending.n / 2 THEN pending.n - since.n
    ELSE (SELECT count(*) FROM comment WHERE status = 'pending' AND created_at <= ?1)
END FROM pending, since
"""
"""How many pending comments were written up to a moment (its one value). How many are pending is
kept, so the shorter part of them tells: that of a day beside a backlog, or the other way round."""

_ARRIVED = """
SELECT
    (SELECT count(*) FROM comment WHERE status = 'pending' AND +id > ?1),
    (SELECT min(created_at) FROM comment WHERE status = 'pending')
"""

_OF_AGE = """
SELECT id FROM comment WHERE status = 'pending' AND created_at > ?1 AND created_at <= ?2
"""

LOOKED_BACK = moment.HOUR
"""However seldom somebody looks at what has just come of age: microseconds."""


def long_before(now: int) -> int:
    """When a comment was written at the latest that has waited long by now."""
    return now - LONG_WAIT


def waiting_long(connection: Connection, now: int) -> int:
    """How many pending comments have waited long."""
    return int(connection.exec_driver_sql(WAITING_LONG, (long_before(now),)).scalar_one())


def come_of_age(connection: Connection, waited: int, now: int) -> list[int]:
    """The pending comments that have waited so long since a moment ago."""
    rows = connection.exec_driver_sql(_OF_AGE, (now - waited - LOOKED_BACK, now - waited))
    return [row[0] for row in rows]


def arrived(connection: Connection, last_id: int) -> Arrived:
    """What came in after the comment with this id and still waits."""
    new, oldest_at = connection.exec_driver_sql(_ARRIVED, (last_id,)).one()
    return Arrived(new, oldest_at)
