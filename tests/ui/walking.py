"""A walk over every widget that is to be seen, and what it finds amiss.

What Qt paints is asked of its widgets, what the desk paints itself is listened to: see `painting`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import cast

import numpy as np
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QHelpEvent, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QSplitterHandle,
    QTableView,
    QTextEdit,
    QToolTip,
    QTreeView,
    QWidget,
)

from tests.ui.foreign import in_the_other_language
from tests.ui.painting import Painting, is_covered
from ui.palette.palette import Palette
from ui.theme import LEAST_CONTRAST, contrast

SMALLEST_CONTROL = 24
"""Pixels; WCAG 2.2, success criterion 2.5.8, target size (minimum)."""

BAR = 10
"""Pixels of an upright scroll bar, which takes them from a text when that has been laid out."""

FINELY = 3
"""How much larger than on the screen letters are looked at: thin strokes are grey otherwise."""

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
)
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
_UNREACHED = (QScrollBar, QSplitterHandle, QHeaderView)
"""The keyboard does without these, and their width is the system's habit."""

_EDGE = 3
"""Pixels of a control that are its border and the mark of focus, not its words."""


def findings(window: QWidget, language: str, painting: Painting, colours: bool) -> list[str]:
    """Everything amiss in a window that is shown, each with where it stands; its `colours` too."""
    found = [
        f"{where_is(widget)}: {amiss}"
        for widget in seen(window)
        for amiss in _amiss(widget, language)
        if amiss
    ]
    drawn = painting.of(window)
    found += _cut_without_a_tooltip(window, drawn.cut)
    if not isinstance(window, Palette):  # it finds commands by their names in the other language
        found += [f"painted: untranslated: {each!r}" for each in drawn.texts(language)]
    for menu in window.findChildren(QMenu):
        found += _amiss_in_menu(menu, language)
    if colours:
        found += drawn.hardly_readable() + _hardly_readable(window)
    return found


def _amiss(widget: QWidget, language: str) -> Iterator[str]:
    yield _without_name(widget)
    yield _too_small(widget)
    yield _cut_off(widget)
    yield _goes_sideways(widget)
    yield _guesses_its_format(widget)
    yield from _untranslated(widget, language)
    if isinstance(widget, QAbstractItemView):
        yield from _amiss_in_rows(widget, language)


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
        parent is not None and isinstance(parent, CONTROLS) and not isinstance(widget, CONTROLS)
    )


def _clipped(widget: QWidget) -> bool:
    """Whether it has been scrolled out of sight."""
    return widget.visibleRegion().isEmpty()


def where_is(widget: QWidget | None) -> str:
    names: list[str] = []
    while widget is not None:
        names.append(widget.objectName() or type(widget).__name__)
        widget = widget.parentWidget()
    return "/".join(reversed(names[:4]))


def text_of(widget: QWidget) -> str:
    """What a widget says, in words that it shows."""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        return widget.toPlainText() or widget.placeholderText()
    return ""


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name)


def _is_said(words: str) -> bool:
    """Whether words can be read out: a sign alone cannot."""
    return any(letter.isalnum() for letter in words)


def _without_name(widget: QWidget) -> str:
    if not isinstance(widget, CONTROLS) or _is_said(name_of(widget)):
        return ""
    return "a control without an accessible name"


def _too_small(widget: QWidget) -> str:
    if not isinstance(widget, CONTROLS) or not widget.isEnabled():
        return ""
    if min(widget.width(), widget.height()) >= SMALLEST_CONTROL:
        return ""
    return f"a control of {widget.width()} × {widget.height()}"


# What does not fit


def _cut_off(widget: QWidget) -> str:
    text = text_of(widget)
    if not text or widget.toolTip() or isinstance(widget, QPlainTextEdit | QTextEdit):
        return ""
    if isinstance(widget, QLabel):
        fits = _label_fits(widget)
    elif isinstance(widget, QLineEdit):
        room = widget.contentsRect().width() - 2 * SMALLEST_CONTROL // 3
        fits = bool(widget.text()) or widget.fontMetrics().horizontalAdvance(text) <= room
    else:
        hint = widget.minimumSizeHint().expandedTo(widget.sizeHint())
        fits = hint.width() <= widget.width() + 1 and hint.height() <= widget.height() + 2
    return "" if fits else f"cut off: {text!r} in {widget.width()} × {widget.height()}"


def _goes_sideways(widget: QWidget) -> str:
    """Reading is up and down; a list of one column, too."""
    bar = widget.horizontalScrollBar() if isinstance(widget, QAbstractScrollArea) else None
    beyond = 0 if bar is None else bar.maximum()
    return f"{beyond} pixels of it are beyond its right edge" if beyond > BAR else ""


def _label_fits(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) <= label.height() + 1
    metrics = label.fontMetrics()
    room = label.contentsRect().width() - 2 * label.margin()
    needed = max(metrics.horizontalAdvance(line) for line in label.text().split("\n"))
    return needed <= room + 1 and metrics.height() <= label.height() + 1


def _cut_without_a_tooltip(window: QWidget, cut: Iterable[str]) -> list[str]:
    """What was painted with an ellipsis must be whole in a tooltip of the window."""
    said = {_plain(widget.toolTip()) for widget in seen(window)}
    missing = {text for text in cut if not _said_in(text, said)}
    for tooltip in tooltips(window) if missing else ():
        missing -= {text for text in missing if _said_in(text, [tooltip])}
        if not missing:
            break
    QToolTip.hideText()
    return [f"cut without a tooltip: {text!r}" for text in sorted(missing)]


def _said_in(text: str, tooltips: Iterable[str]) -> bool:
    words = _plain(text)[:200]
    return any(words in tooltip for tooltip in tooltips)


@cache
def _plain(text: str) -> str:
    """The words of a tooltip or a painted line, without marks of direction."""
    bare = html.unescape(re.sub("<[^>]*>", "", text))
    return " ".join("".join(each for each in bare if each.isprintable()).split())


def tooltips(window: QWidget) -> Iterator[str]:
    """What painted parts say where the pointer rests on them."""
    for widget in seen(window):
        if isinstance(widget, QAbstractItemView):
            for index in rows_seen(widget):
                place = widget.visualRect(index)
                for share in (0.15, 0.5, 0.85):
                    yield tooltip_at(widget.viewport(), place, share)
        elif type(widget).__module__.startswith("ui."):
            for top in range(4, widget.height(), 8):
                line = QRect(0, top, min(widget.width(), 200), 1)
                yield tooltip_at(widget, line, 0.5)


def tooltip_at(widget: QWidget, place: QRect, down: float) -> str:
    """What a widget says where the pointer rests, so far down a place in it."""
    at = QPoint(place.center().x(), place.top() + round(place.height() * down))
    QToolTip.showText(QPoint(), "")
    event = QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at))
    QApplication.sendEvent(widget, event)
    return _plain(QToolTip.text()) if QToolTip.isVisible() else ""


# Lists and tables


def rows_seen(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """The cells of a list, table or tree of which something is to be seen."""
    shown = view.viewport().rect()
    columns = view.header().count() if isinstance(view, QTreeView) else 1
    if isinstance(view, QTableView):
        columns = view.horizontalHeader().count()
    first = view.indexAt(QPoint(shown.center().x(), shown.top() + 2)).siblingAtColumn(0)
    while first.isValid() and view.visualRect(first).top() <= shown.bottom():
        for cell in (first.siblingAtColumn(column) for column in range(columns)):
            place = view.visualRect(cell)
            if place.intersects(shown) and place.width() > 1:
                yield cell
        below = first.sibling(first.row() + 1, 0)
        first = view.indexBelow(first) if isinstance(view, QTreeView) else below


def _amiss_in_rows(view: QAbstractItemView, language: str) -> Iterator[str]:
    reader = QAccessible.queryAccessibleInterface(view)
    paints_itself = _paints(type(view.itemDelegate()), "paint") or _paints(type(view), "paintEvent")
    for index in rows_seen(view):
        place = view.visualRect(index)
        middle = view.viewport().mapToGlobal(place.center())
        cell = reader.childAt(middle.x(), middle.y()) if reader is not None else None
        words = "" if cell is None else cell.text(QAccessible.Text.Name)
        shown = str(index.data() or "")
        where = f"row {index.row()}, column {index.column()}"
        within = view.viewport().rect().contains(place.center())
        if within and (shown or index.column() == 0) and not _is_said(words):
            yield f"{where} has no accessible name, but shows {shown!r}"
        if in_the_other_language(shown, language):
            yield f"{where} is untranslated: {shown!r}"
        room = place.intersected(view.viewport().rect()).width()
        if shown and not paints_itself and view.sizeHintForIndex(index).width() > room + 1:
            said = tooltip_at(view.viewport(), place, 0.5)
            if _plain(shown)[:200] not in said:
                yield f"{where} is cut off: {shown!r}, its tooltip is {said!r}"
    header = view.horizontalHeader() if isinstance(view, QTableView) else None
    if header is not None and header.isVisible():
        model = view.model()
        for column in range(header.count()):
            words = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            hint = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
            if hint != words and header.sectionSizeHint(column) > header.sectionSize(column):
                yield f"the head of a column is cut off: {words!r}"
            if in_the_other_language(words, language):
                yield f"the head of a column is untranslated: {words!r}"


def _paints(kind: type, how: str) -> bool:
    """Whether a class of the desk paints, so that `painting` hears what it cuts."""
    return any(how in vars(each) for each in kind.__mro__ if each.__module__.startswith("ui."))


def _amiss_in_menu(menu: QMenu, language: str) -> Iterator[str]:
    for action in menu.actions():
        words = action.text()
        if not action.isSeparator() and not _is_said(words):
            yield f"menu: an entry without words ({action.objectName()})"
        if in_the_other_language(words, language):
            yield f"menu: untranslated: {words!r}"


def _guesses_its_format(widget: QWidget) -> str:
    if isinstance(widget, QLabel) and widget.textFormat() is not Qt.TextFormat.PlainText:
        return "a label that may take its text for markup"
    return ""


def _untranslated(widget: QWidget, language: str) -> Iterator[str]:
    shown = widget.placeholderText() if isinstance(widget, _FIELDS) else text_of(widget)
    said = [
        shown,
        _plain(widget.toolTip()),
        widget.accessibleName(),
        widget.accessibleDescription(),
        widget.windowTitle(),
    ]
    if isinstance(widget, QComboBox):
        said += [widget.itemText(number) for number in range(widget.count())]
    for words in said:
        if in_the_other_language(words, language):
            yield f"untranslated: {words!r}"


# Colours


def _hardly_readable(window: QWidget) -> list[str]:
    """Letters that Qt paints against what they stand on, as they are painted."""
    picture = pixels_of(window, FINELY)
    found = []
    for widget in seen(window):
        if not text_of(widget).strip() or not widget.isEnabled() or is_covered(widget):
            continue
        area = widget.visibleRegion().boundingRect()
        if 2 * area.height() < widget.height():
            continue  # scrolled out of sight but for the edge of its letters
        if isinstance(widget, CONTROLS):
            area = area.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        inks, ground = inks_on(picture, area.translated(widget.mapTo(window, QPoint())))
        ratio = max((_contrast(ink, ground) for ink in inks), default=0.0)
        if ratio < LEAST_CONTRAST:
            words = f"{text_of(widget)!r} has a contrast of {ratio:.2f} on {ground}"
            found.append(f"{where_is(widget)}: {words}")
    return found


_contrast = cache(contrast)


def pixels_of(window: QWidget, finely: int = 1) -> np.ndarray:
    """What a window looks like, as 0xffrrggbb by line and column, so many times as fine."""
    image = QImage(window.size() * finely, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(finely)
    window.render(image)
    lines = np.frombuffer(cast("bytes", image.constBits()), np.uint32).copy()
    return lines.reshape(image.height(), image.width())


def inks_on(picture: np.ndarray, area: QRect) -> tuple[list[str], str]:
    """Colours that occur in a place more than now and then, and the one it has most of."""
    left, top = max(0, area.left()) * FINELY, max(0, area.top()) * FINELY
    part = picture[top : (area.bottom() + 1) * FINELY, left : (area.right() + 1) * FINELY]
    colours, counts = np.unique(part, return_counts=True)
    if not colours.size:
        return [], "#000000"
    ground = colours[counts.argmax()]
    often = colours[counts >= 2 * FINELY]
    return [_named(each) for each in often if each != ground], _named(ground)


def _named(pixel: np.uint32) -> str:
    return QColor.fromRgb(int(pixel)).name()


def settle_layouts() -> None:
    """Every layout has been asked for and has been made."""
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QApplication.processEvents()
