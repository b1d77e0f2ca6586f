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


def isso(path: Path) -> Path:
    comment = {**ROW, "created": "2026-05-01 10:00:00"}
    path.write_text(json.dumps([{"id": "/cau", "title": "Cầu", "comments": [comment]}]))
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
