"""A queue is read in two steps: at once what fills the screen, then, when nobody types, all of it.

What is no longer wanted is told to stop, so that it never keeps the next reading waiting.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.reading import Listing, Overview
from app.domain.words import Words
from ui.listing import Renewal, read_beginning, read_whole
from ui.queue.relisting import Snapshot

if TYPE_CHECKING:
    from ui.desk import Desk

BEGINNING = 100
"""Comments that are read first: several screens of them."""

TYPING_ENDS = 250
"""Milliseconds after which a search is read to its end."""

TRIES_AGAIN = 10_000
"""Milliseconds after which what could not be read to its end is tried again."""

Work = Callable[[], Any]


class Read(Protocol):
    """Reads something of the queue shown, again where a decision came in between."""

    def __call__(
        self,
        work: Callable[[], Work],
        show: Callable[[Any], None],
        given_up: Callable[[], None] = ...,
    ) -> None: ...


class Relist(Protocol):
    """Has another list made of the one shown, again where that has changed meanwhile."""

    def __call__(
        self,
        make: Callable[[Snapshot], Work],
        show: Callable[[Any], None],
        given_up: Callable[[], None] = ...,
    ) -> None: ...


class TwoSteps(QObject):
    """`whole` says whether all of the queue is in the list; `show` puts a listing there, `renew` a
    longer one in its place."""

    def __init__(
        self,
        desk: Desk,
        read: Read,
        relist: Relist,
        show: Callable[[tuple[Listing, Overview]], None],
        renew: Callable[[Renewal], None],
    ) -> None:
        super().__init__(desk)
        self.whole = True
        self._desk = desk
        self._read, self._relist = read, relist
        self._show_listing, self._renew_listing = show, renew
        self._given_up = threading.Event()
        self._when_whole: Callable[[], None] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Read the desk's queue from its beginning."""
        self._forget()
        stop, queue = self._given_up.is_set, self._desk.view.queue
        newsroom = self._desk.newsroom
        self._read(lambda: partial(read_beginning, newsroom, queue, BEGINNING, stop), self._begun)

    def then(self, step: Callable[[], None]) -> None:
        """Do this when all of the queue is in the list; what else is asked for waits for it."""
        if self.whole:
            step()
            return
        if self._when_whole is None:
            self._desk.moderating.hold()
        self._when_whole = step
        self._pause.start(0)

    def stop(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self._given_up.set()
        self._given_up = threading.Event()
        self._pause.stop()
        self.whole = False
        self._release()

    def _begun(self, read: tuple[Listing, Overview] | None) -> None:
        if read is None:
            return
        listing, _ = read
        self.whole = listing.whole
        if listing.whole or listing.ids:
            self._show_listing(read)
        if not listing.whole:
            hurried = self._when_whole is not None or len(listing.ids) < BEGINNING
            typing = bool(self._desk.view.queue.text) and not hurried
            self._pause.start(TYPING_ENDS if typing else 0)

    @Slot()
    def _go_on(self) -> None:
        stop, queue = self._given_up.is_set, self._desk.view.queue
        newsroom, begun = self._desk.newsroom, self._desk.is_shown()
        if begun:
            self._relist(
                lambda shown: partial(read_whole, newsroom, queue, shown, stop),
                self._ended,
                lambda: self._give_up(stop),
            )
        else:
            self._read(
                lambda: partial(read_beginning, newsroom, queue, None, stop),
                self._ended_at_once,
                lambda: self._give_up(stop),
            )

    def _give_up(self, stop: Callable[[], bool]) -> None:
        """It could not be read, which has been said; try again later, unless nobody wants it."""
        if not stop():
            self._release()
            self._pause.start(TRIES_AGAIN)

    def _ended_at_once(self, read: tuple[Listing, Overview] | None) -> None:
        if read is not None:
            self.whole = True
            self._show_listing(read)
            self._release()

    def _ended(self, renewal: Renewal | Words | None) -> None:
        if isinstance(renewal, Words):
            self._desk.tell_problem(renewal)
            self._release()
            self._pause.start(TRIES_AGAIN)
        elif renewal is not None:
            self.whole = True
            self._renew_listing(renewal)
            self._release()

    def _release(self) -> None:
        step, self._when_whole = self._when_whole, None
        if step is not None:
            if self.whole:
                step()
            self._desk.moderating.release(carry_on=self.whole)
