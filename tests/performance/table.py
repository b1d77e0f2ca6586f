"""The figures as a table to read and as a document to keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.performance.measure import (
    AtMost,
    Goal,
    Measurement,
    QuickerThanPeer,
    Samples,
    TimesLimit,
)

HEADERS = ("operation", "ours", "spread", "limit", "ratio", "goal", "", "Django")
_MARKS = {True: " ✓", False: " ✗", None: ""}
_WIDTHS = (66, 11, 19, 11, 8, 33, 7, 18)


def header() -> str:
    return _line(HEADERS) + "\n" + "─" * (sum(_WIDTHS) + 2 * len(_WIDTHS) - 2)


def row(one: Measurement) -> str:
    """A measurement as a line of the table."""
    ratio = one.ratio
    return _line(
        (
            one.operation,
            _figure(one, one.ours.median),
            _spread(one),
            "" if one.limit is None else _figure(one, one.limit.median),
            "" if ratio is None else f"{ratio:.2f} ×",
            ", ".join(said(goal) + _MARKS[one.meets(goal)] for goal in one.goals),
            verdict(one),
            _peer(one),
        )
    )


def said(goal: Goal) -> str:
    """A goal in a few characters."""
    if isinstance(goal, TimesLimit):
        return f"≤ {goal.figure:g} ×"
    if isinstance(goal, QuickerThanPeer):
        return f"≥ {goal.figure:g} × Django"
    statistic = "" if goal.statistic == "median" else f"{goal.statistic} "
    return f"{statistic}≤ {goal.figure:g}"


def verdict(one: Measurement) -> str:
    """Whether all goals are met that could be judged; "" where there is none."""
    judged = [met for met in map(one.meets, one.goals) if met is not None]
    if not judged:
        return ""
    return "met" if all(judged) else "MISSED"


def growth(by_rows: Mapping[int, Sequence[Measurement]]) -> Iterable[str]:
    """How each cost grows with the number of rows: a column for each, and the last by the first."""
    sizes = list(by_rows)
    yield _cells(("operation", *(f"{size:,}" for size in sizes), "grows"))
    found = [{one.operation: one for one in measured} for measured in by_rows.values()]
    for operation in found[-1]:
        same = [each[operation] for each in found if operation in each]
        if len(same) == len(sizes):
            first, last = same[0].ours.median, same[-1].ours.median
            times = f"{last / first:.1f} ×" if first else ""
            yield _cells((operation, *(_figure(one, one.ours.median) for one in same), times))


def document(one: Measurement) -> dict[str, Any]:
    """A measurement for a machine; values in its unit."""
    return {
        "operation": one.operation,
        "unit": one.unit,
        "ours": _summary(one, one.ours),
        "limit": None if one.limit is None else _summary(one, one.limit),
        "django": None if one.peer is None else _summary(one, one.peer),
        "ratio": one.ratio,
        "times_quicker_than_django": one.quicker,
        "goals": [{"goal": said(goal), "met": one.meets(goal)} for goal in one.goals],
    }


def _summary(one: Measurement, samples: Samples) -> dict[str, float]:
    values = {f"p{part}": samples.share(part / 100) for part in (10, 50, 90, 99)}
    shown = {name: one.shown(value) for name, value in values.items()}
    return shown | {"worst": one.shown(samples.worst), "samples": len(samples.values)}


def _figure(one: Measurement, value: float) -> str:
    shown = one.shown(value)
    digits = 0 if shown >= 1000 else 1 if shown >= 100 else 2 if shown >= 1 else 3
    return f"{shown:,.{digits}f} {one.unit}"


def _spread(one: Measurement) -> str:
    """From p10 to p90, or what a goal asks for; nothing for a single value."""
    if len(one.ours.values) == 1:
        return ""
    asked = {goal.statistic for goal in one.goals if isinstance(goal, AtMost)} - {"median"}
    if asked:
        name = asked.pop()
        return f"{name} {_figure(one, one.ours.statistic(name))}"
    low, high = (_figure(one, one.ours.share(part)).split(" ")[0] for part in (0.1, 0.9))
    return f"{low}-{high}"


def _peer(one: Measurement) -> str:
    if one.peer is None or one.quicker is None:
        return ""
    return f"{_figure(one, one.peer.median)} {one.quicker:,.1f} ×"


def _line(cells: Iterable[str]) -> str:
    return _joined(zip(cells, _WIDTHS, strict=True))


def _cells(cells: Sequence[str]) -> str:
    return _joined(zip(cells, (_WIDTHS[0], *(14 for _ in cells[1:])), strict=True))


def _joined(cells: Iterable[tuple[str, int]]) -> str:
    words, *figures = cells
    first = words[0].ljust(words[1])
    return "  ".join((first, *(cell.rjust(width) for cell, width in figures))).rstrip()
