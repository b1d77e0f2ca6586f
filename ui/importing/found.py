"""What a look at files has found: figures, what cannot be used, and why rows are rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.hostile import visible_line
from app.domain.words import Language
from app.sources.record import kind_words
from ui import theme as look
from ui.phrases import count_in
from ui.theme import Theme, Tone
from ui.widgets import ClampedLabel, ElidedLabel, Hairline, PlainLabel

if TYPE_CHECKING:
    from app.services.importing import ImportReport
    from app.services.rehearsing import Rehearsed
    from app.services.rejections import RejectedKind

MOST_SHOWN = 160
"""Characters of a rejected row that are shown of it."""

MOST_LINES = 6
"""Lines of a sentence that are shown: a file's name or heading in it can be of any length."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What all files together would do."""

    read: int
    added: int
    updated: int
    unchanged: int
    rejected: int
    articles: int

    @property
    def comments(self) -> int:
        """Comments that would be written."""
        return self.added + self.updated

    @property
    def is_news(self) -> bool:
        return bool(self.comments or self.articles)


def totals_of(found: Sequence[Rehearsed]) -> Totals:
    reports = [each.report for each in found if each.report is not None]
    return Totals(
        read=sum(report.read for report in reports),
        added=sum(report.added for report in reports),
        updated=sum(report.updated for report in reports),
        unchanged=sum(report.unchanged for report in reports),
        rejected=sum(report.rejected for report in reports),
        articles=sum(report.articles for report in reports),
    )


class Found(QWidget):
    """Made anew for every language and theme; `figures` are those shown, by their words."""

    def __init__(self, found: Sequence[Rehearsed], language: Language, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self._language: Language = language
        self._theme = theme
        self._several = len(found) > 1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[look.SPACE_2] * 4)
        self._column.setSpacing(look.SPACE_3)
        self.figures: dict[str, int] = {}
        reports = [each for each in found if each.report is not None]
        if reports:
            self._column.addLayout(self._figures(totals_of(found)))
        for each in found:
            self._add_file(each)
        for report in reports:
            self._add_rejected(report)
        self._column.addStretch(1)
        troubles = [each.trouble.said_in(language) for each in found if each.trouble]
        troubles += filter(None, (self._told_otherwise(each.report) for each in reports))
        figures = (
            f"{count_in(number, language)} {words}" for words, number in self.figures.items()
        )
        self.setAccessibleDescription(", ".join((*figures, *troubles)))

    def _figures(self, totals: Totals) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.SPACE_4)
        grid.setVerticalSpacing(2)
        theme = self._theme
        plain, none = Tone(theme.text, theme.pane), Tone(theme.second, theme.pane)
        figures = (
            (totals.added, self.tr("new"), Tone(theme.accent, theme.pane)),
            (totals.updated, self.tr("changed"), plain),
            (totals.unchanged, self.tr("already there"), plain),
            (totals.rejected, self.tr("rejected"), theme.bad),
            (totals.articles, self.tr("new articles"), plain),
        )
        for column, (number, words, tone) in enumerate(figures):
            self.figures[words] = number
            figure, caption = PlainLabel("title"), PlainLabel("second")
            figure.setText(count_in(number, self._language))
            figure.setStyleSheet(f"color: {(tone if number else none).text};")
            figure.setAccessibleName(f"{figure.text()} {words}")
            caption.setText(words)
            grid.addWidget(figure, 0, column)
            grid.addWidget(caption, 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _add_file(self, each: Rehearsed) -> None:
        """A file that cannot be used, or one of several; of a single one the figures say all."""
        if each.trouble is not None:
            words = ClampedLabel(MOST_LINES)
            words.setText("⚠ " + each.trouble.said_in(self._language))
            words.setStyleSheet(f"color: {self._theme.bad.text};")
            self._column.addWidget(words)
        elif each.report is not None and self._several:
            self._column.addWidget(Hairline())
            name, figures = ElidedLabel("heading"), PlainLabel("second")
            name.setText(visible_line(each.path.name).text)
            figures.setText(self._said_of(each.report))
            figures.setWordWrap(True)
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(name)
            column.addWidget(figures)
            self._column.addLayout(column)
        if each.report is not None and each.report.left_out:
            self._column.addWidget(self._left_out(each.report))
        if doubt := self._told_otherwise(each.report):
            words = ClampedLabel(MOST_LINES)
            words.setText("⚠ " + doubt)
            words.setStyleSheet(f"color: {self._theme.doubtful.text};")
            self._column.addWidget(words)

    def _told_otherwise(self, report: ImportReport | None) -> str:
        """A doubt that nobody could see in the figures; "" where there is none."""
        if report is None or not report.told_otherwise:
            return ""
        one = self.tr(
            "{0} new article is here already, by its path alone or by its whole address: its "
            "comments may come in twice."
        )
        many = self.tr(
            "{0} new articles are here already, by their paths alone or by their whole addresses: "
            "their comments may come in twice."
        )
        advice = self.tr("Say the same site as last time.")
        words = one if report.told_otherwise == 1 else many
        said = words.format(count_in(report.told_otherwise, self._language))
        return f"{said} {advice}" if report.by_path else said

    def _said_of(self, report: ImportReport) -> str:
        words = self.tr("{0} new, {1} changed, {2} already there, {3} rejected")
        numbers = (report.added, report.updated, report.unchanged, report.rejected)
        return words.format(*(count_in(number, self._language) for number in numbers))

    def _left_out(self, report: ImportReport) -> ClampedLabel:
        kinds = ", ".join(
            f"{count_in(number, self._language)} {self._kind_left_out(kind)}"
            for kind, number in report.left_out.items()
        )
        words = ClampedLabel(MOST_LINES, "second")
        words.setText(self.tr("Left out: {0}").format(kinds))
        return words

    def _kind_left_out(self, kind: str) -> str:
        return visible_line(kind_words(kind).said_in(self._language)).text

    def _add_rejected(self, each: Rehearsed) -> None:
        report = each.report
        if report is None or not report.rejected:
            return
        self._column.addWidget(Hairline())
        heading = ClampedLabel(MOST_LINES, "heading")
        one, many = self.tr("{0} row cannot be used"), self.tr("{0} rows cannot be used")
        words = (one if report.rejected == 1 else many).format(
            count_in(report.rejected, self._language)
        )
        name = visible_line(each.path.name).text
        heading.setText(f"{name}: {words}" if self._several else words)
        self._column.addWidget(heading)
        for kind in report.rejected_kinds:
            self._column.addLayout(self._kind(kind))

    def _kind(self, kind: RejectedKind) -> QHBoxLayout:
        """How many, why, and where the first of them stand."""
        number = PlainLabel("heading")
        number.setFont(look.tabular_only())
        number.setText(f"{count_in(kind.count, self._language)} ×")
        number.setMinimumWidth(44)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        why = ClampedLabel(MOST_LINES)
        why.setText(kind.why.said_in(self._language))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(why)
        for row in kind.examples:
            example = ElidedLabel("second")
            line = self.tr("line {0}").format(count_in(row.line, self._language))
            example.setText(f"{line}: {visible_line(row.raw, MOST_SHOWN).text}")
            column.addWidget(example)
        both = QHBoxLayout()
        both.setSpacing(look.SPACE_3)
        both.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        both.addLayout(column, 1)
        return both
