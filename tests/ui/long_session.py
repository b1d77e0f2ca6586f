"""Two hundred decisions by keys alone, on whatever display there is; run on X by test_long_session.

Arguments: the database. Exits with 0 only when everything was seen. In the middle language and
appearance change, while a reply is being written and comments are marked.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.domain.comment import Status
from ui.application import application, open_desk
from ui.moderating import Moderating
from ui.window import DeskWindow

KEY = Qt.Key
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
DECISIONS = 200
DRAFT = "Cam on ban da gop y"

PLAN = (
    ((KEY.Key_A,), Status.APPROVED),
    ((KEY.Key_A,), Status.APPROVED),
    ((KEY.Key_D, KEY.Key_2), Status.REJECTED),
    ((KEY.Key_S,), Status.SPAM),
    ((KEY.Key_J, KEY.Key_K, KEY.Key_A), Status.APPROVED),
)
"""What is pressed for each comment, over and over, and what that comes to."""


def expected() -> Counter[Status]:
    return Counter(PLAN[number % len(PLAN)][1] for number in range(DECISIONS))


class Session:
    """Somebody at the desk who has no mouse."""

    def __init__(self, window: DeskWindow) -> None:
        self.window = window
        self.list = window.queue.list
        found = window.findChild(Moderating)
        assert isinstance(found, Moderating)
        self._moderating = found

    def until(self, true: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 30
        while not true():
            assert time.monotonic() < deadline, "what was waited for did not come"
            QTest.qWait(5)

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            QTest.keyClick(
                QApplication.focusWidget() or self.window,
                key,
                modifier or Qt.KeyboardModifier.NoModifier,
            )

    def settle(self) -> None:
        def quiet() -> bool:
            context = self.window.context.context
            beside = context is not None and context.comment.id == self.list.current_id()
            return beside and not self._moderating.busy()

        self.until(quiet)

    def work(self) -> None:
        """Decide, now and then take back and do again; the keyboard never leaves the list."""
        rows = self.window.queue.model.rowCount
        first = rows()
        for number in range(DECISIONS):
            self.press(*PLAN[number % len(PLAN)][0])
            if number % 10 == 9:
                self.until(lambda number=number: rows() == first - number - 1)
                self.settle()
                assert QApplication.focusWidget() is self.list
            if number % 40 == 39:
                self._take_back_and_do_again(rows())
            if number == DECISIONS // 2:
                self.until(lambda number=number: rows() == first - number - 1)
                self._change_everything()
        self.until(lambda: rows() == first - DECISIONS)
        self.settle()

    def _take_back_and_do_again(self, left: int) -> None:
        rows = self.window.queue.model.rowCount
        self.press(KEY.Key_Z)
        self.until(lambda: rows() == left + 1)
        self.press(KEY.Key_Z, modifier=Qt.KeyboardModifier.ShiftModifier)
        self.until(lambda: rows() == left)
        self.settle()
        assert QApplication.focusWidget() is self.list

    def _change_everything(self) -> None:
        """Another language and appearance lose neither draft, marks nor place."""
        self.settle()
        self.press(KEY.Key_J, KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_J)
        self.settle()
        model, composer = self.window.queue.model, self.window.context.composer
        self.press(KEY.Key_R)
        self.until(composer.isVisible)
        QTest.keyClicks(QApplication.focusWidget(), DRAFT)
        field = QApplication.focusWidget()
        assert isinstance(field, QPlainTextEdit)
        before = (self.list.current_id(), model.marks, self._top())
        for key in (KEY.Key_L, KEY.Key_D, KEY.Key_D):
            self.press(key, modifier=CONTROL_SHIFT)
            QTest.qWait(20)
            assert field.toPlainText() == DRAFT
            assert (self.list.current_id(), model.marks, self._top()) == before
            assert QApplication.focusWidget() is field
        self.press(KEY.Key_L, modifier=CONTROL_SHIFT)
        self.press(KEY.Key_Escape)
        self.until(lambda: QApplication.focusWidget() is self.list)
        assert (self.list.current_id(), model.marks) == before[:2]
        self.press(KEY.Key_R)
        self.until(composer.isVisible)
        self.until(lambda: DRAFT in _written())
        self.press(KEY.Key_Escape)
        self.until(lambda: QApplication.focusWidget() is self.list)
        self.press(KEY.Key_Escape)
        self.until(lambda: model.marked_count() == 0)
        self.settle()

    def _top(self) -> int:
        return self.list.rowAt(0)


def _written() -> str:
    """What is written where the keyboard is."""
    field = QApplication.focusWidget()
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else ""


def main(database: str) -> None:
    program = application()
    window = open_desk(database)
    assert isinstance(window, DeskWindow)
    window.resize(1280, 720)
    window.show()
    session = Session(window)
    session.until(window.isActiveWindow)
    session.settle()
    session.work()
    window.close()
    program.processEvents()


if __name__ == "__main__":
    main(*sys.argv[1:])
