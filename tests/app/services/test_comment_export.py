"""Comments as files: of one moment, whole or not at all, only those asked for, and safe places."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain import moment
from app.domain.comment import Status
from app.domain.comment_filter import CommentFilter
from app.domain.errors import StorageError, UnusableInputError
from app.services import comment_export
from app.services.comment_export import export_comments
from app.services.newsroom import Newsroom, finish
from app.sources.record import ArticleRecord
from app.storage import exporting
from app.storage.exporting import parents_first
from tests.app.desk_newsroom import (
    APPROVE,
    ARTICLE,
    START,
    bring_in,
    decide,
    id_by_key,
    record,
    reject,
    some,
)
from tests.app.leaving import Told, bring, leave

ENDINGS = (".jsonl", ".xml", ".json")
ARTICLE_TOLD_WHOLE = replace(ARTICLE, body="Đoạn một.\n\nĐoạn hai.", byline="Thanh Bình")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_line_says_in_the_designs_fields_what_stands_here(
    newsroom: Newsroom, folder: Path
) -> None:
    bring(newsroom, Told((ARTICLE_TOLD_WHOLE, record("c1"), record("c2", "Hay.", parent="c1"))))
    decide(newsroom, id_by_key(newsroom, "c2"), reject("insult"))
    leave(newsroom, folder / "out.jsonl")
    first, second = rows_of(folder / "out.jsonl")
    assert first == {
        "id": "c1",
        "article_url": "https://bao.example/a1",
        "article_title": "Cầu Nam Sông thông xe trước Tết",
        "article_id": "a1",
        "name": "Trần Thu Hà",
        "email": "thuha@bao.vn",
        "text": "Cảm ơn phóng viên.",
        "created_at": "2026-11-21T01:00:00Z",
        "status": "pending",
        "article_byline": "Thanh Bình",
        "article_body": "Đoạn một.\n\nĐoạn hai.",
    }
    assert "article_body" not in second
    assert (second["parent_id"], second["status"], second["reason"]) == ("c1", "rejected", "insult")


def test_only_what_is_asked_for_leaves(newsroom: Newsroom, folder: Path) -> None:
    blog = ArticleRecord("blog.vn", "x", "https://blog.vn/x")
    bring_in(
        newsroom,
        record("c1"),
        record("c2", article="a2", created_at=START + moment.DAY),
        record("c3", created_at=0, status=Status.SPAM),
        blog,
        replace(record("b1", article="x"), source="blog.vn"),
    )

    def left(**wanted: object) -> set[str]:
        path = folder / "out.jsonl"
        leave(newsroom, path, CommentFilter(**wanted), overwrite=True)
        return {row["id"] for row in rows_of(path)}

    assert left() == {"c1", "c2", "c3", "b1"}
    assert left(statuses=(Status.SPAM,)) == {"c3"}
    assert left(source="blog.vn") == {"b1"}
    assert left(article="https://bao.example/a2") == {"c2"}
    assert left(article="a1", statuses=(Status.PENDING,)) == {"c1"}
    assert left(since=START + 1) == {"c2"}
    assert left(until=START + 1) == {"c1", "b1"}
    assert left(since=START, until=START + moment.DAY) == {"c1", "b1"}
    for wanted, words in (
        (CommentFilter(source="báo.vn"), "no source “báo.vn”; the sources are: bao.example, blog"),
        (CommentFilter(article="https://bao.vn/x"), "no article with the address"),
    ):
        with pytest.raises(UnusableInputError, match=words):
            leave(newsroom, folder / "none.jsonl", wanted)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_of_one_moment(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr(exporting, "WINDOW", 2)
    ids = some(newsroom, 7)
    work = export_comments(newsroom, CommentFilter(), folder / f"out{ending}")
    next(work)
    next(work)
    decide(newsroom, ids, APPROVE)
    bring_in(newsroom, record("late"))
    done = finish(work)
    assert (done.comments, done.articles) == (7, 1)
    told = (folder / f"out{ending}").read_text(encoding="utf-8")
    assert "late" not in told
    assert '"approved"' not in told
    assert "approved>1<" not in told


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("older", [True, False])
def test_stopping_in_the_middle_leaves_what_was_there(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch, ending: str, older: bool
) -> None:
    monkeypatch.setattr(exporting, "WINDOW", 2)
    some(newsroom, 5)
    path = folder / f"out{ending}"
    if older:
        path.write_text("an older export")
    work = export_comments(newsroom, CommentFilter(), path, overwrite=True)
    assert [next(work).done for _ in range(3)] == [0, 2, 4]
    assert len(names(folder)) > older
    work.close()
    assert names(folder) == ([path.name] if older else [])
    assert not older or path.read_text() == "an older export"
    newsroom.store.tidy()


def test_nothing_is_overwritten_unasked(newsroom: Newsroom, folder: Path) -> None:
    path = folder / "out.jsonl"
    path.write_text("an older export")
    (folder / "dangling.jsonl").symlink_to(folder / "none")
    for taken in (path, folder / "dangling.jsonl"):
        with pytest.raises(UnusableInputError, match=r"already; it was kept\. .*--overwrite") as no:
            leave(newsroom, taken)
        assert "--overwrite" not in no.value.at_the_desk.en
    assert path.read_text() == "an older export"
    leave(newsroom, path, overwrite=True)
    assert path.read_text() == ""
    own = newsroom.store.path
    for place in (own, folder / "own.jsonl"):
        if place != own:
            place.hardlink_to(own)
        with pytest.raises(UnusableInputError, match="own database"):
            leave(newsroom, place, overwrite=True, format_name="jsonl")


def test_unusable_names_and_places_are_refused(newsroom: Newsroom, folder: Path) -> None:
    (folder / "dir.xml").mkdir()
    for path, words in (
        (folder / "out.csv", r"\.jsonl, \.xml, \.json"),
        (folder / "out", r"\.jsonl, \.xml, \.json"),
        (folder / "dir.xml", "is a folder"),
        (folder / "none" / "out.jsonl", "There is no folder"),
    ):
        with pytest.raises(UnusableInputError, match=words):
            leave(newsroom, path)
    assert leave(newsroom, folder / "out.txt", format_name="wxr").format == "wxr"


def test_a_full_disk_is_said_in_words_and_leaves_nothing(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError) as caught:
        leave(newsroom, folder / "out.jsonl")
    assert caught.value.words.en.startswith("The disk is full: the comments could not be exported")
    assert names(folder) == []


def test_isso_is_given_what_is_published_of_one_source(newsroom: Newsroom, folder: Path) -> None:
    ids = some(newsroom, 3)
    decide(newsroom, ids[0], APPROVE)
    path = folder / "out.json"
    assert leave(newsroom, path, None).comments == 1
    [thread] = json.loads(path.read_text(encoding="utf-8"))
    assert path.read_bytes().startswith(b"[{")
    assert (thread["id"], thread["title"]) == ("/a1", "Cầu Nam Sông thông xe trước Tết")
    [told] = thread["comments"]
    assert told.keys() >= {"id", "author", "email", "website", "remote_addr", "created", "text"}
    assert told["created"] == "2026-11-21 01:00:00"
    blog = ArticleRecord("blog.vn", "x", "https://blog.vn/x")
    bring_in(newsroom, blog, replace(record("b1", article="x"), source="blog.vn"))
    every = CommentFilter()
    with pytest.raises(
        UnusableInputError, match=r"one source, and here are: bao\.example, blog\.vn"
    ):
        leave(newsroom, path, every, overwrite=True)
    assert leave(newsroom, path, replace(every, source="blog.vn"), overwrite=True).comments == 1


def test_two_pages_of_one_path_are_two_threads_for_isso(newsroom: Newsroom, folder: Path) -> None:
    pages = [ArticleRecord("bao.vn", url, url) for url in ("http://bao.vn/a", "https://bao.vn/a")]
    comments = [replace(record(p.url, article=p.url), source="bao.vn") for p in pages]
    bring(newsroom, Told((*pages, *comments)))
    leave(newsroom, folder / "out.json")
    threads = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    assert [thread["id"] for thread in threads] == ["/a", "https://bao.vn/a"]


def test_an_empty_newsroom_makes_a_sound_file(newsroom: Newsroom, folder: Path) -> None:
    for ending in ENDINGS:
        assert leave(newsroom, folder / f"out{ending}").comments == 0
    assert json.loads((folder / "out.json").read_text()) == []


def test_parents_come_first_and_circles_end() -> None:
    assert parents_first([(1, None), (2, 1), (3, 9)]) == [1, 2, 3]
    assert parents_first([(1, 3), (2, None), (3, 2), (4, 4)]) == [2, 3, 1, 4]
    assert parents_first([(1, 2), (2, 1), (3, None)]) == [3, 1, 2]


def test_the_desk_asks_how_many_they_are(newsroom: Newsroom) -> None:
    some(newsroom, 3)
    assert comment_export.number_of_comments(newsroom, CommentFilter()) == 3
    spam = CommentFilter(statuses=(Status.SPAM,))
    assert comment_export.number_of_comments(newsroom, spam) == 0
    assert comment_export.sources_of(newsroom) == ("bao.example",)
