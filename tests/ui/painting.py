"""Listens to what is painted: which words, in which colour, where, and which were cut."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QWidget

from tests.ui.foreign import in_the_other_language
from ui.theme import LEAST_CONTRAST, contrast


@dataclass(frozen=True, slots=True)
class Stroke:
    """Words that were painted, in pixels of the window."""

    text: str
    colour: str
    place: QRectF


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that one window paints by hand; `cut` is whole what is painted with an ellipsis."""

    strokes: tuple[Stroke, ...]
    cut: frozenset[str]
    pixels: np.ndarray

    def texts(self, language: str) -> list[str]:
        """What is painted in the other language than the screen's."""
        said = {stroke.text for stroke in self.strokes} | self.cut
        return sorted(each for each in said if in_the_other_language(each, language))

    def hardly_readable(self) -> list[str]:
        found = []
        for stroke in self.strokes:
            ground = self._ground(stroke.place.toAlignedRect())
            ratio = contrast(stroke.colour, ground) if ground else LEAST_CONTRAST
            if ratio < LEAST_CONTRAST:
                how = f"{stroke.colour} on {ground}"
                found.append(f"painted: {stroke.text!r} has a contrast of {ratio:.2f} ({how})")
        return found

    def _ground(self, place: QRect) -> str:
        """What a place has most of; "" where nothing of it is to be seen."""
        left, top = max(0, place.left()), max(0, place.top())
        part = self.pixels[top : place.bottom() + 1, left : place.right() + 1]
        if not part.size:
            return ""
        colours, counts = np.unique(part, return_counts=True)
        return QColor.fromRgb(int(colours[counts.argmax()])).name()


@dataclass(slots=True)
class Painting:
    """What has been painted since one listens."""

    whole: dict[str, str] = field(default_factory=dict)
    strokes: list[Stroke] = field(default_factory=list)

    def of(self, window: QWidget) -> Drawn:
        """Paint a window, and tell what was painted."""
        from tests.ui.walking import pixels_of

        self.strokes.clear()
        pixels = pixels_of(window)
        strokes = tuple(self.strokes)
        cut = {self.whole[each.text] for each in strokes if each.text in self.whole}
        return Drawn(strokes, frozenset(cut), pixels)

    def draw(self, painter: QPainter, text: str, place: QRectF) -> None:
        device = painter.device()
        if text.strip() and not (isinstance(device, QWidget) and is_covered(device)):
            there = painter.deviceTransform().mapRect(place)
            self.strokes.append(Stroke(text, painter.pen().color().name(), there))


def is_covered(widget: QWidget) -> bool:
    """Whether something else lies over the middle of what would be seen of it."""
    middle = widget.visibleRegion().boundingRect().center()
    there = widget.window().childAt(widget.mapTo(widget.window(), middle))
    return there is not None and not (
        there is widget or there.isAncestorOf(widget) or widget.isAncestorOf(there)
    )


@contextmanager
def listening() -> Iterator[Painting]:
    """While this lasts, painting is listened to; what was laid out before is not known as cut."""
    heard = Painting()
    draw_text, draw_layout, elide = QPainter.drawText, QTextLayout.draw, QFontMetrics.elidedText

    def text_drawn(painter: QPainter, *given: object) -> object:
        text = next((each for each in given if isinstance(each, str)), "")
        where = given[0]
        if isinstance(where, QRect | QRectF):
            heard.draw(painter, text, QRectF(where))
        elif isinstance(where, QPointF):
            metrics = painter.fontMetrics()
            corner = QPointF(where.x(), where.y() - metrics.ascent())
            wide = metrics.horizontalAdvance(text)
            heard.draw(painter, text, QRectF(corner.x(), corner.y(), wide, metrics.height()))
        return draw_text(painter, *given)

    def layout_drawn(layout: QTextLayout, painter: QPainter, at: QPointF, *more: object) -> object:
        heard.draw(painter, layout.text(), layout.boundingRect().translated(at))
        return draw_layout(layout, painter, at, *more)

    def elided(metrics: QFontMetrics, text: str, *given: object) -> str:
        short = elide(metrics, text, *given)
        if short not in (text, "", "…"):
            heard.whole[short] = text
        return short

    QPainter.drawText = text_drawn
    QTextLayout.draw = layout_drawn
    QFontMetrics.elidedText = elided
    try:
        yield heard
    finally:
        QPainter.drawText, QTextLayout.draw = draw_text, draw_layout
        QFontMetrics.elidedText = elide
