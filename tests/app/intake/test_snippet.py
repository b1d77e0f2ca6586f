"""What the page below an article loads: small, and without the ways in which text becomes code."""

from __future__ import annotations

import re

import pytest

from app.services.opening import RESOURCES

SNIPPET = RESOURCES / "intake"
SCRIPTS = ("loi-binh.js", "loi-binh-worker.js")


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_text_can_become_code_and_nothing_is_kept_of_a_reader(name: str) -> None:
    """Texts are only ever put in as text; no cookie, nothing that outlives the tab."""
    script = (SNIPPET / name).read_text(encoding="utf-8")
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|cookie"
    assert re.findall(ways + r"|localStorage|window\.\w+ =|\.style\b", script) == []
    assert re.findall(r"https?://(?!INTAKE|bao\.vn)", script) == []


def test_the_sample_page_brings_no_code_or_style_of_its_own() -> None:
    page = (SNIPPET / "demo.html").read_text(encoding="utf-8")
    assert re.findall(r"<script(?![^>]*src=)|\son\w+=|\sstyle=", page) == []


def test_the_snippet_is_small() -> None:
    size = sum((SNIPPET / name).stat().st_size for name in (*SCRIPTS, "loi-binh.css"))
    assert size < 48 * 1024
