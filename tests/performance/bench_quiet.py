"""How quiet the machine is: the same small work again and again, which nobody could do quicker.

Goals in milliseconds are of use only beside this: what spreads here spreads everywhere.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator

from tests.performance.measure import Measurement, Samples, seconds_of
from tests.performance.workshop import Workshop

TIMES = 300
PEACE = 0.01
"""Seconds between two: as a desk waits between two keys."""

SUMMED = 100_000
WRITTEN = bytes(20_000)
"""As much as one decision adds to the write-ahead log."""


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """A loop that only counts, and a small write that the disk has confirmed."""
    counted, written = [], []
    with tempfile.TemporaryFile(dir=workshop.folder) as file:

        def write() -> None:
            os.write(file.fileno(), WRITTEN)
            os.fsync(file.fileno())

        for _ in range(TIMES):
            counted.append(seconds_of(lambda: sum(range(SUMMED))))
            written.append(seconds_of(write))
            time.sleep(PEACE)
    yield Measurement("the machine: counting to 100,000", "ms", Samples(tuple(counted)))
    yield Measurement("the machine: a write confirmed by the disk", "ms", Samples(tuple(written)))
