"""A WordPress export that WordPress' own importer can take in, whatever strangers have written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from app.domain.comment import Status
from app.services.newsroom import Newsroom
from app.sources.record import ArticleRecord
from tests.app.desk_newsroom import START, record
from tests.app.leaving import Told, bring, held, leave, take

WP = "{http://wordpress.org/export/1.2/}"
PAGE = ArticleRecord(
    "bao.example",
    "a1",
    "https://bao.example/?p=1&x=2",
    "Cầu <b>Nam Sông</b> & bờ",
    section="Đời sống & xã hội",
    body="Một <i>đoạn</i> ]]> và\x0b hết.",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out.xml"


def items_of(path: Path) -> list[Element]:
    root = ElementTree.parse(path, forbid_dtd=True).getroot()
    assert root is not None
    assert root.findtext(f"channel/{WP}wxr_version") == "1.2"
    return list(root.iterfind("channel/item"))


def comments_of(path: Path) -> Iterator[dict[str, str]]:
    for item in items_of(path):
        for comment in item.iterfind(f"{WP}comment"):
            yield {child.tag.removeprefix(WP): child.text or "" for child in comment}


def test_answers_have_higher_numbers_than_what_they_answer(newsroom: Newsroom, path: Path) -> None:
    answers = [record("x9", parent="x5"), record("x5", parent="x7"), record("x7")]
    bring(newsroom, Told((PAGE, *answers)))
    leave(newsroom, path)
    told = list(comments_of(path))
    assert [one["comment_parent"] for one in told] == ["0", "1", "2"]
    assert [one["comment_id"] for one in told] == ["1", "2", "3"]


def test_statuses_and_times_are_wordpress_own(newsroom: Newsroom, path: Path) -> None:
    each = [record(status.value, status=status) for status in Status]
    bring(newsroom, Told((PAGE, *each, record("never", created_at=0))))
    leave(newsroom, path)
    told = list(comments_of(path))
    assert [one["comment_approved"] for one in told] == ["0", "1", "trash", "spam", "0"]
    assert told[0]["comment_date_gmt"] == "2026-11-21 01:00:00"
    assert told[4]["comment_date_gmt"] == "0000-00-00 00:00:00"


def test_texts_are_stored_as_wordpress_stores_them(newsroom: Newsroom, path: Path) -> None:
    hostile = "3 < 5 & 7 ]]> <b>đậm</b> &lt;i> \x00\x0b\ufffe\r\nhết"
    bring(newsroom, Told((PAGE, record("c1", hostile, name='<b>"Hà" & Lan</b>'))))
    report = leave(newsroom, path)
    [item] = items_of(path)
    [told] = comments_of(path)
    assert told["comment_content"] == (
        "3 &lt; 5 &amp; 7 ]]&gt; <b>đậm</b> &lt;i&gt; \ufffd\ufffd\ufffd\nhết"
    )
    assert told["comment_author"] == '&lt;b&gt;"Hà" &amp; Lan&lt;/b&gt;'
    assert item.findtext("title") == "Cầu &lt;b&gt;Nam Sông&lt;/b&gt; &amp; bờ"
    assert item.findtext("link") == "https://bao.example/?p=1&x=2"
    category = item.find("category")
    assert category is not None
    assert category.attrib == {"domain": "category", "nicename": "doi-song-amp-xa-hoi"}
    assert report.mended == 2


def test_characters_that_xml_forbids_come_back(newsroom: Newsroom, path: Path) -> None:
    bring(newsroom, Told((PAGE, record("c1", "a\x0b\r\nb\ufffe", created_at=START + 7))))
    before = held(newsroom)
    leave(newsroom, path)
    again = take(newsroom, path)
    assert (again.added, again.updated) == (0, 0)
    assert held(newsroom) == before


def test_posts_of_several_sites_have_numbers_of_their_own(newsroom: Newsroom, path: Path) -> None:
    other = replace(PAGE, source="blog.vn")
    bring(newsroom, Told((PAGE, other, record("1"), replace(record("1"), source="blog.vn"))))
    leave(newsroom, path)
    assert [item.findtext(f"{WP}post_id") for item in items_of(path)] == ["1", "2"]


def test_a_strangers_meta_is_passed_by(newsroom: Newsroom, path: Path) -> None:
    bring(newsroom, Told((PAGE, record("c1", created_at=START + 7))))
    leave(newsroom, path)
    sound = path.read_text(encoding="utf-8")
    begin, end = sound.index('{"id"'), sound.index('"}', sound.index('{"id"')) + 2
    for instead in ('{"id":"c1","text":7,"created_at":"hôm qua"}', "[1]", "{", "9" * 5000, "NaN"):
        path.write_text(sound[:begin] + instead + sound[end:], encoding="utf-8")
        assert take(newsroom, path).rejected == 0
