"""The log's chain: what an entry's hash covers, so that any program can verify it.

A hash covers the hash before it and the entry's own fields. Names, addresses and texts enter only
as digests over a random salt and the value, so that the values can be erased one day and the chain
still verifies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.decision import Action
from app.domain.words import Words

FORMAT = 1
"""The number of this chain format; it is the first field that every hash covers."""

GENESIS = bytes(32)
"""Stands for "the entry before" in the hash of the first entry."""

SALT_BYTES = 16

VALUE_FIELDS = ("name", "address", "text", "before", "note")
"""The personal values of an entry, in the order of their digests."""

Field = str | int | None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One decision as the log tells it; personal values are None when absent or erased.

    `article_title` and `erased` are for reading; the chain does not cover the title.
    """

    sequence: int
    at: int
    batch: int
    moderator: str
    action: Action
    undoes: int | None
    source: str
    external_id: str
    article: str
    from_status: str | None
    to_status: str | None
    from_reason: str
    to_reason: str
    name: str | None
    address: str | None
    text: str | None
    before: str | None
    note: str | None
    hash: bytes
    comment_id: int
    article_title: str
    erased: bool


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries; None or "" means any. Times are microseconds UTC, `until` exclusive."""

    since: int | None = None
    until: int | None = None
    moderator: str = ""
    action: Action | None = None
    article: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """One entry that does not fit: which, and how."""

    sequence: int
    words: Words


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What verifying found: how many entries, the head's hash, and every entry that does not fit."""

    entries: int
    head: bytes
    problems: tuple[ChainProblem, ...]

    @property
    def whole(self) -> bool:
        return not self.problems


def digest(salt: bytes, value: str | None) -> bytes | None:
    """SHA-256 over the salt and the value's UTF-8; None for a value that is absent."""
    return None if value is None else hashlib.sha256(salt + value.encode()).digest()


def entry_hash(previous: bytes, fields: Sequence[Field], digests: Sequence[bytes | None]) -> bytes:
    """The hash of one entry.

    SHA-256 over the 32 bytes of the previous hash and the UTF-8 of a JSON array without spaces:
    the format's number, then sequence, at, batch, moderator, action, undoes, source, external_id,
    article, from_status, to_status, from_reason, to_reason, then the digests of name, address,
    text, before and note in hexadecimal, null where absent.
    """
    row = [FORMAT, *fields, *(None if item is None else item.hex() for item in digests)]
    document = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(previous + document.encode()).digest()
