"""Keys drawn as the caps they are: one box for each chord, in the colours of the palette."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from ui import theme as look
from ui.widgets import PlainLabel

BETWEEN = " · "
"""Between two keys of one command, where they are read and not drawn."""

_AIR = 6
_HEIGHT = 20


def caps_width(keys: Sequence[str]) -> int:
    """Pixels these keys take side by side."""
    return sum(_widths(keys)) + look.SPACE_1 * max(0, len(keys) - 1)


def caps_height() -> int:
    return look.scaled(_HEIGHT)


def paint_caps(painter: QPainter, place: QRect, keys: Sequence[str]) -> None:
    """Paint keys from the left, in the middle of a place's height."""
    palette = QGuiApplication.palette()  # a widget's own is what its style sheet makes of it
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font(look.SIZE_CHIP))
    edge = QPen(palette.color(QPalette.ColorRole.Mid))
    ink = palette.color(QPalette.ColorRole.PlaceholderText)
    left, top = place.left(), place.center().y() - caps_height() // 2 + 1
    for key, wide in zip(keys, _widths(keys), strict=True):
        box = QRect(left, top, wide, caps_height())
        painter.setPen(edge)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(
            QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), look.RADIUS_CHIP, look.RADIUS_CHIP
        )
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)
        left += wide + look.SPACE_1
    painter.restore()


def _widths(keys: Sequence[str]) -> list[int]:
    metrics = QFontMetrics(look.font(look.SIZE_CHIP))
    return [max(caps_height(), metrics.horizontalAdvance(key) + 2 * _AIR) for key in keys]


class KeyCaps(PlainLabel):
    """A label that reads "A · Shift+A" and draws two caps."""

    def __init__(self, keys: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__("faint", parent)
        self._keys: tuple[str, ...] = ()
        self.show_keys(keys)

    def show_keys(self, keys: Sequence[str]) -> None:
        self._keys = tuple(keys)
        self.setText(BETWEEN.join(self._keys))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(caps_width(self._keys), caps_height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_caps(painter, self.rect(), self._keys)
