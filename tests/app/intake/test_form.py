"""A reader's comment: taken, judged as an import judges, and each hostile one refused in words."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from pathlib import Path

import altcha
import pytest

from app.domain.comment import Status
from app.domain.site import SiteSettings
from app.services import desk
from app.services.importing import import_file
from app.services.intake import keep_article
from app.services.newsroom import Newsroom, finish
from app.sources.record import ArticleRecord
from app.storage import sites
from app.storage.reading import id_of
from app.storage.store import open_store
from tests.app.desk_newsroom import APPROVE, decide, reply
from tests.app.intake.reader import (
    ARTICLE,
    OTHER,
    QUICK,
    SITE,
    Reader,
    count,
    open_article,
    served,
    solved,
)

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def posted(newsroom: Newsroom, external_id: str) -> int:
    """The id of a comment that the form brought."""
    with newsroom.store.reading() as connection:
        return id_of(connection, "bao.example", external_id)


def test_a_post_is_kept_and_waits(reader: Reader, newsroom: Newsroom) -> None:
    answer = reader.post()
    assert answer.status == 202
    assert answer.json["status"] == "pending"
    [comment] = desk.page(newsroom, [posted(newsroom, answer.json["id"])])
    assert comment.status is Status.PENDING
    assert (comment.writer.name, comment.writer.address) == ("Trần Thu Hà", "thuha@bao.vn")
    assert (comment.article_title, comment.machine) == ("Cầu Nam Sông", "127.0.0.1")
    assert comment.created_at == newsroom.clock()


def test_a_post_is_judged_as_an_import_is(
    reader: Reader, newsroom: Newsroom, tmp_path: Path
) -> None:
    texts = [
        "Cầu đẹp lắm.",
        "Cầu đẹp lắm.",
        "lừa đảo đấy, gọi 0912 345 678 hoặc http://x.example",
        SCRIPT,
        "nửa\ud800 chữ và \x00 NUL, \u202eđảo",
    ]
    who = [("Trần Thu Hà", "thuha@bao.vn"), ("", ""), ("A", "ha@gmial.com")]
    rows = [{"name": name, "email": email, "text": text} for name, email in who for text in texts]
    for row in rows:
        assert reader.post(**row).status == 202
    other = replace(newsroom, store=open_store(tmp_path / "other.db"))
    file = tmp_path / "rows.jsonl"
    about = {"article_url": ARTICLE, "created_at": "2026-11-21T01:00:00+00:00"}
    lines = (json.dumps(row | about | {"id": str(n)}) for n, row in enumerate(rows))
    file.write_text("\n".join(lines))
    assert finish(import_file(other, file)).added == len(rows)
    ids = range(1, len(rows) + 1)
    ours = [(c.text, c.flags, c.writer.name_judgement) for c in desk.page(newsroom, ids)]
    theirs = [(c.text, c.flags, c.writer.name_judgement) for c in desk.page(other, ids)]
    other.store.close()
    assert ours == theirs
    assert sum(len(flags) for _, flags, _ in ours) > len(rows)


def test_what_is_approved_and_replied_is_on_the_page_at_the_next_load(
    reader: Reader, newsroom: Newsroom
) -> None:
    first = reader.get("/conversation", article=ARTICLE)
    assert first.json["comments"] == []
    number = posted(newsroom, reader.post(SCRIPT).json["id"])
    assert reader.get("/conversation", article=ARTICLE).json["comments"] == []
    decide(newsroom, number, APPROVE)
    decide(newsroom, number, reply("Cảm ơn bạn."))
    again = reader.ask(
        "GET", "/conversation", headers={"If-None-Match": first.headers["ETag"]}, article=ARTICLE
    )
    [said] = again.json["comments"]
    assert said["text"] == SCRIPT
    assert [each["by_newsroom"] for each in said["replies"]] == [True]
    assert "thuha@bao.vn" not in again.body.decode()
    html = reader.get("/conversation.html", article=ARTICLE, lang="en")
    assert b"<script" not in html.body
    assert html.headers["Content-Type"] == "text/html; charset=utf-8"
    unchanged = reader.ask(
        "GET", "/conversation", headers={"If-None-Match": again.headers["ETag"]}, article=ARTICLE
    )
    assert (unchanged.status, unchanged.body) == (304, b"")
    lost = reader.get("/conversation", article=ARTICLE, after="rubbish")
    assert lost.refused == (400, "wrong_cursor")
    assert (lost.headers["Cache-Control"], lost.headers.get("ETag")) == ("no-store", None)


def test_another_run_of_the_service_may_tell_the_same_otherwise(newsroom: Newsroom) -> None:
    open_article(newsroom)
    tags = set()
    for _ in range(2):
        with served(newsroom) as reader:
            tags.add(reader.get("/conversation.html", article=ARTICLE).headers["ETag"])
    assert len(tags) == 2


def test_only_what_everybody_sees_can_be_answered(reader: Reader, newsroom: Newsroom) -> None:
    parent = reader.post().json["id"]
    waiting = reader.post("Đúng vậy.", parent=parent)
    assert waiting.refused == (422, "no_parent")
    assert reader.post("Đúng vậy.", parent="form:nobody").refused == (422, "no_parent")
    decide(newsroom, posted(newsroom, parent), APPROVE)
    answer = reader.post("Đúng vậy.", parent=parent)
    assert answer.status == 202
    [comment] = desk.page(newsroom, [posted(newsroom, answer.json["id"])])
    assert comment.parent_id == posted(newsroom, parent)
    elsewhere = reader.post("Đúng vậy.", article=OTHER, parent=parent, check=reader.check(OTHER))
    assert elsewhere.refused == (422, "no_parent")
    assert count(newsroom) == 2


def test_an_address_is_one_page_however_it_is_written(reader: Reader, newsroom: Newsroom) -> None:
    url = "https://bao.example/th%E1%BB%9Di-s%E1%BB%B1/c%E1%BA%A7u"
    open_article(newsroom, url)
    for written in (f"{url}#loi-binh", "HTTPS://BAO.example:443/thời-sự/cầu"):
        answer = reader.post(article=written, check=reader.check(written))
        assert answer.status == 202
    assert reader.get("/check", article=f"{url}/").refused == (404, "no_article")
    assert reader.get("/check", article=f"{url}?trang=2").refused == (404, "no_article")


def hostile(name: str, reader: Reader) -> tuple[dict[str, object], tuple[int, str]]:
    """A post that must be refused, and how."""
    forged = json.loads(base64.b64decode(reader.check()))
    forged["challenge"]["parameters"]["keyPrefix"] = "00"
    own = altcha.create_challenge(
        "SHA-256", 1, counter=1, hmac_secret=b"theirs", hmac_key_secret=b"own",
        expires_at=2_000_000_000, data={"article": ARTICLE},
    )  # fmt: skip
    wrong = json.loads(base64.b64decode(reader.check()))
    wrong["solution"]["derivedKey"] = "00" * 32
    return {
        "no check": ({"check": ""}, (400, "check_missing")),
        "no check at all": ({"check": None}, (400, "check_missing")),
        "rubbish": ({"check": "xin chào"}, (403, "check_unknown")),
        "a list": ({"check": as_check([1, 2])}, (403, "check_unknown")),
        "half a check": ({"check": as_check({"challenge": {}})}, (403, "check_unknown")),
        "deep": ({"check": base64.b64encode(b"[" * 5_000).decode()}, (403, "check_unknown")),
        "huge": ({"check": "A" * 20_000}, (403, "check_unknown")),
        "forged": ({"check": as_check(forged)}, (403, "check_unknown")),
        "own key": ({"check": solved(own.to_dict())}, (403, "check_unknown")),
        "not solved": ({"check": as_check(wrong)}, (403, "check_wrong")),
        "another's": ({"check": reader.check(OTHER)}, (403, "check_of_another_article")),
        "forged article": ({"article": f"{SITE}/khong-co.html"}, (404, "no_article")),
        "no address": ({"article": "javascript:alert(1)"}, (404, "no_article")),
        "file": ({"article": "file:///etc/passwd"}, (404, "no_article")),
        "empty": ({"text": " \n\t"}, (422, "text_missing")),
        "no text": ({"text": None}, (422, "text_missing")),
        "long text": ({"text": "à" * 10_001}, (422, "text_too_long")),
        "long name": ({"name": "à" * 101}, (422, "name_too_long")),
        "long address": ({"email": "a" * 255}, (422, "email_too_long")),
        "long website": ({"website": "a" * 501}, (422, "website_too_long")),
        "NUL in a name": ({"name": "Hà\x00"}, (422, "name_controls")),
        "a line in a name": ({"name": "Hà\nTòa soạn"}, (422, "name_controls")),
        "a header in an address": ({"email": "a@b.vn\r\nBcc: c@d"}, (422, "email_controls")),
        "a number": ({"text": 5}, (422, "wrong_fields")),
        "a list of names": ({"name": ["Hà"]}, (422, "wrong_fields")),
        "an object": ({"article": {"$ne": ""}}, (422, "wrong_fields")),
    }[name]


NAMES = (
    "no check", "no check at all", "rubbish", "a list", "half a check", "deep", "huge", "forged",
    "own key", "not solved", "another's", "forged article", "no address", "file", "empty",
    "no text", "long text", "long name", "long address", "long website", "NUL in a name",
    "a line in a name", "a header in an address", "a number", "a list of names", "an object",
)  # fmt: skip


def as_check(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()


def test_each_hostile_post_is_refused_in_words_and_leaves_nothing(
    reader: Reader, newsroom: Newsroom
) -> None:
    patient = replace(QUICK, rates=replace(QUICK.rates, checks=1_000, posts=1_000))
    with served(newsroom, patient) as reader:
        for name in NAMES:
            fields, refused = hostile(name, reader)
            assert reader.post(**fields).refused == refused, name
        assert reader.post().status == 202
    assert count(newsroom) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b'{"text": NaN}',
        b'{"text": "a", "text": "b"}',
        b'{"text": 1e999}',
        b'{"n": ' + b"9" * 50 + b"}",
        b"[" * 50_000,
        b'{"text": "\xff"}',
        b"\xff\xfe{\x00}\x00",
    ],
)
def test_what_is_no_proper_json_is_refused(reader: Reader, newsroom: Newsroom, body: bytes) -> None:
    assert reader.send(body).refused in ((400, "malformed"), (422, "wrong_fields"))
    assert count(newsroom) == 0


def test_a_check_is_taken_once(reader: Reader, newsroom: Newsroom) -> None:
    check = reader.check()
    assert reader.post(check=check).status == 202
    assert reader.post("Một lời khác.", check=check).refused == (409, "already_received")
    spelt = as_check(json.loads(base64.b64decode(check)))
    assert reader.post("Một lời khác.", check=spelt + "\n").refused == (409, "already_received")
    assert count(newsroom) == 1


def test_a_check_ends(newsroom: Newsroom) -> None:
    open_article(newsroom)
    with served(newsroom, replace(QUICK, check_seconds=-1)) as reader:
        assert reader.post().refused == (403, "check_expired")
    assert count(newsroom) == 0


def test_a_check_of_another_process_is_none_of_ours(reader: Reader, newsroom: Newsroom) -> None:
    with served(newsroom) as other:
        check = other.check()
    assert reader.post(check=check).refused == (403, "check_unknown")


def test_only_the_article_s_own_pages_may_post(reader: Reader, newsroom: Newsroom) -> None:
    for page in (
        None,
        "null",
        "https://evil.example",
        "http://bao.example",
        "https://bao.example:8443",
        "https://bao.example.evil.example",
        "https://bao.example/",
        reader.address,
    ):
        reader.page = page
        answer = reader.post()
        assert answer.refused == (403, "wrong_origin"), page
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert count(newsroom) == 0


def test_pages_that_were_named_may_post_too(newsroom: Newsroom) -> None:
    open_article(newsroom)
    with served(newsroom, replace(QUICK, origins=("https://m.bao.example/tin",))) as reader:
        reader.page = "https://m.bao.example"
        answer = reader.post()
        assert answer.status == 202
        assert answer.headers["Access-Control-Allow-Origin"] == "https://m.bao.example"


def test_a_browser_may_ask_before_it_posts(reader: Reader) -> None:
    def asked(origin: str) -> str | None:
        headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        answer = reader.ask("OPTIONS", "/comments", headers=headers)
        assert (answer.status, answer.headers["Vary"]) == (204, "Origin")
        return answer.headers.get("Access-Control-Allow-Origin")

    assert asked(SITE) == SITE
    assert asked("https://evil.example") is None
    assert asked("https://bao.exampl") is None
    assert asked("null") is None


def test_a_refusal_can_be_read_by_the_page_that_posted(reader: Reader) -> None:
    assert reader.post("").headers["Access-Control-Allow-Origin"] == SITE
    unknown = reader.get("/check", article=f"{SITE}/khong-co.html")
    assert unknown.headers["Access-Control-Allow-Origin"] == "*"


def test_only_json_is_taken(reader: Reader, newsroom: Newsroom) -> None:
    body = json.dumps({"article": ARTICLE, "text": "Chào", "check": reader.check()}).encode()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
                 "application/json; charset=utf-16", "application/jsonx", ""):  # fmt: skip
        assert reader.send(body, Content_Type=kind).refused == (415, "wrong_type"), kind
    assert reader.send(body, Content_Encoding="gzip").refused == (415, "wrong_type")
    assert count(newsroom) == 0
    assert reader.send(body, Content_Type='Application/JSON; charset="UTF-8"').status == 202


def test_an_article_that_is_closed_or_of_a_site_takes_nothing(
    reader: Reader, newsroom: Newsroom
) -> None:
    check = reader.check()
    keep_article(newsroom, ArticleRecord("", "", ARTICLE), is_open=False)
    assert reader.post(check=check).refused == (403, "closed")
    assert reader.get("/check", article=ARTICLE).refused == (403, "closed")
    assert reader.get("/conversation", article=ARTICLE).json["article"]["open"] is False
    with newsroom.store.writing() as connection:
        sites.connect(connection, SiteSettings("bao.example", "isso", SITE))
    assert reader.post(check=check).refused == (403, "of_a_site")
    assert count(newsroom) == 0


def test_every_answer_guards_the_browser(reader: Reader) -> None:
    for method, path in (
        ("GET", "/health"), ("GET", "/check"), ("POST", "/comments"), ("GET", "/nowhere"),
        ("DELETE", "/health"), ("GET", "/loi-binh.js"), ("PUT", "/api/articles"), ("GET", "/"),
        ("GET", "/check/"), ("GET", "/loi-binh.js/../../pyproject.toml"),
    ):  # fmt: skip
        answer = reader.ask(method, path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff", path
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "Cache-Control" in answer.headers
        assert "server" not in answer.headers
        if answer.status >= 400:
            assert answer.refused[0] == answer.status
    allowed = reader.ask("DELETE", "/comments").headers["Allow"]
    assert set(allowed.split(", ")) == {"OPTIONS", "POST"}
    head = reader.ask("HEAD", "/loi-binh.css")
    assert (head.status, head.body) == (200, b"")
    assert reader.get("/").refused == (404, "not_found")
