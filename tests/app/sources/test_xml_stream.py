from __future__ import annotations

import pytest

from app.sources import xml_stream
from app.sources.xml_stream import Texts, parser_for


class _Heard:
    """Keeps the text of every element, as the readers do."""

    def __init__(self) -> None:
        self.all: list[str] = []
        self.parser = parser_for(self)
        self.texts = Texts(self.parser)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != "root":
            self.texts.begin()

    def end(self, tag: str) -> None:
        if tag != "root":
            self.all.append(self.texts.whole())

    def feed(self, *pieces: str) -> None:
        for piece in pieces:
            self.parser.feed(piece)
            self.texts.bound()


def test_only_what_stands_inside_an_element_is_heard() -> None:
    heard = _Heard()
    heard.feed(
        "<root>before<a>mộ", "t &amp; <![CDATA[h<ai]]></a>\n between <b/>", "<c>ba</c></root>"
    )
    assert heard.all == ["một & h<ai", "", "ba"]


def test_of_an_endless_text_no_more_is_kept_than_the_limit_and_a_piece(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xml_stream, "TEXT_LIMIT", 1_000)
    heard = _Heard()
    heard.feed("<root><a>", *["dài\n" * 25] * 50, "</a><b>ngắn</b></root>")
    long, short = heard.all
    assert 1_000 < len(long) <= 1_100
    assert short == "ngắn"
