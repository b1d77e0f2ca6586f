"""Lists of any length open at once: rows come by their ids, a window of them when one is painted.

The ids of a listing are known; what they stand for is read off the GUI thread, kept while there is
room, and asked for again only when it was written since.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.words import Words
from ui.jobs import Jobs

Row = TypeVar("Row")

WINDOW = 100
CACHED_ROWS = 4000
WINDOWS_UNDER_WAY = 2
WINDOWS_WAITING = 3


class Windows(QObject, Generic[Row]):
    """What stands in the rows of a listing, as far as it is here; `at` fetches what is not.

    `read` gives the rows of some ids, in any order, and is called in a reading thread; an id it
    leaves out is missing. `arrived` carries the first and the last row of the listing that may now
    be here; `failed` carries `Words` when a window could not be read (it is tried again when it is
    next painted).
    """

    arrived = Signal(int, int)
    failed = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        read: Callable[[Sequence[int]], Sequence[Row]],
        id_of: Callable[[Row], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._read = read
        self._id_of = id_of
        self._ids: array[int] = array("q")
        self._generation = 0
        self._cached: OrderedDict[int, Row] = OrderedDict()
        self._stale: set[int] = set()
        self._missing: set[int] = set()
        self._asked: set[int] = set()
        self._waiting: OrderedDict[int, None] = OrderedDict()
        self._under_way = 0
        self._fetch_soon = QTimer(self)
        self._fetch_soon.setSingleShot(True)
        self._fetch_soon.setInterval(0)
        self._fetch_soon.timeout.connect(self._fetch)

    def follow(self, ids: array[int]) -> None:
        """Rows stand elsewhere now: what waits by its window is asked for again when painted.

        The array is not copied; whoever changes it calls this again.
        """
        self._ids = ids
        self._generation += 1
        self._waiting.clear()

    def at(self, row: int) -> Row | None:
        """What stands in a row if it is here; its window is fetched when it is not, or is stale."""
        row_id = self._ids[row]
        cached = self._cached.get(row_id)
        if cached is not None:
            self._cached.move_to_end(row_id)
        if self._needed(row_id):
            window = row // WINDOW
            self._waiting[window] = None
            self._waiting.move_to_end(window)
            if len(self._waiting) > WINDOWS_WAITING:
                self._waiting.popitem(last=False)
            if not self._fetch_soon.isActive():
                self._fetch_soon.start()
        return cached

    def cached(self, row_id: int) -> Row | None:
        """As last read, if it is here; never fetches."""
        return self._cached.get(row_id)

    def is_missing(self, row_id: int) -> bool:
        """Whether it was asked for and is no longer there."""
        return row_id in self._missing

    def refresh(self, row_ids: Iterable[int]) -> None:
        """Written since: read again when next painted; until then the old stays."""
        changed = set(row_ids)
        self._missing -= changed
        self._stale |= changed & (self._cached.keys() | self._asked)

    def forget(self, row_ids: Iterable[int]) -> None:
        """Written since, and not to be shown as they were; what is on its way counts as old."""
        gone = set(row_ids)
        self._stale |= gone & self._asked
        for row_id in self._cached.keys() & gone:
            del self._cached[row_id]

    def clear(self) -> None:
        """Everything is to be read afresh."""
        self._stale = set(self._asked)
        self._cached.clear()
        self._missing.clear()

    def _needed(self, row_id: int) -> bool:
        if row_id in self._cached and row_id not in self._stale:
            return False
        return row_id not in self._asked and row_id not in self._missing

    @Slot()
    def _fetch(self) -> None:
        while self._waiting and self._under_way < WINDOWS_UNDER_WAY:
            window, _ = self._waiting.popitem()
            first = window * WINDOW
            asked = tuple(filter(self._needed, self._ids[first : first + WINDOW]))
            if asked:
                self._asked.update(asked)
                self._stale.difference_update(asked)
                self._under_way += 1
                self._jobs.read(
                    self,
                    partial(self._read, asked),
                    partial(self._take, asked, self._generation, first),
                    partial(self._not_read, asked),
                )

    def _take(
        self, asked: tuple[int, ...], generation: int, first: int, rows: Sequence[Row]
    ) -> None:
        self._end_fetch(asked)
        for row in rows:
            self._cached[self._id_of(row)] = row
            self._cached.move_to_end(self._id_of(row))
        self._missing.update(set(asked).difference(map(self._id_of, rows)))
        while len(self._cached) > CACHED_ROWS:
            dropped, _ = self._cached.popitem(last=False)
            self._stale.discard(dropped)
        last = len(self._ids) - 1
        if generation == self._generation:
            self.arrived.emit(first, min(first + WINDOW - 1, last))
        elif last >= 0:
            self.arrived.emit(0, last)

    def _not_read(self, asked: tuple[int, ...], words: Words) -> None:
        self._end_fetch(asked)
        self._stale.update(self._cached.keys() & asked)
        self.failed.emit(words)

    def _end_fetch(self, asked: tuple[int, ...]) -> None:
        self._asked.difference_update(asked)
        self._under_way -= 1
        if self._waiting:
            self._fetch_soon.start()
