"""What the desk asks for beyond reading: reasons that are offered, and counts from tallies."""

from __future__ import annotations

from app.domain.comment import Status
from app.domain.decision import DEFAULT_REJECTION_REASONS, RejectionReason
from app.domain.flag import FlagKind
from app.domain.queue import Queue, count_in
from app.domain.words import Words
from app.services import desk, log
from app.services.newsroom import Newsroom
from tests.app.desk_newsroom import some

OWN = RejectionReason("rude", Words("Thô lỗ", "Rude"))


def test_the_reasons_on_offer_are_those_chosen_in_their_order(newsroom: Newsroom) -> None:
    insult = DEFAULT_REJECTION_REASONS[1]
    renamed = RejectionReason(insult.code, Words("Xúc phạm người khác", "Insulting others"))
    desk.change_rejection_reasons(newsroom, [OWN, renamed])
    assert desk.rejection_reasons(newsroom) == [OWN, renamed]
    desk.change_rejection_reasons(newsroom, [renamed])
    assert desk.rejection_reasons(newsroom) == [renamed]
    desk.change_rejection_reasons(newsroom, [])
    assert desk.rejection_reasons(newsroom) == []


def test_a_reason_no_longer_offered_keeps_its_words_for_the_log(newsroom: Newsroom) -> None:
    desk.change_rejection_reasons(newsroom, [OWN])
    words = log.reasons(newsroom)
    assert set(words) == {OWN.code, *(reason.code for reason in DEFAULT_REJECTION_REASONS)}
    assert words["law"] == Words("Trái pháp luật", "Against the law")


def test_a_count_is_the_sum_of_the_tallies_that_belong() -> None:
    tallies = [
        (Status.PENDING, 0, 5),
        (Status.PENDING, int(FlagKind.LINK | FlagKind.WORD), 3),
        (Status.PENDING, int(FlagKind.WORD), 2),
        (Status.SPAM, int(FlagKind.LINK), 7),
    ]
    assert count_in(Queue(), tallies) == 10
    assert count_in(Queue(status=None), tallies) == 17
    assert count_in(Queue(kinds=FlagKind.LINK), tallies) == 3
    assert count_in(Queue(status=None, kinds=FlagKind.LINK | FlagKind.WORD), tallies) == 12
    assert count_in(Queue(status=Status.REJECTED), tallies) == 0


def test_an_empty_newsroom_has_an_empty_overview(newsroom: Newsroom) -> None:
    overview = desk.overview(newsroom)
    assert set(overview.counts.values()) == {0}
    assert (overview.change, overview.articles, overview.deliveries_waiting) == (0, (), 0)
    assert desk.preview(newsroom, []).total == 0


def test_saving_a_draft_is_no_change_of_a_comment(newsroom: Newsroom) -> None:
    [subject] = some(newsroom, 1)
    before = desk.overview(newsroom).change
    desk.save_draft(newsroom, subject, "Cảm ơn")
    assert desk.overview(newsroom).change == before
