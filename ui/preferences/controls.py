"""What is chosen with: one of a few words side by side, and a switch."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme as look
from ui.flow import Flow
from ui.theme import LIGHT, Theme, Tone
from ui.widgets import PlainLabel

_FOCUS = 2
"""Pixels of the ring that says where the keyboard is."""

_HEIGHT = 30
_RING = 12
_TRACK = (34, 20)
_NEW_FONT = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class Segment(QRadioButton):
    """One of the words; the chosen one is filled in, and its ring has a dot."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = QFontMetrics(look.font()).horizontalAdvance(self.text())
        return QSize(words + self._before() + look.SPACE_3 + 1, look.scaled(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _NEW_FONT:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, chosen, focused = self._theme, self.isChecked(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = theme.accent if chosen or focused or self.underMouse() else theme.hairline
        thick = _FOCUS if focused or (chosen and theme.is_bare) else 1
        painter.setPen(QPen(QColor(edge), thick))
        painter.setBrush(QColor(theme.pane))
        half = thick / 2
        around = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(around, look.RADIUS_FIELD, look.RADIUS_FIELD)
        tone = theme.accent_tone if chosen else Tone(theme.text, theme.pane)
        if chosen:
            inset = _FOCUS + 2 if focused else thick
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tone.ground))
            inside = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            radius = look.RADIUS_FIELD - inset
            painter.drawRoundedRect(inside, radius, radius)
        ring = look.scaled(_RING)
        place = QRectF(look.SPACE_3, (self.height() - ring) / 2, ring, ring)
        _paint_ring(painter, place, tone.text if chosen else theme.second, chosen=chosen)
        painter.setPen(QColor(tone.text))
        painter.setFont(look.font())
        words = self.rect().adjusted(self._before(), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _before(self) -> int:
        """Pixels left of the words."""
        return look.SPACE_3 + look.scaled(_RING) + look.SPACE_2


class Segments(QWidget):
    """One of a few values; `chosen` carries the one that was chosen just now."""

    chosen = Signal(object)

    def __init__(self, values: Sequence[object]) -> None:
        super().__init__()
        self._values = list(values)
        self._group = QButtonGroup(self)
        row = Flow(self)
        self.segments = [Segment() for _ in self._values]
        for segment in self.segments:
            self._group.addButton(segment)
            row.addWidget(segment)
        self._group.buttonClicked.connect(self._tell)

    def say(self, name: str, words: Sequence[str]) -> None:
        """What is chosen here, and the words of the values."""
        self.setAccessibleName(name)
        for segment, said in zip(self.segments, words, strict=True):
            segment.setText(said)
            segment.setAccessibleName(f"{name}: {said}")
            segment.updateGeometry()

    def show_value(self, value: object) -> None:
        segment = self.segments[self._values.index(value)]
        segment.setChecked(True)
        self.setFocusProxy(segment)

    def set_theme(self, theme: Theme) -> None:
        for segment in self.segments:
            segment.set_theme(theme)

    def _tell(self, button: QAbstractButton) -> None:
        self.chosen.emit(
            next(
                value
                for value, each in zip(self._values, self.segments, strict=True)
                if each is button
            )
        )


class Switch(QWidget):
    """On or off, and below it what that means; `chosen` carries which it is now."""

    chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.button = _Track()
        self._hint = PlainLabel("second")
        self._hint.setWordWrap(True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addStretch(1)
        self._below = QHBoxLayout()
        self._below.addWidget(self._hint)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(row)
        rows.addLayout(self._below)
        self.setFocusProxy(self.button)
        self.button.clicked.connect(self.chosen)

    def say(self, words: str, hint: str) -> None:
        self.button.setText(words)
        self.button.setAccessibleName(words)
        self.button.setAccessibleDescription(hint)
        self.button.updateGeometry()
        self._hint.setText(hint)

    def show_value(self, on: bool) -> None:
        self.button.setChecked(on)

    def set_theme(self, theme: Theme) -> None:
        self.button.set_theme(theme)
        self._below.setContentsMargins(self.button.before(), 0, 0, 0)


class _Track(QCheckBox):
    """The knob's side says what the colour says."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.updateGeometry()
        self.update()

    def before(self) -> int:
        """Pixels left of the words."""
        return look.scaled(_TRACK[0]) + look.SPACE_3

    def sizeHint(self) -> QSize:
        words = QFontMetrics(look.font()).horizontalAdvance(self.text())
        return QSize(self.before() + words + look.SPACE_2, look.scaled(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _NEW_FONT:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, on = self._theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = look.scaled(_TRACK[0]), look.scaled(_TRACK[1])
        track = QRectF(0, (self.height() - high) / 2, wide, high)
        radius = high / 2
        painter.setPen(QPen(QColor(theme.accent if on else theme.second), 1))
        painter.setBrush(QColor(theme.accent if on else theme.pane))
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        away = wide / 2 - radius
        knob = track.center() + QPointF(away if on else -away, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.on_accent if on else theme.second))
        painter.drawEllipse(knob, radius - 4, radius - 4)
        painter.setPen(QColor(theme.text))
        painter.setFont(look.font())
        words = self.rect().adjusted(self.before(), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), _FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = QRectF(words).adjusted(1 - look.SPACE_2, 1, -1, -1)
            painter.drawRoundedRect(around, look.RADIUS_FIELD, look.RADIUS_FIELD)


def _paint_ring(painter: QPainter, place: QRectF, colour: str, *, chosen: bool) -> None:
    painter.setPen(QPen(QColor(colour), 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(place.adjusted(0.6, 0.6, -0.6, -0.6))
    if chosen:
        dot = place.width() * 0.27
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawEllipse(place.center(), dot, dot)
