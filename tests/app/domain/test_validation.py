"""Names and addresses as readers give them, each with the verdict a moderator would agree to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import validation
from app.domain.comment import Verdict
from app.domain.flag import ReasonCode, Severity
from app.domain.hostile import hidden_characters
from app.domain.validation import KEPT_NAME, LONG_NAME, judge_address, judge_name

GOOD_ADDRESSES = {
    "lan@gmail.com": "lan@gmail.com",
    "  lan@gmail.com\r\n": "lan@gmail.com",
    "lan@gmail.com\n": "lan@gmail.com",
    "Lan.Nguyen+bao@GMAIL.COM": "Lan.Nguyen+bao@gmail.com",
    "nguyễn@gmail.com": "nguyễn@gmail.com",
    "mạnh@vnn.vn": "mạnh@vnn.vn",
    "ma\u0323nh@vnn.vn": "mạnh@vnn.vn",
    "a\u0302\u0301n@vnn.vn": "ấn@vnn.vn",
    "lan@báomới.vn": "lan@báomới.vn",
    "lan@xn--bomi-5na0617b.vn": "lan@báomới.vn",
    "иван@почта.рф": "иван@почта.рф",
    "o'brien@post.ie": "o'brien@post.ie",
    "a_b-c@x-y.vn": "a_b-c@x-y.vn",
    "123@qq.com": "123@qq.com",
    "a@b.photography": "a@b.photography",
    "a@gmx.com": "a@gmx.com",
    "a@mail.com": "a@mail.com",
    "a@ymail.com": "a@ymail.com",
    "a@email.com": "a@email.com",
    "a@me.com": "a@me.com",
    "a@msn.com": "a@msn.com",
    "a@aol.com": "a@aol.com",
    "a@proton.me": "a@proton.me",
    "a@yahoo.com.vn": "a@yahoo.com.vn",
    "a@yahoo.com": "a@yahoo.com",
    "a@yahoo.co.uk": "a@yahoo.co.uk",
    "a@yahoo.fr": "a@yahoo.fr",
    "a@yahoo.ca": "a@yahoo.ca",
    "a@yahoo.com.cn": "a@yahoo.com.cn",
    "a@yahoo.com.au": "a@yahoo.com.au",
    "a@hotmail.com": "a@hotmail.com",
    "a@hotmail.fr": "a@hotmail.fr",
    "a@outlook.com": "a@outlook.com",
    "a@outlook.com.vn": "a@outlook.com.vn",
    "a@icloud.com": "a@icloud.com",
    "a@cloud.com": "a@cloud.com",
    "a@gail.com": "a@gail.com",
    "a@hmail.com": "a@hmail.com",
    "a@hushmail.com": "a@hushmail.com",
    "a@live.com": "a@live.com",
    "a@live.vn": "a@live.vn",
    "a@love.com": "a@love.com",
    "a@line.com": "a@line.com",
    "a@fpt.com.vn": "a@fpt.com.vn",
    "a@fpt.com": "a@fpt.com",
    "a@fpt.edu.vn": "a@fpt.edu.vn",
    "a@vnexpress.net": "a@vnexpress.net",
    "a@hcmut.edu.vn": "a@hcmut.edu.vn",
    "x" * 64 + "@vnn.vn": "x" * 64 + "@vnn.vn",
    "lan@nguyen.example": "lan@nguyen.example",
    "nguyễn@báo.example": "nguyễn@báo.example",
}

SLIPS = {
    "gmail.con": "gmail.com",
    "gmial.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gamil.com": "gmail.com",
    "gmal.com": "gmail.com",
    "gmaill.com": "gmail.com",
    "gnail.com": "gmail.com",
    "mgail.com": "gmail.com",
    "gmail.co": "gmail.com",
    "gmail.cm": "gmail.com",
    "gmail.comm": "gmail.com",
    "GMIAL.COM": "gmail.com",
    "gmial.con": "gmail.com",
    "gmail.com.vn": "gmail.com",
    "gmail.vn": "gmail.com",
    "yahooo.com": "yahoo.com",
    "yaho.com": "yahoo.com",
    "yahoo.con": "yahoo.com",
    "yaho.com.vn": "yahoo.com.vn",
    "yahoo.com.vm": "yahoo.com.vn",
    "hotmal.com": "hotmail.com",
    "hotmial.com": "hotmail.com",
    "htomial.com": "hotmail.com",
    "outlok.com": "outlook.com",
    "outlook.om": "outlook.com",
    "iclould.com": "icloud.com",
    "live.con": "live.com",
    "fpt.con.vn": "fpt.com.vn",
}

RESERVED = {
    "lan@example.com": "example.com",
    "Lan@Mail.Example.ORG": "mail.example.org",
    "lan@baochi.test": "baochi.test",
    "lan@localhost": "localhost",
    "lan@LOCALHOST": "localhost",
    "lan@may.local": "may.local",
    "lan@x.invalid": "x.invalid",
    "lan@x.onion": "x.onion",
}

BAD_ADDRESSES = {
    "lan": (ReasonCode.ADDRESS_WITHOUT_AT, ""),
    "lan.gmail.com": (ReasonCode.ADDRESS_WITHOUT_AT, ""),
    "lan＠gmail.com": (ReasonCode.ADDRESS_WITHOUT_AT, ""),
    "lan@": (ReasonCode.ADDRESS_BAD_DOMAIN, ""),
    "lan@gmail": (ReasonCode.ADDRESS_BAD_DOMAIN, "gmail"),
    "lan@.com": (ReasonCode.ADDRESS_BAD_DOMAIN, ".com"),
    "lan@b..com": (ReasonCode.ADDRESS_BAD_DOMAIN, "b..com"),
    "lan@-b.com": (ReasonCode.ADDRESS_BAD_DOMAIN, "-b.com"),
    "lan@b_c.com": (ReasonCode.ADDRESS_BAD_DOMAIN, "b_c.com"),
    "lan@b.c": (ReasonCode.ADDRESS_BAD_DOMAIN, "b.c"),
    "lan@b.com.": (ReasonCode.ADDRESS_BAD_DOMAIN, "b.com."),
    "lan@gmail,com": (ReasonCode.ADDRESS_BAD_DOMAIN, "gmail,com"),
    "lan@[1.2.3.4]": (ReasonCode.ADDRESS_BAD_DOMAIN, "[1.2.3.4]"),
    "lan@1.2.3.4": (ReasonCode.ADDRESS_BAD_DOMAIN, "1.2.3.4"),
    "<lan@b.vn>": (ReasonCode.ADDRESS_BAD_DOMAIN, "b.vn>"),
    "lan@" + "b" * 64 + ".vn": (ReasonCode.ADDRESS_BAD_DOMAIN, "b" * 64 + ".vn"),
    "@gmail.com": (ReasonCode.ADDRESS_INVALID, ""),
    "lan@@gmail.com": (ReasonCode.ADDRESS_INVALID, ""),
    "lan@b@gmail.com": (ReasonCode.ADDRESS_INVALID, ""),
    ".lan@gmail.com": (ReasonCode.ADDRESS_INVALID, ""),
    "lan.@gmail.com": (ReasonCode.ADDRESS_INVALID, ""),
    "la..n@gmail.com": (ReasonCode.ADDRESS_INVALID, ""),
    "mailto:lan@gmail.com": (ReasonCode.ADDRESS_INVALID, ""),
    '"lan"@gmail.com': (ReasonCode.ADDRESS_INVALID, ""),
    "(lan)@gmail.com": (ReasonCode.ADDRESS_INVALID, ""),
    "x" * 65 + "@vnn.vn": (ReasonCode.ADDRESS_INVALID, ""),
    "x" * 60 + "@" + ("b" * 60 + ".") * 3 + "comvnvnvn.vn": (ReasonCode.ADDRESS_INVALID, ""),
    "x" * 5_000_000 + "@vnn.vn": (ReasonCode.ADDRESS_INVALID, ""),
    "lan nguyen@gmail.com": (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+0020 SPACE"),
    "lan@gmail. com": (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+0020 SPACE"),
    "lan\u00a0a@gmail.com": (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+00A0 NO-BREAK SPACE"),
    "lan@gm\u200bail.com": (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+200B ZERO WIDTH SPACE"),
    "lan@gmail.com\u200b": (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+200B ZERO WIDTH SPACE"),
    "lan\u202e@gmail.com": (
        ReasonCode.ADDRESS_HIDDEN_CHARACTERS,
        "U+202E RIGHT-TO-LEFT OVERRIDE",
    ),
    '"a\x01b"@gmail.com': (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+0001 CONTROL CHARACTER"),
    "lan@gmail.com\x00": (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+0000 CONTROL CHARACTER"),
    "lan\n@gmail.com": (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+000A CONTROL CHARACTER"),
    "lan\ud800@gmail.com": (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+D800"),
    "lan\u0600@gmail.com": (ReasonCode.ADDRESS_HIDDEN_CHARACTERS, "U+0600 ARABIC NUMBER SIGN"),
}


@pytest.mark.parametrize(("raw", "normal"), GOOD_ADDRESSES.items())
def test_good_addresses(raw: str, normal: str) -> None:
    judged = judge_address(raw)
    assert (judged.verdict, judged.normal, judged.reason) == (Verdict.GOOD, normal, None)


@pytest.mark.parametrize(("domain", "meant"), SLIPS.items())
def test_slips_of_well_known_domains(domain: str, meant: str) -> None:
    judged = judge_address(f"Lan@{domain}")
    assert judged.verdict is Verdict.DOUBTFUL
    assert judged.normal == f"Lan@{domain.lower()}"
    assert judged.reason is not None
    assert (judged.reason.code, judged.reason.detail) == (ReasonCode.ADDRESS_TYPO, meant)


@pytest.mark.parametrize(("raw", "domain"), RESERVED.items())
def test_reserved_domains_are_doubtful_and_still_normalised(raw: str, domain: str) -> None:
    judged = judge_address(raw)
    assert judged.verdict is Verdict.DOUBTFUL
    assert judged.reason is not None
    assert (judged.reason.code, judged.reason.detail) == (
        ReasonCode.ADDRESS_RESERVED_DOMAIN,
        domain,
    )
    local, _, raw_domain = raw.partition("@")
    assert judged.normal == f"{local}@{raw_domain.lower()}"


@pytest.mark.parametrize("domain", ["mailinator.com", "yopmail.com", "hop.thu.guerrillamail.com"])
def test_throw_away_domains(domain: str) -> None:
    judged = judge_address(f"a@{domain}")
    assert judged.verdict is Verdict.DOUBTFUL
    assert judged.reason is not None
    assert (judged.reason.code, judged.reason.detail) == (ReasonCode.ADDRESS_DISPOSABLE, domain)


@pytest.mark.parametrize("raw", ["", "   ", "\n"])
def test_no_address(raw: str) -> None:
    judged = judge_address(raw)
    assert (judged.verdict, judged.normal) == (Verdict.DOUBTFUL, "")
    assert judged.reason is not None
    assert judged.reason.code is ReasonCode.ADDRESS_MISSING


@pytest.mark.parametrize(
    ("raw", "expected"), BAD_ADDRESSES.items(), ids=lambda value: ascii(value)[:40]
)
def test_bad_addresses(raw: str, expected: tuple[ReasonCode, str]) -> None:
    judged = judge_address(raw)
    assert (judged.verdict, judged.normal) == (Verdict.BAD, "")
    assert judged.reason is not None
    assert (judged.reason.code, judged.reason.detail) == expected


@given(
    st.emails()
    | st.text(alphabet=st.characters(), max_size=40)
    | st.text("a@.\u200b é-", max_size=12)
)
def test_every_address_gets_a_verdict_that_fits_its_reason(raw: str) -> None:
    judged = judge_address(raw)
    if judged.reason is None:
        assert judged.verdict is Verdict.GOOD
    else:
        assert judged.verdict.value == judged.reason.code.severity.value
    assert (judged.verdict is Verdict.BAD) <= (judged.normal == "")
    if judged.normal:
        assert judge_address(judged.normal).normal == judged.normal


@given(
    st.from_regex(r"[A-Za-z0-9._-]{1,66}", fullmatch=True)
    | st.sampled_from(["info", "Sales", "an", "an.b", "a..b", ".a", "reader", "Tuan.1"]),
    st.from_regex(r"[A-Za-z0-9.-]{1,40}", fullmatch=True)
    | st.sampled_from(
        ["gmail.com", "GMIAL.com", "bao.vn", "x.example", "mailinator.com", "localhost", "-a.vn"]
    ),
)
@settings(deadline=None)
def test_an_address_is_judged_by_its_domain_as_it_would_be_whole(local: str, domain: str) -> None:
    address = f"{local}@{domain}"
    assert judge_address(address) == validation._judged_address(address)


GOOD_NAMES = (
    *("Nguyễn Văn A", "Trần Thị Bích Ngọc", "Tí", "Vũ Ý", "Y", "Y Moan Êban", "H'Hen Niê"),
    *("H’Hen Niê", "K'Brơi", "Mẹ Bống", "Bạn đọc", "Độc giả Thanh Bình", "nguyễn văn a"),
    *("nguyen van a", "NGUYỄN VĂN A", "Nguye\u0302\u0303n Va\u0306n A", "GS.TS Nguyễn Văn A"),
    *("ThS.BS Lê B", "TS. Lê Văn C", "PGS. TS. Phạm D", "Bs Hùng", "Ông Ba", "Cô giáo Thảo"),
    *("O'Brien", "Anh-Thư", "Jean-Luc Picard", "王小明", "阮文安", "한국", "محمد علي", "ភាសាខ្មែរ"),
    *("Иван Петров", "Γιώργος", "Lan 阮", "José García", "Müller", "Quan Trí", "Modric"),
    *("Sơn Tùng", "Bố Gấu", "Người Hà Nội", "Trà My (Đà Nẵng)", "Nam & Lan", "Ba Ba", "AA", "Ê"),
    *("👨\u200d👩\u200d👧 Nhà Tôi", "Mèo ❤\ufe0f", "Minh.Ai", "Admirable Lê", "K. Nguyễn"),
    "Nguyễn Trần Đăng Khoa – Cần Thơ",
)


@pytest.mark.parametrize("raw", GOOD_NAMES)
def test_good_names(raw: str) -> None:
    judged = judge_name(raw)
    assert (judged.verdict, judged.reason) == (Verdict.GOOD, None)


ODD_NAMES = [
    ("", ReasonCode.NAME_MISSING, ""),
    (" \t\n\u00a0", ReasonCode.NAME_MISSING, ""),
    ("\u200b\u200e", ReasonCode.NAME_MISSING, ""),
    ("lan@gmail.com", ReasonCode.NAME_IS_ADDRESS, ""),
    ("Lan (lan@gmail.com)", ReasonCode.NAME_IS_ADDRESS, ""),
    ("la\u200bn@gmail.com", ReasonCode.NAME_IS_ADDRESS, ""),
    ("https://nhacai.example/x", ReasonCode.NAME_IS_LINK, ""),
    ("www.vaynhanh.com", ReasonCode.NAME_IS_LINK, ""),
    ("Xem baomoi.vn", ReasonCode.NAME_IS_LINK, ""),
    ("12345", ReasonCode.NAME_IS_DIGITS, ""),
    ("0912 345 678", ReasonCode.NAME_IS_DIGITS, ""),
    ("+84-912-345-678", ReasonCode.NAME_IS_DIGITS, ""),
    ("Nam123", ReasonCode.NAME_HAS_DIGITS, ""),
    ("Nguyễn Văn A2", ReasonCode.NAME_HAS_DIGITS, ""),
    ("aaaa", ReasonCode.NAME_REPEATS, "a"),
    ("A a A", ReasonCode.NAME_REPEATS, "a"),
    ("Á á á", ReasonCode.NAME_REPEATS, "á"),
    ("???", ReasonCode.NAME_WITHOUT_LETTERS, ""),
    (".", ReasonCode.NAME_WITHOUT_LETTERS, ""),
    ("😀😀", ReasonCode.NAME_WITHOUT_LETTERS, ""),
    ("1😀", ReasonCode.NAME_WITHOUT_LETTERS, ""),
    ("ab" * 41, ReasonCode.NAME_TOO_LONG, "82"),
    ("Ng\u200buyễn", ReasonCode.NAME_HIDDEN_CHARACTERS, "U+200B ZERO WIDTH SPACE"),
    ("An\u202e nA", ReasonCode.NAME_HIDDEN_CHARACTERS, "U+202E RIGHT-TO-LEFT OVERRIDE"),
    (
        "a\u200bb\u200bc\u200cd\u200de\u200ef",
        ReasonCode.NAME_HIDDEN_CHARACTERS,
        "U+200B ZERO WIDTH SPACE, U+200C ZERO WIDTH NON-JOINER, U+200D ZERO WIDTH JOINER",
    ),
    ("Nguyеn", ReasonCode.NAME_MIXED_SCRIPTS, "Cyrillic"),
    ("Αnna", ReasonCode.NAME_MIXED_SCRIPTS, "Greek"),
    ("Lan Ꭰ", ReasonCode.NAME_MIXED_SCRIPTS, "Cherokee"),
    ("<b>Lan</b>", ReasonCode.NAME_HAS_MARKUP, ""),
    ("<img src=x", ReasonCode.NAME_HAS_MARKUP, ""),
    ("&lt;Lan", ReasonCode.NAME_HAS_MARKUP, ""),
    ("<a href='http://x.vn'>Lan</a>", ReasonCode.NAME_HAS_MARKUP, ""),
    ("Tòa soạn", ReasonCode.NAME_CLAIMS_OFFICE, ""),
    ("Toà Soạn Tuổi Trẻ", ReasonCode.NAME_CLAIMS_OFFICE, ""),
    ("toa soan", ReasonCode.NAME_CLAIMS_OFFICE, ""),
    ("Ban biên tập", ReasonCode.NAME_CLAIMS_OFFICE, ""),
    ("Quản trị viên", ReasonCode.NAME_CLAIMS_OFFICE, ""),
    ("ADMIN", ReasonCode.NAME_CLAIMS_OFFICE, ""),
    ("Administrator", ReasonCode.NAME_CLAIMS_OFFICE, ""),
    ("𝐀𝐝𝐦𝐢𝐧", ReasonCode.NAME_CLAIMS_OFFICE, ""),
    ("Ａｄｍｉｎ", ReasonCode.NAME_CLAIMS_OFFICE, ""),
]


@pytest.mark.parametrize(("raw", "code", "detail"), ODD_NAMES)
def test_names_to_look_at_twice(raw: str, code: ReasonCode, detail: str) -> None:
    judged = judge_name(raw)
    assert judged.reason is not None
    assert (judged.reason.code, judged.reason.detail) == (code, detail)
    bad = code.severity is Severity.BAD
    assert judged.verdict is (Verdict.BAD if bad else Verdict.DOUBTFUL)


def test_the_tables_hold_what_they_promise() -> None:
    addresses = len(GOOD_ADDRESSES) + len(SLIPS) + len(RESERVED) + len(BAD_ADDRESSES)
    assert addresses >= 86
    assert len(GOOD_NAMES) + len(ODD_NAMES) >= 60
    codes = {code for _, code, _ in ODD_NAMES}
    assert codes == {code for code in ReasonCode if code.name.startswith("NAME_")}


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("  Lê \u00a0 Văn\n B ", "Lê Văn B"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Ng\u200buye\u0302\u0303n\u202e", "Nguyễn"),
        ("<b>Lan</b>", "<b>Lan</b>"),
        ("nguyễn VĂN a", "nguyễn VĂN a"),
        ("👨\u200d👩\u200d👧 Nhà", "👨\u200d👩\u200d👧 Nhà"),
        ("\u200b", ""),
    ],
)
def test_the_identity_behind_a_name(raw: str, normal: str) -> None:
    assert judge_name(raw).normal == normal


def test_names_are_long_from_here_and_kept_to_there() -> None:
    name = "ab " * 100
    assert judge_name("x" + "y" * (LONG_NAME - 1)).verdict is Verdict.GOOD
    assert judge_name("x" + "y" * LONG_NAME).verdict is Verdict.DOUBTFUL
    assert judge_name("x" + "y" * (KEPT_NAME - 1)).normal == "x" + "y" * (KEPT_NAME - 1)
    assert judge_name(name).normal == name[:KEPT_NAME].rstrip()
    assert judge_name("x" + "y" * 2_000_000).normal == "x" + "y" * (KEPT_NAME - 1)


@given(st.text(alphabet=st.characters(), max_size=60))
def test_every_name_has_a_clean_identity(raw: str) -> None:
    judged = judge_name(raw)
    assert judge_name(judged.normal).normal == judged.normal
    assert len(judged.normal) <= KEPT_NAME
    assert hidden_characters(judged.normal) == ()
    assert (judged.reason is None) == (judged.verdict is Verdict.GOOD)
