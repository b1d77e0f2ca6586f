"""What it means that a text has the words somebody looks for: the rules that every search goes by.

A word typed without marks is found in whatever looks like it; one typed with marks is found as it
is, and bare in what its writer wrote without any marks.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category, normalize

from app.domain.vietnamese import fold, has_marks, normal_form

if TYPE_CHECKING:
    import regex


@dataclass(frozen=True, slots=True)
class Sought:
    """One word looked for: its normal and its folded form, and whether it was typed with marks.

    `unfinished` when more letters may follow.
    """

    word: str
    bare: str
    marked: bool
    unfinished: bool = False

    @classmethod
    def of(cls, normal: str, *, unfinished: bool = False) -> Sought:
        return cls(normal, fold(normal), has_marks(normal), unfinished)


@functools.cache
def _word() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"[\p{L}\p{M}\p{N}]+")


def words_of(normal: str) -> list[str]:
    """The words of a text in its normal form: runs of letters, marks and digits."""
    return _word().findall(normal)


def sought(typed: str, *, unfinished: bool) -> tuple[Sought, ...]:
    """The words of what was typed; only the last one may be unfinished.

    What is nothing without its marks is no word: it could be found in anything or nothing.
    """
    words = words_of(normal_form(typed))
    last = len(words) - 1
    found = (Sought.of(word, unfinished=unfinished and n == last) for n, word in enumerate(words))
    return tuple(one for one in found if one.bare)


class Part:
    """A text that is looked through, in the forms that turn out to be needed.

    `spoken` is False for an address or a link: that it has no marks says nothing.
    """

    __slots__ = ("_bare", "_normal", "_spoken", "_text")

    def __init__(self, text: str, *, spoken: bool = True) -> None:
        self._text = text
        self._spoken = spoken
        self._bare: str | None = None
        self._normal: str | None = None

    def has(self, one: Sought) -> bool:
        if self._bare is None:
            self._bare = _folded(self._text)
        if not _contains(self._bare, one.bare, one.unfinished):
            return False
        if not one.marked:
            return True
        if self._normal is None:
            self._normal = normal_form(self._text)
        if self._spoken and not has_marks(self._normal):
            return True
        return _contains(self._normal, one.word, one.unfinished)


def answers(parts: Iterable[Part], wanted: Sequence[Sought]) -> bool:
    """Whether every word wanted is in one of the parts."""
    read = tuple(parts)
    return all(any(each.has(one) for each in read) for one in wanted)


_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"


def _folded(text: str) -> str:
    """As `fold`, the quicker way where there is nothing but Vietnamese and ASCII."""
    apart = normalize("NFD", text.lower().replace("đ", "d"))
    letters = apart.encode("ascii", "ignore")
    if len(letters) + sum(map(apart.count, _MARKS)) == len(apart):
        return letters.decode("ascii")
    return fold(text)


def _contains(text: str, word: str, unfinished: bool) -> bool:
    """Whether a text in one of its forms has this word, or one that begins like it."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not _is_letter(text[place - 1 : place]) and (
            unfinished or not _is_letter(text[end : end + 1])
        ):
            return True
        place = text.find(word, place + 1)
    return False


def _is_letter(character: str) -> bool:
    """Whether it belongs to a word, as `words_of` cuts them; not the "" at either end."""
    return character.isalnum() or (character != "" and category(character).startswith("M"))
