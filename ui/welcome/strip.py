"""Below a list that has comments already: who sits here, asked without taking the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme as look
from ui.keys import claimed, is_escape
from ui.welcome.page import LONGEST_NAME
from ui.widgets import Hairline, PlainLabel


class NameStrip(QWidget):
    """`named` carries the moderator's name; `left` says that it is not told now."""

    named = Signal(str)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("nameStrip")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title, self._words = PlainLabel("heading"), PlainLabel("second")
        self._words.setWordWrap(True)
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAcceptDrops(False)
        self.keep, self.later = QPushButton(), QPushButton()
        self.keep.clicked.connect(self._keep)
        self.later.clicked.connect(self.left)
        row = QHBoxLayout()
        row.setSpacing(look.SPACE_2)
        row.addWidget(self.name, 1)
        row.addWidget(self.keep)
        row.addWidget(self.later)
        inner = QVBoxLayout()
        inner.setContentsMargins(look.SPACE_4, look.SPACE_3, look.SPACE_4, look.SPACE_3)
        inner.setSpacing(look.SPACE_1)
        inner.addWidget(self._title)
        inner.addWidget(self._words)
        inner.addSpacing(look.SPACE_1)
        inner.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Hairline())
        layout.addLayout(inner)
        self.retranslate()

    def has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def retranslate(self) -> None:
        self._title.setText(self.tr("Who sits here?"))
        self._words.setText(self.tr("This name stands in the log beside every decision made here."))
        self.name.setAccessibleName(self.tr("The moderator's name"))
        self.name.setPlaceholderText(self.tr("your name"))
        self.keep.setText(self.tr("Keep"))
        self.later.setText(self.tr("Not now"))

    def event(self, event: QEvent) -> bool:
        return claimed(event, is_escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.later.click() if self.later.hasFocus() else self._keep()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot()
    def _keep(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.named.emit(name)
        else:
            self.name.setFocus()
