"""The few large figures above the charts, each beside what it was the period before."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.insights import Insights
from app.domain.words import Language
from ui.insights.wording import change_words, wait_words
from ui.phrases import count_in
from ui.theme import SPACE_1, SPACE_5, Theme, font, scaled
from ui.widgets import ElidedLabel, PlainLabel

SIZE_FIGURE = 28


class Figure(QWidget):
    """One number, what it counts above it and what to compare it with below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.name = PlainLabel("section")
        self.number = ElidedLabel()
        self.beside = ElidedLabel("second")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        for part in (self.name, self.number, self.beside):
            column.addWidget(part)
        self.number.setText("–")

    def say(self, number: str, beside: str) -> None:
        self.number.setText(number)
        self.beside.setText(beside)
        self.setAccessibleName(f"{self.name.text()}: {number}. {beside}")

    def set_theme(self, theme: Theme) -> None:
        self.number.setFont(font(SIZE_FIGURE, bold=True, tabular=True))
        self.number.setStyleSheet(
            f"font-size: {scaled(SIZE_FIGURE)}px; font-weight: 700; color: {theme.text};"
        )


class FiguresRow(QWidget):
    """In, decided, waiting, and the median time."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language: Language = language
        self._insights: Insights | None = None
        self.arrived = Figure("insightsArrived")
        self.decided = Figure("insightsDecided")
        self.waiting = Figure("insightsWaiting")
        self.median = Figure("insightsMedianTime")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE_5)
        for figure in self._all():
            row.addWidget(figure, 1)
        self.retranslate()

    def show_insights(self, insights: Insights) -> None:
        self._insights = insights
        now, before, backlog = insights.figures, insights.before, insights.backlog
        language = self._language
        for figure, count, was in (
            (self.arrived, now.arrived, before.arrived if before is not None else 0),
            (self.decided, now.decided, before.decided if before is not None else 0),
        ):
            words = change_words(count, was)
            figure.say(
                count_in(count, language),
                words.said_in(language) if words is not None else self._nothing_before(),
            )
        self.waiting.say(count_in(backlog.waiting, language), self._since_the_start(insights))
        median = before.median if before is not None else None
        self.median.say(
            wait_words(now.median).said_in(language),
            self.tr("{0} the period before").format(wait_words(median).said_in(language))
            if median is not None
            else self._nothing_before(),
        )

    def set_theme(self, theme: Theme) -> None:
        for figure in self._all():
            figure.set_theme(theme)

    def set_language(self, language: Language) -> None:
        self._language = language
        self.retranslate()

    def retranslate(self) -> None:
        self.arrived.name.setText(self.tr("IN"))
        self.decided.name.setText(self.tr("DECIDED"))
        self.waiting.name.setText(self.tr("WAITING NOW"))
        self.median.name.setText(self.tr("MEDIAN TIME TO A DECISION"))
        if self._insights is not None:
            self.show_insights(self._insights)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _all(self) -> tuple[Figure, ...]:
        return self.arrived, self.decided, self.waiting, self.median

    def _nothing_before(self) -> str:
        if self._insights is not None and self._insights.before is None:
            return self.tr("of all time")
        return self.tr("nothing the period before")

    def _since_the_start(self, insights: Insights) -> str:
        start = insights.backlog.at_start
        if start is None:
            return self.tr("of all time")
        return self.tr("{0} when this time began").format(count_in(start, self._language))
