"""One list that two desks have changed at the same time: what each of them did is kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def merged(
    mine: Iterable[Item],
    known: Iterable[Item],
    kept: Iterable[Item],
    key: Callable[[Item], Hashable],
) -> list[Item]:
    """What is to be kept, in my order, when `kept` is no longer what I had `known` of.

    What I left as it was is what the other has made of it, or gone if they took it out; what the
    other has put in stands at the end. Where both changed the same, mine is kept. `key` says what
    remains the same item.
    """
    before = {key(one): one for one in known}
    theirs = {key(one): one for one in kept}
    made: list[Item] = []
    for one in mine:
        there = theirs.pop(key(one), None)
        if before.get(key(one)) != one:
            made.append(one)
        elif there is not None:
            made.append(there)
    return made + [one for name, one in theirs.items() if name not in before]
