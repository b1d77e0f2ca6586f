"""Closing the desk with something half written asks first: edits and notes are nowhere kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox

from ui.window import DeskWindow


class Leaving(QObject):
    """Holds the window back while an edit or a note is unsaved, until that is answered."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asking: QMessageBox | None = None
        self._answered = False
        window.ask_before_leaving(self.may_leave)

    def may_leave(self) -> bool:
        if self._answered or not self._window.context.composer.has_unsaved():
            return True
        if self._asking is None:
            self._asking = self._question()
        self._asking.open()
        self._asking.raise_()
        return False

    def _question(self) -> QMessageBox:
        words = self.tr("An edit or a note is not saved yet. Closing now loses what was written.")
        title = self.tr("Close the desk?")
        box = QMessageBox(QMessageBox.Icon.Question, title, "", parent=self._window)
        box.setObjectName("leavingQuestion")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(words)
        stay = box.addButton(self.tr("Keep writing"), QMessageBox.ButtonRole.RejectRole)
        self._leave = box.addButton(
            self.tr("Close without saving"), QMessageBox.ButtonRole.DestructiveRole
        )
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.finished.connect(self._answer)
        return box

    @Slot()
    def _answer(self) -> None:
        box, self._asking = self._asking, None
        if box is None:
            return
        self._answered = box.clickedButton() is self._leave
        box.deleteLater()
        if self._answered:
            self._window.close()
