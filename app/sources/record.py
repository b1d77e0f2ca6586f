"""What every kind of source gives, in one shape, so that importing does not know about formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.comment import Status
from app.domain.words import Words


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as its source tells it; `source` and `external_id` identify it for ever."""

    source: str
    external_id: str
    url: str
    title: str = ""
    section: str = ""
    byline: str = ""
    published_at: int = 0
    lead: str = ""
    body: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class CommentRecord:
    """A comment as its source tells it.

    `line` is the line (or the ordinal of the element) it began on, from 1. `article` is the
    external id of an article of the same source that was yielded before. `created_at` is in
    microseconds UTC, 0 when unknown. `status` None means the source does not say. `damaged` says
    that characters of the text could not be kept as they were. `by_newsroom` is a reply that a
    newsroom exported as its own.
    """

    source: str
    external_id: str
    article: str
    line: int
    name: str
    address: str
    text: str
    created_at: int = 0
    parent: str | None = None
    status: Status | None = None
    website: str = ""
    machine: str = ""
    damaged: bool = False
    by_newsroom: bool = False


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot become a comment: where it stands, why, and how it began."""

    line: int
    reason: Words
    raw: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not a reader's comment (a pingback, a trackback) and is only counted."""

    line: int
    kind: str


_KINDS = {"deleted": Words("đã xóa", "deleted")}


def kind_words(kind: str) -> Words:
    """What people call a kind of what is left out; the name that its own program gives others."""
    return _KINDS.get(kind, Words(kind, kind))


@dataclass(frozen=True, slots=True)
class Looking:
    """Nothing yet: a long file is looked through before its first item is told. Whoever waits sees
    that it goes on, and can stop it here."""


Item = ArticleRecord | CommentRecord | RejectedRow | LeftOut | Looking


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person can say about a file that it does not say itself.

    `columns` maps a header of the file to one of the design's field names; `source` names the
    source where a row gives no site to name it after; `site` is the address, such as
    `https://bao.vn`, of pages that a file knows by their paths only.
    """

    columns: tuple[tuple[str, str], ...] = ()
    source: str = ""
    site: str = ""


class Reader(Protocol):
    """One file format. `read` streams: memory does not grow with the file."""

    name: str

    def recognises(self, path: Path, head: bytes) -> bool:
        """Whether a file that begins with these bytes (at most 64 KiB) is of this format."""
        ...

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        """Each item with the number of bytes of the file read so far; of `Looking`, 0.

        Raises UnusableInputError, before the first item, for a file that cannot be used at all.
        """
        ...
