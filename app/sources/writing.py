"""How comments leave for a file, in the shape in which they came from one (`record.py`).

What a format cannot say stands in it beside what it can, so that its reader here gives the same
comments, articles and sources back, and any other program reads what it knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.domain.comment import Status
from app.domain.words import Words
from app.sources.record import ArticleRecord, CommentRecord


class CommentFile(Protocol):
    """A file that takes comments, each with its article: the first of an article has all that is
    known of that, later ones what identifies it. Where a format wants `by_article`, they come
    article by article, none before the one it answers.

    `mended` counts the texts in which characters that the format forbids were replaced for other
    programs. Nothing but OSError is raised.
    """

    mended: int

    def write(self, article: ArticleRecord, comment: CommentRecord, reason: str) -> None:
        """`reason` is the code of a rejection's reason, or ""."""
        ...

    def finish(self) -> None: ...

    def close(self) -> None:
        """Let go of the file; after it that can be moved or removed."""


@dataclass(frozen=True, slots=True)
class About:
    """What a file may say of itself: the site it is of, as an address, and when it was made, in
    microseconds UTC."""

    site: str
    made_at: int


@dataclass(frozen=True, slots=True)
class Writing:
    """A format that can be written. `one_site`: its file can only be of one source. `statuses` are
    those that go into it unless others are asked for; `limits` says what other programs will not
    find in it."""

    name: str
    ending: str
    open: Callable[[Path, About], CommentFile]
    by_article: bool = True
    one_site: bool = False
    statuses: tuple[Status, ...] = tuple(Status)
    limits: Words | None = None
