"""What charts are drawn with: the theme's colours, and patterns where colours are not to be had."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from ui.theme import Theme

_PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.Dense5Pattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.HorPattern,
)


def is_bare(theme: Theme) -> bool:
    """High contrast: grounds do not differ, so edges and patterns must."""
    return theme.selection == theme.pane


def mixed(below: str, above: str, share: float) -> QColor:
    """So much of the upper colour on the lower one."""
    low, high = QColor(below), QColor(above)

    def part(of: Callable[[QColor], int]) -> int:
        return round(of(low) + (of(high) - of(low)) * share)

    return QColor(part(QColor.red), part(QColor.green), part(QColor.blue))


def calm(theme: Theme) -> QColor:
    """For what is many and in the background; three times as bright or dark as its ground."""
    return mixed(theme.pane, theme.second, 1.0 if is_bare(theme) else 0.55)


def kinds(theme: Theme) -> list[QBrush]:
    """One for each kind of decision, told apart by more than colour where there is none."""
    if is_bare(theme):
        return [QBrush(QColor(theme.text), pattern) for pattern in _PATTERNS]
    colours = (
        theme.accent,
        theme.bad.text,
        theme.doubtful.text,
        theme.notice.text,
        theme.second,
    )
    return [QBrush(mixed(theme.pane, colour, 0.85)) for colour in colours]
