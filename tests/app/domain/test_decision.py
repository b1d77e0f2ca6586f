"""What a decision must say, and how a flag and its reason are put into words."""

from __future__ import annotations

import pytest

from app.domain.decision import RESULTING_STATUS, Action, Decision
from app.domain.flag import Flag, FlagKind, Reason, ReasonCode, Severity, kinds_of


@pytest.mark.parametrize("action", [Action.UNDO, Action.REDO])
def test_undo_and_redo_are_no_decisions(action: Action) -> None:
    with pytest.raises(ValueError, match="batch"):
        Decision(action)


@pytest.mark.parametrize(
    "action", [each for each in Action if each not in (Action.UNDO, Action.REDO)]
)
def test_only_a_rejection_has_a_reason_and_only_words_have_a_text(action: Action) -> None:
    reason = "insult" if action is Action.REJECT else ""
    text = "Cảm ơn." if action in (Action.EDIT, Action.REPLY, Action.NOTE) else ""
    Decision(action, reason, text)
    with pytest.raises(ValueError, match="a rejection"):
        Decision(action, "" if reason else "insult", text)
    with pytest.raises(ValueError, match="a text"):
        Decision(action, reason, " \n" if text else "Cảm ơn.")


@pytest.mark.parametrize("action", Action)
def test_every_action_has_a_name_in_both_languages(action: Action) -> None:
    assert action.words.vi != action.words.en
    status = RESULTING_STATUS.get(action)
    assert status is None or status.words.vi


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_can_be_said(code: ReasonCode) -> None:
    reason = Reason(code, "{gmail}.com")
    for words in (reason.label, reason.sentence):
        assert "{detail}" not in words.vi + words.en
    assert ("{gmail}.com" in reason.sentence.vi) == ("{gmail}.com" in reason.sentence.en)
    assert isinstance(Flag(reason).severity, Severity)


def test_the_kinds_of_flags_are_one_number() -> None:
    flags = (Flag(Reason(ReasonCode.LINK_FOUND), 0, 1), Flag(Reason(ReasonCode.NAME_MISSING)))
    assert kinds_of(flags) == FlagKind.LINK | FlagKind.NAME
    assert kinds_of(()) == FlagKind(0)
