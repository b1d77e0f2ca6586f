"""What is found for what is typed, against reading every comment by the same scheme."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Connection

from app.domain.queue import Queue
from app.domain.vietnamese import fold, has_marks, normal_form
from app.services import desk
from app.services.newsroom import Newsroom
from app.storage import search, sqlite
from app.storage.store import open_store
from tests.app.desk_newsroom import bring_in, found, id_by_key, record, some

SYLLABLES = (
    *("hoà", "hòa", "hoa", "hoả", "quý", "qúy", "quy", "ở", "o", "2026", "5g", "HÀ", "ha"),
    *("đường", "duong", "dường", "đuong", "đ", "d", "nguyễn", "nguyen", "Ngữ", "ngu"),
    *("chó", "cho", "chợ", "các", "cac", "cặc", "lừa", "đảo", "lua", "dao", "tiếng", "tieng"),
)
WORD = st.sampled_from(SYLLABLES).flatmap(
    lambda word: st.sampled_from(
        [word, word.upper(), unicodedata.normalize("NFD", word), f"{word[0]}\u200b{word[1:]}"]
    )
)
SENTENCE = st.lists(WORD, max_size=5).flatmap(
    lambda words: st.sampled_from([" ", ", ", "-", "… "]).map(lambda between: between.join(words))
)
TYPED = st.tuples(
    st.lists(WORD, min_size=1, max_size=3).map(" ".join),
    st.integers(0, 3),
    st.sampled_from(["", " "]),
).map(lambda parts: parts[0][: len(parts[0]) - parts[1]] + parts[2])


def words_of(text: str) -> list[str]:
    return regex.findall(r"[\p{L}\p{M}\p{N}]+", text)


def read_through(comments: list[tuple[str, str, str, str]], typed: str) -> list[int]:
    """The scheme itself: a word with marks is found as it is, or without any in what has none."""
    wanted = words_of(normal_form(typed))
    last = len(wanted) - 1
    hits = []
    for number, parts in enumerate(comments, start=1):
        is_there = reader_of(parts)
        if wanted and all(
            is_there(word, n == last and not typed[-1:].isspace()) for n, word in enumerate(wanted)
        ):
            hits.append(number)
    return hits


def reader_of(parts: tuple[str, str, str, str]) -> Callable[[str, bool], bool]:
    """Whether a word, or with True a word that begins so, stands in a comment."""
    normal = [normal_form(part) for part in parts]
    marked = [word for part in normal for word in words_of(part)]
    folded = [word for part in normal for word in words_of(fold(part))]
    of_the_unmarked = [
        word
        for n, part in enumerate(normal)
        if n != 2 and not has_marks(part)
        for word in words_of(fold(part))
    ]

    def is_there(word: str, unfinished: bool) -> bool:
        def among(words: list[str], sought: str) -> bool:
            return any(w.startswith(sought) if unfinished else w == sought for w in words)

        if has_marks(word):
            return among(marked, word) or among(of_the_unmarked, fold(word))
        return among(folded, fold(word))

    return is_there


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    store = open_store(tmp_path_factory.mktemp("search") / "desk.db")
    with store.writer.connect() as connection:
        yield connection
        connection.rollback()
    store.close()


def indexed(connection: Connection, comments: list[tuple[str, str, str, str]]) -> None:
    connection.exec_driver_sql("DELETE FROM comment_search")
    search.add_to_index(
        connection, [search.index_row(n, *parts) for n, parts in enumerate(comments, start=1)]
    )


@settings(max_examples=70, deadline=None)
@given(
    comments=st.lists(st.tuples(SENTENCE, SENTENCE, st.just("ha@bao.vn"), SENTENCE), max_size=5),
    typed=TYPED,
)
@example([("hom qua toi di hoa lac", "Ha", "ha@bao.vn", "Cầu thông xe")], "hòa lạc")
@example([("đường", "", "ha@bao.vn", "")], "duong")
@example([("duong", "", "ha@bao.vn", "")], "đường")
@example([("", "", "ha@bao.vn", "")], "hà")
def test_the_index_finds_what_reading_everything_finds(
    index: Connection, comments: list[tuple[str, str, str, str]], typed: str
) -> None:
    indexed(index, comments)
    expression = search.match_expression(typed)
    hits = [] if expression is None else index.execute(search.matching(expression)).scalars()
    assert sorted(hits) == read_through(comments, typed)


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("", None),
        ("  \t", None),
        ('"*^ () - 😀 : …', None),
        ("Hoà", '("hòa"* OR "·hoa"*)'),
        ("hoa ", '"hoa"'),
        ("lua đảo", '"lua" AND ("đảo"* OR "·dao"*)'),
        ('NOT "x', '"not" AND "x"*'),
    ],
)
def test_what_is_typed_never_is_a_language(typed: str, expression: str | None) -> None:
    assert search.match_expression(typed) == expression


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_whatever_is_typed_can_be_searched_for(index: Connection, typed: str) -> None:
    expression = search.match_expression(typed.encode("utf-8", "replace").decode())
    if expression is not None:
        list(index.execute(search.matching(expression)).scalars())


def test_a_comment_is_found_by_text_name_address_and_title(newsroom: Newsroom) -> None:
    bring_in(newsroom, record("c1", "Cảm ơn"), record("c2", "khong dau", article="a2"))
    first, second = id_by_key(newsroom, "c1"), id_by_key(newsroom, "c2")
    assert found(newsroom, "cảm ơn") == [first]
    assert found(newsroom, "cam on") == [first]
    assert found(newsroom, "thuha@bao") == [second, first]
    assert found(newsroom, "học phí") == [second]
    assert found(newsroom, "không dấu") == [second]
    assert found(newsroom, "không dầu") == [second]
    assert found(newsroom, "cám ơn") == []
    assert found(newsroom, "😀") == []
    assert list(desk.listing(newsroom, Queue(text=" ")).ids) == [second, first]


def test_what_is_removed_is_not_found(newsroom: Newsroom) -> None:
    ids = some(newsroom, 2)
    with newsroom.store.writing() as connection:
        search.remove_from_index(connection, ids[:1])
        search.remove_from_index(connection, [])
        search.add_to_index(connection, [])
    with newsroom.store.reading() as connection:
        assert connection.execute(search.matching("cây")).scalars().all() == ids[1:]


def test_the_index_is_whole(newsroom: Newsroom) -> None:
    some(newsroom, 5)
    with newsroom.store.writing() as connection:
        connection.exec_driver_sql(
            "INSERT INTO comment_search(comment_search, rank) VALUES('integrity-check', 1)"
        )
    assert sqlite.problems_of(newsroom.store.path) == []
