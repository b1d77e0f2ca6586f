"""The first look at a newsroom shows what is read in the ordinary way a moment later."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.domain.decision import Action, Decision
from app.domain.queue import Queue
from app.services import desk
from app.services.importing import import_items
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from app.services.opening import open_newsroom
from app.sources.record import ArticleRecord, CommentRecord
from app.storage.glance import glance

TEXTS = (
    "Cầu đẹp quá!",
    "mua hàng ở http://rẻ.example nhé",
    "gọi 0912 345 678",
    "ngu như chó",
    "\u202eđảo chiều\u200b",
)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    opened = open_newsroom(tmp_path / "desk.db", "An")
    items = [
        ArticleRecord("bao.vn", "cau", "https://bao.vn/cau.html", "Cầu Nam Sông"),
        *(
            CommentRecord(
                source="bao.vn",
                external_id=str(number),
                line=number,
                article="cau",
                name=["", "Trần Thu Hà", "admin"][number % 3],
                address=["", "ha@gmial.com"][number % 2],
                text=TEXTS[number % len(TEXTS)],
                created_at=1_000_000 * (number // 2),
            )
            for number in range(40)
        ),
    ]
    finish(import_items(opened, "file", ((0, item) for item in items)))
    first, second, *_ = desk.listing(opened, Queue()).ids
    finish(decide(opened, [first], [Decision(Action.APPROVE)], 10))
    finish(decide(opened, [second], [Decision(Action.EDIT, text="Đã sửa.")], 10))
    return opened


def test_it_sees_what_the_desk_reads(newsroom: Newsroom) -> None:
    seen = glance(newsroom.store.path, 10)
    listing = desk.listing(newsroom, Queue())
    assert seen is not None
    assert seen.listing == listing
    assert seen.overview == desk.overview(newsroom)
    assert list(seen.page.ids) == list(listing.ids[:10])
    assert list(seen.page) == list(desk.page(newsroom, listing.ids[:10]))
    assert any(comment.flags for comment in seen.page)


def test_it_changes_nothing(newsroom: Newsroom) -> None:
    newsroom.store.tidy()
    newsroom.store.close()
    before = newsroom.store.path.read_bytes()
    assert glance(newsroom.store.path, 10) is not None
    assert newsroom.store.path.read_bytes() == before


@pytest.mark.parametrize("what", ["nothing", "a folder", "empty", "no database", "another's"])
def test_whatever_is_not_a_newsroom_is_left_to_those_who_have_words_for_it(
    tmp_path: Path, what: str
) -> None:
    place = tmp_path / "x.db"
    if what == "a folder":
        place.mkdir()
    elif what == "empty":
        place.touch()
    elif what == "no database":
        place.write_bytes(b"not a database" * 100)
    elif what == "another's":
        with sqlite3.connect(place) as other:
            other.execute("CREATE TABLE comment (id)")
        other.close()
    assert glance(place, 10) is None


def test_another_version_of_the_schema_is_not_looked_into(newsroom: Newsroom) -> None:
    path = newsroom.store.path
    newsroom.store.close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.close()
    assert glance(path, 10) is None
