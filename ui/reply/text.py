"""The field of the composer: plain text of bounded length, as tall as what is written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.domain.hostile import MAX_TEXT, hidden_characters
from app.domain.template import MOST_WITH_KEY
from ui.context.still_text import break_lines
from ui.keys import claimed

_FEWEST_LINES, _MOST_LINES = 3, 8
_EDGES = 24


def is_main_key(event: QKeyEvent) -> bool:
    """Ctrl+Enter, which sends."""
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def digit_of(event: QKeyEvent) -> int | None:
    """The digit pressed with Ctrl, and nothing but Ctrl; None for every other key."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    digit = event.key() - Qt.Key.Key_0
    if modifiers != Qt.KeyboardModifier.ControlModifier or not 1 <= digit <= MOST_WITH_KEY:
        return None
    return digit


class ComposerText(QPlainTextEdit):
    """Takes plain text only, at most `most` characters of what is put in; Ctrl+Enter is asked for
    here, Tab moves on."""

    approveAsked = Signal()
    shortened = Signal()

    def __init__(self, parent: QWidget | None = None, *, most: int = MAX_TEXT) -> None:
        super().__init__(parent)
        self._most = most
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """As tall as the text, from three lines to eight."""
        lines = max(_FEWEST_LINES, min(_MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _EDGES)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def text_written(self) -> str:
        """The text with \\n between lines; unlike `toPlainText` it keeps no-break spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def replace_all(self, text: str) -> None:
        """Another text, as one step that Ctrl+Z takes back."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)

    def move_to_end(self) -> None:
        self.moveCursor(self.textCursor().MoveOperation.End)

    def prepare_for(self, text: str) -> None:
        """Draw characters that nobody sees as marks when this text has any."""
        break_lines(self.document(), text, marks=bool(hidden_characters(text)))

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.write(source.text())

    def write(self, text: str) -> None:
        """Put a text where the cursor is, or in the place of what is selected, as one step that
        Ctrl+Z takes back; as much of it as there is room for."""
        selected = len(self.textCursor().selectedText())
        room = max(0, self._most - self.document().characterCount() + 1 + selected)
        self.prepare_for(self.text_written() + text[:room])
        self.textCursor().insertText(text[:room])
        self.ensureCursorVisible()
        if len(text) > room:
            self.shortened.emit()

    def event(self, event: QEvent) -> bool:
        return claimed(event, is_main_key) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_main_key(event):
            self.approveAsked.emit()
        elif event.key() == Qt.Key.Key_Escape or digit_of(event) is not None:
            event.ignore()
        else:
            super().keyPressEvent(event)
