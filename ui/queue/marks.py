"""Which comments are marked: a few by name, or all of a queue but a few."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

IDS = "q"
"""The type code of every array of comment ids: signed 64-bit."""


@dataclass(frozen=True, slots=True)
class Marks:
    """`all` means the whole queue, loaded or not, except `ids`; otherwise exactly `ids`.

    Every id is one of the queue's: whoever changes the queue asks for `within` or `without`.
    """

    all: bool = False
    ids: frozenset[int] = frozenset()

    def has(self, comment_id: int) -> bool:
        return (comment_id in self.ids) is not self.all

    def toggled(self, comment_id: int) -> Marks:
        return Marks(self.all, self.ids ^ {comment_id})

    def count(self, total: int) -> int:
        return total - len(self.ids) if self.all else len(self.ids)

    def unmarked(self, comment_ids: Iterable[int]) -> Marks:
        """The same marks without those of these comments, which stay in the queue."""
        chosen = frozenset(comment_ids)
        return Marks(self.all, self.ids | chosen if self.all else self.ids - chosen)

    def without(self, removed: frozenset[int]) -> Marks:
        """The same marks after these comments have left the queue."""
        return Marks(self.all, self.ids - removed) if self.ids else self

    def moved(self, before: array[int], after: array[int]) -> Marks:
        """The same marks after the queue was read again.

        What came in meanwhile was never seen under "all" and stays unmarked.
        """
        if not self.all and not self.ids:
            return self
        if not self.all:
            return Marks(all=False, ids=self.ids.intersection(after))
        now = frozenset(after)
        return Marks(all=True, ids=(self.ids & now) | now.difference(before))

    def chosen(self, ids: array[int]) -> array[int]:
        """The marked ones of a queue, in its order."""
        if self.all:
            return (
                array(IDS, (each for each in ids if each not in self.ids)) if self.ids else ids[:]
            )
        return array(IDS, (each for each in ids if each in self.ids)) if self.ids else array(IDS)
