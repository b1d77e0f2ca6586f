"""The newsroom as its use cases see it: where it is kept, who is at the desk, what is listed."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain import moment
from app.domain.checks import WordList
from app.domain.progress import Progress
from app.storage.store import Store

Result = TypeVar("Result")
LongWork = Generator[Progress, None, Result]
"""Long work yields how far it is and returns its result; closing it early takes everything back
that its own documentation does not say is kept."""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """An open newsroom with the moderator at its desk. `clock` gives microseconds UTC."""

    store: Store
    moderator: str
    words: WordList = field(default_factory=lambda: WordList(()))
    clock: Callable[[], int] = moment.now


def finish(work: LongWork[Result]) -> Result:
    """Carry long work through without looking at its progress."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            result: Result = done.value
            return result
