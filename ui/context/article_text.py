"""The article's text to read and copy: set for long reading, scrolled in an area of its own."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from ui.context.still_text import StillText, break_lines
from ui.theme import LIGHT, SIZE_BODY, SPACE_1, SPACE_3, Theme, font, scaled

_MEASURE = 68
"""Letters in a line of the text at most: longer ones are hard to come back from."""

_LEAST_BODY, _MOST_BODY = 60, 320


class Voice(Enum):
    """What a paragraph of the article is."""

    LEAD = auto()
    BODY = auto()
    CAPTION = auto()


class ArticleText(StillText):
    """The article's text to read and copy, scrolled in an area of its own."""

    _LINE = 20
    _EDGE = 10

    def __init__(self) -> None:
        super().__init__(SIZE_BODY, self._LINE)
        self._most = _MOST_BODY
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_LEAST_BODY)
        self.set_theme(LIGHT)

    def set_most(self, height: int) -> None:
        self._most = max(_LEAST_BODY, height)
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        size = scaled(SIZE_BODY)
        shape = f"border: none; border-radius: 0; background: transparent; font-size: {size}px"
        self.setStyleSheet(
            f"QTextEdit {{ {shape}; padding: 0 0 0 8px; border-left: 2px solid transparent; }}"
            f"QTextEdit:focus {{ border-left: 2px solid {theme.accent}; }}"
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        QTextEdit.wheelEvent(self, event)

    def append_plain(self, text: str, voice: Voice, *, goes_on: bool = False) -> None:
        """Add paragraphs at the end without moving what is being read; `goes_on` where the last
        one there ends."""
        place, first = self.verticalScrollBar().value(), self.document().isEmpty()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        lines, looks = self.lines(), QTextCharFormat()
        lines.setBottomMargin(scaled(SPACE_3))
        if voice is Voice.LEAD:
            looks.setFontWeight(QFont.Weight.DemiBold)
        elif voice is Voice.CAPTION:
            looks.setForeground(QColor(self._theme.second))
            lines.setTopMargin(SPACE_1)
            lines.setLeftMargin(SPACE_3)
        if not goes_on and not first:
            cursor.insertBlock(lines, looks)
        else:
            cursor.setBlockFormat(lines)
        break_lines(self.document(), text)
        cursor.insertText(text, looks)
        if first:
            cursor.movePosition(QTextCursor.MoveOperation.Start)
            self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(place)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        measure = _MEASURE * QFontMetrics(font(SIZE_BODY)).averageCharWidth()
        tall = self.height_at(min(self.viewport().width(), measure)) + 2
        self.setFixedHeight(max(_LEAST_BODY, min(self._most, tall)))
