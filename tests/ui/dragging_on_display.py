"""Run by test_display on a real X display, where there is dragging: moves a queue by mouse.

Argument: a database with three queues of one's own; the first goes between the two others.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from tests.ui.on_display import wait_until
from ui.application import application, open_desk
from ui.window import DeskWindow

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def main(database: str) -> None:
    program = application()
    window = open_desk(database)
    assert isinstance(window, DeskWindow)
    window.show()
    own = window.sidebar.own
    wait_until(program, lambda: own.places.rowCount() == 3 and window.isActiveWindow())
    wait_until(program, lambda: own.isVisible() and window.queue.model.rowCount() == 3)
    QTest.qWait(200)
    drag(window, own, own.visualRect(own.places.index(2)))
    assert names(own) == ["2", "1", "3"], names(own)
    wait_until(program, lambda: window.status.undo.isVisible())
    assert QApplication.focusWidget() is window.queue.list
    assert not own.selectionModel().selectedIndexes()
    drag(window, own, own.visualRect(own.places.index(0)))
    assert names(own) == ["2", "1", "3"], names(own)
    assert not own.selectionModel().selectedIndexes()
    window.close()


def names(own: QListView) -> list[str]:
    return [str(own.model().index(row, 0).data()) for row in range(own.model().rowCount())]


def drag(window: DeskWindow, own: QListView, onto: QRect) -> None:
    """Take the first row and let it go at the upper edge of a place: Qt waits in the second move
    until the button is let go."""
    handle, view = window.windowHandle(), own.viewport()
    start = view.mapTo(window, own.visualRect(own.model().index(0, 0)).center())
    end = view.mapTo(window, onto.topLeft() + QPoint(40, 1))
    aside = QPoint(8, 0)
    for number, step in enumerate(
        (
            lambda: QTest.mouseMove(handle, end + aside),
            lambda: QTest.mouseMove(handle, end),
            lambda: QTest.mouseRelease(handle, LEFT, PLAIN, end),
        ),
        start=1,
    ):
        QTimer.singleShot(150 * number, window, step)
    QTest.mousePress(handle, LEFT, PLAIN, start)
    QTest.mouseMove(handle, start + QPoint(0, 14))
    QTest.qWait(600)


if __name__ == "__main__":
    main(*sys.argv[1:])
