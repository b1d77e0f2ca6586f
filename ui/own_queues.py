"""Searches kept as queues of one's own: kept, named, moved, taken out and counted, by keys."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.hostile import visible_line
from app.domain.queue import OwnQueue
from app.domain.words import Words
from app.services import queues
from app.services.queues import Removed
from ui.listing import View
from ui.sidebar.pane import own_key

if TYPE_CHECKING:
    from ui.desk import Desk

Result = TypeVar("Result")

COUNTED_EVERY = 3_000
"""Milliseconds between two countings; nothing is counted while something else is under way."""


class OwnQueues(QObject):
    """Keeps the left column's own queues true, and shows the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._sidebar = desk.window.sidebar
        self._queues: tuple[OwnQueue, ...] = ()
        self._counts: Mapping[int, int] = {}
        self._given_up = threading.Event()
        self._removed: Removed | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COUNTED_EVERY)
        self._soon.timeout.connect(self._count)
        own = self._sidebar.own
        own.chosen.connect(self._choose)
        own.renamed.connect(self._rename)
        own.removed.connect(self._remove)
        own.moved.connect(self._move)
        own.named.connect(desk.window.queue.list.setFocus)
        desk.moderating.committed.connect(self._forget)

    def read(self, then: Callable[[], None] | None = None) -> None:
        """Show what is kept."""
        newsroom = self._desk.newsroom

        def show(kept: tuple[OwnQueue, ...]) -> None:
            self._queues = kept
            self._show()
            if any(one.id not in self._counts for one in kept):
                self._count()
            if then is not None:
                then()

        self._desk.jobs.read(
            self, lambda: queues.own_queues(newsroom), show, self._desk.tell_problem
        )

    def counts_may_differ(self) -> None:
        """Comments have been written: count again before long."""
        if self._queues and not self._soon.isActive():
            self._soon.start()

    def stop(self) -> None:
        self._soon.stop()
        self._given_up.set()

    def can_undo(self) -> bool:
        """Whether the last thing done here was to take a queue out."""
        return self._removed is not None

    def undo(self) -> None:
        """Put the queue back that was taken out last."""
        removed, self._removed = self._removed, None
        if removed is None:
            return
        newsroom = self._desk.newsroom
        self._desk.update_actions()

        def back(_: object) -> None:
            self._desk.window.status.say(
                self.tr("The queue “{0}” is back.").format(visible_line(removed.queue.name).text)
            )
            self.read()

        def failed(words: Words) -> None:
            self._removed = removed
            self._desk.update_actions()
            self._desk.tell_problem(words)

        self._desk.jobs.write(self, lambda: queues.put_back(newsroom, removed), back, failed)

    # What keys ask for

    def keep(self) -> None:
        """Keep what is shown and typed as a queue, and ask for its name in place."""
        typed, query = self._desk.window.search.text(), self._desk.window.search.query()
        view, status = self._desk.view, self._desk.window.status
        if not query.ready:
            self._desk.window.search.say_what_is_wrong()
            return
        if not typed.strip() and view.queue.article_id is None and view.queue.writer_id is None:
            status.say(self.tr("Type a search first: it can then be kept as a queue."))
            self._desk.window.search.take_focus()
            return
        newsroom, queue = self._desk.newsroom, view.queue.matching(typed)
        name = typed or view.article_title or view.writer_name

        def kept(one: OwnQueue) -> None:
            status.say(self.tr("Kept as a queue: give it a name."))
            key = own_key(one.id)
            self.read(lambda: self._sidebar.own.name(key))
            self._desk.relight(replace(self._desk.view, key=key, own_name=one.name))

        self._write(lambda: queues.keep(newsroom, name, queue), kept)

    @Slot(str)
    def _choose(self, key: str) -> None:
        one = self._of(key)
        if one is None:
            return
        search = self._desk.window.search
        search.show_text(one.queue.text)
        scope = one.scope if one.queue.article_id is not None else ""
        writer = one.scope if one.queue.writer_id is not None else ""
        view = View(one.queue, key, scope, writer, one.name, search.query())
        self._desk.show_view(view)
        self._desk.window.queue.list.setFocus()

    @Slot(str, str)
    def _rename(self, key: str, name: str) -> None:
        one, newsroom = self._of(key), self._desk.newsroom
        if one is None:
            return

        def renamed(_: object) -> None:
            if self._desk.view.key == key:
                self._desk.relight(replace(self._desk.view, own_name=name))
            self.read()

        self._write(lambda: queues.rename(newsroom, one.id, name), renamed)

    @Slot(str)
    def _remove(self, key: str) -> None:
        one, newsroom = self._of(key), self._desk.newsroom
        if one is None:
            return

        def removed(what: Removed | None) -> None:
            self._removed = what
            words = self.tr("Removed the queue “{0}”.").format(visible_line(one.name).text)
            self._desk.window.status.say(words, can_undo=what is not None)
            self._desk.update_actions()
            self.read()

        self._write(lambda: queues.remove(newsroom, one), removed)

    @Slot(str, int)
    def _move(self, key: str, by: int) -> None:
        one, newsroom = self._of(key), self._desk.newsroom
        if one is not None:
            self._write(
                lambda: queues.move(newsroom, one.id, by),
                lambda _: self.read(lambda: self._sidebar.own.light(key)),
            )

    # Keeping up

    @Slot()
    def _count(self) -> None:
        """Count all of them when nothing else is under way; until then try again."""
        self._soon.stop()
        if self._desk.jobs.busy() or self._desk.moderating.busy():
            self._soon.start()
            return
        newsroom, kept = self._desk.newsroom, self._queues
        self._given_up = threading.Event()
        stop = self._given_up.is_set

        def counted(counts: Mapping[int, int]) -> None:
            self._counts = {**self._counts, **counts}
            self._show()

        self._desk.jobs.read(
            self, lambda: queues.counts(newsroom, kept, stop), counted, self._desk.tell_problem
        )

    def _show(self) -> None:
        language = self._desk.window.status.language
        self._sidebar.own.places.set_language(language)
        self._sidebar.show_own(self._queues, self._counts, queues.MOST_COUNTED - 1)
        self._sidebar.own.light(self._desk.view.key)

    @Slot()
    def _forget(self) -> None:
        self._removed = None

    def _of(self, key: str) -> OwnQueue | None:
        return next((one for one in self._queues if own_key(one.id) == key), None)

    def _write(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._desk.jobs.write(self, work, done, self._desk.tell_problem)
