"""A session's undo and redo: a frozen value, without a limit, over every kind of decision."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.decision import Changes


@dataclass(frozen=True, slots=True)
class History:
    """Batches that can be undone and redone, latest last.

    `own` are the change numbers whose effect this session has taken back or made by taking back;
    `app.services.moderation.undo` asks for them.
    """

    done: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()
    own: frozenset[int] = frozenset()

    def decided(self, changes: Changes) -> History:
        """After a decision: it can be undone, and nothing can be redone any more."""
        if not changes.decided:
            return self
        return replace(self, done=(*self.done, changes.batch), undone=())

    def took_back(self, changes: Changes) -> History:
        """After an undo of the last batch done."""
        batch = self.done[-1]
        undone = (*self.undone, changes.batch) if changes.decided else self.undone
        return History(self.done[:-1], undone, self.own | {batch, changes.batch})

    def did_again(self, changes: Changes) -> History:
        """After a redo of the last batch undone."""
        batch = self.undone[-1]
        done = (*self.done, changes.batch) if changes.decided else self.done
        return History(done, self.undone[:-1], self.own | {batch, changes.batch})
