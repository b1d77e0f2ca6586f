"""Cells for spreadsheets made of strangers' words, which must never run as formulas."""

from __future__ import annotations

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def defused(cell: str) -> str:
    """The cell with a ' before it when a spreadsheet would run it; quoting alone does not help."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_RUNS_AS_FORMULA) else cell
