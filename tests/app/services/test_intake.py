"""What the form intake does to a newsroom, asked of its functions: what became of each, who may."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.domain.site import SiteSettings
from app.services import intake
from app.services.importing import import_items
from app.services.newsroom import Newsroom, finish
from app.sources.record import ArticleRecord, Item
from app.storage import sites
from tests.app.desk_newsroom import (
    ARTICLE,
    OTHER_ARTICLE,
    Clock,
    assert_sound,
    bring_in,
    comment,
    record,
    sql,
)

TOLD = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["một", "hai"])), max_size=4)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(TOLD, max_size=4))
def test_what_several_tell_together_is_what_they_would_tell_one_by_one(
    newsroom: Newsroom, told: list[list[tuple[str, str]]]
) -> None:
    bring_in(newsroom)
    n = next(_NUMBERS)

    def groups(name: str) -> list[list[Item]]:
        return [[record(f"{name}{n}{key}", words) for key, words in group] for group in told]

    found = intake.keep(newsroom, groups("together"))
    for group, kept in zip(groups("alone"), found, strict=True):
        done = finish(import_items(newsroom, "form", [(0, each) for each in group]))
        assert (kept.added, kept.updated, kept.unchanged) == (
            done.added,
            done.updated,
            done.unchanged,
        )
    assert _texts(newsroom, f"together{n}") == _texts(newsroom, f"alone{n}")
    assert_sound(newsroom)


_NUMBERS = count()


def _texts(newsroom: Newsroom, name: str) -> list[tuple[object, ...]]:
    statement = "SELECT substr(external_id, -1), text FROM comment WHERE external_id LIKE :name"
    return sorted(sql(newsroom, statement, name=f"{name}_"))


def test_a_comment_without_a_time_keeps_that_of_its_first_telling(
    newsroom: Newsroom, clock: Clock
) -> None:
    bring_in(newsroom)
    first = clock()
    untimed = record("1", created_at=0)
    assert intake.keep(newsroom, [[untimed]]) == [intake.Kept(1, 0, 0)]
    clock.move(60)
    assert intake.keep(newsroom, [[untimed], [untimed]]) == [intake.Kept(0, 0, 1)] * 2
    assert comment(newsroom, 1).created_at == first


def test_an_article_is_found_where_it_is_open(newsroom: Newsroom) -> None:
    url = ARTICLE.url
    bring_in(newsroom)
    assert intake.article_at(newsroom, "https://bao.example/khong-co") is None
    found = intake.article_at(newsroom, f"{url}#a")
    assert found is not None
    assert (found.source, found.external_id, found.open) == ("bao.example", "a1", False)
    assert not intake.has_open_article(newsroom, "https://bao.example")
    assert intake.keep_article(newsroom, ArticleRecord("", "", url), is_open=True) == url
    assert intake.has_open_article(newsroom, "https://bao.example")
    assert not intake.has_open_article(newsroom, "https://bao.exampl")
    again = intake.article_at(newsroom, url)
    assert again is not None
    assert (again.id, again.title, again.open) == (found.id, ARTICLE.title, True)


@pytest.mark.parametrize("url", ["", "/tin/1.html", "javascript:alert(1)", "https://"])
def test_an_article_without_an_address_is_refused(newsroom: Newsroom, url: str) -> None:
    with pytest.raises(UnusableInputError, match="address of a web page"):
        intake.keep_article(newsroom, ArticleRecord("", "", url), is_open=True)


def test_a_connected_site_s_article_is_not_ours_to_tell(newsroom: Newsroom) -> None:
    bring_in(newsroom)
    with newsroom.store.writing() as connection:
        sites.connect(connection, SiteSettings("bao.example", "isso", "https://bao.example"))
    for url in (OTHER_ARTICLE.url, "https://bao.example/moi"):
        with pytest.raises(UnusableInputError, match=r"bao\.example"):
            intake.keep_article(newsroom, ArticleRecord("", "", url), is_open=True)
    found = intake.article_at(newsroom, OTHER_ARTICLE.url)
    assert found is not None
    assert (found.open, found.delivers) == (False, True)


def test_only_approved_comments_of_the_article_can_be_answered(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        record("yes", status=Status.APPROVED),
        record("no"),
        record("there", article="a2", status=Status.APPROVED),
    )
    article = intake.article_at(newsroom, ARTICLE.url)
    assert article is not None
    found = {key: intake.can_be_answered(newsroom, article, key) for key in ("yes", "no", "there")}
    assert found == {"yes": True, "no": False, "there": False}
    assert not intake.can_be_answered(newsroom, article, "\ud800\x00")


def test_tokens(newsroom: Newsroom) -> None:
    one, two = (intake.make_token(newsroom, name) for name in ("một", " hai "))
    assert one != two
    assert intake.holder_of(newsroom, two) == "hai"
    assert intake.holder_of(newsroom, one + "\ud800") is None
    assert [token.name for token in intake.tokens(newsroom)] == ["hai", "một"]
    with pytest.raises(UnusableInputError):
        intake.make_token(newsroom, "hai")
    assert intake.revoke(newsroom, "hai")
    assert not intake.revoke(newsroom, "hai")
    assert intake.holder_of(newsroom, two) is None
