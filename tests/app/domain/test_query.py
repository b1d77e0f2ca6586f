"""The language of the search field: whatever is typed is understood or said to be wrong."""

from __future__ import annotations

import unicodedata
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.decision import RejectionReason
from app.domain.flag import FlagKind, ReasonCode
from app.domain.query import (
    KIND_NAMES,
    STATES,
    Because,
    Field,
    Mark,
    Query,
    Within,
    parse,
    spelled,
)
from app.domain.sought import Part, Sought, answers, sought, words_of
from app.domain.vietnamese import fold, normal_form
from app.domain.words import Words

PIECES = st.sampled_from(
    ["from:", 'từ:"', "is:", "-", '"', " ", "là:chờ-duyệt", "before:2026-", "01", "lừa", "đảo", ":"]
)
TYPED = st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=8).map("".join))


def start_of(day: str) -> int:
    return moment.from_datetime(datetime.fromisoformat(day))


def only(text: str) -> object:
    (token,) = parse(text).tokens
    return token.meaning


@settings(deadline=None)
@given(TYPED)
def test_whatever_is_typed_is_covered_and_in_order(text: str) -> None:
    query = parse(text)
    pieces = sorted([*query.phrases, *query.tokens], key=lambda piece: piece.start)
    end = 0
    for piece in pieces:
        assert text[end : piece.start].strip() == ""
        assert piece.start < piece.end
        end = piece.end
    assert text[end:].strip() == ""
    assert all((token.meaning is None) or (token.problem is None) for token in query.tokens)
    assert query.ready is all(token.meaning is not None for token in query.tokens)


@settings(deadline=None)
@given(TYPED)
def test_a_space_at_the_end_leaves_nothing_open(text: str) -> None:
    query = parse(text + ' "" ')
    assert not any(one.unfinished for phrase in query.phrases for one in phrase.words)
    if text.count('"') % 2 == 0:
        assert all(token.meaning is not None or token.problem for token in query.tokens)


@settings(deadline=None)
@given(
    st.sampled_from([Field.FROM, Field.ARTICLE]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=30),
    st.sampled_from(["vi", "en"]),
    st.booleans(),
)
def test_what_is_spelled_is_read_again(
    field: Field, value: str, language: str, negated: bool
) -> None:
    text = spelled(field, value, "vi" if language == "vi" else "en", negated=negated) + " "
    wanted = sought(value.replace('"', " "), unfinished=False)
    (token,) = parse(text).tokens
    assert (token.field, token.negated) == (field, negated)
    assert (token.meaning or ()) == wanted
    assert bool(token.problem) is not bool(wanted)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_offered_value_means_itself(language: str) -> None:
    def said(words: Words) -> str:
        return words.vi if language == "vi" else words.en

    for state, words in STATES.items():
        for text in (said(words), unicodedata.normalize("NFD", said(words)).upper()):
            assert only(spelled(Field.IS, text, "en")) is state
            assert only(spelled(Field.IS, fold(text), "vi")) is state
    for kind, words in KIND_NAMES.items():
        meaning = only(spelled(Field.REASON, said(words), "vi"))
        assert isinstance(meaning, Because)
        assert kind in meaning.kinds


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("is:pending", Status.PENDING),
        ("LÀ:Chờ-Duyệt", Status.PENDING),
        ("la:daduyet", Status.APPROVED),
        ('là:"đã từ chối"', Status.REJECTED),
        ("is:all", Mark.ANY),
        ("reason:link", Because(kinds=FlagKind.LINK)),
        ("lýdo:liênkết", Because(kinds=FlagKind.LINK)),
        ("ly-do:lien_ket", Because(kinds=FlagKind.LINK)),
        ("reason:insult", Because(rejections=frozenset({"insult"}))),
        ("lý-do:quảng-cáo", Because(rejections=frozenset({"advertising"}))),
        ("reason:STYLED_LETTERS", Because(codes=frozenset({ReasonCode.STYLED_LETTERS}))),
        ("before:2026-01-01", Within(None, start_of("2026-01-01"))),
        ("sau:1/1/2026", Within(start_of("2026-01-02"), None)),
        ("ngày:2026-02-28", Within(start_of("2026-02-28"), start_of("2026-03-01"))),
        ("from:hà ", (Sought.of("hà"),)),
        ("từ:ha", (Sought.of("ha", unfinished=True),)),
        ('from:"trần thu"', (Sought.of("trần"), Sought.of("thu"))),
        ('bài:"cầu n', (Sought.of("cầu"), Sought.of("n", unfinished=True))),
    ],
)
def test_what_a_filter_means(text: str, meaning: object) -> None:
    assert only(text) == meaning


@pytest.mark.parametrize(
    "text", ["is:", "is:pen", "là:ch", "reason:lin", "before:2026-0", "từ:", 'từ:"']
)
def test_what_is_still_being_typed_is_not_wrong_yet(text: str) -> None:
    query = parse(text)
    assert (query.ready, query.problem) == (False, None)
    assert parse(text + ('" ' if text.endswith('"') else " ")).problem is not None


@pytest.mark.parametrize(
    ("text", "vi", "en"),
    [
        ("before:xyz", "“xyz” không phải là một ngày", "“xyz” is not a day"),
        ("trước:31/2/2026", "“31/2/2026” không phải", "is not a day"),
        ("on:0001-01-01 a", "không phải là một ngày", "is not a day"),
        ("is:nothing", "Không có “là:nothing”", "There is no “is:nothing”"),
        ("reason:xx a", "Không có lý do nào", "There is no reason"),
        ("from:! a", "Sau “từ:” cần có một từ", "“from:” needs a word"),
    ],
)
def test_what_is_wrong_is_said(text: str, vi: str, en: str) -> None:
    problem = parse(text).problem
    assert problem is not None
    assert vi in problem.vi
    assert en in problem.en
    assert not parse(text).ready


def test_words_beside_filters_stay_words() -> None:
    query = parse('lừa is:spam -quảng http://a.vn:80 "đảo')
    assert [one.word for one in query.wanted] == ["lừa", "http", "a", "vn", "80", "đảo"]
    assert [[one.word for one in words] for words in query.unwanted] == [["quảng"]]
    assert query.lit == "lừa http a vn 80 đảo"
    assert parse("hà is:spam").lit == "hà "
    assert parse("hà ").lit == "hà "
    assert parse("").is_empty
    assert parse("😀 -").says_nothing
    assert parse("").lit == ""


@pytest.mark.parametrize(
    ("text", "own", "statuses"),
    [
        ("a", Status.PENDING, {Status.PENDING}),
        ("a", None, set(Status)),
        ("is:spam", Status.PENDING, {Status.SPAM}),
        ("is:spam là:từ-chối", None, {Status.SPAM, Status.REJECTED}),
        ("is:any", Status.PENDING, set(Status)),
        ("-is:spam", Status.PENDING, set(Status) - {Status.SPAM}),
        ("is:spam -is:spam", None, set()),
        ("reason:insult", Status.PENDING, {Status.REJECTED}),
        ("reason:link", Status.PENDING, {Status.PENDING}),
        ("is:flagged", Status.SPAM, {Status.SPAM}),
        ("là:chờ-lâu", None, {Status.PENDING}),
        ("is:overdue", Status.APPROVED, {Status.PENDING}),
        ("-is:overdue", Status.PENDING, {Status.PENDING}),
    ],
)
def test_a_status_that_is_typed_goes_before_the_queues_own(
    text: str, own: Status | None, statuses: set[Status]
) -> None:
    assert parse(text).statuses(own) == statuses


def test_reasons_of_the_newsrooms_own_have_their_names() -> None:
    reasons = (RejectionReason("r1", Words("Chửi bới", "Swearing")),)
    for text in ("reason:r1", "reason:swearing", "lý-do:chửi-bới"):
        (token,) = parse(text, reasons).tokens
        assert token.meaning == Because(rejections=frozenset({"r1"}))
    assert parse("reason:insult ", reasons).problem is not None


@pytest.mark.parametrize("text", ["-is:any", "-là:tất-cả hà", "cầu -is:all "])
def test_all_of_it_taken_away_is_said_to_be_wrong(text: str) -> None:
    problem = parse(text).problem
    assert problem is not None
    assert "leaves no comment" in problem.en
    assert "không để lại lời bình nào" in problem.vi
    assert not parse(text).ready


def test_marks_alone_are_no_word() -> None:
    assert sought("\u0301", unfinished=True) == ()
    assert [one.word for one in sought("cầu \u20dd", unfinished=True)] == ["cầu"]
    assert not sought("cầu \u20dd", unfinished=True)[0].unfinished
    assert parse("\u20dd ").says_nothing
    assert parse("from:\u20dd ").problem is not None


def test_an_empty_query_says_nothing() -> None:
    assert parse("  ") == Query("  ")


@settings(deadline=None)
@given(st.text(max_size=30), st.text(max_size=6))
def test_looking_through_a_text_is_looking_at_its_words(text: str, typed: str) -> None:
    for unfinished in (False, True):
        for one in sought(typed, unfinished=unfinished):
            bare = words_of(fold(text))
            found = [w for w in bare if (w.startswith(one.bare) if unfinished else w == one.bare)]
            if not one.marked:
                part = Part(text)
                assert part.has(one) is bool(found) or one.unfinished is not unfinished
    assert answers([Part(text)], ()) is True


@settings(deadline=None)
@given(st.text(st.sampled_from("aăâđĐêÔưàảãáạầỗự oOòó\u0300\u0302\u031b.-1é\u200b"), max_size=20))
def test_the_quick_way_folds_as_the_long_one(text: str) -> None:
    for word in words_of(fold(text)):
        assert Part(text).has(Sought.of(word))
        assert Part(normal_form(text)).has(Sought.of(word[:1], unfinished=True))
