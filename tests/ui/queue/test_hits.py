from __future__ import annotations

import pytest

from ui.queue.hits import merged, search_hits


def found(text: str, typed: str) -> list[str]:
    return [text[start:end] for start, end in search_hits(text, typed)]


@pytest.mark.parametrize(
    ("text", "typed", "words"),
    [
        ("Cầu Nam Sông thông xe", "cau nam song ", ["Cầu", "Nam", "Sông"]),
        ("cau Nam Song thong xe", "cầu sông ", ["cau", "Song"]),
        ("Cậu bé qua cầu", "cầu ", ["cầu"]),
        ("đường Đống Đa", "duong da ", ["đường", "Đa"]),
        ("hoà bình, hòa thuận", "hòa ", ["hoà", "hòa"]),
        ("thông xe thôn", "thon", ["thông", "thôn"]),
        ("thông xe thôn", "thon ", ["thôn"]),
        ("Cầu 😀 cầu", "cầu ", ["Cầu", "cầu"]),
        ("ca\u0302\u0300u đẹp", "cầu ", ["ca\u0302\u0300u"]),
        ("cầu", "  ", []),
        ("cầu", '"*', []),
    ],
)
def test_words_are_lit_as_the_search_finds_them(text: str, typed: str, words: list[str]) -> None:
    assert found(text, typed) == words


def test_places_are_merged_in_order() -> None:
    assert merged([(5, 9), (0, 2), (8, 12), (3, 3), (13, 14)]) == [(0, 2), (5, 14)]
