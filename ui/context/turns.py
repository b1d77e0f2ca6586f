"""One turn of a conversation as it is painted: who, in which state, what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QPushButton

from app.domain.comment import Comment
from app.domain.flag import Severity
from app.domain.reading import Turn
from ui.chips import Chip, chip_font, chip_height, chip_width, paint_chip, sign_room
from ui.context.hits import Span
from ui.theme import SIZE_BODY, SIZE_SECOND, SPACE_2, SPACE_3, Theme, font, scaled
from ui.widgets import (
    avatar_side,
    mark_side,
    paint_avatar,
    paint_severity,
)

INDENT, NARROW_INDENT = 28, 14
AVATAR_RISES = 2
"""Pixels by which an avatar stands higher than the name beside it."""

_NARROW = 560
DEEPEST = 4
_LINE = 19
_NAME_SHARE = 0.5
_LEAST_CHIP = 28
_CHIP_EDGES = 8


def beside_avatar() -> int:
    """How far right of a turn's edge its words begin."""
    return avatar_side() + 10


def turn_line() -> int:
    """How high a line of a turn is, that of its name and those of its text."""
    return scaled(_LINE)


class PaintedText:
    """Plain text broken into lines of one height, with some of it bold."""

    def __init__(
        self, text: str, text_font: QFont, line_height: int, bold: Sequence[Span] = ()
    ) -> None:
        self.text = text
        self._line_height = line_height
        self._width = -1
        self._layout = QTextLayout(_in_one_block(text), text_font)
        self._layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        if bold:
            self._layout.setFormats([_bold(span) for span in bold])

    def height_at(self, width: int) -> int:
        """How tall the text is when it is this wide; breaks its lines for that width."""
        if width != self._width:
            self._width = width
            self._layout.beginLayout()
            top = 0
            while (line := self._layout.createLine()).isValid():
                line.setLineWidth(max(20, width))
                line.setPosition(QPointF(0, top + (self._line_height - line.height()) / 2))
                top += self._line_height
            self._layout.endLayout()
        return self._layout.lineCount() * self._line_height

    def paint(self, painter: QPainter, left: int, top: int, colour: str) -> None:
        painter.setPen(QColor(colour))
        self._layout.draw(painter, QPointF(left, top))


def _in_one_block(text: str) -> str:
    return text.replace("\r\n", "\u2028").replace("\n", "\u2028").replace("\u2029", "\u2028")


def _bold(span: Span) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    looks = QTextCharFormat()
    looks.setFontWeight(QFont.Weight.DemiBold)
    found.start, found.length, found.format = span.start, span.end - span.start, looks
    return found


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a turn."""

    name: str
    initials: str
    chips: tuple[Chip, ...]
    aside: str
    newsroom: bool

    def said(self) -> str:
        """The line in words, for a screen reader."""
        return ", ".join((self.name, *(chip.text for chip in self.chips), self.aside))


@dataclass(slots=True)
class Remark:
    """A line below the judged comment: a flag's sentence with its mark, or a moderator's note."""

    severity: Severity | None
    body: PaintedText
    said: str
    top: int = 0


@dataclass(slots=True)
class TurnRow:
    """A turn with where it stands; `body` is None for the judged one, which is a real widget."""

    comment: Comment
    depth: int
    head: Head
    body: PaintedText | None
    limit: int
    rest: QPushButton | None = None
    top: int = 0
    height: int = 0
    remarks: list[Remark] = field(default_factory=list)

    def indent_in(self, width: int) -> int:
        """How far in it stands where the whole is so wide: less where there is little room."""
        return indent_of(self.depth, width)


@dataclass(slots=True)
class FoldedRow:
    """Turns that are folded into one line, which opens some of them."""

    turns: tuple[Turn, ...]
    line: QPushButton
    top: int = 0


def indent_of(depth: int, width: int) -> int:
    return min(depth, DEEPEST) * (INDENT if width >= scaled(_NARROW) else NARROW_INDENT)


def paint_head(
    painter: QPainter, head: Head, place: QRectF, theme: Theme, *, on_card: bool = False
) -> None:
    """Avatar, name, chips and age on one line; the name gives way first, then the age."""
    side, line = avatar_side(), turn_line()
    circle = QRectF(place.left(), place.top() - AVATAR_RISES, side, side)
    ground = theme.pane if on_card else theme.side
    paint_avatar(painter, circle, head.initials, theme, ground=ground, newsroom=head.newsroom)
    left = place.left() + beside_avatar()
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    name_font, aside_font = font(SIZE_BODY, bold=True), font(SIZE_SECOND)
    name_font.setWeight(QFont.Weight.DemiBold)
    name_metrics = QFontMetrics(name_font)
    most = max(place.width() * _NAME_SHARE, place.right() - left - _needed(head, aside_font))
    name = name_metrics.elidedText(head.name, Qt.TextElideMode.ElideRight, int(most))
    wide = min(name_metrics.horizontalAdvance(name), int(most))
    painter.setFont(name_font)
    painter.setPen(QColor(theme.text))
    painter.drawText(QRectF(left, place.top(), wide + 2, line), flags, name)
    left += wide + SPACE_2
    painter.setFont(chip_font())
    metrics = painter.fontMetrics()
    tall = chip_height(metrics)
    for chip in head.chips:
        room = min(chip_width(chip.text, metrics, chip.sign), int(place.right() - left))
        if room < _LEAST_CHIP:
            break
        cut = metrics.elidedText(
            chip.text, Qt.TextElideMode.ElideRight, room - _CHIP_EDGES - sign_room(chip.sign)
        )
        patch = QRect(int(left), int(place.top() + (line - tall) / 2), room, tall)
        paint_chip(painter, patch, replace(chip, text=cut), theme)
        left += room + SPACE_2
    room = int(place.right() - left)
    if room > SPACE_3:
        aside = QFontMetrics(aside_font).elidedText(
            head.aside, Qt.TextElideMode.ElideRight, int(room)
        )
        painter.setFont(aside_font)
        painter.setPen(QColor(theme.second))
        painter.drawText(QRectF(left, place.top(), room, line), flags, aside)


def paint_remark(painter: QPainter, remark: Remark, left: int, theme: Theme) -> None:
    """One remark; the mark's shape and colour say how grave it is."""
    indent = 0
    if remark.severity is not None:
        side = mark_side()
        place = QRectF(left, remark.top + (turn_line() - side) / 2, side, side)
        paint_severity(painter, place, remark.severity, theme)
        indent = side + 6
    remark.body.paint(painter, left + indent, remark.top, theme.second)


def remark_width(remark: Remark, width: int) -> int:
    """What is left for a remark's words beside its mark."""
    return width - (mark_side() + 6 if remark.severity is not None else 0)


def _needed(head: Head, aside_font: QFont) -> int:
    metrics = QFontMetrics(chip_font())
    chips = sum(chip_width(chip.text, metrics, chip.sign) + SPACE_2 for chip in head.chips)
    return chips + QFontMetrics(aside_font).horizontalAdvance(head.aside) + SPACE_2
