"""Driving the real desk in a process of its own: events in, and what the GUI thread does, timed.

It finds its way by the names that the desk promises to scripts (`queueList`, `searchField`, the
actions, the roles), so that it measures whatever stands behind them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from tests.performance.watching import Paints, all_there
from ui.application import keep_what_the_start_made, open_desk
from ui.files import Files
from ui.jobs import Jobs

PATIENCE = 600.0
"""Seconds after which something that should come is given up."""

TICK = 4
"""Milliseconds between two looks at the clock. In between the GUI thread sleeps, as it does in a
desk at work: going round and round it would keep the interpreter from those it waits for."""

STILL = 5.0
"""Seconds after which a repaint that must come is given up."""

WAITING = QEventLoop.ProcessEventsFlag.WaitForMoreEvents


class Ticker(QObject):
    """A timer that notes how late it comes: so long the GUI thread was busy at a stretch."""

    def __init__(self) -> None:
        super().__init__()
        self._last = time.perf_counter()
        self._longest = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest = max(self._longest, now - self._last - TICK / 1000)
        self._last = now

    def longest(self) -> float:
        """Seconds of the longest stretch since this was last asked."""
        self._tick()
        longest, self._longest = self._longest, 0.0
        return longest


class Driver:
    """A desk that is open and shown."""

    def __init__(self, database: Path) -> None:
        self.window = open_desk(str(database))
        self._waking = QTimer(self.window)
        self._waking.start(TICK)
        self.window.resize(1440, 900)
        self.window.show()
        self.view = self._found(QTableView, "queueList")
        self.paints = Paints(self.view)
        self.jobs = self._found(Jobs)
        self.files = self._found(Files)
        self.until(lambda: all_there(self.view))
        self.settle()
        keep_what_the_start_made()
        self.ticker = Ticker()

    def _found(self, kind: type, name: str = "") -> object:
        found = self.window.findChild(kind, name) if name else self.window.findChild(kind)
        if found is None:
            raise LookupError(name or kind.__name__)
        return found

    def action(self, name: str) -> QAction:
        return self._found(QAction, name)

    def widget(self, name: str) -> QWidget:
        return self._found(QWidget, name)

    def rows(self) -> int:
        return self.view.model().rowCount()

    # Letting time pass

    def until(self, true: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        """Let the desk live until something is true; False when it did not come to be."""
        deadline = time.perf_counter() + seconds
        while not true():
            if time.perf_counter() > deadline:
                if seconds == PATIENCE:
                    raise TimeoutError
                return False
            QApplication.processEvents(WAITING)
        return True

    def live(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= end)

    def settle(self) -> None:
        """Until nothing is under way and nothing more is painted."""
        self.until(lambda: not self.jobs.busy())
        self.live(0.02)

    # One event

    def repainted(self, act: Callable[[], object]) -> float | None:
        """Seconds from an event to the end of the repaint it caused; None when nothing moved."""
        bar, before = self.view.verticalScrollBar(), self.paints.count
        stood = bar.value()
        begun = time.perf_counter()
        act()
        if bar.value() == stood:
            return None
        while self.paints.count == before:
            QApplication.processEvents()
            if time.perf_counter() - begun > STILL:
                raise TimeoutError("the list was not painted")
        return self.paints.ended - begun

    def filled(self, begun: float) -> float:
        """Seconds after `begun` until no row in sight was blank any more."""
        self.until(lambda: self.paints.whole)
        return time.perf_counter() - begun

    def wheel(self, steps: int) -> None:
        """Turn the wheel over the list; negative is downwards."""
        viewport = self.view.viewport()
        middle = QPointF(viewport.rect().center())
        QApplication.sendEvent(
            viewport,
            QWheelEvent(
                middle,
                QPointF(viewport.mapToGlobal(middle.toPoint())),
                QPoint(),
                QPoint(0, 120 * steps),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            ),
        )

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.view, key)

    def type_letter(self, letter: str) -> None:
        """Type into whatever has the keyboard; any letter, which QTest cannot."""
        focused = QApplication.focusWidget() or self.window
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(focused, event)

    def scroll_to(self, part: float) -> None:
        """Drag the scroll bar to a part of its length."""
        bar = self.view.verticalScrollBar()
        bar.setValue(int(part * bar.maximum()))

    def go_to(self, part: float) -> None:
        """Make the comment at a part of the list the current one."""
        row = int(part * (self.rows() - 1))
        self.view.setCurrentIndex(self.view.model().index(row, 0))

    def close(self) -> None:
        self.window.close()
