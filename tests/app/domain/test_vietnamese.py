"""Marks, tones and letters: what must be found as the same, and what must not."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import vietnamese
from app.domain.vietnamese import (
    fingerprint,
    fold,
    has_marks,
    is_syllable,
    is_unmarked,
    normal_form,
    without_marks,
)

VIETNAMESE = st.text(
    alphabet="abcdeghiklmnopqrstuvxyăâđêôơưàáảãạằắặầấậèéẻẽẹềếệìíỉĩịòóỏõọồốộờớợùúủũụừứựỳýỷỹỵ "
    "\u0300\u0301\u0303\u0309\u0323\u0302\u0306\u031b\u200b\u00adAĐÊỨ1²._",
    max_size=40,
)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Hoà", "hòa"),
        ("HÒA", "hòa"),
        ("hoà bình", "hòa bình"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("quý", "quý"),
        ("qúy", "quý"),
        ("qùa", "quà"),
        ("gìa", "già"),
        ("già", "già"),
        ("gìn", "gìn"),
        ("hòan tòan", "hoàn toàn"),
        ("toán", "toán"),
        ("cuả", "của"),
        ("nghiã", "nghĩa"),
        ("muà", "mùa"),
        ("baó", "báo"),
        ("tíêng", "tiếng"),
        ("tiêng\u0301", "tiếng"),
        ("vie\u0323\u0302t", "việt"),
        ("vie\u0302\u0323t", "việt"),
        ("vi\u1ec7t", "việt"),
        ("e\u0301\u0302", "ế"),
        ("ngòai", "ngoài"),
        ("khuỷu", "khuỷu"),
        ("ngòăng", "ngoằng"),
        ("đừơng", "đường"),
        ("Đường", "đường"),
        ("n\u200bg\u00adu\ufeff", "ngu"),
        ("THE END", "the end"),
        ("señor año", "señor año"),
        ("tiếńg", "tiếńg"),
        ("hoà-hoà", "hòa-hòa"),
    ],
)
def test_what_reads_the_same_has_one_normal_form(typed: str, normal: str) -> None:
    assert normal_form(typed) == normal


@given(VIETNAMESE, st.sampled_from(["hoà", "tiêng\u0301", "cuả", "\u0301", "xong"]))
def test_a_word_becomes_the_same_whatever_stands_beside_it(text: str, beside: str) -> None:
    assert normal_form(f"{text} {beside}") == f"{normal_form(text)} {normal_form(beside)}"
    assert normal_form(f"{beside} {text}".strip()).startswith(normal_form(beside))


def test_a_long_run_of_letters_is_no_syllable() -> None:
    assert normal_form("hoà" * 5000) == "hoà" * 5000
    assert normal_form("1\u0301hoà") == "1\u0301hòa"
    began = time.perf_counter()
    normal_form("b\u0301" * 50_000)
    assert time.perf_counter() - began < 2


def test_marks_still_tell_words_apart() -> None:
    assert len({normal_form(word) for word in ("ngu", "ngư", "ngủ", "ngụ", "ngú")}) == 5
    assert normal_form("dường") != normal_form("đường")


@given(VIETNAMESE)
def test_normal_form_is_final_and_composed(text: str) -> None:
    normal = normal_form(text)
    assert normal_form(normal) == normal
    assert unicodedata.is_normalized("NFC", normal)


@given(VIETNAMESE)
def test_composed_and_decomposed_meet(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert normal_form(unicodedata.normalize("NFD", composed)) == normal_form(composed)


@given(st.text(max_size=60))
def test_fold_is_final_for_any_text(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_fold_leaves_no_mark(text: str) -> None:
    assert not has_marks(fold(text))


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("Đường", "duong"),
        ("dấu", "dau"),
        ("lừa đảo", "lua dao"),
        ("ĐƯỜNG PHỐ", "duong pho"),
        ("plain", "plain"),
        ("한국", "한국"),
        ("z\u0335\u0336\u1dc4alo", "zalo"),
    ],
)
def test_fold_is_what_people_type_without_marks(marked: str, bare: str) -> None:
    assert fold(marked) == bare


@pytest.mark.parametrize("text", ["hòa", "ho\u0300a", "đ", "Ơ", "a ế b", "Ỹ"])
def test_a_single_mark_is_seen(text: str) -> None:
    assert has_marks(text)


@pytest.mark.parametrize("text", ["", "hoa", "DM", "2024!", "Grüße", "😀", "привет"])
def test_other_letters_are_not_vietnamese_marks(text: str) -> None:
    assert not has_marks(text)


@pytest.mark.parametrize("word", ["nguyễn", "nghieng", "quốc", "gì", "yêu", "o", "khuya", "tiếng"])
def test_vietnamese_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["this", "claude", "báomới", "street", "f", "", "tiengs"])
def test_what_is_no_vietnamese_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    "text",
    [
        "bai nay hay qua, cam on toa soan",
        "Toi khong dong y voi y kien nay",
        "cho em hoi gia bao nhieu",
        "ko biet noi gi luon",
        "VAY TIEN NHANH LIEN HE NGAY",
        "nguoi dan cho mai ma duong van chua lam xong 😀",
    ],
)
def test_vietnamese_without_marks(text: str) -> None:
    assert is_unmarked(text)


@pytest.mark.parametrize(
    "text",
    [
        "The man can go to town today",
        "this is a very good article, thanks",
        "I do not think so he can",
        "Go to the van and see",
        "Bonjour tout le monde, merci beaucoup",
        "qua hay luon",
        "ok ok ok ok ok",
        "",
        "12345 67890 1 2 3 4",
        "bai nay hay quá, cam on toa soan",
        "привет как дела сегодня",
    ],
)
def test_what_is_not_vietnamese_without_marks(text: str) -> None:
    assert not is_unmarked(text)


@given(VIETNAMESE | st.text(max_size=40))
def test_the_short_way_to_the_folded_form_leads_to_the_same(text: str) -> None:
    normal = normal_form(text)
    parts = unicodedata.normalize("NFD", normal)
    bare = "".join(c for c in parts if not vietnamese._COMBINING.fullmatch(c))
    assert without_marks(normal) == unicodedata.normalize("NFC", bare).replace("đ", "d")


@given(
    st.lists(st.sampled_from(["Gooooal", "aaa", "1000", "🙂🙂🙂", "_x_", "đẹp quáaaa", "ñññ", " "]))
)
def test_only_letters_and_digits_make_a_fingerprint(words: list[str]) -> None:
    text = "".join([*words, " giá xăng tăng"])
    once = re.sub(r"(\D)\1\1+", r"\1", fold(text))
    kept = "".join(c for c in once if c.isalnum())
    assert vietnamese._letters_and_digits(fold(text)) == kept


FLOOD = "Vay tiền nhanh, liên hệ số này!"


@pytest.mark.parametrize(
    "again",
    [
        "vay tien nhanh lien he so nay",
        "VAY TIỀN NHANH - LIÊN HỆ SỐ NÀY",
        "Vay tiềnnnnn nhanhhh, liên hệ số nàyyyy!!!",
        "💰Vay💰 tiền.nhanh\nliên_hệ số này",
        "Vay ti\u200bền nh\u00adanh liên hệ số này",
        unicodedata.normalize("NFD", FLOOD),
    ],
)
def test_the_same_text_again_has_the_same_fingerprint(again: str) -> None:
    assert fingerprint(again) == fingerprint(FLOOD) != 0


@pytest.mark.parametrize(
    "other",
    [
        "Vay tiền nhanh, liên hệ số kia!",
        FLOOD + " 1",
        FLOOD[:-8],
        "Vayy tiền nhanh, liên hệ số này",
    ],
)
def test_another_text_has_another_fingerprint(other: str) -> None:
    assert fingerprint(other) not in (0, fingerprint(FLOOD))


def test_numbers_are_not_letter_repeats() -> None:
    assert fingerprint("giá xăng tăng thêm 1000 đồng") != fingerprint("giá xăng tăng thêm 10 đồng")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cảm ơn",
        "Hay quá!!!",
        "hayyyyyyyyyyyyyyyyyy",
        "0912345678901234",
        "👍" * 20,
        "mười một chữ",
    ],
)
def test_courtesies_have_no_fingerprint(text: str) -> None:
    assert fingerprint(text) == 0


def test_twelve_letters_are_enough() -> None:
    assert fingerprint("mười một chữ a") == 0
    assert fingerprint("mười một chữ ab") != 0


@given(st.text(max_size=80))
def test_a_fingerprint_fits_a_64_bit_column(text: str) -> None:
    assert -(2**63) <= fingerprint(text) < 2**63


def test_a_fingerprint_is_the_same_in_another_process() -> None:
    script = f"from app.domain.vietnamese import fingerprint; print(fingerprint({FLOOD!r}))"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == fingerprint(FLOOD)
