"""How long the GUI thread was away: a probe for scripts and for the measurements of the desk."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, QTimer


@dataclass
class Stretches:
    """Milliseconds, one figure for each stretch; the worst and the usual of them."""

    lengths: list[float] = field(default_factory=list)

    def worst(self) -> float:
        return max(self.lengths, default=0.0)

    def share(self, part: float) -> float:
        """The length that this part (0 to 1) of the stretches does not exceed: 0.99 for p99."""
        ordered = sorted(self.lengths)
        return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0


class DelayProbe(QObject):
    """A timer that should fire every millisecond notes by how much it was late, and why.

    `away` is how long the event loop did not come back: work, waiting for the interpreter's lock
    and whatever else the machine was doing. `busy` is how much of that the GUI thread itself
    computed, which a loaded machine does not change.
    """

    EVERY = 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.away, self.busy = Stretches(), Stretches()
        self._clock = self._computed = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(self.EVERY)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Forget what was noted and begin."""
        self.away, self.busy = Stretches(), Stretches()
        self._clock, self._computed = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self._tick()

    def _tick(self) -> None:
        clock, computed = time.perf_counter(), time.thread_time()
        self.away.lengths.append(max(0.0, (clock - self._clock) * 1000 - self.EVERY))
        self.busy.lengths.append((computed - self._computed) * 1000)
        self._clock, self._computed = clock, computed
