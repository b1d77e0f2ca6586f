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

    def took_back(self, changes: Changes, batch: int | None = None) -> History:
        """After an undo of a batch, which need not be of this session; of the last one done. One
        of those before it that could not be undone can be when what is in its way has been."""
        batch = self.done[-1] if batch is None else batch
        if not changes.decided and batch in self.done[:-1]:
            return self
        undone = (*self.undone, changes.batch) if changes.decided else self.undone
        return History(_without(self.done, batch), undone, self.own | {batch, changes.batch})

    def did_again(self, changes: Changes, batch: int | None = None) -> History:
        """After a redo of an undo, which need not be of this session; of the last one."""
        batch = self.undone[-1] if batch is None else batch
        if not changes.decided and batch in self.undone[:-1]:
            return self
        done = (*self.done, changes.batch) if changes.decided else self.done
        return History(done, _without(self.undone, batch), self.own | {batch, changes.batch})


def _without(batches: tuple[int, ...], batch: int) -> tuple[int, ...]:
    if batches and batches[-1] == batch:
        return batches[:-1]
    return tuple(each for each in batches if each != batch)
