"""One chart with what belongs to it: its name, what its colours mean, its main figure in words, the
same as a table, and a way to a file."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QBrush,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.hostile import visible_line
from app.domain.insights import Insights
from app.domain.spreadsheet import defused
from app.domain.words import Language
from ui.insights.inks import is_bare
from ui.phrases import count_in
from ui.theme import SIZE_CHIP, SIZE_SECOND, SPACE_1, SPACE_2, SPACE_3, SPACE_4, Theme, font, scaled
from ui.widgets import ElidedLabel, PlainLabel, plain_tooltip

Cell = str | int | None
LONGEST = 300
SCALE = 2
"""Pixels of a saved picture for each one on the screen."""


@dataclass(frozen=True, slots=True)
class Table:
    """A chart's figures as rows; None where there is no figure."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def write(self, path: Path) -> None:
        """As CSV that a spreadsheet opens with its letters intact and takes no cell for a formula.

        Raises OSError where it cannot be written.
        """
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(self.columns)
            for row in self.rows:
                writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])


class Drawing(QWidget):
    """What a chart is drawn on: a keyboard's or a mouse's pointer stands at one of its places.

    `pointed` carries the place's number, -1 when none is pointed at any more.
    """

    pointed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.place = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def places(self) -> int:
        """How many there are."""
        raise NotImplementedError

    def stride(self) -> int:
        """How many places an arrow up or down goes; left and right go one."""
        return 1

    def point(self, place: int) -> None:
        place = place if 0 <= place < self.places() else -1
        if place != self.place:
            self.place = place
            self.update()
            self.pointed.emit(place)

    def step(self, key: int) -> bool:
        """Move the pointer as a key says; False for a key that moves nothing."""
        steps = {
            int(Qt.Key.Key_Left): -1,
            int(Qt.Key.Key_Right): 1,
            int(Qt.Key.Key_Up): -self.stride(),
            int(Qt.Key.Key_Down): self.stride(),
        }
        if not self.places():
            return False
        if key in steps:
            start = self.place if self.place >= 0 else (-1 if steps[key] > 0 else self.places())
            moved = start + (steps[key] if self.place >= 0 else (1 if steps[key] > 0 else -1))
            if 0 <= moved < self.places():
                self.point(moved)
            return True
        ends = {int(Qt.Key.Key_Home): 0, int(Qt.Key.Key_End): self.places() - 1}
        if key in ends:
            self.point(ends[key])
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.step(event.key()):
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.point(-1)
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paint_focus(self, painter: QPainter, theme: Theme | None) -> None:
        """The ring around what has the keyboard."""
        if theme is not None and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class Legend(QWidget):
    """What each colour means: a swatch and a word each, in one line."""

    def __init__(self) -> None:
        super().__init__()
        self._kinds: list[tuple[str, QBrush]] = []
        self._colour = ""
        self._edged = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, kinds: Sequence[tuple[str, QBrush]], theme: Theme) -> None:
        self._kinds, self._colour, self._edged = list(kinds), theme.second, is_bare(theme)
        self.setAccessibleName(", ".join(word for word, _ in kinds))
        self.setVisible(bool(kinds))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(SIZE_CHIP))
        wide = sum(metrics.horizontalAdvance(word) + 14 + SPACE_3 for word, _ in self._kinds)
        return QSize(wide, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SIZE_CHIP))
        metrics = painter.fontMetrics()
        x = float(max(0, self.width() - self.sizeHint().width()))
        for word, brush in self._kinds:
            painter.setPen(QColor(self._colour) if self._edged else Qt.PenStyle.NoPen)
            painter.setBrush(brush)
            painter.drawRoundedRect(QRectF(x, self.height() / 2 - 4, 8, 8), 2, 2)
            painter.setPen(QColor(self._colour))
            wide = metrics.horizontalAdvance(word)
            place = QRectF(x + 13, 0, wide + 2, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word)
            x += 14 + wide + SPACE_3


class Chart(QWidget):
    """Name and colours above, the drawing, and a line that says its main figure, or the figures of
    the place that is pointed at. `saveRequested` when a file is asked for."""

    saveRequested = Signal()

    def __init__(self, name: str, drawing: Drawing, height: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.drawing = drawing
        self.language: Language = "en"
        self.theme: Theme | None = None
        self.insights: Insights | None = None
        self.title = PlainLabel("section")
        self.legend = Legend()
        self.note = ElidedLabel("second")
        self.menu_button = QToolButton()
        self.menu_button.setText("⋯")
        self.menu_button.setProperty("role", "quiet")
        self.menu_button.setMinimumSize(28, 26)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._menu = QMenu(self)
        self.save_action = self._menu.addAction("", self.saveRequested.emit)
        self.table_action = self._menu.addAction("")
        self.table_action.setCheckable(True)
        self.table_action.toggled.connect(self._switch)
        self.menu_button.setMenu(self._menu)
        self.table_view = _table_view()
        self.empty = PlainLabel("second")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.body = QStackedWidget()
        for part in (drawing, self.table_view, self.empty):
            self.body.addWidget(part)
        self.body.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        drawing.pointed.connect(self._pointed)
        self._lay_out()

    # What a kind of chart says

    def name_words(self) -> str:
        raise NotImplementedError

    def empty_words(self) -> str:
        return self.tr("Nothing in this time.")

    def is_empty(self, insights: Insights) -> bool:
        raise NotImplementedError

    def draw(self, insights: Insights, theme: Theme) -> None:
        """Hand the figures to the drawing."""
        raise NotImplementedError

    def table(self, insights: Insights) -> Table:
        raise NotImplementedError

    def main_words(self, insights: Insights) -> str:
        """The main figure in a sentence."""
        raise NotImplementedError

    def words_at(self, insights: Insights, place: int) -> str:
        """The figures of one place."""
        raise NotImplementedError

    def kinds(self, _theme: Theme) -> Sequence[tuple[str, QBrush]]:
        """What the colours mean."""
        return ()

    # What the window calls

    def show_insights(self, insights: Insights) -> None:
        self.insights = insights
        self.refresh()

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.table_view.setStyleSheet(
            f"QHeaderView::section {{ background: {theme.pane}; color: {theme.second};"
            f" border: none; border-bottom: 1px solid {theme.hairline}; padding: 3px 6px;"
            f" font-size: {scaled(SIZE_CHIP)}px; }} QTableView::item:selected {{"
            f" background: {theme.accent if is_bare(theme) else theme.selection};"
            f" color: {theme.on_accent if is_bare(theme) else theme.text}; }}"
        )
        self.refresh()

    def set_language(self, language: Language) -> None:
        self.language = language
        self.retranslate()

    def retranslate(self) -> None:
        name = self.name_words()
        self.title.setText(name)
        self.setAccessibleName(name)
        self.drawing.setAccessibleName(name)
        self.table_view.setAccessibleName(name)
        self.menu_button.setAccessibleName(self.tr("More about: {0}").format(name))
        self.menu_button.setToolTip(plain_tooltip(self.tr("Save, show as a table")))
        self.save_action.setText(self.tr("Save as picture or CSV…"))
        self.table_action.setText(self.tr("As a table"))
        self.empty.setText(self.empty_words())
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        if self.insights is None or self.theme is None:
            return
        self.legend.say(self.kinds(self.theme), self.theme)
        if not self.is_empty(self.insights):
            self.draw(self.insights, self.theme)
        self._switch()
        self._pointed(-1)

    # Files

    def picture(self) -> QImage:
        """The chart as it stands, without its menu, twice as fine as on the screen."""
        edge = QSize(2 * SPACE_4, 2 * SPACE_4)
        image = QImage((self.size() + edge) * SCALE, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(SCALE)
        image.fill(QColor(self.theme.pane if self.theme else "white"))
        self.menu_button.hide()
        try:
            self.render(
                image, QPoint(SPACE_4, SPACE_4), renderFlags=QWidget.RenderFlag.DrawChildren
            )
        finally:
            self.menu_button.show()
        return image

    def figures(self) -> Table:
        return self.table(self.insights) if self.insights is not None else Table((), ())

    # Inside

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu.popup(event.globalPos())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE_2)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.menu_button)
        second = QHBoxLayout()
        second.setSpacing(SPACE_3)
        second.addWidget(self.note, 1)
        second.addWidget(self.legend)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_1)
        whole.addLayout(head)
        whole.addLayout(second)
        whole.addWidget(self.body)

    def _switch(self) -> None:
        if self.insights is None:
            return
        if self.is_empty(self.insights):
            self.body.setCurrentWidget(self.empty)
        else:
            tabled = self.table_action.isChecked()
            if tabled:
                self._fill_table()
            self.body.setCurrentWidget(self.table_view if tabled else self.drawing)
        self.menu_button.setEnabled(not self.is_empty(self.insights))

    def _pointed(self, place: int) -> None:
        if self.insights is None:
            return
        if self.is_empty(self.insights):
            self.note.setText("")
            return
        main = self.main_words(self.insights)
        words = self.words_at(self.insights, place) if place >= 0 else main
        self.note.setText(visible_line(words, LONGEST).text)
        self.drawing.setAccessibleDescription(words)
        self.setAccessibleDescription(main)
        if place >= 0 and self.drawing.hasFocus():
            told = QAccessibleAnnouncementEvent(self.drawing, words)
            QAccessible.updateAccessibility(told)

    def _fill_table(self) -> None:
        assert self.insights is not None
        table, view = self.table(self.insights), self.table_view
        view.clear()
        view.setColumnCount(len(table.columns))
        view.setRowCount(len(table.rows))
        view.setHorizontalHeaderLabels(table.columns)
        for y, row in enumerate(table.rows):
            for x, cell in enumerate(row):
                view.setItem(y, x, self._item(cell))
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def _item(self, cell: Cell) -> QTableWidgetItem:
        if isinstance(cell, str):
            item = QTableWidgetItem(visible_line(cell, LONGEST).text)
            item.setToolTip(plain_tooltip(item.text()))
            return item
        item = QTableWidgetItem("–" if cell is None else count_in(cell, self.language))
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item


def _table_view() -> QTableWidget:
    view = QTableWidget()
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(26)
    view.horizontalHeader().setHighlightSections(False)
    view.setFont(font(SIZE_SECOND, tabular=True))
    return view
