"""What stands in the window for the first moment: the places of everything, painted at once.

It begins without fonts and widgets, because loading those takes longer than an empty window does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Density, Theme

SIDEBAR, QUEUE, CONTEXT = 220, 500, 720
"""The columns' widths in the window as it is first laid out, 1440 pixels wide."""

TOP_BAR, STATUS_LINE, HEADER = 44, 30, 40
FOLDS_BELOW = 960
"""Pixels of a window, at text of 100 %, below which list and comment take turns in one place."""

_PLACES = 11


@dataclass(frozen=True, slots=True)
class _Card:
    """A comment's height, and where its bars stand in it with how much of its width they take."""

    height: int
    bars: tuple[tuple[int, int], ...]


_CARDS = {
    Density.COMFORTABLE: _Card(104, ((16, 26), (38, 95), (57, 60), (81, 40))),
    Density.COMPACT: _Card(70, ((11, 26), (31, 95), (50, 40))),
}


class Skeleton(QWidget):
    """Bars where words will be, lines where lines will be."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._words = ""

    def say(self, words: str) -> None:
        """Why it still stands there, in the middle of the list's place."""
        self._words = words
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, size = self._theme, self._theme.text_size / 100
        painter = QPainter(self)
        painter.scale(size, size)
        width, height = round(self.width() / size), round(self.height() / size)
        top, bottom = TOP_BAR + 1, height - STATUS_LINE - 1
        left = SIDEBAR + 1
        right = left + (width - left) * QUEUE // (QUEUE + CONTEXT)
        if width < FOLDS_BELOW:
            right = width
        painter.fillRect(0, 0, width, height, QColor(theme.behind))
        for colour, place in (
            (theme.pane, QRect(left, top, width - left, bottom - top)),
            (theme.side, QRect(0, 0, width, TOP_BAR)),
            (theme.side, QRect(0, top, SIDEBAR, bottom - top)),
            (theme.hairline, QRect(0, TOP_BAR, width, 1)),
            (theme.hairline, QRect(0, bottom, width, 1)),
            (theme.hairline, QRect(SIDEBAR, top, 1, bottom - top)),
            (theme.hairline, QRect(right, top, 1, bottom - top)),
        ):
            painter.fillRect(place, QColor(colour))
        painter.setClipRect(0, top, width, bottom - top)
        bar = QColor(theme.hairline)
        for place in _places(top):
            painter.fillRect(place, bar)
        if self._words:
            self._write(painter, QRect(left, top, right - left, bottom - top))
        else:
            for place in _cards(left, top, right - left, bottom, _CARDS[theme.density]):
                painter.fillRect(place, bar)
        painter.end()

    def _write(self, painter: QPainter, place: QRect) -> None:
        painter.setPen(QColor(self._theme.second))
        centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(place.adjusted(40, 0, -40, 0), centred, self._words)


def _places(top: int) -> Iterator[QRect]:
    """The left column's queues, one bar for each."""
    for number in range(_PLACES):
        yield QRect(40, top + 54 + 28 * number, 96 - 12 * (number % 3), 8)


def _cards(left: int, top: int, width: int, bottom: int, card: _Card) -> Iterator[QRect]:
    """The list's heading and as many comments as there is room for: who, what, where."""
    yield QRect(left + 16, top + 16, 72, 8)
    yield QRect(left, top + HEADER, width, 1)
    inside = width - 64
    for above in range(top + HEADER + 1, bottom, card.height):
        for y, share in card.bars:
            yield QRect(left + 44, above + y, inside * share // 100, 8)
        yield QRect(left, above + card.height - 1, width, 1)
