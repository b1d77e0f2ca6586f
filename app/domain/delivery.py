"""A decision on its way back to where its comment came from, and what has become of it."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from app.domain.comment import Status
from app.domain.words import Words


class DeliveryKind(StrEnum):
    """What is delivered: a status, another text, a reply of the newsroom, or that one was taken
    back."""

    STATUS = "status"
    EDIT = "edit"
    REPLY = "reply"
    WITHDRAWAL = "withdrawal"


class DeliveryState(StrEnum):
    """`WAITING` is held or to be tried again; `SENT` was read back there; `FAILED` needs a person;
    `DROPPED` was given up by one; `REPLACED` gave way to a later decision before it was sent."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery as the panel shows it. Times are microseconds UTC; `held_until` is when it may be
    tried, `settled_at` when it was sent, failed or given up, 0 while it waits. `text` is a reply's
    or an edit's, otherwise how the comment begins; `problem` what went wrong last, or None.
    `behind` is what keeps one that waits from going: an earlier one that waits as well or has
    failed, or a later one by which it will be `REPLACED`; None when nothing does."""

    id: int
    site: str
    comment_id: int
    kind: DeliveryKind
    state: DeliveryState
    status: Status | None
    writer: str
    article: str
    text: str
    moderator: str
    decided_at: int
    held_until: int
    attempts: int
    pushed: bool
    problem: Words | None
    settled_at: int
    behind: DeliveryState | None = None


@dataclass(frozen=True, slots=True)
class DeliveryCounts:
    """How many deliveries are in each state that the panel shows."""

    waiting: int = 0
    failed: int = 0
    sent: int = 0
    dropped: int = 0


def text_digest(text: str) -> bytes:
    """Tells whether two texts are the same to a reader: not how their lines end, nor in which of
    Unicode's forms their letters are written."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    same = "\n".join(line.rstrip() for line in lines).strip()
    normal = unicodedata.normalize("NFC", same).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(normal, digest_size=16).digest()
