"""A screen of cards painted, beside the same words drawn plainly into the same places.

As a process of its own: python -m tests.performance.bench_cards DATABASE
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain import moment
from app.domain.comment import Comment, Status
from app.domain.queue import Queue
from app.services import desk
from tests.performance.measure import Measurement, Samples, TimesLimit, side_by_side
from tests.performance.processes import in_own_process, tell
from tests.performance.workshop import Workshop, opened

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

CARDS = 8
"""As many as stand on a screen."""

SCREENS = 24
"""As many as are kept laid out."""

TIMES = 8

WIDTH = 488
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Cards that come into sight for the first time, and those that were laid out before."""
    told = in_own_process("bench_cards", workshop.database(), environment=OFFSCREEN)
    by_hand = Samples(tuple(told["by hand"]))
    for name, times in (("laid out before", 1.5), ("new", 4)):
        ours = Samples(tuple(told[name]))
        yield Measurement(
            f"{CARDS} cards painted, {name}", "ms", ours, by_hand, None, (TimesLimit(times),)
        )


def paint(database: Path) -> dict[str, tuple[float, ...]]:
    """Seconds for each screen: its cards painted twice by us, and its words drawn by hand."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QImage, QPainter

    from ui import theme
    from ui.application import application
    from ui.queue.delegate import CardDelegate
    from ui.queue.measures import row_height
    from ui.queue.model import Entry

    program = application()
    height = row_height()
    image = QImage(WIDTH, CARDS * height, QImage.Format.Format_RGB32)
    places = [QRect(0, number * height, WIDTH, height) for number in range(CARDS)]
    painter = QPainter(image)
    before, new = (CardDelegate(theme.LIGHT, "vi", moment.now, program) for _ in range(2))
    new.begin(painter)

    def cards(delegate: CardDelegate, screen: Sequence[Comment]) -> None:
        for place, comment in zip(places, screen, strict=False):
            entry = Entry(comment, None, marked=False)
            delegate.paint(painter, place, entry, current=False, focused=False)

    def cards_anew(screen: Sequence[Comment]) -> None:
        new.set_search("")
        cards(new, screen)

    screens = _screens(database)
    for comment in (comment for screen in screens for comment in screen):
        before.prepare(comment, None, WIDTH)
    found = side_by_side(
        [partial(cards, before, screen) for screen in screens] * TIMES,
        [partial(cards_anew, screen) for screen in screens] * TIMES,
        [partial(_by_hand, painter, places, screen) for screen in screens] * TIMES,
    )
    painter.end()
    return dict(
        zip(("laid out before", "new", "by hand"), (each.values for each in found), strict=True)
    )


def _screens(database: Path) -> list[list[Comment]]:
    """Screens of pending comments, none twice."""
    with opened(database) as newsroom:
        ids = desk.listing(newsroom, Queue(status=Status.PENDING)).ids[: SCREENS * CARDS]
        comments = list(desk.page(newsroom, ids))
    return [comments[start : start + CARDS] for start in range(0, len(comments), CARDS)]


def _by_hand(painter: QPainter, places: Sequence[QRect], screen: Sequence[Comment]) -> None:
    """No chips, no marks, nothing lit, nothing cut off with care."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QColor

    painter.setPen(QColor("black"))
    for place, comment in zip(places, screen, strict=False):
        painter.setClipRect(place)
        painter.fillRect(place, QColor("white"))
        inside = place.adjusted(44, 12, -16, -11)
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight, "30/5")
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft, comment.writer.name)
        painter.drawText(inside, Qt.AlignmentFlag.AlignBottom, comment.article_title)
        text = inside.adjusted(0, 20, 0, -30)
        painter.drawText(text, Qt.TextFlag.TextWordWrap, comment.text)


if __name__ == "__main__":
    tell(**paint(Path(sys.argv[1])))
