"""The window of preferences, opened at the desk as a moderator opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.conftest import Driven
from ui.preferences.general import GeneralPage
from ui.preferences.page import Place
from ui.preferences.window import PreferencesWindow


def opened_by(driven: Driven, action: str) -> PreferencesWindow:
    """By a command, with the keyboard in it."""
    driven.action(action).trigger()
    return the_window(driven)


def opened_by_keys(driven: Driven) -> PreferencesWindow:
    driven.control(Qt.Key.Key_Comma)
    return the_window(driven)


def the_window(driven: Driven) -> PreferencesWindow:
    driven.until(lambda: any(window.isActiveWindow() for window in _windows(driven)))
    (window,) = _windows(driven)
    driven.until(lambda: len(window.shown) == len(Place))
    return window


def _windows(driven: Driven) -> list[PreferencesWindow]:
    return driven.window.findChildren(PreferencesWindow)


def general(window: PreferencesWindow) -> GeneralPage:
    page = window.page(Place.GENERAL)
    assert isinstance(page, GeneralPage)
    return page
