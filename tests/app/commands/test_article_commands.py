"""`article` as it is typed: pages in, one sentence (or JSON) for each, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.app.commands.test_line import Typed, typed
from tests.app.sources.pages import saved

__all__ = ["typed"]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "cau.html"
    path.write_text(saved.PAGE, encoding="utf-8")
    return path


def test_a_saved_page_becomes_an_article(typed: Typed, page: Path) -> None:
    assert typed("article", page, "--dry-run") == 0
    assert "Dry run" in typed.out
    assert not typed.database.exists()
    told = typed.json("article", page, "--open")
    assert told["address"] == saved.ADDRESS
    assert (told["title"], told["made"], told["open"]) == (saved.TITLE, True, True)
    assert typed("article", page) == 0
    assert "nothing new" in typed.out
    assert typed.json("status")["articles"] == 1


def test_an_address_that_is_known_is_opened_without_asking_anybody(typed: Typed) -> None:
    told = typed.json("article", "https://bao.example/a", "--no-fetch", "--open")
    assert (told["made"], told["open"]) == (True, True)
    told = typed.json("article", "https://BAO.example/a#x", "--no-fetch", "--close")
    assert (told["made"], told["open"], told["filled"]) == (False, False, [])


def test_a_page_without_an_address_needs_one(typed: Typed, tmp_path: Path) -> None:
    text = tmp_path / "bài.txt"
    text.write_text("\n\n".join((saved.TITLE, saved.LEAD, *saved.BODY)), encoding="utf-8")
    assert typed("article", text) == 2
    assert "--address" in typed.err
    told = typed.json("article", text, "--address", saved.ADDRESS)
    assert (told["title"], told["address"]) == (saved.TITLE, saved.ADDRESS)
    assert typed("article", text, text, "--address", saved.ADDRESS) == 2
    assert typed("article", text, "--address", "javascript:x") == 2


def test_what_cannot_be_used_is_listed_and_the_rest_is_done(
    typed: Typed, page: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "không.html"
    assert typed("article", missing, page, "http://127.0.0.1:1/", "--json") == 3
    first, second, third = map(json.loads, typed.out.splitlines())
    assert "cannot be read" in first["error"]
    assert second["title"] == saved.TITLE
    assert "open internet" in third["error"]
    assert typed("article", missing) == 2
    assert typed("article", "http://an:mat@bao.example/") == 2
