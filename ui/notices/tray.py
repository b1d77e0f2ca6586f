"""Beside the window: an icon in the system's tray with a number on it, and a quiet word about what
came in.

Where a system has no tray there is neither; the number is on the window's own icon then, where the
system shows one there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from app.domain.reading import Overview
from ui.notices.arrivals import Arrivals
from ui.notices.icon import badged, program_icon
from ui.notices.wording import QUIT, SHOW_DESK, badge_words, pending_words, waiting_words
from ui.settings import Settings

if TYPE_CHECKING:
    from ui.desk import Desk

BEGINS_AFTER = 500
"""Milliseconds: whether a system has a tray takes asking, and comments are shown first."""

SHOWN_FOR = 8_000


class Tray(QObject):
    """It never takes the keyboard, never keeps the program running, and ends with the window."""

    def __init__(self, desk: Desk, program: QApplication, chosen: Settings) -> None:
        super().__init__(desk)
        self._program = program
        self._window = desk.window
        self._chosen = chosen
        self._begun = False
        self._pending = 0
        self._shown = 0
        self._badge: str | None = None
        self._icon: QSystemTrayIcon | None = None
        self._menu = QMenu(self._window)
        self._open = self._menu.addAction("", self.show_desk)
        self._count = QAction(self._menu)
        self._count.setEnabled(False)
        self._menu.addAction(self._count)
        self._menu.addSeparator()
        self._leave = self._menu.addAction("", self._window.close)
        self._window.setWindowIcon(program_icon())
        self._window.languageChanged.connect(self._show)
        self._arrivals = Arrivals(desk)
        self._arrivals.came.connect(self._tell)
        desk.overviewed.connect(self._see)
        QTimer.singleShot(BEGINS_AFTER, self, self._begin)

    def use(self, chosen: Settings) -> None:
        """Notifications and the number can be switched on and off while the desk is open."""
        self._chosen = chosen
        if self._begun:
            self._set_up()

    def stop(self) -> None:
        self._begun = False
        self._arrivals.want(False)
        self._program.setBadgeNumber(0)
        if self._icon is not None:
            self._icon.hide()

    @Slot()
    def show_desk(self) -> None:
        """Bring the window to the front: somebody has asked for it."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    @Slot()
    def _begin(self) -> None:
        self._begun = True
        self._set_up()

    def _set_up(self) -> None:
        wanted = self._chosen.notifies or self._chosen.badge
        if wanted and self._icon is None and QSystemTrayIcon.isSystemTrayAvailable():
            self._icon = QSystemTrayIcon(self)
            self._icon.setContextMenu(self._menu)
            self._icon.messageClicked.connect(self.show_desk)
            self._icon.activated.connect(self._pressed)
        self._arrivals.want(self._chosen.notifies)
        self._show()
        if self._icon is not None:
            self._icon.setVisible(wanted)

    @Slot(object)
    def _see(self, overview: Overview) -> None:
        self._pending = overview.counts["pending"]
        self._show()

    @Slot()
    def _show(self) -> None:
        """How many wait, in words and on the icons."""
        language = self._window.status.language
        words = pending_words(self._pending).said_in(language)
        self._open.setText(SHOW_DESK.said_in(language))
        self._count.setText(words)
        self._leave.setText(QUIT.said_in(language))
        if not self._begun:
            return
        shown = self._pending if self._chosen.badge else 0
        number = badge_words(shown, language)
        if shown != self._shown:
            self._shown = shown
            self._program.setBadgeNumber(shown)
        if self._icon is not None:
            self._icon.setToolTip(f"{self._program.applicationDisplayName()} · {words}")
            if number != self._badge:
                self._badge = number
                self._icon.setIcon(badged(number))

    @Slot(int)
    def _tell(self, new: int) -> None:
        if self._icon is not None:
            language = self._window.status.language
            self._icon.showMessage(
                self._program.applicationDisplayName(),
                waiting_words(new).said_in(language),
                program_icon(),
                SHOWN_FOR,
            )

    @Slot(QSystemTrayIcon.ActivationReason)
    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.show_desk()
