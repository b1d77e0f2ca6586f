"""Preferences: opened by keys, found by typing, in effect at once, and nothing is disturbed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.services import desk as reading
from app.services.newsroom import Newsroom
from tests.ui.conftest import Driven
from tests.ui.preferences.opened import general, opened_by, opened_by_keys, the_window
from ui import settings
from ui.application import open_desk
from ui.preferences.contents import matches
from ui.preferences.page import Place
from ui.preferences.window import PreferencesWindow
from ui.settings import Settings
from ui.theme import DARK, LIGHT, TEXT_SIZES, Appearance, Density
from ui.translations import Translations
from ui.window import DeskWindow

KEY = Qt.Key


def look_for(driven: Driven, window: PreferencesWindow, typed: str) -> list[str]:
    """Type into the search field; gives the things that are listed then."""
    driven.control(KEY.Key_F)
    driven.until(window.search.hasFocus)
    if typed.isascii():
        driven.type(typed)
    else:
        window.search.setText(typed)
    model = window.contents.model()
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    titles = [place.title() for place in Place]
    return [
        index.data()
        for index in rows
        if index.flags() & Qt.ItemFlag.ItemIsEnabled and index.data() not in titles
    ]


@pytest.mark.parametrize("typed", ["dark", "tối", "toi", "TOI dem"])
def test_a_preference_is_found_by_typing_and_applies_at_once(driven: Driven, typed: str) -> None:
    assert driven.window.theme is LIGHT
    window = opened_by_keys(driven)
    assert window.search.hasFocus()
    assert "Appearance: Dark" in look_for(driven, window, typed)
    assert look_for(driven, window, "appearance dark") == ["Appearance: Dark"]
    driven.keys(KEY.Key_Return)
    segment = general(window).appearance.segments[2]
    assert segment.hasFocus()
    assert window.shown[Place.GENERAL].mark.isVisible()
    driven.keys(KEY.Key_Space)
    driven.until(lambda: driven.window.theme == DARK)
    assert settings.load().appearance is Appearance.DARK


def test_what_is_not_called_that_fades_and_it_says_when_nothing_is(driven: Driven) -> None:
    window = opened_by_keys(driven)
    assert look_for(driven, window, "text size") == ["Text size"]
    model = window.contents.model()
    pages = [model.index(row, 0) for row in range(model.rowCount())]
    faded = [page for page in pages if not page.flags() & Qt.ItemFlag.ItemIsEnabled]
    assert len(faded) == len(Place) - 1
    assert not window.nothing.isVisible()
    assert look_for(driven, window, "qqqq") == []
    assert window.nothing.isVisible()
    driven.keys(KEY.Key_Return, KEY.Key_Escape)
    assert window.search.text() == ""
    assert not window.nothing.isVisible()
    driven.keys(KEY.Key_Escape)
    driven.until(lambda: driven.window.findChild(PreferencesWindow) is None)


def test_words_are_found_by_their_beginnings_with_marks_or_without() -> None:
    assert matches("toi", "Giao diện: Tối")
    assert matches("dien giao", "Giao diện: Tối")
    assert matches("", "Anything")
    assert not matches("oi", "Tối")
    assert not matches("toi sang", "Tối")


@pytest.mark.parametrize(
    ("action", "place"),
    [
        ("moderatorAction", Place.GENERAL),
        ("keysAction", Place.KEYS),
        ("reasonsAction", Place.REASONS),
        ("templatesAction", Place.TEMPLATES),
        ("sitesAction", Place.SITES),
    ],
)
def test_each_command_leads_to_its_page(driven: Driven, action: str, place: Place) -> None:
    window = opened_by(driven, action)
    page = window.page(place)
    driven.until(lambda: page.isVisible() and page.isAncestorOf(QApplication.focusWidget()))
    assert window.contents.currentIndex().data() == place.title()
    driven.action("preferencesAction").trigger()
    driven.until(window.search.hasFocus)
    assert the_window(driven) is window
    assert page.isVisible()


def test_arrows_in_the_search_field_turn_the_pages(driven: Driven) -> None:
    window = opened_by_keys(driven)
    for place in Place:
        assert window.page(place).isVisible()
        driven.keys(KEY.Key_Down)
    assert window.search.hasFocus()
    driven.keys(KEY.Key_Return)
    assert window.page(list(Place)[-1]).isAncestorOf(QApplication.focusWidget())


def test_a_key_is_found_by_its_command_and_its_row_is_the_current_one(driven: Driven) -> None:
    window = opened_by_keys(driven)
    assert "Undo" in look_for(driven, window, "hoan tac")
    driven.keys(KEY.Key_Return)
    assert window.page(Place.KEYS).isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(
    ("change", "value"),
    [
        (lambda page: page.language.segments[0], {"language": "vi"}),
        (lambda page: page.appearance.segments[3], {"appearance": Appearance.HIGH_CONTRAST}),
        (lambda page: page.density.segments[1], {"density": Density.COMPACT}),
        (lambda page: page.text_size.segments[-1], {"text_size": TEXT_SIZES[-1]}),
        (lambda page: page.notifies.button, {"notifies": False}),
        (lambda page: page.badge.button, {"badge": False}),
    ],
)
def test_every_setting_is_kept_as_it_was_chosen(
    driven: Driven,
    qapp: QApplication,
    change: Callable[..., object],
    value: dict[str, object],
) -> None:
    before = settings.load()
    window = opened_by_keys(driven)
    told: list[Settings] = []
    general(window).choices.changed.connect(told.append)
    button = change(general(window))
    button.setFocus()
    driven.keys(KEY.Key_Space)
    wanted = replace(before, **value)
    try:
        assert settings.load() == wanted
        assert told == [wanted]
        assert button.isChecked() == (next(iter(value.values())) is not False)
    finally:
        Translations(qapp).use("en")


def test_arrows_choose_among_the_words(driven: Driven) -> None:
    page = general(opened_by_keys(driven))
    page.appearance.segments[1].setFocus()
    driven.keys(KEY.Key_Right)
    driven.until(lambda: settings.load().appearance is Appearance.DARK)
    assert page.appearance.segments[2].hasFocus()


def test_a_restart_keeps_what_was_chosen(driven: Driven, qtbot: QtBot, newsroom: Newsroom) -> None:
    page = general(opened_by_keys(driven))
    for segment in (page.appearance.segments[2], page.density.segments[1]):
        segment.click()
    again = open_desk(str(newsroom.store.path))
    assert isinstance(again, DeskWindow)
    qtbot.addWidget(again)
    assert (again.theme.pane, again.theme.density) == (DARK.pane, Density.COMPACT)


def test_the_language_changes_under_the_hand_that_changes_it(
    driven: Driven, qapp: QApplication
) -> None:
    window = opened_by_keys(driven)
    look_for(driven, window, "language")
    driven.keys(KEY.Key_Return)
    vietnamese = general(window).language.segments[0]
    assert vietnamese.hasFocus()
    row = window.contents.currentIndex().row()
    try:
        driven.keys(KEY.Key_Space)
        driven.until(lambda: window.contents.currentIndex().data() == "Ngôn ngữ: Tiếng Việt")
        assert window.contents.currentIndex().row() == row
        assert vietnamese.hasFocus()
        assert window.windowTitle() == "Tùy chọn"
        assert driven.action("approveAction").text() == "Duyệt"
    finally:
        Translations(qapp).use("en")


def test_a_draft_and_marks_outlive_every_change(driven: Driven, qapp: QApplication) -> None:
    driven.keys(KEY.Key_X, KEY.Key_J, KEY.Key_X, KEY.Key_R)
    composer = driven.window.context.composer
    driven.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    driven.type("Thank you")
    text = QApplication.focusWidget()
    assert isinstance(text, QPlainTextEdit)
    current = driven.window.queue.list.current_id()
    page = general(opened_by(driven, "preferencesAction"))
    try:
        for segment in (
            page.appearance.segments[2],
            page.density.segments[1],
            page.text_size.segments[-1],
            page.language.segments[0],
        ):
            segment.click()
            QApplication.processEvents()
            assert text.toPlainText() == "Thank you"
            assert not composer.isHidden()
            assert driven.window.queue.model.marked_count() == 2
            assert driven.window.queue.list.current_id() == current
    finally:
        Translations(qapp).use("en")


# The name


def test_a_name_is_taken_when_it_is_left_and_cleaned(driven: Driven) -> None:
    page = general(opened_by(driven, "moderatorAction"))
    driven.until(page.name.hasFocus)
    assert page.name.selectedText() == "An"
    driven.type("  Chi   Mai ")
    driven.keys(KEY.Key_Tab)
    assert settings.load().moderator == "Chi Mai"
    assert page.name.text() == "Chi Mai"
    page.name.setFocus()
    page.name.setText("Do\u200bng")
    page.window().close()
    assert settings.load().moderator == "Dong"


def test_a_name_that_says_nobody_is_refused_in_words(driven: Driven) -> None:
    page = general(opened_by(driven, "moderatorAction"))
    driven.until(page.name.hasFocus)
    for nobody in ("   ", "\u200b\u202e", "--"):
        page.name.setText(nobody)
        driven.keys(KEY.Key_Return)
        assert page.problem.isVisible()
        assert "An" in page.problem.text()
        page.choices.set_moderator(nobody)
        assert settings.load().moderator == "An"
    driven.keys(KEY.Key_Escape)
    assert page.name.text() == "An"
    driven.keys(KEY.Key_Return)
    assert not page.problem.isVisible()


class Styled(QObject):
    """Counts how often a widget was styled anew."""

    times = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.StyleChange
        return super().eventFilter(watched, event)


def test_density_styles_nothing_anew(driven: Driven) -> None:
    """It takes a third of a second with this window open, and no style sheet knows of density."""
    page = general(opened_by_keys(driven))
    styled = Styled()
    driven.list.installEventFilter(styled)
    before = driven.list.rowHeight(0)
    page.density.segments[1].click()
    assert driven.list.rowHeight(0) < before
    driven.qtbot.wait(1)
    assert styled.times == 0
    page.text_size.segments[-1].click()
    driven.until(lambda: styled.times > 0)


def test_what_is_typed_before_the_window_is_there_decides_nothing(
    driven: Driven, newsroom: Newsroom
) -> None:
    driven.keys(KEY.Key_Comma, modifier=Qt.KeyboardModifier.ControlModifier)
    driven.keys(KEY.Key_A, KEY.Key_S)
    driven.until(lambda: not driven.busy())
    driven.settle()
    assert reading.overview(newsroom).counts["pending"] == 20
