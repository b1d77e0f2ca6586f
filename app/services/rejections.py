"""Rejected rows gathered by why they were: a million of them are a few lines to read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from app.domain.words import Words
from app.sources.record import RejectedRow

MOST_KINDS = 12
MOST_EXAMPLES = 3
MOST_REMEMBERED = 200

_OTHER = Words("Lý do khác.", "Other reasons.")
_PLACE = re.compile(r" ?\([^()]*\d[^()]*\)")
_QUOTED = re.compile(r"“[^”]*”")
_FIELD = re.compile(r"“[a-z_]{1,20}”")


@dataclass(frozen=True, slots=True)
class RejectedKind:
    """How many rows were rejected for a reason, and the first of them."""

    why: Words
    count: int
    examples: tuple[RejectedRow, ...]


@dataclass(slots=True)
class _Gathered:
    count: int = 0
    examples: list[RejectedRow] = field(default_factory=list)


class Rejections:
    """Counts as rows are met; what it keeps does not grow with their number."""

    def __init__(self) -> None:
        self._kinds: dict[Words, _Gathered] = {}

    def add(self, row: RejectedRow) -> None:
        why = kind_of(row.reason)
        if why not in self._kinds and len(self._kinds) >= MOST_KINDS:
            why = _OTHER
        gathered = self._kinds.setdefault(why, _Gathered())
        gathered.count += 1
        if len(gathered.examples) < MOST_EXAMPLES:
            gathered.examples.append(row)

    def kinds(self) -> tuple[RejectedKind, ...]:
        """The most frequent first."""
        found = [
            RejectedKind(why, each.count, tuple(each.examples)) for why, each in self._kinds.items()
        ]
        return tuple(sorted(found, key=lambda kind: -kind.count))


@lru_cache(MOST_REMEMBERED)
def kind_of(reason: Words) -> Words:
    """A reason without what is only one row's: the column it broke at, the value it quotes.

    The name of a field is kept: which one is wrong is what one wants to know.
    """
    return Words(_general(reason.vi), _general(reason.en))


def _general(sentence: str) -> str:
    without_place = _PLACE.sub("", sentence)
    return _QUOTED.sub(lambda m: m[0] if _FIELD.fullmatch(m[0]) else "“…”", without_place)
