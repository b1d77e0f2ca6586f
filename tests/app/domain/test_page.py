"""One page however its address is written, and never two pages as one."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.page import origin_of, spellings

PLAIN = "https://bao.example/th%E1%BB%9Di-s%E1%BB%B1?trang=1"


@pytest.mark.parametrize(
    "written",
    [
        PLAIN,
        f"  {PLAIN}#loi-binh\n",
        "HTTPS://BAO.example:443/th%e1%bb%9di-s%e1%bb%b1?trang=1",
        "https://bao.example/thời-sự?trang=1",
    ],
)
def test_one_page(written: str) -> None:
    assert spellings(written)[0] == PLAIN
    assert "https://bao.example/thời-sự?trang=1" in spellings(written)


def test_a_host_in_letters_and_an_empty_path() -> None:
    assert spellings("http://báo.example")[0] == "http://xn--bo-mia.example/"
    assert spellings("http://bao.example/")[:2] == ("http://bao.example/", "http://bao.example")
    assert spellings("http://[::1]:8080/a")[0] == "http://[::1]:8080/a"


@pytest.mark.parametrize(
    "other",
    [
        "http://bao.example/a",
        "https://bao.example/a/",
        "https://bao.example/A",
        "https://bao.example/a?",
        "https://bao.example/a?b=1",
        "https://bao.example/a%2Fb",
        "https://www.bao.example/a",
        "https://bao.example:8443/a",
    ],
)
def test_another_page(other: str) -> None:
    page = "https://bao.example/a"
    if other.endswith("?"):
        assert spellings(other)[0] == page  # an empty query is none
    else:
        assert not set(spellings(other)) & set(spellings(page))


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "bao.example/a",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "//bao.example/a",
        "https://",
        "https:///a",
        "https://a:b@bao.example/",
        "https://bao.example:99999/",
        "https://bao.example/a b",
        "https://bao.example/a\x00",
        "https://bao.example\\@evil.example/",
        "https://bao.example/\ud800",
        "https://[::1/",
        "https://bao.example/" + "a" * 2_000,
    ],
)
def test_what_is_no_page(rubbish: str) -> None:
    assert spellings(rubbish) == ()
    assert origin_of(rubbish) == ""


def test_origins_as_a_browser_names_them() -> None:
    assert origin_of("HTTPS://Bao.Example:443/a?b#c") == "https://bao.example"
    assert origin_of("http://bao.example:8080") == "http://bao.example:8080"


@given(st.text(max_size=60))
def test_whatever_is_written_has_one_spelling_to_keep(path: str) -> None:
    found = spellings(f"https://bao.example/{path}")
    for each in found:
        assert spellings(each)[0] == found[0]
    if found:
        assert found[0].isascii()
        assert not urlsplit(found[0]).fragment
