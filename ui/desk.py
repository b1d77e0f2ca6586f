"""The desk at work: which queue is shown, how it stays true, and how the parts are connected."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from app.domain.decision import (
    RESULTING_STATUS,
    Action,
    Changes,
    Decision,
    RejectionReason,
)
from app.domain.queue import Order
from app.domain.reading import Glance, Listing, Overview
from app.domain.words import Words
from app.services import desk
from app.services.newsroom import Newsroom
from ui.beside import Beside
from ui.choosing import Choosing
from ui.jobs import Job, Jobs
from ui.listing import (
    Renewal,
    Seen,
    Shorter,
    Update,
    View,
    fixed,
    read_after,
    read_new,
    read_update,
    read_without,
)
from ui.moderating import Moderating
from ui.outcomes import said_of, said_of_conflicts
from ui.own_queues import OwnQueues
from ui.queue.relisting import Snapshot
from ui.two_steps import TwoSteps
from ui.window import DeskWindow

Result = TypeVar("Result")

LOOKS_EVERY = 500
"""Milliseconds between two looks at what others have done or brought in."""

TIDIES_EVERY = 60_000

COUNTS_AFTER = 40
"""Milliseconds after a decision, so that the next comment is painted first."""


OF_ONE = (
    *("replyAction", "editAction", "noteAction", "markAction", "markArticleAction"),
    *("writerCommentsAction", "articleCommentsAction", "openArticleAction"),
    *("readPageAction", "fetchPageAction"),
)
"""Commands about the current comment, or what stands beside it."""


def _nothing() -> None:
    pass


class Desk(QObject):
    """Views decide for themselves whether to refresh: each gets the `Changes` or the `Update`.
    `overviewed` carries every `Overview` that is shown."""

    overviewed = Signal(object)

    def __init__(self, window: DeskWindow, jobs: Jobs, newsroom: Newsroom) -> None:
        super().__init__(window)
        self.window = window
        self.jobs = jobs
        self.newsroom = newsroom
        self.view: View = fixed("pending")
        self._seen = Seen()
        self._reading = 0
        self._decided = 0
        self._returned = array("q")
        self._shown = 0
        self._looking = False
        self._added: frozenset[int] = frozenset()
        self.beside = Beside(window, jobs, lambda: self.newsroom)
        self.moderating = Moderating(window, jobs, lambda: self.newsroom, lambda: self._seen.change)
        self._timer = self._every(LOOKS_EVERY, self.look)
        self._tidying = self._every(TIDIES_EVERY, self._tidy)
        self._counting = self._every(COUNTS_AFTER, self._count)
        self._counting.setSingleShot(True)
        self._ages = self._every(30_000, window.context.refresh_ages)
        self._ages.timeout.connect(self._counting.start)
        self.choosing = Choosing(self)
        self.own = OwnQueues(self)
        self.steps = TwoSteps(self, self._read, self.relist, self._listed, self._renew)
        self._connect()

    def begin(self, first: Glance) -> None:
        """Show the first queue as it was read; from now on, look for what others do."""
        self._reading += 1
        self._listed((first.listing, first.overview))
        self.window.queue.model.put(first.page)
        self.beside.refresh()
        self._keep_up()

    def start(self) -> None:
        """Read the first queue; from now on, look for what others do."""
        self.show_view(fixed("pending"))
        self._keep_up()

    def _keep_up(self) -> None:
        self.read_reasons()
        self.own.read()
        for timer in (self._timer, self._tidying, self._ages):
            timer.start()

    def stop(self) -> None:
        """No more looking; a draft being written is handed over."""
        for timer in (self._timer, self._tidying, self._ages):
            timer.stop()
        self.steps.stop()
        self.own.stop()
        self.window.context.composer.flush_draft()

    def _every(self, milliseconds: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(action)
        return timer

    def _connect(self) -> None:
        window = self.window
        window.search.left.connect(window.queue.list.setFocus)
        window.queue.newRequested.connect(self.show_new)
        window.queue.list.digitTyped.connect(self.moderating.digit)
        window.queue.list.currentCommentChanged.connect(self._move_to)
        window.queue.model.marksChanged.connect(self.update_actions)
        window.queue.model.fetchFailed.connect(self.tell_problem)
        window.context.openRequested.connect(_open_in_browser)
        window.context.composer.draftChanged.connect(self._save_draft)
        window.context.composer.closed.connect(window.queue.list.setFocus)
        window.context.rejectionClosed.connect(window.queue.list.setFocus)
        window.context.reasonChosen.connect(window.queue.list.setFocus)
        window.activated.connect(self.look)
        self.moderating.committed.connect(self._committed)
        self.moderating.tookBack.connect(self._took_back)
        self.moderating.failed.connect(self.tell_problem)
        self.beside.failed.connect(self.tell_problem)
        self.moderating.historyChanged.connect(self.update_actions)
        self.jobs.started.connect(self._follow)

    # What is shown

    def show_view(self, view: View) -> None:
        """List another queue from its beginning."""
        self.view = view
        self._reading += 1
        self._returned = array("q")
        self.moderating.withdraw_question()
        self.steps.begin()

    def is_shown(self) -> bool:
        """Whether the list is of the queue that was asked for last."""
        return self._shown == self._reading

    def relight(self, view: View) -> None:
        """Call the queue that is shown something else."""
        self.view = view
        self.window.queue.set_title(self.choosing.title())
        self.window.sidebar.light(view.key, view.queue.article_id)

    def undo(self) -> None:
        """Take back what was done last: a queue taken out of the left column, or a decision."""
        if self.own.can_undo():
            self.own.undo()
        else:
            self.moderating.undo()

    def mark_all(self) -> None:
        """All of the queue: also what has not been read yet."""
        self.steps.then(self.window.queue.model.mark_all)

    def _read(
        self,
        work: Callable[[], Callable[[], Result]],
        show: Callable[[Result], None],
        given_up: Callable[[], None] = _nothing,
    ) -> None:
        """Read something of the queue shown and show it, if it is still true by then.

        `work` looks at what is shown and makes the reading. What was read before the last decision
        is read again; what belongs to another queue, or cannot be read, is `given_up`.
        """
        queue_shown, decided = self._reading, self._decided

        def done(result: Result) -> None:
            if queue_shown != self._reading:
                given_up()
            elif decided != self._decided:
                self._read(work, show, given_up)
            else:
                show(result)

        def failed(words: Words) -> None:
            self.tell_problem(words)
            given_up()

        self.jobs.read(self, work(), done, failed)

    def _listed(self, read: tuple[Listing, Overview]) -> None:
        listing, overview = read
        queue = self.view.queue
        self._shown = self._reading
        self._seen = Seen(listing.change, listing.last_id)
        self._show_ids(listing)
        self.window.queue.set_order(queue.order)
        self.window.queue.set_new_count(0)
        self.window.context.set_search(self.view.query.lit)
        self._show_overview(overview)
        self.window.search.show_scope(self.view.article_title or self.view.writer_name)
        self.window.sidebar.light(self.view.key, queue.article_id)
        self.update_actions()

    def _show_ids(self, listing: Listing) -> None:
        self.window.queue.show_listing(
            self.choosing.title(),
            listing.ids,
            search=self.view.query.lit,
            searching=bool(self.view.queue.text.strip()),
            status_shown=len(self.view.statuses) > 1,
            whole=listing.whole,
        )

    def _show_overview(self, overview: Overview) -> None:
        self.window.sidebar.show_overview(overview)
        self.window.queue.set_begun(any(overview.counts.values()))
        self.own.counts_may_differ()
        self.overviewed.emit(overview)

    # One comment and what belongs to it

    @Slot(object)
    def _move_to(self, comment_id: int | None) -> None:
        self.beside.follow(comment_id)
        self.update_actions()

    @Slot(object, str)
    def _save_draft(self, comment_id: int, text: str) -> None:
        newsroom = self.newsroom
        self.jobs.write(
            self,
            lambda: desk.save_draft(newsroom, comment_id, text),
            lambda _: None,
            self.tell_problem,
        )

    # What was decided here

    @Slot(object, object, object)
    def _committed(
        self, changes: Changes, decisions: Sequence[Decision], shorter: Shorter | None
    ) -> None:
        model = self.window.queue.model
        self._decided += 1
        self._added |= frozenset(changes.added)
        results = (RESULTING_STATUS.get(decision.action) for decision in decisions)
        leaves = any(result and result not in self.view.statuses for result in results)
        left = None
        if leaves:
            out = self._take_out(changes.touched, shorter)
            left = model.rowCount() if out and self.steps.whole else None
        elif changes.decided:
            model.refresh(changes.touched)
        self._tell(changes, decisions, left)
        self._after(changes)

    def _take_out(self, gone: array[int], shorter: Shorter | None) -> bool:
        """Take what was decided out of the list: at once, unless it must be looked for in a list
        that has changed since the worker looked."""
        shown = self.window.queue.list
        if shorter is None or len(gone) < 2:
            shown.remove_ids(frozenset(gone))
        elif self.window.queue.model.is_still(shorter.shown):
            shown.relist(shorter.list)
            self.window.queue.model.forget(gone)
        else:

            def again(made: Shorter) -> None:
                self._take_out(gone, made)

            self.relist(lambda now: partial(read_without, now, gone), again)
            return False
        return True

    @Slot(object)
    def _took_back(self, changes: Changes) -> None:
        self._decided += 1
        self._returned.extend(changes.touched)
        newsroom, queue = self.newsroom, self.view.queue

        def show(renewal: Renewal) -> None:
            if self._returned:
                returned, self._returned = self._returned, array("q")
                self._renew(renewal)
                self.window.queue.model.refresh(returned)
                self.window.queue.list.select_id(returned[-1])
                self.beside.refresh()
            self.moderating.release()

        self._tell(changes, ())
        self.moderating.hold()
        self.relist(
            lambda shown: partial(
                read_after, newsroom, queue, shown, self._seen, self._returned[:]
            ),
            show,
            self.moderating.release,
        )

    def _tell(
        self, changes: Changes, decisions: Sequence[Decision], left: int | None = None
    ) -> None:
        language = self.window.status.language
        done = said_of(changes, decisions, language, left)
        kept = said_of_conflicts(changes, language)
        if kept:
            self.window.status.problem(" ".join(part for part in (done, kept) if part))
        else:
            can_undo = bool(changes.decided) and changes.action is not Action.UNDO
            self.window.status.say(done, can_undo=can_undo, urgent=not decisions)

    def _after(self, changes: Changes) -> None:
        """Counts, and what stands beside the current comment when it was touched."""
        context = self.window.context.context
        if context is not None and context.comment.id == self.window.queue.list.current_id():
            self.beside.refresh()
        self._counting.start()
        if changes.conflict_count:
            self.look()

    @Slot()
    def _count(self) -> None:
        newsroom = self.newsroom
        self.jobs.read(
            self, lambda: desk.overview(newsroom), self._show_overview, self.tell_problem
        )

    def read_articles_again(self) -> None:
        """More is known of an article: on the cards, at the right and in the left column."""
        self.window.queue.model.refresh(self.window.queue.list.snapshot().ids)
        self.beside.refresh()
        self._counting.start()

    # What others did, and what came in

    @Slot()
    def look(self) -> None:
        """Compare what is shown with the database; does nothing while that is under way."""
        if self._looking or not self.steps.whole or self.moderating.busy():
            return
        self._looking = True
        asked, model = self._reading, self.window.queue.model
        shown = self.window.queue.list.snapshot()
        work = partial(
            read_update,
            self.newsroom,
            self.view.queue,
            shown,
            self._seen,
            self.moderating.own,
            self._added,
        )

        def done(update: Update | None) -> None:
            self._looking = False
            if asked == self._reading and model.is_still(shown):
                self._update(update)

        def failed(words: Words) -> None:
            self._looking = False
            self.tell_problem(words)

        self.jobs.read(self, work, done, failed)

    def _update(self, update: Update | None) -> None:
        """Show what others did, and what waits where there is nothing else to see."""
        model = self.window.queue.model
        if update is not None:
            self._seen = update.seen
            model.fade(update.faded)
            model.refresh(update.changed)
            self._show_overview(update.overview)
            self.window.queue.set_new_count(len(self._seen.waiting))
            context = self.window.context.context
            if context is not None and context.comment.id in update.touched:
                self.beside.refresh()
        if self._seen.waiting and not model.rowCount():
            self.show_new()

    @Slot()
    def show_new(self) -> None:
        """Let what waits behind the banner into the list."""
        newsroom, queue = self.newsroom, self.view.queue

        def show(renewal: Renewal) -> None:
            self._renew(renewal)
            if queue.order is Order.NEWEST:
                self.window.queue.list.begin_at_top()

        self.relist(lambda shown: partial(read_new, newsroom, queue, shown, self._seen), show)

    def relist(
        self,
        make: Callable[[Snapshot], Callable[[], Result]],
        show: Callable[[Result], None],
        given_up: Callable[[], None] = _nothing,
    ) -> None:
        """Let a worker make another list of the one shown; again if that has changed meanwhile."""

        def work() -> Callable[[], tuple[Snapshot, Result]]:
            shown = self.window.queue.list.snapshot()
            making = make(shown)
            return lambda: (shown, making())

        def ready(made: tuple[Snapshot, Result]) -> None:
            shown, result = made
            if self.window.queue.model.is_still(shown):
                show(result)
            else:
                self.relist(make, show, given_up)

        self._read(work, ready, given_up)

    def _renew(self, renewal: Renewal) -> None:
        self._seen = renewal.seen
        self.window.queue.list.relist(renewal.list)
        self.window.queue.set_whole(self.steps.whole)
        self.window.queue.set_new_count(len(self._seen.waiting))
        self._show_overview(renewal.overview)

    # Words, actions, small things

    @Slot(object)
    def tell_problem(self, words: Words) -> None:
        self.window.status.problem(words.said_in(self.window.status.language))

    @Slot(object)
    def _follow(self, job: Job) -> None:
        self.window.status.work.follow(job)

    def read_reasons(self) -> None:
        newsroom = self.newsroom
        self.jobs.read(
            self,
            lambda: desk.rejection_reasons(newsroom),
            self._know_reasons,
            self.tell_problem,
        )

    def _know_reasons(self, reasons: Sequence[RejectionReason]) -> None:
        self.moderating.offer(reasons)
        self.window.search.know_reasons(reasons)

    def update_actions(self) -> None:
        """Only what can be done now can be pressed."""
        action = self.window.commands.action
        current = self.window.queue.list.current_id() is not None
        marked = self.window.queue.model.marked_count()
        for name in ("approveAction", "rejectAction", "spamAction", "pendingAction"):
            action(name).setEnabled(current or marked > 0)
        for name in OF_ONE:
            action(name).setEnabled(current)
        action("clearMarksAction").setEnabled(marked > 0)
        action("undoAction").setEnabled(self.moderating.can_undo() or self.own.can_undo())
        action("redoAction").setEnabled(self.moderating.can_redo())

    def retranslate(self) -> None:
        self.window.queue.set_title(self.choosing.title())

    def _tidy(self) -> None:
        store = self.newsroom.store
        if not self.jobs.busy():
            self.jobs.write(self, store.tidy, lambda _: None, lambda _: None)


def _open_in_browser(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))
