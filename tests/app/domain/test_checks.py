"""What a first look at a comment finds, where exactly, and what it leaves alone."""

from __future__ import annotations

import random
import statistics
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import checks
from app.domain.checks import (
    MAX_FLAGS,
    Found,
    WordList,
    check_text,
    find_hidden_characters,
    find_links,
    find_phones,
    find_styled_letters,
    find_words,
    load_word_list,
)
from app.domain.errors import UnusableInputError
from app.domain.flag import Flag, FlagKind, Reason, ReasonCode, kinds_of
from app.domain.hostile import SHOWN_TEXT, one_line
from app.domain.vietnamese import has_marks, normal_form

RESOURCES = Path(__file__).parents[3] / "resources" / "words"
NOTHING = WordList(())
SOME = WordList(("vay nhanh", "đồ ngu", "ngu", "lừa đảo", "nhà cái", "đm", "cặc", "18+", "hòa"))


@pytest.fixture(scope="module")
def shipped() -> WordList:
    vietnamese = load_word_list(RESOURCES / "vi.txt")
    return WordList(vietnamese.words + load_word_list(RESOURCES / "en.txt").words)


def cut_out(text: str, found: list[Found]) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.detail) for hit in found]


# words


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("Cho vay nhanh trong ngày", [("vay nhanh", "vay nhanh")]),
        ("VAY  \n NHANH!", [("VAY  \n NHANH", "vay nhanh")]),
        ("\t\n ngu", [("ngu", "ngu")]),
        ("va\u0301y nhanh, váy nhanh", []),
        ("đúng là đồ ngu", [("đồ ngu", "đồ ngu")]),
        (
            unicodedata.normalize("NFD", "đúng là đồ ngu"),
            [(unicodedata.normalize("NFD", "đồ ngu"), "đồ ngu")],
        ),
        ("người Việt nguôi ngoai, ngủ, ngu\u031b", []),
        ("ngư ngũ Nguyễn", []),
        ("(ngu)ngu.ngu1", [("ngu", "ngu")] * 3),
        ("lừa đ\u200bảo\u00ad", [("lừa đ\u200bảo\u00ad", "lừa đảo")]),
        ("😀 n\u0301 tiêng\u0301 lừa đảo", [("lừa đảo", "lừa đảo")]),
        ("đ", []),
        ("ĐM", [("ĐM", "đm")]),
        ("hoà à", [("hoà", "hòa")]),
        ("phim 18+ à", [("18+", "18+")]),
        ("do ngu si", [("do ngu", "đồ ngu")]),
        ("lua dao", [("lua dao", "lừa đảo")]),
        ("nha cai uy tin", [("nha cai", "nhà cái")]),
        ("lua dao à", []),
        ("cac ban oi", []),
        ("con cặc", [("cặc", "cặc")]),
        ("\u200b  \u200b lừa  \u200b đảo", [("lừa  \u200b đảo", "lừa đảo")]),
        ("", []),
    ],
)
def test_words_are_found_where_they_stand(text: str, hits: list[tuple[str, str]]) -> None:
    assert cut_out(text, find_words(text, SOME)) == hits


@given(
    st.text(
        alphabet="aăeêođn gu\u0300\u0301\u0323\u0302\u200b\u00ad \n\t1.₫²ΣİÅ😀한กั", max_size=25
    ),
    st.text(alphabet="aáên \n.\u0301\u200b1²Kİ😀", max_size=25),
)
def test_a_word_between_anything_is_found_in_its_place(before: str, after: str) -> None:
    text = f"{before} lừa đảo, {after}"
    hits = [hit for hit in find_words(text, SOME) if hit.detail == "lừa đảo"]
    assert hits == [Found(len(before) + 1, len(before) + 8, "lừa đảo")]


@given(st.text(max_size=40), st.text(max_size=40))
def test_places_hold_the_word_they_promise(before: str, after: str) -> None:
    text = f"{before} đồ\u00a0 NGU {after}"
    for hit in find_words(text, SOME):
        assert " ".join(normal_form(text[hit.start : hit.end]).split()) == hit.detail


def test_the_longest_of_overlapping_words_counts() -> None:
    words = WordList(("ngu", "đồ ngu", "đồ ngu si", "si đần"))
    text = "đồ ngu si đần, đồ ngu siêu"
    assert cut_out(text, find_words(text, words)) == [
        ("đồ ngu si", "đồ ngu si"),
        ("đồ ngu", "đồ ngu"),
    ]


def test_an_empty_list_finds_nothing() -> None:
    assert find_words("đồ ngu", NOTHING) == []
    assert find_words("do ngu", WordList(("", " "))) == []


def test_word_lists_are_values() -> None:
    assert WordList(("a",)) == WordList(("a",))
    assert hash(WordList(("a",))) == hash(WordList(("a",)))


def test_a_word_list_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_text(
        "\ufeff# của tòa soạn\r\nvay  nhanh\r\n\r\n  đồ ngu  # chửi\nvay nhanh\n\u200b\nc#\n",
        "utf-8",
    )
    assert load_word_list(path).words == ("vay nhanh", "đồ ngu", "c#")


def test_a_word_list_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError) as missing:
        load_word_list(tmp_path / "missing.txt")
    assert "missing.txt" in missing.value.words.vi
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    with pytest.raises(UnusableInputError):
        load_word_list(tmp_path / "latin.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Vay nhanh không thế chấp",
        "vay nhanh khong the chap",
        "vào nhà cái uy tín này",
        "cá cược bóng đá",
        "lô đề online đây",
        "đúng là đồ ngu",
        "óc chó",
        "mất dạy quá",
        "ĐM mày",
        "vcl thật",
        "có gái gọi",
        "what an IDIOT",
    ],
)
def test_the_shipped_lists_find_what_they_are_for(text: str, shipped: WordList) -> None:
    assert kinds_of(check_text(text, shipped)) & FlagKind.WORD


@pytest.mark.parametrize(
    "text",
    [
        "Các cháu học sinh tan học buổi chiều",
        "cac chau hoc sinh tan hoc buoi chieu di bo ve nha",
        "Tôi đi khách sạn ở Đà Nẵng, con ngủ ngoan",
        "bo may hanh chinh can gon nhe hon nua",
        "ly do cho con nghi hoc la gi",
        "Nguyên nhân do lon bia để trên đường",
        "chung cư này phí quá cao",
        "de tien lai cho con chau mai sau",
    ],
)
def test_the_shipped_lists_leave_clean_comments_alone(text: str, shipped: WordList) -> None:
    assert not kinds_of(check_text(text, shipped)) & FlagKind.WORD


def test_the_shipped_lists_are_of_a_size_to_read() -> None:
    assert 80 <= len(load_word_list(RESOURCES / "vi.txt").words) <= 180
    assert 35 <= len(load_word_list(RESOURCES / "en.txt").words) <= 60


# links


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("xem https://vnexpress.net/a?b=1 nhé", [("https://vnexpress.net/a?b=1", "vnexpress.net")]),
        ("HTTP://ABC.VN", [("HTTP://ABC.VN", "abc.vn")]),
        ("http://u:p@evil.com:80/x", [("http://u:p@evil.com:80/x", "evil.com")]),
        ("vào www.abc.com.", [("www.abc.com", "www.abc.com")]),
        ("web baomoi.vn hay", [("baomoi.vn", "baomoi.vn")]),
        ("vào nhacai.example đi", [("nhacai.example", "nhacai.example")]),
        ("nhacai88.xyz, fun88.cc", [("nhacai88.xyz", "nhacai88.xyz"), ("fun88.cc", "fun88.cc")]),
        ("NHACAI.COM", [("NHACAI.COM", "nhacai.com")]),
        ("bit.ly/abc", [("bit.ly/abc", "bit.ly")]),
        ("t.me/abc zalo.me/g/x", [("t.me/abc", "t.me"), ("zalo.me/g/x", "zalo.me")]),
        ("kênh t.me nhé", [("t.me", "t.me")]),
        ("vao.la/abc", [("vao.la/abc", "vao.la")]),
        ("báomới.vn", [("báomới.vn", "báomới.vn (xn--bomi-5na0617b.vn)")]),
        ("www.hay.ai", [("www.hay.ai", "www.hay.ai")]),
        ("//abc.com/x", [("//abc.com/x", "abc.com")]),
        ("http://192.168.1.1/x", [("http://192.168.1.1/x", "192.168.1.1")]),
        ("http://😀.vn/x", [("http://😀.vn/x", "😀.vn")]),
    ],
)
def test_links_are_found_with_their_host(text: str, hits: list[tuple[str, str]]) -> None:
    assert cut_out(text, find_links(text)) == hits


@pytest.mark.parametrize(
    "text",
    [
        "Bài hay quá.Tôi thích",
        "mệt quá.ai cũng vậy",
        "hay.VN muôn năm",
        "Hay.Vn",
        "thoi.ai cung",
        "đi.to",
        "quá.vn",
        "2.to và 2024.in, số 12345.la",
        "ThS.BS Nguyễn, GS.TS., TP.HN, P.GD",
        "lan@gmail.com",
        "nguyễn@gmail.com",
        "mailto:lan@gmail.com",
        "v.v., 3.5tr/tháng, 1.000.000 đ",
        "và/hoặc // ghi chú",
        "...",
    ],
)
def test_what_only_looks_like_a_link(text: str) -> None:
    assert find_links(text) == []


# telephone numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Gọi 0912345678 nhé", ["0912345678"]),
        ("Gọi 0912.345.678 10 triệu", ["0912.345.678"]),
        ("0912 345 678", ["0912 345 678"]),
        ("0912-345-678", ["0912-345-678"]),
        ("+84 912 345 678 hoặc (028) 3822 1234", ["+84 912 345 678", "(028) 3822 1234"]),
        ("84912345678", ["84912345678"]),
        ("zalo0912345678nhé", ["0912345678"]),
        ("0912345678 0987654321", ["0912345678", "0987654321"]),
        ("0 9 1 2 3 4 5 6 7 8", ["0 9 1 2 3 4 5 6 7 8"]),
        ("０９１２３４５６７８", ["０９１２３４５６７８"]),
    ],
)
def test_telephone_numbers_are_found(text: str, numbers: list[str]) -> None:
    assert cut_out(text, find_phones(text)) == [(number, number) for number in numbers]


def test_a_number_over_two_lines_is_named_in_one() -> None:
    (found,) = find_phones("gọi 0912\u00a0345\u00a0678")
    assert found == Found(4, 16, "0912 345 678")


@pytest.mark.parametrize(
    "text",
    [
        "10.000.000.000 đồng",
        "ngày 01.02.2024 đến 05.02.2024",
        "tài khoản 0123456789012",
        "năm 1954 1975 1986 2024",
        "0168 123 4567",
        "3,0912345678",
        "không có số",
    ],
)
def test_other_numbers_are_not_telephones(text: str) -> None:
    assert find_phones(text) == []


# hidden and styled characters


def test_each_kind_of_hidden_character_is_named_once() -> None:
    text = "a\u202eb\u00ad\u00adc\u00ad"
    assert find_hidden_characters(text) == [
        Found(1, 2, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        Found(3, 5, "U+00AD SOFT HYPHEN ×3"),
    ]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("𝐓𝐨̂̉.𝐧𝐠 𝐇.𝐨̛̣𝐩 nhé", "𝐓𝐨̂̉.𝐧𝐠 𝐇.𝐨̛̣𝐩"),
        ("chào ｖａｙ", "ｖａｙ"),
        ("vаy", "а"),
        ("Вay", "В"),
        ("🅽🅷🅰 cái", "🅽🅷🅰"),
        ("ⓥⓐⓨ", "ⓥⓐⓨ"),
        ("x 𝟗", "𝟗"),
    ],
)
def test_letters_that_only_look_latin(text: str, run: str) -> None:
    assert cut_out(text, find_styled_letters(text)) == [(run, "")]


@pytest.mark.parametrize(
    "text", ["nhóm máu 🅰 hay 🅾", "μm và α", "привет", "Nga: Москва", "🇻🇳🇻🇳", "中文"]
)
def test_other_scripts_and_emoji_are_honest(text: str) -> None:
    assert find_styled_letters(text) == []


# all together


def test_flags_stand_in_the_order_of_their_places() -> None:
    text = "0912345678 đồ ngu bit.ly/x \u202e𝐀 đm"
    assert check_text(text, SOME) == (
        Flag(Reason(ReasonCode.PHONE_FOUND, "0912345678"), 0, 10),
        Flag(Reason(ReasonCode.WORD_LISTED, "đồ ngu"), 11, 17),
        Flag(Reason(ReasonCode.LINK_FOUND, "bit.ly"), 18, 26),
        Flag(Reason(ReasonCode.HIDDEN_CHARACTERS, "U+202E RIGHT-TO-LEFT OVERRIDE"), 27, 28),
        Flag(Reason(ReasonCode.STYLED_LETTERS), 28, 29),
        Flag(Reason(ReasonCode.WORD_LISTED, "đm"), 30, 32),
    )


def test_text_without_marks_is_said_to_be() -> None:
    assert check_text("bai nay hay qua, do ngu moi khong hieu", SOME) == (
        Flag(Reason(ReasonCode.WORD_LISTED, "đồ ngu"), 17, 23),
        Flag(Reason(ReasonCode.NO_MARKS)),
    )


def test_an_ordinary_comment_has_no_flags(shipped: WordList) -> None:
    assert check_text("Tôi đồng ý với tác giả… “Đúng vậy” 👍🏽\nCảm ơn!", shipped) == ()
    assert check_text("", shipped) == ()


def test_many_flags_are_capped_and_every_reason_stays() -> None:
    text = "đm " * 50 + "bit.ly/x " * 3 + "\u200b"
    flags = check_text(text, SOME)
    assert len(flags) == MAX_FLAGS == 20
    assert kinds_of(flags) == FlagKind.WORD | FlagKind.LINK | FlagKind.HIDDEN
    assert [flag.start for flag in flags] == sorted(flag.start or 0 for flag in flags)
    assert flags[0].start == 0
    assert flags[-1].start == len(text) - 1
    assert len(check_text("đm " * 20, SOME)) == 20


def test_only_the_shown_part_is_checked() -> None:
    room = "à" * (SHOWN_TEXT - 3)
    assert check_text(f"{room} đm", SOME)
    assert not check_text(f"{room}  đm", SOME)


@given(st.text(max_size=80))
def test_flags_of_any_text_lie_inside_it(text: str) -> None:
    flags = check_text(f"{text} đm {text}", SOME)
    assert len(flags) <= MAX_FLAGS
    for flag in flags:
        if flag.start is not None and flag.end is not None:
            assert 0 <= flag.start < flag.end <= 2 * len(text) + 4


TRICKY = st.text(
    alphabet="aàngucặđmhoòAÀĐĂİßſ 18+.,!\n\u00a0\u0300\u0301\u0323\u200b\u00ad😀", max_size=12
)


@given(st.lists(TRICKY | st.sampled_from([*SOME.words, "NGU", "hoà", "đồ ngu", "Cặc."])))
def test_words_are_found_at_the_same_places_by_the_short_way(texts: list[str]) -> None:
    text = " ".join(texts)
    normal = normal_form(text)
    haystack = one_line(normal)
    hits = SOME.matches(haystack, has_marks(text))
    assert find_words(text, SOME) == checks._placed(text, hits)
    assert check_text(text, SOME, normal) == check_text(text, SOME)


SYLLABLES = """
    tôi thấy bài này rất hay cảm ơn tòa soạn đã đăng mong chính quyền xử lý nghiêm những người vi
    phạm nhé không được của và là có thể trong một năm nay giá xăng tăng quá cao dân khổ lắm 2024
    50.000 nghìn hòa thủy nguyễn nguồn kinh tế phát triển nhân dân học sinh hoà
"""


def ordinary_comments(count: int) -> list[str]:
    """Made comments with the lengths of real ones: median about 90 code points, one in 7 emoji."""
    chance = random.Random(7)
    comments = []
    for _ in range(count):
        words = chance.choices(SYLLABLES.split(), k=max(3, int(chance.lognormvariate(3.0, 0.8))))
        for place in range(0, len(words), 9):
            words[place] = words[place].capitalize()
            words[place - 1] += chance.choice([".", ",", "!", "..."])
        comments.append(" ".join(words) + (" 😀❤️" if chance.random() < 0.14 else ""))
    return comments


def test_checking_costs_microseconds(shipped: WordList) -> None:
    comments = ordinary_comments(10_000)
    assert 70 <= statistics.median(map(len, comments)) <= 110
    check_text("đm bit.ly/x 0912345678 \u200b", shipped)
    rounds = []
    for _ in range(3):
        began = time.perf_counter()
        for comment in comments:
            check_text(comment, shipped)
        rounds.append((time.perf_counter() - began) / len(comments) * 1e6)
    assert min(rounds) < 250, "35 µs on an idle machine; one library run on every comment is more"


@pytest.mark.parametrize(
    "unit",
    [
        "a.",
        "a@",
        "http://",
        "//",
        "09",
        "0 9 ",
        "đồ ngu ",
        "\u0301",
        "\u202e\u00ad",
        "a",
        "ж",
        "𝐀 ",
        "-",
    ],
)
def test_no_text_takes_long(unit: str, shipped: WordList) -> None:
    text = unit * (SHOWN_TEXT // len(unit)) + "😀"
    began = time.perf_counter()
    check_text(text, shipped)
    assert time.perf_counter() - began < 2
