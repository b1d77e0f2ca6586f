"""Charts of rows: a name, a bar and a number each, painted as text and never as markup; and the
days of the week by their hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip

from app.domain.hostile import visible_line
from app.domain.insights import COUNTED, HOURS, WEEKDAYS, Insights
from app.domain.words import Language
from ui.insights.chart import Chart, Drawing, Table
from ui.insights.inks import calm, is_bare, kinds, mixed
from ui.insights.wording import BACKLOG_WORDS, wait_words, weekday_words
from ui.phrases import count_in
from ui.theme import SIZE_CHIP, SIZE_SECOND, SPACE_2, Theme, font
from ui.widgets import plain_tooltip

ROW, THICK = 28, 14
FEW, MANY = 6, 8
"""Rows that a chart has room for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: its parts, each with what it is drawn with, and what is said at its end."""

    name: str
    parts: tuple[tuple[int, QBrush], ...]
    said: str

    @property
    def total(self) -> int:
        return sum(size for size, _ in self.parts)


class RowsDrawing(Drawing):
    """Rows from the top, the names at the left with this share of the width; a name that is cut is
    whole in the tooltip."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = share
        self._rows: Sequence[Row] = ()
        self._theme: Theme | None = None

    def places(self) -> int:
        return len(self._rows)

    def show_rows(self, rows: Sequence[Row], theme: Theme) -> None:
        self._rows, self._theme = rows, theme
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.point(int(event.position().y() - 2) // ROW)
        super().mouseMoveEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = (event.pos().y() - 2) // ROW
            name = self._rows[place].name if 0 <= place < len(self._rows) else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(name), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((row.total for row in self._rows), default=0)
        painter.setFont(font(SIZE_SECOND, tabular=True))
        said = max(
            (painter.fontMetrics().horizontalAdvance(row.said) for row in self._rows), default=0
        )
        left = self.width() * self._share
        room = max(10.0, self.width() - left - said - 3 * SPACE_2)
        for place, row in enumerate(self._rows):
            self._paint_row(painter, place, row, (left, room / most if most else 0.0))
        self.paint_focus(painter, self._theme)

    def _paint_row(
        self, painter: QPainter, place: int, row: Row, scale: tuple[float, float]
    ) -> None:
        assert self._theme is not None
        theme, (left, each) = self._theme, scale
        top = 2.0 + place * ROW
        if place == self.place:
            ground = theme.hairline if is_bare(theme) else theme.behind
            painter.setPen(QPen(QColor(ground)) if is_bare(theme) else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(Qt.BrushStyle.NoBrush if is_bare(theme) else QColor(ground))
            painter.drawRoundedRect(QRectF(2, top, self.width() - 4, ROW - 1), 4, 4)
        painter.setPen(QColor(theme.text))
        wide = int(left - 2 * SPACE_2)
        name = visible_line(row.name, 200).text
        cut = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, wide)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            QRectF(SPACE_2, top, wide + 4, ROW), middle | Qt.AlignmentFlag.AlignLeft, cut
        )
        x, y = left, top + (ROW - THICK) / 2
        for size, brush in row.parts:
            if size:
                painter.setPen(
                    QPen(QColor(theme.text)) if is_bare(theme) else QPen(Qt.PenStyle.NoPen)
                )
                painter.setBrush(brush)
                long = max(1.5, size * each)
                painter.drawRoundedRect(QRectF(x, y, long, THICK), 2, 2)
                x += long + (0 if is_bare(theme) else 1)
        painter.setPen(QColor(theme.second))
        painter.drawText(
            QPointF(x + SPACE_2, top + ROW / 2 + painter.fontMetrics().ascent() / 2 - 1), row.said
        )


class RowsChart(Chart):
    """A chart whose drawing is rows."""

    def __init__(self, name: str, rows: int, share: float = 0.34) -> None:
        self.rows = RowsDrawing(share)
        super().__init__(name, self.rows, rows * ROW + 6)

    def count(self, number: int) -> str:
        return count_in(number, self.language)


class BacklogChart(RowsChart):
    """What waits now, by how long it has."""

    def __init__(self) -> None:
        super().__init__("insightsBacklog", FEW)

    def name_words(self) -> str:
        return self.tr("WAITING NOW, BY AGE")

    def empty_words(self) -> str:
        return self.tr("Nothing waits: everything is decided.")

    def is_empty(self, insights: Insights) -> bool:
        return not insights.backlog.waiting

    def draw(self, insights: Insights, theme: Theme) -> None:
        inks = [calm(theme)] * 2 + [QColor(theme.doubtful.text)] + [QColor(theme.bad.text)] * 2
        self.rows.show_rows(
            [
                Row(words.said_in(self.language), ((n, QBrush(ink)),), self.count(n))
                for words, n, ink in zip(BACKLOG_WORDS, insights.backlog.ages, inks, strict=True)
            ],
            theme,
        )

    def table(self, insights: Insights) -> Table:
        named = zip(BACKLOG_WORDS, insights.backlog.ages, strict=True)
        return Table(
            (self.tr("Age"), self.tr("Waiting")),
            tuple((words.said_in(self.language), n) for words, n in named),
        )

    def main_words(self, insights: Insights) -> str:
        backlog = insights.backlog
        if not backlog.oldest:
            return self.tr("{0} waiting").format(self.count(backlog.waiting))
        age = max(0, insights.read_at - backlog.oldest) // 1_000_000
        return self.tr("{0} waiting, the oldest for {1}").format(
            self.count(backlog.waiting), wait_words(age).said_in(self.language)
        )

    def words_at(self, insights: Insights, place: int) -> str:
        return self.tr("{0}: {1} of {2} waiting").format(
            BACKLOG_WORDS[place].said_in(self.language),
            self.count(insights.backlog.ages[place]),
            self.count(insights.backlog.waiting),
        )


class ModeratorsChart(RowsChart):
    """Who decided how much, and what."""

    def __init__(self) -> None:
        super().__init__("insightsModerators", FEW)

    def name_words(self) -> str:
        return self.tr("DECISIONS BY MODERATOR")

    def empty_words(self) -> str:
        return self.tr("Nothing was decided in this time.")

    def is_empty(self, insights: Insights) -> bool:
        return not insights.moderators

    def kinds(self, theme: Theme) -> Sequence[tuple[str, QBrush]]:
        shown = self._shown()
        return [pair for pair, has in zip(_kinds(theme, self.language), shown, strict=True) if has]

    def draw(self, insights: Insights, theme: Theme) -> None:
        brushes = kinds(theme)
        self.rows.show_rows(
            [
                Row(one.name, tuple(zip(one.counts, brushes, strict=True)), self.count(one.total))
                for one in insights.moderators[:FEW]
            ],
            theme,
        )

    def table(self, insights: Insights) -> Table:
        return Table(
            (self.tr("Moderator"), *(a.words.said_in(self.language) for a in COUNTED)),
            tuple((one.name, *one.counts) for one in insights.moderators),
        )

    def main_words(self, insights: Insights) -> str:
        total = sum(one.total for one in insights.moderators)
        people = len(insights.moderators)
        words = (
            self.tr("{0} decisions by one moderator")
            if people == 1
            else self.tr("{0} decisions by {1} moderators")
        )
        return words.format(self.count(total), people)

    def words_at(self, insights: Insights, place: int) -> str:
        one = insights.moderators[place]
        parts = (
            f"{action.words.said_in(self.language)} {self.count(n)}"
            for action, n in zip(COUNTED, one.counts, strict=True)
            if n
        )
        return f"{one.name}: {' · '.join(parts)}"

    def _shown(self) -> list[bool]:
        found = self.insights.moderators if self.insights is not None else ()
        return [any(one.counts[n] for one in found) for n in range(len(COUNTED))]


def _kinds(theme: Theme, language: Language) -> list[tuple[str, QBrush]]:
    words = [action.words.said_in(language) for action in COUNTED]
    return list(zip(words, kinds(theme), strict=True))


class ReasonsChart(RowsChart):
    """Why comments were rejected."""

    def __init__(self) -> None:
        super().__init__("insightsReasons", MANY)

    def name_words(self) -> str:
        return self.tr("REASONS FOR REJECTION")

    def empty_words(self) -> str:
        return self.tr("Nothing was rejected in this time.")

    def is_empty(self, insights: Insights) -> bool:
        return not insights.reasons

    def draw(self, insights: Insights, theme: Theme) -> None:
        ink = QBrush(mixed(theme.pane, theme.bad.text, 0.85))
        self.rows.show_rows(
            [
                Row(one.words.said_in(self.language), ((one.count, ink),), self.count(one.count))
                for one in insights.reasons[:MANY]
            ],
            theme,
        )

    def table(self, insights: Insights) -> Table:
        return Table(
            (self.tr("Reason"), self.tr("Rejected")),
            tuple((one.words.said_in(self.language), one.count) for one in insights.reasons),
        )

    def main_words(self, insights: Insights) -> str:
        total, top = sum(one.count for one in insights.reasons), insights.reasons[0]
        return self.tr("{0} rejected; most often: {1}").format(
            self.count(total), top.words.said_in(self.language)
        )

    def words_at(self, insights: Insights, place: int) -> str:
        total, one = sum(each.count for each in insights.reasons), insights.reasons[place]
        return self.tr("{0}: {1}, {2} % of the rejected").format(
            one.words.said_in(self.language),
            self.count(one.count),
            self.count(round(one.count * 100 / total)),
        )


class ArticlesChart(RowsChart):
    """The articles with most comments; what waits of them in the accent."""

    def __init__(self) -> None:
        super().__init__("insightsArticles", MANY, 0.52)

    def name_words(self) -> str:
        return self.tr("ARTICLES WITH MOST COMMENTS")

    def is_empty(self, insights: Insights) -> bool:
        return not insights.articles

    def kinds(self, theme: Theme) -> Sequence[tuple[str, QBrush]]:
        return ((self.tr("decided"), _done(theme)), (self.tr("waiting"), _waiting(theme)))

    def draw(self, insights: Insights, theme: Theme) -> None:
        self.rows.show_rows(
            [
                Row(
                    one.title,
                    (
                        (one.count - one.pending, _done(theme)),
                        (one.pending, _waiting(theme)),
                    ),
                    self.count(one.count),
                )
                for one in insights.articles[:MANY]
            ],
            theme,
        )

    def table(self, insights: Insights) -> Table:
        return Table(
            (self.tr("Article"), self.tr("Comments"), self.tr("Waiting")),
            tuple((one.title, one.count, one.pending) for one in insights.articles),
        )

    def main_words(self, insights: Insights) -> str:
        return self.words_at(insights, 0)

    def words_at(self, insights: Insights, place: int) -> str:
        one = insights.articles[place]
        return self.tr("{0}: {1} comments, {2} waiting").format(
            one.title, self.count(one.count), self.count(one.pending)
        )


def _done(theme: Theme) -> QBrush:
    return QBrush(calm(theme), kinds(theme)[1].style())


def _waiting(theme: Theme) -> QBrush:
    return QBrush(QColor(theme.accent))


class HeatDrawing(Drawing):
    """Weekdays under each other, hours side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._heat: Sequence[Sequence[int]] = ()
        self._theme: Theme | None = None
        self._language: Language = "en"

    def places(self) -> int:
        return HOURS * WEEKDAYS if self._heat else 0

    def stride(self) -> int:
        return HOURS

    def show_heat(self, heat: Sequence[Sequence[int]], theme: Theme, language: Language) -> None:
        self._heat, self._theme, self._language = heat, theme, language
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = int((event.position().x() - self._left()) // self._cell()[0])
        y = int((event.position().y() - 6) // self._cell()[1])
        inside = 0 <= x < HOURS and 0 <= y < WEEKDAYS
        self.point(y * HOURS + x if inside else -1)
        super().mouseMoveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._theme is None or not self._heat:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SIZE_CHIP, tabular=True))
        wide, high = self._cell()
        most = max(map(max, self._heat)) or 1
        low = mixed(theme.pane, theme.hairline, 0.15 if is_bare(theme) else 0.6)
        for place in range(HOURS * WEEKDAYS):
            day, hour = divmod(place, HOURS)
            count = self._heat[day][hour]
            box = QRectF(self._left() + hour * wide, 6 + day * high, wide - 2, high - 2)
            share = 0.15 + 0.85 * count / most
            painter.setBrush(mixed(low.name(), theme.accent, share) if count else low)
            at_hand = place == self.place
            painter.setPen(QPen(QColor(theme.text), 1.5) if at_hand else QPen(Qt.PenStyle.NoPen))
            painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QColor(theme.second))
        middle = Qt.AlignmentFlag.AlignVCenter
        for day in range(WEEKDAYS):
            where = QRectF(SPACE_2, 6 + day * high, self._left(), high - 2)
            painter.drawText(where, middle, weekday_words(day, self._language))
        for hour in range(0, HOURS, 3):
            where = QRectF(self._left() + hour * wide, 6 + WEEKDAYS * high, 3 * wide, 18)
            painter.drawText(where, middle, f"{hour}:00")
        self.paint_focus(painter, theme)

    def _left(self) -> float:
        return 44.0

    def _cell(self) -> tuple[float, float]:
        wide = (self.width() - self._left() - 8) / HOURS
        return max(2.0, wide), max(4.0, (self.height() - 32) / WEEKDAYS)


class HeatChart(Chart):
    """When readers write: by the days of the week and the hours of the day."""

    def __init__(self) -> None:
        self.heat = HeatDrawing()
        super().__init__("insightsHeat", self.heat, 210)

    def name_words(self) -> str:
        return self.tr("WHEN READERS WRITE")

    def empty_words(self) -> str:
        if self.insights is not None and self.insights.heat is None:
            return self.tr("Choose two years or less to see the hours of the day.")
        return super().empty_words()

    def is_empty(self, insights: Insights) -> bool:
        self.empty.setText(self.empty_words())
        return insights.heat is None or not any(map(any, insights.heat))

    def draw(self, insights: Insights, theme: Theme) -> None:
        self.heat.show_heat(insights.heat or (), theme, self.language)

    def table(self, insights: Insights) -> Table:
        heat = insights.heat or ()
        return Table(
            (self.tr("Day"), *(f"{hour}:00" for hour in range(HOURS))),
            tuple(
                (weekday_words(day, self.language, whole=True), *counts)
                for day, counts in enumerate(heat)
            ),
        )

    def main_words(self, insights: Insights) -> str:
        heat = insights.heat or ()
        place = max(range(HOURS * WEEKDAYS), key=lambda each: heat[each // HOURS][each % HOURS])
        return self.tr("Busiest: {0}").format(self.words_at(insights, place))

    def words_at(self, insights: Insights, place: int) -> str:
        day, hour = divmod(place, HOURS)
        count = (insights.heat or ())[day][hour]
        name = weekday_words(day, self.language, whole=True)
        return self.tr("{0}, {1}:00–{2}:00: {3} in").format(
            name, hour, hour + 1, count_in(count, self.language)
        )
