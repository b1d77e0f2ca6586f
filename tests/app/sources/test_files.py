"""Which reader a file gets, and what people are told about files that get none."""

from __future__ import annotations

import gzip
import os
import sqlite3
import zipfile
from contextlib import closing, suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import UnusableInputError
from app.sources.files import READERS, reader_for
from app.sources.record import ReadOptions
from tests.fuzz.files_to_change import sound_files

FORMATS = (
    *("jsonl", "csv", "wxr", "disqus", "isso-json", "isso-db"),
    *("commento", "remark42", "artalk", "waline", "twikoo"),
)
EXPORT = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel/></rss>'


def refused(path: Path, format_name: str | None = None) -> str:
    with pytest.raises(UnusableInputError) as wrong:
        reader_for(path, format_name)
    assert wrong.value.words.vi != wrong.value.words.en
    return wrong.value.words.en


def test_every_reader_has_a_name_of_its_own() -> None:
    assert [reader.name for reader in READERS] == list(FORMATS)


@pytest.mark.parametrize(
    ("name", "content", "format_name"),
    [
        ("a.jsonl", '{"id": 1}', "jsonl"),
        ("a.csv", '{"id": 1}', "jsonl"),
        ("a.bin", "\ufeff\n {", "jsonl"),
        ("a.jsonl", "text,url\n", "csv"),
        ("a", "Họ và tên;Lời bình;Bài viết\n", "csv"),
        ("a.txt", EXPORT, "wxr"),
        ("a.csv", "Ý kiến,Nơi\n", "csv"),
        ("a.TSV", "Ý kiến\tNơi\n", "csv"),
        ("a.xml", "<rss/>", "wxr"),
        ("a.ndjson", "not json", "jsonl"),
        ("a.csv", "[1, 2]\n", "csv"),
    ],
)
def test_contents_come_before_the_name(
    tmp_path: Path, name: str, content: str, format_name: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert reader_for(path, None).name == format_name


@pytest.mark.parametrize("name", ["a.json", "comments.jsonl", "a.csv", "a.xml", "a.gz", "a"])
@pytest.mark.parametrize("format_name", [name for name in FORMATS if name not in ("csv", "wxr")])
def test_other_systems_files_are_known_whatever_they_are_called(
    tmp_path: Path, format_name: str, name: str
) -> None:
    path = tmp_path / name
    for content in sound_files()[format_name]:
        path.write_bytes(content)
        assert reader_for(path, None).name == format_name


PACKED = ["disqus", "isso-json", "commento", "remark42", "artalk", "waline", "twikoo"]


@pytest.mark.parametrize("format_name", PACKED)
def test_what_comes_packed_is_known_through_its_packing(tmp_path: Path, format_name: str) -> None:
    path = tmp_path / "backup.gz"
    content = next(each for each in sound_files()[format_name] if each[:1] in b"{[<")
    path.write_bytes(gzip.compress(content, mtime=0))
    assert reader_for(path, None).name == format_name
    assert reader_for(path, format_name).name == format_name
    assert "is compressed (gzip)" in refused(path, "jsonl")
    path.write_bytes(gzip.compress(content, mtime=0)[:30])
    assert "gzip" in refused(path)


def test_two_that_claim_a_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b'[{"_id": 1, "comment": "", "nick": "", "page_key": "", "content": ""}]')
    assert refused(path) == (
        "“a.json” could be of more than one format: artalk, twikoo. "
        "Say it with --format (artalk, twikoo)."
    )
    assert reader_for(path, "twikoo").name == "twikoo"


@pytest.mark.parametrize(
    ("name", "format_name"), [("a.csv", "csv"), ("a.xml", "wxr"), ("a", "csv")]
)
def test_between_two_that_claim_a_file_its_name_decides(
    tmp_path: Path, name: str, format_name: str
) -> None:
    path = tmp_path / name
    path.write_text(f"text,{EXPORT}\n")
    assert reader_for(path, None).name == format_name


def test_utf16_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("Lời bình;Bài viết\n", encoding="utf-16")
    assert reader_for(path, None).name == "csv"


def test_a_format_that_was_said_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}")
    assert reader_for(path, " CSV ").name == "csv"


def test_an_unknown_format_is_answered_with_the_known(tmp_path: Path) -> None:
    assert refused(tmp_path, "xlsx") == (
        f"There is no format “xlsx”; the formats are: {', '.join(FORMATS)}."
    )


def test_what_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    assert refused(path) == "There is no file “a.jsonl”."
    assert refused(tmp_path).endswith("is a folder, not a file.")
    path.touch()
    assert refused(path) == "The file “a.jsonl” is empty."
    assert "cannot be read" in refused(path / "below")
    assert "cannot be read" in refused(tmp_path / ("x" * 300))
    assert "null byte" in refused(Path("a\0b"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "is not an ordinary file" in refused(tmp_path / "pipe")


def test_a_file_nobody_may_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}")

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    assert refused(path) == "“a.jsonl” cannot be read: Permission denied."


@pytest.mark.parametrize("format_name", [None, "csv"])
def test_an_excel_workbook(tmp_path: Path, format_name: str | None) -> None:
    path = tmp_path / "a.csv"
    workbook = openpyxl.Workbook()
    workbook.save(path)
    workbook.close()
    assert refused(path, format_name) == (
        "“a.csv” is an Excel workbook; save it as CSV (CSV UTF-8)."
    )


@pytest.mark.parametrize(
    ("member", "words"),
    [
        ("mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "OpenDocument spreadsheet"),
        ("word/document.xml", "is a Word file"),
        ("comments.csv", "is compressed (zip); unpack it first"),
    ],
)
def test_other_zips(tmp_path: Path, member: str, words: str) -> None:
    path = tmp_path / "a.jsonl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(member, "x")
    assert words in refused(path)


def test_a_database(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE a (b)")
    assert "is a SQLite file" in refused(path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (gzip.compress(b'{"id": 1}', mtime=0), "is compressed (gzip)"),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a PNG file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
        (bytes(range(256)), "is a binary file, not text"),
        (b"\0" * 100, "is a binary file, not text"),
        ("text,url\n".encode("utf-16-le"), "UTF-16 without a BOM"),
        (b'[\n {"id": 1}]', "is one JSON list"),
        (b"\xef\xbb\xbf[]", "is an empty list; there are no comments in it"),
        (b"\n[ ]\n", "is an empty list; there are no comments in it"),
        (b"[{}]", "of no known kind (JSON Lines, CSV, WordPress, Disqus, Isso,"),
        (b'[{"id": 1, "title": "x"}]', "is one JSON list of no known kind"),
        (b'{\n  "id": 1\n}', "is one JSON document of no known kind"),
        (b"just some words", f"Say it with --format ({', '.join(FORMATS)})."),
    ],
)
def test_what_no_reader_takes(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "a.data"
    path.write_bytes(content)
    assert words in refused(path)


def test_a_stray_nul_makes_no_binary(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text,url\nx\0y and more,/1\n")
    assert reader_for(path, None).name == "csv"


@given(st.binary(), st.sampled_from(["a", "a.csv", "a.jsonl", "a.xml"]))
@settings(deadline=None)
def test_any_file_is_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    with suppress(UnusableInputError):
        list(reader_for(path, None).read(path, ReadOptions()))


@pytest.mark.parametrize("name", ["export.json", "export.xml", "export.csv", "export.data"])
@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html>\n<html><body><h1>502 Bad Gateway</h1></body></html>\n",
        "\ufeff\n<HTML lang=vi>{}",
    ],
)
def test_an_error_page_that_was_saved_as_an_export(tmp_path: Path, name: str, page: str) -> None:
    path = tmp_path / name
    path.write_text(page, encoding="utf-8")
    assert "is a web page (HTML), not a file of comments" in refused(path)
