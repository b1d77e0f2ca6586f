"""Reasons to look twice at a comment: what each is called, how grave it is, and why, in words.

A flag is kept as a code and a detail, never as a sentence, so that the same flag reads in
Vietnamese on one desk and in English on the next.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, IntFlag, StrEnum

from app.domain.words import Words


class FlagKind(IntFlag):
    """What a flag is about; one bit each, so that a comment's kinds fit into one number."""

    WORD = 1
    LINK = 2
    PHONE = 4
    NAME = 8
    ADDRESS = 16
    SAME_TEXT = 32
    HIDDEN = 64
    CHANGED = 128
    FIRST_TIME = 256
    REPLY_TO_NEWSROOM = 512
    NO_MARKS = 1024


LOOK_TWICE = (
    FlagKind.WORD
    | FlagKind.LINK
    | FlagKind.PHONE
    | FlagKind.NAME
    | FlagKind.ADDRESS
    | FlagKind.SAME_TEXT
    | FlagKind.HIDDEN
    | FlagKind.CHANGED
)
"""The kinds that put a comment into the Flagged queue; the others only inform."""


class Severity(StrEnum):
    NOTICE = "notice"
    DOUBTFUL = "doubtful"
    BAD = "bad"


class ReasonCode(Enum):
    """Every reason there is: kind, severity, a chip's label and the sentence under a comment.

    `{detail}` in a sentence stands for what was found: the word, the link, the likely right domain.
    """

    kind: FlagKind
    bit: int
    severity: Severity
    label: Words
    sentence: Words

    def __init__(self, kind: FlagKind, severity: Severity, label: Words, sentence: Words) -> None:
        self.kind = kind
        self.bit = kind.value
        self.severity = severity
        self.label = label
        self.sentence = sentence

    WORD_LISTED = (
        FlagKind.WORD,
        Severity.BAD,
        Words("từ cấm", "listed word"),
        Words("Có từ trong danh sách cấm: “{detail}”.", "Contains a listed word: “{detail}”."),
    )
    LINK_FOUND = (
        FlagKind.LINK,
        Severity.DOUBTFUL,
        Words("liên kết", "link"),
        Words("Có liên kết tới {detail}.", "Contains a link to {detail}."),
    )
    PHONE_FOUND = (
        FlagKind.PHONE,
        Severity.DOUBTFUL,
        Words("số điện thoại", "phone number"),
        Words("Có số điện thoại: {detail}.", "Contains a telephone number: {detail}."),
    )
    SAME_TEXT = (
        FlagKind.SAME_TEXT,
        Severity.DOUBTFUL,
        Words("giống {detail} lời khác", "same as {detail} more"),
        Words(
            "Cùng nội dung với {detail} lời bình khác trước đó.",
            "The same text as {detail} earlier comments.",
        ),
    )
    FIRST_TIME = (
        FlagKind.FIRST_TIME,
        Severity.NOTICE,
        Words("lần đầu", "first time"),
        Words(
            "Người này viết lần đầu, chưa có lịch sử.",
            "This writer's first comment: no history yet.",
        ),
    )
    REPLY_TO_NEWSROOM = (
        FlagKind.REPLY_TO_NEWSROOM,
        Severity.NOTICE,
        Words("trả lời tòa soạn", "replies to us"),
        Words("Trả lời một lời bình của tòa soạn.", "Replies to the newsroom's own comment."),
    )
    NO_MARKS = (
        FlagKind.NO_MARKS,
        Severity.NOTICE,
        Words("không dấu", "no diacritics"),
        Words(
            "Viết không dấu: tìm kiếm và danh sách từ cấm vẫn so khớp được.",
            "Written without diacritics: word list and search compare without them.",
        ),
    )
    HIDDEN_CHARACTERS = (
        FlagKind.HIDDEN,
        Severity.DOUBTFUL,
        Words("ký tự ẩn", "hidden characters"),
        Words(
            "Có ký tự ẩn hoặc đảo chiều chữ ({detail}).",
            "Contains hidden or direction-changing characters ({detail}).",
        ),
    )
    DAMAGED_TEXT = (
        FlagKind.HIDDEN,
        Severity.DOUBTFUL,
        Words("chữ hỏng", "damaged text"),
        Words(
            "Một số ký tự không đọc được, đã được thay bằng �.",
            "Some characters could not be read and were replaced by �.",
        ),
    )
    STYLED_LETTERS = (
        FlagKind.HIDDEN,
        Severity.DOUBTFUL,
        Words("chữ kiểu lạ", "styled letters"),
        Words(
            "Dùng ký tự toán học hoặc chữ giả, thường để lách bộ lọc.",
            "Uses mathematical or look-alike letters, often to slip past filters.",
        ),
    )
    TEXT_CUT = (
        FlagKind.HIDDEN,
        Severity.DOUBTFUL,
        Words("quá dài", "too long"),
        Words(
            "Dài {detail} ký tự; phần vượt giới hạn không được giữ.",
            "{detail} characters long; what exceeded the limit was not kept.",
        ),
    )
    CHANGED_AT_SOURCE = (
        FlagKind.CHANGED,
        Severity.DOUBTFUL,
        Words("sửa sau khi duyệt", "changed since"),
        Words(
            "Nội dung ở nguồn đã đổi sau khi được quyết định.",
            "The text changed at its source after it had been decided.",
        ),
    )
    GONE_AT_SOURCE = (
        FlagKind.CHANGED,
        Severity.NOTICE,
        Words("không còn ở trang", "gone at its site"),
        Words(
            "Trang gốc không còn lời bình này (đã xóa hoặc hết hạn ở đó); đây là bản lưu.",
            "Its site has this comment no more (deleted there, or past its time); this is a copy.",
        ),
    )
    NAME_MISSING = (
        FlagKind.NAME,
        Severity.DOUBTFUL,
        Words("không tên", "no name"),
        Words("Không ghi họ tên.", "No name was given."),
    )
    NAME_IS_ADDRESS = (
        FlagKind.NAME,
        Severity.BAD,
        Words("tên là email", "name is an address"),
        Words("Ô họ tên chứa địa chỉ email.", "The name is an e-mail address."),
    )
    NAME_IS_LINK = (
        FlagKind.NAME,
        Severity.BAD,
        Words("tên là liên kết", "name is a link"),
        Words("Ô họ tên chứa liên kết.", "The name is a link."),
    )
    NAME_IS_DIGITS = (
        FlagKind.NAME,
        Severity.BAD,
        Words("tên là số", "name is digits"),
        Words("Họ tên chỉ gồm chữ số.", "The name consists of digits."),
    )
    NAME_HAS_DIGITS = (
        FlagKind.NAME,
        Severity.DOUBTFUL,
        Words("tên có số", "digits in name"),
        Words("Họ tên có chữ số.", "The name contains digits."),
    )
    NAME_REPEATS = (
        FlagKind.NAME,
        Severity.BAD,
        Words("tên lặp chữ", "one letter repeated"),
        Words(
            "Họ tên chỉ lặp lại một chữ “{detail}”.",
            "The name only repeats the letter “{detail}”.",
        ),
    )
    NAME_WITHOUT_LETTERS = (
        FlagKind.NAME,
        Severity.BAD,
        Words("tên không có chữ", "no letters in name"),
        Words("Họ tên không có chữ cái nào.", "The name contains no letters."),
    )
    NAME_TOO_LONG = (
        FlagKind.NAME,
        Severity.DOUBTFUL,
        Words("tên quá dài", "long name"),
        Words("Họ tên dài {detail} ký tự.", "The name is {detail} characters long."),
    )
    NAME_HIDDEN_CHARACTERS = (
        FlagKind.NAME,
        Severity.DOUBTFUL,
        Words("tên có ký tự ẩn", "hidden in name"),
        Words(
            "Họ tên có ký tự ẩn hoặc đảo chiều chữ ({detail}).",
            "The name contains hidden or direction-changing characters ({detail}).",
        ),
    )
    NAME_MIXED_SCRIPTS = (
        FlagKind.NAME,
        Severity.BAD,
        Words("tên trộn bộ chữ", "mixed scripts"),
        Words(
            "Họ tên trộn chữ Latinh với chữ {detail}, có thể là giả mạo.",
            "The name mixes Latin with {detail} letters; it may imitate somebody.",
        ),
    )
    NAME_HAS_MARKUP = (
        FlagKind.NAME,
        Severity.BAD,
        Words("tên có mã", "markup in name"),
        Words("Họ tên chứa mã HTML.", "The name contains HTML."),
    )
    NAME_CLAIMS_OFFICE = (
        FlagKind.NAME,
        Severity.DOUBTFUL,
        Words("tự xưng tòa soạn", "claims office"),
        Words(
            "Họ tên tự xưng là tòa soạn hoặc quản trị.",
            "The name claims to be the newsroom or an administrator.",
        ),
    )
    ADDRESS_MISSING = (
        FlagKind.ADDRESS,
        Severity.DOUBTFUL,
        Words("thiếu email", "no address"),
        Words("Không ghi địa chỉ email.", "No e-mail address was given."),
    )
    ADDRESS_INVALID = (
        FlagKind.ADDRESS,
        Severity.BAD,
        Words("email sai", "bad address"),
        Words("Địa chỉ email không đúng dạng.", "The e-mail address is not well formed."),
    )
    ADDRESS_WITHOUT_AT = (
        FlagKind.ADDRESS,
        Severity.BAD,
        Words("email sai", "bad address"),
        Words("Địa chỉ email thiếu dấu @.", "The e-mail address has no @."),
    )
    ADDRESS_HIDDEN_CHARACTERS = (
        FlagKind.ADDRESS,
        Severity.BAD,
        Words("email sai", "bad address"),
        Words(
            "Địa chỉ email có khoảng trắng hoặc ký tự ẩn ({detail}).",
            "The e-mail address contains spaces or hidden characters ({detail}).",
        ),
    )
    ADDRESS_BAD_DOMAIN = (
        FlagKind.ADDRESS,
        Severity.BAD,
        Words("email sai", "bad address"),
        Words("Tên miền “{detail}” không hợp lệ.", "The domain “{detail}” is not valid."),
    )
    ADDRESS_RESERVED_DOMAIN = (
        FlagKind.ADDRESS,
        Severity.DOUBTFUL,
        Words("email đáng ngờ", "doubtful address"),
        Words(
            "Tên miền “{detail}” chỉ dùng để thử, không nhận thư.",
            "The domain “{detail}” is reserved for tests and receives no mail.",
        ),
    )
    ADDRESS_TYPO = (
        FlagKind.ADDRESS,
        Severity.DOUBTFUL,
        Words("email đáng ngờ", "doubtful address"),
        Words(
            "Tên miền có vẻ gõ nhầm, có phải {detail}?",
            "The domain looks mistyped: did they mean {detail}?",
        ),
    )
    ADDRESS_DISPOSABLE = (
        FlagKind.ADDRESS,
        Severity.DOUBTFUL,
        Words("email dùng một lần", "throw-away address"),
        Words(
            "Tên miền “{detail}” chuyên cấp email dùng một lần.",
            "The domain “{detail}” hands out throw-away addresses.",
        ),
    )


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason as found: its code and what it was found on."""

    code: ReasonCode
    detail: str = ""

    @property
    def label(self) -> Words:
        return self.code.label.put(detail=self.detail)

    @property
    def sentence(self) -> Words:
        return self.code.sentence.put(detail=self.detail)


@dataclass(frozen=True, slots=True)
class Flag:
    """One reason to look twice, with where in the text.

    `start` and `end` count code points of the comment's text as stored; both are None for what
    is not in the text (name, address, history).
    """

    reason: Reason
    start: int | None = None
    end: int | None = None

    @property
    def kind(self) -> FlagKind:
        return self.reason.code.kind

    @property
    def severity(self) -> Severity:
        return self.reason.code.severity


def kinds_of(flags: tuple[Flag, ...]) -> FlagKind:
    """All kinds of these flags in one number."""
    return FlagKind(bits_of(flags))


def bits_of(flags: Iterable[Flag]) -> int:
    """`kinds_of` as the plain number that is kept: the arithmetic of enums takes its time."""
    bits = 0
    for flag in flags:
        bits |= flag.reason.code.bit
    return bits
