"""Makes the README's pictures anew from the sample newsroom: make pictures.

Every picture is of the real program, brought by keys to where it shows what it is about.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.domain.words import Language
from app.services.newsroom import finish
from app.services.opening import RESOURCES, open_newsroom
from app.services.sample import fill_with_sample
from tests.ui.long_session import Session
from ui import settings
from ui.application import application, open_desk
from ui.insights.window import InsightsWindow
from ui.log.window import LogWindow
from ui.settings import Settings
from ui.theme import Appearance
from ui.window import DeskWindow

FOLDER = RESOURCES / "pictures"
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

Scene = Callable[[Session], QWidget]


def at_work(session: Session) -> QWidget:
    """Some are decided, some marked; a doubtful one is judged in its conversation."""
    session.press(KEY.Key_A, KEY.Key_A, KEY.Key_A)
    session.settle()
    session.press(KEY.Key_J, KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_J)
    session.settle()
    return session.window


def searching(session: Session) -> QWidget:
    """Words are lit wherever they stand, with marks or without."""
    session.press(KEY.Key_Slash)
    QTest.keyClicks(QApplication.focusWidget(), "cau nam song")
    session.until(lambda: 0 < session.window.queue.model.rowCount() < 60)
    session.press(KEY.Key_Return)
    QTest.qWait(600)
    session.press(KEY.Key_J)
    session.settle()
    return session.window


def deciding_many(session: Session) -> QWidget:
    """What a decision over the whole queue would meet, before anything is decided."""
    session.press(KEY.Key_A, modifier=CONTROL)
    session.press(KEY.Key_A)
    session.until(session.window.bulk.isVisible)
    return session.window


def log(session: Session) -> QWidget:
    session.press(KEY.Key_A, KEY.Key_A, KEY.Key_S)
    session.settle()
    session.press(KEY.Key_X, modifier=SHIFT)
    session.press(KEY.Key_A)
    session.until(session.window.bulk.isVisible)
    session.press(KEY.Key_Return)
    session.settle()
    session.press(KEY.Key_E)
    session.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    session.press(KEY.Key_Home, modifier=CONTROL)
    session.press(KEY.Key_Right, modifier=CONTROL | SHIFT)
    QTest.keyClicks(QApplication.focusWidget(), "Nha toi ")
    session.press(KEY.Key_Return, modifier=CONTROL)
    session.until(lambda: QApplication.focusWidget() is session.list)
    session.settle()
    session.press(KEY.Key_L, modifier=CONTROL)
    window = beside(session)
    assert isinstance(window, LogWindow)
    window.resize(1440, 900)
    session.until(lambda: QApplication.focusWidget() is window.table)
    QTest.qWait(500)
    session.press(KEY.Key_Down, KEY.Key_Right)
    QTest.qWait(500)
    session.press(KEY.Key_Home, KEY.Key_Right)
    QTest.qWait(500)
    session.press(KEY.Key_Home, KEY.Key_Down, KEY.Key_Down)
    window.chain.verify()
    return window


def insights(session: Session) -> QWidget:
    session.press(KEY.Key_T, modifier=CONTROL)
    window = beside(session)
    assert isinstance(window, InsightsWindow)
    window.resize(1440, 1140)
    session.until(lambda: bool(window.charts) and window.charts[-1].isVisible())
    session.press(KEY.Key_2)
    return window


def beside(session: Session) -> QWidget:
    """The window that came up beside the desk, when all of it is there."""

    def windows() -> list[QWidget]:
        every = QApplication.topLevelWidgets()
        return [each for each in every if each.isVisible() and each is not session.window]

    session.until(lambda: bool(windows()))
    return windows()[0]


SCENES: tuple[tuple[str, Scene, Language, Appearance], ...] = (
    ("light", at_work, "en", Appearance.LIGHT),
    ("dark", at_work, "en", Appearance.DARK),
    ("vietnamese", searching, "vi", Appearance.LIGHT),
    ("bulk", deciding_many, "en", Appearance.LIGHT),
    ("log", log, "en", Appearance.LIGHT),
    ("insights", insights, "en", Appearance.LIGHT),
)


def draw(name: str, scene: Scene, language: Language, appearance: Appearance) -> None:
    with tempfile.TemporaryDirectory(prefix="loi-binh-") as folder:
        database = Path(folder) / "toa-soan.db"
        newsroom = open_newsroom(database, "An")
        finish(fill_with_sample(newsroom, RESOURCES / "sample"))
        newsroom.store.close()
        settings.save(Settings("An", language, appearance))
        window = open_desk(str(database))
        assert isinstance(window, DeskWindow)
        window.resize(1440, 900)
        window.show()
        session = Session(window)
        session.until(window.isActiveWindow)
        session.settle()
        QTest.qWait(500)
        shown = scene(session)
        QTest.qWait(2_500)
        picture = shown.grab()
        if not picture.save(str(FOLDER / f"{name}.png"), "PNG"):
            raise SystemExit(f"{name}.png could not be written")
        window.close()
        QApplication.processEvents()


def main(wanted: list[str]) -> None:
    """Draw these pictures, or all of them."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="loi-binh-") as home:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, home)
        application()
        for name, scene, language, appearance in SCENES:
            if not wanted or name in wanted:
                draw(name, scene, language, appearance)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(sys.argv[1:])
