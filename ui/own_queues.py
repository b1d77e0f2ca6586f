"""Searches kept as queues of one's own: kept, named, moved, taken out and counted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from app.domain.hostile import visible_line
from app.domain.query import typed_out
from app.domain.queue import OwnQueue
from app.domain.words import Words
from app.services import queues
from app.services.newsroom import Newsroom
from app.services.queues import Removed
from ui.listing import View
from ui.sidebar.pane import own_key

if TYPE_CHECKING:
    from ui.desk import Desk

Result = TypeVar("Result")

COUNTED_EVERY = 3_000
"""Milliseconds between two countings; nothing is counted while something else is under way."""


@dataclass(frozen=True, slots=True)
class _Moved:
    """A queue that went down by so many places (up, when negative)."""

    queue: OwnQueue
    by: int


class OwnQueues(QObject):
    """Keeps the left column's own queues true, and shows the one that is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._sidebar = desk.window.sidebar
        self._queues: tuple[OwnQueue, ...] = ()
        self._counts: Mapping[int, int] = {}
        self._given_up = threading.Event()
        self._last: Removed | _Moved | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(COUNTED_EVERY)
        self._soon.timeout.connect(self._count)
        own = self._sidebar.own
        own.chosen.connect(self._choose)
        own.renamed.connect(self._rename)
        own.removed.connect(self._remove)
        own.moved.connect(self._move)
        own.left.connect(self._leave)
        desk.moderating.committed.connect(self._forget)
        desk.moderating.tookBack.connect(self._forget)

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
        """Whether the last thing done at the desk was to take a queue out or to move one."""
        return self._last is not None

    def undo(self) -> None:
        """Put the queue back that was taken out or moved last."""
        last, self._last = self._last, None
        if last is None:
            return
        newsroom = self._desk.newsroom
        self._desk.update_actions()

        def back(_: object) -> None:
            self._desk.window.status.say(
                self.tr("The queue “{0}” is back.").format(visible_line(last.queue.name).text)
            )
            self.read()

        def failed(words: Words) -> None:
            self._last = last
            self._desk.update_actions()
            self._desk.tell_problem(words)

        self._desk.jobs.write(self, lambda: _put_back(newsroom, last), back, failed)

    # What keys ask for

    def keep(self) -> None:
        """Keep what is shown and typed as a queue, and ask for its name in place."""
        search, status = self._desk.window.search, self._desk.window.status
        if not search.query().ready:
            search.say_what_is_wrong()
            return
        search.search_now()
        view = self._desk.view
        newsroom, queue, typed = self._desk.newsroom, view.queue, view.queue.text.strip()
        if not typed and queue.article_id is None and queue.writer_id is None:
            status.say(self.tr("Type a search first: it can then be kept as a queue."))
            search.take_focus()
            return
        name = typed or view.article_title or view.writer_name

        def kept(one: OwnQueue) -> None:
            status.say(self.tr("Kept as a queue: give it a name."))
            key = own_key(one.id)
            self.read(lambda: self._sidebar.own.name(key))
            if self._desk.view.queue == queue:
                self._desk.relight(replace(self._desk.view, key=key, own_name=one.name))

        lasting = typed_out(queue, status.language)
        self._write(lambda: queues.keep(newsroom, name, lasting), kept)

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
            self._did(what, self.tr("Removed the queue “{0}”.").format(visible_line(one.name).text))

        self._write(lambda: queues.remove(newsroom, one), removed)

    @Slot(str, int)
    def _move(self, key: str, by: int) -> None:
        """The left column has moved it already; all its moves in a row are taken back as one."""
        one, newsroom = self._of(key), self._desk.newsroom
        if one is None:
            return

        def moved(_: object) -> None:
            last = self._last
            before = last.by if isinstance(last, _Moved) and last.queue.id == one.id else 0
            self._did(
                _Moved(one, before + by) if before + by else None,
                self.tr("Moved the queue “{0}”.").format(visible_line(one.name).text),
            )

        def failed(words: Words) -> None:
            self._desk.tell_problem(words)
            self.read()

        self._desk.jobs.write(self, lambda: queues.move(newsroom, one.id, by), moved, failed)

    def _did(self, last: Removed | _Moved | None, words: str) -> None:
        """Say what was done, with what takes it back."""
        self._last = last
        self._desk.window.status.say(words, can_undo=last is not None)
        self._desk.update_actions()
        self.read()

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
        own = self._sidebar.own
        own.places.set_language(self._desk.window.status.language)
        self._sidebar.show_own(self._queues, self._counts, queues.MOST_COUNTED - 1)
        own.light(self._desk.view.key)

    @Slot()
    def _leave(self) -> None:
        """Back to the comments; the row lit is the one they are of again."""
        self._desk.window.queue.list.setFocus()
        self._sidebar.own.light(self._desk.view.key)

    @Slot()
    def _forget(self) -> None:
        self._last = None

    def _of(self, key: str) -> OwnQueue | None:
        return next((one for one in self._queues if own_key(one.id) == key), None)

    def _write(self, work: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._desk.jobs.write(self, work, done, self._desk.tell_problem)


def _put_back(newsroom: Newsroom, last: Removed | _Moved) -> None:
    if isinstance(last, Removed):
        queues.put_back(newsroom, last)
    else:
        queues.move(newsroom, last.queue.id, -last.by)
