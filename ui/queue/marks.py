"""Which comments are marked: a few by name, or all of a queue but a few."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

from ui.queue.ids import IDS, only, within, without


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

    def marked(self, comment_ids: Iterable[int]) -> Marks:
        """The same marks with these comments of the queue."""
        chosen = frozenset(comment_ids)
        return Marks(self.all, self.ids - chosen if self.all else self.ids | chosen)

    def unmarked(self, comment_ids: Iterable[int]) -> Marks:
        """The same marks without those of these comments, which stay in the queue."""
        chosen = frozenset(comment_ids)
        return Marks(self.all, self.ids | chosen if self.all else self.ids - chosen)

    def without(self, removed: frozenset[int]) -> Marks:
        """The same marks after these comments have left the queue."""
        return Marks(self.all, self.ids - removed) if self.ids else self

    def moved(self, after: array[int], came: frozenset[int]) -> Marks:
        """The same marks after the queue was read again; `came` are those that were not in it.

        What came in meanwhile was never seen under "all" and stays unmarked.
        """
        left = within(self.ids, after)
        return Marks(all=True, ids=left | came) if self.all else Marks(ids=left)

    def chosen(self, ids: array[int]) -> array[int]:
        """The marked ones of a queue, in its order."""
        if not self.ids:
            return ids[:] if self.all else array(IDS)
        return without(ids, self.ids) if self.all else only(ids, self.ids)
