"""From one session to the next: says at opening what came in since the desk was last closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain import moment
from app.domain.reading import Arrived, Overview
from app.services import desk as reading
from ui import settings
from ui.notices.wording import since_words
from ui.settings import LastSeen

if TYPE_CHECKING:
    from ui.desk import Desk

KEPT_EVERY = 60_000
"""Milliseconds between two times at which is kept how far this desk has seen: so much a crash
loses at most."""

SHOWN_FOR = 300_000
"""Milliseconds after which the summary goes, if nothing was said since."""

SHORT = 10 * moment.MINUTE
"""Away for less than that with nothing new, there is nothing to say."""


class Session(QObject):
    """Begins when the desk opens. A first one on a computer has nothing to compare with."""

    def __init__(self, desk: Desk, clock: Callable[[], int] = moment.now) -> None:
        super().__init__(desk)
        self._desk = desk
        self._clock = clock
        self._newsroom = str(desk.newsroom.store.path.absolute())
        self._last_id: int | None = None
        self._keeping = QTimer(self)
        self._keeping.setInterval(KEPT_EVERY)
        self._keeping.timeout.connect(self._keep)
        self._keeping.start()
        desk.overviewed.connect(self._see)

    def begin(self) -> None:
        """Say what came in since the last session, unless something else is said already."""
        before, newsroom = settings.load_last_seen(self._newsroom), self._desk.newsroom
        if before is None:
            return
        jobs, last_id = self._desk.jobs, before.comment_id

        def say(arrived: Arrived) -> None:
            self._say(before, arrived)

        jobs.read(self, lambda: reading.arrived(newsroom, last_id), say, self._desk.tell_problem)

    def stop(self) -> None:
        self._keeping.stop()
        self._keep()

    def _say(self, before: LastSeen, arrived: Arrived) -> None:
        status, now = self._desk.window.status, self._clock()
        if not status.is_silent() or (not arrived.new and now - before.at < SHORT):
            return
        words = since_words(min(before.at, now), arrived, now).said_in(status.language)
        status.notice(words)
        QTimer.singleShot(SHOWN_FOR, self, lambda: status.forget(words))

    @Slot(object)
    def _see(self, overview: Overview) -> None:
        self._last_id = overview.last_id

    @Slot()
    def _keep(self) -> None:
        if self._last_id is not None:
            settings.save_last_seen(self._newsroom, LastSeen(self._clock(), self._last_id))
