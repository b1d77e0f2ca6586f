"""The desk at work: which queue is shown, how it stays true, and how the parts are connected."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from app.domain.decision import RESULTING_STATUS, Action, Changes, Decision
from app.domain.hostile import visible_line
from app.domain.queue import FIXED_QUEUES, Order
from app.domain.reading import Context, Listing, Overview
from app.domain.words import Words
from app.services import desk
from app.services.newsroom import Newsroom
from ui.jobs import Job, Jobs
from ui.listing import Update, View, fixed, read_after, read_listing, read_update
from ui.moderating import Moderating
from ui.outcomes import said_of, said_of_conflicts
from ui.phrases import count_in
from ui.window import DeskWindow

Result = TypeVar("Result")

LOOKS_EVERY = 1_500
"""Milliseconds between two looks at what others have done or brought in."""

TIDIES_EVERY = 60_000


class Desk(QObject):
    """Views decide for themselves whether to refresh: each gets the `Changes` or the `Update`."""

    def __init__(self, window: DeskWindow, jobs: Jobs, newsroom: Newsroom) -> None:
        super().__init__(window)
        self.window = window
        self.jobs = jobs
        self.newsroom = newsroom
        self.view: View = fixed("pending")
        self._as_of = 0
        self._last_id = 0
        self._reading = 0
        self._decided = 0
        self._returned = array("q")
        self._shown = 0
        self._looking = False
        self._added: set[int] = set()
        self._waiting = 0
        self._wanted_context: int | None = None
        self._context_under_way = False
        self._context_asked = 0
        self._beside: Callable[[], None] | None = None
        self.moderating = Moderating(window, jobs, lambda: self.newsroom, lambda: self._as_of)
        self._timer = self._every(LOOKS_EVERY, self.look)
        self._tidying = self._every(TIDIES_EVERY, self._tidy)
        self._ages = self._every(30_000, window.context.refresh_ages)
        self._connect()

    def start(self) -> None:
        """Read the first queue; from now on, look for what others do."""
        self.show_view(fixed("pending"))
        self.read_reasons()
        for timer in (self._timer, self._tidying, self._ages):
            timer.start()

    def stop(self) -> None:
        """No more looking; a draft being written is handed over."""
        for timer in (self._timer, self._tidying, self._ages):
            timer.stop()
        self.window.context.composer.flush_draft()

    def _every(self, milliseconds: int, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.timeout.connect(action)
        return timer

    def _connect(self) -> None:
        window = self.window
        window.sidebar.queueChosen.connect(self._show_queue)
        window.sidebar.articleChosen.connect(self._show_article)
        window.search.searched.connect(self._search)
        window.search.scopeCleared.connect(self._clear_scope)
        window.search.left.connect(window.queue.list.setFocus)
        window.queue.orderChanged.connect(self._order)
        window.queue.newRequested.connect(self.show_new)
        window.queue.list.currentCommentChanged.connect(self._show_context_of)
        window.queue.model.marksChanged.connect(self.update_actions)
        window.queue.model.fetchFailed.connect(self.tell_problem)
        window.context.allByWriterRequested.connect(self._show_writer)
        window.context.openRequested.connect(_open_in_browser)
        window.context.composer.draftChanged.connect(self._save_draft)
        window.context.composer.closed.connect(window.queue.list.setFocus)
        window.context.rejectionClosed.connect(window.queue.list.setFocus)
        window.context.reasonChosen.connect(window.queue.list.setFocus)
        window.activated.connect(self.look)
        self.moderating.committed.connect(self._committed)
        self.moderating.tookBack.connect(self._took_back)
        self.moderating.failed.connect(self.tell_problem)
        self.moderating.historyChanged.connect(self.update_actions)
        self.jobs.started.connect(self._follow)

    # What is shown

    def show_view(self, view: View) -> None:
        """List another queue from its beginning."""
        self.view = view
        self._reading += 1
        self._returned = array("q")
        newsroom = self.newsroom
        self._read(lambda: partial(read_listing, newsroom, view.queue), self._listed)

    def _read(
        self, work: Callable[[], Callable[[], Result]], show: Callable[[Result], None]
    ) -> None:
        """Read something of the queue shown and show it, if it is still true by then.

        `work` looks at what is shown and makes the reading. What was read before the last decision
        is read again; what belongs to another queue is dropped.
        """
        queue_shown, decided = self._reading, self._decided

        def done(result: Result) -> None:
            if queue_shown != self._reading:
                return
            if decided != self._decided:
                self._read(work, show)
            else:
                show(result)

        self.jobs.read(self, work(), done, self.tell_problem)

    def _listed(self, read: tuple[Listing, Overview]) -> None:
        listing, overview = read
        queue = self.view.queue
        self._shown = self._reading
        self._as_of, self._last_id = listing.change, listing.last_id
        self._show_ids(listing.ids, afresh=True)
        self.window.queue.set_order(queue.order)
        self.window.queue.set_new_count(0)
        self.window.context.set_search(queue.text)
        self._show_overview(overview)
        self.window.search.show_scope(self.view.article_title or self.view.writer_name)
        self.window.sidebar.light(self.view.key, queue.article_id)
        self.update_actions()

    def _show_ids(self, ids: array[int], *, afresh: bool) -> None:
        queue = self.view.queue
        self.window.queue.show_listing(
            self.title(),
            ids,
            len(ids),
            afresh=afresh,
            search=queue.text,
            status_shown=queue.status is None,
        )

    def title(self) -> str:
        """What stands over the middle column."""
        language = self.window.status.language
        for named in FIXED_QUEUES:
            if named.key == self.view.key:
                return named.words.said_in(language)
        if self.view.writer_name:
            return self.tr("All by {0}").format(visible_line(self.view.writer_name).text)
        return visible_line(self.view.article_title).text

    def _show_overview(self, overview: Overview) -> None:
        self.window.sidebar.show_overview(overview)
        self._waiting = overview.deliveries_waiting
        self._say_deliveries()

    def _say_deliveries(self) -> None:
        number = count_in(self._waiting, self.window.status.language)
        words = self.tr("⇅ {0} to send").format(number) if self._waiting else ""
        self.window.show_deliveries(words)

    @Slot(str)
    def _show_queue(self, key: str) -> None:
        self.window.search.clear()
        self.show_view(View(fixed(key).queue.ordered(self.view.queue.order), key))
        self.window.queue.list.setFocus()

    @Slot(object)
    def _show_article(self, article_id: int) -> None:
        self.window.search.clear()
        queue = fixed("pending").queue.on_article(article_id).ordered(self.view.queue.order)
        places = self.window.sidebar.articles.places
        place = places.place_at(places.row_of(str(article_id)) or 0)
        self.show_view(View(queue, None, article_title=place.words if place else ""))
        self.window.queue.list.setFocus()

    @Slot(object)
    def _show_writer(self, writer_id: int) -> None:
        context = self.window.context.context
        if context is None:
            return
        self.window.search.clear()
        queue = replace(fixed("pending").queue, status=None, writer_id=writer_id)
        name = context.record.writer.name or context.record.writer.address
        self.show_view(View(queue, None, writer_name=name or "?"))
        self.window.queue.list.setFocus()

    @Slot(str)
    def _search(self, typed: str) -> None:
        if typed.strip() != self.view.queue.text.strip():
            self.show_view(replace(self.view, queue=self.view.queue.matching(typed)))

    @Slot()
    def _clear_scope(self) -> None:
        self._show_queue("pending")

    @Slot(object)
    def _order(self, order: Order) -> None:
        self.show_view(replace(self.view, queue=self.view.queue.ordered(order)))

    # One comment and what belongs to it

    @Slot(object)
    def _show_context_of(self, comment_id: int | None) -> None:
        if comment_id != self._wanted_context:
            self._beside = None
        self._wanted_context = comment_id
        self._context_asked += 1
        self.update_actions()
        if comment_id is None:
            self.window.context.show_context(None)
        elif not self._context_under_way:
            self._read_context(comment_id)

    def _read_context(self, comment_id: int) -> None:
        self._context_under_way = True
        asked, newsroom = self._context_asked, self.newsroom

        def done(context: Context | None) -> None:
            self._context_under_way = False
            if asked == self._context_asked:
                self.window.context.show_context(context)
                step, self._beside = self._beside, None
                if step is not None and context is not None:
                    step()
            elif self._wanted_context is not None:
                self._read_context(self._wanted_context)

        def failed(words: Words) -> None:
            self._context_under_way = False
            self.tell_problem(words)

        self.jobs.read(self, lambda: desk.context(newsroom, comment_id), done, failed)

    def beside(self, step: Callable[[], None]) -> None:
        """Do this when the current comment is the one shown at the right: at once, or in a
        moment, when it has been read."""
        context = self.window.context.context
        current = self.window.queue.list.current_id()
        if context is not None and context.comment.id == current:
            step()
        elif current is not None:
            self._beside = step

    def refresh_context(self) -> None:
        """Read what stands beside the current comment again."""
        self._show_context_of(self.window.queue.list.current_id())

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

    @Slot(object, object)
    def _committed(self, changes: Changes, decisions: Sequence[Decision]) -> None:
        model = self.window.queue.model
        self._decided += 1
        self._added.update(changes.added)
        many = changes.decided + changes.conflict_count + changes.unchanged > 1
        if many and model.marked_count():
            model.clear_marks()
        status = self.view.queue.status
        leaves = status is not None and any(
            RESULTING_STATUS.get(decision.action, status) != status for decision in decisions
        )
        if leaves:
            model.remove_ids(changes.touched)
        elif changes.decided:
            model.refresh(changes.touched)
        self._tell(changes, decisions)
        self._after(changes)

    @Slot(object)
    def _took_back(self, changes: Changes) -> None:
        self._decided += 1
        self._returned.extend(changes.touched)
        newsroom, queue = self.newsroom, self.view.queue

        def work() -> Callable[[], tuple[array[int], Overview]]:
            shown = self.window.queue.model.ids
            return partial(read_after, newsroom, queue, shown, self._returned[:])

        def show(read: tuple[array[int], Overview]) -> None:
            if not self._returned:
                return
            ids, overview = read
            returned, self._returned = self._returned, array("q")
            self._show_ids(ids, afresh=False)
            self.window.queue.model.refresh(returned)
            self.window.queue.list.select_id(returned[-1])
            self._show_overview(overview)
            self.refresh_context()

        self._tell(changes, ())
        self._read(work, show)

    def _tell(self, changes: Changes, decisions: Sequence[Decision]) -> None:
        language = self.window.status.language
        done = said_of(changes, decisions, language)
        left = said_of_conflicts(changes, language)
        if left:
            self.window.status.problem(" ".join(part for part in (done, left) if part))
        else:
            can_undo = bool(changes.decided) and changes.action is not Action.UNDO
            self.window.status.say(done, can_undo=can_undo)

    def _after(self, changes: Changes) -> None:
        """Counts, and what stands beside the current comment when it was touched."""
        newsroom = self.newsroom
        context = self.window.context.context
        if context is not None and (
            context.comment.id in changes.touched or changes.added or changes.conflict_count
        ):
            self.refresh_context()
        self.jobs.read(
            self, lambda: desk.overview(newsroom), self._show_overview, self.tell_problem
        )
        if changes.conflict_count:
            self.look()

    # What others did, and what came in

    @Slot()
    def look(self) -> None:
        """Compare what is shown with the database; does nothing while that is under way."""
        if self._looking or self._shown != self._reading or self.moderating.busy():
            return
        self._looking = True
        asked, newsroom, queue = self._reading, self.newsroom, self.view.queue
        shown, own = self.window.queue.model.ids[:], self.moderating.own
        change, last_id = self._as_of, self._last_id

        def done(update: Update | None) -> None:
            self._looking = False
            if update is not None and asked == self._reading:
                self._update(update)

        def failed(words: Words) -> None:
            self._looking = False
            self.tell_problem(words)

        self.jobs.read(
            self, lambda: read_update(newsroom, queue, shown, change, last_id, own), done, failed
        )

    def _update(self, update: Update) -> None:
        self._as_of, self._last_id = update.news.change, update.news.last_id
        model = self.window.queue.model
        present = {
            each: faded for each, faded in update.faded.items() if model.row_of(each) is not None
        }
        model.fade(present)
        model.refresh(update.changed)
        self._show_overview(update.overview)
        known = self._added.union(model.ids) if update.arrived else frozenset[int]()
        new = [each for each in update.arrived if each not in known]
        if new and not model.rowCount():
            self.show_new()
        else:
            self.window.queue.set_new_count(len(new))
        context = self.window.context.context
        if context is not None and context.comment.id in update.news.touched:
            self.refresh_context()

    @Slot()
    def show_new(self) -> None:
        """Let what waits behind the banner into the list."""
        newsroom, queue = self.newsroom, self.view.queue

        def show(read: tuple[Listing, Overview]) -> None:
            listing, overview = read
            self._as_of, self._last_id = listing.change, listing.last_id
            self._show_ids(listing.ids, afresh=False)
            self.window.queue.set_new_count(0)
            if queue.order is Order.NEWEST:
                self.window.queue.list.scrollToTop()
            self._show_overview(overview)

        self._read(lambda: partial(read_listing, newsroom, queue), show)

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
            self.moderating.offer,
            self.tell_problem,
        )

    def update_actions(self) -> None:
        """Only what can be done now can be pressed."""
        action = self.window.commands.action
        current = self.window.queue.list.current_id() is not None
        marked = self.window.queue.model.marked_count()
        for name in ("approveAction", "rejectAction", "spamAction", "pendingAction"):
            action(name).setEnabled(current or marked > 0)
        for name in ("replyAction", "editAction", "noteAction", "markAction"):
            action(name).setEnabled(current)
        action("clearMarksAction").setEnabled(marked > 0)
        action("undoAction").setEnabled(self.moderating.can_undo())
        action("redoAction").setEnabled(bool(self.moderating.history.undone))

    def retranslate(self) -> None:
        self.window.queue.set_title(self.title())
        self._say_deliveries()

    def _tidy(self) -> None:
        store = self.newsroom.store
        if not self.jobs.busy():
            self.jobs.write(self, store.tidy, lambda _: None, lambda _: None)


def _open_in_browser(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))
