"""Vietnamese letters and marks, so that what reads the same is found as the same.

What is mended here was counted in real comments: both tone placements, marks typed at the wrong
letter, invisible characters inside words, whole comments without any mark.
"""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

from app.domain.hostile import INVISIBLE, is_ordinary

UNMARKED_WORDS = 4
"""Words a text must have before its lack of diacritics says anything."""

FINGERPRINT_LETTERS = 12
"""Folded letters below which a repeated text is courtesy ("cảm ơn"), not a flood."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_QUALITIES = "\u0302\u0306\u031b"
_VOWELS = "aăâeêioôơuưy"


def _with_tones(vowels: str) -> str:
    return "".join(unicodedata.normalize("NFC", v + tone) for v in vowels for tone in _TONES)


_A, _E, _I, _O, _U, _Y = (_with_tones(vowel) for vowel in "aeiouy")
_MARKED_LOWER = _with_tones(_VOWELS) + "ăâêôơưđ"
_MARKED = re.compile(f"[{_MARKED_LOWER}{_MARKED_LOWER.upper()}{_TONES}{_QUALITIES}]")

_TONED_CONSONANT = "ǵǹńñḿṃṇḥṭṕ"
_LETTER = f"[a-z{_MARKED_LOWER}{_TONED_CONSONANT}]"
_COMBINING_MARKS = "".join(map(chr, range(0x300, 0x370)))
_IN_WORD = re.compile(f"{_LETTER}|[\u0300-\u036f]")
_LONGEST_SYLLABLE = 12
_LAST_OF_TWO = (
    rf"o[{_A}{_E}]|(?<!q)u[{_A}{_I}{_Y}]|(?<!g)i[{_A}]|ư[{_A}{_I}{_U}]|[aoôơ][{_I}]"
    rf"|[aăâeêi][{_U}]|[ae][{_O}]|[aâ][{_Y}]"
)
_FIRST_OF_TWO = (
    rf"(?<=[{_O}])(?:[ae]{_LETTER}|ă)|(?<=[{_U}])y{_LETTER}|(?<=q[{_U}])"
    rf"|(?<=g[{_I}])[{_VOWELS}]|(?<=[{_I}{_Y}])ê|(?<=[{_U}{_with_tones('ư')}])[ôơâê]"
)
_MISPLACED_TONE = re.compile(
    rf"[{_with_tones('aeioyuư')}\u0300-\u036f{_TONED_CONSONANT}]"
    rf"(?:(?<=[\u0300-\u036f{_TONED_CONSONANT}])|(?!{_LETTER})(?<={_LAST_OF_TWO})|(?=[{_VOWELS}])(?:{_FIRST_OF_TWO}))"
)
_SYLLABLE = re.compile(
    rf"(?P<onset>qu|gi(?=[{_VOWELS}])|ngh|ng|nh|ch|gh|kh|ph|th|tr|[bcdđghklmnpqrstvx])?"
    rf"(?P<nucleus>[{_VOWELS}]{{1,3}})(?P<coda>ng|nh|ch|[cmnpt])?"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_REPEATED_LETTER = re.compile(r"([^\W\d_])\1\1+")
_REPEATED_IN_ASCII = re.compile(r"([a-z])\1\1")
_DIGITS = re.compile(r"\d+")
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")
_NEITHER_IN_ASCII = bytes(code for code in range(128) if not chr(code).isalnum())
_LATIN_WORD = re.compile(r"(?<![^\W\d_])[a-z]+(?![^\W\d_])")

_EVERYDAY = """
    ai anh ba bac bai ban bang bao bay bi bien biet bo boi bon bong buoi buon ca cac cach cai
    cam can cang canh cao cau cay cha chac chan chau chay che chi chia chiem chien chieu cho
    choi chong chu chua chuan chung chuyen co coi con cong cua cuc cung cuoc cuoi cuu da dac dai
    dam dan dang danh dao dat dau day de den deo deu di dia dich diem dien dieu dinh do doan doc
    doi don dong du dung duoc duoi duong em gai gan gap gi gia giai giao gio gioi giu giua ha
    hai han hang hanh hay he hen het hien hieu ho hoa hoac hoan hoc hoi hom hon hong hop huong
    huu ke ket kha khac khach khi khien kho khoan khoang khoe khong kia kiem kien kinh ko la lai
    lam lan lang lanh lao lap lau lay len lich lien lo loai loi lon long lop lua luat luc luon
    luong ly ma mac mai man mang mat mau may me mien minh mo moi mon mong mot mua muc mung muon
    nam nan nang nao nay nen neu ngan nganh ngay nghe nghi nghia nghiem ngo ngoai ngon nguoi
    nguon nguyen nha nhan nhanh nhat nhau nhe nhi nhieu nhin nho nhom nhu nhung no noi nong nu
    nua nuoc nuoi o oi ong phai phan phap phat phi phia pho phong phu phuc phuong qua quan quang
    quanh quay que quen quoc quy quyen quyet ra rang rat rieng ro roi ruou sach sai san sang sao
    sau say se so soat som song sot su sua suc sung suot suy ta tai tam tan tang tao tap tat tau
    tay te ten tham than thang thanh thao that thay the them theo thi thich thien thieu thinh
    tho thoi thong thu thua thuan thuc thue thuong thuy tien tiep tiet tieu tim tin tinh to toan
    toc toi tom ton tong tot tra trach trai tram tran tren tri trong tru truoc truong truyen tu
    tuc tung tuoi tuong tuy tuyen uong va van vang vao vat vay ve ven vi viec vien viet vo voi
    von vong vu vua vui vung xa xac xay xe xem xin xong xu xua xuat xung y yen yeu
"""
_EVERYDAY_IN_ENGLISH = """
    ai anh bay bong cam can cay cha chi con cong dan day de den do dung em gap gi ha hang hay he
    hen ho hop lan lap lay lo long ma man mat may me mo mon mung nan no o oi pho quay say so
    song sung ta tam tan tap tat ten than that the them thu tim tin to ton tot tram tu van vat
    ve vi vu y yen
"""
EVERYDAY_FOLDED = frozenset(_EVERYDAY.split())
"""Everyday syllables as they look without marks: "cac" is các long before it is anything else."""

_ONLY_VIETNAMESE = EVERYDAY_FOLDED - frozenset(_EVERYDAY_IN_ENGLISH.split())
_SHARE_OF_SYLLABLES = 0.7
_SHARE_OF_EVERYDAY = 0.2


def normal_form(text: str) -> str:
    """The text as search and rules compare it: composed, visible, one tone placement, lower case.

    Works word by word: what stands between words never changes what a word becomes.
    """
    if text.isascii():
        return text.lower()
    seen = text if is_ordinary(text) else _INVISIBLE.sub("", text)
    lower = unicodedata.normalize("NFC", seen.lower())
    return _tones_in_place(lower) if _MISPLACED_TONE.search(lower) else lower


def fold(text: str) -> str:
    """The normal form without marks, đ as d: what somebody types who types no marks."""
    return without_marks(normal_form(text))


def without_marks(normal: str) -> str:
    """A normal form folded, for whoever has it already."""
    if normal.isascii():
        return normal
    bare = unicodedata.normalize("NFD", normal.replace("đ", "d"))
    letters = bare.encode("ascii", "ignore")
    if len(letters) == len(normal):  # each character was one of ASCII with its marks
        return letters.decode("ascii")
    return unicodedata.normalize("NFC", _COMBINING.sub("", bare))


def has_marks(text: str) -> bool:
    """Whether any Vietnamese diacritic occurs, composed or combining; đ is one."""
    return _MARKED.search(text) is not None


def is_syllable(word: str) -> bool:
    """Whether a lower-case word, with or without marks, is shaped like a Vietnamese syllable."""
    if word.isascii():
        return _SYLLABLE.fullmatch(word) is not None
    bare = unicodedata.normalize("NFD", word).translate(_WITHOUT_TONES)
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def is_unmarked(text: str) -> bool:
    """Whether this is Vietnamese typed without any diacritics, rather than another language.

    It must have four Latin words, most of them shaped like Vietnamese syllables, and a fifth of
    them everyday ones (khong, nguoi, cua…) that English does not also have: "the man can go"
    has the shape too.
    """
    if has_marks(text):
        return False
    words = _LATIN_WORD.findall(text.lower())
    if len(words) < UNMARKED_WORDS:
        return False
    syllables = sum(1 for word in words if is_syllable(word))
    everyday = sum(1 for word in words if word in _ONLY_VIETNAMESE)
    return syllables >= _SHARE_OF_SYLLABLES * len(words) and everyday >= _SHARE_OF_EVERYDAY * len(
        words
    )


def fingerprint(text: str) -> int:
    """One number for "the same text again", signed 64-bit; 0 for a text too short to matter.

    Marks, case, punctuation, spaces, emoji and letters repeated three times or more make no
    difference. Stable over runs and machines (BLAKE2b).
    """
    return fingerprint_of_folded(fold(text))


def fingerprint_of_folded(folded: str) -> int:
    """The `fingerprint` of a text, for whoever has it folded already."""
    kept = _letters_and_digits(folded)
    letters = kept if kept.isalpha() else _DIGITS.sub("", kept)
    if len(letters) < FINGERPRINT_LETTERS:
        return 0
    digest = hashlib.blake2b(kept.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _letters_and_digits(folded: str) -> str:
    """Nothing but those, and no letter three times or more in a row."""
    if not folded.isascii():
        return _NEITHER_LETTER_NOR_DIGIT.sub("", _REPEATED_LETTER.sub(r"\1", folded))
    repeats = _REPEATED_IN_ASCII.search(folded) is not None
    once = _REPEATED_LETTER.sub(r"\1", folded) if repeats else folded
    return once.encode("ascii").translate(None, _NEITHER_IN_ASCII).decode("ascii")


_WITHOUT_TONES = dict.fromkeys(map(ord, _TONES))


def _tones_in_place(text: str) -> str:
    pieces: list[str] = []
    done = 0
    for match in _MISPLACED_TONE.finditer(text):
        if match.start() < done:
            continue
        start, end = _run_around(text, match.start(), done)
        word = text[start:end].lstrip(_COMBINING_MARKS)
        mended = _tone_in_place(word) if len(word) <= _LONGEST_SYLLABLE else word
        pieces += (text[done : end - len(word)], mended)
        done = end
    return "".join((*pieces, text[done:]))


def _run_around(text: str, place: int, floor: int) -> tuple[int, int]:
    """The run of letters and marks around a place, not reaching below `floor`."""
    start, end = place, place + 1
    while start > floor and _IN_WORD.match(text, start - 1):
        start -= 1
    while end < len(text) and _IN_WORD.match(text, end):
        end += 1
    return start, end


@functools.lru_cache(maxsize=4096)
def _tone_in_place(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tones = [character for character in decomposed if character in _TONES]
    if len(tones) != 1:
        return word
    bare = unicodedata.normalize("NFC", decomposed.translate(_WITHOUT_TONES))
    syllable = _SYLLABLE.fullmatch(bare)
    if syllable is None:
        return word
    nucleus = syllable["nucleus"]
    place = syllable.start("nucleus") + _tone_bearer(nucleus, bool(syllable["coda"]))
    return unicodedata.normalize("NFC", bare[: place + 1] + tones[0] + bare[place + 1 :])


def _tone_bearer(nucleus: str, closed: bool) -> int:
    """The vowel that carries the tone in the older placement, which most readers type (hòa)."""
    with_quality = [index for index, vowel in enumerate(nucleus) if vowel in "ăâêôơư"]
    if with_quality:
        return with_quality[-1]
    if closed:
        return len(nucleus) - 1
    return 1 if len(nucleus) == 3 else 0
