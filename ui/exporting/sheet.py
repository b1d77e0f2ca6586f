"""Which comments are to leave the desk, for what, and how many that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.comment import Status
from app.domain.comment_filter import CommentFilter
from app.domain.words import Language, Words
from app.services import comment_export
from app.services.newsroom import Newsroom
from app.sources.writers import WRITINGS
from app.sources.writing import Writing
from ui.choice_sheet import ChoiceSheet
from ui.jobs import Jobs
from ui.log.filters import Choice
from ui.phrases import count_in
from ui.theme import Theme, scaled
from ui.widgets import PlainLabel

STATUSES: tuple[Status | None, ...] = (
    None,
    Status.APPROVED,
    Status.PENDING,
    Status.REJECTED,
    Status.SPAM,
)
"""What is offered; None: all of them."""

_WIDEST = 480


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was chosen: which comments, and in which format."""

    filter: CommentFilter
    writing: Writing


class CommentsSheet(ChoiceSheet):
    """`wanted` carries a `Wanted`. Where there are several sources, one can be chosen."""

    wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        newsroom: Newsroom,
        jobs: Jobs,
        theme: Theme,
        language: Language,
    ) -> None:
        super().__init__(parent, (len(STATUSES), len(WRITINGS)), beside=2)
        self._newsroom = newsroom
        self._jobs = jobs
        self._language: Language = language
        self._counts: dict[CommentFilter, int] = {}
        self._status_chosen = False
        self.setObjectName("commentsSheet")
        self.statuses, self.formats = self.groups
        self._from = PlainLabel("section")
        self.sources = Choice()
        self.limits = PlainLabel("second")
        self._lay_out_more()
        self.set_theme(theme)
        self.retranslate()
        self.button(self.statuses, 0).setChecked(True)
        self.button(self.formats, 0).setChecked(True)
        self.button(self.statuses, 0).setFocus()
        self.statuses.idClicked.connect(self._choose_status)
        self.statuses.idToggled.connect(self._say_count)
        self.formats.idToggled.connect(self._follow_format)
        self.sources.currentIndexChanged.connect(self._count_all)
        self._count_all()
        jobs.read(self, partial(comment_export.sources_of, newsroom), self._offer, self._fail)

    def writing(self) -> Writing:
        return WRITINGS[self.formats.checkedId()]

    def filter(self) -> CommentFilter:
        return self._filter_of(self.statuses.checkedId())

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        frameless = "QComboBox::drop-down { border: none; width: 22px; }"
        self.setStyleSheet(self.styleSheet() + frameless)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Export comments"))
        which, as_what = self.headings
        which.setText(self.tr("WHICH COMMENTS"))
        as_what.setText(self.tr("FOR WHAT"))
        formats = {
            "jsonl": self.tr("Lời Bình and other programs (.jsonl)"),
            "wxr": self.tr("WordPress (.xml)"),
            "isso-json": self.tr("Isso (.json)"),
        }
        for number, writing in enumerate(WRITINGS):
            self.button(self.formats, number).setText(formats[writing.name])
        self._from.setText(self.tr("FROM WHERE"))
        self.sources.setAccessibleName(self.tr("From where"))
        if self.sources.count():
            self.sources.setItemText(0, self.tr("Every source"))
        self.go_on.setText(self.tr("Choose a file…"))
        self.leave.setText(self.tr("Cancel"))
        self._say_statuses()
        self._say_count()

    def _lay_out_more(self) -> None:
        self.limits.setWordWrap(True)
        self.limits.setMaximumWidth(scaled(_WIDEST))
        for widget in (self._from, self.sources, self.limits):
            widget.hide()
            self.below.addWidget(widget)

    def _offer(self, sources: tuple[str, ...]) -> None:
        """Several sources can be told apart; of one there is nothing to choose."""
        self.sources.blockSignals(True)
        self.sources.addItem(self.tr("Every source"), "")
        for key in sources:
            self.sources.addItem(key, key)
        self.sources.blockSignals(False)
        for widget in (self._from, self.sources):
            widget.setVisible(len(sources) > 1)
        self.fit()
        self._say_count()

    def _filter_of(self, number: int) -> CommentFilter:
        status = STATUSES[number]
        wanted = CommentFilter(source=str(self.sources.currentData() or ""))
        return wanted if status is None else replace(wanted, statuses=(status,))

    # How many that is

    @Slot()
    def _count_all(self) -> None:
        for number in range(len(STATUSES)):
            wanted = self._filter_of(number)
            if wanted not in self._counts:
                self._count(wanted)
        self._say_statuses()
        self._say_count()

    def _count(self, wanted: CommentFilter) -> None:
        def show(number: int) -> None:
            self._counts[wanted] = number
            self._say_statuses()
            self._say_count()

        work = partial(comment_export.number_of_comments, self._newsroom, wanted)
        self._jobs.read(self, work, show, self._fail)

    def _say_statuses(self) -> None:
        for number, status in enumerate(STATUSES):
            words = self.tr("All")
            if status is not None:
                words = status.words.said_in(self._language)
                words = words[:1].upper() + words[1:]
            count = self._counts.get(self._filter_of(number))
            if count is not None:
                words += f" · {count_in(count, self._language)}"
            self.button(self.statuses, number).setText(words)

    @Slot()
    def _say_count(self) -> None:
        """How many they are; nothing can be exported where there is nothing."""
        if min(self.statuses.checkedId(), self.formats.checkedId()) < 0:
            return
        number = self._counts.get(self.filter())
        if self._needs_source():
            words = self.tr("Isso takes the comments of one source: choose it.")
        elif number is None:
            words = self.tr("counting…")
        elif number == 0:
            words = self.tr("There are no such comments.")
        else:
            one, many = self.tr("{0} comment"), self.tr("{0} comments")
            words = (one if number == 1 else many).format(count_in(number, self._language))
        self.say_count(words)
        self.go_on.setEnabled(number != 0 and not self._needs_source())

    def _needs_source(self) -> bool:
        several = self.sources.count() > 2
        return self.writing().one_site and several and not self.sources.currentData()

    # What is chosen

    @Slot()
    def _choose_status(self) -> None:
        self._status_chosen = True

    @Slot(int, bool)
    def _follow_format(self, _number: int, checked: bool) -> None:
        """Say what a format loses; which comments usually go into it is chosen for a moderator who
        has not chosen them."""
        if not checked:
            return
        writing = self.writing()
        if not self._status_chosen:
            usual = writing.statuses[0] if len(writing.statuses) == 1 else None
            self.button(self.statuses, STATUSES.index(usual)).setChecked(True)
        limits = writing.limits
        self.limits.setText(limits.said_in(self._language) if limits else "")
        self.limits.setVisible(limits is not None)
        self.fit()
        self._say_count()

    @Slot(object)
    def _fail(self, words: Words) -> None:
        self.say_count(words.said_in(self._language))

    @Slot()
    def carry_on(self) -> None:
        if not self.go_on.isEnabled():
            return
        wanted = Wanted(self.filter(), self.writing())
        self.accept()
        self.wanted.emit(wanted)
