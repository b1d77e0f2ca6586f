"""The sheet for connecting a site, opened at the desk as a moderator opens it."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Driven
from ui.connecting.forms import IssoForm, WordPressForm
from ui.connecting.sheet import ConnectSheet

KEY = Qt.Key


def opened(driven: Driven) -> ConnectSheet:
    """By its command, with the keyboard in it."""
    driven.action("connectAction").trigger()
    return the_sheet(driven)


def the_sheet(driven: Driven) -> ConnectSheet:
    """The one that is open, wherever it was opened from."""
    driven.until(lambda: isinstance(QApplication.activeWindow(), ConnectSheet))
    sheet = QApplication.activeWindow()
    assert isinstance(sheet, ConnectSheet)
    return sheet


def wordpress(sheet: ConnectSheet) -> WordPressForm:
    return cast("WordPressForm", sheet.forms["wordpress"])


def isso(sheet: ConnectSheet) -> IssoForm:
    return cast("IssoForm", sheet.forms["isso"])


def find(driven: Driven, sheet: ConnectSheet, address: str) -> None:
    """Type an address and wait for what answers there."""
    driven.until(sheet.address.edit.hasFocus)
    driven.type(address)
    driven.keys(KEY.Key_Return)
    driven.until(lambda: not sheet.is_asking())


def log_in(driven: Driven, *typed: str) -> None:
    """Fill in what is asked for, field by field, and test it."""
    for number, each in enumerate(typed):
        if number:
            driven.keys(KEY.Key_Return)  # leads to what is still missing
        driven.control(KEY.Key_A)
        driven.type(each)
    driven.keys(KEY.Key_Return)


def outcome(driven: Driven, sheet: ConnectSheet) -> str:
    """What came of a test, as it is said."""
    driven.until(lambda: not sheet.is_asking() and bool(sheet.outcome.words()))
    return sheet.outcome.words()
