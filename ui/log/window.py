"""The log's window: who decided what and when, the whole of one entry, export, verification."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSplitter,
    QTableView,
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
from ui.log.export_place import ask_for_export_place, today
from ui.log.filters import FilterRow
from ui.log.model import Column, LogModel
from ui.phrases import count_in
from ui.theme import SIZE_CHIP, SPACE_2, SPACE_3, Theme
from ui.widgets import ElidedLabel, Hairline, PlainLabel
from ui.work_line import WorkLine

ROW_HEIGHT = 30

_WIDTHS = {
    Column.TIME: 172,
    Column.MODERATOR: 96,
    Column.ACTION: 132,
    Column.WRITER: 150,
    Column.ARTICLE: 216,
    Column.CHANGE: 190,
}
_SIZE = (1180, 800)

_Listing = tuple["array[int]", Sequence[str], Mapping[str, Words]]
"""Sequences, moderators, and what the rejection reasons are called."""


class LogWindow(QWidget):
    """A window of its own, beside the desk; it stays usable while the desk is.

    `refresh` reads the listing again, for when decisions were made; while the window is closed
    nothing is read, and what has changed meanwhile is read when it is shown.
    """

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
        self._reading = self._changed = False
        self._said: Words | None = None
        self._is_problem = False
        self._to_select: int | None = None
        self.filters = FilterRow(language, lambda: today(newsroom))
        self.model = LogModel(jobs, partial(log.page, newsroom), language, self)
        self.table = QTableView()
        self.detail = EntryDetail(jobs, language)
        self.chain = ChainLine(newsroom, jobs, language)
        self.count = PlainLabel()
        self.export_button = QPushButton()
        self.message = ElidedLabel()
        self.work = WorkLine()
        self._export_menu = QMenu(self)
        self._export_whole = self._export_menu.addAction("")
        self._export_redacted = self._export_menu.addAction("")
        self._name_parts()
        self._set_table_up()
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self.set_theme(theme)
        self.retranslate()

    # What the desk calls

    @Slot()
    def refresh(self) -> None:
        """Read the listing again; the chosen entry stays chosen. One reading at a time: what is
        asked for meanwhile is read once, after it."""
        self._changed = True
        if self._reading or not self.isVisible():
            return
        self._reading, self._changed = True, False
        wanted = self._wanted

        def done(listing: _Listing) -> None:
            self._reading = False
            if wanted == self._wanted:
                self._show_listing(listing)
            if self._changed:
                self.refresh()

        def failed(words: Words) -> None:
            self._reading = False
            self._fail(words)
            if self._changed:
                self.refresh()

        self._jobs.read(self, partial(_listed, self._newsroom, wanted), done, failed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.model.set_theme(theme)
        self.detail.set_theme(theme)
        self.chain.set_theme(theme)
        self.filters.set_theme(theme)
        self.table.horizontalHeader().setStyleSheet(
            f"QHeaderView {{ background: {theme.pane}; border: none; }}"
            f"QHeaderView::section {{ background: {theme.pane}; color: {theme.second};"
            f" border: none; border-bottom: 1px solid {theme.hairline}; padding: 6px 11px;"
            f" font-size: {SIZE_CHIP}px; font-weight: 600; }}"
        )
        bare = theme.selection == theme.pane
        ground = theme.accent if bare else theme.selection
        letters = theme.on_accent if bare else theme.text
        self.table.setStyleSheet(
            "QTableView::item { padding: 0 8px; border: none;"
            f" border-bottom: 1px solid {theme.hairline}; }}"
            f"QTableView::item:selected {{ background: {ground}; color: {letters}; }}"
        )
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
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.refresh()

    # Making

    def _name_parts(self) -> None:
        self.setObjectName("logWindow")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table.setObjectName("logTable")
        self.count.setObjectName("logCount")
        self.export_button.setObjectName("logExport")
        self.message.setObjectName("logMessage")

    def _set_table_up(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setCornerButtonEnabled(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(60)
        for column, width in _WIDTHS.items():
            table.setColumnWidth(column, width)

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
        self._splitter.setSizes([440, 280])
        foot = QWidget()
        foot.setProperty("role", "side")
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
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(slot)

    # Listing

    @Slot(object)
    def _filter(self, wanted: LogFilter) -> None:
        self._wanted = wanted
        self.refresh()

    def _show_listing(self, listing: _Listing) -> None:
        sequences, names, reasons = listing
        chosen = self.model.sequence_at(self.table.currentIndex().row())
        self.filters.set_moderators(names)
        self.model.set_reasons(reasons)
        self.detail.set_reasons(reasons)
        self.model.set_sequences(sequences)
        wanted = self._to_select if self._to_select is not None else chosen
        self._to_select = None
        row = self.model.row_of(wanted) if wanted is not None else None
        if row is None and len(sequences):
            row = 0
        if row is not None and self.table.currentIndex().row() != row:
            self.table.selectRow(row)
        self._say_count()
        self._show_current()

    def _say_count(self) -> None:
        rows = self.model.rowCount()
        one, many = self.tr("{0} entry"), self.tr("{0} entries")
        if self._wanted != LogFilter():
            one, many = self.tr("{0} entry matches"), self.tr("{0} entries match")
        self.count.setText((one if rows == 1 else many).format(count_in(rows, self._language)))

    @Slot(object)
    def show_entry(self, sequence: int) -> None:
        """Choose an entry by its number; says so when it is not among those shown."""
        row = self.model.row_of(sequence)
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
        self.detail.show_entry(self.model.entry(self.table.currentIndex().row()))

    # Exporting

    def _ask_for_a_file(self, *, redact: bool) -> None:
        path = ask_for_export_place(self, self._newsroom)
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


def _listed(newsroom: Newsroom, wanted: LogFilter) -> _Listing:
    return log.sequences(newsroom, wanted), log.moderators(newsroom), log.reasons(newsroom)
