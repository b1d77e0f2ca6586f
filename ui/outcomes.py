"""What the status line says of a decision: how many, what, and what was left as it is, and why."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.decision import Action, Changes, Conflict, Decision
from app.domain.hostile import isolated
from app.domain.words import Language, Words
from ui.phrases import count_in

_DONE = {
    Action.APPROVE: Words("Đã duyệt", "Approved"),
    Action.REJECT: Words("Đã từ chối", "Rejected"),
    Action.SPAM: Words("Đã đánh dấu thư rác", "Marked as spam"),
    Action.PENDING: Words("Đã đưa về chờ duyệt", "Back to pending"),
    Action.EDIT: Words("Đã biên tập", "Edited"),
    Action.REPLY: Words("Đã trả lời", "Replied"),
    Action.NOTE: Words("Đã ghi chú", "Noted"),
    Action.UNDO: Words("Đã hoàn tác", "Undone"),
    Action.REDO: Words("Đã làm lại", "Done again"),
}
_MANY = Words("{what} {n} lời bình", "{what}: {n} comments")
_ONE = Words("{what} 1 lời bình", "{what}: 1 comment")
_AND_APPROVED = Words("{what} và duyệt", "{what} and approved")
_NOTHING = Words("Không có gì để đổi.", "There was nothing to change.")
_MOVED_ON = {
    Action.APPROVE: Words("{who} đã duyệt lời bình này", "{who} has approved this comment"),
    Action.REJECT: Words("{who} đã từ chối lời bình này", "{who} has rejected this comment"),
    Action.SPAM: Words("{who} đã coi lời bình này là thư rác", "{who} has marked this as spam"),
}
_LEFT_IN_QUEUE = Words("{done} · còn {n}", "{done} · {n} left")
_NONE_LEFT = Words("{done} · không còn lời nào", "{done} · none left")
_CHANGED = Words("Lời bình này vừa được thay đổi", "This comment has just been changed")
_LEFT = Words("{why}; quyết định của bạn chưa được thực hiện.", "{why}; yours was not carried out.")
_SOME_LEFT = Words(
    "{n} lời bình được giữ nguyên vì đã có người khác quyết định.",
    "{n} comments were left as they are: somebody had decided them.",
)


def said_of(
    changes: Changes, decisions: Sequence[Decision], language: Language, left: int | None = None
) -> str:
    """A sentence about what was committed, "" when nothing was; with how many are left in the
    queue where that is known."""
    if not changes.decided:
        return "" if changes.conflict_count else _NOTHING.said_in(language)
    done = _DONE[changes.action].said_in(language)
    actions = {decision.action for decision in decisions}
    if len(actions) > 1 and Action.APPROVE in actions:
        other = next(iter(actions - {Action.APPROVE}))
        done = _AND_APPROVED.put(what=_DONE[other].said_in(language)).said_in(language)
    comments = len(set(changes.touched)) - len(changes.added) if decisions else changes.decided
    said = _ONE if comments <= 1 else _MANY
    done = said.put(what=done, n=count_in(comments, language)).said_in(language)
    if left is None:
        return done
    rest = _LEFT_IN_QUEUE if left else _NONE_LEFT
    return rest.put(done=done, n=count_in(left, language)).said_in(language)


def said_of_conflicts(changes: Changes, language: Language) -> str:
    """What was left as it is, by whom it had been decided; "" when all went through."""
    if not changes.conflict_count:
        return ""
    if changes.conflict_count == 1 and changes.conflicts:
        return _LEFT.put(why=_why(changes.conflicts[0]).said_in(language)).said_in(language)
    return _SOME_LEFT.put(n=count_in(changes.conflict_count, language)).said_in(language)


def _why(conflict: Conflict) -> Words:
    known = _MOVED_ON.get(conflict.action) if conflict.action else None
    return known.put(who=isolated(conflict.moderator)) if known else _CHANGED
