"""The language of the search field: words, and filters like `from:"trần thu hà"` or `-is:spam`.

`parse` never fails: what cannot be understood is kept as a token with a sentence about it, and is
never looked for as if it were text. Vietnamese and English names are both always understood.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain import moment
from app.domain.comment import Status
from app.domain.decision import DEFAULT_REJECTION_REASONS, RejectionReason
from app.domain.flag import LOOK_TWICE, FlagKind, ReasonCode
from app.domain.queue import Queue
from app.domain.sought import Sought, sought
from app.domain.vietnamese import fold
from app.domain.words import Language, Words


class Field(StrEnum):
    """What a filter is about; the value is its English name in the search field."""

    FROM = "from"
    ARTICLE = "article"
    IS = "is"
    REASON = "reason"
    BEFORE = "before"
    AFTER = "after"
    ON = "on"

    @property
    def words(self) -> Words:
        return Words(_FIELD_NAMES[self], self.value)


_FIELD_NAMES = {
    Field.FROM: "từ",
    Field.ARTICLE: "bài",
    Field.IS: "là",
    Field.REASON: "lý-do",
    Field.BEFORE: "trước",
    Field.AFTER: "sau",
    Field.ON: "ngày",
}
DAYS = (Field.BEFORE, Field.AFTER, Field.ON)


class Mark(StrEnum):
    """What `is:` can ask for beside a status."""

    FLAGGED = "flagged"
    REPLY = "reply"
    EDITED = "edited"
    FIRST = "first"
    OVERDUE = "overdue"
    ANY = "any"


MARK_KINDS = {
    Mark.FLAGGED: LOOK_TWICE,
    Mark.REPLY: FlagKind.REPLY_TO_NEWSROOM,
    Mark.FIRST: FlagKind.FIRST_TIME,
}
STATES: dict[Status | Mark, Words] = {
    Status.PENDING: Words("chờ-duyệt", "pending"),
    Status.APPROVED: Words("đã-duyệt", "approved"),
    Status.REJECTED: Words("từ-chối", "rejected"),
    Status.SPAM: Words("thư-rác", "spam"),
    Mark.FLAGGED: Words("xem-kỹ", "flagged"),
    Mark.FIRST: Words("lần-đầu", "first"),
    Mark.OVERDUE: Words("chờ-lâu", "overdue"),
    Mark.REPLY: Words("trả-lời", "reply"),
    Mark.EDITED: Words("đã-sửa", "edited"),
    Mark.ANY: Words("tất-cả", "any"),
}
"""What can stand after `is:`, as the field offers it."""

_OTHER_STATES: dict[str, Status | Mark] = {
    "chờ": Status.PENDING,
    "duyệt": Status.APPROVED,
    "đã từ chối": Status.REJECTED,
    "rác": Status.SPAM,
    "cần xem kỹ": Mark.FLAGGED,
    "viết lần đầu": Mark.FIRST,
    "first time": Mark.FIRST,
    "trả lời tòa soạn": Mark.REPLY,
    "chờ lâu nhất": Mark.OVERDUE,
    "oldest waiting": Mark.OVERDUE,
    "all": Mark.ANY,
}
KIND_NAMES = {
    FlagKind.WORD: Words("từ-cấm", "word"),
    FlagKind.LINK: Words("liên-kết", "link"),
    FlagKind.PHONE: Words("số-điện-thoại", "phone"),
    FlagKind.NAME: Words("tên", "name"),
    FlagKind.ADDRESS: Words("email", "address"),
    FlagKind.SAME_TEXT: Words("giống-lời-khác", "same-text"),
    FlagKind.HIDDEN: Words("ký-tự-ẩn", "hidden"),
    FlagKind.CHANGED: Words("sửa-sau", "changed"),
    FlagKind.FIRST_TIME: Words("lần-đầu", "first-time"),
    FlagKind.REPLY_TO_NEWSROOM: Words("trả-lời-tòa-soạn", "reply"),
    FlagKind.NO_MARKS: Words("không-dấu", "no-marks"),
}


_NO_KINDS = FlagKind(0)


@dataclass(frozen=True, slots=True)
class Because:
    """Comments flagged with one of `kinds` or `codes`, or rejected for one of `rejections`."""

    kinds: FlagKind = _NO_KINDS
    codes: frozenset[ReasonCode] = frozenset()
    rejections: frozenset[str] = frozenset()

    @property
    def only_rejections(self) -> bool:
        return not self.kinds and not self.codes

    def joined(self, other: Because) -> Because:
        return Because(
            self.kinds | other.kinds,
            self.codes | other.codes,
            self.rejections | other.rejections,
        )


@dataclass(frozen=True, slots=True)
class Within:
    """From `start` up to, not including, `end`: microseconds UTC, None where it is open."""

    start: int | None
    end: int | None


Meaning = tuple[Sought, ...] | Status | Mark | Because | Within


@dataclass(frozen=True, slots=True)
class Token:
    """A filter in the typed text, at its code points from `start` to `end`.

    `meaning` is None for one that is still being typed, and for one with a `problem`.
    """

    field: Field
    value: str
    negated: bool
    start: int
    end: int
    meaning: Meaning | None = None
    problem: Words | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that a comment must have (or, negated, must not have all of)."""

    words: tuple[Sought, ...]
    negated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood. Its phrases and tokens cover all of it but the white space."""

    text: str = ""
    phrases: tuple[Phrase, ...] = ()
    tokens: tuple[Token, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.phrases and not self.tokens

    @property
    def problem(self) -> Words | None:
        return next((token.problem for token in self.tokens if token.problem), None)

    @property
    def ready(self) -> bool:
        """Whether every filter can be carried out."""
        return all(token.meaning is not None for token in self.tokens)

    @property
    def wanted(self) -> tuple[Sought, ...]:
        return tuple(w for phrase in self.phrases if not phrase.negated for w in phrase.words)

    @property
    def unwanted(self) -> tuple[tuple[Sought, ...], ...]:
        return tuple(p.words for p in self.phrases if p.negated and p.words)

    @property
    def says_nothing(self) -> bool:
        """Whether something was typed in which there is no word and no filter."""
        return bool(self.phrases) and not self.tokens and not any(p.words for p in self.phrases)

    @property
    def lit(self) -> str:
        """The wanted words alone, to be lit in what was found; a space ends a finished one."""
        wanted = self.wanted
        words = " ".join(one.word for one in wanted)
        return words if not wanted or wanted[-1].unfinished else words + " "

    def among(self, field: Field) -> tuple[Token, ...]:
        return tuple(token for token in self.tokens if token.field is field)

    def statuses(self, own: Status | None) -> frozenset[Status]:
        """Which statuses are asked for, where the queue's own is `own`; typed ones override it."""
        asked, excluded = set[Status](), set[Status]()
        spoken = False
        for token in self.tokens:
            match token.meaning:
                case Status() as status:
                    spoken = True
                    (excluded if token.negated else asked).add(status)
                case Mark.OVERDUE if not token.negated:
                    spoken = True
                    asked.add(Status.PENDING)
                case Mark.ANY:
                    spoken = True
                case Because() as why if why.only_rejections and not token.negated:
                    spoken = True
                    asked.add(Status.REJECTED)
        if not spoken:
            return frozenset(Status) if own is None else frozenset({own})
        return frozenset(asked or Status) - excluded


@functools.lru_cache(maxsize=256)
def parse(text: str, reasons: tuple[RejectionReason, ...] = DEFAULT_REJECTION_REASONS) -> Query:
    """Understand what was typed; `reasons` are those for which this newsroom rejects."""
    phrases: list[Phrase] = []
    tokens: list[Token] = []
    for match in _PIECE.finditer(text):
        token = _token(match, len(text), reasons) if match["key"] is not None else None
        if token is not None:
            tokens.append(token)
        else:
            phrases.append(_phrase(match, len(text)))
    return Query(text, tuple(phrases), tuple(tokens))


_KEYS = {fold(name): field for field in Field for name in (field.value, _FIELD_NAMES[field])} | {
    "lydo": Field.REASON
}
_PIECE = re.compile(
    r"""(?P<not>-)?(?P<body>
        (?P<key>(?:[^\W\d_]|[\u0300-\u036f-])+)
            :(?P<value>"(?P<quoted>[^"]*)(?P<closed>"?)|[^\s"]*)
        | "[^"]*"? | [^\s"]+ )""",
    re.VERBOSE,
)


def _phrase(match: re.Match[str], length: int) -> Phrase:
    body = match["body"]
    closed = len(body) > 1 and body.startswith('"') and body.endswith('"')
    words = sought(body, unfinished=match.end() == length and not closed)
    return Phrase(words, match["not"] is not None, *match.span())


def _token(match: re.Match[str], length: int, reasons: tuple[RejectionReason, ...]) -> Token | None:
    field = _KEYS.get(fold(match["key"]))
    if field is None:
        return None
    value = match["value"] if match["quoted"] is None else match["quoted"]
    open_end = match.end() == length and not match["closed"]
    negated = match["not"] is not None
    meaning, problem = _meaning(field, value.strip(), open_end, reasons)
    if negated and meaning is Mark.ANY:
        meaning, problem = _not_yet(False, _NOTHING_LEFT, field, value)
    return Token(field, value, negated, *match.span(), meaning, problem)


def _meaning(
    field: Field, value: str, open_end: bool, reasons: tuple[RejectionReason, ...]
) -> tuple[Meaning | None, Words | None]:
    if field in (Field.FROM, Field.ARTICLE):
        words = sought(value, unfinished=open_end)
        return (words, None) if words else _not_yet(open_end, _NOTHING_AFTER, field, value)
    if field in DAYS:
        day = _day(value)
        if day is not None:
            return _within(field, day), None
        return _not_yet(open_end and _may_become_day(value), _NOT_A_DAY, field, value)
    names: Mapping[str, Meaning] = _states() if field is Field.IS else _because(reasons)
    key = _key(value)
    found = names.get(key)
    if found is not None:
        return found, None
    begun = open_end and any(name.startswith(key) for name in names)
    return _not_yet(begun, _NOT_A_STATE if field is Field.IS else _NOT_A_REASON, field, value)


_NOTHING_AFTER = Words(
    "Sau “{key}:” cần có một từ, hoặc nhiều từ trong ngoặc kép.",
    "“{key}:” needs a word after it, or several in quotes.",
)
_NOT_A_DAY = Words(
    "“{what}” không phải là một ngày: hãy gõ như {key}:2026-01-31 hoặc 31/1/2026.",
    "“{what}” is not a day: write it like {key}:2026-01-31.",
)
_NOT_A_STATE = Words(
    "Không có “{key}:{what}”: thử {key}:chờ-duyệt, {key}:xem-kỹ hoặc {key}:tất-cả.",
    "There is no “{key}:{what}”: try {key}:pending, {key}:flagged or {key}:any.",
)
_NOTHING_LEFT = Words(
    "“-{key}:{what}” không để lại lời bình nào: hãy bỏ dấu trừ.",
    "“-{key}:{what}” leaves no comment at all: take the minus away.",
)
_NOT_A_REASON = Words("Không có lý do nào tên là “{what}”.", "There is no reason called “{what}”.")


def _not_yet(
    open_end: object, problem: Words, field: Field, value: str
) -> tuple[None, Words | None]:
    """Nothing to say of what is still being typed."""
    if open_end:
        return None, None
    return None, problem.put(what=value, key=field.words)


def _key(name: str) -> str:
    """A name as it is compared: folded, without spaces, hyphens and marks of any kind."""
    return "".join(letter for letter in fold(name) if letter.isalnum())


@functools.cache
def _states() -> dict[str, Meaning]:
    named: dict[str, Meaning] = {_key(name): state for name, state in _OTHER_STATES.items()}
    for state, words in STATES.items():
        named[_key(words.vi)] = named[_key(words.en)] = state
    return named


@functools.lru_cache(maxsize=8)
def _because(reasons: tuple[RejectionReason, ...]) -> dict[str, Because]:
    """Every reason by every name it has, where one name may mean several; a whole kind goes before
    the one reason that is called the same."""
    kinds = {
        _key(name): Because(kinds=kind)
        for kind, words in KIND_NAMES.items()
        for name in (words.vi, words.en, str(kind.name))
    }
    named: dict[str, Because] = {}
    for code in ReasonCode:
        label = code.label.put(detail="")
        _name(named, (label.vi, label.en, code.name), Because(codes=frozenset({code})))
    named |= kinds
    for reason in reasons:
        names = (reason.code, reason.words.vi, reason.words.en)
        _name(named, names, Because(rejections=frozenset({reason.code})))
    return named


def _name(named: dict[str, Because], names: Sequence[str], meaning: Because) -> None:
    for key in {_key(name) for name in names} - {""}:
        named[key] = named.get(key, Because()).joined(meaning)


# Days

_PART_OF_DAY = re.compile(r"[\d/.-]{0,9}")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_VIETNAMESE_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1971, 2900


def _day(value: str) -> date | None:
    iso, ours = _ISO_DAY.fullmatch(value), _VIETNAMESE_DAY.fullmatch(value)
    if iso is not None:
        year, month, day = map(int, iso.groups())
    elif ours is not None:
        day, month, year = map(int, ours.groups())
    else:
        return None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _may_become_day(value: str) -> bool:
    whole = _ISO_DAY.fullmatch(value) or _VIETNAMESE_DAY.fullmatch(value)
    return whole is None and _PART_OF_DAY.fullmatch(value) is not None


def _within(field: Field, day: date) -> Within:
    start, end = _midnight(day), _midnight(day + timedelta(days=1))
    return {
        Field.BEFORE: Within(None, start),
        Field.AFTER: Within(end, None),
        Field.ON: Within(start, end),
    }[field]


def _midnight(day: date) -> int:
    """When a day of the newsroom begins, in microseconds UTC."""
    return moment.from_datetime(datetime(day.year, day.month, day.day))  # noqa: DTZ001


# Writing it


def spelled(field: Field, value: str, language: Language, *, negated: bool = False) -> str:
    """A filter as it is typed, with quotes where its value needs them."""
    said = value.replace('"', " ").strip()
    quoted = f'"{said}"' if re.search(r"\s", said) or not said else said
    return f"{'-' if negated else ''}{field.words.said_in(language)}:{quoted}"


def typed_out(queue: Queue, language: Language) -> Queue:
    """A queue that can be kept as it is typed: that its comments have waited long is said there."""
    if not queue.waited:
        return queue
    said = spelled(Field.IS, STATES[Mark.OVERDUE].said_in(language), language)
    return replace(queue, waited=0, text=f"{said} {queue.text.strip()}".rstrip())
