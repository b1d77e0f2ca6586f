"""Long arrays of comment ids, looked through without holding anybody up.

A million ids are compared in pieces against small sets: one call over all of them, or a set made
of them, would hold the interpreter's lock, and with it the GUI thread, for a tenth of a second.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

IDS = "q"
"""The type code of every array of comment ids: signed 64-bit."""

_PIECE = 4_096
_WIDTH = array(IDS).itemsize
_FOLLOWING = 4
"""Pieces in which the next one left is looked for."""


def row_of(ids: array[int], wanted: int, near: int = 0) -> int | None:
    """Where a comment stands; quickest when it stands near that row."""
    needle = array(IDS, [wanted]).tobytes()
    for start in _outward(len(ids), near):
        haystack = ids[start : start + _PIECE].tobytes()
        place = haystack.find(needle)
        while place % _WIDTH and place >= 0:
            place = haystack.find(needle, place + 1)
        if place >= 0:
            return start + place // _WIDTH
    return None


def within(few: frozenset[int], ids: array[int]) -> frozenset[int]:
    """Those of a few comments that are in the list."""
    found: set[int] = set()
    if few:
        for start in range(0, len(ids), _PIECE):
            found.update(few.intersection(ids[start : start + _PIECE]))
    return frozenset(found)


def without(ids: array[int], few: frozenset[int]) -> array[int]:
    """The list without these, in its order."""
    left = array(IDS)
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        if not few.isdisjoint(piece):
            piece = array(IDS, [each for each in piece if each not in few])
        left.extend(piece)
    return left


def only(ids: array[int], few: frozenset[int]) -> array[int]:
    """Those of the list that are among these, in its order."""
    found = array(IDS)
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        if not few.isdisjoint(piece):
            found.extend([each for each in piece if each in few])
    return found


def survivor(before: array[int], row: int, after: array[int], near: int) -> int:
    """The row in `after` of the comment that was at `row`, or of the next one left.

    What is near in `after` is looked at first. Where nothing of the thousands that followed is
    left, `near` is kept to, as far as the list goes.
    """
    found = row_of(after, before[row], near)
    if found is not None:
        return found
    start, last = row + 1, len(after) - 1
    around = after[max(0, near - _PIECE) : near + _PIECE]
    for _ in range(_FOLLOWING):
        piece = before[start : start + _PIECE]
        left = within(frozenset(piece), around) or within(frozenset(piece), after)
        following = next((each for each in piece if each in left), None)
        if following is not None:
            return row_of(after, following, near) or 0
        start += _PIECE
    return min(near, last) if start < len(before) else last


def _outward(count: int, near: int) -> Iterator[int]:
    """The pieces of a list, by where they begin, the one around `near` first."""
    middle = max(0, min(near, count - 1)) // _PIECE * _PIECE
    yield from range(middle, min(middle + 1, count))
    for away in range(_PIECE, count + _PIECE, _PIECE):
        if middle + away < count:
            yield middle + away
        if middle - away >= 0:
            yield middle - away
