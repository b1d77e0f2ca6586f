"""The search field: typed letter by letter, with what narrows the queue shown inside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from app.domain.hostile import visible_line
from ui import theme as look
from ui.icons import paint_icon
from ui.theme import LIGHT, Theme

TYPING_PAUSE = 120
"""Milliseconds after the last letter before the search begins."""

LONGEST_SCOPE = 28


class _Line(QLineEdit):
    """`left` when the reader is done here and wants back to the comments."""

    left = Signal()
    focused = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (
            Qt.Key.Key_Escape,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Down,
        ):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)


class _Glass(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.setFixedSize(QSize(16, 16))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, QRectF(self.rect()), "magnify", self._theme.second)


class SearchField(QFrame):
    """`searched` carries what is typed, after a short pause; `scopeCleared` when the article or
    writer shown in the field is taken out; `left` when the keyboard belongs to the list again."""

    searched = Signal(str)
    scopeCleared = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "field")
        self._theme = LIGHT
        self.line = _Line()
        self.line.setObjectName("searchField")
        self.line.setFrame(False)
        self.line.setMaxLength(500)
        self._glass = _Glass()
        self._scope = QPushButton()
        self._scope.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scope.setProperty("role", "scope")
        self._scope.hide()
        self._scope.clicked.connect(self.scopeCleared)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.SPACE_3, 0, look.SPACE_2, 0)
        layout.setSpacing(look.SPACE_2)
        layout.addWidget(self._glass)
        layout.addWidget(self._scope)
        layout.addWidget(self.line, 1)
        self.setFixedHeight(32)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE)
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.left.connect(self.left)
        self.line.focused.connect(self._show_focus)
        self.retranslate()

    def text(self) -> str:
        return self.line.text()

    def clear(self) -> None:
        """Empty the field without announcing a search."""
        self.line.blockSignals(True)
        self.line.clear()
        self.line.blockSignals(False)
        self._pause.stop()

    def take_focus(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def show_scope(self, words: str) -> None:
        """What the queue is narrowed to, such as an article's title; "" for nothing."""
        line = visible_line(words).text
        short = line if len(line) <= LONGEST_SCOPE else line[: LONGEST_SCOPE - 1] + "…"
        self._scope.setText(f"{short}  ×".replace("&", "&&"))
        self._scope.setAccessibleName(line)
        self._scope.setVisible(bool(words))

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._glass.set_theme(theme)
        self._show_focus(self.line.hasFocus())

    def retranslate(self) -> None:
        self.line.setPlaceholderText(self.tr("search in comments, names, addresses…   /"))
        self.line.setAccessibleName(self.tr("Search"))
        self._scope.setToolTip(self.tr("Show the whole queue again"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot(bool)
    def _show_focus(self, focused: bool) -> None:
        theme = self._theme
        self.setStyleSheet(
            f"""
            QFrame[role="field"] {{ background: {theme.pane}; border-radius: {look.RADIUS_FIELD}px;
                border: 1px solid {theme.accent if focused else theme.hairline}; }}
            QLineEdit {{ background: transparent; border: none; padding: 0; }}
            QPushButton[role="scope"] {{ background: {theme.accent_tone.ground};
                color: {theme.accent_tone.text}; border: 1px solid transparent;
                border-radius: {look.RADIUS_CHIP}px; padding: 1px 6px; }}
            QPushButton[role="scope"]:focus {{ border-color: {theme.accent}; }}
            """
        )

    @Slot()
    def _search(self) -> None:
        self.searched.emit(self.line.text())
