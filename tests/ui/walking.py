"""A walk over every widget that is to be seen, and what it finds amiss."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QSplitterHandle,
    QTextEdit,
    QWidget,
)

from ui.translations import FOLDER

SMALLEST_CONTROL = 24
"""Pixels; WCAG 2.2, success criterion 2.5.8, target size (minimum)."""

LEAST_CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, contrast (minimum)."""

_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
_UNREACHED = (QScrollBar, QSplitterHandle)
"""The keyboard does without these, and their width is the system's habit."""


def findings(window: QWidget, language: str) -> list[str]:
    """Everything amiss in a window that is shown, each with where it stands."""
    return [
        f"{_place(widget)}: {amiss}"
        for widget in seen(window)
        for amiss in _amiss(widget, language)
        if amiss
    ]


def _amiss(widget: QWidget, language: str) -> Iterator[str]:
    yield _without_name(widget)
    yield _too_small(widget)
    yield _cut_off(widget)
    yield _guesses_its_format(widget)
    yield _hardly_readable(widget)
    if language == "vi":
        yield _untranslated(widget)


def seen(window: QWidget) -> Iterator[QWidget]:
    """The window's own widgets that are visible, but for parts that Qt makes for itself."""
    for widget in (window, *window.findChildren(QWidget)):
        mine = widget.window() is window and not isinstance(widget, (*_UNREACHED, QMenu))
        if mine and widget.isVisible() and not _is_part(widget) and not _clipped(widget):
            yield widget


def _is_part(widget: QWidget) -> bool:
    """Whether it is inside a control: an editor's line, a field's sign, a table's head."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or (
        parent is not None and isinstance(parent, _CONTROLS) and not isinstance(widget, _CONTROLS)
    )


def _clipped(widget: QWidget) -> bool:
    """Whether it has been scrolled out of sight."""
    return widget.visibleRegion().isEmpty()


def _place(widget: QWidget) -> str:
    names = []
    while widget is not None:
        names.append(widget.objectName() or type(widget).__name__)
        widget = widget.parentWidget()
    return "/".join(reversed(names[:4]))


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    return ""


def _without_name(widget: QWidget) -> str:
    if not isinstance(widget, _CONTROLS) or widget.focusPolicy() is Qt.FocusPolicy.NoFocus:
        return ""
    interface = QAccessible.queryAccessibleInterface(widget)
    name = "" if interface is None else interface.text(QAccessible.Text.Name)
    return "" if name.strip() else "a control without an accessible name"


def _too_small(widget: QWidget) -> str:
    if not isinstance(widget, _CONTROLS) or not widget.isEnabled():
        return ""
    if min(widget.width(), widget.height()) >= SMALLEST_CONTROL:
        return ""
    return f"a control of {widget.width()} × {widget.height()}"


def _cut_off(widget: QWidget) -> str:
    text = _text_of(widget)
    if not text or widget.toolTip():
        return ""
    if isinstance(widget, QLabel) and widget.wordWrap():
        fits = widget.heightForWidth(widget.width()) <= widget.height() + 1
    elif isinstance(widget, QLabel):
        room = widget.contentsRect().width() - 2 * widget.margin()
        needed = max(widget.fontMetrics().horizontalAdvance(line) for line in text.split("\n"))
        fits = needed <= room + 1 and widget.fontMetrics().height() <= widget.height() + 1
    else:
        hint = widget.minimumSizeHint().expandedTo(widget.sizeHint())
        fits = hint.width() <= widget.width() + 1 and hint.height() <= widget.height() + 2
    return "" if fits else f"cut off: {text!r} in {widget.width()} × {widget.height()}"


def _guesses_its_format(widget: QWidget) -> str:
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        return "a label that may take its text for markup"
    return ""


def _hardly_readable(widget: QWidget) -> str:
    """The text's colour against what it stands on, as it is painted."""
    text = _text_of(widget)
    if not text.strip() or not widget.isEnabled():
        return ""
    ground = _ground_of(widget)
    colour = widget.palette().color(widget.foregroundRole())
    ratio = contrast(colour, ground)
    if ratio >= LEAST_CONTRAST:
        return ""
    return f"{text!r} has a contrast of {ratio:.2f} ({colour.name()} on {ground.name()})"


def _ground_of(widget: QWidget) -> QColor:
    """The colour that most of a widget has on the screen."""
    top = widget.window()
    area = widget.rect().translated(widget.mapTo(top, widget.rect().topLeft()))
    image = top.grab(area).toImage().convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(
        image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 2)
    )
    return QColor.fromRgb(counted.most_common(1)[0][0])


def contrast(one: QColor, other: QColor) -> float:
    """WCAG's contrast ratio of two colours."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _untranslated(widget: QWidget) -> str:
    for said in (_text_of(widget), widget.toolTip(), widget.accessibleName(), _typed(widget)):
        if said in _english():
            return f"untranslated: {said!r}"
    return ""


def _typed(widget: QWidget) -> str:
    return widget.placeholderText() if isinstance(widget, QLineEdit | QPlainTextEdit) else ""


@cache
def _english() -> frozenset[str]:
    """English words of the screen that have others in Vietnamese."""
    return frozenset(
        source
        for path in sorted(Path(FOLDER).glob("*_vi.ts"))
        for message in ElementTree.parse(path).iter("message")
        if (source := message.findtext("source") or "") != message.findtext("translation")
        and len(source) > 1
    )
