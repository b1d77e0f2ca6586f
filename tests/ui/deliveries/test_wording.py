"""What is said of a delivery, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import moment
from app.domain.comment import Status
from app.domain.delivery import Delivery, DeliveryKind, DeliveryState
from app.domain.flag import Severity
from app.domain.reading import AtSite, OnItsWay
from app.domain.words import Words
from ui.deliveries import wording

NOW = moment.from_datetime(moment.to_datetime(0).replace(year=2026, month=11, day=22, hour=5))
WHY = Words("Trang báo lỗi.", "The site reports an error.")
HELD = Delivery(
    id=1,
    site="bao.vn",
    comment_id=1,
    kind=DeliveryKind.STATUS,
    state=DeliveryState.WAITING,
    status=Status.APPROVED,
    writer="Trần Thu Hà",
    article="Cầu Nam Sông",
    text="Cầu đẹp.",
    moderator="An",
    decided_at=NOW,
    held_until=NOW + 6 * moment.SECOND,
    attempts=0,
    pushed=False,
    problem=None,
    settled_at=0,
)
DUE = replace(HELD, held_until=NOW)


@pytest.mark.parametrize(
    ("delivery", "said"),
    [
        (HELD, "in 6 s"),
        (replace(HELD, held_until=NOW + 1), "in 1 s"),
        (DUE, "going now"),
        (replace(HELD, held_until=NOW + 130 * moment.SECOND, problem=WHY), "tried again in 2 min"),
        (replace(DUE, behind=DeliveryState.FAILED), "waits for the one before it, which failed"),
        (replace(DUE, behind=DeliveryState.WAITING), "after the one before it"),
        (replace(HELD, behind=DeliveryState.REPLACED), "a later decision goes instead"),
        (replace(HELD, behind=DeliveryState.WAITING), "in 6 s"),
    ],
)
def test_what_waits_says_when_it_goes_or_why_not(delivery: Delivery, said: str) -> None:
    assert wording.when_words(delivery, NOW).en == said


def test_what_is_due_at_a_site_in_trouble_says_so() -> None:
    assert "site" in wording.when_words(DUE, NOW, site_in_trouble=True).en
    assert wording.when_words(HELD, NOW, site_in_trouble=True).en == "in 6 s"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Approve"),
        ({"status": Status.REJECTED}, "Reject"),
        ({"status": Status.SPAM}, "Spam"),
        ({"status": Status.PENDING}, "Back to pending"),
        ({"kind": DeliveryKind.EDIT}, "Edit"),
        ({"kind": DeliveryKind.REPLY}, "Reply"),
        ({"kind": DeliveryKind.WITHDRAWAL, "status": None}, "Reply taken back"),
    ],
)
def test_what_is_delivered_is_called_as_its_key_is(changes: dict[str, object], said: str) -> None:
    assert wording.what_words(replace(HELD, **changes)).en == said


def test_what_strangers_wrote_is_one_harmless_line() -> None:
    hostile = replace(HELD, writer="A\u202eB\n{0}", article="x\ny")
    assert "\n" not in wording.whose(hostile, "en") + wording.facts(hostile, NOW, "en")
    assert "\u202e" not in wording.whose(hostile, "en")


def beside(state: DeliveryState, **changes: object) -> AtSite:
    way = OnItsWay(DeliveryKind.STATUS, state, NOW + 6 * moment.SECOND, NOW, None)
    return AtSite("bao.vn", delivery=replace(way, **changes))


@pytest.mark.parametrize(
    ("at_site", "said", "grave"),
    [
        (AtSite("bao.vn"), "", None),
        (beside(DeliveryState.WAITING), "Goes to bao.vn in 6 s", None),
        (beside(DeliveryState.WAITING, held_until=NOW), "Going to bao.vn now", None),
        (
            beside(DeliveryState.WAITING, problem=WHY),
            "Not sent yet, tried again in 6 s: The site reports an error",
            Severity.DOUBTFUL,
        ),
        (
            replace(beside(DeliveryState.WAITING, held_until=NOW), problem=WHY),
            "Not sent yet: The site reports an error",
            Severity.DOUBTFUL,
        ),
        (
            beside(DeliveryState.FAILED, problem=WHY),
            "Not sent: The site reports an error. See Deliveries (F9)",
            Severity.BAD,
        ),
        (beside(DeliveryState.DROPPED), "Given up; bao.vn keeps what it has", None),
        (
            AtSite("bao.vn", deleted_at=NOW + 30 * moment.DAY),
            "bao.vn deletes it on 22 Dec if nobody decides",
            None,
        ),
        (
            AtSite("bao.vn", deleted_at=NOW + 3 * moment.DAY),
            "bao.vn deletes it in 3 days if nobody decides",
            Severity.DOUBTFUL,
        ),
        (
            AtSite("bao.vn", deleted_at=NOW + 5 * moment.HOUR),
            "bao.vn deletes it in 5 h if nobody decides",
            Severity.BAD,
        ),
        (
            AtSite("bao.vn", deleted_at=NOW - 1),
            "Its time is over: bao.vn may delete it at any moment",
            Severity.BAD,
        ),
    ],
)
def test_beside_a_comment_one_line_says_how_it_stands(
    at_site: AtSite, said: str, grave: Severity | None
) -> None:
    words, gravity = wording.beside_words(at_site, NOW, "F9")
    assert (words.en, gravity) == (said, grave)
    assert bool(words.vi) == bool(said)


def test_a_problem_with_braces_is_said_as_it_is() -> None:
    braces = Words("lỗi {x}", "error {0} {x}")
    words, _ = wording.beside_words(beside(DeliveryState.FAILED, problem=braces), NOW, "")
    assert words.en == "Not sent: error {0} {x}. See Deliveries"


def test_what_was_sent_says_when() -> None:
    words, _ = wording.beside_words(beside(DeliveryState.SENT), NOW, "")
    at = f"{moment.to_datetime(NOW).astimezone():%H:%M}"
    assert words == Words(f"Đã gửi đến bao.vn {at}", f"Sent to bao.vn {at}")
