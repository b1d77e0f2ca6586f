"""The desk's window: a skeleton at once, then its columns, then what can be done; it decides
nothing.

Only the skeleton is known here from the beginning: what the columns are made of is imported by
`build`, or by a thread before that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow

from ui.skeleton import Skeleton

if TYPE_CHECKING:
    from app.domain.reading import Glance
    from app.domain.words import Language
    from ui.columns import Columns
    from ui.context.pane import ContextPane
    from ui.queue.bulk_strip import BulkStrip
    from ui.queue.pane import QueuePane
    from ui.search_field import SearchField
    from ui.shortcuts import Commands
    from ui.sidebar.pane import Sidebar
    from ui.status_line import StatusLine
    from ui.theme import Theme

SMALLEST = (640, 480)
"""Room for the left column and one of the others, at text of 100 %."""


class DeskWindow(QMainWindow):
    """`painted` is emitted once, when it is first on the screen, and `closing` before it goes;
    `languageChanged` and `themeChanged` are for windows beside this one; `fontChanged` says that
    the system's font is another one.

    Its parts are there once it is built; `context` and `bulk` once it is furnished.
    """

    commands: Commands
    queue: QueuePane
    sidebar: Sidebar
    search: SearchField
    status: StatusLine
    context: ContextPane
    bulk: BulkStrip

    painted = Signal()
    closing = Signal()
    languageChanged = Signal(str)
    themeChanged = Signal(object)
    fontChanged = Signal()
    activated = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("deskWindow")
        self.resize(1440, 900)
        self.theme = theme
        self._limit()
        self._language: Language = "vi"
        self._painted = False
        self._columns: Columns | None = None
        self._may_leave: Callable[[], bool] | None = None
        self.setCentralWidget(Skeleton(theme))

    def is_built(self) -> bool:
        return self._columns is not None

    def build(self, queue: QueuePane, language: Language) -> None:
        """Put the columns in the skeleton's place; nothing but leaving can be done there yet."""
        from ui.columns import Columns
        from ui.shortcuts import Commands

        self._language = language
        self.commands = Commands(self)
        self.addActions(self.commands.all())
        columns = Columns(self.commands, queue, language, self.theme)
        self.queue, self.sidebar = columns.queue, columns.sidebar
        self.search, self.status = columns.search, columns.status
        self.setCentralWidget(columns)
        self._columns = columns
        self.commands.allow_leaving_only()
        queue.list.setFocus()

    def ask_for_patience(self, words: str) -> None:
        """Say why opening takes time, as long as there is nothing else to see."""
        waiting = self.centralWidget()
        if isinstance(waiting, Skeleton):
            waiting.say(words)

    def furnish(self) -> None:
        """Make what has nothing to show before there is a newsroom: the right column, and the
        strip for deciding many at once."""
        if self._columns is not None:
            self.context, self.bulk = self._columns.furnish(self.theme)

    def show_glance(self, glance: Glance) -> None:
        """Show a newsroom's first comments before anything can be done with them."""
        from app.domain.queue import FIXED_QUEUES

        first = FIXED_QUEUES[0]
        self.queue.show_listing(first.words.said_in(self._language), glance.listing.ids)
        self.queue.model.put(glance.page)
        self.sidebar.show_overview(glance.overview)
        self.sidebar.light(first.key, None)

    def show_deliveries(self, waiting: int, failed: int) -> None:
        """How many decisions are on their way to their sites, and how many did not get there."""
        if self._columns is not None:
            self._columns.show_deliveries(waiting, failed)

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self._limit()
        if self._columns is not None:
            self._columns.set_theme(theme)
        self.context.set_theme(theme)
        self.themeChanged.emit(theme)

    def _limit(self) -> None:
        """No smaller than what can be read in it, nor larger than the screen because of that."""
        screen = self.screen().availableSize()
        per_cent = self.theme.text_size
        smallest = QSize(*(side * per_cent // 100 for side in SMALLEST))
        self.setMinimumSize(smallest.boundedTo(screen))

    def set_language(self, language: Language) -> None:
        self._language = language
        for part in (
            *(self.queue, self.sidebar, self.search),
            *(self.bulk, self.context, self.status),
        ):
            part.set_language(language)
        self.languageChanged.emit(language)

    def ask_before_leaving(self, may_leave: Callable[[], bool]) -> None:
        """From now on the window closes only when this says so."""
        self._may_leave = may_leave

    # What Qt calls

    def event(self, event: QEvent) -> bool:
        """Of another system font only a window is told, and not in its `changeEvent`."""
        done = super().event(event)
        if event.type() == QEvent.Type.ApplicationFontChange:
            self.fontChanged.emit()
        return done

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self._columns is not None:
            self.commands.retranslate()
            self._columns.retranslate()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard belongs to the comments from the first moment."""
        super().showEvent(event)
        if not event.spontaneous():
            self.activateWindow()
            if self._columns is not None:
                self.queue.list.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_leave is not None and not self._may_leave():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)
