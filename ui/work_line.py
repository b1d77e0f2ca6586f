"""Long work under way: its name, how far, how much longer, and a way to stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.domain.progress import Progress
from ui import theme as look
from ui.jobs import Job
from ui.widgets import PlainLabel

_STEPS = 1000


class WorkLine(QWidget):
    """Shows the work that was started last, until it ends."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._began = 0.0
        self.title = PlainLabel("second")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 6)
        self._left = PlainLabel("second")
        self.stop = QPushButton()
        self.stop.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.stop.setProperty("role", "link")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self._cancel)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.SPACE_2)
        for part in (self.title, self.bar, self._left, self.stop):
            layout.addWidget(part)
        self.hide()

    @Slot(object)
    def follow(self, job: Job) -> None:
        """Show this work until it ends; the latest one started is shown."""
        self._job = job
        self._began = time.monotonic()
        self.title.setText(job.title)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(job.title)
        self._left.setText("")
        self.stop.setText(self.tr("stop"))
        self.stop.setEnabled(True)
        job.progressed.connect(self._progress)
        job.ended.connect(self._end)
        self.show()

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        if self.sender() is not self._job:
            return
        fraction = progress.fraction
        if fraction is None:
            self.bar.setRange(0, 0)
            return
        self.bar.setRange(0, _STEPS)
        self.bar.setValue(round(fraction * _STEPS))
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
            self.stop.setEnabled(False)
