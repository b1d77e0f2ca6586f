"""Run by test_display on a real X display: opens the desk, approves by key, saves a picture.

Arguments: the database and the picture's path. Exits with 0 only when everything was seen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from ui.application import application, open_desk


def wait_until(program: QApplication, true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not true():
        if time.monotonic() > deadline:
            raise SystemExit("what was waited for did not come")
        program.processEvents()
        time.sleep(0.01)


def main(database: str, picture: str) -> None:
    program = application()
    window = open_desk(database)
    window.resize(1440, 900)
    window.show()
    cards = window.findChild(QTableView, "queueList")
    assert isinstance(cards, QTableView)
    wait_until(program, lambda: cards.model().rowCount() == 3 and window.isActiveWindow())
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_A)
    wait_until(program, lambda: cards.model().rowCount() == 2)
    QTest.qWait(500)
    screen = window.screen()
    assert screen.grabWindow(window.winId()).save(picture)
    window.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
