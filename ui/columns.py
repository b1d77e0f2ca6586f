"""What the window holds: three columns between a top bar and a status line; in a narrow window the
list and the comment take turns in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.words import Language
from ui import theme as look
from ui.folding import RightColumn
from ui.phrases import count_in
from ui.queue.pane import QueuePane
from ui.search_field import SearchField
from ui.shortcuts import Commands
from ui.sidebar.pane import Sidebar
from ui.skeleton import CONTEXT, FOLDS_BELOW, QUEUE, SIDEBAR
from ui.status_line import StatusLine
from ui.theme import Theme
from ui.top_bar import TopBar
from ui.widgets import Hairline

if TYPE_CHECKING:
    from ui.context.pane import ContextPane
    from ui.queue.bulk_strip import BulkStrip

_NARROWEST_SIDEBAR = 150
_SHOW_THE_COMMENT = ("readArticleAction", "openArticleAction", "fetchPageAction")
"""Commands whose answer stands in the right column."""


_NOBODY = cast("QWidget", None)
"""Qt takes it for "no proxy"; its stubs do not say so."""


class Columns(QWidget):
    """Lays the parts out; each is reached by its name."""

    def __init__(
        self, commands: Commands, queue: QueuePane, language: Language, theme: Theme
    ) -> None:
        super().__init__()
        self._commands = commands
        self._folded = False
        self._reading = False
        self._lent = False
        self._asking = False
        self.queue = queue
        self.sidebar = Sidebar(language, theme)
        self.search = SearchField(
            commands.action("searchAction"), commands.action("keepQueueAction"), language
        )
        self.status = StatusLine(commands.action("undoAction"), language)
        self._top = TopBar(commands, self.search)
        self._right = RightColumn()
        self.queue.importRequested.connect(commands.action("importAction").trigger)
        self.queue.widerRequested.connect(self._search_wider)
        self._lay_out()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self._middle = QWidget()
        self._middle_column = QVBoxLayout(self._middle)
        self._middle_column.setContentsMargins(0, 0, 0, 0)
        self._middle_column.setSpacing(0)
        self._middle_column.addWidget(self.queue, 1)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setHandleWidth(1)
        self._columns.setChildrenCollapsible(False)
        for part, stretch in ((self.sidebar, 0), (self._middle, 2), (self._right, 3)):
            self._columns.addWidget(part)
            self._columns.setStretchFactor(self._columns.indexOf(part), stretch)
        self._columns.setSizes([look.scaled(SIDEBAR), QUEUE, CONTEXT])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._top)
        rows.addWidget(Hairline())
        rows.addWidget(self._columns, 1)
        rows.addWidget(Hairline())
        rows.addWidget(self.status)
        for first, second in (
            (self.search.line, self.sidebar.queues),
            (self.sidebar.queues, self.sidebar.own),
            (self.sidebar.own, self.sidebar.articles),
            (self.sidebar.articles, self.queue.list),
        ):
            QWidget.setTabOrder(first, second)

    def set_theme(self, theme: Theme) -> None:
        """Also takes up another size of text."""
        self._top.set_theme(theme)
        self.sidebar.setMinimumWidth(look.scaled(_NARROWEST_SIDEBAR))
        for part in (self.queue, self.sidebar, self.search, self.status):
            part.set_theme(theme)
        self._fold()

    def furnish(self, theme: Theme) -> tuple[ContextPane, BulkStrip]:
        """Put the right column and the strip for bulk decisions in their places."""
        from ui.context.actions import BarActions
        from ui.context.pane import ContextPane
        from ui.queue.bulk_strip import BulkStrip

        language, action = self.status.language, self._commands.action
        context = ContextPane(
            BarActions(
                approve=action("approveAction"),
                reject=action("rejectAction"),
                spam=action("spamAction"),
                reply=action("replyAction"),
                edit=action("editAction"),
                note=action("noteAction"),
            )
        )
        context.set_theme(theme)
        context.set_language(language)
        self._right.hold(context)
        self._follow(context)
        bulk = BulkStrip(language)
        bulk.asks.connect(self._go_back)
        self._middle_column.addWidget(bulk)
        return context, bulk

    def _follow(self, context: ContextPane) -> None:
        """Turn to what is asked for, where there is room for one of two."""
        shown = self.queue.list
        shown.opened.connect(self._read)
        shown.currentCommentChanged.connect(self._say_place)
        self.queue.listed.connect(self._go_back)
        self._right.leave.connect(self._go_back)
        self._right.stepped.connect(shown.step)
        self._right.digitTyped.connect(shown.digitTyped)
        context.stripOpens.connect(self._lend)
        context.stripsClosed.connect(self._take_back)
        for name in _SHOW_THE_COMMENT:
            self._commands.action(name).triggered.connect(self._read)

    @Slot()
    def _search_wider(self) -> None:
        """Take out what was typed, and what the queue was narrowed to."""
        narrowed = self.search.is_narrowed()
        self.search.line.clear()
        if narrowed:
            self.search.scopeCleared.emit()
        self.search.search_now()

    # List and comment taking turns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where there is room for one of two, what is being answered or read keeps its place."""
        folded = self.width() < look.scaled(FOLDS_BELOW)
        if folded != self._folded:
            self._folded, self._lent = folded, folded and self._asking
            focused = self.window().focusWidget()
            beside = focused is not None and self._right.isAncestorOf(focused)
            self._turn(reading=folded and (self._asking or beside))

    @Slot()
    def _read(self) -> None:
        if self._folded and self.queue.list.current_id() is not None:
            self._lent = False
            self._turn(reading=True)

    @Slot()
    def _go_back(self) -> None:
        self._lent = False
        self._turn(reading=False)

    @Slot()
    def _lend(self) -> None:
        """Something is asked beside the comment: it is shown until that is answered."""
        self._asking = True
        self._lent = self._lent or (self._folded and not self._reading)
        self._turn(reading=self._folded)

    @Slot()
    def _take_back(self) -> None:
        self._asking = False
        if self._lent:
            self._go_back()

    def _turn(self, *, reading: bool = False) -> None:
        """Show the list or the comment, or both; the keyboard goes where the list's is then.

        This window's own focus counts: another may be in front while the queue is read.
        """
        self._reading = reading
        focused = self.window().focusWidget()
        away = self._middle if reading else self._right
        was_away = focused is not None and away.isAncestorOf(focused)
        self._right.show_way_back(reading)
        self._right.setVisible(reading or not self._folded)
        self._middle.setVisible(not reading)
        self.queue.list.setFocusProxy(self._right.back if reading else _NOBODY)
        lost = self.isVisible() and (focused is None or not focused.isVisible())
        if lost or (self._folded and was_away):
            self.queue.list.setFocus()
        self._say_place()

    @Slot()
    def _say_place(self) -> None:
        """Which of how many comments is read; the list again when none is left."""
        if not self._reading:
            return
        row, rows = self.queue.list.currentIndex().row(), self.queue.model.rowCount()
        if row < 0:
            self._go_back()
            return
        language = self.status.language
        place = self.tr("{0} of {1}").format(count_in(row + 1, language), count_in(rows, language))
        self._right.say(self.queue.title(), place)

    def show_deliveries(self, waiting: int, failed: int) -> None:
        """How many decisions are on their way to their sites, and how many did not get there."""
        self._top.show_deliveries(waiting, failed, self.status.language)

    def retranslate(self) -> None:
        self._say_place()
