"""Small widgets that several places of the desk share: plain text only, coloured by the theme."""

from __future__ import annotations

import html
import unicodedata

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from app.domain.flag import Severity
from app.domain.hostile import isolated, without_hidden
from ui.chips import Chip, chip_font, chip_height, chip_width, paint_chip
from ui.text_places import utf16_slices
from ui.theme import LIGHT, SIZE_CHIP, SPACE_1, SPACE_2, SPACE_3, Theme, Tone, font, scaled

_AVATAR = 26
_MARK = 14
NAME_SHOWN = 120
_MAY_CHANGE_WIDTHS = (QEvent.Type.FontChange, QEvent.Type.StyleChange)
_CAP = 18
_BUTTON_HEIGHT = 34
_EDGE, _TIGHT_EDGE = SPACE_3 + 1, SPACE_2 - 2
_INITIALS = 10


def avatar_side() -> int:
    return scaled(_AVATAR)


def mark_side() -> int:
    """How wide and high the sign of a severity is."""
    return scaled(_MARK)


def initials_of(name: str) -> str:
    """The first letters of the first and the last word: "Trần Thu Hà" gives "TH"; "?" for none."""
    composed = unicodedata.normalize("NFC", without_hidden(name[:NAME_SHOWN]))
    words = [word for word in composed.split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()[:2]


def shown_name(name: str) -> str:
    """A stranger's name as one isolated line of bounded length."""
    return isolated(name if len(name) <= NAME_SHOWN else name[: NAME_SHOWN - 1] + "…")


def plain_tooltip(text: str) -> str:
    """A tooltip that shows `text` letter by letter: Qt would render tags in a bare one."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def paint_avatar(
    painter: QPainter,
    place: QRectF,
    initials: str,
    theme: Theme,
    *,
    ground: str,
    newsroom: bool = False,
) -> None:
    """A circle with initials; the newsroom's own in the accent."""
    tone = theme.accent_tone if newsroom else Tone(theme.second, ground)
    edge = QPen(QColor(theme.hairline)) if theme.is_bare else QPen(Qt.PenStyle.NoPen)
    painter.setPen(edge)
    painter.setBrush(QColor(tone.ground))
    painter.drawEllipse(place)
    painter.setPen(QColor(tone.text))
    painter.setFont(font(_INITIALS, bold=True))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, initials)


def paint_severity(painter: QPainter, place: QRectF, severity: Severity, theme: Theme) -> None:
    """What ⚠ and ⓘ say, in shapes of our own: they look the same wherever fonts differ.

    A notice is a ring with an i, a doubt an open triangle, a bad one a filled triangle: the shape
    alone tells them apart.
    """
    colour = QColor(theme.tone(severity).text)
    filled = severity is Severity.BAD
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = _drawn_at(painter, place).adjusted(1, 1, -1, -1)
    pen = QPen(colour, 1.3)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    middle = box.center().x()
    if severity is Severity.NOTICE:
        painter.drawEllipse(box)
        dot, top, foot = box.top() + 3.2, box.top() + 5.6, box.bottom() - 2.8
    else:
        corners = [QPointF(middle, box.top()), box.bottomRight(), box.bottomLeft()]
        painter.drawPolygon(QPolygonF(corners))
        dot, top, foot = box.bottom() - 1.9, box.top() + 4.2, box.bottom() - 4.1
    stroke = QPen(QColor(theme.pane) if filled else colour, 1.5)
    stroke.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(stroke)
    painter.drawPoint(QPointF(middle, dot))
    painter.drawLine(QPointF(middle, top), QPointF(middle, foot))
    painter.restore()


def paint_tick(painter: QPainter, place: QRectF, theme: Theme) -> None:
    """A tick in the accent: checked and found believable."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    place = _drawn_at(painter, place)
    pen = QPen(QColor(theme.accent), 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(QPointF(place.left() + 2.5, place.center().y() + 0.5))
    path.lineTo(place.left() + 5.5, place.bottom() - 3.5)
    path.lineTo(place.right() - 2, place.top() + 3.5)
    painter.drawPath(path)
    painter.restore()


def _drawn_at(painter: QPainter, place: QRectF) -> QRectF:
    """Where to draw a sign as it was designed, so that it stands at `place` in its size."""
    painter.translate(place.topLeft())
    painter.scale(place.width() / _MARK, place.height() / _MARK)
    return QRectF(0, 0, _MARK, _MARK)


class Hairline(QFrame):
    """The one line between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "hairline")
        self.setFixedHeight(1)


class PlainLabel(QLabel):
    """A label that never reads its text as anything but text; `role` is the style sheet's."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        if role:
            self.setProperty("role", role)


class ElidedLabel(PlainLabel):
    """One line that gives way: cut with an ellipsis, whole in the tooltip and to a reader."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(role, parent)
        self._hint = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(SPACE_2 * 3, self.sizeHint().width()), super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_when_cut()

    def set_hint(self, hint: str) -> None:
        """More to say than the text does, in its tooltip: plain words."""
        self._hint = hint
        self._tell_when_cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_when_cut()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        line = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        flags = self.alignment() | Qt.TextFlag.TextSingleLine
        painter.drawText(self.contentsRect(), flags, line)

    def _tell_when_cut(self) -> None:
        wide = self.fontMetrics().horizontalAdvance(self.text())
        cut = self.text() if wide > self.contentsRect().width() else ""
        self.setToolTip(plain_tooltip(self._hint or cut))


class ClampedLabel(PlainLabel):
    """Several lines, at most `lines` of them, the last one cut with an ellipsis; then the whole is
    in the tooltip.

    `spare` pixels at the end of the last line stay free for what the owner puts there
    (`end_of_text`).
    """

    def __init__(self, lines: int, role: str = "", line_height: int = 0, spare: int = 0) -> None:
        super().__init__(role)
        self._lines = lines
        self._line_height = line_height
        self._spare = spare
        self._broken: tuple[int, list[str]] = (-1, [])
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        self._broken = (-1, [])
        super().setText(text)
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _MAY_CHANGE_WIDTHS:
            self._broken = (-1, [])
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(1, len(self._broken_at(width))) * self._one_line()

    def sizeHint(self) -> QSize:
        return QSize(self._spare + SPACE_2, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._one_line())

    def end_of_text(self) -> QPoint:
        """The point behind the last letter, at the middle of its line."""
        lines = self._broken_at(self.width())
        wide = self.fontMetrics().horizontalAdvance(lines[-1]) if lines else 0
        return QPoint(wide, (max(1, len(lines)) - 1) * self._one_line() + self._one_line() // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for number, line in enumerate(self._broken_at(self.width())):
            place = QRect(0, number * self._one_line(), self.width(), self._one_line())
            painter.drawText(place, flags | Qt.TextFlag.TextSingleLine, line)

    def _one_line(self) -> int:
        drawn = scaled(self._line_height) if self._line_height else 0
        return drawn or self.fontMetrics().height() + 2

    def _broken_at(self, width: int) -> list[str]:
        if self._broken[0] != width:
            self._broken = (width, self._break(width))
        return self._broken[1]

    def _break(self, width: int) -> list[str]:
        text = self.text()
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        said = utf16_slices(text)
        pieces: list[tuple[str, str]] = []
        layout.beginLayout()
        while len(pieces) < self._lines and (line := layout.createLine()).isValid():
            line.setLineWidth(max(20, width - self._spare))
            start, end = line.textStart(), line.textStart() + line.textLength()
            pieces.append((said(start, end), said(start, end + 300)))
        finished = not layout.createLine().isValid()
        layout.endLayout()
        lines = [piece.rstrip() for piece, _ in pieces]
        if pieces and not finished:
            lines[-1] = self.fontMetrics().elidedText(
                pieces[-1][1], Qt.TextElideMode.ElideRight, max(20, width - self._spare)
            )
        if width == self.width():
            self.setToolTip("" if finished else plain_tooltip(text))
        return lines


class ChipLabel(PlainLabel):
    """A short remark on a coloured ground, painted as the cards paint theirs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._theme = LIGHT
        self._chip = Chip("", LIGHT.notice)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, chip: Chip, theme: Theme) -> None:
        self._chip, self._theme = chip, theme
        self.setText(chip.text)
        self.updateGeometry()
        self.update()

    def chip(self) -> Chip:
        return self._chip

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(chip_font())
        return QSize(chip_width(self.text(), metrics, self._chip.sign), chip_height(metrics))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(chip_font())
        paint_chip(painter, self.rect(), self._chip, self._theme)


class KeyCapButton(QPushButton):
    """A button that shows its key in a small cap; the one `primary` of a row is filled."""

    def __init__(self, *, primary: bool = False, cap_first: bool = False) -> None:
        super().__init__()
        self._key = ""
        self._primary = primary
        self._cap_first = cap_first
        self._caps_shown = True
        self._wide: tuple[int, int] | None = None
        self._edge = _EDGE
        self._theme = LIGHT
        if primary:
            self.setProperty("role", "primary")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    def fill(self, filled: bool) -> None:
        """Whether this is the one filled button in sight."""
        if filled == self._primary:
            return
        self._primary, self._wide = filled, None
        self.setProperty("role", "primary" if filled else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()
        self.update()

    def say(self, text: str, key: str) -> None:
        """Show these words and this key (as it reads, e.g. "Ctrl+Enter")."""
        if (text, key) == (self.text(), self._key):
            return
        self._key, self._wide = key, None
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def key(self) -> str:
        return self._key

    def words(self) -> str:
        return self.text().replace("&&", "&")

    def set_theme(self, theme: Theme) -> None:
        self._theme, self._wide = theme, None
        self.update()

    def fit(self, *, cap: bool, tight: bool = False) -> None:
        """Without its cap, or with less air, a button fits a narrow bar; its description keeps
        the key.
        """
        edge = _TIGHT_EDGE if tight else _EDGE
        if (cap, edge) != (self._caps_shown, self._edge):
            self._caps_shown, self._edge = cap, edge
            self.updateGeometry()
            self.update()

    def full_width(self) -> int:
        """Pixels it takes with its cap."""
        return self.fitted_width(cap=True, tight=False)

    def fitted_width(self, *, cap: bool, tight: bool) -> int:
        """Pixels it would take after such a `fit`."""
        return self._width(with_cap=cap, edge=_TIGHT_EDGE if tight else _EDGE)

    def sizeHint(self) -> QSize:
        wide = self._width(with_cap=self._caps_shown, edge=self._edge)
        return QSize(wide, scaled(_BUTTON_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        words, cap = self._places()
        painter.setFont(self._words_font())
        painter.setPen(QColor(self._ink()))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        said = painter.fontMetrics().elidedText(
            self.words(), Qt.TextElideMode.ElideRight, words.width() + 1
        )
        painter.drawText(words, flags | Qt.TextFlag.TextSingleLine, said)
        if cap.isValid():
            self._paint_cap(painter, cap)

    def _paint_cap(self, painter: QPainter, cap: QRect) -> None:
        filled = self._primary and self.isEnabled()
        edge = QColor(self._theme.on_accent if filled else self._theme.hairline)
        edge.setAlphaF(0.7 if filled else 1.0)
        painter.setPen(QPen(edge))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(QColor(self._theme.on_accent if filled else self._theme.second))
        painter.setFont(font(SIZE_CHIP))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _ink(self) -> str:
        if not self.isEnabled():
            return self._theme.faint
        return self._theme.on_accent if self._primary else self._theme.text

    def _words_font(self) -> QFont:
        result = font()
        result.setWeight(QFont.Weight.DemiBold if self._primary else QFont.Weight.Medium)
        return result

    def _widths(self) -> tuple[int, int]:
        """Pixels its words and its cap take; measured once, a layout asks for them very often."""
        if self._wide is None:
            words = QFontMetrics(self._words_font()).horizontalAdvance(self.words())
            key = QFontMetrics(font(SIZE_CHIP)).horizontalAdvance(self._key)
            self._wide = words, max(scaled(_CAP), key + 2 * 5) if self._key else 0
        return self._wide

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _MAY_CHANGE_WIDTHS:
            self._wide = None
        super().changeEvent(event)

    def _width(self, *, with_cap: bool, edge: int) -> int:
        words, cap = self._widths()
        return words + (cap + SPACE_2 if with_cap and cap else 0) + 2 * edge

    def _places(self) -> tuple[QRect, QRect]:
        inside = self.rect().adjusted(self._edge, 0, -self._edge, 0)
        words_wide, cap_wide = self._widths()
        cap_wide = cap_wide if self._caps_shown else 0
        if not cap_wide:
            left = max(0, (inside.width() - words_wide) // 2)
            return inside.adjusted(left, 0, 0, 0), QRect()
        tall = scaled(_CAP)
        top = (self.height() - tall) // 2
        if self._cap_first:
            after = SPACE_2 + cap_wide + SPACE_2
            beside = QRect(after, 0, self.width() - after - SPACE_1, self.height())
            return beside, QRect(SPACE_2, top, cap_wide, tall)
        cap = QRect(inside.right() - cap_wide + 1, top, cap_wide, tall)
        return inside.adjusted(0, 0, -(cap_wide + SPACE_2), 0), cap
