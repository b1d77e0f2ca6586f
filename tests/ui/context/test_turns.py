from __future__ import annotations

import time
from difflib import SequenceMatcher
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.domain.comment import Verdict
from app.domain.flag import Flag, Reason, ReasonCode, Severity
from app.domain.hostile import visible
from tests.ui.context.beside import NOW, TYPO, comment, writer
from ui import theme as look
from ui.context.hits import Span, flagged_spans, searched_spans, shown_spans
from ui.context.turns import PaintedText
from ui.context.wording import (
    flag_sentences,
    host_of,
    openable,
    published_words,
    severity_of,
    time_words,
)
from ui.difference import Change, Piece, difference
from ui.widgets import initials_of


def spelled(pieces: tuple[Piece, ...], without: Change) -> str:
    return "".join(piece.text for piece in pieces if piece.change is not without)


@given(st.text("ab \n.à", max_size=40), st.text("ab \n.à", max_size=40))
def test_a_difference_spells_both_texts(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert spelled(pieces, Change.ADDED) == before
    assert spelled(pieces, Change.REMOVED) == after
    assert all(piece.text for piece in pieces)


def test_a_difference_is_made_of_words() -> None:
    assert difference("Toi di cho, roi ve", "Tôi đi chợ, roi ve") == (
        Piece(Change.REMOVED, "Toi di cho"),
        Piece(Change.ADDED, "Tôi đi chợ"),
        Piece(Change.SAME, ", roi ve"),
    )
    assert difference("", "") == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 5_000, "b a a " * 4_000),
        ("x" * 20_000, "y" * 20_000),
        ("một hai ba bốn " * 400, "hai một bốn ba " * 400),
    ],
)
def test_a_difference_never_takes_long(before: str, after: str) -> None:
    start = time.perf_counter()
    pieces = difference(before, after)
    assert time.perf_counter() - start < 1
    assert spelled(pieces, Change.ADDED) == before


def test_scattered_changes_are_found_in_a_long_text_without_holding_the_window_up() -> None:
    words = [f"từ{number}" for number in range(1490)]
    before = " ".join(words)
    after = " ".join(word if number % 2 else f"{word}x" for number, word in enumerate(words))
    took, by_difflib = [], []
    for _ in range(3):
        start = time.thread_time()
        pieces = difference(before, after)
        took.append(time.thread_time() - start)
        start = time.thread_time()
        SequenceMatcher(None, before.split(), after.split(), autojunk=False).get_opcodes()
        by_difflib.append(time.thread_time() - start)
    assert min(took) < min(by_difflib) / 3
    assert spelled(pieces, Change.ADDED) == before
    assert spelled(pieces, Change.REMOVED) == after
    kept = {piece.text.strip() for piece in pieces if piece.change is Change.SAME}
    assert kept >= set(words[1::2])


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.randoms())
def test_a_difference_that_may_not_cost_much_spells_both_texts(
    words: list[str], chance: Random
) -> None:
    other = words[:]
    chance.shuffle(other)
    before, after = " ".join(words), " ".join(other)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.difference._MOST_EFFORT", 40)
        pieces = difference(before, after)
    assert spelled(pieces, Change.ADDED) == before
    assert spelled(pieces, Change.REMOVED) == after


def test_hits_are_counted_as_qt_counts() -> None:
    text = "😀😀 \u202ecau"
    shown = visible(text)
    flags = (Flag(Reason(ReasonCode.WORD_LISTED, "cau"), 4, 7), Flag(TYPO))
    (span,) = shown_spans(flagged_spans(flags), shown)
    units = shown.text.encode("utf-16-le")
    assert units[span.start * 2 : span.end * 2].decode("utf-16-le") == "cau"


def test_neighbouring_hits_are_one_light() -> None:
    spans = searched_spans("ben thi cong co", "thi cong ")
    assert spans == (Span(4, 7), Span(8, 12))
    assert shown_spans(spans, visible("ben thi cong co")) == (Span(4, 12),)


def test_a_search_lights_words_as_the_search_means_them() -> None:
    assert searched_spans("Chó chờ cho", "chó ") == (Span(0, 3),)
    assert len(searched_spans("Chó chờ cho", "cho ")) == 3
    assert searched_spans("abc", "  ") == ()


def test_the_address_stands_before_its_doubt() -> None:
    flags = (Flag(Reason(ReasonCode.NO_MARKS)), Flag(TYPO), Flag(TYPO))
    sentences = flag_sentences(comment(1, flags=flags), "vi")
    assert [each.severity for each in sentences] == [Severity.DOUBTFUL, Severity.NOTICE]
    assert sentences[0].text == (
        "\u2068nguyenvana@gmial.com\u2069: tên miền có vẻ gõ nhầm, có phải gmail.com?"
    )
    bold = [sentences[0].text[span.start : span.end] for span in sentences[0].bold]
    assert bold == ["\u2068nguyenvana@gmial.com\u2069", "gmail.com"]


def test_a_sentence_shows_what_hides() -> None:
    flag = Flag(Reason(ReasonCode.WORD_LISTED, "a\u202eb\x00\n<b>"))
    (sentence,) = flag_sentences(comment(1, flags=(flag,), writer=writer(address="")), "en")
    assert "\u202e" not in sentence.text
    assert "\n" not in sentence.text
    assert "<b>" in sentence.text


def test_times_of_today_and_of_other_days() -> None:
    assert len(time_words(NOW, NOW, "vi")) == 5
    assert ":" not in time_words(NOW - 40 * 86_400_000_000, NOW, "vi")
    assert published_words(0, "vi") == ""
    assert published_words(NOW, "vi").startswith("21/11/2026")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "",
        "ftp://a.b",
        "https://a\u202e.vn/",
    ],
)
def test_only_web_addresses_can_be_opened(address: str) -> None:
    assert openable(address) is None


def test_a_host_shows_as_the_network_knows_it() -> None:
    url = openable("https://user:secret@аррӏе.com/x")
    assert url is not None
    assert host_of(url).startswith("xn--")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://bao.vn/x", "bao.vn"),
        ("http://bao.vn@localhost:631/admin", "localhost:631"),
        ("http://[::1]:8080/", "[::1]:8080"),
    ],
)
def test_another_door_than_the_usual_one_is_named(address: str, host: str) -> None:
    url = openable(address)
    assert url is not None
    assert host_of(url) == host
    assert "secret" not in url.toString()
    assert isinstance(url, QUrl)


def test_verdicts_and_initials() -> None:
    assert severity_of(Verdict.GOOD) is None
    assert severity_of(Verdict.BAD) is Severity.BAD
    names = ("Trần Thu Hà", "nguyen van a", "\u202eĐỗ", "247 <b>", "", "ßa", "e\u0301")
    assert [initials_of(name) for name in names] == ["TH", "NA", "Đ", "2", "?", "SS", "É"]


def test_painted_text_breaks_into_equal_lines(qtbot: QtBot) -> None:
    text = PaintedText("một hai ba\nbốn", look.font(), 19, (Span(0, 3),))
    assert text.height_at(1_000) == 2 * 19
    assert text.height_at(40) > 2 * 19


def contrast(one: str, other: str) -> float:
    def light(name: str) -> float:
        colour = QColor(name)
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [look.LIGHT, look.DARK])
def test_every_text_of_the_column_can_be_read(theme: look.Theme) -> None:
    pairs = [
        (theme.text, theme.pane),
        (theme.second, theme.pane),
        (theme.faint, theme.pane),
        (theme.text, theme.selection),
        (theme.second, theme.selection),
        (theme.accent, theme.pane),
        (theme.accent, theme.selection),
        (theme.second, theme.side),
        (theme.text, theme.hit),
        (theme.on_accent, theme.accent),
        *((tone.text, tone.ground) for tone in (theme.bad, theme.doubtful, theme.notice)),
        *((tone.text, theme.selection) for tone in (theme.bad, theme.doubtful, theme.notice)),
        (theme.accent_tone.text, theme.accent_tone.ground),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
