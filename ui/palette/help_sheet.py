"""Every key on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from ui import theme as look
from ui.shortcuts import COMMANDS, Commands, group_words
from ui.widgets import PlainLabel


class HelpSheet(QDialog):
    """Three columns of commands with their keys; closes with Esc."""

    def __init__(self, parent: QWidget, commands: Commands) -> None:
        super().__init__(parent)
        self.setObjectName("helpSheet")
        self.setWindowTitle(self.tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.SPACE_5)
        grid.setVerticalSpacing(look.SPACE_2)
        groups = list(dict.fromkeys(command.group for command in COMMANDS))
        for column, group in enumerate(groups):
            heading = PlainLabel("section")
            heading.setText(group_words(group))
            grid.addWidget(heading, 0, 2 * column, 1, 2)
            rows = [command for command in COMMANDS if command.group == group and command.keys]
            for row, command in enumerate(rows, start=1):
                action = commands.action(command.name)
                name, keys = PlainLabel(), PlainLabel("second")
                name.setText(action.text())
                native = QKeySequence.SequenceFormat.NativeText
                keys.setText(" · ".join(each.toString(native) for each in action.shortcuts()))
                grid.addWidget(name, row, 2 * column)
                grid.addWidget(keys, row, 2 * column + 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(self.tr("Close"))
        close.setIcon(QIcon())
        buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.SPACE_5, look.SPACE_4, look.SPACE_5, look.SPACE_4)
        layout.setSpacing(look.SPACE_4)
        layout.addLayout(grid)
        layout.addWidget(buttons)
