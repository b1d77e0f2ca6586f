"""What stands beside the current comment: read when it is come to, not when it is run past."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.reading import Context
from app.domain.words import Words
from app.services import desk
from app.services.newsroom import Newsroom
from ui.context.day import offset_at
from ui.jobs import Jobs
from ui.window import DeskWindow

REST = 60
"""Milliseconds for which a comment that is come to in quick moves must stay current: keys held down
come quicker than that, fingers do not."""

PAUSE = 25
"""Milliseconds for which one that is come to from rest must: reading holds the interpreter's lock,
and the list with its cards and those that come next goes before."""

STAY = 250
"""Milliseconds with one article after which its comments are counted by the hour."""


class Beside(QObject):
    """Keeps the right column at the current comment. `failed` carries `Words`."""

    failed = Signal(object)

    def __init__(self, window: DeskWindow, jobs: Jobs, newsroom: Callable[[], Newsroom]) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._newsroom = newsroom
        window.context.writer.follow(window.commands.action("writerCommentsAction"))
        window.context.article.follow(window.commands.action("openArticleAction"))
        self._wanted: int | None = None
        self._asked = 0
        self._under_way = False
        self._step: tuple[Callable[[], None], Callable[[], None]] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._catch_up)
        self._behind = False
        self._day = (0, 0)
        self._ahead = 0
        self._stay = QTimer(self)
        self._stay.setSingleShot(True)
        self._stay.timeout.connect(self._count_hours)

    def follow(self, comment_id: int | None) -> None:
        """Show this comment when it has stayed current for a moment."""
        at_hand = comment_id is not None and self._window.queue.model.loaded(comment_id) is not None
        moving = self._rest.isActive()
        if comment_id != self._wanted:
            self._give_up()
        self._wanted = comment_id
        self._asked += 1
        self._behind = comment_id is not None
        self._rest.start(REST if moving or not at_hand else PAUSE)
        if comment_id is None:
            self._window.context.show_context(None)

    def refresh(self) -> None:
        """Read what stands beside the current comment again."""
        self.follow(self._window.queue.list.current_id())

    def when_shown(self, step: Callable[[], None], given_up: Callable[[], None]) -> None:
        """Do this when the current comment is the one shown at the right: at once, or in a
        moment, when it has been read. `given_up` when that does not come about."""
        context = self._window.context.context
        current = self._window.queue.list.current_id()
        if context is not None and context.comment.id == current:
            step()
        elif current is None:
            given_up()
        else:
            self._give_up()
            self._step = step, given_up
            if not self._behind and not self._under_way:
                self.follow(current)

    def _give_up(self) -> None:
        waiting, self._step = self._step, None
        if waiting is not None:
            waiting[1]()

    @Slot()
    def _catch_up(self) -> None:
        if self._behind and not self._under_way and self._wanted is not None:
            self._behind = False
            self._read(self._wanted)

    def _read(self, comment_id: int) -> None:
        self._under_way = True
        asked, newsroom = self._asked, self._newsroom()

        def done(context: Context | None) -> None:
            self._under_way = False
            if asked == self._asked:
                self._show(context)
            elif not self._rest.isActive():
                self._catch_up()

        def failed(words: Words) -> None:
            self._under_way = False
            self.failed.emit(words)
            if asked == self._asked:
                self._give_up()
            elif not self._rest.isActive():
                self._catch_up()

        self._jobs.read(self, lambda: desk.context(newsroom, comment_id), done, failed)

    def _show(self, context: Context | None) -> None:
        self._window.context.show_context(context)
        if context is not None:
            self._show_day(context)
        waiting, self._step = self._step, None
        if waiting is not None:
            step, given_up = waiting
            (given_up if context is None else step)()

    def _show_day(self, context: Context) -> None:
        """When the article's comments were written: counted when one stays with another article for
        a moment, since of many thousands that takes a reader a while."""
        pane, article = self._window.context.article, context.article
        pane.day.mark(context.comment.created_at)
        day = article.id, article.total
        if article.id != self._day[0]:
            pane.day.show_hours(None)
        if day != self._day:
            self._day = day
            self._ahead = offset_at(context.comment.created_at)
            self._stay.start(STAY)

    @Slot()
    def _count_hours(self) -> None:
        day = self._day

        def show(hours: tuple[int, ...]) -> None:
            if day == self._day:
                self._window.context.article.day.show_hours(hours)

        work = partial(desk.hours, self._newsroom(), day[0], self._ahead)
        self._jobs.read(self, work, show, self.failed.emit)
