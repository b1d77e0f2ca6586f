"""Text to read, select and copy, as tall as it is: the judged comment and its difference.

A real text widget rather than painted lines, so that a screen reader can walk through it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QTextEdit, QWidget

from ui.context.hits import Span
from ui.difference import Piece, looks_of
from ui.text_places import across
from ui.theme import LIGHT, SIZE_BODY, SIZE_JUDGED, Theme, scaled

_HIT_RADIUS = 3
_FIRST_WIDTH = 600
_ENDLESS_WORD = re.compile(r"\S{1000}")


def break_lines(document: QTextDocument, text: str, *, marks: bool = False) -> None:
    """Break lines between words; anywhere in a text with an endless one, for which Qt would look
    through its whole rest at every line. `marks` draws characters that nobody sees.
    """
    option = QTextOption()
    endless = _ENDLESS_WORD.search(text) is not None
    modes = QTextOption.WrapMode
    option.setWrapMode(modes.WrapAnywhere if endless else modes.WrapAtWordBoundaryOrAnywhere)
    if marks:
        option.setFlags(QTextOption.Flag.ShowDefaultIgnorables)
    document.setDefaultTextOption(option)


class StillText(QTextEdit):
    """Plain text that is never edited, never parsed, never loads anything, and never scrolls."""

    def __init__(self, size: int, line_height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._line_height = line_height
        self._hits: tuple[Span, ...] = ()
        self._theme = LIGHT
        self.setAcceptRichText(False)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._dress()
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(_FIRST_WIDTH)
        break_lines(self.document(), "")

    def set_theme(self, theme: Theme) -> None:
        """Also takes up another size of text."""
        self._theme = theme
        self._dress()
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(self.lines())
        self.viewport().update()

    def _dress(self) -> None:
        self.setStyleSheet(
            "QTextEdit { border: none; padding: 0; background: transparent;"
            f" font-size: {scaled(self._size)}px; }}"
        )

    def lines(self) -> QTextBlockFormat:
        """Lines as high as they are drawn, at the size of text that was chosen."""
        lines = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        lines.setLineHeight(scaled(self._line_height), fixed)
        return lines

    def show_text(self, text: str, hits: Sequence[Span] = ()) -> None:
        """Show this text; `hits` are its lit places in UTF-16 units."""
        self._hits = tuple(hits)
        self._fill([(text, QTextCharFormat())])

    def hits(self) -> tuple[Span, ...]:
        return self._hits

    def _fill(self, pieces: Sequence[tuple[str, QTextCharFormat]]) -> None:
        self.clear()
        break_lines(self.document(), "".join(text for text, _ in pieces))
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.setBlockFormat(self.lines())
        for text, looks in pieces:
            cursor.insertText(text, looks)
        cursor.endEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def height_at(self, width: int) -> int:
        """How tall the text is when it is this wide; lays it out for that width."""
        if width != self.lineWrapColumnOrWidth():
            self.setLineWrapColumnOrWidth(width)
        return round(self.document().size().height())

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None

    def canInsertFromMimeData(self, source: object) -> bool:
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns whatever this text stands in."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        event.ignore()
        if above is not None:
            QApplication.sendEvent(above.viewport(), event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._hits:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(self._theme.hit))
            bare = self._theme.is_bare
            painter.setPen(QPen(QColor(self._theme.text)) if bare else QPen(Qt.PenStyle.NoPen))
            seen = QRectF(event.rect())
            for span in self._hits:
                for place in self._places(span):
                    if place.intersects(seen):
                        painter.drawRoundedRect(place, _HIT_RADIUS, _HIT_RADIUS)
            painter.end()
        super().paintEvent(event)

    def _places(self, span: Span) -> list[QRectF]:
        """Where a span stands on the screen: one rectangle for each line it touches."""
        places: list[QRectF] = []
        document = self.document()
        layouts = document.documentLayout()
        block = document.findBlock(span.start)
        while block.isValid() and block.position() < span.end:
            layout = block.layout()
            origin = layouts.blockBoundingRect(block).topLeft()
            start = max(0, span.start - block.position())
            end = min(block.length() - 1, span.end - block.position())
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                first = max(start, line.textStart())
                last = min(end, line.textStart() + line.textLength())
                if first >= last:
                    continue
                x, x_end = across(line, first), across(line, last)
                letters = line.ascent() + line.descent()
                top = origin.y() + line.y() + (line.height() - letters) / 2
                left, wide = origin.x() + min(x, x_end), abs(x_end - x)
                places.append(QRectF(left - 1.5, top - 0.5, wide + 3, letters + 1))
            block = block.next()
        return places


class JudgedText(StillText):
    """The comment being judged: larger than anything near it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(SIZE_JUDGED, round(SIZE_JUDGED * 1.55), parent)


class DifferenceText(StillText):
    """Two versions in one: removed words struck through, added ones underlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(SIZE_BODY, 20, parent)
        self._pieces: tuple[Piece, ...] = ()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.show_pieces(self._pieces)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        self._pieces = tuple(pieces)
        self._fill([(piece.text, looks_of(piece.change, self._theme)) for piece in pieces])
