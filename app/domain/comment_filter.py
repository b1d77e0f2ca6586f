"""Which comments are to leave the desk in a file."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.comment import Status


@dataclass(frozen=True, slots=True)
class CommentFilter:
    """All comments, unless something narrows them.

    `source` is a source's key, `article` an article's address (or its id at its source). `since` is
    the first instant that is wanted and `until` the first that no longer is, in microseconds UTC;
    with either, a comment of unknown time is not wanted.
    """

    statuses: tuple[Status, ...] = tuple(Status)
    source: str = ""
    article: str = ""
    since: int | None = None
    until: int | None = None


EVERY_COMMENT = CommentFilter()
