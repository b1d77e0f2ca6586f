"""What Qt itself says: every word its dialogs, menus and screen reader roles could show here."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QErrorMessage,
    QKeySequenceEdit,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.translations import FOLDER, Translations

SHOWN = {
    "CloseButton",
    "QAbstractSpinBox",
    "QAccessibleActionInterface",
    "QColorDialog",
    "QComboBox",
    "QDBusTrayIcon",
    "QDateTimeParser",
    "QDialog",
    "QDialogButtonBox",
    "QDockWidget",
    "QErrorMessage",
    "QFileDialog",
    "QFileSystemModel",
    "QInputDialog",
    "QKeySequenceEdit",
    "QLineEdit",
    "QMessageBox",
    "QPlatformTheme",
    "QProgressDialog",
    "QScrollBar",
    "QSpiAccessibleBridge",
    "QTabBar",
    "QUnicodeControlCharacterMenu",
    "QUndoStack",
    "QWhatsThisAction",
    "QWidgetTextControl",
}
"""The contexts of what the desk may open."""

NEVER_SHOWN = "About Qt"

SOURCE, CONTEXT, END, OBSOLETE = 6, 7, 1, 5
"""Tags of a message in a compiled translation."""


def messages(compiled: bytes) -> Iterator[tuple[str, str]]:
    """Context and source text of everything in a .qm file, whose layout is QTranslator's own."""
    sections: dict[int, bytes] = {}
    at = 16
    while at < len(compiled):
        tag, size = struct.unpack_from(">BI", compiled, at)
        sections[tag] = compiled[at + 5 : at + 5 + size]
        at += 5 + size
    offsets, held = sections[0x42], sections[0x69]
    for _, start in struct.iter_unpack(">II", offsets):
        said: dict[int, str] = {}
        at = start
        while held[at] != END:
            tag = held[at]
            if tag == OBSOLETE:
                at += 5
                continue
            (size,) = struct.unpack_from(">I", held, at + 1)
            size = 0 if size == 0xFFFFFFFF else size
            if tag in (SOURCE, CONTEXT):
                said[tag] = held[at + 5 : at + 5 + size].decode()
            at += 5 + size
        yield said.get(CONTEXT, ""), said.get(SOURCE, "")


def ours() -> dict[tuple[str, str], str]:
    return {
        (context.findtext("name", ""), message.findtext("source", "")): message.findtext(
            "translation", ""
        )
        for context in ElementTree.parse(FOLDER / "qtbase_vi.ts").iter("context")
        for message in context.iter("message")
    }


@pytest.fixture
def vietnamese(qapp: QApplication) -> Iterator[None]:
    Translations(qapp).use("vi")
    yield
    Translations(qapp).use("en")


def test_nothing_is_missing_that_the_french_see() -> None:
    """French stands for the languages Qt itself is translated into."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    french = [
        (context, source)
        for context, source in messages((folder / "qtbase_fr.qm").read_bytes())
        if context in SHOWN and NEVER_SHOWN not in source
    ]
    assert {context for context, _ in french} >= SHOWN - {"QPlatformTheme"}
    assert len(french) > 200
    assert not sorted(set(french) - set(ours()))


def words_of(top: QWidget) -> set[str]:
    parts = (*top.findChildren(QLabel), *top.findChildren(QPushButton))
    return {part.text().replace("&", "") for part in parts if part.text()}


def test_dialogs_say_no_english_word(qtbot: QtBot, vietnamese: None) -> None:
    english = {source.replace("&", "") for (_, source), said in ours().items() if source != said}
    colours, problem, keys = QColorDialog(), QErrorMessage(), QKeySequenceEdit()
    colours.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
    for dialog in (colours, problem, keys):
        qtbot.addWidget(dialog)
        dialog.show()
    problem.showMessage("chi tiết")
    assert colours.windowTitle() == "Chọn màu"
    seen = words_of(colours) | words_of(problem)
    assert {"Màu cơ bản", "Thêm vào màu riêng", "Đồng ý", "Hủy"} <= seen
    assert not sorted(seen & english)


def test_keys_are_named_as_one_says_them(vietnamese: None) -> None:
    native = QKeySequence.SequenceFormat.NativeText
    assert QKeySequence(Qt.Key.Key_Space).toString(native) == "Phím cách"
    assert QKeySequence("Alt+Left").toString(native) == "Alt+Trái"
    assert QKeySequence("Ctrl+Shift+Z").toString(native) == "Ctrl+Shift+Z"
    assert QKeySequence("Alt+Left").toString() == "Alt+Left"
