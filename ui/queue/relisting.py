"""A list read again, or some of it taken out: all that is proportional to its length, done ahead.

`Relisting` is made in a worker from a `Snapshot` of the list and handed to the model, which then
has nothing left to look through.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.comment import Status
from ui.queue.ids import survivor, within, without
from ui.queue.marks import Marks


@dataclass(frozen=True, slots=True)
class Faded:
    """A comment that somebody else decided while it stood in the list."""

    moderator: str
    status: Status


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A list as it was at one moment; `number` is another after every change of it."""

    ids: array[int]
    marks: Marks
    faded: Mapping[int, Faded]
    row: int
    number: int


@dataclass(frozen=True, slots=True)
class Relisting:
    """What a list becomes, and where the current comment, or the next one left, stands in it."""

    ids: array[int]
    marks: Marks
    faded: Mapping[int, Faded]
    row: int


def relisted(shown: Snapshot, ids: array[int], came: frozenset[int]) -> Relisting:
    """The list read again; `came` are those of `ids` that were not in it."""
    faded = within(frozenset(shown.faded), ids)
    return Relisting(
        ids,
        shown.marks.moved(ids, came),
        {each: shown.faded[each] for each in faded},
        _row(shown, ids),
    )


def shortened(shown: Snapshot, gone: frozenset[int]) -> Relisting:
    """The list without these."""
    ids = without(shown.ids, gone)
    faded = {each: how for each, how in shown.faded.items() if each not in gone}
    return Relisting(ids, shown.marks.without(gone), faded, _row(shown, ids))


def _row(shown: Snapshot, ids: array[int]) -> int:
    if not shown.ids or not ids:
        return 0
    row = max(shown.row, 0)
    return survivor(shown.ids, row, ids, row)
