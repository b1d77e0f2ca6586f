"""Charts over time: what came in and was decided, and how long that took. Imports pyqtgraph, which
takes its time: import this where nobody waits, or after somebody else did."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg  # type: ignore[import-untyped]
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout

from app.domain.insights import Insights, Span
from app.domain.words import Language
from ui.insights.chart import Chart, Drawing, Table
from ui.insights.inks import calm, is_bare
from ui.insights.wording import (
    DAY,
    HOUR,
    MINUTE,
    short,
    time_in_full,
    time_on_axis,
    wait_words,
)
from ui.phrases import count_in
from ui.theme import SIZE_CHIP, Theme, font, scaled

HEIGHT = 210
LEFT, BOTTOM = 52, 24
MOST_LABELS = 9
_WAIT_STEPS = (
    *(1, 5, 10, 30),
    *(n * MINUTE for n in (1, 2, 5, 10, 15, 30)),
    *(n * HOUR for n in (1, 2, 3, 6, 12)),
    *(n * DAY for n in (1, 2, 5, 10, 20, 50, 100, 365, 1000)),
)


def count_steps(most: float) -> list[float]:
    """Where lines of a scale of whole numbers stand: zero and three or four round ones."""
    rough = max(1.0, most / 3.5)
    size = 10 ** int(np.floor(np.log10(rough)))
    step = next(each * size for each in (1, 2, 5, 10) if each * size >= rough)
    return [n * step for n in range(int(np.ceil(max(most, 1) / step)) + 1)]


def wait_steps(most: float) -> list[float]:
    """The same for seconds: minutes, hours and days as a clock has them."""
    step = next((each for each in _WAIT_STEPS if each >= most / 4), _WAIT_STEPS[-1])
    return [float(n * step) for n in range(int(np.ceil(max(most, 1) / step)) + 1)]


class TimePlot(Drawing):
    """A plot whose places are bars side by side, each a unit wide."""

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme | None = None
        self._letters = 0
        self._count = 0
        self.plot = pg.GraphicsView(background=None)
        self.plot.setStyleSheet("background: transparent; border: none;")
        self.plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part in (self.plot, self.plot.viewport()):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = pg.GraphicsLayout()
        inside.setContentsMargins(0, 6, 8, 0)
        inside.setSpacing(0)
        self.plot.setCentralItem(inside)
        self._box = inside.addViewBox(0, 1, enableMouse=False, enableMenu=False)
        self._left, self._bottom = pg.AxisItem("left"), pg.AxisItem("bottom")
        for axis, place in ((self._left, (0, 0)), (self._bottom, (1, 1))):
            axis.setStyle(tickLength=0, tickAlpha=0, hideOverlappingLabels=False)
            axis.linkToView(self._box)
            inside.addItem(axis, *place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3, 3, 3, 3)
        layout.addWidget(self.plot)
        self._pointer: pg.InfiniteLine | None = None
        self.pointed.connect(self._move_pointer)

    def places(self) -> int:
        return self._count

    def begin(self, theme: Theme, count: int, steps: Sequence[float], said: Sequence[str]) -> None:
        """An empty plot of so many places, with lines at these heights."""
        self._count = count
        if (theme, scaled(SIZE_CHIP)) != (self._theme, self._letters):
            self._dress(theme)
        self._box.clear()
        self._left.setTicks([list(zip(steps, said, strict=True))])
        lines = pg.PlotCurveItem(
            np.tile([-0.6, count - 0.4], len(steps)),
            np.repeat(np.array(steps, dtype=float), 2),
            connect="pairs",
            pen=pg.mkPen(QColor(theme.hairline), width=1, style=_line_style(theme)),
        )
        self._box.addItem(lines, ignoreBounds=True)
        self._box.setRange(xRange=(-0.6, count - 0.4), yRange=(0, steps[-1] * 1.02), padding=0)
        self._pointer = pg.InfiniteLine(0, angle=90, pen=pg.mkPen(QColor(theme.second), width=1))
        self._pointer.hide()
        self._box.addItem(self._pointer, ignoreBounds=True)

    def _dress(self, theme: Theme) -> None:
        """Each of these lets pyqtgraph write its labels anew, so only when they differ."""
        self._theme, self._letters = theme, scaled(SIZE_CHIP)
        letters = font(SIZE_CHIP, tabular=True)
        for axis in (self._left, self._bottom):
            axis.setPen(None)
            axis.setTextPen(QColor(theme.second))
            axis.setTickFont(letters)
        self._left.setWidth(scaled(LEFT))
        self._bottom.setHeight(scaled(BOTTOM))

    def label(self, span: Span, starts: Sequence[int], language: Language) -> None:
        """When the bars begin; as many of them as there is room for."""
        every = max(1, -(-len(starts) // MOST_LABELS))
        ticks = [
            (float(n), time_on_axis(starts[n], span, language))
            for n in range(0, len(starts), every)
        ]
        self._bottom.setTicks([ticks])

    def add(self, item: pg.GraphicsObject) -> None:
        self._box.addItem(item)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        inside = self.plot.mapToScene(self.plot.mapFrom(self, event.position().toPoint()))
        self.point(round(self._box.mapSceneToView(QPointF(inside)).x()))
        super().mouseMoveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint_focus(QPainter(self), self._theme)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.plot.setAccessibleName(name)

    def _move_pointer(self, place: int) -> None:
        if self._pointer is not None:
            self._pointer.setVisible(place >= 0)
            self._pointer.setValue(place)


def _line_style(theme: Theme) -> Qt.PenStyle:
    return Qt.PenStyle.DotLine if is_bare(theme) else Qt.PenStyle.SolidLine


def _arrived(theme: Theme) -> QBrush:
    """Hollow where there is but one colour, so that the line over it is seen."""
    return QBrush(Qt.BrushStyle.NoBrush) if is_bare(theme) else QBrush(calm(theme))


def _edge(theme: Theme) -> QPen:
    return pg.mkPen(QColor(theme.text), width=1) if is_bare(theme) else QPen(Qt.PenStyle.NoPen)


class FlowChart(Chart):
    """What came in as bars, what was decided as a line over them."""

    def __init__(self) -> None:
        self.plot = TimePlot()
        super().__init__("insightsFlow", self.plot, HEIGHT)

    def name_words(self) -> str:
        return self.tr("COMMENTS IN AND DECIDED")

    def is_empty(self, insights: Insights) -> bool:
        return not any(bar.arrived or bar.decided for bar in insights.bars)

    def kinds(self, theme: Theme) -> Sequence[tuple[str, QBrush]]:
        return (
            (self.tr("in"), _arrived(theme)),
            (self.tr("decided"), QBrush(QColor(theme.accent))),
        )

    def draw(self, insights: Insights, theme: Theme) -> None:
        bars = insights.bars
        arrived = np.array([bar.arrived for bar in bars], dtype=float)
        begun = np.array([bar.since <= insights.read_at for bar in bars])
        decided = np.array([bar.decided for bar in bars], dtype=float)
        steps = count_steps(float(max(arrived.max(initial=0), decided.max(initial=0))))
        self.plot.begin(theme, len(bars), steps, [short(step, self.language) for step in steps])
        self.plot.label(insights.span, [bar.since for bar in bars], self.language)
        x = np.arange(len(bars))
        self.plot.add(
            pg.BarGraphItem(
                x=x, height=arrived, width=0.72, brush=_arrived(theme), pen=_edge(theme)
            )
        )
        if not begun.any():
            return
        dots = None if len(bars) > 40 else "o"
        self.plot.add(
            pg.PlotDataItem(
                x,
                np.where(begun, decided, np.nan),
                connect="finite",
                pen=pg.mkPen(QColor(theme.accent), width=2),
                symbol=dots,
                symbolSize=6,
                symbolBrush=QColor(theme.accent),
                symbolPen=QColor(theme.pane),
                antialias=True,
            )
        )

    def table(self, insights: Insights) -> Table:
        return Table(
            (self.tr("Time"), self.tr("In"), self.tr("Decided")),
            tuple(
                (time_in_full(bar.since, insights.span, self.language), bar.arrived, bar.decided)
                for bar in insights.bars
            ),
        )

    def main_words(self, insights: Insights) -> str:
        top = max(insights.bars, key=lambda bar: bar.arrived)
        return self.tr("Most came in: {0} · {1}").format(
            count_in(top.arrived, self.language),
            time_in_full(top.since, insights.span, self.language),
        )

    def words_at(self, insights: Insights, place: int) -> str:
        bar = insights.bars[place]
        return self.tr("{0}: {1} in, {2} decided").format(
            time_in_full(bar.since, insights.span, self.language),
            count_in(bar.arrived, self.language),
            count_in(bar.decided, self.language),
        )


class MedianChart(Chart):
    """The median time to a decision, by when it was made."""

    def __init__(self) -> None:
        self.plot = TimePlot()
        super().__init__("insightsMedian", self.plot, HEIGHT)

    def name_words(self) -> str:
        return self.tr("MEDIAN TIME TO A DECISION")

    def empty_words(self) -> str:
        return self.tr("Nothing was decided in this time.")

    def is_empty(self, insights: Insights) -> bool:
        return insights.figures.median is None

    def draw(self, insights: Insights, theme: Theme) -> None:
        bars = insights.bars
        found = np.array([np.nan if bar.median is None else bar.median for bar in bars])
        known = found[~np.isnan(found)]
        steps = wait_steps(float(known.max(initial=MINUTE)))
        said = [wait_words(int(step)).said_in(self.language) if step else "0" for step in steps]
        self.plot.begin(theme, len(bars), steps, said)
        self.plot.label(insights.span, [bar.since for bar in bars], self.language)
        self.plot.add(
            pg.PlotDataItem(
                np.arange(len(bars)),
                found,
                connect="finite",
                pen=pg.mkPen(QColor(theme.accent), width=2),
                symbol="o" if len(bars) <= 60 or len(known) < len(found) else None,
                symbolSize=5,
                symbolBrush=QColor(theme.accent),
                symbolPen=QColor(theme.accent),
                antialias=True,
            )
        )

    def table(self, insights: Insights) -> Table:
        return Table(
            (self.tr("Time"), self.tr("Decided"), self.tr("Median, seconds")),
            tuple(
                (time_in_full(bar.since, insights.span, self.language), bar.decided, bar.median)
                for bar in insights.bars
            ),
        )

    def main_words(self, insights: Insights) -> str:
        figures = insights.figures
        return self.tr("Half within {0}, nine in ten within {1}").format(
            wait_words(figures.median).said_in(self.language),
            wait_words(figures.p90).said_in(self.language),
        )

    def words_at(self, insights: Insights, place: int) -> str:
        bar = insights.bars[place]
        when = time_in_full(bar.since, insights.span, self.language)
        if bar.median is None:
            return self.tr("{0}: nothing decided").format(when)
        return self.tr("{0}: {1}, of {2} decided").format(
            when,
            wait_words(bar.median).said_in(self.language),
            count_in(bar.decided, self.language),
        )
