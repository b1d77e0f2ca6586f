"""Cells that no spreadsheet may take for a formula, and the way back to what was written."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
"""What a spreadsheet may evaluate. Spaces before it count, since some trim them; quotes before it
count too, so that taking one off again always gives back what was there."""


def defused(cell: str) -> str:
    """The cell with a quote before it when it begins like a formula."""
    if not cell or cell[0].isalnum():
        return cell
    return f"'{cell}" if _FORMULA.match(cell) else cell


def as_written(cell: str) -> str:
    """The cell without the quote that `defused` gave it."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell
