"""The sample newsroom in a program of its own, far from anybody's real comments."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

MAIN = Path(__file__).parents[2] / "main.py"


def open_sample() -> bool:
    """Open a second desk on a fresh sample newsroom, which goes when it is closed; False when it
    is not there or the system does not let it start."""
    return MAIN.is_file() and bool(QProcess.startDetached(sys.executable, [str(MAIN), "--demo"])[0])
