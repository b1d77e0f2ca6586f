"""The window of insights: a time, a few large figures, and the charts, read where nobody waits.

pyqtgraph and numpy are imported by the first reading, in its worker; a skeleton stands there
meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.hostile import visible_line
from app.domain.insights import Insights, Span, local_day
from app.domain.words import Language, Words
from app.services.newsroom import Newsroom
from ui.insights.figures import FiguresRow
from ui.insights.period import PeriodRow, Time
from ui.insights.wording import local_time
from ui.jobs import Jobs
from ui.phrases import locale_of
from ui.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_5, Theme
from ui.widgets import ElidedLabel, Hairline, PlainLabel

if TYPE_CHECKING:
    from ui.insights.chart import Chart

_SIZE = (1180, 860)
NARROW = 820
"""Below this width the charts stand under each other."""

RENEWS_AFTER = 1_500
"""Milliseconds after a decision; more of them within that time are read at once."""


BETWEEN_CHARTS = 1
"""Milliseconds."""

_CHARTS = (
    ("ui.insights.times", "FlowChart"),
    ("ui.insights.bars", "HeatChart"),
    ("ui.insights.times", "MedianChart"),
    ("ui.insights.bars", "BacklogChart"),
    ("ui.insights.bars", "ModeratorsChart"),
    ("ui.insights.bars", "ReasonsChart"),
    ("ui.insights.bars", "ArticlesChart"),
)
"""Imported by the first reading, in its worker: they take longer than a window may."""


class Places(QWidget):
    """Where charts will be."""

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.hairline))
        half = (self.width() - SPACE_5) / 2
        for left, top, wide, bars in (
            (0.0, 0.0, self.width(), 40),
            (0.0, 290.0, half, 18),
            (half + SPACE_5, 290.0, half, 18),
        ):
            painter.drawRoundedRect(QRectF(left, top, 140, 8), 3, 3)
            each = wide / bars
            for number in range(bars):
                high = 30 + (number * 37 % 90)
                place = QRectF(left + number * each, top + 200 - high, each * 0.7, high)
                painter.drawRoundedRect(place, 2, 2)


class InsightsWindow(QWidget):
    """Reads when it is shown, when another time is chosen and, if it is in sight, after decisions.
    Choosing another time gives up a reading that is under way. `drawn` when all that was read is
    shown."""

    drawn = Signal()

    def __init__(
        self,
        newsroom: Callable[[], Newsroom],
        jobs: Jobs,
        theme: Theme,
        language: Language,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._newsroom = newsroom
        self._jobs = jobs
        self._theme = theme
        self._language: Language = language
        self._asked = 0
        self._changed = False
        self._said: Words | None = None
        self.insights: Insights | None = None
        self.charts: list[Chart] = []
        self.period = PeriodRow(language, lambda: local_day(newsroom().clock()))
        self.figures = FiguresRow(language)
        self.reload = QPushButton()
        self.about = ElidedLabel("second")
        self.empty = PlainLabel("second")
        self.message = ElidedLabel("second")
        self._places = Places()
        self._body = QStackedWidget()
        self._grid_place = QWidget()
        self._grid = QGridLayout(self._grid_place)
        self._columns = 2
        self._renewing = QTimer(self)
        self._renewing.setSingleShot(True)
        self._renewing.setInterval(RENEWS_AFTER)
        self._renewing.timeout.connect(self._renew)
        self._name_parts()
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self.set_theme(theme)
        self.retranslate()

    # What the desk calls

    @Slot()
    def desk_changed(self) -> None:
        """Something was decided or came in: read again soon, or when this is looked at."""
        self._changed = True
        if self.isVisible() and not self._renewing.isActive():
            self._renewing.start()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.period.set_theme(theme)
        self.figures.set_theme(theme)
        self._places.set_theme(theme)
        for chart in self.charts:
            chart.set_theme(theme)

    def set_language(self, language: Language) -> None:
        self._language = language
        self.period.set_language(language)
        self.figures.set_language(language)
        for chart in self.charts:
            chart.set_language(language)
        self.retranslate()

    @Slot()
    def read(self) -> None:
        """Read the time that is chosen; what was being read is given up."""
        self._asked += 1
        self._changed = False
        self._say(None)
        asked, newsroom = self._asked, self._newsroom()
        self._say_about(self.tr("Reading…"))

        def done(insights: Insights) -> None:
            if asked == self._asked:
                self._show(insights)

        def failed(words: Words) -> None:
            if asked == self._asked:
                self._say_about("")
                self._say(words)

        work = partial(_read, newsroom, self.period.span(), lambda: asked != self._asked)
        self._jobs.read(self, work, done, failed)

    # Files

    def save(self, chart: Chart) -> None:
        """Ask for a place, and write the chart there: a picture or its figures, as its ending
        says."""
        kinds = {self.tr("Picture (*.png)"): ".png", self.tr("Figures as CSV (*.csv)"): ".csv"}
        name = f"{chart.objectName()}.png"
        chosen, kind = QFileDialog.getSaveFileName(self, chart.name_words(), name, ";;".join(kinds))
        if chosen:
            path = Path(chosen)
            ending = kinds.get(kind, ".png")
            known = path.suffix.lower() in kinds.values()
            self.save_to(chart, path if known else path.with_name(path.name + ending))

    def save_to(self, chart: Chart, path: Path) -> None:
        """Write a chart's picture or, for a name that ends with .csv, its figures."""
        name = visible_line(path.name, 200).text
        if path.suffix.lower() == ".csv":
            work: Callable[[], bool] = partial(_write_table, chart.figures().write, path)
        else:
            work = partial(chart.picture().save, str(path), "PNG")

        def done(written: bool) -> None:
            if written:
                self._say(Words(f"✓ Đã ghi {name}", f"✓ Wrote {name}"))
            else:
                self._say(Words(f"Không ghi được {name}.", f"{name} could not be written."))

        self._jobs.read(self, work, done, self._say)

    @Slot()
    def save_current(self) -> None:
        """The chart that has the keyboard, else the first one."""
        focused = self.focusWidget()
        found = (c for c in self.charts if focused is not None and c.isAncestorOf(focused))
        chart = next(found, self.charts[0] if self.charts else None)
        if chart is not None and self._body.currentWidget() is self._scroll:
            self.save(chart)

    # Words

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Insights"))
        self.reload.setText(self.tr("Read again"))
        self.reload.setToolTip("F5")
        self.empty.setText(
            self.tr("No comments yet. When some have come in and were decided, this shows how.")
        )
        self._scroll.setAccessibleName(self.tr("Charts"))
        self.message.setAccessibleName(self.tr("Message"))
        self._say_when()
        self._say(self._said)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._renew()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.period.take_focus()
            self.read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    # Showing

    def _show(self, insights: Insights) -> None:
        self.insights = insights
        self._say_when()
        if insights.is_empty and insights.before is None:
            self._body.setCurrentWidget(self.empty)
            self.figures.show_insights(insights)
            return
        self.figures.show_insights(insights)
        self._draw_from(0, self._asked)

    def _draw_from(self, number: int, asked: int) -> None:
        """One step after the other, with room for keys and paints in between: a chart is made, or
        one that was made is drawn."""
        if asked != self._asked or self.insights is None:
            return
        if number == len(_CHARTS):
            self._body.setCurrentWidget(self._scroll)
            self.drawn.emit()
            return
        step = number
        if number == len(self.charts):
            self._add_chart(number)
        else:
            self.charts[number].show_insights(self.insights)
            step += 1
        QTimer.singleShot(BETWEEN_CHARTS, self, lambda: self._draw_from(step, asked))

    def _add_chart(self, number: int) -> None:
        module, name = _CHARTS[number]
        chart: Chart = getattr(import_module(module), name)()
        chart.set_theme(self._theme)
        chart.set_language(self._language)
        chart.saveRequested.connect(partial(self.save, chart))
        self.charts.append(chart)
        self._put(number)

    def _arrange(self) -> None:
        """Two charts beside each other where there is room; the first has a row of its own."""
        columns = 1 if self.width() < NARROW else 2
        if columns == self._columns:
            return
        self._columns = columns
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for number in range(len(self.charts)):
            self._put(number)

    def _put(self, number: int) -> None:
        if number == 0:
            self._grid.addWidget(self.charts[0], 0, 0, 1, self._columns)
        else:
            row, column = divmod(number - 1, self._columns)
            self._grid.addWidget(self.charts[number], row + 1, column)

    def _say_when(self) -> None:
        if self.insights is None:
            return
        locale = locale_of(self._language)
        span = self.insights.span
        form = "dd/MM/yyyy" if self._language == "vi" else "d MMM yyyy"
        first, last = (locale.toString(local_time(at), form) for at in (span.since, span.until - 1))
        days = first if span.days == 1 else f"{first} – {last}"
        read = locale.toString(local_time(self.insights.read_at), "HH:mm")
        self._say_about(self.tr("{0} · as of {1}").format(days, read))

    def _say_about(self, words: str) -> None:
        self.about.setText(words)

    @Slot(object)
    def _say(self, words: Words | None) -> None:
        self._said = words
        self.message.setText("" if words is None else words.said_in(self._language))
        self.message.setVisible(words is not None)
        self.about.setVisible(words is None)

    @Slot()
    def _renew(self) -> None:
        if self._changed and self.isVisible():
            self.read()

    # Making

    def _name_parts(self) -> None:
        self.setObjectName("insightsWindow")
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.reload.setObjectName("insightsReload")
        self.reload.setProperty("role", "quiet")
        self.reload.setAutoDefault(False)
        self.reload.setMinimumHeight(26)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        for line in (self.about, self.message):
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSize(560, 420)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        top.setSpacing(SPACE_2)
        top.addWidget(self.period)
        top.addWidget(self.about, 1)
        top.addWidget(self.message, 1)
        top.addWidget(self.reload)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        head.addWidget(self.figures)
        self._grid.setContentsMargins(SPACE_5, SPACE_2, SPACE_5, SPACE_5)
        self._grid.setHorizontalSpacing(2 * SPACE_5)
        self._grid.setVerticalSpacing(SPACE_5)
        self._grid.setRowStretch(len(_CHARTS), 1)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._grid_place.setProperty("role", "pane")
        self._grid_place.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("insightsScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._grid_place)
        skeleton = QWidget()
        inside = QVBoxLayout(skeleton)
        inside.setContentsMargins(SPACE_5, SPACE_2, SPACE_5, SPACE_5)
        inside.addWidget(self._places)
        for part in (skeleton, self._scroll, self.empty):
            self._body.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(Hairline())
        whole.addLayout(head)
        whole.addWidget(self._body, 1)

    def _connect(self) -> None:
        self.period.chosen.connect(self.read)
        self.reload.clicked.connect(self.read)
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F5", self.read),
            ("Ctrl+S", self.save_current),
            ("Esc", self.close),
            ("Ctrl+W", self.close),
            *((str(n), partial(self.period.choose, time)) for n, time in enumerate(Time, start=1)),
        ]
        for key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(slot)


def _read(newsroom: Newsroom, span: Span | None, stop: Callable[[], bool]) -> Insights:
    """In a worker: all that is slow to import comes with the first reading."""
    for module, _ in _CHARTS:
        import_module(module)
    from app.services import insights

    return insights.read(newsroom, span, stop)


def _write_table(write: Callable[[Path], None], path: Path) -> bool:
    try:
        write(path)
    except OSError:
        return False
    return True
