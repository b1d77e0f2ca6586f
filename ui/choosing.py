"""Which queue is shown: chosen at the left, narrowed by what is typed, turned round, named."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.domain.hostile import visible_line
from app.domain.query import Query, parse
from app.domain.queue import FIXED_QUEUES, Order, Queue
from app.services import queues
from ui.completion import Wanted
from ui.listing import View, fixed, read_among

if TYPE_CHECKING:
    from ui.desk import Desk


class Choosing(QObject):
    """Gives the desk another view to show."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._usual = Order.NEWEST
        self._window = window = desk.window
        window.sidebar.queueChosen.connect(self._show_queue)
        window.sidebar.articleChosen.connect(self._show_article)
        window.search.searched.connect(self._search)
        window.search.lookedUp.connect(self._look_up)
        window.search.scopeCleared.connect(self._clear_scope)
        window.queue.orderChanged.connect(self._order)
        window.context.allByWriterRequested.connect(self._show_writer)

    def title(self) -> str:
        """What stands over the middle column."""
        view = self._desk.view
        language = self._window.status.language
        for named in FIXED_QUEUES:
            if named.key == view.key:
                return named.words.said_in(language)
        if view.writer_name:
            return self.tr("All by {0}").format(visible_line(view.writer_name).text)
        return visible_line(view.own_name or view.article_title).text or self.tr("Search")

    @Slot(str)
    def _show_queue(self, key: str) -> None:
        queue = fixed(key).queue
        self._show(View(queue if queue.waited else queue.ordered(self._usual), key))

    def show_article(self) -> None:
        """What waits on the article of the comment shown at the right."""
        context = self._window.context.context
        if context is not None:
            self._show_pending_on(context.comment.article_id, context.comment.article_title)

    def show_writer(self) -> None:
        """Everything by the writer of the comment shown at the right."""
        context = self._window.context.context
        if context is not None:
            self._show_writer(context.record.writer.id)

    def mark_article(self) -> None:
        """Mark what is on the current comment's article and in the list; keys wait for it."""
        desk, model = self._desk, self._window.queue.model
        current = self._window.queue.list.current_id()
        comment = None if current is None else model.loaded(current)
        if comment is None:
            return
        newsroom = desk.newsroom
        queue = desk.view.queue.on_article(comment.article_id)

        def show(found: frozenset[int]) -> None:
            model.mark(found)
            desk.moderating.release()

        def forget() -> None:
            desk.moderating.release(carry_on=False)

        desk.moderating.hold()
        desk.relist(lambda shown: partial(read_among, newsroom, queue, shown), show, forget)

    @Slot(object)
    def _show_article(self, article_id: int) -> None:
        places = self._window.sidebar.articles.places
        place = places.place_at(places.row_of(str(article_id)) or 0)
        self._show_pending_on(article_id, place.words if place else "")

    def _show_pending_on(self, article_id: int, title: str) -> None:
        queue = fixed("pending").queue.on_article(article_id).ordered(self._usual)
        self._show(View(queue, None, article_title=title))

    @Slot(object)
    def _show_writer(self, writer_id: int) -> None:
        context = self._window.context.context
        if context is None:
            return
        queue = replace(fixed("pending").queue, status=None, writer_id=writer_id)
        name = context.record.writer.name or context.record.writer.address
        self._show(View(queue, None, writer_name=name or "?"))

    def _show(self, view: View) -> None:
        self._window.search.clear()
        self._desk.show_view(view)
        self._window.queue.list.setFocus()

    @Slot(str)
    def _search(self, typed: str) -> None:
        view = self._desk.view
        if typed.strip() != view.queue.text.strip() or _ends_a_word(typed, view.queue.text):
            query = self._window.search.query() if typed.strip() else Query()
            if view.own_name:
                view = replace(view, own_name="", key=_fixed_key(view.queue))
            self._desk.show_view(replace(view, queue=view.queue.matching(typed), query=query))

    @Slot(object)
    def _look_up(self, wanted: Wanted) -> None:
        """Names to complete with, looked up for what is typed of them."""
        newsroom, search = self._desk.newsroom, self._window.search
        self._desk.jobs.read(
            self,
            lambda: queues.names_like(newsroom, wanted.field, wanted.typed),
            lambda names: search.offer(wanted, names),
            self._desk.tell_problem,
        )

    @Slot()
    def _clear_scope(self) -> None:
        self._show_queue("pending")

    @Slot(object)
    def _order(self, order: Order) -> None:
        """That of the queue whose order is its sense is for itself, any other from now on."""
        view = self._desk.view
        if not view.queue.waited:
            self._usual = order
        self._desk.show_view(replace(view, queue=view.queue.ordered(order)))


def _fixed_key(queue: Queue) -> str | None:
    """The fixed queue on whose filter a search stands."""
    bare = queue.matching("")
    same = (named.key for named in FIXED_QUEUES if named.queue.ordered(bare.order) == bare)
    return next(same, None)


def _ends_a_word(now: str, before: str) -> bool:
    """Whether only a space came or went that tells a finished word from an unfinished one."""
    return bool(now.strip()) and parse(now).lit != parse(before).lit
