"""Files at the desk: importing comments; their export and the log stand beside.

What each needs is imported when it is asked for, in the thread that does the work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog

from app.domain.hostile import visible_line
from app.domain.words import Words
from ui.desk import Desk
from ui.exporting.at_desk import ExportAtDesk
from ui.log.at_desk import LogAtDesk
from ui.phrases import count_in

if TYPE_CHECKING:
    from app.services.importing import ImportReport
    from app.services.newsroom import LongWork


class Files(QObject):
    """Long work that the status line shows; its end is told there in one sentence.

    `imported` is emitted when a file has brought comments in.
    """

    imported = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.log = LogAtDesk(desk)
        self.exporting = ExportAtDesk(desk)

    def steps(self) -> dict[str, Callable[[], None]]:
        own = {"importAction": self.choose_import}
        return own | self.exporting.steps() | self.log.steps()

    def close(self) -> None:
        self.log.close()

    # Importing

    def choose_import(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self._desk.window,
            self.tr("Import comments"),
            "",
            self.tr(
                "Comments (*.jsonl *.ndjson *.csv *.tsv *.xml *.json *.gz *.db);;All files (*)"
            ),
        )
        self.look_at([Path(name) for name in names])

    @Slot(object)
    def look_at(self, paths: Sequence[Path]) -> None:
        """Show what importing these files would do; they are imported when that is wanted."""
        if not paths or QApplication.activeModalWidget() is not None:
            return
        from ui.importing.preview import Preview

        preview = Preview(self._desk, paths)
        preview.wanted.connect(self._import_wanted)
        preview.begin()

    @Slot(object, str)
    def _import_wanted(self, paths: Sequence[Path], site: str) -> None:
        self.import_files(paths, site=site)

    def import_files(
        self,
        paths: Sequence[Path],
        told: tuple[str, ...] = (),
        *,
        trouble: bool = False,
        site: str = "",
    ) -> None:
        """Bring these files in one after the other; one that cannot be used is told of, and the
        rest goes on, unless it was stopped. `told` is what there is to say so far, `site` the
        address of pages that they know by their paths only."""
        if told:
            say = self._desk.window.status.problem if trouble else self._desk.window.status.say
            say(" · ".join(told))
        if not paths:
            return
        path, rest = paths[0], paths[1:]
        newsroom, language = self._desk.newsroom, self._desk.window.status.language

        def work() -> LongWork[ImportReport]:
            from app.services.apart import beside
            from app.services.importing import import_file
            from app.sources.record import ReadOptions

            options = ReadOptions(site=site)
            return beside(newsroom, import_file, path, options=options, list_if_possible=True)

        def done(report: ImportReport) -> None:
            self._desk.look()
            if report.added:
                self.imported.emit()
            said = (*told, self._said_of(path, report))
            if rest and job.is_cancelled():
                self.import_files((), (*said, self._said_not_begun(rest)), trouble=True)
            else:
                trouble_so_far = trouble or report.rejected > 0
                self.import_files(rest, said, trouble=trouble_so_far, site=site)

        def failed(words: Words) -> None:
            self._desk.look()
            if job.is_cancelled():
                self.import_files((), (*told, self._said_of_a_stop(path, rest)), trouble=True)
            else:
                said = (*told, words.said_in(language))
                self.import_files(rest, said, trouble=True, site=site)

        job = self._desk.jobs.start(
            self,
            self.tr("Importing {0}").format(visible_line(path.name).text),
            work,
            done,
            failed,
        )

    def _said_of(self, path: Path, report: ImportReport) -> str:
        language = self._desk.window.status.language
        words = self.tr("{0}: {1} new, {2} updated, {3} already there, {4} rejected").format(
            visible_line(path.name).text,
            count_in(report.added, language),
            count_in(report.updated, language),
            count_in(report.unchanged, language),
            count_in(report.rejected, language),
        )
        if report.reject_file is None:
            return words
        listed = self.tr("the rejected rows are listed in {0}").format(report.reject_file)
        return f"{words}; {listed}"

    def _said_of_a_stop(self, path: Path, rest: Sequence[Path]) -> str:
        """A stop leaves what was brought in, in whole chunks, and begins nothing more."""
        words = self.tr(
            "{0}: stopped, as asked; what was already brought in is kept, and importing the file "
            "again goes on from there"
        ).format(visible_line(path.name).text)
        return f"{words} · {self._said_not_begun(rest)}" if rest else words

    def _said_not_begun(self, rest: Sequence[Path]) -> str:
        names = ", ".join(visible_line(each.name).text for each in rest)
        return self.tr("not begun: {0}").format(names)

    def fill_with_sample(self) -> None:
        """Put the sample newsroom into this, empty, one."""
        newsroom = self._desk.newsroom

        def work() -> LongWork[None]:
            from app.services.opening import RESOURCES
            from app.services.sample import fill_with_sample

            return fill_with_sample(newsroom, RESOURCES / "sample")

        def done(_: None) -> None:
            self._desk.window.status.say(self.tr("This is a sample newsroom: try anything."))
            self._desk.start()

        self._desk.jobs.start(
            self,
            self.tr("Preparing the sample newsroom"),
            work,
            done,
            self._desk.tell_problem,
        )
