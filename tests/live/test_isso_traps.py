"""What makes Isso dangerous to act on: a naive client falls in each time, `IssoSite` does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
import urllib3

from app.domain.comment import Status
from app.sources.isso.site import (
    NO_WAY_BACK,
    TOO_LONG,
    TOO_SHORT,
    IssoSite,
    find,
)
from app.sources.site import Gone, LoginRefusedError, RefusedError, UnreachableError, Wanted
from tests.live.contract import comments, everything, found
from tests.live.isso_server import PASSWORD, IssoServer, IssoStage, isso_server

READER = {"name": "Nguyễn Ánh", "address": "anh@vi.example"}


class Naive:
    """A client as one writes it in an afternoon: it reads a page, keeps the keys, acts on them."""

    def __init__(self, server: IssoServer) -> None:
        self.address = server.address
        self.http = urllib3.PoolManager()
        login = self.http.request(
            "POST",
            f"{self.address}/login/",
            fields={"password": PASSWORD},
            encode_multipart=False,
            redirect=False,
        )
        self.cookie = login.headers["Set-Cookie"].partition(";")[0]

    def page(self, number: int = 0) -> str:
        url = f"{self.address}/admin/?mode=2&page={number}&order_by=id&asc=1"
        return self.http.request("GET", url, headers={"Cookie": self.cookie}).data.decode()

    def ids(self, number: int = 0) -> list[int]:
        return [int(one) for one in re.findall(r"id='isso-(\d+)'", self.page(number))]

    def key(self, number: int) -> str:
        shown = re.search(rf"send_edit\({number}, '([^']+)'", self.page())
        assert shown is not None
        return shown[1]

    def act(self, number: int, action: str, key: str) -> tuple[int, str]:
        url = f"{self.address}/id/{number}/{action}/{key}"
        answer = self.http.request("POST", url)
        return answer.status, answer.data.decode()


@pytest.fixture
def stage(own_isso_stage: IssoStage) -> IssoStage:
    """Of an Isso of the test's own, where ids begin at 1."""
    return own_isso_stage


@pytest.fixture
def site(stage: IssoStage) -> Iterator[IssoSite]:
    site = IssoSite(stage.access)
    yield site
    site.close()


@pytest.fixture
def naive(stage: IssoStage) -> Iterator[Naive]:
    naive = Naive(stage.server)
    yield naive
    naive.http.clear()


def number_of(external_id: str) -> int:
    return int(external_id.partition("@")[0])


# --- ids are used again ---------------------------------------------------------------------------


def test_a_stale_key_would_destroy_a_strangers_comment(
    stage: IssoStage, site: IssoSite, naive: Naive
) -> None:
    article = stage.article()
    bad = stage.write(article, "Quảng cáo vay tiền nóng", **READER)
    seen, number = found(site, bad), number_of(bad)
    key = naive.key(number)
    stage.destroy(bad)
    stranger = stage.write(article, "Lời bình tử tế", name="Trần Bình", address="b@vi.example")
    assert number_of(stranger) == number
    before = stage.truth(stranger)

    assert site.look_up(bad) is None
    for wanted in (
        Wanted(status=Status.REJECTED),
        Wanted(status=Status.APPROVED),
        Wanted(text="Sửa nhầm người"),
    ):
        with pytest.raises(RefusedError):
            site.deliver(seen, wanted)
    with pytest.raises(RefusedError):
        site.reply(seen, "Trả lời nhầm người", attempted=False)
    assert stage.truth(stranger) == before
    assert stage.answers(article) == 1

    assert naive.act(number, "delete", key)[0] == 200
    assert stage.truth(stranger) is None


def test_pull_tells_a_comment_that_looks_just_like_the_one_before_it(
    stage: IssoStage, site: IssoSite, naive: Naive
) -> None:
    """Deleted and written anew, to the letter, under the same id and within the same minute."""
    article = stage.article()
    first = stage.write(article, "Trước nó", **READER)
    old = stage.write(article, "Hai lần như một", **READER)
    _, cursor = everything(site)
    looks = re.sub(r"send_edit\(2, '[^']+'|<time>.*?</time>", "", naive.page())
    stage.destroy(old)
    new = stage.write(article, "Hai lần như một", **READER)
    again = re.sub(r"send_edit\(2, '[^']+'|<time>.*?</time>", "", naive.page())
    assert number_of(old) == number_of(new)
    assert re.findall(r"<pre.*?</pre>", looks) == re.findall(r"<pre.*?</pre>", again)

    items, _ = everything(site, cursor)
    assert Gone(old) in items
    assert set(comments(items)) == {new}
    assert first not in comments(items)


def test_the_key_decides_and_not_the_id(stage: IssoStage, site: IssoSite, naive: Naive) -> None:
    article = stage.article()
    one = stage.write(article, "Sẽ bị xóa", **READER)
    other = stage.write(article, "Phải còn", **READER)
    key = naive.key(number_of(other))
    with pytest.raises(UnreachableError):
        site.deliver(replace(found(site, one), handle=key), Wanted(status=Status.REJECTED))
    assert stage.truth(one) is not None
    assert stage.truth(other) is not None

    assert naive.act(number_of(one), "delete", key)[0] == 200
    assert stage.truth(one) is not None
    assert stage.truth(other) is None


# --- what answers say -----------------------------------------------------------------------------


def test_a_deleted_comment_with_answers_is_not_activated(
    stage: IssoStage, site: IssoSite, naive: Naive
) -> None:
    article = stage.article()
    above = stage.write(article, "Có người trả lời", **READER)
    answer = stage.write(article, "Trả lời đây", parent=above, **READER)
    seen, number = found(site, above), number_of(above)
    _, cursor = everything(site)
    key = naive.key(number)
    naive.act(number, "delete", key)
    assert naive.act(number, "activate", key) == (200, "Comment has been activated")
    truth = stage.truth(above)
    assert truth is not None
    assert truth.status is Status.REJECTED

    assert site.look_up(above) is None
    with pytest.raises(RefusedError):
        site.deliver(seen, Wanted(status=Status.APPROVED))
    items, _ = everything(site, cursor)
    assert items == [Gone(above)]
    assert comments(everything(site)[0])[answer].parent == above
    assert found(site, answer).record.parent == above


def test_approval_is_not_taken_back(stage: IssoStage, site: IssoSite) -> None:
    approved = stage.write(stage.article(), "Đã duyệt", **READER)
    stage.approve(approved)
    with pytest.raises(RefusedError) as refused:
        site.deliver(found(site, approved), Wanted(status=Status.PENDING))
    assert refused.value.words == NO_WAY_BACK
    truth = stage.truth(approved)
    assert truth is not None
    assert truth.status is Status.APPROVED


def test_an_expired_session_is_no_empty_queue(
    stage: IssoStage, site: IssoSite, naive: Naive
) -> None:
    waiting = stage.write(stage.article(), "Vẫn chờ", **READER)
    _, cursor = everything(site)
    site._client._session = "het.han.roi"
    naive.cookie = "admin-session=het.han.roi"
    assert naive.ids() == []
    assert everything(site, cursor)[0] == []
    site._client._session = "het.han.roi"
    assert found(site, waiting).record.text == "Vẫn chờ"


def test_a_password_that_was_changed_is_said(stage: IssoStage, site: IssoSite) -> None:
    waiting = stage.write(stage.article(), "Vẫn chờ", **READER)
    _, cursor = everything(site)
    site._client._session, site._client._password = "het.han.roi", "mật khẩu cũ"
    with pytest.raises(LoginRefusedError):
        everything(site, cursor)
    with pytest.raises(LoginRefusedError):
        site.look_up(waiting)


def test_texts_isso_does_not_take_are_refused_in_words(stage: IssoStage, site: IssoSite) -> None:
    waiting = stage.write(stage.article(), "Bình thường", **READER)
    for text, words in (("ừ   \n", TOO_SHORT), ("a" * 65_536, TOO_LONG)):
        with pytest.raises(RefusedError) as refused:
            site.deliver(found(site, waiting), Wanted(text=text))
        assert refused.value.words == words
    site.deliver(found(site, waiting), Wanted(text="ă" * 65_535))
    assert len(found(site, waiting).record.text) == 65_535


def test_a_form_is_not_taken_for_a_comment(stage: IssoStage, naive: Naive) -> None:
    url = f"{naive.address}/new?uri=%2Fbai.html"
    answer = naive.http.request("POST", url, fields={"text": "Lời bình"}, encode_multipart=False)
    assert answer.status == 403


def test_an_administration_that_is_switched_off_is_said(tmp_path: Path) -> None:
    with isso_server(tmp_path, admin="false") as server:
        stage = IssoStage(server)
        site = IssoSite(stage.access)
        try:
            with pytest.raises(LoginRefusedError) as refused:
                site.greet()
        finally:
            site.close()
            stage.close()
    assert "enabled = true" in refused.value.words.vi


# --- how it is written down -----------------------------------------------------------------------


def test_names_are_kept_escaped(stage: IssoStage, site: IssoSite, naive: Naive) -> None:
    name, address = '<b>Ô\'Hà</b> & "Co" &amp;', "o'ha&co@vi.example"
    waiting = stage.write(
        stage.article(),
        "Tên lạ <i>",
        name=name,
        address=address,
        website="https://a.example/?a=1&b='2'",
    )
    shown = re.search(r'id="isso-author-1">([^<]*)<', naive.page())
    assert shown is not None
    assert unescape(shown[1]) != name
    record = comments(everything(site)[0])[waiting]
    assert (record.name, record.address) == (name, address)
    assert record.website == "https://a.example/?a=1&b='2'"
    site.deliver(found(site, waiting), Wanted(text="Sửa <i>chữ</i> & dấu"))
    after = found(site, waiting).record
    assert (after.name, after.website) == (name, record.website)


def test_an_author_sent_back_would_be_escaped_again(
    stage: IssoStage, site: IssoSite, naive: Naive
) -> None:
    waiting = stage.write(stage.article(), "Tên có dấu &", name="A & B", address="a@vi.example")
    shown = re.search(r'id="isso-author-1">([^<]*)<', naive.page())
    assert shown is not None
    naive.http.request(
        "POST",
        f"{naive.address}/id/1/edit/{naive.key(1)}",
        json={"text": "Đã sửa", "author": unescape(shown[1])},
    )
    truth = stage.truth(waiting)
    assert truth is not None
    assert truth.name != "A & B"


def test_answers_come_on_the_last_page(stage: IssoStage, site: IssoSite, naive: Naive) -> None:
    article = stage.article()
    first = stage.write(article, "Đầu tiên", **READER)
    answer = stage.write(article, "Trả lời sớm", parent=first, **READER)
    others = {stage.write(article, f"Lời bình {number}", **READER) for number in range(99)}
    assert number_of(answer) == 2
    assert number_of(answer) not in naive.ids(0)
    items, cursor = everything(site)
    assert set(comments(items)) == {first, answer, *others}
    assert comments(items)[answer].parent == first
    new = stage.write(article, "Đến sau", **READER)
    assert set(comments(everything(site, cursor)[0])) == {new}


def test_nothing_is_missed_while_colleagues_decide(stage: IssoStage, site: IssoSite) -> None:
    """What stood on the second page moves to the first, which has been read."""
    article = stage.article()
    written = [stage.write(article, f"Lời bình {number}", **READER) for number in range(130)]
    pulling = site.pull("")
    first = next(pulling)
    for external_id in written[:40]:
        stage.approve(external_id)
    told = comments(list(first.items))
    for pulled in pulling:
        told |= comments(list(pulled.items))
    assert set(told) == set(written)


def test_only_the_newest_kept_comment_is_asked_for_again(
    stage: IssoStage, site: IssoSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a cut, and when nothing has happened."""
    article = stage.article()
    written = [stage.write(article, f"Lời bình {number}", **READER) for number in range(120)]
    asked: list[int] = []
    exactly = type(site._client).told

    def count(client: object, number: int, key: str) -> object:
        asked.append(number)
        return exactly(site._client, number, key)

    monkeypatch.setattr(type(site._client), "told", count)
    pulling = site.pull("")
    page = next(pulling)
    pulling.close()
    assert asked == list(range(1, 101))
    asked.clear()
    items, cursor = everything(site, page.cursor)
    assert set(comments(items)) == set(written[100:])
    assert asked == [100, *range(101, 121)]
    asked.clear()
    assert everything(site, cursor) == ([], cursor)
    assert asked == [120]


def test_a_strangers_uri_does_not_lead_elsewhere(stage: IssoStage, site: IssoSite) -> None:
    written = stage.write("@evil.example/x\r\n y", "Đường dẫn lạ", **READER)
    items, _ = everything(site)
    assert set(comments(items)) == {written}
    [article] = [item for item in items if not hasattr(item, "text")]
    assert article.url.startswith("http://bao.example/@evil.example/")
    assert not re.search(r"\s", article.url)


# --- connecting -----------------------------------------------------------------------------------


def test_find(stage: IssoStage) -> None:
    address = stage.server.address
    bare = address.removeprefix("http://")
    for typed in (
        address,
        f" {address}/ ",
        bare,
        f"{address}/admin/?mode=2&page=0#isso-3",
        f"{bare}/login/",
        f"HTTP://{bare}",
    ):
        assert find(typed) == address, typed
    for typed in ("", "lạ lùng", "ftp://127.0.0.1", "http://", "127.0.0.1:9", "http://[::1", "//"):
        assert find(typed) is None, typed


# --- secrets --------------------------------------------------------------------------------------


def test_keys_and_passwords_stand_in_no_log_and_no_cursor(
    stage: IssoStage, site: IssoSite, caplog: pytest.LogCaptureFixture
) -> None:
    waiting = stage.write(stage.article(), "Bí mật", **READER)
    with caplog.at_level("DEBUG"):
        items, cursor = everything(site)
        seen = found(site, waiting)
        site.deliver(seen, Wanted(status=Status.APPROVED))
    signature = seen.handle.rpartition(".")[2]
    for written in (caplog.text, cursor, repr(items), repr(seen), repr(site)):
        assert signature not in written
        assert PASSWORD not in written
