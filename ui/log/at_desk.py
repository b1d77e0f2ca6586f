"""The log at the desk: its window, what is asked for from there, and its export.

What each needs is imported when it is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.domain.comment import Comment
from app.domain.decision import Changes
from app.domain.hostile import visible_line
from app.domain.log import ALL, LogFilter
from app.domain.reading import Page
from app.domain.words import Language, Words
from app.services import desk as reading
from ui.desk import Desk
from ui.listing import View, fixed
from ui.outcomes import said_of, said_of_conflicts
from ui.phrases import count_in

if TYPE_CHECKING:
    from app.services.log_export import ExportReport
    from app.services.newsroom import LongWork
    from ui.log.export_sheet import Wanted
    from ui.log.window import LogWindow

_GONE = Words(
    "Lời bình này không còn nữa; nhật ký vẫn giữ những gì đã quyết định về nó.",
    "This comment no longer exists; the log keeps what was decided about it.",
)


class LogAtDesk(QObject):
    """Opens the log beside the desk, and carries out there what is asked for in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._window: LogWindow | None = None

    def steps(self) -> dict[str, Callable[[], None]]:
        return {"exportLogAction": self.choose_export, "logAction": self.show}

    def close(self) -> None:
        if self._window is not None:
            self._window.close()

    def show(self) -> None:
        """Show the window; what it needs is read from disk in another thread, the first time."""
        if self._window is None:
            self._desk.jobs.read(self, _read_in, self._show, self._desk.tell_problem)
        else:
            self._show()

    def _show(self, _: None = None) -> None:
        window = self._window or self._made()
        self._window = window
        window.show()
        window.raise_()
        window.activateWindow()

    def _made(self) -> LogWindow:
        from ui.log.window import LogWindow

        desk = self._desk
        window = LogWindow(desk.newsroom, desk.jobs, desk.window.theme, desk.window.status.language)
        desk.window.languageChanged.connect(window.set_language)
        desk.window.themeChanged.connect(window.set_theme)
        desk.moderating.committed.connect(window.refresh)
        desk.moderating.tookBack.connect(window.refresh)
        desk.moderating.tookBack.connect(self._tell_what_came_of_it)
        desk.moderating.failed.connect(partial(window.tell, problem=True))
        window.takeBackRequested.connect(desk.moderating.revert)
        window.commentRequested.connect(self.show_comment)
        return window

    @Slot(object)
    def _tell_what_came_of_it(self, changes: Changes) -> None:
        if self._window is None:
            return

        def said(language: Language) -> str:
            parts = said_of(changes, (), language), said_of_conflicts(changes, language)
            return " ".join(part for part in parts if part)

        self._window.tell(Words(said("vi"), said("en")), problem=bool(changes.conflict_count))

    # A comment that the log speaks of

    @Slot(object)
    def show_comment(self, comment_id: int, tell: Callable[[Words], None] | None = None) -> None:
        """Show a comment among all on its article; where it no longer is, `tell` so, or say it in
        the log."""
        newsroom = self._desk.newsroom

        def show(found: Page[Comment]) -> None:
            if found:
                self._show_among_all(found[0])
            elif tell is not None:
                tell(_GONE)
            elif self._window is not None:
                self._window.tell(_GONE, problem=True)

        self._desk.jobs.read(
            self, partial(reading.page, newsroom, [comment_id]), show, self._desk.tell_problem
        )

    def _show_among_all(self, comment: Comment) -> None:
        desk = self._desk
        queue = replace(fixed("pending").queue, status=None).on_article(comment.article_id)
        desk.window.search.clear()
        desk.show_view(View(queue, None, article_title=comment.article_title))
        desk.steps.then(lambda: self._select(comment.id))
        if desk.window.isMinimized():
            desk.window.showNormal()
        desk.window.show()
        desk.window.raise_()
        desk.window.activateWindow()

    def _select(self, comment_id: int) -> None:
        self._desk.window.queue.list.select_id(comment_id)
        self._desk.window.queue.list.setFocus()

    # Exporting

    def choose_export(self) -> None:
        """Ask which days, in which format and where to; three keys for what is asked for most."""
        from ui.log.export_sheet import ExportSheet

        desk, window = self._desk, self._desk.window
        language = window.status.language
        sheet = ExportSheet(window, desk.newsroom, desk.jobs, window.theme, language)
        window.themeChanged.connect(sheet.set_theme)
        sheet.wanted.connect(self._ask_where_to)
        sheet.finished.connect(window.activateWindow)
        sheet.open()

    @Slot(object)
    def _ask_where_to(self, wanted: Wanted) -> None:
        from ui.log.export_place import ask_for_export_place

        path = ask_for_export_place(self._desk.window, wanted.name, wanted.ending)
        if path is not None:
            self.export(path, wanted.filter, redact=wanted.redact)

    def export(self, path: Path, wanted: LogFilter = ALL, *, redact: bool = False) -> None:
        """Write these entries of the log to a file, in the format that its ending names."""
        desk, newsroom = self._desk, self._desk.newsroom
        language = desk.window.status.language

        def work() -> LongWork[ExportReport]:
            from app.services.apart import beside
            from app.services.log_export import export_log

            return beside(newsroom, export_log, wanted, path, redact=redact, language=language)

        def done(report: ExportReport) -> None:
            number = count_in(report.rows, desk.window.status.language)
            one = self.tr("{0} log entry exported to {1}")
            many = self.tr("{0} log entries exported to {1}")
            words = one if report.rows == 1 else many
            desk.window.status.say(words.format(number, visible_line(str(path)).text))

        desk.jobs.start(self, self.tr("Exporting the log"), work, done, desk.tell_problem)


def _read_in() -> None:
    importlib.import_module("ui.log.window")
