"""The bottom line: what just happened and how to take it back, long work, where and who one is."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.domain.progress import Progress
from app.domain.words import Language
from ui import theme as look
from ui.jobs import Job
from ui.shortcuts import shown_keys
from ui.theme import LIGHT, Theme
from ui.widgets import ElidedLabel, PlainLabel


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
        self.undo.setProperty("role", "link")
        self.undo.clicked.connect(undo.trigger)
        self.work = _WorkLine()
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

    def has_problem(self) -> bool:
        return self._problem

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


class _WorkLine(QWidget):
    """Long work under way: its name, how far, how much longer, and a way to stop it."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._began = 0.0
        self._title = PlainLabel("second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(120, 6)
        self._left = PlainLabel("second")
        self._stop = QPushButton()
        self._stop.setProperty("role", "link")
        self._stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.SPACE_2)
        for part in (self._title, self._bar, self._left, self._stop):
            layout.addWidget(part)
        self.hide()

    @Slot(object)
    def follow(self, job: Job) -> None:
        """Show this work until it ends; the latest one started is shown."""
        self._job = job
        self._began = time.monotonic()
        self._title.setText(job.title)
        self._bar.setRange(0, 0)
        self._left.setText("")
        self._stop.setText(self.tr("stop"))
        self._stop.setEnabled(True)
        job.progressed.connect(self._progress)
        job.ended.connect(self._end)
        self.show()

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        if self.sender() is not self._job:
            return
        fraction = progress.fraction
        if fraction is None:
            self._bar.setRange(0, 0)
            return
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(fraction * 1000))
        self._left.setText(self._time_left(fraction))

    def _time_left(self, fraction: float) -> str:
        percent = self.tr("{0} %").format(round(fraction * 100))
        passed = time.monotonic() - self._began
        if fraction <= 0.02 or passed < 1:
            return percent
        seconds = round(passed * (1 - fraction) / fraction)
        if seconds < 90:
            return self.tr("{0} · {1} s left").format(percent, seconds)
        return self.tr("{0} · {1} min left").format(percent, round(seconds / 60))

    @Slot()
    def _end(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.hide()

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._stop.setEnabled(False)
