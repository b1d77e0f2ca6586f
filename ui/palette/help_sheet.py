"""Every key on one sheet: the commands' in their groups, and those that belong to a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.vietnamese import fold
from ui import theme as look
from ui.keys import give_back
from ui.palette.caps import KeyCaps
from ui.palette.offers import command_words
from ui.shortcuts import COMMANDS, GROUPS, group_words, written
from ui.translations import in_vietnamese
from ui.widgets import ElidedLabel, Hairline, PlainLabel
from ui.window import DeskWindow

COLUMN = 330
"""Least pixels of a column, at the usual size of text."""

SIZE = QSize(1080, 680)
_BESIDE = 48
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Line:
    """What keys do; `found_by` are the words it is found by, in both languages, folded."""

    words: str
    keys: tuple[str, ...]
    found_by: str


class HelpSheet(QDialog):
    """As many columns as there is room for; narrowed by typing; closes with Esc."""

    def __init__(self, window: DeskWindow) -> None:
        super().__init__(window)
        self._desk = window
        self.setObjectName("helpSheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.typed = QLineEdit()
        self.typed.textChanged.connect(self._narrow)
        self._preset = PlainLabel("second")
        self._nothing = PlainLabel("second")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.hide()
        self.change = QPushButton()
        self.change.setAutoDefault(False)
        self.change.clicked.connect(self._change)
        self._sheet = _Sheet()
        self._scrolled = QScrollArea()
        self._scrolled.setFrameShape(QFrame.Shape.NoFrame)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setWidget(self._sheet)
        self._lay_out()
        self.resize(SIZE.boundedTo(window.size() - QSize(_BESIDE, _BESIDE)))
        self.retranslate()
        self.finished.connect(lambda: give_back(window))
        self.typed.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look.SPACE_4)
        head.addWidget(self.typed, 1)
        head.addWidget(self._preset)
        head.addWidget(self.change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.SPACE_5, look.SPACE_4, look.SPACE_5, look.SPACE_4)
        layout.setSpacing(look.SPACE_3)
        layout.addLayout(head)
        layout.addWidget(Hairline())
        layout.addWidget(self._scrolled, 1)
        layout.addWidget(self._nothing, 1)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keys"))
        self.typed.setPlaceholderText(self.tr("find a command or a key"))
        self.typed.setAccessibleName(self.tr("Find among the keys"))
        self.change.setText(self.tr("Change keys…"))
        self._nothing.setText(self.tr("No command and no key is called that."))
        self._scrolled.setAccessibleName(self.windowTitle())
        self._show_commands()

    @Slot()
    def _show_commands(self) -> None:
        commands = self._desk.commands
        name, changed = commands.preset.name, len(commands.changed)
        one, many = self.tr("Keys of {0}, {1} changed"), self.tr("Keys of {0}, {1} changed since")
        said = one if changed == 1 else many if changed else self.tr("Keys of {0}")
        self._preset.setText(said.format(name, changed))
        words = command_words(in_vietnamese())
        sections = [
            (
                group_words(group),
                [
                    _line(
                        commands.action(command.name).text(),
                        tuple(
                            written(key.toString())
                            for key in commands.action(command.name).shortcuts()
                        ),
                        words[command.name].vi + " " + words[command.name].en,
                    )
                    for command in COMMANDS
                    if command.group == group
                ],
            )
            for group in GROUPS
        ]
        self._sheet.show_sections([*sections, *self._places()])
        self._narrow(self.typed.text())

    def _places(self) -> list[tuple[str, list[Line]]]:
        """Keys that belong to a place and are the same in every preset."""
        return [
            (
                self.tr("In the list"),
                [
                    _line(self.tr("Next, previous"), ("↓", "↑")),
                    _line(self.tr("A page on, a page back"), ("PgDown", "PgUp")),
                    _line(self.tr("First, last"), ("Home", "End")),
                    _line(self.tr("From part to part of the desk"), ("Tab", "Shift+Tab")),
                ],
            ),
            (
                self.tr("When rejecting"),
                [
                    _line(self.tr("Choose the reason"), ("1 – 9",)),
                    _line(self.tr("Close without one"), ("Esc",)),
                ],
            ),
            (
                self.tr("While writing a reply"),
                [
                    _line(self.tr("Approve and reply"), ("Ctrl+Enter",)),
                    _line(self.tr("Insert a template"), ("Ctrl+1 – 9",)),
                    _line(self.tr("Close, the text is kept"), ("Esc",)),
                ],
            ),
            (
                self.tr("In the search field"),
                [
                    _line(self.tr("Choose what is offered"), ("↓", "↑")),
                    _line(self.tr("Take what is offered"), ("Tab", "Enter")),
                    _line(self.tr("Empty it, then back to the list"), ("Esc",)),
                ],
            ),
            (
                self.tr("In our own queues"),
                [
                    _line(self.tr("Rename"), ("F2",)),
                    _line(self.tr("Move down, up"), ("Alt+↓", "Alt+↑")),
                    _line(self.tr("Remove"), ("Del",)),
                ],
            ),
        ]

    @Slot(str)
    def _narrow(self, typed: str) -> None:
        some = self._sheet.narrow(typed)
        self._scrolled.setVisible(some)
        self._nothing.setVisible(not some)

    @Slot()
    def _change(self) -> None:
        self.close()
        self._desk.commands.action("keysAction").trigger()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and pages turn the sheet wherever the keyboard is."""
        bar = self._scrolled.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(),
            Qt.Key.Key_Up: -bar.singleStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Sheet(QWidget):
    """Sections side by side, each as a whole, in columns of about the same height."""

    def __init__(self) -> None:
        super().__init__()
        self._sections: list[_Section] = []
        self._columns: list[QVBoxLayout] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, look.SPACE_3, 0)
        self._row.setSpacing(look.SPACE_5 + look.SPACE_3)

    def show_sections(self, sections: Sequence[tuple[str, Sequence[Line]]]) -> None:
        for old in self._sections:
            old.hide()
            old.deleteLater()
        self._sections = [_Section(heading, lines, self) for heading, lines in sections]
        self._arrange(self._how_many())

    def narrow(self, typed: str) -> bool:
        """Show only lines that are meant; whether there are any."""
        wanted = fold(typed).split()
        shown = [section.narrow(wanted) for section in self._sections]
        self._arrange(self._how_many())
        return any(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._how_many() != len(self._columns):
            self._arrange(self._how_many())

    def minimumSizeHint(self) -> QSize:
        """However narrow: there are fewer columns then."""
        return QSize(look.scaled(COLUMN), super().minimumSizeHint().height())

    def _how_many(self) -> int:
        return max(1, min(3, self.width() // look.scaled(COLUMN)))

    def _arrange(self, how_many: int) -> None:
        """The next section goes where there is least so far."""
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
            self._row.removeItem(column)
            column.deleteLater()
        self._columns = [QVBoxLayout() for _ in range(how_many)]
        heights = [0] * how_many
        for column in self._columns:
            column.setSpacing(look.SPACE_4)
            self._row.addLayout(column, 1)
        for section in self._sections:
            if section.count:
                least = heights.index(min(heights))
                heights[least] += section.count + 2
                self._columns[least].addWidget(section)
        for column in self._columns:
            column.addStretch(1)


class _Section(QWidget):
    """A heading and its lines."""

    def __init__(self, heading: str, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self.count = len(lines)
        title = PlainLabel("section", self)
        title.setText(heading.upper())
        self._rows: list[tuple[PlainLabel, KeyCaps]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.SPACE_3)
        grid.setVerticalSpacing(look.SPACE_1)
        grid.setColumnStretch(0, 1)
        grid.addWidget(title, 0, 0, 1, 2)
        for row, line in enumerate(lines, start=1):
            words, caps = ElidedLabel("", self), KeyCaps(line.keys, self)
            words.setText(line.words)
            grid.addWidget(words, row, 0)
            grid.addWidget(caps, row, 1, _AT_RIGHT)
            self._rows.append((words, caps))
        self._meant = [True] * len(lines)

    def narrow(self, wanted: Sequence[str]) -> bool:
        before, were = self._meant, self.count
        self._meant = [all(each in line.found_by for each in wanted) for line in self._lines]
        self.count = sum(self._meant)
        for widgets, meant, was_meant in zip(self._rows, self._meant, before, strict=True):
            for widget in widgets if meant != was_meant else ():
                widget.setVisible(meant)
        if bool(self.count) != bool(were):
            self.setVisible(self.count > 0)
        return self.count > 0


def _line(words: str, keys: tuple[str, ...], also: str = "") -> Line:
    return Line(words, keys, " ".join((fold(words), fold(also), *map(str.lower, keys))))
