"""Long work of the log's window: what it is, how far, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.domain.progress import Progress
from ui.jobs import Job
from ui.theme import SPACE_2
from ui.widgets import PlainLabel

_STEPS = 1000


class WorkLine(QWidget):
    """Shows the work that was started last, until it ends."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self.title = PlainLabel("second")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(120, 6)
        self.stop = QPushButton()
        self.stop.setObjectName("logStop")
        self.stop.setProperty("role", "link")
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE_2)
        for part in (self.title, self.bar, self.stop):
            layout.addWidget(part)
        self.hide()

    @Slot(object)
    def follow(self, job: Job) -> None:
        """Show this work; how far it is comes with its signals."""
        self._job = job
        self.title.setText(job.title)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(job.title)
        self.stop.setText(self.tr("stop"))
        self.stop.setEnabled(True)
        job.progressed.connect(self._progress)
        job.ended.connect(self._end)
        self.show()

    @Slot(object)
    def _progress(self, progress: Progress) -> None:
        fraction = progress.fraction
        if self.sender() is self._job and fraction is not None:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(round(fraction * _STEPS))

    @Slot()
    def _end(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.hide()

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
