"""The place a log is exported to: refused in words, or left as it was, when it cannot be used."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path
from zipfile import LargeZipFile

import pytest

from app.domain.errors import NewsroomError, StorageError, UnusableInputError
from app.domain.log import LogFilter
from app.services import log_export
from app.services.log_export import FORMATS, export_log
from app.services.newsroom import Newsroom, finish
from tests.app.log_newsroom import newsroom_at, some_decisions


@pytest.fixture
def newsroom(tmp_path: Path) -> Iterator[Newsroom]:
    newsroom = newsroom_at(tmp_path / "desk.db")
    some_decisions(newsroom)
    yield newsroom
    newsroom.store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("older", [True, False])
def test_stopping_in_the_middle_leaves_what_was_there(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch, ending: str, older: bool
) -> None:
    monkeypatch.setattr(log_export, "CHUNK", 2)
    path = folder / f"log{ending}"
    if older:
        path.write_text("an older export")
    work = export_log(newsroom, LogFilter(), path)
    next(work)
    next(work)
    assert len(names(folder)) > older
    work.close()
    assert names(folder) == ([path.name] if older else [])
    assert not older or path.read_text() == "an older export"


@pytest.mark.parametrize("ending", FORMATS)
def test_a_full_disk_is_said_in_words_and_leaves_what_was_there(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = folder / f"log{ending}"
    path.write_text("an older export")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError) as caught:
        finish(export_log(newsroom, LogFilter(), path))
    assert caught.value.words.en.startswith("The disk is full")
    assert names(folder) == [path.name]
    assert path.read_text() == "an older export"


@pytest.mark.parametrize(
    ("error", "kind"),
    [(OSError(errno.ENOSPC, "full"), StorageError), (LargeZipFile("a bug"), Exception)],
)
def test_a_workbook_that_cannot_be_put_together_leaves_nothing(
    newsroom: Newsroom,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    kind: type[Exception],
) -> None:
    def broken(*_args: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", broken)
    with pytest.raises(kind):
        finish(export_log(newsroom, LogFilter(), folder / "log.xlsx"))
    assert names(folder) == []


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (errno.EACCES, UnusableInputError, "is not allowed"),
        (errno.EROFS, UnusableInputError, "is not allowed"),
        (errno.EIO, StorageError, "cannot be written"),
        (errno.EDQUOT, StorageError, "The disk is full"),
    ],
)
def test_a_place_that_does_not_take_it_is_said_in_words(
    newsroom: Newsroom,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    kind: type[NewsroomError],
    words: str,
) -> None:
    def refuse(*_args: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(kind, match=words):
        finish(export_log(newsroom, LogFilter(), folder / "log.csv"))
    assert names(folder) == []


def test_unusable_names_and_places_are_refused(newsroom: Newsroom, folder: Path) -> None:
    (folder / "file").write_text("x")
    (folder / "dir.csv").mkdir()
    os.mkfifo(folder / "pipe.csv")
    for path, words in (
        (folder / "log.pdf", r"\.csv, \.jsonl or \.xlsx"),
        (folder / "log", r"\.csv, \.jsonl or \.xlsx"),
        (folder / "dir.csv", "is a folder"),
        (folder / "pipe.csv", "not an ordinary file"),
        (folder / "none" / "log.csv", "There is no folder"),
        (folder / "file" / "log.csv", "There is no folder"),
    ):
        with pytest.raises(UnusableInputError, match=words):
            finish(export_log(newsroom, LogFilter(), path))


def test_a_link_is_replaced_and_not_followed(newsroom: Newsroom, folder: Path) -> None:
    (folder / "precious").write_text("keep")
    (folder / "log.csv").symlink_to(folder / "precious")
    finish(export_log(newsroom, LogFilter(), folder / "log.csv"))
    assert (folder / "precious").read_text() == "keep"
    assert not (folder / "log.csv").is_symlink()
