"""Long work under way: its name, how far, how much longer, and a way to stop it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.domain.progress import Progress
from ui import theme as look
from ui.jobs import Job
from ui.widgets import PlainLabel

_STEPS = 1000


@dataclass(slots=True)
class _Followed:
    """A job, when it began (seconds) and how far it was heard to be."""

    job: Job
    began: float
    fraction: float | None = None


class WorkLine(QWidget):
    """Shows the work that was started last, until it ends; then what was started before it."""

    def __init__(self) -> None:
        super().__init__()
        self._under_way: list[_Followed] = []
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
        """Show this work until it ends; the latest one under way is shown."""
        self._under_way.append(_Followed(job, time.monotonic()))
        job.progressed.connect(self._progress)
        job.ended.connect(self._end)
        self._show_latest()

    def _show_latest(self) -> None:
        self.setVisible(bool(self._under_way))
        if not self._under_way:
            return
        job = self._under_way[-1].job
        self.title.setText(job.title)
        self.bar.setAccessibleName(job.title)
        self.stop.setText(self.tr("stop"))
        self.stop.setEnabled(not job.is_cancelled())
        self._show_progress()

    def _show_progress(self) -> None:
        fraction = self._under_way[-1].fraction
        self.bar.setRange(0, 0 if fraction is None else _STEPS)
        self.bar.setValue(round((fraction or 0) * _STEPS))
        self._left.setText("" if fraction is None else self._time_left(fraction))

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        sender = self.sender()
        for followed in self._under_way:
            if followed.job is sender:
                followed.fraction = progress.fraction
        if self._is_latest(sender):
            self._show_progress()

    def _is_latest(self, job: QObject) -> bool:
        return bool(self._under_way) and self._under_way[-1].job is job

    def _time_left(self, fraction: float) -> str:
        percent = self.tr("{0} %").format(round(fraction * 100))
        passed = time.monotonic() - self._under_way[-1].began
        if fraction <= 0.02 or passed < 1:
            return percent
        seconds = round(passed * (1 - fraction) / fraction)
        if seconds < 90:
            return self.tr("{0} · {1} s left").format(percent, seconds)
        return self.tr("{0} · {1} min left").format(percent, round(seconds / 60))

    @Slot()
    def _end(self) -> None:
        sender = self.sender()
        self._under_way = [each for each in self._under_way if each.job is not sender]
        self._show_latest()

    @Slot()
    def _cancel(self) -> None:
        if self._under_way:
            self._under_way[-1].job.cancel()
            self.stop.setEnabled(False)
