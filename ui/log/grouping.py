"""Which rows the log's table has: a line for each batch, and the entries of those that are open."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Grouping:
    """`heads` has a number for each batch, newest first: its last entry's sequence, negative where
    it has several; `opened` the entries of the batches that are open, by that number.

    `numbers` are those of all rows in their order: negative ones are heads of batches.
    """

    heads: array[int] = field(default_factory=lambda: array("q"))
    opened: Mapping[int, array[int]] = field(default_factory=dict)
    numbers: array[int] = field(init=False)
    _starts: tuple[int, ...] = field(init=False)
    _ends: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        numbers, starts, ends, taken = array("q"), [], [], 0
        for place, head in sorted((self._place(head), head) for head in self.opened):
            if place < len(self.heads) and self.heads[place] == head:
                numbers += self.heads[taken : place + 1]
                taken = place + 1
                starts.append(len(numbers))
                numbers += self.opened[head]
                ends.append(len(numbers))
        object.__setattr__(self, "numbers", numbers + self.heads[taken:] if taken else self.heads)
        object.__setattr__(self, "_starts", tuple(starts))
        object.__setattr__(self, "_ends", tuple(ends))

    def is_within(self, row: int) -> bool:
        """Whether a row is an entry below its batch's head."""
        at = bisect_right(self._starts, row) - 1
        return at >= 0 and row < self._ends[at]

    def head_row(self, row: int) -> int:
        """The row of the batch that a row belongs to."""
        at = bisect_right(self._starts, row) - 1
        return self._starts[at] - 1 if at >= 0 and row < self._ends[at] else row

    def row_of(self, number: int) -> int | None:
        try:
            return self.numbers.index(number)
        except ValueError:
            return None

    def head_over(self, sequence: int) -> int | None:
        """The head of the batch that an entry must be in, if any is."""
        place = bisect_right(self.heads, -sequence, key=_newest_first) - 1
        place = bisect_left(self.heads, -sequence, key=_newest_first) if place < 0 else place
        return self.heads[place] if place < len(self.heads) else None

    def with_open(self, head: int, sequences: array[int]) -> Grouping:
        return Grouping(self.heads, {**self.opened, head: sequences})

    def with_closed(self, head: int) -> Grouping:
        return Grouping(self.heads, {h: s for h, s in self.opened.items() if h != head})

    def _place(self, head: int) -> int:
        return bisect_left(self.heads, -abs(head), key=_newest_first)


def _newest_first(head: int) -> int:
    return -abs(head)
