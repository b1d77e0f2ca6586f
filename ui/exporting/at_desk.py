"""Comments out of the desk: what is asked, where the file is to be, and the work itself.

What each needs is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.domain.comment_filter import EVERY_COMMENT, CommentFilter
from app.domain.hostile import visible_line
from ui.desk import Desk
from ui.phrases import count_in

if TYPE_CHECKING:
    from app.services.comment_export import CommentExportReport
    from app.services.newsroom import LongWork
    from ui.exporting.sheet import Wanted


class ExportAtDesk(QObject):
    """Long work that the status line shows; its end is told there in one sentence."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def steps(self) -> dict[str, Callable[[], None]]:
        return {"exportCommentsAction": self.choose}

    def choose(self) -> None:
        """Ask which comments, in which format and where to."""
        from ui.exporting.sheet import CommentsSheet

        desk, window = self._desk, self._desk.window
        language = window.status.language
        sheet = CommentsSheet(window, desk.newsroom, desk.jobs, window.theme, language)
        window.themeChanged.connect(sheet.set_theme)
        sheet.wanted.connect(self._ask_where_to)
        sheet.finished.connect(window.activateWindow)
        sheet.open()

    @Slot(object)
    def _ask_where_to(self, wanted: Wanted) -> None:
        from ui.log.export_place import today
        from ui.save_place import ask_for_place

        ending = wanted.writing.ending
        name = self.tr("comments-{0}").format(f"{today(self._desk.newsroom):%Y-%m-%d}") + ending
        kind = self.tr("Comments (*{0})").format(ending)
        title = self.tr("Export comments")
        path = ask_for_place(self._desk.window, title, name, {kind: ending}, ending)
        if path is not None:
            self.export(path, wanted.filter, wanted.writing.name)

    def export(
        self, path: Path, wanted: CommentFilter = EVERY_COMMENT, format_name: str = "jsonl"
    ) -> None:
        """Write these comments to a file, over one of its name: that has been asked about."""
        desk, newsroom = self._desk, self._desk.newsroom

        def work() -> LongWork[CommentExportReport]:
            from app.services.apart import beside
            from app.services.comment_export import export_comments

            return beside(
                newsroom, export_comments, wanted, path, format_name=format_name, overwrite=True
            )

        def done(report: CommentExportReport) -> None:
            number = count_in(report.comments, desk.window.status.language)
            one = self.tr("{0} comment exported to {1}")
            many = self.tr("{0} comments exported to {1}")
            words = one if report.comments == 1 else many
            said = words.format(number, visible_line(str(path)).text)
            if report.mended:
                mended = self.tr("{0} texts hold characters that other programs will see as �")
                said += " · " + mended.format(count_in(report.mended, desk.window.status.language))
            desk.window.status.say(said)

        desk.jobs.start(self, self.tr("Exporting comments"), work, done, desk.tell_problem)
