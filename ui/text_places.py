"""Places in a text: Python counts code points, Qt counts UTF-16 units."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QTextLine


def utf16(text: str, position: int) -> int:
    """A place in code points as one in UTF-16 units."""
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2


def utf16_offsets(text: str) -> Callable[[int], int]:
    """`utf16` for many places of one text, which seldom has to count."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda position: position
    return lambda position: utf16(text, position)


def utf16_slices(text: str) -> Callable[[int, int], str]:
    """What stands from one place up to another, both in UTF-16 units; half letters are left out."""
    units = text.encode("utf-16-le", "surrogatepass")
    return lambda start, end: units[start * 2 : end * 2].decode("utf-16-le", "ignore")


def across(line: QTextLine, position: int) -> float:
    """Where a place (UTF-16 units) stands in a line that is laid out, in pixels.

    PySide answers it together with the place it settled on, which its types do not say.
    """
    found: object = line.cursorToX(position)
    return float(found[0]) if isinstance(found, tuple) else 0.0
