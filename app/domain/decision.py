"""What a moderator decides, what came of it, and the reasons a rejection can have."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import StrEnum

from app.domain.comment import Status
from app.domain.words import Words


class Action(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    SPAM = "spam"
    PENDING = "pending"
    EDIT = "edit"
    REPLY = "reply"
    NOTE = "note"
    UNDO = "undo"
    REDO = "redo"

    @property
    def words(self) -> Words:
        return _ACTION_WORDS[self]


_ACTION_WORDS = {
    Action.APPROVE: Words("duyệt", "approve"),
    Action.REJECT: Words("từ chối", "reject"),
    Action.SPAM: Words("thư rác", "spam"),
    Action.PENDING: Words("đưa về chờ duyệt", "back to pending"),
    Action.EDIT: Words("biên tập", "edit"),
    Action.REPLY: Words("trả lời", "reply"),
    Action.NOTE: Words("ghi chú", "note"),
    Action.UNDO: Words("hoàn tác", "undo"),
    Action.REDO: Words("làm lại", "redo"),
}

RESULTING_STATUS = {
    Action.APPROVE: Status.APPROVED,
    Action.REJECT: Status.REJECTED,
    Action.SPAM: Status.SPAM,
    Action.PENDING: Status.PENDING,
}
"""The status a comment has after a decision that is about its status."""


@dataclass(frozen=True, slots=True)
class RejectionReason:
    """Why a comment is rejected: the code enters the log, a newsroom may change the words.

    `note` is the template (`app.domain.template`) of the note that is kept beside a comment
    rejected so; "" for none.
    """

    code: str
    words: Words
    note: str = ""


DEFAULT_REJECTION_REASONS = (
    RejectionReason("off_topic", Words("Lạc đề", "Off topic")),
    RejectionReason("insult", Words("Xúc phạm", "Insulting")),
    RejectionReason("advertising", Words("Quảng cáo", "Advertising")),
    RejectionReason("unproven", Words("Thông tin chưa kiểm chứng", "Unproven claim")),
    RejectionReason("private_data", Words("Lộ thông tin cá nhân", "Private data")),
    RejectionReason("unreadable", Words("Khó đọc", "Unreadable")),
    RejectionReason("duplicate", Words("Trùng lặp", "Duplicate")),
    RejectionReason("law", Words("Trái pháp luật", "Against the law")),
    RejectionReason("other", Words("Lý do khác", "Other")),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing to do to a comment.

    `reason` is a rejection reason's code (reject only); `text` is the new text of an edit, the
    newsroom's words of a reply, or an internal note.
    """

    action: Action
    reason: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        if self.action in (Action.UNDO, Action.REDO):
            raise ValueError("undo and redo are made of a batch, not of a decision")
        if bool(self.reason) != (self.action is Action.REJECT):
            raise ValueError("a rejection, and only a rejection, has a reason")
        if bool(self.text.strip()) != (self.action in (Action.EDIT, Action.REPLY, Action.NOTE)):
            raise ValueError("an edit, a reply and a note, and only they, have a text")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A comment left as it was, because somebody decided it after it was last seen."""

    comment_id: int
    status: Status
    moderator: str
    action: Action | None
    at: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What one committed transaction touched, so that every view can decide whether to refresh.

    `change` is the number the database has reached; `touched` the ids of the comments written,
    `added` those that did not exist before, `removed` those that no longer do. `conflicts` lists at
    most the first hundred of `conflict_count`. `unchanged` counts comments that already were what
    was asked for.
    """

    change: int
    batch: int
    action: Action
    moderator: str
    touched: array[int]
    added: array[int]
    removed: array[int]
    articles: frozenset[int] = frozenset()
    conflicts: tuple[Conflict, ...] = ()
    conflict_count: int = 0
    unchanged: int = 0

    @property
    def decided(self) -> int:
        return len(self.touched)
