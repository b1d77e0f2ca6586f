"""The bottom line: what just happened and how to take it back, long work, where and who one is."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QRectF, Qt, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.domain.flag import Severity
from app.domain.words import Language
from ui import theme as look
from ui.shortcuts import shown_keys
from ui.theme import LIGHT, Theme
from ui.widgets import ElidedLabel, PlainLabel, paint_severity, paint_tick
from ui.work_line import WorkLine

HEIGHT = 30
SIGN = 14


class _Kind(Enum):
    NOTHING = "there is no message"
    DONE = "something was done"
    NOTICE = "something to know"
    PROBLEM = "something could not be done"


class _Sign(QWidget):
    """What kind of message stands beside it, said with more than colour."""

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._theme = _Kind.NOTHING, LIGHT

    def show_kind(self, kind: _Kind, theme: Theme) -> None:
        self._kind, self._theme = kind, theme
        size = look.scaled(SIGN)
        self.setFixedSize(size, size)
        self.setVisible(kind is not _Kind.NOTHING)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, place = QPainter(self), QRectF(self.rect())
        if self._kind is _Kind.DONE:
            paint_tick(painter, place, self._theme)
        elif self._kind is not _Kind.NOTHING:
            severity = Severity.NOTICE if self._kind is _Kind.NOTICE else Severity.BAD
            paint_severity(painter, place, severity, self._theme)
        painter.end()


class StatusLine(QFrame):
    """Shows one message at a time and has it read out; a problem stays until the next message."""

    def __init__(self, undo: QAction, language: Language) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setProperty("role", "behind")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = LIGHT
        self.language: Language = language
        self._undo_action = undo
        self._kind = _Kind.NOTHING
        self._aside = False
        self._sign = _Sign()
        self.message = ElidedLabel("message")
        self.undo = QPushButton()
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo.setProperty("role", "link")
        self.undo.clicked.connect(undo.trigger)
        undo.changed.connect(self._show_undo)
        self.work = WorkLine()
        self._place = PlainLabel("second")
        self._who = PlainLabel("second")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.SPACE_4, 0, look.SPACE_4, 0)
        layout.setSpacing(look.SPACE_4)
        layout.addWidget(self._sign)
        layout.addSpacing(look.SPACE_2 - look.SPACE_4)
        layout.addWidget(self.message)
        layout.addWidget(self.undo)
        layout.addStretch(1)
        layout.addWidget(self.work)
        layout.addWidget(self._place)
        layout.addWidget(self._who)
        self.undo.hide()
        self._colour()
        self.retranslate()

    def say(self, words: str, *, can_undo: bool = False, urgent: bool = False) -> None:
        """What has happened; with a way to take it back where there is one. What is `urgent` is
        read out at once, whatever is being read."""
        self._show(words, _Kind.DONE, urgent=urgent)
        self._offer_undo(can_undo)

    def notice(self, words: str, *, aside: bool = False) -> None:
        """What is good to know, though nobody at this desk has just done it. What is said `aside`
        leaves the way to take back what was done before."""
        self._show(words, _Kind.NOTICE, urgent=False)
        self._offer_undo(aside and not self.undo.isHidden(), aside=True)

    def problem(self, words: str) -> None:
        """What could not be done, and what to do about it."""
        self._show(words, _Kind.PROBLEM, urgent=True)
        self._offer_undo(False)

    def forget(self, words: str) -> None:
        """These words have been there long enough, if they still are."""
        if self.accessibleDescription() == words:
            self._show("", _Kind.NOTHING, urgent=False)
            self._offer_undo(False)

    def is_silent(self) -> bool:
        return self._kind is _Kind.NOTHING

    def show_place(self, database: str, moderator: str) -> None:
        self._place.setText(database)
        self._who.setText(moderator)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colour()

    def set_language(self, language: Language) -> None:
        self.language = language

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("What has happened"))
        self._show_undo()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show(self, words: str, kind: _Kind, *, urgent: bool) -> None:
        self._kind = kind if words else _Kind.NOTHING
        self.message.setText(words)
        self.message.setAccessibleName(words)
        self.setAccessibleDescription(words)
        self._colour()
        if words:
            announce(self, words, urgent=urgent)

    def _offer_undo(self, offered: bool, *, aside: bool = False) -> None:
        self._aside = aside
        self._show_undo()
        self.undo.setVisible(offered)

    @Slot()
    def _show_undo(self) -> None:
        """With the key that is undo's today, if it has one; beside words about something else, it
        says what it is that it takes back."""
        key = shown_keys(self._undo_action)
        words = self.tr("Undo the last decision") if self._aside else self.tr("Undo")
        if key:
            words = self.tr("{0} · {1}").format(words, key)
        if words != self.undo.text():
            self.undo.setText(words)

    def _colour(self) -> None:
        bad = self._kind is _Kind.PROBLEM
        self.message.setStyleSheet(f"color: {self._theme.bad.text if bad else self._theme.text};")
        self._sign.show_kind(self._kind, self._theme)
        self.setFixedHeight(max(HEIGHT, look.scaled(HEIGHT)))


def announce(widget: QWidget, words: str, *, urgent: bool) -> None:
    """Have a screen reader say this: when it has finished what it is reading, or `urgent`, now."""
    event = QAccessibleAnnouncementEvent(widget, words.replace(" · ", ", "))
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
