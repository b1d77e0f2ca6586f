"""Whether entries still make one chain: what fits, what does not, and how that is said.

Tampering is found, never prevented: one changed, added or missing entry shows, a cut tail or a
chain written anew throughout shows only against a head that was kept elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import NoneType
from typing import Any, NamedTuple

from app.domain.log import GENESIS, ChainProblem, Digests, digest, entry_hash, written_hash
from app.domain.words import Words

MOST_PROBLEMS = 1_000
"""Problems listed one by one; what goes beyond is counted."""

CHANGED = Words(
    "Dòng {n} đã bị sửa, hoặc được thêm vào bằng tay.",
    "Entry {n} was changed, or added by hand.",
)
ADDED = Words("Dòng {n} được thêm vào bằng tay.", "Entry {n} was added by hand.")
AFTER_A_PROBLEM = Words(
    "Dòng {n} không nối tiếp dòng ngay trước nó: một trong hai dòng đã bị sửa hoặc đổi chỗ.",
    "Entry {n} does not follow from the one before it: one of them was changed or moved.",
)
VALUES_CHANGED = Words(
    "Nội dung của dòng {n} (tên, địa chỉ, lời bình hoặc ghi chú) đã bị sửa.",
    "The values of entry {n} (name, address, text or note) were changed.",
)
VALUES_TAKEN_OUT = Words(
    "Dòng {n} mất phần nội dung đi kèm.", "The values beside entry {n} were taken out."
)
TAKEN_OUT = Words("Dòng {n} đã bị lấy đi.", "Entry {n} was taken out.")
ALL_TAKEN_OUT = Words(
    "Các dòng {n} đến {last} đã bị lấy đi.", "Entries {n} to {last} were taken out."
)

ERASED = Words(
    "Nội dung của {n} dòng đã được xóa theo yêu cầu; chuỗi vẫn kiểm được.",
    "The values of {n} entries have been erased; the chain verifies without them.",
)


@dataclass(slots=True)
class Findings:
    """Gathers problems up to the listed number and counts all of them."""

    problems: list[ChainProblem] = field(default_factory=list)
    count: int = 0

    def add(self, sequence: int, words: Words, **places: object) -> None:
        self.extend([ChainProblem(sequence, words.put(n=sequence, **places))])

    def extend(self, problems: list[ChainProblem]) -> None:
        self.count += len(problems)
        self.problems += problems[: max(0, MOST_PROBLEMS - len(self.problems))]

    def join(self, other: Findings) -> None:
        """Take over what was gathered elsewhere, that which is not listed there too."""
        self.extend(other.problems)
        self.count += other.count - len(other.problems)


_SOUND_FIELDS = frozenset(
    (int, int, int, str, str, undoes, str, str, str, before, after, str, str)
    for undoes in (int, NoneType)
    for before in (str, NoneType)
    for after in (str, NoneType)
)
"""The types of fields that are what they should be."""


class Link(NamedTuple):
    """An entry as verifying needs it, in whatever state it was found.

    `readable` is False for one that could not be read as what it should be; `values` is None where
    their row is missing.
    """

    sequence: int
    fields: tuple[Any, ...] = ()
    digests: Digests = ()
    hash: bytes = b""
    salt: bytes | None = None
    values: tuple[str | None, ...] | None = None
    readable: bool = True

    def hash_after(self, previous: bytes) -> bytes | None:
        """The hash the entry should have after that one; None when it holds what none can hold."""
        if not self.readable:
            return None
        hash_of = written_hash if tuple(map(type, self.fields)) in _SOUND_FIELDS else entry_hash
        try:
            return hash_of(previous, self.fields, self.digests)
        except (TypeError, AttributeError, ValueError):
            return None

    def values_fit(self) -> bool:
        """Whether the values are those of the digests, or were erased as a whole."""
        if self.values is None:
            return False
        if self.salt is None:
            return self.values.count(None) == len(self.values)
        try:
            for value, kept in zip(self.values, self.digests, strict=True):
                if (value is not None or kept is not None) and digest(self.salt, value) != kept:
                    return False
        except (TypeError, AttributeError, ValueError):
            return False
        return True


class Chain:
    """Follows entries in their order; what is wrong with each comes back as problems.

    An entry whose own hash alone was changed is told from one that does not fit, because the next
    one was made from the hash it should have.
    """

    def __init__(self) -> None:
        self.sequence = 0
        self.head = GENESIS
        self.entries = 0
        self._should_be: bytes | None = GENESIS

    def follow(self, link: Link) -> list[ChainProblem]:
        """The next entry; what does not fit about it."""
        self.entries += 1
        if link.sequence < 1:
            return [problem(link.sequence, ADDED)]
        if link.sequence == self.sequence + 1:
            problems = self._fit(link)
        else:
            problems = [missing(self.sequence + 1, link.sequence - 1)]
            if not link.readable:
                problems.append(problem(link.sequence, CHANGED))
            self._should_be = link.hash
        self.sequence, self.head = link.sequence, link.hash
        return problems + values_problems(link)

    def _fit(self, link: Link) -> list[ChainProblem]:
        was_whole = self._should_be == self.head
        should_be = link.hash_after(self.head)
        fits = should_be == link.hash
        if not fits and not was_whole and self._should_be is not None:
            other = link.hash_after(self._should_be)
            fits = other == link.hash
            should_be = other if fits else should_be
        self._should_be = should_be
        return [] if fits else [problem(link.sequence, CHANGED if was_whole else AFTER_A_PROBLEM)]


def values_problems(link: Link) -> list[ChainProblem]:
    """What is wrong with the values beside an entry."""
    if not link.readable or link.values_fit():
        return []
    words = VALUES_TAKEN_OUT if link.values is None else VALUES_CHANGED
    return [problem(link.sequence, words)]


def problem(sequence: int, words: Words) -> ChainProblem:
    return ChainProblem(sequence, words.put(n=sequence))


def missing(first: int, last: int) -> ChainProblem:
    """Entries that should stand here and do not."""
    words = TAKEN_OUT if first == last else ALL_TAKEN_OUT
    return ChainProblem(first, words.put(n=first, last=last))
