"""Language, appearance, name and reasons: chosen at the desk, in effect at once, and kept."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QPushButton

from app.domain.log import LogFilter
from app.services import desk as reading
from app.services import log
from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven
from ui import settings, theme
from ui.context.actions import KeyButton
from ui.preferences.reasons import MOST, ReasonsDialog
from ui.theme import DARK, LIGHT, Appearance, Theme, high_contrast

KEY = Qt.Key


def open_reasons(driven: Driven) -> ReasonsDialog:
    driven.action("reasonsAction").trigger()
    dialog = driven.window.findChild(ReasonsDialog)
    assert isinstance(dialog, ReasonsDialog)
    driven.until(lambda: dialog.table.rowCount() > 0)
    return dialog


def offered(newsroom: Newsroom) -> list[tuple[str, str]]:
    return [(one.code, one.words.vi) for one in reading.rejection_reasons(newsroom)]


def test_every_appearance_is_come_to_without_a_restart(driven: Driven) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    base = QPalette.ColorRole.Base
    assert driven.window.theme is LIGHT
    systems: list[Theme] = []
    for appearance, said, pane in (
        (Appearance.DARK, "dark", DARK.pane),
        (Appearance.HIGH_CONTRAST, "high contrast", high_contrast(QPalette()).pane),
        (Appearance.SYSTEM, "as the system's", LIGHT.pane),
        (Appearance.LIGHT, "light", LIGHT.pane),
        (Appearance.DARK, "dark", DARK.pane),
    ):
        driven.keys(KEY.Key_D, modifier=keys)
        assert settings.load().appearance is appearance
        assert driven.said() == f"Appearance: {said}"
        assert QApplication.palette().color(base).name() == driven.window.theme.pane == pane
        systems.append(driven.window.theme)
    assert systems[1].hairline == systems[1].text
    assert systems[2] is LIGHT


def test_the_moderators_name_stands_in_the_log_from_then_on(
    driven: Driven, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("  Chi  ", True))
    driven.action("moderatorAction").trigger()
    assert settings.load().moderator == "Chi"
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    (entry,) = log.page(newsroom, log.sequences(newsroom, LogFilter()))
    assert entry.moderator == "Chi"


def test_a_name_that_is_called_off_changes_nothing(
    driven: Driven, monkeypatch: pytest.MonkeyPatch
) -> None:
    for answer in (("Chi", False), ("   ", True)):
        monkeypatch.setattr(QInputDialog, "getText", lambda *_, answer=answer, **__: answer)
        driven.action("moderatorAction").trigger()
        assert settings.load().moderator == "An"


class Desktop(QGuiApplication):
    """What the theme asks of the desktop, that of the tests knowing nothing of dark and light."""

    scheme = Qt.ColorScheme.Dark

    @classmethod
    def styleHints(cls) -> SimpleNamespace:  # type: ignore[override]
        contrast = QGuiApplication.styleHints().accessibility
        return SimpleNamespace(colorScheme=lambda: cls.scheme, accessibility=contrast)


def test_the_desktops_scheme_is_followed_where_that_was_chosen(
    driven: Driven, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(theme, "QGuiApplication", Desktop)
    turned = qapp.styleHints().colorSchemeChanged
    turned.emit(Qt.ColorScheme.Dark)
    assert driven.window.theme is LIGHT
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    driven.keys(*[KEY.Key_D] * 3, modifier=keys)
    assert settings.load().appearance is Appearance.SYSTEM
    assert driven.window.theme is DARK
    monkeypatch.setattr(Desktop, "scheme", Qt.ColorScheme.Light)
    turned.emit(Qt.ColorScheme.Light)
    assert driven.window.theme is LIGHT


def test_another_system_font_is_taken_up_and_no_word_is_cut(
    driven: Driven, qapp: QApplication
) -> None:
    buttons = [each for each in driven.window.findChildren(KeyButton) if each.isVisible()]
    assert len(buttons) >= 6
    label = driven.window.sidebar._queues_heading
    usual, wider = QFont(qapp.font()), QFont(qapp.font())
    wider.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2)
    widths = [each.width() for each in buttons]
    title = label.fontMetrics().horizontalAdvance("QUEUES")
    try:
        qapp.setFont(wider)
        driven.until(lambda: all(map(_is_whole, buttons)) and buttons[0].width() > widths[0])
        assert label.fontMetrics().horizontalAdvance("QUEUES") > title
        assert driven.list.isVisible()
    finally:
        qapp.setFont(usual)
    driven.until(lambda: [each.width() for each in buttons] == widths)
    assert label.fontMetrics().horizontalAdvance("QUEUES") == title
    assert driven.window.theme is LIGHT


def _is_whole(button: KeyButton) -> bool:
    """Whether there is room for all of its words as they are painted."""
    wide = QFontMetrics(button._words_font()).horizontalAdvance(button.words())
    return button._places()[0].width() >= wide


def test_the_reasons_are_changed_by_keys_alone(driven: Driven, newsroom: Newsroom) -> None:
    dialog = open_reasons(driven)
    driven.until(dialog.isActiveWindow)
    assert dialog.table.accessibleName()
    dialog.table.setFocus()
    dialog.table.setCurrentCell(0, 1)
    rows = dialog.table.rowCount()
    driven.keys(KEY.Key_Return)
    driven.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    driven.type("Elsewhere")
    driven.keys(KEY.Key_Return)
    driven.until(dialog.table.hasFocus)
    assert dialog.table.rowCount() == rows
    reached = []
    for _ in range(6):
        driven.keys(KEY.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QPushButton)
        reached.append(focused.text())
    assert reached[-2:] == ["Cancel", "Save"]
    driven.keys(KEY.Key_Return)
    driven.until(lambda: reading.rejection_reasons(newsroom)[0].words.en == "Elsewhere")
    driven.until(lambda: driven.window.findChild(ReasonsDialog) is None)


def test_a_reason_is_added_moved_and_then_offered_by_its_digit(
    driven: Driven, newsroom: Newsroom
) -> None:
    dialog = open_reasons(driven)
    dialog.table.selectRow(8)
    dialog._buttons["remove"].click()
    dialog._buttons["add"].click()
    last = dialog.table.rowCount() - 1
    for column, words in enumerate(("Nói tục", "Bad language")):
        item = dialog.table.item(last, column)
        assert item is not None
        item.setText(words)
    for _ in range(last):
        dialog._buttons["up"].click()
    dialog._buttons["save"].click()
    driven.until(lambda: offered(newsroom)[0] == ("bad_language", "Nói tục"))
    assert [code for code, _ in offered(newsroom)][1:3] == ["off_topic", "insult"]
    assert "other" not in dict(offered(newsroom))
    driven.until(lambda: driven.window.findChild(ReasonsDialog) is None)
    driven.settle()
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()
    driven.wait_context(driven.current_text())
    driven.keys(KEY.Key_D, KEY.Key_1)
    driven.wait_rows(19)
    (entry,) = log.page(newsroom, log.sequences(newsroom, LogFilter()))
    assert entry.to_reason == "bad_language"


def test_one_digit_chooses_so_nine_are_the_most_and_one_the_least(driven: Driven) -> None:
    dialog = open_reasons(driven)
    assert dialog.table.rowCount() == MOST
    dialog._buttons["add"].click()
    assert dialog.table.rowCount() == MOST
    assert "nine" in dialog.problem.text()
    dialog.table.setRowCount(0)
    dialog.save()
    assert "at least one" in dialog.problem.text()
    dialog.close()


def test_a_reason_in_one_language_is_shown_in_both(driven: Driven) -> None:
    dialog = open_reasons(driven)
    dialog.table.setRowCount(0)
    for words in ("Nói tục", "Nói tục", ""):
        dialog._buttons["add"].click()
        item = dialog.table.item(dialog.table.rowCount() - 1, 0)
        assert item is not None
        item.setText(words)
    dialog._move(1)
    found = dialog.reasons()
    assert [one.words.en for one in found] == ["Nói tục", "Nói tục"]
    assert [one.code for one in found] == ["noi_tuc", "noi_tuc_"]
    dialog.close()
