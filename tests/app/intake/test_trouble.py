"""Trouble of the newsroom: each refused in words, and nothing lost that was said to be kept."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from app.services import backup
from app.services.newsroom import Newsroom, finish
from app.services.opening import open_newsroom
from tests.app.intake.reader import ARTICLE, Reader, count


@pytest.mark.parametrize("instead", [False, True])
def test_a_database_that_was_taken_away_is_noticed(
    reader: Reader, newsroom: Newsroom, instead: bool
) -> None:
    path = newsroom.store.path
    checks = [reader.check(), reader.check()]
    assert reader.post(check=checks[0]).status == 202
    for each in ("", "-wal", "-shm"):
        file = path.with_name(path.name + each)
        if file.exists():
            file.rename(path.with_name(f"old.db{each}"))
    if instead:
        open_newsroom(path, "Bình").store.close()
    assert reader.post(check=checks[1]).refused == (503, "busy")
    assert "moved" in reader.warnings[-1].en
    assert count(newsroom) == 1


def test_a_newsroom_that_was_restored_takes_what_comes_after(
    reader: Reader, newsroom: Newsroom
) -> None:
    path = newsroom.store.path
    copy = path.with_name("copy.db")
    assert reader.post("Trước.").status == 202
    finish(backup.back_up(newsroom, copy))
    assert reader.post("Giữa.").status == 202
    finish(backup.restore(path, copy, newsroom.clock()))
    assert reader.post("Sau.").status == 202
    with newsroom.store.reading() as connection:
        texts = connection.exec_driver_sql("SELECT text FROM comment ORDER BY id").scalars()
        assert list(texts) == ["Trước.", "Sau."]
    assert reader.warnings == []


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_told_and_the_same_post_taken_when_there_is_room(
    reader: Reader, newsroom: Newsroom
) -> None:
    check = reader.check()
    with full_disk(4096):
        assert reader.post(check=check).refused == (503, "busy")
        assert reader.get("/conversation", article=ARTICLE).status == 200
    assert "disk" in reader.warnings[-1].en.lower()
    assert reader.post(check=check).status == 202
    assert count(newsroom) == 1
