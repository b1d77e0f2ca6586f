"""The walk finds what it looks for: widgets that were built wrong on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui import walking
from tests.ui.painting import Painting, listening
from ui.theme import LIGHT, apply
from ui.widgets import PlainLabel

LONG = "Cầu Nam Sông thông xe trước Tết, sau hai mươi sáu tháng thi công"


class Painted(QWidget):
    """Paints a line that is cut; says nothing of it unless it is given a tooltip."""

    def __init__(self, ink: str) -> None:
        super().__init__()
        self._ink = ink
        self.setFixedSize(90, 30)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        painter.setPen(QColor(self._ink))
        metrics = painter.fontMetrics()
        line = metrics.elidedText(LONG, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QRect(self.rect()), Qt.AlignmentFlag.AlignVCenter, line)


def label(text: str, **about: object) -> QLabel:
    made = PlainLabel()
    made.setText(text)
    if "wide" in about:
        made.setFixedWidth(int(str(about["wide"])))
    if "ink" in about:
        made.setStyleSheet(f"color: {about['ink']};")
    return made


def button(text: str, *, name: str = "", tall: int = 0) -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(name)
    if tall:
        made.setFixedHeight(tall)
    return made


def field(hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName("Tìm")
    made.setPlaceholderText(hint)
    made.setFixedSize(80, 30)
    return made


def listed(words: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName("Danh sách")
    made.addItem(words)
    made.setFixedSize(100, 60)
    return made


def with_menu(words: str) -> QPushButton:
    made = button("Thêm")
    menu = QMenu(made)
    menu.addAction(words)
    made.setMenu(menu)
    return made


def guessing() -> QLabel:
    made = QLabel("chữ")
    made.setTextFormat(Qt.TextFormat.AutoText)
    return made


WRONG: dict[str, tuple[Callable[[], QWidget], str]] = {
    "a sign for a name": (lambda: button("⋯"), "without an accessible name"),
    "small": (lambda: button("Duyệt", tall=20), "a control of"),
    "a cut label": (lambda: label(LONG, wide=60), "cut off"),
    "a cut placeholder": (lambda: field(LONG), "cut off"),
    "a cut row": (lambda: listed(LONG), "is cut off"),
    "a list that goes sideways": (lambda: listed(LONG), "beyond its right edge"),
    "a row without words": (lambda: listed("—"), "no accessible name"),
    "a painted line": (lambda: Painted("#000000"), "cut without a tooltip"),
    "a painted colour": (lambda: Painted("#bbbbbb"), "painted: .* has a contrast"),
    "a pale label": (lambda: label("nhạt", ink="#aaaaaa"), "has a contrast"),
    "a guessed format": (guessing, "markup"),
    "an English label": (lambda: label("Approve"), "untranslated"),
    "an English sentence": (lambda: label("Keys of WordPress"), "untranslated"),
    "an English row": (lambda: listed("Approve"), "is untranslated"),
    "an English tooltip": (lambda: hinted("Approve"), "untranslated"),
    "an English entry": (lambda: with_menu("Approve"), "menu: untranslated"),
    "an entry without words": (lambda: with_menu("…"), "without words"),
}


def hinted(words: str) -> QWidget:
    made = label("Duyệt")
    made.setToolTip(words)
    return made


def told(words: str) -> QWidget:
    made = Painted("#000000")
    made.setToolTip(words)
    return made


RIGHT: dict[str, Callable[[], QWidget]] = {
    "a sign with a name": lambda: button("⋯", name="Thêm"),
    "a label": lambda: label("chữ đen"),
    "a cut line with its whole": lambda: told(LONG),
    "a field": lambda: field("tìm"),
    "a list": lambda: listed("một"),
    "a menu": lambda: with_menu("Duyệt"),
    "what somebody wrote": lambda: label("Approve it, please"),
}


@pytest.fixture
def painting(qapp: QApplication) -> Iterator[Painting]:
    apply(qapp, LIGHT)
    with listening() as heard:
        yield heard


def walked(qtbot: QtBot, painting: Painting, widget: QWidget) -> list[str]:
    window = QWidget()
    window.setProperty("role", "pane")
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    window.resize(700, 200)
    qtbot.addWidget(window)
    widget.setParent(window)
    widget.move(20, 20)
    window.show()
    QApplication.processEvents()
    return walking.findings(window, "vi", painting, colours=True)


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_found(qtbot: QtBot, painting: Painting, name: str) -> None:
    make, said = WRONG[name]
    found = walked(qtbot, painting, make())
    assert any(re.search(said, each) for each in found), found


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_let_be(qtbot: QtBot, painting: Painting, name: str) -> None:
    assert walked(qtbot, painting, RIGHT[name]()) == []
