from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.domain.decision import DEFAULT_REJECTION_REASONS, RejectionReason
from app.domain.words import Words
from tests.ui.context.beside import bar_actions, rich_labels
from ui import theme as look
from ui.context.actions import ActionBar, KeyButton, RejectionStrip

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def strip(qtbot: QtBot) -> RejectionStrip:
    strip = RejectionStrip()
    qtbot.addWidget(strip)
    strip.resize(700, 160)
    strip.set_theme(look.LIGHT)
    strip.set_language("vi")
    strip.open(DEFAULT_REJECTION_REASONS)
    return strip


def test_a_button_follows_its_action(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    action = QAction("&Reject && tell…", owner)
    action.setShortcut("D")
    button = KeyButton(action)
    assert not button.isVisible(), "it would be a window of its own"
    qtbot.addWidget(button)
    assert (button.words(), button.key()) == ("Reject & tell…", "D")
    wide = button.full_width()
    action.setShortcut("Ctrl+Shift+D")
    action.setText("Từ chối…")
    action.setEnabled(False)
    assert (button.words(), button.key()) == ("Từ chối…", "Ctrl+Shift+D")
    assert button.accessibleDescription() == "Ctrl+Shift+D"
    assert not button.isEnabled()
    assert button.full_width() != wide
    action.setEnabled(True)
    with qtbot.waitSignal(action.triggered):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    action.setShortcuts([])
    assert button.key() == ""
    button.grab()


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK])
def test_a_narrow_bar_does_without_caps(qtbot: QtBot, theme: look.Theme) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    bar = ActionBar(bar_actions(owner))
    qtbot.addWidget(bar)
    bar.set_theme(theme)
    bar.resize(900, 54)
    bar.show()
    assert bar.approve.sizeHint().width() == bar.approve.full_width()
    bar.resize(500, 54)
    assert bar.approve.sizeHint().width() < bar.approve.full_width()
    bar.grab()
    bar.approve.fill(False)
    assert bar.approve.property("role") == ""
    assert rich_labels(bar) == []


@pytest.mark.parametrize("digit", range(1, 10))
def test_a_digit_chooses(strip: RejectionStrip, qtbot: QtBot, digit: int) -> None:
    with qtbot.waitSignal(strip.reasonChosen) as chosen:
        qtbot.keyClick(strip.buttons()[0], str(digit))
    assert chosen.args == [DEFAULT_REJECTION_REASONS[digit - 1].code]
    assert strip.isHidden()


def test_a_click_and_enter_choose(strip: RejectionStrip, qtbot: QtBot) -> None:
    chosen: list[str] = []
    strip.reasonChosen.connect(chosen.append)
    qtbot.mouseClick(strip.buttons()[2], Qt.MouseButton.LeftButton)
    strip.open(DEFAULT_REJECTION_REASONS)
    qtbot.keyClick(strip.buttons()[1], Qt.Key.Key_Return)
    assert chosen == ["advertising", "insult"]


def test_arrows_move_and_escape_closes(strip: RejectionStrip, qtbot: QtBot) -> None:
    def focused() -> int:
        return strip.buttons().index(strip.focusWidget())

    strip._columns = 3
    qtbot.keyClick(strip.buttons()[0], Qt.Key.Key_Right)
    assert focused() == 1
    qtbot.keyClick(strip.buttons()[1], Qt.Key.Key_Down)
    assert focused() == 1 + strip._columns
    qtbot.keyClick(strip.buttons()[focused()], Qt.Key.Key_Left)
    qtbot.keyClick(strip.buttons()[focused()], Qt.Key.Key_Up)
    assert focused() == 0
    qtbot.keyClick(strip.buttons()[0], Qt.Key.Key_Up)
    assert focused() == 0
    with qtbot.waitSignal(strip.closed), qtbot.assertNotEmitted(strip.reasonChosen):
        qtbot.keyClick(strip.buttons()[0], Qt.Key.Key_Escape)
    assert strip.isHidden()


def test_its_keys_go_before_the_windows(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    middle = QWidget()
    strip = RejectionStrip()
    QVBoxLayout(middle).addWidget(strip)
    window.setCentralWidget(middle)
    for key in ("1", "Esc", "Down"):
        action = QAction(key, window)
        action.setShortcut(key)
        action.triggered.connect(lambda: pytest.fail("the window took a key of the strip"))
        window.addAction(action)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    strip.open(DEFAULT_REJECTION_REASONS)
    qtbot.keyClick(strip.buttons()[0], Qt.Key.Key_Down)
    with qtbot.waitSignal(strip.reasonChosen):
        qtbot.keyClick(strip.buttons()[0], "1")
    strip.open(DEFAULT_REJECTION_REASONS)
    with qtbot.waitSignal(strip.closed):
        qtbot.keyClick(strip.buttons()[0], Qt.Key.Key_Escape)


def test_more_reasons_than_digits_and_hostile_words(strip: RejectionStrip, qtbot: QtBot) -> None:
    reasons = [RejectionReason(str(n), Words(f"<b>{n}&\u202e", "x")) for n in range(12)]
    strip.open(reasons, 312)
    assert "312" in strip._title.text()
    assert [button.key() for button in strip.buttons()[8:]] == ["9", "", "", ""]
    assert "\u202e" not in strip.buttons()[0].words()
    assert strip.buttons()[0].words().startswith("<b>0&")
    strip.open(reasons[:2])
    with qtbot.assertNotEmitted(strip.reasonChosen):
        qtbot.keyClick(strip.buttons()[0], "5")
    strip.resize(260, 300)
    strip.grab()
    assert rich_labels(strip) == []
