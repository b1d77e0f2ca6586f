"""The program's icon, with and without a number: of its own drawing at each size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from ui.notices.icon import SIZES, badged, program_icon
from ui.theme import LIGHT


def pixels(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(
        image.pixelColor(x, y).rgb() == wanted
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_number_is_read_at_every_size(qapp: QApplication, size: int) -> None:
    plain = program_icon().pixmap(QSize(size, size), 1.0).toImage()
    assert (plain.width(), plain.height()) == (size, size)
    assert pixels(plain, LIGHT.notice.text) == 0
    for number in ("7", "42", "99+", "9k+"):
        icon = badged(number)
        assert QSize(size, size) in icon.availableSizes()
        shown = icon.pixmap(QSize(size, size), 1.0).toImage()
        assert pixels(shown, LIGHT.notice.text) > size
        assert shown.pixelColor(size // 4, size // 4) == plain.pixelColor(size // 4, size // 4)
        assert any(
            shown.pixelColor(x, y).lightness() > 180
            for x in range(size // 4, size)
            for y in range(size // 2, size)
        )


def test_no_number_is_the_icon_alone(qapp: QApplication) -> None:
    size = QSize(32, 32)
    assert badged("").pixmap(size, 1.0).toImage() == program_icon().pixmap(size, 1.0).toImage()
