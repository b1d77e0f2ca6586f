"""The place of an article's comments in the day: a quiet chart of twenty-four bars."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain import moment
from app.domain.words import Language
from ui.phrases import count_in
from ui.theme import LIGHT, SPACE_2, Theme, scaled
from ui.widgets import ElidedLabel, plain_tooltip

HOURS = 24
_BAR, _GAP, _HEIGHT, _MARK = 4, 2, 22, 4


class DayChart(QWidget):
    """Comments by the hour of the day, the hour of the current one marked; says it in words, too.

    It keeps its room while its numbers are on their way, so that nothing moves.
    """

    def __init__(self) -> None:
        super().__init__()
        self._language: Language = "vi"
        self._hours: tuple[int, ...] = ()
        self._bars = _Bars()
        self._words = ElidedLabel("second")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self._words, 1)
        row.addWidget(self._bars)

    def show_hours(self, hours: Sequence[int] | None) -> None:
        """How many comments came in each hour of the day; None while that is not known."""
        self._hours = tuple(hours or ())
        self._bars.hours = self._hours
        self._bars.update()
        self.retranslate()

    def mark(self, at: int) -> None:
        """When the current comment was written, microseconds UTC; 0 for none."""
        self._bars.marked = hour_of(at) if at else None
        self._bars.update()

    def set_theme(self, theme: Theme) -> None:
        self._bars.theme = theme
        self._bars.updateGeometry()
        self._bars.update()

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def retranslate(self) -> None:
        total = sum(self._hours)
        if not total:
            self._words.setText("")
            self._bars.setAccessibleName(self.tr("Comments by hour of the day"))
            self._bars.setToolTip("")
            return
        first = busiest(self._hours)
        after = (first + 2) % HOURS
        self._words.setText(self.tr("most from {0} to {1} h").format(first, after))
        one = self.tr("{0} comment, written between {1} and {2} o'clock")
        many = self.tr("{0} comments, most of them between {1} and {2} o'clock")
        count = count_in(total, self._language)
        said = (one if total == 1 else many).format(count, first, after)
        self._bars.setAccessibleName(said)
        self._bars.setToolTip(plain_tooltip(said))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class _Bars(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.hours: tuple[int, ...] = ()
        self.marked: int | None = None
        self.theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(HOURS * (_BAR + _GAP) - _GAP, scaled(_HEIGHT) + _MARK + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The marked hour is darker and has a dot below it: never by colour alone."""
        most = max(self.hours, default=0)
        if not most:
            return
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        foot = self.height() - _MARK - 1.0
        painter.fillRect(QRectF(0, foot, self.width(), 1), QColor(self.theme.hairline))
        quiet = QColor(self.theme.second)
        quiet.setAlphaF(0.45)
        for hour, number in enumerate(self.hours):
            here = hour == self.marked
            left = hour * (_BAR + _GAP)
            tall = max(1.5, (foot - 1) * number / most) if number else 0
            colour = QColor(self.theme.accent) if here else quiet
            painter.fillRect(QRectF(left, foot - tall, _BAR, tall), colour)
            if here:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(colour)
                painter.drawEllipse(QRectF(left + 0.5, foot + 2, _BAR - 1, _BAR - 1))


def busiest(hours: Sequence[int]) -> int:
    """The hour that begins the two with most comments; the earliest of several with any."""
    pairs = [hours[hour] + hours[(hour + 1) % HOURS] for hour in range(HOURS)]
    return max(range(HOURS), key=lambda hour: (pairs[hour], hours[hour] > 0))


def hour_of(at: int) -> int:
    """The hour of the day in the desk's own time."""
    return moment.to_local(at).hour


def offset_at(at: int) -> int:
    """What the desk's own time was ahead of UTC at that moment, in microseconds."""
    offset = moment.to_local(at).utcoffset()
    return round(offset.total_seconds()) * moment.SECOND if offset is not None else 0
