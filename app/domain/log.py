"""The log's chain: what an entry's hash covers, so that any program can verify it.

A hash covers the hash before it and the entry's own fields. Names, addresses and texts enter only
as digests over a random salt and the value, so that the values can be erased one day and the chain
still verifies.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring as _quoted

from app.domain.comment import Status
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

_DOCUMENT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Fields = tuple[int, int, int, str, str, int | None, str, str, str, str | None, str | None, str, str]
"""What a hash covers in the clear: `LogEntry.fields`."""

Digests = tuple[bytes | None, ...]
"""One for each of `VALUE_FIELDS`."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One decision as the log tells it, with all that proves it.

    Personal values are None when absent or erased; `action` and the statuses are codes, since a
    log that was tampered with may hold any. `previous` is the hash of the entry before, GENESIS
    for the first, None when that entry is not there. The chain does not cover `article_title`.
    """

    sequence: int
    at: int
    batch: int
    moderator: str
    action: str
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
    digests: Digests
    salt: bytes | None
    hash: bytes
    previous: bytes | None
    comment_id: int
    article_title: str

    @property
    def erased(self) -> bool:
        """Whether the values were there once and are no more."""
        return self.salt is None

    @property
    def fields(self) -> tuple[Field, ...]:
        """What the hash covers in the clear, in its order."""
        return (
            self.sequence,
            self.at,
            self.batch,
            self.moderator,
            self.action,
            self.undoes,
            self.source,
            self.external_id,
            self.article,
            self.from_status,
            self.to_status,
            self.from_reason,
            self.to_reason,
        )

    @property
    def values(self) -> tuple[str | None, ...]:
        """The personal values in the order of `VALUE_FIELDS`."""
        return (self.name, self.address, self.text, self.before, self.note)


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which entries; None or "" means any. Times are microseconds UTC, `until` exclusive."""

    since: int | None = None
    until: int | None = None
    moderator: str = ""
    action: Action | None = None
    article: str = ""
    text: str = ""


ALL = LogFilter()


@dataclass(frozen=True, slots=True)
class Reversal:
    """What has taken a batch back and is in force: its own batch, whose it was, when; not `whole`
    when it left some of it as it was."""

    batch: int
    moderator: str
    at: int
    whole: bool


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the log by batches: a batch of several, told by its last entry, or one entry.

    `entries` are those of the batch, `actions` what was done in it, `articles` on how many; of a
    very long batch its last entries speak for all. `last` is the batch that came last of this one,
    what has taken it back, what has done that again, and so on: the one to take back now.
    """

    entry: LogEntry
    heads: bool
    entries: int
    actions: tuple[str, ...]
    articles: int
    reversal: Reversal | None
    last: int

    @property
    def last_undoes(self) -> bool:
        """Whether `last` is an undo, so that taking it back does something again."""
        return (self.entry.action == Action.UNDO) != (self.reversal is not None)


@dataclass(frozen=True, slots=True)
class BatchContents:
    """What a batch is made of: changes from one status to another and articles, each with how many
    entries, those with most first; and the first of its entries, in their order."""

    changes: tuple[tuple[str | None, str | None, int], ...]
    articles: tuple[tuple[str, int], ...]
    first: tuple[LogEntry, ...]


@functools.lru_cache(maxsize=64)
def action_words(code: str) -> Words:
    """What an action is called; a code that is none is said as it stands."""
    return Action(code).words if code in set(Action) else Words(code, code)


@functools.lru_cache(maxsize=64)
def status_words(code: str | None) -> Words:
    """What a status is called; "none" for a comment that does not exist before or after."""
    if code is None:
        return Words("không có", "none")
    return Status(code).words if code in set(Status) else Words(code, code)


def change_words(entry: LogEntry) -> Words:
    """From which status to which; empty where the status stays."""
    return words_between(entry.from_status, entry.to_status)


def words_between(before: str | None, after: str | None) -> Words:
    """A change of status in words; empty where it stays."""
    if before == after:
        return Words("", "")
    was, now = status_words(before), status_words(after)
    return Words(f"{was.vi} → {now.vi}", f"{was.en} → {now.en}")


@dataclass(frozen=True, slots=True)
class ChainProblem:
    """One entry that does not fit: which, and how. 0 where it is no single entry."""

    sequence: int
    words: Words


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What verifying found: how many entries, the head they reach, every entry that does not fit.

    `problems` lists at most the first thousand of `problem_count`; `remarks` say what could not be
    looked at and why.
    """

    entries: int
    sequence: int
    head: bytes
    problems: tuple[ChainProblem, ...]
    problem_count: int = 0
    remarks: tuple[Words, ...] = ()

    @property
    def whole(self) -> bool:
        return not self.problem_count


def salts(n: int) -> list[bytes]:
    """Random salts for that many entries; to ask for each alone costs as much as a hash."""
    drawn = os.urandom(n * SALT_BYTES)
    return [drawn[start : start + SALT_BYTES] for start in range(0, len(drawn), SALT_BYTES)]


def digest(salt: bytes, value: str | None) -> bytes | None:
    """SHA-256 over the salt and the value's UTF-8; None for a value that is absent."""
    return None if value is None else hashlib.sha256(salt + value.encode()).digest()


def digests(salt: bytes, values: Sequence[str | None]) -> Digests:
    """`digest` of each value."""
    sha256 = hashlib.sha256
    return tuple([None if v is None else sha256(salt + v.encode()).digest() for v in values])


def entry_hash(previous: bytes, fields: Sequence[Field], digests: Sequence[bytes | None]) -> bytes:
    """The hash of one entry.

    SHA-256 over the 32 bytes of the previous hash and the UTF-8 of a JSON array without spaces:
    the format's number, then sequence, at, batch, moderator, action, undoes, source, external_id,
    article, from_status, to_status, from_reason, to_reason, then the digests of name, address,
    text, before and note in hexadecimal, null where absent.
    """
    row = [FORMAT, *fields, *(None if item is None else item.hex() for item in digests)]
    return hashlib.sha256(previous + _DOCUMENT.encode(row).encode()).digest()


def written_hash(previous: bytes, fields: Fields, digests: Digests) -> bytes:
    """`entry_hash` of an entry that is just being written, at about half the cost.

    Only for fields that are what they should be: what is read back from a log may be anything.
    """
    (
        sequence,
        at,
        batch,
        moderator,
        action,
        undoes,
        source,
        external_id,
        article,
        from_status,
        to_status,
        from_reason,
        to_reason,
    ) = fields
    name, address, text, before, note = digests
    document = (
        f"[{FORMAT},{sequence},{at},{batch},{_quoted(moderator)},{_quoted(action)},"
        f"{'null' if undoes is None else undoes},"
        f"{_quoted(source)},{_quoted(external_id)},{_quoted(article)},"
        f"{'null' if from_status is None else _quoted(from_status)},"
        f"{'null' if to_status is None else _quoted(to_status)},"
        f"{_quoted(from_reason)},{_quoted(to_reason)},"
        f"{_sealed(name)},{_sealed(address)},{_sealed(text)},{_sealed(before)},{_sealed(note)}]"
    )
    return hashlib.sha256(previous + document.encode()).digest()


def _sealed(digest: bytes | None) -> str:
    return "null" if digest is None else f'"{digest.hex()}"'
