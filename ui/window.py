"""The desk's window: three columns between a top bar and a status line; it decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.words import Language
from ui import theme as look
from ui.context.actions import BarActions
from ui.context.pane import ContextPane
from ui.queue.bulk_strip import BulkStrip
from ui.queue.pane import QueuePane
from ui.search_field import SearchField
from ui.shortcuts import Commands, shown_keys
from ui.sidebar.pane import Sidebar
from ui.status_line import StatusLine
from ui.theme import Theme
from ui.widgets import Hairline, PlainLabel

SIDEBAR_WIDTH, QUEUE_WIDTH, CONTEXT_WIDTH = 220, 500, 720
SMALLEST = (924, 560)
"""The columns' own least widths and the lines between them."""


class DeskWindow(QMainWindow):
    """`closing` is emitted once, before the window goes; `languageChanged` and `themeChanged` are
    for windows beside this one."""

    closing = Signal()
    languageChanged = Signal(str)
    themeChanged = Signal(object)
    activated = Signal()

    def __init__(self, queue: QueuePane, language: Language, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("deskWindow")
        self.setMinimumSize(*SMALLEST)
        self.resize(1440, 900)
        self.theme = theme
        self.commands = Commands(self)
        self.queue = queue
        self.sidebar = Sidebar(language, theme)
        self.search = SearchField()
        self.bulk = BulkStrip(language)
        action = self.commands.action
        self.context = ContextPane(
            BarActions(
                approve=action("approveAction"),
                reject=action("rejectAction"),
                spam=action("spamAction"),
                reply=action("replyAction"),
                edit=action("editAction"),
                note=action("noteAction"),
            )
        )
        self.status = StatusLine(action("undoAction"), language)
        self.addActions(self.commands.all())
        self._top_buttons = {
            name: QPushButton() for name in ("logAction", "importAction", "paletteAction")
        }
        self._deliveries = PlainLabel("second")
        self._menu_button = QToolButton()
        self._menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.queue, 1)
        column.addWidget(self.bulk)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setHandleWidth(1)
        self.columns.setChildrenCollapsible(False)
        for part, stretch in ((self.sidebar, 0), (middle, 2), (self.context, 3)):
            self.columns.addWidget(part)
            self.columns.setStretchFactor(self.columns.indexOf(part), stretch)
        self.sidebar.setMinimumWidth(160)
        self.columns.setSizes([SIDEBAR_WIDTH, QUEUE_WIDTH, CONTEXT_WIDTH])
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._top_bar())
        rows.addWidget(Hairline())
        rows.addWidget(self.columns, 1)
        rows.addWidget(Hairline())
        rows.addWidget(self.status)
        self.setCentralWidget(whole)
        for first, second in (
            (self.search.line, self.sidebar.queues),
            (self.sidebar.queues, self.sidebar.articles),
            (self.sidebar.articles, self.queue.list),
        ):
            QWidget.setTabOrder(first, second)

    def _top_bar(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("role", "side")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(44)
        name = PlainLabel("brand")
        name.setText("Lời Bình")
        name.setFont(look.font(15, bold=True))
        name.setFixedWidth(SIDEBAR_WIDTH - look.SPACE_4 - 44)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(look.SPACE_4, 0, look.SPACE_3, 0)
        layout.setSpacing(look.SPACE_2)
        layout.addWidget(name)
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(560)
        layout.addWidget(self.search, 3)
        layout.addStretch(1)
        layout.addWidget(self._deliveries)
        for action_name, button in self._top_buttons.items():
            button.setProperty("role", "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self.commands.action(action_name).trigger)
            layout.addWidget(button)
        self._menu_button.setProperty("role", "quiet")
        self._menu_button.setText("⋯")
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu_button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self._menu_button.setMenu(self._menu())
        layout.addWidget(self._menu_button)
        return bar

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        groups = (
            ("importAction", "exportLogAction", "logAction"),
            ("undoAction", "redoAction", "pendingAction", "selectAllAction", "clearMarksAction"),
            ("reasonsAction", "moderatorAction", "languageAction", "appearanceAction"),
            ("paletteAction", "helpAction", "quitAction"),
        )
        for group in groups:
            menu.addActions([self.commands.action(name) for name in group])
            menu.addSeparator()
        return menu

    def show_deliveries(self, waiting: str) -> None:
        """Decisions on their way back to their source; "" shows nothing."""
        self._deliveries.setText(waiting)
        self._deliveries.setVisible(bool(waiting))

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        for part in (self.queue, self.sidebar, self.search, self.context, self.status):
            part.set_theme(theme)
        self.themeChanged.emit(theme)

    def set_language(self, language: Language) -> None:
        for part in (self.queue, self.sidebar, self.bulk, self.context, self.status):
            part.set_language(language)
        self.languageChanged.emit(language)

    def retranslate(self) -> None:
        self.commands.retranslate()
        names = {
            "logAction": self.tr("Log"),
            "importAction": self.tr("Import"),
        }
        for name, words in names.items():
            self._top_buttons[name].setText(words)
        self._top_buttons["paletteAction"].setText(
            f"⌘ {shown_keys(self.commands.action('paletteAction'))}"
        )
        self._top_buttons["paletteAction"].setAccessibleName(self.tr("Every command"))
        self._menu_button.setAccessibleName(self.tr("Menu"))

    # What Qt calls

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.activated.emit()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard belongs to the comments from the first moment."""
        super().showEvent(event)
        if not event.spontaneous():
            self.activateWindow()
            self.queue.list.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
