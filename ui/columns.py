"""What the window holds: three columns between a top bar and a status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.words import Language
from ui import theme as look
from ui.queue.pane import QueuePane
from ui.search_field import SearchField
from ui.shortcuts import Commands, shown_keys
from ui.sidebar.pane import Sidebar
from ui.skeleton import CONTEXT, QUEUE, SIDEBAR, TOP_BAR
from ui.status_line import StatusLine
from ui.theme import Theme
from ui.widgets import Hairline, PlainLabel

if TYPE_CHECKING:
    from ui.context.pane import ContextPane
    from ui.queue.bulk_strip import BulkStrip


class Columns(QWidget):
    """Lays the parts out; each is reached by its name."""

    def __init__(
        self, commands: Commands, queue: QueuePane, language: Language, theme: Theme
    ) -> None:
        super().__init__()
        self._commands = commands
        self.queue = queue
        self.sidebar = Sidebar(language, theme)
        self.search = SearchField(commands.action("keepQueueAction"), language)
        self.status = StatusLine(commands.action("undoAction"), language)
        self._top_buttons = {
            name: QPushButton() for name in ("logAction", "importAction", "paletteAction")
        }
        self._deliveries = PlainLabel("second")
        self._menu_button = QToolButton()
        self._menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self.search.set_theme(theme)
        self.status.set_theme(theme)
        self.retranslate()

    def _lay_out(self) -> None:
        middle = QWidget()
        self._middle = QVBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self.queue, 1)
        right = QWidget()
        right.setProperty("role", "pane")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setHandleWidth(1)
        self._columns.setChildrenCollapsible(False)
        for part, stretch in ((self.sidebar, 0), (middle, 2), (right, 3)):
            self._columns.addWidget(part)
            self._columns.setStretchFactor(self._columns.indexOf(part), stretch)
        self.sidebar.setMinimumWidth(160)
        self._columns.setSizes([SIDEBAR, QUEUE, CONTEXT])
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._top_bar())
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

    def _top_bar(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("role", "side")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(TOP_BAR)
        name = PlainLabel("brand")
        name.setText("Lời Bình")
        name.setFont(look.font(15, bold=True))
        name.setFixedWidth(SIDEBAR - look.SPACE_4 - 44)
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
            button.clicked.connect(self._commands.action(action_name).trigger)
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
            ("keepQueueAction",),
            ("reasonsAction", "moderatorAction", "languageAction", "appearanceAction"),
            ("paletteAction", "helpAction", "quitAction"),
        )
        for group in groups:
            menu.addActions([self._commands.action(name) for name in group])
            menu.addSeparator()
        return menu

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
        before = self._columns.replaceWidget(2, context)
        if before is not None:
            before.deleteLater()
        bulk = BulkStrip(language)
        self._middle.addWidget(bulk)
        return context, bulk

    def show_deliveries(self, waiting: str) -> None:
        """Decisions on their way back to their source; "" shows nothing."""
        self._deliveries.setText(waiting)
        self._deliveries.setVisible(bool(waiting))

    def retranslate(self) -> None:
        names = {
            "logAction": self.tr("Log"),
            "importAction": self.tr("Import"),
        }
        for name, words in names.items():
            self._top_buttons[name].setText(words)
        self._top_buttons["paletteAction"].setText(
            f"⌘ {shown_keys(self._commands.action('paletteAction'))}"
        )
        self._top_buttons["paletteAction"].setAccessibleName(self.tr("Every command"))
        self._menu_button.setAccessibleName(self.tr("Menu"))
