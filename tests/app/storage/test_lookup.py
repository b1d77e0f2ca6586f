"""Finding writers and articles by words of any script: also where marks cut a word in the index."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.domain.query import Field
from app.domain.queue import Queue
from app.domain.sought import sought, words_of
from app.domain.vietnamese import normal_form
from app.services import desk, queues
from app.services.newsroom import Newsroom
from app.storage import lookup, sqlite
from tests.app.desk_newsroom import ARTICLE, bring_in, id_by_key, record, some, sql

OTHER_SCRIPTS = ("हिन्दी", "กำลังใจ", "שָׁלוֹם", "a\u20e3b", "학생", "ひらがな", "ᦗᦱ", "½")


def found(newsroom: Newsroom, typed: str, most: int | None = None) -> list[int]:
    return list(desk.listing(newsroom, Queue(status=None, text=typed), most).ids)


@pytest.mark.parametrize("word", OTHER_SCRIPTS)
@pytest.mark.parametrize("most", [None, 50])
def test_a_word_of_another_script_finds_whose_it_is(
    newsroom: Newsroom, word: str, most: int | None
) -> None:
    bring_in(
        newsroom,
        replace(ARTICLE, external_id="a3", url="https://bao.example/a3", title=f"Bài {word} này"),
        record("c1", name=f"Hà {word}", address="ha@bao.vn"),
        record("c2", name="x" + word, address="hoa@bao.vn"),
        record("c3", name="Hoa", address="hoa@bao.vn", article="a3"),
    )
    first, third = id_by_key(newsroom, "c1"), id_by_key(newsroom, "c3")
    assert found(newsroom, f'from:"{word}"', most) == [first]
    assert found(newsroom, f'article:"{word}"', most) == [third]
    assert set(found(newsroom, f'-from:"{word}"', most)) == set(found(newsroom, "", most)) - {first}
    assert queues.names_like(newsroom, Field.FROM, word) == [f"Hà {word}"]
    assert queues.names_like(newsroom, Field.ARTICLE, word) == [f"Bài {word} này"]


def test_the_pieces_of_a_word_alone_are_not_the_word(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        record("c1", name="हिन्दी", address="ha@bao.vn"),
        record("c2", name="ह न द", address="hoa@bao.vn"),
        record("c3", name="हि न्दी", address="hong@bao.vn"),
    )
    assert found(newsroom, "from:हिन्दी") == [id_by_key(newsroom, "c1")]
    assert queues.names_like(newsroom, Field.FROM, "हिन") == ["हिन्दी"]


@pytest.mark.parametrize("typed", ["\u20dd", "\u0e49"])
def test_marks_alone_are_nobodys(newsroom: Newsroom, typed: str) -> None:
    some(newsroom, 2)
    assert found(newsroom, f"from:{typed}") == []
    is_word = bool(sought(typed, unfinished=False))
    assert len(found(newsroom, f'from:"trần {typed}"')) == (0 if is_word else 2)
    assert found(newsroom, f"article:{typed}") == []
    assert queues.names_like(newsroom, Field.FROM, typed) == []


WORDS = st.text(
    st.one_of(
        st.characters(categories=["L", "M", "N"]),
        st.sampled_from("aâđưk1\u0301\u20e3हिกำลังשָׁ\u19b0\u05bf"),
    ),
    min_size=1,
    max_size=6,
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=WORDS, word=WORDS, after=WORDS)
@example("Hà", "a\u20e3b", "x")
def test_the_index_leaves_out_nobody_who_is_called_so(
    newsroom: Newsroom, before: str, word: str, after: str
) -> None:
    if not sql(newsroom, "SELECT 1 FROM writer"):
        some(newsroom, 1)
    name = normal_form(f"{before} {word} {after}")
    with newsroom.store.writing() as connection:
        connection.exec_driver_sql("UPDATE writer SET name = ?", (name,))
    with newsroom.store.reading() as connection:
        for each in words_of(name):
            wanted = sought(each, unfinished=False)
            kept = sqlite.terms_of(wanted[0].word.replace("đ", "d"))
            if kept and lookup.is_called(name, "", wanted):
                hit = lookup.writers(connection, wanted, None)
                assert hit is not None
                assert [one.id for one in hit.named] == [1]
