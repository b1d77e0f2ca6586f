"""How large a card and its rows are, which follows from the fonts."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from ui import theme as look
from ui.chips import chip_font, chip_height

TOP = look.SPACE_3
LINES = 2


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


def row_height() -> int:
    """The height of every card; 104 with the fonts the desk was drawn with."""
    return Measures().row
