"""The bottom line: what just happened and how to take it back, long work, where and who one is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.domain.words import Language
from ui import theme as look
from ui.shortcuts import shown_keys
from ui.theme import LIGHT, Theme
from ui.widgets import ElidedLabel, PlainLabel
from ui.work_line import WorkLine


class StatusLine(QFrame):
    """Shows one message at a time; a problem stays until the next message."""

    def __init__(self, undo: QAction, language: Language) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setProperty("role", "behind")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(30)
        self._theme = LIGHT
        self.language: Language = language
        self._undo_action = undo
        self._problem = False
        self.message = ElidedLabel("message")
        self.undo = QPushButton()
        self.undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo.setProperty("role", "link")
        self.undo.clicked.connect(undo.trigger)
        self.work = WorkLine()
        self._place = PlainLabel("second")
        self._who = PlainLabel("second")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.SPACE_4, 0, look.SPACE_4, 0)
        layout.setSpacing(look.SPACE_4)
        layout.addWidget(self.message)
        layout.addWidget(self.undo)
        layout.addStretch(1)
        layout.addWidget(self.work)
        layout.addWidget(self._place)
        layout.addWidget(self._who)
        self.undo.hide()
        self.retranslate()

    def say(self, words: str, *, can_undo: bool = False) -> None:
        """What has happened; with a way to take it back where there is one."""
        self._show(words, problem=False)
        self.undo.setVisible(can_undo)

    def problem(self, words: str) -> None:
        """What could not be done, and what to do about it."""
        self._show(words, problem=True)
        self.undo.hide()

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
        self.undo.setText(self.tr("Undo · {0}").format(shown_keys(self._undo_action)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _show(self, words: str, *, problem: bool) -> None:
        self._problem = problem
        sign = "" if not words else "⚠ " if problem else "✓ "
        self.message.setText(sign + words)
        self.message.setAccessibleName(words)
        self.setAccessibleDescription(words)
        self._colour()

    def _colour(self) -> None:
        colour = self._theme.bad.text if self._problem else self._theme.text
        self.message.setStyleSheet(f"color: {colour};")
