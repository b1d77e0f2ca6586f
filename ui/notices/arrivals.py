"""Comments that come in while nobody looks at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from app.domain.reading import Arrived, Overview
from app.services import desk as reading

if TYPE_CHECKING:
    from ui.desk import Desk

TOLD_EVERY = 300_000
"""Milliseconds between two times that somebody elsewhere is told, at least."""


class Arrivals(QObject):
    """`came` carries how many wait that came in since somebody looked at the desk, or was told; it
    comes only while no window of the program is the active one, and only when `wanted`."""

    came = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._wanted = False
        self._reading = False
        self._newest = 0
        self._known: int | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._look)
        desk.overviewed.connect(self._see)
        desk.window.activated.connect(self._look)

    def want(self, wanted: bool) -> None:
        self._wanted = wanted

    def is_wanted(self) -> bool:
        return self._wanted

    @Slot(object)
    def _see(self, overview: Overview) -> None:
        self._newest = overview.last_id
        if self._known is None:
            self._known = overview.last_id
        self._look()

    @Slot()
    def _look(self) -> None:
        """Ask what has come in, unless somebody sees it or was told a moment ago."""
        newest, known = self._newest, self._known
        if _looked_at() or not self._wanted:
            self._known = newest if known is not None else None
            return
        if known is None or newest <= known or self._reading or self._pause.isActive():
            return
        self._reading = True
        newsroom = self._desk.newsroom

        def tell(arrived: Arrived) -> None:
            self._reading = False
            if self._wanted and not _looked_at():
                self._known = newest
                if arrived.new:
                    self._pause.start(TOLD_EVERY)
                    self.came.emit(arrived.new)

        def failed(_words: object) -> None:
            self._reading = False

        self._desk.jobs.read(self, lambda: reading.arrived(newsroom, known), tell, failed)


def _looked_at() -> bool:
    return QApplication.activeWindow() is not None
