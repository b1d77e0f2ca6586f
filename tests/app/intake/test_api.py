"""What programs post: with a token, once however often it is sent, each row judged for itself."""

from __future__ import annotations

import pytest

from app.domain.comment import Status
from app.domain.site import SiteSettings
from app.services import desk
from app.services.intake import make_token, revoke
from app.services.newsroom import Newsroom
from app.storage import sites
from tests.app.desk_newsroom import APPROVE, OTHER_ARTICLE, bring_in, comment, decide, record, sql
from tests.app.intake.reader import ARTICLE, OTHER, Reader, count

ROW: dict[str, object] = {
    "id": "7",
    "article_url": ARTICLE,
    "name": "Trần Thu Hà",
    "email": "thuha@bao.vn",
    "text": "Cầu đẹp lắm.",
    "ip": "203.0.113.9",
}
NOTHING = {"added": 0, "updated": 0, "unchanged": 0, "rejected": []}


@pytest.fixture
def token(newsroom: Newsroom) -> str:
    return make_token(newsroom, "hệ thống cũ")


def test_only_who_has_a_token_may_post(reader: Reader, newsroom: Newsroom, token: str) -> None:
    assert reader.tell("", ROW).refused == (401, "no_token")
    assert reader.tell("", ROW).headers["WWW-Authenticate"] == "Bearer"
    assert reader.tell(token[:-1], ROW).refused == (401, "no_token")
    assert reader.tell(token + "a", ROW).refused == (401, "no_token")
    assert reader.register("", url=OTHER).refused == (401, "no_token")
    assert count(newsroom) == 0
    assert reader.tell(token, ROW).status == 202
    revoke(newsroom, "hệ thống cũ")
    assert reader.tell(token, ROW | {"id": "8"}).refused == (401, "no_token")
    assert count(newsroom) == 1


def test_tokens_cannot_be_guessed_for_long(reader: Reader, token: str) -> None:
    found = [reader.tell(f"đoán {n}".encode().hex(), ROW).status for n in range(22)]
    assert found == [401] * 20 + [429] * 2
    assert reader.tell(token, ROW).status == 429  # of a guesser, nothing more is looked at


def test_the_same_row_twice_adds_nothing(reader: Reader, newsroom: Newsroom, token: str) -> None:
    assert reader.tell(token, ROW).json == NOTHING | {"added": 1}
    assert reader.tell(token, ROW).json == NOTHING | {"unchanged": 1}
    assert reader.tell(token, [ROW, ROW]).json == NOTHING | {"unchanged": 2}
    changed = ROW | {"text": "Cầu đẹp, đường cũng đẹp."}
    assert reader.tell(token, changed).json == NOTHING | {"updated": 1}
    [kept] = desk.page(newsroom, [1])
    assert (kept.text, kept.machine) == (changed["text"], "203.0.113.9")
    assert kept.created_at == newsroom.clock()


def test_a_decided_comment_told_differently_waits_again_and_the_log_says_by_whom(
    reader: Reader, newsroom: Newsroom, token: str
) -> None:
    reader.tell(token, ROW)
    decide(newsroom, 1, APPROVE)
    assert reader.tell(token, ROW | {"text": "Mua ngay!"}).json == NOTHING | {"updated": 1}
    assert comment(newsroom, 1).status is Status.PENDING
    [(who,)] = sql(newsroom, "SELECT moderator FROM log_entry ORDER BY sequence DESC LIMIT 1")
    assert who == "hệ thống cũ"


def test_each_row_is_judged_for_itself(reader: Reader, newsroom: Newsroom, token: str) -> None:
    rows = [
        ROW,
        {"id": "2", "text": "không có bài"},
        ROW | {"id": "3", "text": "  "},
        ROW | {"id": "4", "status": "duyệt"},
        ROW | {"id": "5", "created_at": "hôm qua"},
        ROW | {"id": "6", "article_url": "javascript:alert(1)"},
        5,
        ROW | {"id": "8", "name": {"a": 1}},
        ROW | {"id": 9, "status": "approved", "text": "nửa\ud800 chữ\x00"},
    ]
    told = reader.tell(token, rows).json
    assert told["added"] == 2
    assert [each["row"] for each in told["rejected"]] == [2, 3, 4, 5, 6, 7, 8]
    assert all(each["vi"] and each["en"] for each in told["rejected"])
    first, second = desk.page(newsroom, [1, 2])
    assert (first.status, second.status) == (Status.PENDING, Status.APPROVED)
    assert second.text == "nửa\ufffd chữ\ufffd"


def test_too_many_rows_or_something_else_is_refused(
    reader: Reader, newsroom: Newsroom, token: str
) -> None:
    assert reader.tell(token, [ROW] * 1_001).refused == (413, "too_many")
    assert reader.tell(token, "rows").refused == (422, "wrong_fields")
    assert reader.tell(token, [ROW | {"text": "a" * 5_000_000}]).refused == (413, "too_large")
    assert reader.tell(token, []).json == NOTHING
    assert count(newsroom) == 0


def test_a_row_comes_onto_the_article_that_is_known_at_its_address(
    reader: Reader, newsroom: Newsroom, token: str
) -> None:
    bring_in(newsroom, record("1", article="a2"))
    there = {"article_url": f"{OTHER_ARTICLE.url}#loi-binh", "article_title": "Tên khác"}
    answer = reader.tell(token, [ROW | there, ROW | there | {"id": "8", "parent_id": "7"}])
    assert answer.json == NOTHING | {"added": 2}
    old, first, second = desk.page(newsroom, [1, 2, 3])
    assert old.article_id == first.article_id == second.article_id
    assert second.parent_id == first.id


def test_a_connected_site_s_comments_come_from_itself(
    reader: Reader, newsroom: Newsroom, token: str
) -> None:
    with newsroom.store.writing() as connection:
        sites.connect(connection, SiteSettings("bao.example", "isso", "https://bao.example"))
    told = reader.tell(token, [ROW, ROW | {"article_url": "https://bao.example/moi"}]).json
    assert [each["row"] for each in told["rejected"]] == [1, 2]
    assert "bao.example" in told["rejected"][0]["vi"]
    assert reader.register(token, url="https://bao.example/moi").refused == (422, "refused")
    assert count(newsroom) == 0


def test_an_article_is_registered_and_told_anew(
    reader: Reader, newsroom: Newsroom, token: str
) -> None:
    url = "https://bao.example/the-thao/chung-ket"
    told = {
        "url": f"{url}#top",
        "title": "Chung kết",
        "section": "Thể thao",
        "byline": "Lê Thu Hạ",
        "published_at": "2026-11-20T08:00:00+07:00",
        "lead": "Đoạn mở đầu.",
        "body": "Một.\n\nHai.",
        "caption": "Ảnh",
    }
    answer = reader.register(token, **told)
    assert (answer.status, answer.json) == (200, {"url": url, "open": True})
    assert reader.post(article=url, check=reader.check(url)).status == 202
    assert reader.register(token, url=url, title="Chung kết hạ màn").status == 200
    context = desk.context(newsroom, 1)
    assert (context.article.title, context.article.byline) == ("Chung kết hạ màn", "Lê Thu Hạ")
    assert context.article.body == "Một.\n\nHai."
    assert context.article.published_at
    assert reader.register(token, url=url, open=False).json["open"] is False
    assert reader.get("/check", article=url).refused == (403, "closed")


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"url": "javascript:alert(1)"},
        {"url": "https://a:b@bao.example/x"},
        {"url": "https://bao.example/" + "a" * 2_000},
        {"url": OTHER, "title": "a" * 1_001},
        {"url": OTHER, "body": "a" * 100_001},
        {"url": OTHER, "title": 5},
        {"url": OTHER, "open": "yes"},
        {"url": OTHER, "published_at": "hôm qua"},
    ],
)
def test_a_hostile_article_is_refused(
    reader: Reader, newsroom: Newsroom, token: str, told: dict[str, object]
) -> None:
    status, _ = reader.register(token, **told).refused
    assert status == 422
    with newsroom.store.reading() as connection:
        n = connection.exec_driver_sql("SELECT count(*) FROM article").scalar_one()
    assert n == 2
