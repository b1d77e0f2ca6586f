"""Texts written once and used often: a template, its variables, and how these are filled in.

A variable is a word in braces, in either language, with or without marks. Whatever else stands in
braces, and a brace that stands alone, is text like any other.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from app.domain.hostile import MAX_TEXT, visible_line, without_hidden
from app.domain.vietnamese import fold
from app.domain.words import Words

MOST_WITH_KEY = 9
"""One digit chooses a template."""

MAX_TEMPLATE = 10_000
"""Code points of a template's text that are kept."""

MAX_NAME = 80
"""Code points of a template's name that are kept."""

_LONGEST_VALUE = 200
_IN_BRACES = re.compile(r"\{[^{}\n]{0,40}\}|[{}]")


class Variable(Enum):
    """What a template can say of a comment; the words are what stands in the braces."""

    NAME = Words("tên", "name")
    ARTICLE = Words("bài", "article")
    MODERATOR = Words("người duyệt", "moderator")

    @property
    def words(self) -> Words:
        return self.value


_MISSING = {
    Variable.NAME: Words("bạn đọc", "reader"),
    Variable.ARTICLE: Words("bài viết này", "this article"),
    Variable.MODERATOR: Words("tòa soạn", "the newsroom"),
}
"""What is said where there is no value: in the language the variable is written in."""


@dataclass(frozen=True, slots=True)
class ReplyTemplate:
    """A reply that is written often; `id` is 0 until it is kept."""

    id: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Values:
    """What the variables stand for beside one comment, as strangers wrote it."""

    name: str
    article: str
    moderator: str

    def of(self, variable: Variable) -> str:
        """One value as a harmless line of bounded length; "" where there is none."""
        raw = {
            Variable.NAME: self.name,
            Variable.ARTICLE: self.article,
            Variable.MODERATOR: self.moderator,
        }[variable]
        shown = visible_line(without_hidden(raw), _LONGEST_VALUE)
        return f"{shown.text[:-1].rstrip()}…" if shown.cut else shown.text


def fill(text: str, values: Values) -> str:
    """The template's text with its variables filled in, once: what a value says is text.

    Hidden characters of a value are left out, so that a reply never carries what a stranger hid in
    a name; at most MAX_TEXT characters.
    """
    said = functools.cache(values.of)
    return _IN_BRACES.sub(lambda match: _filled(match[0], said), text)[:MAX_TEXT]


def not_understood(text: str) -> tuple[str, ...]:
    """What stands in braces and is no variable, and braces that stand alone, each once."""
    found = (match[0] for match in _IN_BRACES.finditer(text))
    return tuple(dict.fromkeys(piece for piece in found if _meant(piece) is None))


def _filled(piece: str, said: Callable[[Variable], str]) -> str:
    meant = _meant(piece)
    if meant is None:
        return piece
    variable, vietnamese = meant
    missing = _MISSING[variable]
    return said(variable) or (missing.vi if vietnamese else missing.en)


@functools.lru_cache(maxsize=256)
def _meant(piece: str) -> tuple[Variable, bool] | None:
    """The variable, and whether it is written in Vietnamese; None for any other text."""
    inside = fold(piece[1:-1]).strip()
    for variable in Variable:
        if inside == fold(variable.words.vi):
            return variable, True
        if inside == variable.words.en:
            return variable, False
    return None


EXAMPLES = (
    (
        Words("Cảm ơn", "Thanks"),
        Words(
            "Cảm ơn {tên} đã đọc và gửi lời bình cho bài “{bài}”.",
            "Thank you, {name}, for reading “{article}” and writing to us.",
        ),
    ),
    (
        Words("Sẽ sửa bài", "We will correct it"),
        Words(
            "Cảm ơn {tên} đã góp ý. Tòa soạn đã chuyển cho phóng viên và sẽ sửa nếu có sai sót.",
            "Thank you, {name}. We have told the reporter and will correct what is wrong.",
        ),
    ),
    (
        Words("Hỏi thêm", "Please tell us more"),
        Words(
            "Chào {tên}, bạn cho biết thêm thời gian và địa điểm để tòa soạn kiểm tra nhé.",
            "Hello {name}, could you tell us when and where this was, so that we can look into it?",
        ),
    ),
    (
        Words("Mời viết bài", "Please write to us"),
        Words(
            "Cảm ơn {tên} đã chia sẻ. Mời bạn gửi bài viết đầy đủ về địa chỉ của tòa soạn.",
            "Thank you for sharing this, {name}. Please send us the whole story.",
        ),
    ),
)
"""Names and texts that a newsroom without templates can begin with."""
