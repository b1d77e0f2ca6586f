"""A conversation as a page takes it: everything of strangers escaped, nothing of them lost."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import moment
from app.domain.conversation import Conversation, Said
from app.intake.conversation_page import as_html, as_json, count
from app.intake.demo import ADDRESS, sample_newsroom, sample_page, told
from app.services.conversation import conversation
from app.services.newsroom import finish
from tests.app.desk_newsroom import START

NASTY = """<script>alert(1)</script>"'&<!-- ]]> </div> javascript:x ${style}"""
REPLY = Said(
    "reply:1", "Tòa soạn", "Không thu phí.", START, by_newsroom=True, parent="a", under="a"
)
DEEP = Said("d", "", "Sâu", START, parent="reply:1", under="a")
THREAD = Said("a", "Nguyễn Thị Hạnh", "Phí bao nhiêu?", START, replies=(REPLY, DEEP), more="7.8.9")
URL = "https://bao.vn/cau.html?a=1&b=2"
WHOLE = Conversation(URL, "Cầu", True, "1", 1204, (THREAD,), "12.34")


class Reading(HTMLParser):
    """What a browser would make of a fragment: its tags, its attributes, its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def test_json_tells_the_tree_and_where_it_goes_on() -> None:
    told = json.loads(json.dumps(as_json(WHOLE)))
    assert told["article"] == {"url": URL, "title": "Cầu", "open": True}
    assert (told["total"], told["next"]) == (1204, "12.34")
    [thread] = told["comments"]
    assert thread["at"] == "2026-11-21T01:00:00Z"
    assert (thread["parent"], thread["more"]) == (None, "7.8.9")
    assert [(each["id"], each["by_newsroom"]) for each in thread["replies"]] == [
        *(("reply:1", True), ("d", False))
    ]


def test_html_tells_the_same_in_both_languages() -> None:
    vi, en = (Reading(as_html(WHOLE, language)) for language in ("vi", "en"))
    assert "Lời bình (1.204)" in vi.texts
    assert "Comments (1,204)" in en.texts
    assert "Trả lời của tòa soạn" in vi.texts
    assert {"Bạn đọc", "Nguyễn Thị Hạnh", "Không thu phí."} <= set(vi.texts)
    assert "A reader" in en.texts
    assert en.texts.count("Tòa soạn") == 2  # wrote one, and is named as whom another answers
    links = [value for name, value in vi.attributes if name == "href"]
    assert links == [
        "?article=https%3A%2F%2Fbao.vn%2Fcau.html%3Fa%3D1%26b%3D2&lang=vi&after=7.8.9",
        "?article=https%3A%2F%2Fbao.vn%2Fcau.html%3Fa%3D1%26b%3D2&lang=vi&after=12.34",
    ]


def test_whom_somebody_answers_is_named_only_where_that_is_known() -> None:
    """The rest of a long thread: what is answered stands on the page before."""
    said = Said("r", "Trần Thu Hà", "Vâng.", START, parent="elsewhere", under="a")
    for language in ("vi", "en"):
        html = as_html(replace(WHOLE, threads=(said,)), language)
        assert "loi-binh-to" not in html
        assert "Bạn đọc" not in html
        assert "A reader" not in html


@pytest.mark.parametrize("year", [1, 1890, 1969, 9999])
@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/New_York"])
def test_the_calendars_edges_are_shown(
    monkeypatch: pytest.MonkeyPatch, year: int, zone: str
) -> None:
    """A foreign file may tell them; one comment's time does not cost the others their page."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for day in (datetime(year, 1, 1, tzinfo=UTC), datetime(year, 12, 31, 23, 59, tzinfo=UTC)):
            said = Said("1", "Hà", "Có.", moment.from_datetime(day))
            whole = replace(WHOLE, threads=(said,))
            assert "Có." in as_html(whole, "vi")
            assert json.dumps(as_json(whole))
    finally:
        monkeypatch.undo()
        time.tzset()


def test_an_empty_conversation_says_so() -> None:
    nothing = Conversation(URL, "", True, "1", 0)
    assert "Chưa có lời bình nào." in Reading(as_html(nothing, "vi")).texts
    assert as_json(nothing)["comments"] == []


def test_nothing_a_stranger_writes_becomes_a_tag() -> None:
    said = Said(NASTY, NASTY, NASTY, START, parent=NASTY, under="x", more=NASTY)
    whole = Conversation(NASTY, NASTY, True, NASTY, 1, (said,), NASTY)
    plain = Reading(as_html(WHOLE, "vi"))
    found = Reading(as_html(whole, "vi"))
    assert set(found.tags) <= set(plain.tags)
    assert {name for name, _ in found.attributes} <= {name for name, _ in plain.attributes}
    assert found.texts.count(NASTY) == 3


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_written_comes_out_as_text(written: str) -> None:
    html = as_html(Conversation("", "", True, "", 1, (Said("1", "", written, 0),)), "en")
    shown = re.search(r'<div class="loi-binh-text" dir="auto">(.*?)</div>', html, re.DOTALL)
    assert shown is not None
    assert "<" not in shown[1]
    assert "".join(Reading(f"<p>{shown[1]}</p>").texts) == written


def test_a_count_is_written_as_the_language_does() -> None:
    assert (count(50_000, "vi"), count(1_000_000, "en")) == ("50.000", "1,000,000")


def test_the_sample_page_is_whole_without_a_script_and_names_its_own_policy(tmp_path: Path) -> None:
    newsroom = finish(sample_newsroom(tmp_path))
    try:
        page = sample_page(newsroom, "vi")
        said = conversation(newsroom, ADDRESS)
    finally:
        newsroom.store.close()
    assert said is not None
    assert said.open
    assert said.total > 20
    head, _, tail = page.html.partition("</head>")
    found = Reading(tail.replace("</html>", ""))
    assert any("Cầu Nam Sông" in text for text in found.texts)
    assert found.tags.count("noscript") == 1
    assert said.threads[0].text in found.texts
    assert ("data-article", ADDRESS) in found.attributes
    assert "unsafe" not in page.policy
    assert page.policy.startswith("default-src 'none'; script-src 'self'; ")
    assert " style=" not in page.html
    assert page.html.count("<style>") == 1
    assert "$" not in head + tail


def test_the_desk_of_the_sample_page_is_opened_by_one_line(tmp_path: Path) -> None:
    words = told("http://127.0.0.1:8765/", tmp_path / "sample.db", "python main.py")
    for said in (words.vi, words.en):
        assert f'python main.py --database "{tmp_path / "sample.db"}"' in said
        assert "http://127.0.0.1:8765/" in said
