"""The conversation a comment stands in, scrolled to where one has to read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from app.domain import moment
from app.domain.reading import Context
from app.domain.words import Language
from ui.context.thread import BAR_WIDTH, Thread
from ui.phrases import count_in
from ui.theme import LIGHT, SPACE_2, SPACE_5, Theme
from ui.widgets import ElidedLabel


class ConversationPane(QWidget):
    """Heading and turns; the judged comment in view, with what it answers above it if that fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conversationPane")
        self._context: Context | None = None
        self._typed = ""
        self._language: Language = "vi"
        self._clock: Callable[[], int] = moment.now
        self._placed_at = 0
        self._heading = ElidedLabel("section")
        self.thread_view = Thread()
        self.scroller = _Scroller(self.thread_view)
        self.scroller.resized.connect(self._place_again)
        self.thread_view.laidOut.connect(self._place_again)
        self.thread_view.judged.cursorPositionChanged.connect(self._follow_cursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_2 + 5, 0, 0)
        column.setSpacing(SPACE_2)
        self._heading.setContentsMargins(SPACE_5, 0, SPACE_5, 0)
        column.addWidget(self._heading)
        column.addWidget(self.scroller, 1)
        self.retranslate()

    def show_context(self, context: Context | None) -> None:
        """Show another conversation from its judged comment on, or the same one where it stands."""
        before = self._context
        same = (
            before is not None and context is not None and before.comment.id == context.comment.id
        )
        value = self.scroller.verticalScrollBar().value()
        self._context = context
        self.thread_view.show_context(context, self._typed, self._clock())
        self._say_heading()
        if same:
            self.scroller.verticalScrollBar().setValue(value)
        else:
            self._place()

    def set_search(self, typed: str) -> None:
        """Light what this search means, from the next comment shown on and in the present one."""
        if typed != self._typed:
            self._typed = typed
            self.show_context(self._context)

    def set_theme(self, theme: Theme) -> None:
        self.thread_view.set_theme(theme)
        self.scroller.set_theme(theme)

    def set_language(self, language: Language) -> None:
        self._language = language
        self.thread_view.set_language(language)
        self.retranslate()

    def set_now(self, clock: Callable[[], int]) -> None:
        """Where "3 min" is counted from: microseconds UTC."""
        self._clock = clock
        self.refresh_ages()

    def refresh_ages(self) -> None:
        self.thread_view.refresh_ages(self._clock())

    def retranslate(self) -> None:
        self.thread_view.retranslate()
        self.setAccessibleName(self.tr("Conversation"))
        self.scroller.setAccessibleName(self.tr("Conversation, scrolled"))
        self._say_heading()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _say_heading(self) -> None:
        total = self._context.conversation_total if self._context is not None else 0
        count = count_in(total, self._language)
        one, many = self.tr("CONVERSATION · {0} comment"), self.tr("CONVERSATION · {0} comments")
        words = (one if total == 1 else many).format(count)
        left_out = self._context.turns_left_out if self._context is not None else 0
        if left_out:
            far = self.tr("further away, not shown: {0}")
            words += " · " + far.format(count_in(left_out, self._language))
        self._heading.setText(words.upper())
        self._heading.setVisible(self._context is not None)

    def _place(self) -> None:
        """Scroll so that the judged comment is in view, under as many turns as fit with it."""
        bar = self.scroller.verticalScrollBar()
        bar.setValue(self._best_place())
        self._placed_at = bar.value()

    def _place_again(self) -> None:
        """After places changed: keep to the judged comment unless somebody has scrolled."""
        bar = self.scroller.verticalScrollBar()
        if bar.value() == min(self._placed_at, bar.maximum()):
            self._place()

    def _best_place(self) -> int:
        judged = self.thread_view.judged_row()
        if judged is None:
            return 0
        room = self.scroller.viewport().height()
        foot = judged.top + judged.height
        if foot + SPACE_2 <= room:
            return 0
        for row in self.thread_view.rows():
            if row.top <= judged.top and foot + 2 * SPACE_2 - row.top <= room:
                return max(0, row.top - SPACE_2)
        return max(0, judged.top - SPACE_2)

    def _follow_cursor(self) -> None:
        text = self.thread_view.judged
        if text.hasFocus():
            spot = text.mapTo(self.thread_view, text.cursorRect().center())
            self.scroller.ensureVisible(spot.x(), spot.y(), 0, 24)


class _Bar(QScrollBar):
    """Keeps its place when there is nothing to scroll, so that no line breaks anew."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class _Scroller(QScrollArea):
    """Scrolls by wheel and by keys; a line at its left says that the keys are its own now."""

    resized = Signal()

    def __init__(self, content: Thread) -> None:
        super().__init__()
        self._theme = LIGHT
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(_Bar(Qt.Orientation.Vertical))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._content = content
        self.setWidget(content)
        self.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(24)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        content = self._content
        content.resize(max(200, self.width() - BAR_WIDTH), content.height())
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.fillRect(0, 0, 2, self.viewport().height(), QColor(self._theme.accent))
