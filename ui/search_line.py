"""The line in the search field: its filters are drawn as what they are, behind their letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
)
from PySide6.QtWidgets import QLineEdit

from ui import theme as look
from ui.keys import claimed, is_escape
from ui.text_places import across, utf16
from ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from app.domain.query import Query, Token

_BEFORE_CURSOR = 5
"""Pixels by which a line edit's `cursorRect` begins before the cursor itself."""

LEAVING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)


class SearchLine(QLineEdit):
    """`left` when the reader is done here and wants back to the comments; `pressed` is asked first
    about every key and says whether it took it."""

    left = Signal()
    focused = Signal(bool)

    def __init__(self, query: Callable[[], Query], pressed: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._query = query
        self._pressed = pressed
        self._theme = LIGHT

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tab is asked about here, before it moves the keyboard on; Esc is for what is typed."""
        if claimed(event, is_escape):
            return True
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if isinstance(event, QKeyEvent) and pressed and event.key() == Qt.Key.Key_Tab:
            return self._pressed(event) or super().event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._pressed(event):
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in LEAVING:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        if ":" in self.text():
            self._paint_tokens()
        super().paintEvent(event)

    def left_of(self, position: int) -> float:
        """Where the letter at this position (in code points) begins, in pixels of the line."""
        layout = QTextLayout(self.text(), self.font())
        layout.beginLayout()
        line = layout.createLine()
        layout.endLayout()
        start = self.cursorRect().left() + _BEFORE_CURSOR - across(line, self.cursorPosition())
        return start + across(line, utf16(self.text(), position))

    def _paint_tokens(self) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.contentsRect())
        height = self.fontMetrics().height() + 4
        top = (self.height() - height) / 2
        for token in self._query().tokens:
            ground = self._ground_of(token)
            if ground is not None:
                left, right = self.left_of(token.start), self.left_of(token.end)
                bare = ground == self._theme.pane
                painter.setPen(QPen(QColor(self._theme.text)) if bare else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ground))
                place = QRectF(left - 1, top, right - left + 2, height)
                painter.drawRoundedRect(place, look.RADIUS_CHIP, look.RADIUS_CHIP)
        painter.end()

    def _ground_of(self, token: Token) -> str | None:
        """One that is still being typed has none yet."""
        if token.problem is not None:
            return self._theme.bad.ground
        return None if token.meaning is None else self._theme.accent_tone.ground
