"""The newsroom's reasons for rejection: their words, their order, which are offered."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from app.domain.decision import RejectionReason
from app.domain.vietnamese import fold
from app.domain.words import Words
from app.services import desk as use_cases
from ui import theme as look
from ui.desk import Desk
from ui.widgets import PlainLabel

_CODE = Qt.ItemDataRole.UserRole + 1
MOST = 9
"""One digit chooses a reason."""


class ReasonsDialog(QDialog):
    """Rows in the order of their digits; the codes that the log keeps never change."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.setObjectName("reasonsDialog")
        self.setWindowTitle(self.tr("Reasons for rejection"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 420)
        self.table = _Table(0, 2)
        self.table.setAccessibleName(self.windowTitle())
        self.table.setHorizontalHeaderLabels([self.tr("In Vietnamese"), self.tr("In English")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.problem = PlainLabel("second")
        self._buttons = {
            name: QPushButton(text)
            for name, text in (
                ("add", self.tr("Add")),
                ("remove", self.tr("Remove")),
                ("up", self.tr("Up")),
                ("down", self.tr("Down")),
                ("cancel", self.tr("Cancel")),
                ("save", self.tr("Save")),
            )
        }
        self._buttons["save"].setProperty("role", "primary")
        self._buttons["add"].clicked.connect(self._add)
        self._buttons["remove"].clicked.connect(self._remove)
        self._buttons["up"].clicked.connect(lambda: self._move(-1))
        self._buttons["down"].clicked.connect(lambda: self._move(1))
        self._buttons["cancel"].clicked.connect(self.close)
        self._buttons["save"].clicked.connect(self.save)
        self._lay_out()
        newsroom = desk.newsroom
        desk.jobs.read(
            self,
            lambda: use_cases.rejection_reasons(newsroom),
            self._fill,
            lambda words: self.problem.setText(words.said_in(desk.window.status.language)),
        )

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        for name in ("add", "remove", "up", "down"):
            buttons.addWidget(self._buttons[name])
        buttons.addStretch(1)
        buttons.addWidget(self._buttons["cancel"])
        buttons.addWidget(self._buttons["save"])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.SPACE_4, look.SPACE_4, look.SPACE_4, look.SPACE_4)
        layout.setSpacing(look.SPACE_3)
        layout.addWidget(self.table)
        layout.addWidget(self.problem)
        layout.addLayout(buttons)

    def _fill(self, reasons: list[RejectionReason]) -> None:
        self.table.setRowCount(0)
        for reason in reasons:
            self._append(reason.code, reason.words)

    def _append(self, code: str, words: Words) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        first = QTableWidgetItem(words.vi)
        first.setData(_CODE, code)
        self.table.setItem(row, 0, first)
        self.table.setItem(row, 1, QTableWidgetItem(words.en))

    @Slot()
    def _add(self) -> None:
        if self.table.rowCount() >= MOST:
            self.problem.setText(self.tr("At most nine: one digit chooses each."))
            return
        self._append("", Words("", ""))
        self.table.setCurrentCell(self.table.rowCount() - 1, 0)
        self.table.edit(self.table.model().index(self.table.rowCount() - 1, 0))

    @Slot()
    def _remove(self) -> None:
        self.table.removeRow(self.table.currentRow())

    def _move(self, step: int) -> None:
        row = self.table.currentRow()
        other = row + step
        if row < 0 or not 0 <= other < self.table.rowCount():
            return
        for column in (0, 1):
            here, there = self.table.takeItem(row, column), self.table.takeItem(other, column)
            self.table.setItem(row, column, there)
            self.table.setItem(other, column, here)
        self.table.setCurrentCell(other, 0)

    def reasons(self) -> list[RejectionReason]:
        """What the rows say; a new one gets a code of its own, a missing language the other's."""
        found: list[RejectionReason] = []
        for row in range(self.table.rowCount()):
            vi, en = self._text(row, 0), self._text(row, 1)
            if not vi and not en:
                continue
            code = str(self.table.model().index(row, 0).data(_CODE) or "") or _code_of(en or vi)
            taken = {reason.code for reason in found}
            while code in taken:
                code += "_"
            found.append(RejectionReason(code, Words(vi or en, en or vi)))
        return found

    def _text(self, row: int, column: int) -> str:
        item = self.table.item(row, column)
        return item.text().strip() if item is not None else ""

    @Slot()
    def save(self) -> None:
        reasons = self.reasons()
        if not reasons:
            self.problem.setText(self.tr("Keep at least one reason."))
            return
        newsroom, desk = self._desk.newsroom, self._desk

        def done(_: None) -> None:
            desk.read_reasons()
            self.close()

        desk.jobs.write(
            self,
            lambda: use_cases.change_rejection_reasons(newsroom, reasons),
            done,
            lambda words: self.problem.setText(words.said_in(desk.window.status.language)),
        )


class _Table(QTableWidget):
    """Tab leads on to the buttons; Enter writes where one is, and presses no button."""

    def __init__(self, rows: int, columns: int) -> None:
        super().__init__(rows, columns)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.state() != QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())


def _code_of(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_") or "reason"
