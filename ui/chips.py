"""Chips: small labels for what differs from the ordinary, measured and painted by functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from app.domain.comment import Status
from app.domain.flag import Flag, Severity
from app.domain.words import Language
from ui import theme as look
from ui.icons import paint_icon
from ui.theme import Theme, Tone

PADDING = 6
HEIGHT = 18
GAP = look.SPACE_2
SIGN_GAP = 3

_GRAVITY = {Severity.BAD: 0, Severity.DOUBTFUL: 1, Severity.NOTICE: 2}


_SIGNS = {Severity.BAD: "alert", Severity.DOUBTFUL: "alert-outline", Severity.NOTICE: ""}


@dataclass(frozen=True, slots=True)
class Chip:
    """`sign` is an icon's name: what the tone says, said to those who do not see colours."""

    text: str
    tone: Tone
    sign: str = ""


def gravest_first(flags: Iterable[Flag]) -> list[Flag]:
    """The bad before the doubtful before the mere notices, otherwise in their own order."""
    return sorted(flags, key=lambda flag: _GRAVITY[flag.severity])


def flag_chips(flags: Iterable[Flag], language: Language, theme: Theme) -> list[Chip]:
    """A chip for each different label, the gravest first."""
    chips: dict[str, Chip] = {}
    for flag in gravest_first(flags):
        label = flag.reason.label.said_in(language)
        chips.setdefault(label, severity_chip(label, flag.severity, theme))
    return list(chips.values())


def severity_chip(label: str, severity: Severity, theme: Theme) -> Chip:
    """A chip as grave as this, by its colour and by its sign."""
    return Chip(label, theme.tone(severity), _SIGNS[severity])


def status_chip(status: Status, language: Language, theme: Theme) -> Chip:
    tones = {
        Status.PENDING: theme.notice,
        Status.APPROVED: theme.accent_tone,
        Status.REJECTED: theme.bad,
        Status.SPAM: theme.doubtful,
    }
    return Chip(status.words.said_in(language), tones[status])


def chip_font() -> QFont:
    return look.font(look.SIZE_CHIP, tabular=True)


def chip_height(metrics: QFontMetrics) -> int:
    return max(look.scaled(HEIGHT), metrics.height() + 2)


def chip_sign() -> int:
    """How wide and high a chip's sign is."""
    return look.scaled(look.SIZE_CHIP)


def sign_room(sign: str) -> int:
    """What its sign takes from a chip before its words."""
    return chip_sign() + SIGN_GAP if sign else 0


def chip_width(text: str, metrics: QFontMetrics, sign: str = "") -> int:
    return sign_room(sign) + metrics.horizontalAdvance(text) + 2 * PADDING


def row_of_chips(
    chips: Sequence[Chip], most: int, room: int, metrics: QFontMetrics, theme: Theme
) -> list[tuple[Chip, int]]:
    """As many of the first chips as fit, at most `most`, with "+2" for the rest, and their widths.

    `room` is in pixels and counts a gap before every chip.
    """
    widths = [chip_width(chip.text, metrics, chip.sign) for chip in chips[:most]]
    for shown in range(len(widths), -1, -1):
        row = list(zip(chips[:shown], widths, strict=False))
        if shown < len(chips):
            rest = Chip(f"+{len(chips) - shown}", Tone(theme.second, theme.behind))
            row.append((rest, chip_width(rest.text, metrics)))
        if sum(GAP + width for _, width in row) <= room:
            return row
    return []


def paint_chip(painter: QPainter, rect: QRect, chip: Chip, theme: Theme) -> None:
    """Uses the painter's font; leaves its pen and brush changed."""
    paint_chip_ground(painter, rect, chip.tone, theme)
    metrics = painter.fontMetrics()
    sign = sign_room(chip.sign)
    if sign:
        high = chip_sign()
        top = rect.top() + (rect.height() - high) / 2
        place = QRectF(rect.left() + PADDING, top, high, high)
        paint_icon(painter, place, chip.sign, chip.tone.text)
    left = rect.left() + (rect.width() + sign - metrics.horizontalAdvance(chip.text)) / 2
    top = rect.top() + (rect.height() - metrics.height()) // 2
    painter.drawText(QPointF(round(left), top + metrics.ascent()), chip.text)


def paint_chip_ground(painter: QPainter, rect: QRect, tone: Tone, theme: Theme) -> None:
    """Leaves the painter with the pen for the chip's words.

    A chip on no ground of its own (high contrast) gets an outline.
    """
    if tone.ground == theme.pane or theme.is_bare:
        painter.setPen(QColor(tone.text))
        painter.setBrush(QColor(tone.ground))
        painter.drawRoundedRect(
            QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), look.RADIUS_CHIP, look.RADIUS_CHIP
        )
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.ground))
        painter.drawRoundedRect(rect, look.RADIUS_CHIP, look.RADIUS_CHIP)
        painter.setPen(QColor(tone.text))
