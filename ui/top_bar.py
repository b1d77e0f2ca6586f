"""The line above the columns: the name, the search field, and what is reached by a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton

from app.domain.words import Language
from ui import theme as look
from ui.deliveries.mark import DeliveriesMark
from ui.search_field import SearchField
from ui.shortcuts import Commands, shown_keys
from ui.skeleton import SIDEBAR, TOP_BAR
from ui.theme import Theme
from ui.widgets import PlainLabel

_BUTTONS = ("logAction", "insightsAction", "importAction", "paletteAction")
_GROUPS = (
    (
        "importAction",
        "connectAction",
        "exportCommentsAction",
        "exportLogAction",
        "logAction",
        "insightsAction",
        "deliveriesAction",
    ),
    ("undoAction", "redoAction", "pendingAction", "selectAllAction", "clearMarksAction"),
    ("keepQueueAction",),
    ("templatesAction", "reasonsAction", "sitesAction", "keysAction", "moderatorAction"),
    ("languageAction", "appearanceAction", "preferencesAction"),
    ("welcomeAction", "paletteAction", "helpAction", "quitAction"),
)
_LEAST_SEARCH, _MOST_SEARCH = 240, 560


class TopBar(QFrame):
    """Where it gets narrow the name goes first, then the buttons: the menu has all of them."""

    def __init__(self, commands: Commands, search: SearchField) -> None:
        super().__init__()
        self._commands = commands
        self.search = search
        self.setProperty("role", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = PlainLabel("brand")
        self._name.setText("Lời Bình")
        self.deliveries = DeliveriesMark()
        self._buttons = {name: QPushButton() for name in _BUTTONS}
        self._menu_button = QToolButton()
        self._lay_out()
        for name in (*_BUTTONS, "deliveriesAction"):
            commands.action(name).changed.connect(self._follow)
        self.measure()
        self.retranslate()

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.SPACE_4, 0, look.SPACE_3, 0)
        layout.setSpacing(look.SPACE_2)
        layout.addWidget(self._name)
        layout.addWidget(self.search, 3)
        layout.addStretch(1)
        self.deliveries.clicked.connect(self._commands.action("deliveriesAction").trigger)
        layout.addWidget(self.deliveries)
        for name, button in self._buttons.items():
            button.setProperty("role", "quiet")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self._commands.action(name).trigger)
            layout.addWidget(button)
        self._menu_button.setProperty("role", "quiet")
        self._menu_button.setText("⋯")
        self._menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu_button.setStyleSheet("QToolButton::menu-indicator { image: none; width: 0; }")
        self._menu_button.setMenu(self._menu())
        layout.addWidget(self._menu_button)

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for group in _GROUPS:
            menu.addActions([self._commands.action(name) for name in group])
            menu.addSeparator()
        return menu

    def measure(self) -> None:
        """Take up another size of text."""
        self.setFixedHeight(look.scaled(TOP_BAR))
        self._name.setFixedWidth(look.scaled(SIDEBAR) - look.SPACE_4 - look.scaled(44))
        self.search.setMinimumWidth(look.scaled(_LEAST_SEARCH))
        self.search.setMaximumWidth(look.scaled(_MOST_SEARCH))
        self._make_room()

    def show_deliveries(self, waiting: int, failed: int, language: Language) -> None:
        """How many decisions are on their way to their sites, and how many did not get there."""
        self.deliveries.show_counts(waiting, failed, language)
        self._make_room()

    def set_theme(self, theme: Theme) -> None:
        """Also takes up another size of text."""
        self.deliveries.set_theme(theme)
        self.measure()

    def retranslate(self) -> None:
        self._buttons["logAction"].setText(self.tr("Log"))
        self._buttons["insightsAction"].setText(self.tr("Insights"))
        self._buttons["importAction"].setText(self.tr("Import"))
        self._buttons["paletteAction"].setAccessibleName(self.tr("Every command"))
        self._menu_button.setAccessibleName(self.tr("Menu"))
        self._menu_button.setToolTip(self.tr("Menu"))
        self._follow()

    # What Qt calls

    def minimumSizeHint(self) -> QSize:
        """What is left when everything that can go has gone."""
        wide = self.search.minimumWidth() + self._menu_button.sizeHint().width()
        return QSize(wide + 3 * look.SPACE_4, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @Slot()
    def _follow(self) -> None:
        """What can be done now, and by which key."""
        self.deliveries.setToolTip(shown_keys(self._commands.action("deliveriesAction")))
        for name, button in self._buttons.items():
            action = self._commands.action(name)
            button.setEnabled(action.isEnabled())
            key = shown_keys(action)
            if name == "paletteAction":
                button.setText(f"⌘ {key}".rstrip())
            elif button.toolTip() != key:
                button.setToolTip(key)
        self._make_room()

    def _make_room(self) -> None:
        """Show as much as there is room for."""
        always = (self.search.minimumWidth(), self._menu_button.sizeHint().width())
        room = self.width() - sum(always) - look.SPACE_4 - look.SPACE_3 - 2 * look.SPACE_2
        if self.deliveries.text():
            room -= self.deliveries.sizeHint().width() + look.SPACE_2
        for part in (*reversed(self._buttons.values()), self._name):
            wide = part.minimumWidth() if part is self._name else part.sizeHint().width()
            room -= wide + look.SPACE_2
            part.setVisible(room >= 0)
