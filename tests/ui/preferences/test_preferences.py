"""Language, appearance and name: chosen at the desk, in effect at once, and kept."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.domain.template import ReplyTemplate
from app.services.newsroom import Newsroom
from app.services.templates import change_reply_templates
from tests.app.log_newsroom import entries_of, listed
from tests.ui.conftest import Driven
from tests.ui.preferences.opened import general, opened_by
from ui import settings, theme
from ui.context.actions import KeyButton
from ui.theme import DARK, LIGHT, Appearance, Theme, high_contrast

KEY = Qt.Key


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
    driven: Driven, newsroom: Newsroom
) -> None:
    page = general(opened_by(driven, "moderatorAction"))
    driven.until(page.name.hasFocus)
    driven.type("  Chi  ")
    driven.keys(KEY.Key_Return, KEY.Key_Escape)
    assert settings.load().moderator == "Chi"
    driven.window.activateWindow()
    driven.until(driven.window.isActiveWindow)
    driven.list.setFocus()
    driven.keys(KEY.Key_A)
    driven.wait_rows(19)
    (entry,) = entries_of(newsroom, listed(newsroom))
    assert entry.moderator == "Chi"


def test_what_was_decided_before_the_name_changed_is_the_old_ones(
    driven: Driven, newsroom: Newsroom
) -> None:
    page = general(opened_by(driven, "moderatorAction"))
    page.name.setText("Chi")
    for _ in range(3):
        driven.action("approveAction").trigger()
    driven.until(page.name.hasFocus)
    driven.keys(KEY.Key_Return)
    assert page.name.text() == "Chi"
    driven.action("approveAction").trigger()
    driven.wait_rows(16)
    entries = entries_of(newsroom, listed(newsroom))
    assert [entry.moderator for entry in entries] == ["Chi", "An", "An", "An"]
    assert page.name.text() == "Chi"


def test_a_template_in_an_open_reply_is_signed_with_the_new_name(
    driven: Driven, newsroom: Newsroom
) -> None:
    change_reply_templates(newsroom, [ReplyTemplate(0, "", "{moderator}")])
    driven.keys(KEY.Key_R)
    composer = driven.window.context.composer
    driven.until(lambda: composer.templates.filled(0) == "An")
    page = general(opened_by(driven, "moderatorAction"))
    driven.type("Chi")
    driven.keys(KEY.Key_Return, KEY.Key_Escape)
    assert page.choices.chosen.moderator == "Chi"
    driven.until(composer.edit.hasFocus)
    driven.control(KEY.Key_1)
    assert composer.edit.text_written() == "Chi"


def test_a_name_that_is_called_off_changes_nothing(driven: Driven) -> None:
    page = general(opened_by(driven, "moderatorAction"))
    driven.until(page.name.hasFocus)
    driven.type("Chi")
    driven.keys(KEY.Key_Escape)
    assert page.name.text() == "An"
    driven.keys(KEY.Key_Tab)
    assert settings.load().moderator == "An"


class Desktop(QGuiApplication):
    """What the theme asks of the desktop, that of the tests knowing nothing of dark and light."""

    scheme = Qt.ColorScheme.Dark

    @classmethod
    def styleHints(cls) -> SimpleNamespace:
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
