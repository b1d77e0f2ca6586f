"""Crisp icons from a kept set, painted as glyphs in the theme's colours and at any scale.

The font is the Material Design set that QtAwesome carries; it is found without importing
QtAwesome, whose loader would keep the GUI thread for half a second.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter

GLYPHS = {
    "inbox-outline": "\U000f1274",
    "email-alert-outline": "\U000f0d42",
    "content-copy": "\U000f018f",
    "clock-outline": "\U000f0150",
    "flag-outline": "\U000f023d",
    "account-star-outline": "\U000f0be8",
    "link-variant": "\U000f0339",
    "reply-outline": "\U000f0f20",
    "check": "\U000f012c",
    "close": "\U000f0156",
    "cancel": "\U000f073a",
    "magnify": "\U000f0349",
    "star-outline": "\U000f04d2",
    "swap-vertical": "\U000f04e2",
    "alert": "\U000f0026",
    "alert-outline": "\U000f002a",
    "arrow-left": "\U000f004d",
    "check-all": "\U000f012d",
    "inbox-arrow-down": "\U000f0687",
    "text-search": "\U000f13b8",
    "tray-arrow-down": "\U000f0120",
    "file-import-outline": "\U000f102f",
    "compass-outline": "\U000f018c",
    "connection": "\U000f1616",
    "folder-alert-outline": "\U000f0dcd",
}

QUEUE_ICONS = {
    "pending": "inbox-outline",
    "flagged": "flag-outline",
    "oldest": "clock-outline",
    "first_time": "account-star-outline",
    "links": "link-variant",
    "address": "email-alert-outline",
    "same_text": "content-copy",
    "replies": "reply-outline",
    "approved": "check",
    "rejected": "close",
    "spam": "cancel",
}


@functools.cache
def _family() -> str:
    spec = importlib.util.find_spec("qtawesome")
    folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
    for folder in folders:
        for file in sorted((folder / "fonts").glob("materialdesignicons6-webfont-*.ttf")):
            loaded = QFontDatabase.addApplicationFont(str(file))
            families = QFontDatabase.applicationFontFamilies(loaded) if loaded >= 0 else []
            if families:
                return families[0]
    return ""


def icon_font(pixels: int) -> QFont:
    """The set as a font, for what is painted in one line with letters."""
    font = QFont(_family())
    font.setPixelSize(pixels)
    return font


def paint_icon(painter: QPainter, place: QRectF, name: str, colour: str) -> None:
    """Paint an icon into a square; nothing when the set cannot be loaded."""
    if not _family():
        return
    painter.save()
    painter.setFont(icon_font(round(place.height())))
    painter.setPen(QColor(colour))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, GLYPHS[name])
    painter.restore()
