"""`import --site`: whose pages a file means that names them by their paths only."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.app.commands.test_line import Typed, typed

__all__ = ["typed"]

ROW = {"id": 1, "author": "Lan", "email": "", "website": "", "remote_addr": "", "text": "Cầu đẹp"}


def isso(path: Path, page: str = "/cau") -> Path:
    comment = {**ROW, "created": "2026-05-01 10:00:00"}
    path.write_text(json.dumps([{"id": page, "title": "Cầu", "comments": [comment]}]))
    return path


def test_the_site_completes_the_paths(typed: Typed, tmp_path: Path) -> None:
    assert typed("import", isso(tmp_path / "isso.json"), "--site", "bao.vn") == 0
    with closing(sqlite3.connect(typed.database)) as connection:
        told = connection.execute("SELECT url, external_id FROM article").fetchall()
        sources = connection.execute("SELECT key FROM source").fetchall()
    assert told == [("https://bao.vn/cau",) * 2]
    assert sources == [("bao.vn",)]


@pytest.mark.parametrize("wrong", ["ba o", "ftp://bao.vn", "https://a@bao.vn", "https://[", "/x"])
def test_what_is_no_site_changes_nothing(typed: Typed, tmp_path: Path, wrong: str) -> None:
    assert typed("import", isso(tmp_path / "isso.json"), "--site", wrong) == 2
    assert "is not a site's address" in typed.err
    assert not typed.database.exists()


def test_paths_without_a_site_are_told(typed: Typed, tmp_path: Path) -> None:
    path = isso(tmp_path / "isso.json")
    assert typed("import", path, "--dry-run") == 0
    assert "The file names pages by their paths only; --site" in typed.err
    assert typed("import", path, "--site", "bao.vn") == 0
    assert "--site" not in typed.err


@pytest.mark.parametrize("page", ["/cau", "/bài-1", "cau"])
@pytest.mark.parametrize("before", [(), ("--site", "bao.vn"), ("--site", "http://www.bao.vn/")])
def test_a_file_told_now_with_its_site_and_now_without_is_not_doubled_silently(
    typed: Typed, tmp_path: Path, before: tuple[str, ...], page: str
) -> None:
    path = isso(tmp_path / "isso.json", page)
    assert typed("import", path, *before) == 0
    assert "another source" not in typed.err
    assert typed("import", path, *before) == 0
    assert "another source" not in typed.err
    other = () if before else ("--site", "https://bao.vn")
    for dry in (("--dry-run",), ()):
        assert typed("import", path, *other, *dry) == 0
        assert "another source has already" in typed.err
        assert "their whole address: 1. Their comments may be there twice" in typed.err
