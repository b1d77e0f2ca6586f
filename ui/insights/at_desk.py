"""Insights at the desk: their window, opened when it is asked for and kept up with what is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from ui.desk import Desk

if TYPE_CHECKING:
    from ui.insights.window import InsightsWindow


class InsightsAtDesk(QObject):
    """One window at most; it is closed with the desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.window: InsightsWindow | None = None

    def steps(self) -> dict[str, Callable[[], None]]:
        return {"insightsAction": self.show}

    def close(self) -> None:
        if self.window is not None:
            self.window.close()

    @Slot()
    def comments_came(self) -> None:
        if self.window is not None:
            self.window.desk_changed()

    def show(self) -> None:
        window = self.window = self.window or self._made()
        window.show()
        window.raise_()
        window.activateWindow()

    def _made(self) -> InsightsWindow:
        from ui.insights.window import InsightsWindow

        desk = self._desk
        window = InsightsWindow(
            lambda: desk.newsroom, desk.jobs, desk.window.theme, desk.window.status.language
        )
        desk.window.languageChanged.connect(window.set_language)
        desk.window.themeChanged.connect(window.set_theme)
        desk.moderating.committed.connect(window.desk_changed)
        desk.moderating.tookBack.connect(window.desk_changed)
        return window
