"""What the top bar says of deliveries: how many are to go, how many failed; pressed, it shows them.

A failure is said by a sign and in words, not by its colour alone.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from app.domain.words import Language
from ui import theme as look
from ui.icons import paint_icon
from ui.phrases import count_in
from ui.theme import LIGHT, Theme

_EDGE = 7
_SIGN = 13


class DeliveriesMark(QPushButton):
    """Not to be seen as long as nothing waits and nothing has failed."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._language: Language = "vi"
        self._numbers = 0, 0
        self._parts: list[tuple[str, str]] = []
        self.setObjectName("deliveriesMark")
        self.setProperty("role", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def show_counts(self, waiting: int, failed: int, language: Language) -> None:
        self._numbers, self._language = (waiting, failed), language
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        waiting, failed = (count_in(number, self._language) for number in self._numbers)
        to_send = self.tr("{0} to send").format(waiting) if self._numbers[0] else ""
        not_sent = self.tr("{0} failed").format(failed) if self._numbers[1] else ""
        signs = (("swap-vertical", to_send), ("alert", not_sent))
        self._parts = [(sign, words) for sign, words in signs if words]
        said = ", ".join(words for _, words in self._parts)
        self.setText("  ".join(words for _, words in self._parts))
        self.setAccessibleName(self.tr("Deliveries: {0}").format(said) if said else "")
        self.setVisible(bool(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = sum(self.fontMetrics().horizontalAdvance(words) for _, words in self._parts)
        signs = len(self._parts) * (look.scaled(_SIGN) + look.SPACE_1)
        between = max(0, len(self._parts) - 1) * look.SPACE_2
        return QSize(words + signs + between + 2 * _EDGE, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        left = _EDGE
        for sign, words in self._parts:
            left = self._paint_part(painter, left, sign, words) + look.SPACE_2

    def _paint_part(self, painter: QPainter, left: int, sign: str, words: str) -> int:
        """Where it ends."""
        bad = sign == "alert"
        colour = self._theme.bad.text if bad else self._theme.second
        side = look.scaled(_SIGN)
        place = QRectF(left, (self.height() - side) / 2, side, side)
        paint_icon(painter, place, sign, colour)
        left += side + look.SPACE_1
        wide = self.fontMetrics().horizontalAdvance(words)
        painter.setPen(QColor(colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRect(left, 0, wide + 2, self.height()), flags, words)
        return left + wide
