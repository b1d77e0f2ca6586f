"""What strangers put into text: kept raw, storable, and shown so that it can do nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.hostile import (
    MARKS_PER_LETTER,
    MAX_TEXT,
    SHOWN_TEXT,
    HiddenCharacter,
    character_name,
    hidden_characters,
    is_ordinary,
    isolated,
    one_line,
    storable,
    visible,
    visible_line,
    without_hidden,
)

HOSTILE = st.text(
    alphabet=st.sampled_from(
        "ab ơ\n\t\u202e\u200b\u00ad\u0301\u0323\x00\x1c\x7f\x85\u200d👩❤\ufe0f"
    ),
    max_size=60,
)
FAMILY = "👨\u200d👩\u200d👧"
ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("raw", "kept", "lost"),
    [
        ("chào", "chào", False),
        ("a\x00b", "a\ufffdb", True),
        ("a\ud800b", "a\ufffdb", True),
        ("a\udc00", "a\ufffd", True),
        ("\ud83d\ude00", "😀", False),
        ("\ude00\ud83d", "\ufffd\ufffd", True),
        ("\u202e\x1c\ufeff", "\u202e\x1c\ufeff", False),
        ("đã hỏng \ufffd", "đã hỏng \ufffd", False),
    ],
)
def test_only_what_cannot_be_stored_is_replaced(raw: str, kept: str, lost: bool) -> None:
    assert storable(raw) == (kept, lost)


@given(st.text(alphabet=st.characters(), max_size=40))
def test_whatever_comes_can_be_stored(raw: str) -> None:
    kept, lost = storable(raw)
    assert "\x00" not in kept
    assert json.loads(json.dumps(kept.encode("utf-8").decode("utf-8"))) == kept
    assert lost or kept == raw or any("\ud800" <= character <= "\udfff" for character in raw)
    assert storable(kept) == (kept, False)


def test_the_limits_are_the_newsrooms() -> None:
    assert (MAX_TEXT, SHOWN_TEXT, MARKS_PER_LETTER) == (100_000, 20_000, 4)


def test_hidden_characters_are_named_with_their_places() -> None:
    assert hidden_characters("a\u202eb\u00adc\x1c") == (
        HiddenCharacter(1, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        HiddenCharacter(3, "U+00AD SOFT HYPHEN"),
        HiddenCharacter(5, "U+001C CONTROL CHARACTER"),
    )


@pytest.mark.parametrize(
    "character",
    "\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2069\ufeff\u061c\u3164\u115f"
    "\x00\x7f\x9f\ufe0f\U000e0041",
)
def test_each_hiding_place_is_known(character: str) -> None:
    (hidden,) = hidden_characters(f"x{character}y")
    assert (hidden.position, hidden.name) == (1, character_name(character))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dòng 1\n\tdòng 2\r\n",
        FAMILY,
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "👍🏽",
        ENGLAND,
        "👩🏽\u200d🚀",
        "مرحبا",
        "ng\u0309",
    ],
)
def test_ordinary_text_hides_nothing(text: str) -> None:
    assert hidden_characters(text) == ()
    assert without_hidden(text) == text
    assert visible(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "x\u200dy",
        "👨\u200d",
        "\u200d👨",
        "a\ufe0f",
        ENGLAND[0] + ENGLAND[1] * 7 + ENGLAND[-1],
        ENGLAND[:1] + ENGLAND[1] * 9,
    ],
)
def test_joiners_outside_emoji_are_hidden(text: str) -> None:
    assert hidden_characters(text)


def test_names_of_characters_without_a_name() -> None:
    assert character_name("\x00") == "U+0000 CONTROL CHARACTER"
    assert character_name("\U000e0fff") == "U+E0FFF"


@given(HOSTILE)
def test_nothing_hidden_is_left_over(text: str) -> None:
    assert hidden_characters(without_hidden(text)) == ()
    assert hidden_characters(visible(text).text) == ()


def test_ordinary_text_is_shown_as_the_same_object() -> None:
    text = "Bài viết rất hay, cảm ơn tòa soạn… “Đúng vậy” – 50 ₫\n"
    assert is_ordinary(text)
    assert visible(text).text is text
    assert not is_ordinary("a\u200bb")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("a" + "\u00ad" * 512 + "b", "a⟨U+00AD×512⟩b"),
        ("\u200b\u200c", "⟨U+200B⟩⟨U+200C⟩"),
        ("\x00\x1c\x1c\x7f", "␀␜␜␡"),
        ("\x85", "⟨U+0085⟩"),
        ("e" + "\u0301" * 60_000, "e" + "\u0301" * 4),
        ("e\u0302\u0301 ngu\u031b\u0300", "e\u0302\u0301 ngu\u031b\u0300"),
        ("กำ", "กำ"),
        (f"{FAMILY}\u200b", f"{FAMILY}⟨U+200B⟩"),
    ],
)
def test_the_hidden_is_shown(raw: str, shown: str) -> None:
    assert visible(raw).text == shown


def test_long_text_is_cut_and_says_so() -> None:
    assert visible("a" * 20_000) == visible("a" * 20_000, 30_000)
    assert not visible("a" * 20_000).cut
    assert visible("a" * 20_001).cut
    assert visible("a" * 20_001).text == "a" * 20_000
    assert visible("abcdef", 3).text == "abc"
    assert visible("abc\u202e", 5).text == "abc⟨U"
    assert visible("abc\u202e", 5).cut


def test_places_move_with_the_marks() -> None:
    shown = visible("ab\u202ecd\u00ad\u00ade")
    assert shown.text == "ab⟨U+202E⟩cd⟨U+00AD×2⟩e"
    assert [shown.shown_offset(place) for place in range(9)] == [0, 1, 2, 10, 11, 12, 13, 22, 23]
    assert shown.shown_offset(99) == len(shown.text)


def test_places_among_dropped_marks_stay_at_the_last_kept_one() -> None:
    shown = visible("xe" + "\u0301" * 8 + "y")
    assert shown.text == "xe" + "\u0301" * 4 + "y"
    assert [shown.shown_offset(place) for place in (2, 5, 6, 7, 9, 10, 11)] == [2, 5, 6, 6, 6, 6, 7]


def test_places_in_ordinary_and_cut_text() -> None:
    assert visible("chào").shown_offset(2) == 2
    assert visible("chào").shown_offset(40) == 4
    assert visible("abcdef", 3).shown_offset(5) == 3


@given(HOSTILE, st.integers(5, 80))
def test_places_rise_and_stay_inside(text: str, limit: int) -> None:
    for shown in (visible(text, limit), visible_line(text, limit)):
        places = [shown.shown_offset(place) for place in range(len(text) + 1)]
        assert places == sorted(places)
        assert places[0] == 0
        assert places[-1] == len(shown.text) <= limit


@given(HOSTILE)
def test_letters_keep_their_places(text: str) -> None:
    for shown in (visible(text), visible_line(text)):
        for place, character in enumerate(text):
            if character in "abơ👩❤":
                assert shown.text[shown.shown_offset(place)] == character


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("một  hai\n\nba\tbốn", "một hai ba bốn"),
        ("  đầu và cuối \r\n", "đầu và cuối"),
        ("a \u202e\nb", "a ⟨U+202E⟩ b"),
        ("", ""),
        ("một dòng", "một dòng"),
    ],
)
def test_a_card_shows_one_line(raw: str, line: str) -> None:
    assert visible_line(raw).text == line


def test_a_line_keeps_track_of_places() -> None:
    shown = visible_line("\n a  b")
    assert shown.text == "a b"
    assert [shown.shown_offset(place) for place in (0, 2, 3, 5)] == [0, 0, 1, 2]


def test_one_line() -> None:
    assert one_line(" a\n\tb\u00a0 c ") == "a b c"


def test_a_name_cannot_reach_out_of_its_isolation() -> None:
    assert isolated("Lan") == "\u2068Lan\u2069"
    assert isolated("x\u202e\u2069\ny") == "\u2068x⟨U+202E⟩⟨U+2069⟩ y\u2069"


@given(HOSTILE)
def test_an_isolated_name_holds_only_its_own_controls(name: str) -> None:
    inside = isolated(name)[1:-1]
    assert "\n" not in inside
    assert not set(inside) & set("\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e")
