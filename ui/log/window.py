"""The log's window: who decided what and when, by batch; undoing from here, export, the chain."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.hostile import visible_line
from app.domain.log import LogFilter
from app.domain.words import Language, Words
from app.services import log
from app.services.apart import beside
from app.services.log_export import ExportReport, export_log
from app.services.newsroom import Newsroom
from ui.jobs import Job, Jobs
from ui.log.chain_line import ChainLine
from ui.log.detail import EntryDetail
from ui.log.export_place import ask_for_export_place, prepared_name, today
from ui.log.filters import FilterRow
from ui.log.model import LogModel
from ui.log.table import LogTable, row_height
from ui.phrases import count_in
from ui.theme import SPACE_2, SPACE_3, Theme
from ui.widgets import ElidedLabel, Hairline, PlainLabel
from ui.work_line import WorkLine

_SIZE = (1240, 820)

_Listing = tuple["array[int]", int, Sequence[str], Mapping[str, Words]]
"""A number for each batch, how many entries, moderators, what the rejection reasons are called."""


class LogWindow(QWidget):
    """A window of its own, beside the desk; it stays usable while the desk is.

    `refresh` reads the listing again, for when decisions were made; while the window is closed
    nothing is read, and what has changed meanwhile is read when it is shown; what others did, when
    one comes back to it. `commentRequested`
    carries the id of a comment that is wanted at the desk; `takeBackRequested` a batch, how many
    entries it has, and whether it is an undo that is to be done again.
    """

    commentRequested = Signal(object)
    takeBackRequested = Signal(object, int, bool)

    def __init__(
        self,
        newsroom: Newsroom,
        jobs: Jobs,
        theme: Theme,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._newsroom = newsroom
        self._jobs = jobs
        self._theme = theme
        self._language: Language = language
        self._wanted = LogFilter()
        self._listed: LogFilter | None = None
        self._entries = 0
        self._names: set[str] = set()
        self._reading = self._changed = self._left = False
        self._said: Words | None = None
        self._is_problem = False
        self._to_select: int | None = None
        self.filters = FilterRow(language, lambda: today(newsroom))
        self.model = LogModel(jobs, partial(log.page_of_lines, newsroom), language, self)
        self.table = LogTable(self.model)
        self.detail = EntryDetail(jobs, partial(log.contents, newsroom), language)
        self.chain = ChainLine(newsroom, jobs, language)
        self.count = PlainLabel()
        self.export_button = QPushButton()
        self.message = ElidedLabel()
        self.work = WorkLine()
        self._export_menu = QMenu(self)
        self._export_whole = self._export_menu.addAction("")
        self._export_redacted = self._export_menu.addAction("")
        self._name_parts()
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self.set_theme(theme)
        self.retranslate()

    # What the desk calls

    @Slot()
    def refresh(self) -> None:
        """Put what was decided since on top; the chosen row stays chosen, and in its place. One
        reading at a time: what is asked for meanwhile is read once, after it."""
        self._changed = True
        if self._reading or not self.isVisible():
            return
        self._reading, self._changed = True, False
        wanted = self._wanted = self.filters.wanted()
        after = self._newest() if wanted == self._listed else 0

        def done(listing: _Listing) -> None:
            self._reading = False
            if wanted == self._wanted:
                self._show_listing(listing, added=bool(after))
            if self._changed:
                self.refresh()

        def failed(words: Words) -> None:
            self._reading = False
            self._fail(words)
            if self._changed:
                self.refresh()

        self._jobs.read(self, partial(_listed, self._newsroom, wanted, after), done, failed)

    def tell(self, said: Words, *, problem: bool = False) -> None:
        """Say what came of something that was asked for from here."""
        self._say(said, problem=problem)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.detail.set_theme(theme)
        self.chain.set_theme(theme)
        self.filters.set_theme(theme)
        self.table.set_theme(theme)
        self._show_message()

    def set_language(self, language: Language) -> None:
        self._language = language
        for part in (self.filters, self.model, self.detail, self.chain):
            part.set_language(language)
        self.retranslate()

    @Slot()
    def verify(self) -> None:
        self.chain.verify()

    def export_to(self, path: Path, *, redact: bool = False) -> Job:
        """Write what the filter shows into this file, in a process of its own."""
        self._say(None)
        job = self._jobs.start(
            self,
            self.tr("Exporting the log"),
            partial(
                beside,
                self._newsroom,
                export_log,
                self._wanted,
                path,
                redact=redact,
                language=self._language,
            ),
            self._exported,
            self._fail,
        )
        self.work.follow(job)
        return job

    # Words

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Log"))
        self.table.setAccessibleName(self.tr("Entries of the log"))
        self.export_button.setText(self.tr("Export…"))
        self.export_button.setAccessibleDescription(self.tr("Ctrl+E"))
        self._export_whole.setText(self.tr("Everything shown…"))
        self._export_redacted.setText(self.tr("Without names, addresses and texts…"))
        self.message.setAccessibleName(self.tr("Message"))
        self.model.retranslate()
        self._say_count()
        self._show_message()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ActivationChange:
            back, self._left = self._left, not self.isActiveWindow() and self.isVisible()
            if back and not self._left:
                self.refresh()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._left = False
            self.table.setFocus()
            self.refresh()

    # Making

    def _name_parts(self) -> None:
        self.setObjectName("logWindow")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count.setObjectName("logCount")
        self.export_button.setObjectName("logExport")
        self.message.setObjectName("logMessage")

    def _lay_out(self) -> None:
        second = QHBoxLayout()
        second.setSpacing(SPACE_3)
        second.addWidget(self.count)
        second.addStretch(1)
        second.addWidget(self.chain)
        second.addWidget(self.export_button)
        top = QVBoxLayout()
        top.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_2)
        top.setSpacing(SPACE_2)
        top.addWidget(self.filters)
        top.addLayout(second)
        top.addWidget(self.chain.problems)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self.table)
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setSizes([440, 300])
        foot = QWidget()
        foot.setProperty("role", "pane")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        line = QHBoxLayout(foot)
        line.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
        line.addWidget(self.message, 1)
        line.addWidget(self.work)
        foot.setFixedHeight(36)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(Hairline())
        whole.addWidget(self._splitter, 1)
        whole.addWidget(Hairline())
        whole.addWidget(foot)
        self.export_button.setMenu(self._export_menu)
        self.export_button.setAutoDefault(False)

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.model.fetchFailed.connect(self._fail)
        self.model.arrived.connect(self._show_current)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.opened.connect(self._open)
        self.table.closed.connect(self.model.close)
        self.table.chosen.connect(self._ask_for_comment)
        self.detail.commentPressed.connect(self._ask_for_comment)
        self.detail.takeBackPressed.connect(self._ask_to_take_back)
        self.chain.chosen.connect(self.show_entry)
        self.chain.verifying.connect(self.work.follow)
        self.chain.failed.connect(self._fail)
        self._export_whole.triggered.connect(lambda: self._ask_for_a_file(redact=False))
        self._export_redacted.triggered.connect(lambda: self._ask_for_a_file(redact=True))
        for keys, slot in (
            (QKeySequence(QKeySequence.StandardKey.Find), self._focus_text),
            (QKeySequence("Ctrl+E"), lambda: self._ask_for_a_file(redact=False)),
            (QKeySequence(Qt.Key.Key_Escape), self._escape),
        ):
            QShortcut(keys, self).activated.connect(slot)
        for typed, of_row in (("Z", self._ask_to_take_back), ("/", self._focus_text)):
            shortcut = QShortcut(QKeySequence(typed), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(of_row)

    # Listing

    @Slot(object)
    def _filter(self, wanted: LogFilter) -> None:
        self._wanted = wanted
        self.refresh()

    def _show_listing(self, listing: _Listing, *, added: bool) -> None:
        heads, entries, names, reasons = listing
        self._names |= set(names)
        self.filters.set_moderators(sorted(self._names))
        self.model.set_reasons(reasons)
        self.detail.set_reasons(reasons)
        if added:
            self._entries += entries
            self._put_before(heads)
        else:
            chosen = self.model.number_at(self.table.currentIndex().row())
            self._entries, self._listed = entries, self._wanted
            self.model.show(heads)
            self._choose(self.model.grouping.row_of(chosen) if chosen is not None else None)
        self._say_count()
        self._show_current()

    def _put_before(self, heads: array[int]) -> None:
        """What is looked at stays where it is, unless that is the top."""
        at = self.table.verticalScrollBar().value()
        self.model.put_before(heads)
        if at:
            self.table.scroll_to(at + len(heads) * row_height())
        self.model.read_again()
        if self.table.currentIndex().row() < 0:
            self._choose(None)

    def _newest(self) -> int:
        heads = self.model.grouping.heads
        return abs(heads[0]) if heads else 0

    def _choose(self, row: int | None) -> None:
        """Make a row current; the first one where that is None."""
        if self.model.rowCount():
            self.table.selectRow(row or 0)

    def _say_count(self) -> None:
        one, many = self.tr("{0} entry"), self.tr("{0} entries")
        if self._wanted != LogFilter():
            one, many = self.tr("{0} entry matches"), self.tr("{0} entries match")
        count = count_in(self._entries, self._language)
        self.count.setText((one if self._entries == 1 else many).format(count))

    @Slot(object)
    def _open(self, head: int, then: int | None = None) -> None:
        """Read a batch's entries and put them below its head; `then` is to be chosen."""

        def done(sequences: array[int]) -> None:
            self.model.open(head, sequences)
            if then is not None:
                self._show_row_of(then)

        work = partial(log.sequences_with, self._newsroom, self._wanted, abs(head))
        self._jobs.read(self, work, done, self._fail)

    @Slot(object)
    def show_entry(self, sequence: int) -> None:
        """Choose an entry by its number, in its batch; says so when it is not among those shown."""
        head = self.model.grouping.head_over(sequence)
        closed = head is not None and head < 0 and head not in self.model.grouping.opened
        if head is not None and closed:
            self._open(head, sequence)
        else:
            self._show_row_of(sequence)

    def _show_row_of(self, sequence: int) -> None:
        row = self.model.grouping.row_of(sequence)
        if row is None:
            self._say(
                Words(
                    f"Dòng {sequence} không có trong danh sách này.",
                    f"Entry {sequence} is not in this list.",
                )
            )
            return
        self.table.selectRow(row)
        self.table.scrollTo(self.model.index(row, 0))

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_current()

    @Slot()
    def _show_current(self) -> None:
        self.detail.show_line(self.model.line(self.table.currentIndex().row()))

    # What can be done about an entry

    @Slot()
    def _ask_for_comment(self) -> None:
        entry = self.detail.entry()
        if entry is not None:
            self._say(None)
            self.commentRequested.emit(entry.comment_id)

    @Slot()
    def _ask_to_take_back(self) -> None:
        """Undo the batch, or do again what was undone."""
        line = self.detail.line()
        if line is None:
            return
        self._say(None)
        self.takeBackRequested.emit(line.last, line.entries, line.last_undoes)

    # Exporting

    def _ask_for_a_file(self, *, redact: bool) -> None:
        day = today(self._newsroom)
        path = ask_for_export_place(self, prepared_name(None, day, ".xlsx"))
        if path is not None:
            self.export_to(path, redact=redact)

    def _exported(self, report: ExportReport) -> None:
        name = visible_line(report.path.name, 200).text
        entries = f"{count_in(report.rows, 'en')} {'entry' if report.rows == 1 else 'entries'}"
        self._say(
            Words(
                f"✓ Đã ghi {count_in(report.rows, 'vi')} dòng vào {name}",
                f"✓ Wrote {entries} to {name}",
            )
        )

    # Speaking

    def _say(self, words: Words | None, *, problem: bool = False) -> None:
        self._said, self._is_problem = words, problem
        self._show_message()

    @Slot(object)
    def _fail(self, words: Words) -> None:
        self._say(words, problem=True)

    def _show_message(self) -> None:
        said = self._said.said_in(self._language) if self._said is not None else ""
        self.message.setText(visible_line(said).text)
        colour = self._theme.bad.text if self._is_problem else self._theme.second
        self.message.setStyleSheet(f"color: {colour};")

    @Slot()
    def _focus_text(self) -> None:
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.text.selectAll()

    @Slot()
    def _escape(self) -> None:
        """The first one empties a field that is being typed in, the next one closes."""
        for line in (self.filters.text, self.filters.article):
            if line.hasFocus() and line.text():
                line.clear()
                return
        self.close()


def _listed(newsroom: Newsroom, wanted: LogFilter, after: int) -> _Listing:
    heads, entries = log.lines(newsroom, wanted, after)
    return heads, entries, log.moderators(newsroom, after), log.reasons(newsroom)
