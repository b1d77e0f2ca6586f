"""Seeing what stands in the desk's list, by the names it promises, and when it was painted."""

from __future__ import annotations

import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QTableView


class Paints:
    """Watches a list: how often it was painted, when that last ended, and whether with every row
    there."""

    def __init__(self, view: QTableView) -> None:
        self._view = view
        self._paint = view.paintEvent
        self.count = 0
        self.ended = 0.0
        self.whole = False
        view.paintEvent = self._painted

    def _painted(self, event: QPaintEvent) -> None:
        whole = all_there(self._view)
        self._paint(event)
        self.ended = time.perf_counter()
        self.count += 1
        self.whole = whole


def role_of(view: QTableView, name: bytes) -> int:
    """The number of a role that the model gives by this name."""
    roles = view.model().roleNames()
    return next(role for role, named in roles.items() if bytes(named.data()) == name)


def all_there(view: QTableView) -> bool:
    """Whether there is a comment in every row that can be seen."""
    model, rows = view.model(), view.model().rowCount()
    if not rows:
        return False
    role = role_of(view, b"text")
    last = view.rowAt(view.viewport().height() - 1)
    return all(
        model.index(row, 0).data(role) is not None
        for row in range(view.rowAt(0), (last if last >= 0 else rows - 1) + 1)
    )
