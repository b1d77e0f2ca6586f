"""Counts are maintained, never counted: the differences of one transaction, written at its end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.storage.targets import Target

MANY = 20_000
"""Writers whose counts may wait in memory before they are written."""

_TALLY = (
    "INSERT INTO tally (status, flag_kinds, n) VALUES (?, ?, ?) "
    "ON CONFLICT (status, flag_kinds) DO UPDATE SET n = tally.n + excluded.n"
)
_ARTICLE = "UPDATE article SET pending = pending + ?, total = total + ? WHERE id = ?"
_STATUSES = tuple(status.value for status in Status)
_PENDING = Status.PENDING.value
_WRITER = f"UPDATE writer SET {', '.join(f'{s} = {s} + ?' for s in _STATUSES)} WHERE id = ?"
_FLAG_KINDS, _ARTICLE_ID, _WRITER_ID = map(attrgetter, ("flag_kinds", "article_id", "writer_id"))


class Counts:
    """What a transaction adds to and takes from tallies, articles and writers."""

    def __init__(self) -> None:
        self._tallies: defaultdict[tuple[str, int], int] = defaultdict(int)
        self._totals: defaultdict[int, int] = defaultdict(int)
        self._pending: defaultdict[int, int] = defaultdict(int)
        self._writers: dict[str, defaultdict[int, int]] = {s: defaultdict(int) for s in _STATUSES}
        self._moved: defaultdict[tuple[str, str], list[Target]] = defaultdict(list)

    def add(
        self, status: str, flag_kinds: int, article_id: int, writer_id: int, n: int = 1
    ) -> None:
        """`n` comments more (or, negative, fewer) of this kind."""
        self._tallies[status, flag_kinds] += n
        self._totals[article_id] += n
        if status == _PENDING:
            self._pending[article_id] += n
        self._writers[status][writer_id] += n

    def move(self, before: Target, status: str) -> None:
        """A comment now has another status, and nothing else about it is different."""
        self._moved[before.status, status].append(before)

    def write(self, connection: Connection, *, more: bool = False) -> None:
        """Write the differences and begin again at nothing; with `more` to come once many wait."""
        self._count_moved()
        if more and not self._many:
            return
        _execute(connection, _TALLY, ((*kind, n) for kind, n in self._tallies.items() if n))
        _execute(connection, _ARTICLE, _rows((self._pending, self._totals)))
        _execute(connection, _WRITER, _rows(tuple(self._writers.values())))
        self._tallies.clear()
        self._totals.clear()
        self._pending.clear()
        for writers in self._writers.values():
            writers.clear()

    @property
    def _many(self) -> bool:
        return any(len(writers) > MANY for writers in self._writers.values())

    def _count_moved(self) -> None:
        """Count those that moved alike together: five times quicker than one by one."""
        for (was, now), comments in self._moved.items():
            for flag_kinds, n in Counter(map(_FLAG_KINDS, comments)).items():
                self._tallies[was, flag_kinds] -= n
                self._tallies[now, flag_kinds] += n
            arrived = (now == _PENDING) - (was == _PENDING)
            for article_id, n in Counter(map(_ARTICLE_ID, comments)).items():
                self._pending[article_id] += n * arrived
            for writer_id, n in Counter(map(_WRITER_ID, comments)).items():
                self._writers[was][writer_id] -= n
                self._writers[now][writer_id] += n
        self._moved.clear()


def _rows(columns: Sequence[Mapping[int, int]]) -> Iterator[tuple[int, ...]]:
    """The differences of each column and the id they belong to, by id, where there is any."""
    for number in sorted(set().union(*columns)):
        row = [column.get(number, 0) for column in columns]
        if any(row):
            yield (*row, number)


def _execute(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    found = list(rows)
    if found:
        connection.exec_driver_sql(statement, found)
