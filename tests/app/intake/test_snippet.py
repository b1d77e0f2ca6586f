"""What the page below an article loads: small, and without the ways in which text becomes code."""

from __future__ import annotations

import re

import pytest

from app.intake.pages import PARTS, SNIPPET, snippet_file
from app.services.opening import RESOURCES

FOLDER = RESOURCES / "intake"
SCRIPTS = ("loi-binh.js", "loi-binh-worker.js")


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_text_can_become_code_and_nothing_is_kept_of_a_reader(name: str) -> None:
    """Texts are only ever put in as text; no cookie, nothing that outlives the tab."""
    script = snippet_file(name)
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|cookie"
    assert re.findall(ways + r"|localStorage|window\.\w+ =|\.style\b", script) == []
    assert re.findall(r"https?://(?!INTAKE|bao\.vn)", script) == []


def test_the_sample_page_brings_no_code_or_style_of_its_own() -> None:
    page = (FOLDER / "demo.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*src=)|\son\w+=|\sstyle=", page) == []


def test_the_snippet_is_small() -> None:
    size = sum(len(snippet_file(path[1:]).encode()) for path in SNIPPET)
    assert size < 48 * 1024


def test_every_part_of_the_script_is_in_it_once_and_in_a_scope_of_its_own() -> None:
    folder, script = FOLDER / "loi-binh", snippet_file("loi-binh.js")
    assert {f"{part}.js" for part in PARTS} == {each.name for each in folder.iterdir()}
    for part in PARTS:
        assert script.count((folder / f"{part}.js").read_text(encoding="utf-8")) == 1
    assert script.startswith('"use strict";\n(async () => {\n')
    assert script.endswith("})();\n")
