"""Seeing what stands in the desk's list, by the names it promises, and when it was painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView


class Paints(QObject):
    """Watches a list's viewport: how often it was painted, and whether with every row there."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.count = 0
        self.whole = False
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
            self.whole = all_there(self._view)
        return False


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
