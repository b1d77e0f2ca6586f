"""What one WordPress is asked and how it is believed, without any: its answers are written here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.comment import Status
from app.sources.http import Answer
from app.sources.site import (
    Access,
    Found,
    LoginRefusedError,
    RefusedError,
    Site,
    SiteError,
    UnreachableError,
    Wanted,
)
from app.sources.wordpress.finding import is_root, software_of
from app.sources.wordpress.records import comment_record, read_article, read_comment, unpacked
from app.sources.wordpress.rest import NotThereError, refusal
from app.sources.wordpress.site import WordPressSite, find, password_page
from tests.app.sources.wordpress.stand_in import (
    ARTICLE,
    Asked,
    Said,
    Standin,
    comment,
    standing_in,
)

INDEX = {
    "name": "Báo Thử",
    "home": "https://Bao.example/blog",
    "namespaces": ["oembed/1.0", "wp/v2"],
    "authentication": {},
}


@pytest.fixture(scope="module")
def standin() -> Iterator[Standin]:
    with standing_in(lambda _: Said({})) as standin:
        yield standin


@pytest.fixture
def site(standin: Standin) -> Iterator[Site]:
    standin.asked.clear()
    access = Access("bao.example", "wordpress", f"{standin.address}wp-json/", "an", "ab cd ef")
    site = WordPressSite(access)
    yield site
    site.close()


def seen(**more: object) -> Found:
    told = read_comment(comment(5, **more))
    assert told is not None
    return Found(comment_record(told, "bao.example"), told.packed())


# --- errors -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code", "error", "words"),
    [
        (401, "invalid_username", LoginRefusedError, "no account with this login"),
        (401, "invalid_email", LoginRefusedError, "mail address"),
        (401, "incorrect_password", LoginRefusedError, "Make a new one"),
        (401, "application_passwords_disabled", LoginRefusedError, "switched off"),
        (401, "application_passwords_disabled_for_user", LoginRefusedError, "this account"),
        (401, "rest_not_logged_in", LoginRefusedError, "Authorization"),
        (401, "rest_forbidden_context", LoginRefusedError, "Authorization"),
        (403, "rest_forbidden_context", LoginRefusedError, "moderate_comments"),
        (403, "rest_cannot_edit", LoginRefusedError, "moderate_comments"),
        (403, "rest_comment_closed", RefusedError, "closed"),
        (403, "rest_comment_trash_post", RefusedError, "trash"),
        (403, "rest_comment_draft_post", RefusedError, "draft"),
        (403, "rest_cannot_read_post", RefusedError, "article"),
        (404, "rest_comment_invalid_id", NotThereError, "deleted"),
        (404, "rest_post_invalid_id", NotThereError, "article"),
        (400, "rest_comment_content_invalid", RefusedError, "empty"),
        (400, "comment_content_column_length", RefusedError, "too long"),
        (400, "comment_author_url_column_length", RefusedError, "too long"),
        (400, "comment_flood", UnreachableError, "how quickly"),
        (400, "rest_whatever", RefusedError, "rest_whatever"),
        (404, "rest_no_route", UnreachableError, "switched off"),
        (409, "comment_duplicate", RefusedError, "already"),
        (410, "rest_already_trashed", RefusedError, "already"),
        (500, "rest_comment_failed_edit", RefusedError, "could not write"),
        (500, "internal_server_error", UnreachableError, "500"),
        (501, "rest_trash_not_supported", RefusedError, "no trash"),
    ],
)
def test_each_error_has_its_words(
    status: int, code: str, error: type[SiteError], words: str
) -> None:
    body = json.dumps({"code": code, "message": "No."}).encode()
    made = refusal(Answer("bao.example", status, {}, body, ""))
    assert type(made) is error
    assert words in made.words.en
    assert "bao.example" in made.words.vi
    assert "{" not in made.words.vi + made.words.en


def test_refused_parameters_are_said() -> None:
    body = {
        "code": "rest_invalid_param",
        "message": "Invalid parameter(s): <b>author_ip</b> &amp; more",
        "data": {"params": {"author_ip": "author_ip is not a valid IP address."}},
    }
    made = refusal(Answer("bao.example", 400, {}, json.dumps(body).encode(), ""))
    assert isinstance(made, RefusedError)
    assert "author_ip & more author_ip is not a valid IP address." in made.words.en


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"code": 4}', b"[" * 100_000])
def test_what_is_not_wordpress_is_temporary(body: bytes) -> None:
    for status in (400, 403, 404, 418, 500):
        made = refusal(Answer("bao.example", status, {}, body, ""))
        assert isinstance(made, UnreachableError)
        assert made.answered
    assert isinstance(refusal(Answer("bao.example", 401, {}, body, "")), LoginRefusedError)


# --- records ------------------------------------------------------------------------------------


def test_comment_is_told_as_an_export_tells_it() -> None:
    told = read_comment(
        comment(
            5,
            parent=4,
            author_name="An &amp; Bình",
            author_email="an&amp;b@vi.example",
            author_url=" https://an.example/?a=1&amp;b=2",
            text="3 &lt; 5\r\nhết",
        )
    )
    assert told is not None
    record = comment_record(told, "bao.example")
    assert (record.external_id, record.article, record.parent) == ("5", "7", "4")
    assert (record.name, record.address) == ("An & Bình", "an&b@vi.example")
    assert (record.website, record.machine) == ("https://an.example/?a=1&b=2", "203.0.113.9")
    assert (record.text, record.created_at) == ("3 < 5\nhết", 1_777_629_600_000_000)
    assert unpacked(told.packed()) == told


@pytest.mark.parametrize(
    ("there", "status"),
    [
        ("approved", Status.APPROVED),
        ("hold", Status.PENDING),
        ("spam", Status.SPAM),
        ("trash", Status.REJECTED),
        ("post-trashed", Status.REJECTED),
        ("of-a-plugin", Status.REJECTED),
    ],
)
def test_statuses(there: str, status: Status) -> None:
    assert seen(status=there).record.status is status


def test_mark_changes_with_what_is_told() -> None:
    marks = {
        unpacked(seen(**more).handle).mark
        for more in (
            {},
            {"text": "khác"},
            {"author_name": "khác"},
            {"parent": 3},
            {"author_ip": "203.0.113.8"},
            {"date_gmt": "2026-05-01T10:00:01"},
        )
    }
    assert len(marks) == 6
    assert unpacked(seen(status="spam").handle).mark in marks


def test_article_needs_number_and_address_only() -> None:
    article = read_article({"id": 7, "link": "https://bao.example/7"})
    assert (article.title, article.body, article.sections) == ("", "", ())
    assert read_article(ARTICLE).sections == (5, 6)
    seen_by_readers = read_article({**ARTICLE, "title": {"rendered": "Bài"}})
    assert seen_by_readers.title == "Bài"
    for wrong in ({}, {"id": 7}, {"id": "7", "link": ""}, [], {**ARTICLE, "author": "An"}):
        with pytest.raises(ValueError, match=r"^(id|link|author|no object)$"):
            read_article(wrong)


# --- delivering ---------------------------------------------------------------------------------


def answering(standin: Standin, **more: object) -> None:
    standin.answer = lambda _: Said(comment(5, **more))


def last(standin: Standin) -> Asked:
    return standin.asked[-1]


def test_reader_is_sent_back_with_every_change(site: Site, standin: Standin) -> None:
    answering(standin, status="approved")
    site.deliver(seen(author_email="a&amp;b@vi.example"), Wanted(status=Status.APPROVED))
    [asked] = standin.asked
    assert (asked.method, asked.path) == ("POST", "/wp-json/wp/v2/comments/5")
    assert asked.data == {
        "status": "approved",
        "author_ip": "203.0.113.9",
        "author_user_agent": "Mozilla/5.0",
        "author_email": "a&b@vi.example",
        "date_gmt": "2026-05-01T10:00:00",
    }
    assert asked.headers["User-Agent"].startswith("Loi-Binh")


@pytest.mark.parametrize("machine", ["", "không rõ", "203.0.113.9, 10.0.0.1", "fe80::1%eth0"])
def test_machine_that_wordpress_would_not_take_is_left_out(
    site: Site, standin: Standin, machine: str
) -> None:
    answering(standin, status="spam")
    zero = "-0001-11-30T00:00:00"
    site.deliver(
        seen(author_ip=machine, author_user_agent="", date_gmt=zero), Wanted(status=Status.SPAM)
    )
    assert last(standin).data == {"status": "spam"}
    assert last(standin).headers["User-Agent"] == ""


def test_trash_is_a_deletion_without_force(site: Site, standin: Standin) -> None:
    answering(standin, status="trash")
    site.deliver(seen(), Wanted(status=Status.REJECTED))
    assert (last(standin).method, dict(last(standin).query)) == ("DELETE", {})


def test_from_trash_to_spam_by_way_of_the_queue(site: Site, standin: Standin) -> None:
    standin.answer = lambda asked: Said(comment(5, status=asked.data["status"]))
    site.deliver(seen(status="trash"), Wanted(status=Status.SPAM))
    assert [asked.data["status"] for asked in standin.asked] == ["hold", "spam"]


def test_what_is_so_already_is_not_asked_for(site: Site, standin: Standin) -> None:
    site.deliver(seen(status="spam"), Wanted(status=Status.SPAM))
    assert standin.asked == []


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (Said(comment(5, status="hold")), RefusedError),
        (Said(comment(6, status="approved")), UnreachableError),
        (Said({}), UnreachableError),
        (Said([]), UnreachableError),
        (Said(b"<html>Log in"), UnreachableError),
        (Said(comment(5), 301, {"Location": "/elsewhere"}), UnreachableError),
    ],
)
def test_success_is_believed_only_when_it_is_one(
    site: Site, standin: Standin, said: Said, error: type[SiteError]
) -> None:
    standin.answer = lambda _: said
    with pytest.raises(error):
        site.deliver(seen(), Wanted(status=Status.APPROVED))
    assert len(standin.asked) == 1


def test_edit_sends_markup_and_compares(site: Site, standin: Standin) -> None:
    answering(standin, text="3 &lt; 5 &amp; \r\n xong")
    site.deliver(seen(), Wanted(text="3 < 5 & \n xong  "))
    assert last(standin).data["content"] == "3 &lt; 5 &amp; \n xong  "
    answering(standin, text="3  5")
    with pytest.raises(RefusedError, match="another text"):
        site.deliver(seen(), Wanted(text="3 < 5"))


def test_what_is_not_to_be_touched(site: Site, standin: Standin) -> None:
    with pytest.raises(RefusedError, match="only staff"):
        site.deliver(seen(text="<p>đoạn</p>"), Wanted(text="đoạn"))
    with pytest.raises(RefusedError, match="Restore"):
        site.deliver(seen(status="post-trashed"), Wanted(status=Status.APPROVED))
    assert standin.asked == []


# --- looking up, replying -----------------------------------------------------------------------


def test_look_up(site: Site, standin: Standin) -> None:
    answering(standin)
    assert site.look_up("5") == seen()
    assert last(standin).query["context"] == "edit"
    assert site.look_up("6") is None  # not the one that was asked for
    for kind in ("note", "pingback", "trackback"):
        answering(standin, type=kind)
        assert site.look_up("5") is None
    standin.asked.clear()
    for never in ("", "-1", "0", "05", "5/6", "5?force=true", "٣", "9" * 30, "5\n"):
        assert site.look_up(never) is None
    assert standin.asked == []


def replying(standin: Standin, earlier: list[object], posted: Said) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path.endswith("/users/me"):
            return Said({"id": 3})
        if asked.method == "GET":
            return Said(earlier, headers={"X-WP-Total": str(len(earlier))})
        return posted if asked.path.endswith("/comments") else Said(comment(9, status="approved"))

    standin.answer = answer


def methods(standin: Standin) -> list[str]:
    return [asked.method for asked in standin.asked]


REPLY = {"parent": 5, "author": 3, "text": "Cảm ơn &amp; chào", "status": "approved"}


def test_reply(site: Site, standin: Standin) -> None:
    replying(standin, [], Said(comment(9, **REPLY), 201))
    assert site.reply(seen(), "Cảm ơn & chào", attempted=False) == "9"
    assert methods(standin) == ["POST"]
    assert last(standin).data == {"post": 7, "parent": 5, "content": "Cảm ơn &amp; chào"}


def test_reply_that_waits_is_approved(site: Site, standin: Standin) -> None:
    replying(standin, [], Said(comment(9, **REPLY | {"status": "hold"}), 201))
    assert site.reply(seen(), "Cảm ơn & chào", attempted=False) == "9"
    assert methods(standin) == ["POST", "POST"]
    assert last(standin).data["status"] == "approved"


def test_earlier_reply_is_found_and_completed(site: Site, standin: Standin) -> None:
    others = [comment(7, **REPLY | {"parent": 4}), comment(8, **REPLY | {"text": "Khác"})]
    earlier = [*others, comment(9, **REPLY | {"status": "hold"})]
    replying(standin, earlier, Said({}, 500))
    assert site.reply(seen(), "Cảm ơn & chào", attempted=True) == "9"
    assert methods(standin) == ["GET", "GET", "POST"]
    assert standin.asked[1].query["author"] == "3"
    assert last(standin).path.endswith("/comments/9")


def test_duplicate_is_our_own(site: Site, standin: Standin) -> None:
    duplicate = Said({"code": "comment_duplicate", "message": "Again"}, 409)
    trashed = comment(8, **REPLY | {"status": "trash"})
    replying(standin, [trashed, comment(9, **REPLY)], duplicate)
    assert site.reply(seen(), "Cảm ơn & chào", attempted=False) == "9"
    replying(standin, [], duplicate)
    with pytest.raises(RefusedError, match="already"):
        site.reply(seen(), "Cảm ơn & chào", attempted=False)


# --- greeting, finding --------------------------------------------------------------------------


def test_greeting(site: Site, standin: Standin) -> None:
    def answer(asked: Asked) -> Said:
        if asked.path.endswith("/users/me"):
            return Said({"id": 3, "name": "An"})
        if asked.path.endswith("/comments"):
            return Said([], headers={"X-WP-Total": "41"})
        return Said(INDEX)

    standin.answer = answer
    greeting = site.greet()
    assert (greeting.account, greeting.waiting) == ("An", 41)
    assert (greeting.software, greeting.key) == ("WordPress", "bao.example/blog")


def test_passwords_switched_off_are_said(site: Site, standin: Standin) -> None:
    standin.answer = lambda asked: (
        Said({"code": "rest_not_logged_in", "message": "x"}, 401)
        if asked.path.endswith("/users/me")
        else Said(INDEX)
    )
    with pytest.raises(LoginRefusedError, match="switched off"):
        site.greet()


def pages(standin: Standin, answers: dict[str, Said]) -> None:
    """Everything else is a page that says nothing."""

    def answer(asked: Asked) -> Said:
        path = asked.path + (f"?{asked.query['rest_route']}" if asked.query else "")
        return answers.get(path, Said(b"<html></html>", 404))

    standin.answer = answer


def test_found_by_header_page_or_guess(standin: Standin) -> None:
    root = f"{standin.address}api/"
    many = f'<{standin.address}x>; rel=shortlink, <{root}>; rel="https://api.w.org/"'
    link = f"<link href='{root}' rel='https://api.w.org/' />".encode()
    for page in (Said(b"", headers={"Link": many}), Said(b"<head>" + link)):
        pages(standin, {"/bai": page, "/api/": Said(INDEX)})
        assert find(f"{standin.address}bai") == root
    pages(standin, {"/blog/wp-json/": Said(INDEX)})
    assert find(f"{standin.address}blog/2026/bai") == f"{standin.address}blog/wp-json/"
    pages(standin, {"/?/": Said(INDEX)})
    assert find(f"127.0.0.1:{standin.port}") == f"{standin.address}?rest_route=/"
    pages(standin, {"/wp-json/": Said({"code": "rest_login_required", "message": "x"}, 401)})
    assert find(standin.address) == f"{standin.address}wp-json/"


def test_not_found(standin: Standin) -> None:
    pages(standin, {"/wp-json/": Said({"namespaces": ["x"]}), "/": Said(b"", 500)})
    assert find(standin.address) is None
    for typed in ("", "  ", "ftp://x", "https://", "http://[", "http://127.0.0.1:9", "://"):
        assert find(typed) is None


def test_password_is_never_led_elsewhere(standin: Standin) -> None:
    away = Said(b"", headers={"Link": '<https://evil.example/wp-json/>; rel="https://api.w.org/"'})
    pages(standin, {"/": away})
    assert find(standin.address) is None
    pages(standin, {"/": Said(b"", 302, {"Location": "https://evil.example/"})})
    assert find(standin.address) is None
    with pytest.raises(RefusedError):
        WordPressSite(Access("", "wordpress", "http://bao.example/wp-json/", "an", "x"))


def test_where_passwords_are_made(standin: Standin) -> None:
    def index(address: str) -> dict[str, object]:
        endpoints = {"endpoints": {"authorization": address}}
        return INDEX | {"authentication": {"application-passwords": endpoints}}

    page = f"{standin.address}wp-admin/authorize-application.php"
    pages(standin, {"/wp-json/": Said(index(page))})
    assert password_page(f"{standin.address}wp-json/") == page
    for body in (INDEX, index("https://evil.example/"), INDEX | {"authentication": []}):
        pages(standin, {"/wp-json/": Said(body)})
        assert password_page(f"{standin.address}wp-json/") is None


def test_roots_by_sight() -> None:
    for root in ("https://a.example/wp-json", "https://a.example/b/wp-json/"):
        assert is_root(root)
    assert is_root("https://a.example/index.php?rest_route=/")
    assert not is_root("https://a.example/wp-json-khac/bai")


def test_software() -> None:
    assert software_of('<meta name="generator" content="WordPress 6.8.1" />') == "WordPress 6.8.1"
    assert software_of("<html>") == "WordPress"


def test_secret_is_not_shown(site: Site, standin: Standin) -> None:
    assert "ab cd ef" not in repr(site)
    access = Access("", "wordpress", standin.address, "an", "bí mật")
    assert "bí mật" not in repr(replace(access, account="x"))
