"""The program's icon, and the same with a number on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPixmap

from ui.theme import LIGHT

_FILE = Path(__file__).parents[2] / "resources" / "icon.svg"

SIZES = (16, 22, 24, 32, 48, 64)
"""Pixels of a tray's icons; a tray takes the one it has room for."""

_HEIGHT = 0.62
"""Of the badge, as a part of the icon: digits that are smaller could not be read in a tray."""


def program_icon() -> QIcon:
    return QIcon(str(_FILE))


def badged(number: str) -> QIcon:
    """The icon with a few characters on it, drawn for each size; without any, the icon alone."""
    plain = program_icon()
    if not number:
        return plain
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(_badged(plain, number, size))
    return icon


def _badged(plain: QIcon, number: str, size: int) -> QPixmap:
    pixmap = QPixmap(plain.pixmap(QSize(size, size), 1.0))
    height = round(size * _HEIGHT)
    font = _font(number, height, size)
    width = max(
        height, min(size, round(QFontMetricsF(font).horizontalAdvance(number) + height / 3))
    )
    place = QRectF(size - width, size - height, width, height)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    around = max(1.0, size / 24)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawRoundedRect(place.adjusted(-around, -around, 0, 0), height / 2, height / 2)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(QColor(LIGHT.notice.text))
    painter.drawRoundedRect(place, height / 2, height / 2)
    painter.setPen(QColor("white"))
    painter.setFont(font)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, number)
    painter.end()
    return pixmap


def _font(number: str, height: int, room: int) -> QFont:
    """As large as the badge is high and the icon is wide."""
    font = QFont()
    font.setBold(True)
    for pixels in range(max(6, round(height * 0.85)), 5, -1):
        font.setPixelSize(pixels)
        if QFontMetricsF(font).horizontalAdvance(number) <= room - 2:
            break
    return font
