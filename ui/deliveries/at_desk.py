"""Deliveries at the desk: how many are to go, a word when some failed, and their window."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.delivery import DeliveryState
from app.domain.reading import Overview
from app.domain.words import Words
from ui.desk import Desk
from ui.phrases import count_in
from ui.shortcuts import shown_keys

if TYPE_CHECKING:
    from ui.deliveries.site_lines import ConnectAgain
    from ui.deliveries.window import DeliveriesWindow

GATHERED_FOR = 2_000
"""Milliseconds after the first failure before it is said: others often come with it."""

SAID_EVERY = 60_000
"""Milliseconds between two times that failures are told of, at least."""

ShowComment = Callable[[int, Callable[[Words], None]], None]
"""Shows a comment at the desk, or tells why not."""


class DeliveriesAtDesk(QObject):
    """One window at most; it is closed with the desk. `connect_again` asks, above a window,
    for a site to be connected anew."""

    def __init__(
        self,
        desk: Desk,
        show_comment: ShowComment,
        connect_again: ConnectAgain | None = None,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._show_comment = show_comment
        self._connect_again = connect_again
        self.window: DeliveriesWindow | None = None
        self._overview: Overview | None = None
        self._told = 0
        self._saying = QTimer(self)
        self._saying.setSingleShot(True)
        self._saying.timeout.connect(self._say_failures)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self._look_at_failures)
        desk.overviewed.connect(self._see)
        desk.window.languageChanged.connect(self._show_counts)
        action = desk.window.commands.action("deliveriesAction")
        action.changed.connect(self._show_key)
        self._show_key()

    def steps(self) -> dict[str, Callable[[], None]]:
        return {"deliveriesAction": self.show}

    def close(self) -> None:
        self._saying.stop()
        self._resting.stop()
        if self.window is not None:
            self.window.close()

    def show(self) -> None:
        """Show the window; what it needs is read from disk in another thread, the first time."""
        if self.window is None:
            self._desk.jobs.read(self, _read_in, self._show, self._desk.tell_problem)
        else:
            self._show()

    def _show(self, _: None = None) -> None:
        """What failed first, where something did: it needs a person."""
        window = self.window = self.window or self._made()
        if not window.isVisible():
            failed = self._overview is not None and self._overview.deliveries_failed > 0
            window.states.choose(DeliveryState.FAILED if failed else DeliveryState.WAITING)
        window.show()
        window.raise_()
        window.activateWindow()
        self._stop_saying()

    def _made(self) -> DeliveriesWindow:
        from ui.deliveries.window import DeliveriesWindow

        desk = self._desk
        window = DeliveriesWindow(
            lambda: desk.newsroom,
            desk.jobs,
            desk.window.theme,
            desk.window.status.language,
            self._connect_again,
        )
        desk.window.languageChanged.connect(window.set_language)
        desk.window.themeChanged.connect(window.set_theme)
        window.changed.connect(desk.look)
        window.commentRequested.connect(self._show_in_list)
        return window

    @Slot(object)
    def _show_in_list(self, comment_id: int) -> None:
        window = self.window
        if window is not None:
            self._show_comment(comment_id, partial(window.tell, problem=True))

    # Following the newsroom

    @Slot(object)
    def _see(self, overview: Overview) -> None:
        before, self._overview = self._overview, overview
        if before is None:
            self._told = overview.deliveries_failed
        self._show_counts()
        self._look_at_failures()
        if self.window is not None:
            self.window.follow(overview.change)
        if before is not None and before.change != overview.change and self._shows_one_under_way():
            self._desk.beside.refresh()

    def _shows_one_under_way(self) -> bool:
        """Whether the comment at the right waits to be sent, or could not be."""
        context = self._desk.window.context.context
        at_site = None if context is None else context.at_site
        delivery = None if at_site is None else at_site.delivery
        under_way = (DeliveryState.WAITING, DeliveryState.FAILED)
        return delivery is not None and delivery.state in under_way

    @Slot()
    def _show_counts(self) -> None:
        if self._overview is not None:
            waiting, failed = self._overview.deliveries_waiting, self._overview.deliveries_failed
            self._desk.window.show_deliveries(waiting, failed)

    @Slot()
    def _show_key(self) -> None:
        action = self._desk.window.commands.action("deliveriesAction")
        self._desk.window.context.at_site.set_key(shown_keys(action))

    # A word about failures

    @Slot()
    def _look_at_failures(self) -> None:
        """Once for all that come together, and not while the window shows them anyway."""
        failed = 0 if self._overview is None else self._overview.deliveries_failed
        looked_at = self.window is not None and self.window.isVisible()
        if failed <= self._told or looked_at:
            self._told = failed if looked_at else min(self._told, failed)
        elif not self._saying.isActive() and not self._resting.isActive():
            self._saying.start(GATHERED_FOR)

    @Slot()
    def _say_failures(self) -> None:
        failed = 0 if self._overview is None else self._overview.deliveries_failed
        new = failed - self._told
        if new <= 0:
            return
        self._told = failed
        self._resting.start(SAID_EVERY)
        window = self._desk.window
        one, many = self.tr("{0} delivery failed"), self.tr("{0} deliveries failed")
        words = (one if new == 1 else many).format(count_in(new, window.status.language))
        key = shown_keys(window.commands.action("deliveriesAction"))
        if key:
            words = self.tr("{0} · {1} shows why").format(words, key)
        window.status.notice(words, aside=True)

    def _stop_saying(self) -> None:
        """Somebody looks: what has failed so far is seen."""
        self._saying.stop()
        self._resting.stop()
        self._told = 0 if self._overview is None else self._overview.deliveries_failed


def _read_in() -> None:
    importlib.import_module("ui.deliveries.window")
