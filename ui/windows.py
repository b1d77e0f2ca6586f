"""Lists of any length open at once: rows come by their ids, a window of them when one is painted.

The ids of a listing are known; what they stand for is read off the GUI thread, kept while there is
room, and asked for again only when it was written since. What stands a few screens above and below
is read when nothing else is, so that who moves on finds it there.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.reading import Page
from app.domain.words import Words
from ui.jobs import Jobs

Row = TypeVar("Row")

WINDOW = 100
AHEAD = 50
"""Rows beyond the one looked at that are wanted here too."""

CACHED_ROWS = 600
WINDOWS_UNDER_WAY = 2
WINDOWS_WAITING = 3


class Windows(QObject, Generic[Row]):
    """What stands in the rows of a listing, as far as it is here; `at` fetches what is not.

    `read` gives the rows of some ids, in any order, and is called in a reading thread; an id it
    leaves out is missing. `arrived` carries the first and the last row of the
    listing that was asked for and may now be here; `failed` carries `Words` when a window could not
    be read (it is tried again when it is next painted).
    """

    arrived = Signal(int, int)
    failed = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        read: Callable[[Sequence[int]], Page[Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._read = read
        self._ids: array[int] = array("q")
        self._generation = 0
        self._cached: OrderedDict[int, tuple[Page[Row], int]] = OrderedDict()
        self._stale: set[int] = set()
        self._missing: set[int] = set()
        self._asked: set[int] = set()
        self._looked_for: dict[int, int] = {}
        self._waiting: OrderedDict[int, None] = OrderedDict()
        self._around: int | None = None
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
        self._around = None

    def at(self, row: int) -> Row | None:
        """What stands in a row if it is here; its window is fetched when it is not, or is stale."""
        row_id = self._ids[row]
        place = self._cached.get(row_id)
        if place is None or row_id in self._stale:
            self._look_for(row, row_id)
        else:
            self._cached.move_to_end(row_id)
        if self._around is None or abs(row - self._around) > AHEAD // 2:
            self._around = row
            self._fetch_soon.start()
        return None if place is None else place[0][place[1]]

    def _look_for(self, row: int, row_id: int) -> None:
        self._looked_for[row_id] = row
        if len(self._looked_for) > CACHED_ROWS:
            del self._looked_for[next(iter(self._looked_for))]
        if self._needed(row_id):
            window = row // WINDOW
            self._waiting[window] = None
            self._waiting.move_to_end(window)
            if len(self._waiting) > WINDOWS_WAITING:
                self._waiting.popitem(last=False)
            self._fetch_soon.start()

    def cached(self, row_id: int) -> Row | None:
        """As last read, if it is here; never fetches."""
        place = self._cached.get(row_id)
        return None if place is None else place[0][place[1]]

    def is_missing(self, row_id: int) -> bool:
        """Whether it was asked for and is no longer there."""
        return row_id in self._missing

    def refresh(self, row_ids: Collection[int]) -> None:
        """Written since: read again when next painted; until then the old stays."""
        self._missing -= self._held(row_ids, self._missing)
        self._stale |= self._held(row_ids, self._cached.keys() | self._asked)

    def forget(self, row_ids: Collection[int]) -> None:
        """Written since, and not to be shown as they were; what is on its way counts as old."""
        self._stale |= self._held(row_ids, self._asked)
        for row_id in self._held(row_ids, self._cached.keys()):
            del self._cached[row_id]

    def clear(self) -> None:
        """Everything is to be read afresh."""
        self._stale = set(self._asked)
        self._cached.clear()
        self._missing.clear()

    def put(self, page: Page[Row]) -> None:
        """Keep what was read already, so that it need not be asked for."""
        for place, row_id in enumerate(page.ids):
            self._cached[row_id] = page, place
            self._cached.move_to_end(row_id)

    def _held(self, row_ids: Collection[int], held: Collection[int]) -> set[int]:
        """Those of the rows that are here; all that are here when there are more than have room."""
        if len(row_ids) > CACHED_ROWS:
            return set(held)
        return set(held).intersection(row_ids)

    def _absent(self, row_id: int) -> bool:
        return not (row_id in self._cached or row_id in self._asked or row_id in self._missing)

    def _needed(self, row_id: int) -> bool:
        return self._absent(row_id) or (row_id in self._stale and row_id not in self._asked)

    @Slot()
    def _fetch(self) -> None:
        while self._waiting and self._under_way < WINDOWS_UNDER_WAY:
            window, _ = self._waiting.popitem()
            self._ask_for(window, self._needed)
        around, last = self._around, len(self._ids) - 1
        if around is not None and not self._under_way:
            self._ask_for(min(last, around + AHEAD) // WINDOW, self._absent)
            self._ask_for(max(0, around - AHEAD) // WINDOW, self._absent)

    def _ask_for(self, window: int, wanted: Callable[[int], bool]) -> None:
        first = window * WINDOW
        asked = tuple(filter(wanted, self._ids[first : first + WINDOW]))
        if asked:
            self._asked.update(asked)
            self._stale.difference_update(asked)
            self._under_way += 1
            self._jobs.read(
                self,
                partial(self._read, asked),
                partial(self._take, asked, self._generation),
                partial(self._not_read, asked),
            )

    def _take(self, asked: tuple[int, ...], generation: int, page: Page[Row]) -> None:
        self._end_fetch(asked)
        self.put(page)
        self._missing.update(set(asked).difference(page.ids))
        while len(self._cached) > CACHED_ROWS:
            dropped, _ = self._cached.popitem(last=False)
            self._stale.discard(dropped)
        looked_for = [self._looked_for.pop(each, None) for each in asked]
        shown = [row for row in looked_for if row is not None]
        last = len(self._ids) - 1
        if not shown or last < 0:
            return
        if generation == self._generation:
            self.arrived.emit(min(shown), max(shown))
        else:
            self.arrived.emit(0, last)

    def _not_read(self, asked: tuple[int, ...], words: Words) -> None:
        self._around = None
        self._end_fetch(asked)
        self._stale.update(self._cached.keys() & asked)
        self.failed.emit(words)

    def _end_fetch(self, asked: tuple[int, ...]) -> None:
        self._asked.difference_update(asked)
        self._under_way -= 1
        if self._waiting or self._around is not None:
            self._fetch_soon.start()
