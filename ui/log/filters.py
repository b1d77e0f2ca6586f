"""The row above the log: whose decisions, of which kind, when, on what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QPointF, QSignalBlocker, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLineEdit, QWidget

from app.domain.decision import Action
from app.domain.hostile import visible_line
from app.domain.log import LogFilter
from app.domain.words import Language
from ui.log.periods import Period, first_day, period_words, start_of
from ui.phrases import locale_of
from ui.theme import SPACE_2, Theme

PAUSE = 250
"""Milliseconds after the last letter before the filter is used."""

LONGEST = 500


class Choice(QComboBox):
    """A combo box with an arrow of our own; the style's stands in a frame."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_arrow(self)


class Day(QDateEdit):
    """A date with the same arrow, which opens the calendar."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _paint_arrow(self)


def _paint_arrow(widget: QWidget) -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(widget.palette().color(QPalette.ColorRole.PlaceholderText), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    x, y = widget.width() - 14.0, widget.height() / 2
    painter.drawPolyline([QPointF(x - 3.5, y - 1.5), QPointF(x, y + 2), QPointF(x + 3.5, y - 1.5)])


class FilterRow(QWidget):
    """`changed` carries the `LogFilter` that the row now says; typing is waited for.

    `today` gives the day it is at the desk.
    """

    changed = Signal(object)

    def __init__(self, language: Language, today: Callable[[], date]) -> None:
        super().__init__()
        self._language: Language = language
        self._today = today
        self._said = LogFilter()
        self.period = Choice()
        self.since = Day()
        self.until = Day()
        self.moderator = Choice()
        self.action = Choice()
        self.article = QLineEdit()
        self.text = QLineEdit()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._tell)
        self._lay_out()
        self._fill()
        self.retranslate()
        self.period.currentIndexChanged.connect(self._period_chosen)
        for combo in (self.moderator, self.action):
            combo.currentIndexChanged.connect(self._tell)
        for day in (self.since, self.until):
            day.dateChanged.connect(self._wait)
        for line in (self.article, self.text):
            line.textChanged.connect(self._wait)
            line.returnPressed.connect(self._tell)

    def wanted(self) -> LogFilter:
        """What the row says now."""
        since, until = self._span()
        action = self.action.currentData()
        return LogFilter(
            since=None if since is None else start_of(since),
            until=None if until is None else start_of(until + timedelta(days=1)),
            moderator=self.moderator.currentData() or "",
            action=Action(action) if action else None,
            article=self.article.text().strip(),
            text=self.text.text().strip(),
        )

    def set_moderators(self, names: Sequence[str]) -> None:
        """Everyone who can be chosen; the choice stays."""
        chosen = self.moderator.currentData()
        with QSignalBlocker(self.moderator):
            while self.moderator.count() > 1:
                self.moderator.removeItem(1)
            for name in names:
                self.moderator.addItem(visible_line(name, 60).text, name)
            self.moderator.setCurrentIndex(max(0, self.moderator.findData(chosen)))

    def set_theme(self, theme: Theme) -> None:
        """Without the frame that the style draws around an arrow."""
        self.setStyleSheet(
            "QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 22px; }"
            f"QComboBox:disabled, QDateEdit:disabled {{ color: {theme.faint}; }}"
        )

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def retranslate(self) -> None:
        for number, period in enumerate(Period):
            self.period.setItemText(number, period_words(period))
        self.moderator.setItemText(0, self.tr("All moderators"))
        self.action.setItemText(0, self.tr("All decisions"))
        for number, action in enumerate(Action, start=1):
            said = action.words.said_in(self._language)
            self.action.setItemText(number, said[:1].upper() + said[1:])
        self.article.setPlaceholderText(self.tr("Article…"))
        self.text.setPlaceholderText(self.tr("Text, name, email, note…  Ctrl+F"))
        self.text.setToolTip(self.text.placeholderText())
        self.period.setAccessibleName(self.tr("Time"))
        self.since.setAccessibleName(self.tr("From this day"))
        self.until.setAccessibleName(self.tr("Up to and including this day"))
        self.moderator.setAccessibleName(self.tr("Moderator"))
        self.action.setAccessibleName(self.tr("Decision"))
        self.article.setAccessibleName(self.tr("Article's title or address"))
        self.text.setAccessibleName(self.tr("Text, name, address or note"))
        for day in (self.since, self.until):
            day.setLocale(locale_of(self._language))
            day.setDisplayFormat("dd/MM/yyyy" if self._language == "vi" else "d MMM yyyy")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_2)
        for widget in (self.period, self.since, self.until, self.moderator, self.action):
            row.addWidget(widget)
        row.addWidget(self.article, 2)
        row.addWidget(self.text, 3)
        names: dict[str, QWidget] = {
            "logPeriodFilter": self.period,
            "logSinceFilter": self.since,
            "logUntilFilter": self.until,
            "logModeratorFilter": self.moderator,
            "logActionFilter": self.action,
            "logArticleFilter": self.article,
            "logTextFilter": self.text,
        }
        for name, named in names.items():
            named.setObjectName(name)

    def _fill(self) -> None:
        for period in Period:
            self.period.addItem("", period)
        self.moderator.addItem("", "")
        self.action.addItem("", "")
        for action in Action:
            self.action.addItem("", action)
        self.moderator.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.action.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        today = self._today()
        for line in (self.article, self.text):
            line.setMaxLength(LONGEST)
            line.setClearButtonEnabled(True)
            line.setMinimumWidth(120)
        for day, shown in ((self.since, today - timedelta(days=29)), (self.until, today)):
            day.setCalendarPopup(True)
            day.setDate(QDate(shown.year, shown.month, shown.day))
            day.hide()

    def _span(self) -> tuple[date | None, date | None]:
        period = Period(self.period.currentData())
        if period is Period.BETWEEN:
            first, last = sorted((_day_of(self.since), _day_of(self.until)))
            return first, last
        return first_day(period, self._today()), None

    @Slot()
    def _period_chosen(self) -> None:
        between = self.period.currentData() == Period.BETWEEN
        self.since.setVisible(between)
        self.until.setVisible(between)
        self._tell()

    @Slot()
    def _wait(self) -> None:
        self._pause.start()

    @Slot()
    def _tell(self) -> None:
        self._pause.stop()
        wanted = self.wanted()
        if wanted != self._said:
            self._said = wanted
            self.changed.emit(wanted)


def _day_of(edit: QDateEdit) -> date:
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())
