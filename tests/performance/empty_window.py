"""A window of Qt's with nothing in it, and the memory it takes; by itself, in its own process."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMainWindow

from tests.performance import machine
from tests.performance.processes import tell

if __name__ == "__main__":
    program = QApplication([])
    window = QMainWindow()
    window.show()
    program.processEvents()
    tell(now=machine.memory())
