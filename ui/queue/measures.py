"""How large a card and its rows are, which follows from the fonts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from ui import theme as look
from ui.chips import chip_font, chip_height

TOP = look.SPACE_3
LINES = 2
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


class Measures:
    """The fonts at our sizes and the rows of a card that follow from them, in pixels."""

    def __init__(self) -> None:
        self.body = look.font(look.SIZE_BODY)
        self.bold = look.font(look.SIZE_BODY, bold=True)
        self.small = look.font(look.SIZE_SECOND, tabular=True)
        self.chip = chip_font()
        self.body_metrics = QFontMetrics(self.body)
        self.bold_metrics = QFontMetrics(self.bold)
        self.small_metrics = QFontMetrics(self.small)
        self.chip_metrics = QFontMetrics(self.chip)
        self.chip_height = chip_height(self.chip_metrics)
        self.usual_age = self.small_metrics.horizontalAdvance("00 phút")
        self.ellipsis = self.body_metrics.horizontalAdvance("…")
        self.line = max(self.body_metrics.height(), round(look.SIZE_BODY * 1.45))
        self.head = max(self.bold_metrics.height(), self.chip_height)
        self.foot = max(self.small_metrics.height(), round(look.SIZE_SECOND * 1.4))
        self.text_top = TOP + self.head + 2
        self.foot_top = self.text_top + LINES * self.line + 6
        self.row = self.foot_top + self.foot + 11
        self.name_base = _base(TOP, self.head, self.bold_metrics)
        self.age_base = _base(TOP, self.head, self.small_metrics)
        chip_top = TOP + (self.head - self.chip_height) // 2
        self.chip_base = _base(chip_top, self.chip_height, self.chip_metrics)
        self.foot_base = _base(self.foot_top, self.foot, self.small_metrics)
        self.small_line = _kept(self.small)
        self.chip_line = _kept(self.chip)


def row_height() -> int:
    """The height of every card; 104 with the fonts the desk was drawn with."""
    return Measures().row


def _base(top: int, height: int, metrics: QFontMetrics) -> int:
    """Where letters stand in the middle of so much room."""
    return top + (height - metrics.height()) // 2 + metrics.ascent()


def _kept(font: QFont) -> Callable[[str], Line]:
    """Lines that many cards say alike: ages, chips."""
    return functools.lru_cache(LINES_KEPT)(lambda text: line_of(text, font))
