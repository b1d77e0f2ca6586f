"""The names that scripts and screen readers rely on: windows, actions, roles and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMainWindow, QPlainTextEdit

from tests.ui.conftest import Driven, comment
from ui.application import open_desk

KEY = Qt.Key
NAMES = (
    "queueSidebar",
    "articleSidebar",
    "queueList",
    "searchField",
    "articlePane",
    "conversationPane",
    "writerPane",
    "replyEditor",
    "statusLine",
)
ACTIONS = (
    "approveAction",
    "rejectAction",
    "spamAction",
    "pendingAction",
    "replyAction",
    "editAction",
    "noteAction",
    "undoAction",
    "redoAction",
    "selectAllAction",
    "importAction",
    "exportCommentsAction",
    "exportLogAction",
    "logAction",
    "paletteAction",
)
ROLES = {b"commentId", b"status", b"text", b"writerName", b"writerEmail", b"articleTitle", b"flags"}


def text_of(number: int) -> str:
    return comment(number).text


def test_the_names_that_scripts_rely_on(driven: Driven) -> None:
    for name in NAMES:
        driven.widget(name)
    for name in ACTIONS:
        driven.action(name)
    assert isinstance(driven.widget("replyEditor"), QPlainTextEdit)
    roles = {bytes(name.data()) for name in driven.list.model().roleNames().values()}
    assert roles >= ROLES


def test_the_roles_tell_what_a_card_shows(driven: Driven) -> None:
    assert driven.value(0, b"text") == text_of(19)
    assert driven.value(0, b"status") == "pending"
    assert driven.value(0, b"writerName") == "Trần Thu T"
    assert driven.value(0, b"writerEmail") == "thu19@gmail.com"
    assert driven.value(0, b"articleTitle") == "Cầu Nam Sông thông xe trước Tết"
    assert driven.value(0, b"flags") == ["first_time"]
    assert isinstance(driven.value(0, b"commentId"), int)


def test_open_desk_gives_a_window_on_a_url_too(driven: Driven, qtbot: object) -> None:
    again = open_desk(f"sqlite:///{driven.database}")
    assert isinstance(again, QMainWindow)
    again.close()
    again.deleteLater()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("approveAction", ["A"]),
        ("rejectAction", ["D"]),
        ("spamAction", ["S"]),
        ("pendingAction", ["U"]),
        ("replyAction", ["R"]),
        ("editAction", ["E"]),
        ("noteAction", ["N"]),
        ("undoAction", ["Ctrl+Z", "Z"]),
        ("redoAction", ["Ctrl+Shift+Z"]),
        ("selectAllAction", ["Ctrl+A"]),
        ("searchAction", ["/"]),
        ("paletteAction", ["Ctrl+K"]),
        ("helpAction", ["?"]),
        ("nextAction", ["J"]),
        ("previousAction", ["K"]),
        ("markAction", ["X"]),
    ],
)
def test_the_keys_of_the_design(driven: Driven, name: str, keys: list[str]) -> None:
    bound = driven.action(name).shortcuts()
    for key in keys:
        assert QKeySequence(key) in bound


def test_the_list_is_a_sound_model(driven: Driven) -> None:
    model = driven.list.model()
    assert isinstance(model, QAbstractItemModel)
    tester = QAbstractItemModelTester(model)
    tester.setUseFetchMore(False)
    driven.keys(KEY.Key_A, KEY.Key_J, KEY.Key_S, KEY.Key_Z)
    driven.wait_rows(19)
