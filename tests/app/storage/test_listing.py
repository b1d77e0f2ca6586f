"""What a queue with a search finds, in whatever way it is found, against reading every comment."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Comment, Status
from app.domain.decision import Action, Decision
from app.domain.errors import CancelledError
from app.domain.flag import LOOK_TWICE, FlagKind, kinds_of
from app.domain.queue import Order, Queue
from app.domain.vietnamese import fold, has_marks, normal_form
from app.services import desk
from app.services.newsroom import Newsroom
from app.storage import conditions, listing, lookup
from app.storage.store import open_store
from tests.app.desk_newsroom import (
    APPROVE,
    ARTICLE,
    OTHER_ARTICLE,
    SPAM,
    START,
    WORDS,
    Clock,
    bring_in,
    decide,
    edit,
    id_by_key,
    record,
    reject,
    reply,
    sql,
)

NAMES = ("Trần Thu Hà", "tran thu ha", "Nguyễn Văn Hoà", "Đỗ Đường", "do duong", "Hòa", "")
ADDRESSES = ("thuha@bao.vn", "hoa.nguyen@gmail.com", "duong1@bao.vn", "")
TEXTS = (
    "Đường dẫn phía bờ nam vẫn còn bụi",
    "duong dan phia bo nam van con bui",
    "Hoà Lạc đông xe quá",
    "Hòa Lạc không đông, nghiêng về phía nam",
    "hoa lac dong xe khong tuong tuong noi",
    "Xem http://xau.example, gọi 0912 345 678",
    "Đúng là lừa đảo! Không ai tin",
    "khong biet co phai lua dao khong",
    "Quý vị có biết không",
    "Qúy vị cùng nghiêng mình",
    "Trường học thu học phí, trương thông báo",
    "😀",
)
FORMS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: unicodedata.normalize("NFD", text),
    str.upper,
    lambda text: f"{text[:3]}\u200b{text[3:]}",
)
TYPED_WORDS = (
    *("đường", "duong", "d", "đ", "dư", "du", "nam", "hoà", "hòa", "hoa", "h", "khong", "khôn"),
    *("không", "nghiêng", "nghie", "tru", "trươ", "truong", "lừa", "lua", "dao", "quý", "qúy"),
    *("thuha", "bao", "tết", "tet", "học", "phí", "0912", "zz", "😀", "xe", "x", "k", "t", "an"),
)
FILTERS = (
    *('from:"trần thu hà"', "from:ha", "từ:hà ", "from:Hoà", 'from:"thu"', "from:@bao.vn", "từ:zz"),
    *("from:do", "from:đỗ", 'article:"cầu nam"', "bài:cau", "bài:a2", "article:phi", "article:zz "),
    *("is:pending", "là:đã-duyệt", "is:rejected", "is:spam", "is:any", "is:flagged", "là:tất-cả"),
    *("is:first", "is:edited", "is:reply", "reason:link", "lýdo:từcấm", "reason:insult"),
    *("reason:số-điện-thoại", "ly-do:emailsai", "before:2026-11-21", "on:2026-11-21"),
    *("sau:21/11/2026", "ngày:2026-11-22"),
)


@dataclass(frozen=True)
class Shelf:
    """A newsroom that is only read, with its comments by id and what their index cannot know."""

    newsroom: Newsroom
    comments: dict[int, Comment]
    links: dict[int, str]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    store = open_store(tmp_path_factory.mktemp("listing") / "desk.db")
    newsroom = Newsroom(store, "An", WORDS, Clock())
    records = [
        record(
            f"c{n}",
            FORMS[n % 4](TEXTS[n % len(TEXTS)]),
            name=FORMS[n % 3](NAMES[n % len(NAMES)]),
            address=ADDRESSES[n % len(ADDRESSES)],
            article="a2" if n % 3 else "a1",
            created_at=START + ((n * 7) % 60 - 30) * moment.HOUR,
        )
        for n in range(60)
    ]
    bring_in(newsroom, *records)
    ids = [id_by_key(newsroom, f"c{n}") for n in range(60)]
    decide(newsroom, ids[5:25], APPROVE)
    decide(newsroom, ids[25:33], reject())
    decide(newsroom, ids[33:36], reject("law"))
    decide(newsroom, ids[36:42], SPAM)
    for each in ids[3:9]:
        decide(newsroom, each, edit("Sửa lại: đường bờ nam."))
    decide(newsroom, ids[10], reply("Cảm ơn bạn, tòa soạn sẽ hỏi."))
    every = [int(str(row[0])) for row in sql(newsroom, "SELECT id FROM comment")]
    links = {1: ARTICLE.url, 2: OTHER_ARTICLE.url}
    yield Shelf(newsroom, {one.id: one for one in desk.page(newsroom, every)}, links)
    store.close()


def words_of(text: str) -> list[str]:
    return regex.findall(r"[\p{L}\p{M}\p{N}]+", text)


def has(parts: list[tuple[str, bool]], typed: str, unfinished: bool) -> bool:
    """Whether every typed word is in one of these texts, each with whether it is spoken."""
    wanted = words_of(normal_form(typed))

    def among(words: list[str], sought: str, begun: bool) -> bool:
        return any(word.startswith(sought) if begun else word == sought for word in words)

    def there(word: str, begun: bool) -> bool:
        for text, spoken in parts:
            normal = normal_form(text)
            bare = words_of(fold(normal))
            if not has_marks(word):
                if among(bare, fold(word), begun):
                    return True
            elif among(words_of(normal), word, begun) or (
                spoken and not has_marks(normal) and among(bare, fold(word), begun)
            ):
                return True
        return False

    last = len(wanted) - 1
    return all(there(word, unfinished and n == last) for n, word in enumerate(wanted))


def day(text: str) -> int:
    return moment.from_datetime(datetime.fromisoformat(text))


def passes(shelf: Shelf, one: Comment, token: str, ends_text: bool) -> bool:
    """Whether a comment passes one filter, said for each as plainly as can be."""
    key, value = token.split(":", 1)
    open_end = ends_text and not value.endswith('"') and not value.endswith(" ")
    kinds = kinds_of(one.flags)
    name, address = one.writer.name, one.writer.address
    if key in ("from", "từ"):
        return has([(name, True), (address, False)], value, open_end)
    if key in ("article", "bài"):
        link = shelf.links[one.article_id]
        return has([(one.article_title, True), (link, False)], value, open_end)
    at = one.created_at
    return {
        "is:pending": True,
        "là:đã-duyệt": True,
        "is:rejected": True,
        "is:spam": True,
        "is:any": True,
        "là:tất-cả": True,
        "is:flagged": bool(kinds & LOOK_TWICE),
        "is:first": bool(kinds & FlagKind.FIRST_TIME),
        "is:edited": one.revision > 0,
        "is:reply": bool(kinds & FlagKind.REPLY_TO_NEWSROOM),
        "reason:link": bool(kinds & FlagKind.LINK),
        "lýdo:từcấm": bool(kinds & FlagKind.WORD),
        "reason:insult": one.reason == "insult",
        "reason:số-điện-thoại": bool(kinds & FlagKind.PHONE),
        "ly-do:emailsai": any(flag.reason.code.label.en == "bad address" for flag in one.flags),
        "before:2026-11-21": at < day("2026-11-21"),
        "on:2026-11-21": day("2026-11-21") <= at < day("2026-11-22"),
        "sau:21/11/2026": at >= day("2026-11-22"),
        "ngày:2026-11-22": day("2026-11-22") <= at < day("2026-11-23"),
    }[token]


ASKS_FOR = {
    "is:pending": Status.PENDING,
    "là:đã-duyệt": Status.APPROVED,
    "is:rejected": Status.REJECTED,
    "is:spam": Status.SPAM,
    "reason:insult": Status.REJECTED,
}
EVERYWHERE = ("is:any", "là:tất-cả")


def statuses(own: Status | None, pieces: list[tuple[str, bool]]) -> set[Status]:
    asked = {ASKS_FOR[token] for token, negated in pieces if token in ASKS_FOR and not negated}
    left_out = {
        ASKS_FOR[token]
        for token, negated in pieces
        if token in ASKS_FOR and negated and token.startswith(("is:", "là:"))
    }
    spoken = asked or left_out or any(token in EVERYWHERE for token, _ in pieces)
    if not spoken:
        return set(Status) if own is None else {own}
    return (asked or set(Status)) - left_out


def read_through(shelf: Shelf, queue: Queue, pieces: list[tuple[str, bool]], end: str) -> list[int]:
    """Look at every comment, one after the other."""
    wanted = statuses(queue.status, pieces)
    hits = []
    for one in shelf.comments.values():
        texts = [
            (one.text, True),
            (one.writer.name, True),
            (one.writer.address, False),
            (one.article_title, True),
        ]
        fits = one.status in wanted and (not queue.kinds or bool(kinds_of(one.flags) & queue.kinds))
        for number, (piece, negated) in enumerate(pieces):
            ends = number == len(pieces) - 1 and not end
            if piece in FILTERS:
                if piece in ASKS_FOR and piece != "reason:insult":
                    continue
                if piece not in EVERYWHERE:
                    fits = fits and passes(shelf, one, piece, ends) is not negated
            elif words_of(normal_form(piece)):
                fits = fits and has(texts, piece, ends) is not negated
        if fits:
            hits.append(one.id)
    nothing_said = pieces and not any(
        piece in FILTERS or words_of(normal_form(piece)) for piece, _ in pieces
    )
    return [] if nothing_said else sorted(hits, reverse=queue.order is Order.NEWEST)


WORD = st.sampled_from(TYPED_WORDS).flatmap(
    lambda word: st.sampled_from([word, word.upper(), unicodedata.normalize("NFD", word)])
)
PIECES = st.lists(
    st.tuples(
        st.one_of(WORD, WORD, st.sampled_from(FILTERS)),
        st.sampled_from([False, False, False, True]),
    ).filter(lambda piece: not (piece[1] and piece[0] in EVERYWHERE)),
    min_size=1,
    max_size=4,
)
WAYS = ("as it is", "read", "gathered", "walked", "walked by writers")


def take(way: str, patch: pytest.MonkeyPatch) -> None:
    """Make a small newsroom be searched as a large one would be."""
    if way != "as it is":
        patch.setattr(listing, "READ", 0 if way == "read" else 1e9)
        patch.setattr(listing, "COMPARED", 0 if way == "gathered" else 1e9)
        patch.setattr(listing, "LISTED", 0 if way == "gathered" else listing.LISTED)
        patch.setattr(listing, "LOOKED_UP", 0 if way.startswith("walked") else 1e8)
    if way == "walked by writers":
        patch.setattr(conditions, "MANY_WRITERS", 0)
        patch.setattr(lookup, "READ_AT_ONCE", 0)
    patch.setattr(listing, "FIRST_WITHIN", 60)


@settings(max_examples=300, deadline=None)
@given(
    pieces=PIECES,
    end=st.sampled_from(["", " "]),
    queue=st.builds(
        Queue,
        status=st.sampled_from([None, *Status]),
        kinds=st.sampled_from([FlagKind(0), FlagKind.FIRST_TIME, LOOK_TWICE]),
        order=st.sampled_from(Order),
    ),
    way=st.sampled_from(WAYS),
    most=st.integers(1, 12),
)
@example([("khôn", False)], "", Queue(status=None), "walked by writers", 3)
@example([("from:ha", False), ("khong", True)], "", Queue(status=None), "walked by writers", 3)
@example([("khong", True)], "", Queue(), "gathered", 5)
def test_a_search_finds_what_reading_everything_finds(
    shelf: Shelf, pieces: list[tuple[str, bool]], end: str, queue: Queue, way: str, most: int
) -> None:
    typed = " ".join(f"{'-' if negated else ''}{piece}" for piece, negated in pieces) + end
    queue = queue.matching(typed)
    expected = read_through(shelf, queue, pieces, end)
    with pytest.MonkeyPatch.context() as patch:
        take(way, patch)
        whole = desk.listing(shelf.newsroom, queue)
        first = desk.listing(shelf.newsroom, queue, most)
        some = desk.belonging(shelf.newsroom, queue, range(3, 40))
    assert (list(whole.ids), whole.whole) == (expected, True)
    assert list(first.ids) == expected[:most]
    assert first.whole is (len(expected) <= most)
    assert list(some) == [each for each in expected if 3 <= each < 40]


@pytest.mark.parametrize("typed", ["before:xyz", "is:", "reason:không-có", "a from:", "😀"])
def test_what_cannot_be_carried_out_finds_nothing(shelf: Shelf, typed: str) -> None:
    assert list(desk.listing(shelf.newsroom, Queue(text=typed)).ids) == []
    assert list(desk.belonging(shelf.newsroom, Queue(text=typed), [1, 2])) == []


def test_without_a_search_a_queue_goes_by_its_own_time(shelf: Shelf) -> None:
    queue = Queue(status=Status.APPROVED)
    of_queue = [one for one in shelf.comments.values() if one.status is Status.APPROVED]
    expected = [o.id for o in sorted(of_queue, key=lambda o: (-o.created_at, -o.id))]
    assert list(desk.listing(shelf.newsroom, queue).ids) == expected
    short = desk.listing(shelf.newsroom, queue, 7)
    assert (list(short.ids), short.whole) == (expected[:7], False)
    assert list(desk.belonging(shelf.newsroom, queue, expected[3:5])) == expected[3:5]
    assert list(desk.belonging(shelf.newsroom, queue, [])) == []


def test_a_search_stays_with_its_article_and_writer(shelf: Shelf) -> None:
    one = next(one for one in shelf.comments.values() if one.writer.address)
    for queue in (
        Queue(status=None, writer_id=one.writer.id, text="is:any"),
        Queue(status=None, article_id=1, text="n"),
    ):
        found = [shelf.comments[each] for each in desk.listing(shelf.newsroom, queue).ids]
        assert found
        if queue.writer_id:
            assert {each.writer.address for each in found} == {one.writer.address}
        else:
            assert {each.article_id for each in found} == {1}


def test_a_reason_of_the_newsrooms_own_can_be_asked_for(shelf: Shelf) -> None:
    found = desk.listing(shelf.newsroom, Queue(text="reason:law")).ids
    assert {shelf.comments[each].reason for each in found} == {"law"}


def test_a_reading_that_is_no_longer_wanted_ends(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.sqlite.STEPS_BETWEEN_QUESTIONS", 1)
    for queue in (Queue(status=None), Queue(status=None, text="n")):
        for most in (None, 5):
            with pytest.raises(CancelledError):
                desk.listing(shelf.newsroom, queue, most, lambda: True)
    assert desk.listing(shelf.newsroom, Queue(), None, lambda: False).ids


def test_time_that_runs_out_gives_what_there_is(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.sqlite.STEPS_BETWEEN_QUESTIONS", 1)
    monkeypatch.setattr(listing, "FIRST_WITHIN", -1)
    for way in WAYS:
        with pytest.MonkeyPatch.context() as patch:
            take(way, patch)
            patch.setattr(listing, "FIRST_WITHIN", -1)
            short = desk.listing(shelf.newsroom, Queue(text="n"), 50)
        assert (list(short.ids), short.whole) == ([], False)


def test_new_names_and_titles_are_found_at_once(newsroom: Newsroom) -> None:
    bring_in(newsroom, record("c1", "Cảm ơn", name="Đỗ Thị Hoà", address="hoa@bao.vn"))

    def found(text: str) -> int:
        return len(desk.listing(newsroom, Queue(text=text)).ids)

    assert found("from:hòa") == found("từ:do") == found("bài:cau") == found("bài:cầu") == 1
    bring_in(newsroom, replace(ARTICLE, title="Đèn đường mới"))
    assert (found("bài:cau"), found("bài:đèn"), found("bài:den")) == (0, 1, 1)
    decide(newsroom, id_by_key(newsroom, "c1"), Decision(Action.APPROVE))
    assert (found("from:hoa"), found("from:hoa is:any")) == (0, 1)
