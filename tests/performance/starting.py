"""A program that starts, tells when it first painted and when its rows stood there, and ends.

As a process of its own: python -m tests.performance.starting empty|desk DATABASE
Times are seconds of the system's monotonic clock, to be compared with the parent's.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from PySide6 import QtCore, QtWidgets

from tests.performance.watching import all_there

Moments = dict[str, float]


class Watch(QtCore.QObject):
    """Notes the end of a window's first paint and, of the desk, that of its first whole list.

    It listens to the window and to the list's viewport alone: a filter on everything would slow
    down what it measures.
    """

    def __init__(self, window: QtWidgets.QWidget, *, wants_rows: bool) -> None:
        super().__init__(window)
        self._window = window
        self._wants_rows = wants_rows
        self._view: QtWidgets.QTableView | None = None
        self.moments: Moments = {}
        window.installEventFilter(self)

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:
        if event.type() == QtCore.QEvent.Type.Paint:
            if watched is self._window and "window" not in self.moments:
                self._note_after_this("window")
            elif self._view is not None and "rows" not in self.moments and self._all_there():
                self._note_after_this("rows")
        if self._wants_rows and self._view is None:
            self._look_for_list()
        return False

    def _look_for_list(self) -> None:
        found = self._window.findChild(QtWidgets.QTableView, "queueList")
        if isinstance(found, QtWidgets.QTableView):
            self._view = found
            found.viewport().installEventFilter(self)

    def _all_there(self) -> bool:
        return self._view is not None and all_there(self._view)

    def _note_after_this(self, name: str) -> None:
        self.moments[name] = 0.0
        QtCore.QTimer.singleShot(0, lambda: self._note(name))

    def _note(self, name: str) -> None:
        self.moments[name] = time.monotonic()
        if len(self.moments) == 1 + self._wants_rows and all(self.moments.values()):
            sys.stdout.write(json.dumps(self.moments) + "\n")
            sys.stdout.flush()
            os._exit(0)  # how it ends is not what is measured


def empty() -> None:
    """The least that can be started."""
    program = QtWidgets.QApplication([])
    window = QtWidgets.QMainWindow()
    watch = Watch(window, wants_rows=False)
    window.show()
    program.exec()
    del watch


def desk(database: str) -> None:
    """The program as a user starts it; whatever main window it shows is watched from then on."""
    watches: list[Watch] = []
    show: Callable[[QtWidgets.QWidget], None] = QtWidgets.QWidget.show

    def watched_show(widget: QtWidgets.QWidget) -> None:
        if isinstance(widget, QtWidgets.QMainWindow) and not watches:
            QtWidgets.QWidget.show = show
            watches.append(Watch(widget, wants_rows=True))
        show(widget)

    QtWidgets.QWidget.show = watched_show
    import main

    main.enter(["--database", database])


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
    else:
        desk(sys.argv[2])
