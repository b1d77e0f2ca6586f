"""The people and texts of a newsroom: article, writer, comment."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.flag import Flag, Reason
from app.domain.words import Words


class Status(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    SPAM = "spam"

    @property
    def words(self) -> Words:
        return _STATUS_WORDS[self]


_STATUS_WORDS = {
    Status.PENDING: Words("chờ duyệt", "pending"),
    Status.APPROVED: Words("đã duyệt", "approved"),
    Status.REJECTED: Words("đã từ chối", "rejected"),
    Status.SPAM: Words("thư rác", "spam"),
}


class Verdict(StrEnum):
    """How believable a name or an address is."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What validation says of one name or address: never a refusal, only a verdict with its reason.

    `normal` is the form to compare and to show; "" where there is nothing to normalise.
    `reason` is None exactly when the verdict is good.
    """

    verdict: Verdict
    normal: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What is commented on. Times are microseconds UTC (`moment`); 0 when unknown."""

    id: int
    url: str
    title: str
    section: str = ""
    byline: str = ""
    published_at: int = 0
    lead: str = ""
    body: str = ""
    caption: str = ""
    pending: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """A writer's decided comments, counted; times are microseconds UTC, 0 when there is none."""

    pending: int = 0
    approved: int = 0
    rejected: int = 0
    spam: int = 0
    first_at: int = 0
    last_at: int = 0

    @property
    def total(self) -> int:
        return self.pending + self.approved + self.rejected + self.spam


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote a comment: the name and address as given, what we make of them, what is known."""

    id: int
    name: str
    address: str
    name_judgement: Judgement
    address_judgement: Judgement
    history: History = field(default_factory=History)


@dataclass(frozen=True, slots=True)
class Comment:
    """One reader's text on one article, as a card or a conversation shows it.

    `version` is the number of the change that touched it last (it only grows); a decision
    made on an older version is stale. `text` is the current text, `revision` counts its edits.
    `by_newsroom` marks a reply written in the newsroom's name.
    """

    id: int
    version: int
    status: Status
    text: str
    created_at: int
    article_id: int
    article_title: str
    writer: Writer
    flags: tuple[Flag, ...] = ()
    reason: str = ""
    revision: int = 0
    parent_id: int | None = None
    by_newsroom: bool = False
    decided_by: str = ""
    decided_at: int = 0
    website: str = ""
    machine: str = ""
