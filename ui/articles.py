"""Articles at the desk: their text from a saved page, or from their address where that is allowed.

What reads pages is imported when it is asked for, in the thread that does the work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.comment import Article
from app.domain.hostile import visible_line
from app.domain.words import Words
from ui.context.wording import host_of, openable
from ui.desk import Desk
from ui.importing.drop import PAGES
from ui.preferences.choices import Choices

if TYPE_CHECKING:
    from app.services.articles import Kept
    from app.services.newsroom import LongWork


class Then(Protocol):
    """What follows when a page has been read, or could not be."""

    def __call__(self, trouble: Words | None, *, go_on: bool) -> None: ...


class ArticlesAtDesk(QObject):
    """Long work that the status line shows; when it is done, the article is read again."""

    def __init__(
        self, desk: Desk, choices: Choices, import_files: Callable[[Sequence[Path]], None]
    ) -> None:
        super().__init__(desk)
        self._desk, self._choices, self._import = desk, choices, import_files
        self._reading: set[int] = set()
        self._missing = desk.window.context.article.missing
        self._missing.fileRequested.connect(self.choose_file)
        self._missing.fetchRequested.connect(self.fetch)
        self._missing.allowed.connect(self._allow)
        desk.window.context.article.articleShown.connect(self._show_reading)

    def steps(self) -> dict[str, Callable[[], None]]:
        return {
            "readPageAction": partial(self._about_shown, self.choose_file),
            "fetchPageAction": partial(self._about_shown, self.fetch),
        }

    def _about_shown(self, step: Callable[[], None]) -> None:
        self._desk.beside.when_shown(step, lambda: None)

    def _article(self) -> Article | None:
        context = self._desk.window.context.context
        return None if context is None else context.article

    # A saved page

    @Slot()
    def choose_file(self) -> None:
        article = self._article()
        if article is None:
            return
        name, _ = QFileDialog.getOpenFileName(
            self._desk.window,
            self.tr("Read the article from a saved page"),
            "",
            self.tr("Saved pages (*.html *.htm *.mhtml *.mht *.txt);;All files (*)"),
        )
        if name:
            self._read_file(Path(name), article.id)

    @Slot(object)
    def take(self, paths: Sequence[Path]) -> None:
        """What was dropped: saved pages are read into the articles that they name, one after the
        other, the rest is looked at as files of comments."""
        if QApplication.activeModalWidget() is not None:
            return
        if not any(path.suffix.lower() in PAGES for path in paths):
            self._import(paths)
            return

        def work() -> list[Path]:
            from app.services.articles import is_saved_page

            return [each for each in paths if each.suffix.lower() in PAGES and is_saved_page(each)]

        def sorted_out(pages: list[Path]) -> None:
            others = [each for each in paths if each not in pages]
            if others:
                self._import(others)
            self._read_in_turn(pages)

        self._desk.jobs.read(self, work, sorted_out, self._desk.tell_problem)

    def _read_in_turn(self, pages: Sequence[Path], troubles: Sequence[Words] = ()) -> None:
        """One page after the other; what went wrong with any of them is told at the end."""

        def then(trouble: Words | None, *, go_on: bool) -> None:
            told = () if trouble is None else (_of_page(pages[0], trouble),)
            self._read_in_turn(pages[1:] if go_on else (), (*troubles, *told))

        if pages:
            self._read_file(pages[0], None, then)
        elif troubles:
            words = Words(
                " ".join(each.vi for each in troubles), " ".join(each.en for each in troubles)
            )
            self._desk.tell_problem(words)

    def _read_file(
        self,
        path: Path,
        article_id: int | None,
        then: Then | None = None,
    ) -> None:
        newsroom = self._desk.newsroom

        def work() -> LongWork[Kept]:
            from app.services.articles import fill_from_file

            return fill_from_file(newsroom, path, article_id)

        title = self.tr("Reading {0}").format(visible_line(path.name).text)
        self._start(article_id, title, work, then)

    # The page at its address

    @Slot()
    def fetch(self) -> None:
        """Fetch the page of the article shown; the first time, ask in place whether that may be."""
        article = self._article()
        url = None if article is None else openable(article.url)
        if article is None or url is None:
            self._desk.window.status.problem(self.tr("This article has no address to fetch from."))
        elif self._choices.chosen.fetches:
            self._fetch(article)
        else:
            self._missing.ask(host_of(url))

    @Slot()
    def _allow(self) -> None:
        self._choices.use(replace(self._choices.chosen, fetches=True))
        self.fetch()

    def _fetch(self, article: Article) -> None:
        newsroom, article_id = self._desk.newsroom, article.id

        def work() -> LongWork[Kept]:
            from app.services.articles import fill_from_address

            return fill_from_address(newsroom, article_id)

        self._start(article_id, self.tr("Fetching the article's page"), work, None)

    # Both

    def _start(
        self,
        article_id: int | None,
        title: str,
        work: Callable[[], LongWork[Kept]],
        then: Then | None,
    ) -> None:
        """One page at a time for an article: a second wish for it is none. `then` is told what went
        wrong, or None, and whether to go on: somebody who stops one page means them all."""
        if article_id is not None and article_id in self._reading:
            return

        def done(kept: Kept) -> None:
            over()
            self._tell(kept)
            if then is not None:
                then(None, go_on=not job.is_cancelled())

        def failed(words: Words) -> None:
            over()
            if then is None:
                self._desk.tell_problem(words)
            else:
                then(words, go_on=not job.is_cancelled())

        def over() -> None:
            self._reading.discard(-1 if article_id is None else article_id)
            self._show_reading()

        self._reading.add(-1 if article_id is None else article_id)
        self._show_reading()
        job = self._desk.jobs.start(self, title, work, done, failed)

    @Slot()
    def _show_reading(self) -> None:
        article = self._article()
        self._missing.say_reading(article is not None and article.id in self._reading)

    def _tell(self, kept: Kept) -> None:
        said = self.tr("{0}: its page says nothing new.")
        if kept.made:
            said = self.tr("{0}: kept as a new article; nobody has commented on it here yet.")
        elif kept.filled:
            said = self.tr("{0}: read from its page.")
        self._desk.window.status.say(said.format(visible_line(kept.title, 80).text))
        self._desk.read_articles_again()


def _of_page(path: Path, trouble: Words) -> Words:
    name = visible_line(path.name).text
    return Words(f"{name}: {trouble.vi}", f"{name}: {trouble.en}")
