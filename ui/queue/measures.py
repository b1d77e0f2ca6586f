"""How large a card and its rows are, which follows from the fonts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from ui import theme as look
from ui.chips import chip_font, chip_height, chip_sign
from ui.icons import icon_font

LEFT = look.SPACE_4
LINES_KEPT = 500


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words laid out once, which takes longer than drawing it: `width` in pixels."""

    layout: QTextLayout
    ascent: float
    width: int

    def draw(self, painter: QPainter, left: float, base: float) -> None:
        """With the painter's pen; `base` is where letters stand."""
        self.layout.draw(painter, QPointF(left, base - self.ascent))


def line_of(text: str, font: QFont, width: int | None = None) -> Line:
    """A text in one line, from left to right; cut to so many pixels if they are given."""
    layout = QTextLayout(text, font)
    layout.setTextOption(_one_line())
    layout.setCacheEnabled(True)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    wide = ceil(line.naturalTextWidth()) if line.isValid() else 0
    if width is not None and wide > width:
        elided = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        return line_of(elided, font)
    return Line(layout, line.ascent() if line.isValid() else 0.0, wide)


@functools.cache
def _one_line() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    option.setTextDirection(Qt.LayoutDirection.LeftToRight)
    return option


@dataclass(frozen=True, slots=True)
class _Room:
    """What a density leaves: lines of text, and pixels above, between and below."""

    lines: int
    top: int
    below_head: int
    above_foot: int
    bottom: int


_ROOMS = {
    look.Density.COMFORTABLE: _Room(2, look.SPACE_3, 2, 6, 11),
    look.Density.COMPACT: _Room(1, 7, 1, 1, 7),
}


class Measures:
    """The fonts at the chosen size and the rows of a card that follow from them, in pixels."""

    def __init__(self, density: look.Density = look.Density.COMFORTABLE) -> None:
        room = _ROOMS[density]
        self.body = look.font(look.SIZE_BODY)
        self.bold = look.font(look.SIZE_BODY, bold=True)
        self.small = look.font(look.SIZE_SECOND, tabular=True)
        self.chip = chip_font()
        self.sign = icon_font(chip_sign())
        self.body_metrics = QFontMetrics(self.body)
        self.bold_metrics = QFontMetrics(self.bold)
        self.small_metrics = QFontMetrics(self.small)
        self.chip_metrics = QFontMetrics(self.chip)
        self.chip_height = chip_height(self.chip_metrics)
        self.usual_age = self.small_metrics.horizontalAdvance("00 phút")
        self.ellipsis = self.body_metrics.horizontalAdvance("…")
        self.lines = room.lines
        self.line = max(self.body_metrics.height(), round(look.scaled(look.SIZE_BODY) * 1.45))
        self.head = max(self.bold_metrics.height(), self.chip_height)
        self.foot = max(self.small_metrics.height(), round(look.scaled(look.SIZE_SECOND) * 1.4))
        self.top = room.top
        self.text_top = self.top + self.head + room.below_head
        self.foot_top = self.text_top + self.lines * self.line + room.above_foot
        self.row = self.foot_top + self.foot + room.bottom
        self.box = look.scaled(14)
        self.text_left = LEFT + 2 * self.box
        self.name_base = _base(self.top, self.head, self.bold_metrics)
        self.age_base = _base(self.top, self.head, self.small_metrics)
        self.chip_top = self.top + (self.head - self.chip_height) // 2
        self.chip_base = _base(self.chip_top, self.chip_height, self.chip_metrics)
        sign_metrics = QFontMetrics(self.sign)
        self.sign_base = _base(self.chip_top, self.chip_height, sign_metrics)
        self.foot_base = _base(self.foot_top, self.foot, self.small_metrics)
        self.small_line = _kept(self.small)
        self.chip_line = _kept(self.chip)
        self.sign_line = _kept(self.sign)


def row_height(density: look.Density = look.Density.COMFORTABLE) -> int:
    """The height of every card; 104 with the fonts the desk was drawn with."""
    return Measures(density).row


def _base(top: int, height: int, metrics: QFontMetrics) -> int:
    """Where letters stand in the middle of so much room."""
    return top + (height - metrics.height()) // 2 + metrics.ascent()


def _kept(font: QFont) -> Callable[[str], Line]:
    """Lines that many cards say alike: ages, chips."""
    return functools.lru_cache(LINES_KEPT)(lambda text: line_of(text, font))
