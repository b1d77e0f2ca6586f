"""First checks on a comment's text: listed words, links, telephone numbers, tricks with letters.

They only point at places; a person decides. Measured on 10,000 ordinary comments in
tests/app/domain/test_checks.py.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.domain.errors import UnusableInputError
from app.domain.flag import Flag, Reason, ReasonCode
from app.domain.hostile import INVISIBLE, SHOWN_TEXT, hidden_characters, is_ordinary, one_line
from app.domain.vietnamese import (
    EVERYDAY_FOLDED,
    fold,
    has_marks,
    is_syllable,
    is_unmarked,
    normal_form,
)
from app.domain.words import Words

if TYPE_CHECKING:
    import regex
    from ahocorasick_rs import AhoCorasick
    from linkify_it import LinkifyIt  # type: ignore[import-untyped]

MAX_FLAGS = 20
"""Flags one text can get; every kind of reason found is among them."""

_PHONE_CANDIDATES = 40
_PHONE_TRIES = 20
_WHITE = r"\s\x1c-\x1f\x85"
_COMMENT = re.compile(r"(?:^|\s)#.*")


class Found(NamedTuple):
    """Something found in a text: its place in code points and what it is, in a reason's words."""

    start: int
    end: int
    detail: str


@dataclass(frozen=True)
class WordList:
    """Words and phrases a newsroom wants pointed out, matched literally and as whole syllables.

    Words keep their marks. Their folded forms only count in a text without any marks, and not
    where folding leaves an everyday syllable ("cặc" must not point at "các").
    """

    words: tuple[str, ...]

    def matches(self, haystack: str, marked: bool) -> list[Found]:
        """The listed words in a normal form, longest first where they overlap, in order."""
        matcher = self._exact if marked else self._folded
        hits = matcher.automaton.find_matches_as_indexes(haystack, overlapping=True)
        if not hits:
            return []
        found: list[Found] = []
        for index, start, end in sorted(hits, key=lambda hit: (hit[1], -hit[2])):
            overlaps = found and start < found[-1].end
            if not overlaps and _stands_alone(haystack, start, end):
                found.append(Found(start, end, matcher.words[index]))
        return found

    @functools.cached_property
    def _exact(self) -> _Matcher:
        return _matcher({_pattern(word): word for word in self.words})

    @functools.cached_property
    def _folded(self) -> _Matcher:
        patterns = {fold(_pattern(word)): word for word in self.words if _is_foldable(word)}
        return _matcher(patterns | {_pattern(word): word for word in self.words})


@dataclass(frozen=True, slots=True)
class _Matcher:
    automaton: AhoCorasick
    words: tuple[str, ...]


def load_word_list(path: Path) -> WordList:
    """A word list from a UTF-8 file: one word or phrase per line, `#` begins a comment."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInputError(
            Words(
                "Không đọc được danh sách từ {path}.", "The word list {path} cannot be read."
            ).put(path=path)
        ) from error
    words = (one_line(_COMMENT.sub("", line)) for line in lines)
    return WordList(tuple(dict.fromkeys(word for word in words if _pattern(word))))


def check_text(text: str, words: WordList, normal: str | None = None) -> tuple[Flag, ...]:
    """Everything to look at twice in a text, in the order of its places; at most `MAX_FLAGS`.

    Places are code points of the text as stored. Only the first `SHOWN_TEXT` are looked at.
    `normal` is the text's normal form, for whoever has it already.
    """
    head = text[:SHOWN_TEXT]
    if normal is None or len(head) < len(text):
        normal = normal_form(head)
    found = [(ReasonCode.WORD_LISTED, word) for word in _find_words(head, normal, words)]
    found += ((ReasonCode.LINK_FOUND, link) for link in find_links(head))
    found += ((ReasonCode.PHONE_FOUND, phone) for phone in find_phones(head))
    if not is_ordinary(head):
        found += ((ReasonCode.HIDDEN_CHARACTERS, run) for run in find_hidden_characters(head))
        found += ((ReasonCode.STYLED_LETTERS, run) for run in find_styled_letters(head))
    flags = [
        Flag(Reason(code, place.detail), place.start, place.end)
        for code, place in sorted(found, key=lambda entry: entry[1])
    ]
    if is_unmarked(head):
        flags.append(Flag(Reason(ReasonCode.NO_MARKS)))
    return _capped(flags)


def find_words(text: str, words: WordList) -> list[Found]:
    """The listed words in a text, at their places in the text as it is."""
    return _find_words(text, normal_form(text), words)


def _find_words(text: str, normal: str, words: WordList) -> list[Found]:
    haystack = one_line(normal)
    hits = words.matches(haystack, has_marks(text))
    if not hits or (haystack == normal and _keeps_places(text, normal)):
        return hits
    return _placed(text, hits)


def _placed(text: str, hits: list[Found]) -> list[Found]:
    """What was found in a text's normal form, at its places in the text."""
    pieces = _pieces(text)
    starts = [piece.normal_start for piece in pieces]
    return [
        Found(
            pieces[bisect_right(starts, hit.start) - 1].start,
            pieces[bisect_right(starts, hit.end - 1) - 1].end,
            hit.detail,
        )
        for hit in hits
    ]


def find_links(text: str) -> list[Found]:
    """The links in a text, each with its host; addresses and missing spaces ("hay.Ai") are none."""
    if "//" not in text and not _PERHAPS_HOST.search(text):
        return []
    return [
        Found(match.index, match.last_index, _host_in_words(match.raw))
        for match in _linkify().match(text) or ()
        if match.schema != "mailto:" and (match.schema or _is_bare_link(match.raw))
    ]


def find_phones(text: str) -> list[Found]:
    """The Vietnamese telephone numbers in a text as written, with dots, spaces or +84."""
    if not _DIGITS_ENOUGH.search(text):
        return []
    import phonenumbers

    found = []
    for candidate in list(_PERHAPS_PHONE.finditer(text))[:_PHONE_CANDIDATES]:
        numbers = phonenumbers.PhoneNumberMatcher(candidate[0], "VN", max_tries=_PHONE_TRIES)
        for number in numbers:
            start = candidate.start() + number.start
            raw = one_line(number.raw_string)
            found.append(Found(start, start + len(number.raw_string), raw))
    return found


def find_hidden_characters(text: str) -> list[Found]:
    """Each kind of hidden character once: its first run, and how many there are in all."""
    hidden = hidden_characters(text)
    counts = Counter(character.name for character in hidden)
    places = {(character.position, character.name) for character in hidden}
    first = {character.name: character.position for character in reversed(hidden)}
    found = []
    for name, count in counts.items():
        start = end = first[name]
        while (end, name) in places:
            end += 1
        found.append(Found(start, end, f"{name} \u00d7{count}" if count > 1 else name))
    return found


def find_styled_letters(text: str) -> list[Found]:
    """The first run of letters that only look Latin: mathematical, full width, lone Cyrillic."""
    run = _STYLED_LETTERS.search(text)
    return [Found(run.start(), run.end(), "")] if run else []


# words


def _keeps_places(text: str, normal: str) -> bool:
    """Whether each character of a text has become one of its normal form: none was invisible,
    none was composed with the next, none is longer in lower case, no tone stood by itself."""
    lower = text.lower()
    return (
        len(text) == len(lower) == len(normal)
        and is_ordinary(text)
        and unicodedata.is_normalized("NFC", lower)
    )


class _Piece(NamedTuple):
    """A stretch of the stored text that normalises on its own, and where that begins."""

    start: int
    end: int
    normal_start: int


def _pattern(word: str) -> str:
    return one_line(normal_form(word))


def _is_foldable(word: str) -> bool:
    return fold(_pattern(word)) not in EVERYDAY_FOLDED


def _matcher(patterns: dict[str, str]) -> _Matcher:
    from ahocorasick_rs import AhoCorasick

    patterns.pop("", None)
    return _Matcher(AhoCorasick(patterns), tuple(patterns.values()))


def _stands_alone(haystack: str, start: int, end: int) -> bool:
    before = haystack[start - 1] if start else " "
    after = haystack[end] if end < len(haystack) else " "
    return not _is_letter_or_mark(before) and not _is_letter_or_mark(after)


def _is_letter_or_mark(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character).startswith("M")


@functools.cache
def _piece_pattern() -> regex.Pattern[str]:
    import regex

    word = rf"\p{{L}}\p{{M}}{INVISIBLE}"
    attached = rf"\p{{M}}{INVISIBLE}"
    return regex.compile(
        f"[{_WHITE}][{_WHITE}{INVISIBLE}]*|[{word}]+|[^{word}{_WHITE}][{attached}]*"
    )


def _pieces(text: str) -> list[_Piece]:
    pieces = []
    normal_start = 0
    for match in _piece_pattern().finditer(text):
        pieces.append(_Piece(match.start(), match.end(), normal_start))
        if match[0][0].isspace():
            normal_start += min(normal_start, 1)
        else:
            normal_start += len(normal_form(match[0]))
    return pieces


# links

_TOP_LEVEL = """
    app art asia bet bid biz blog casino click club company date dev example fun fyi games group
    guru icu life link live lol ltd media monster network news ninja online party poker quest rest
    run sbs science services site social space store stream studio support systems team tech test
    today tools top trade vip website win work works world wtf xyz zone
"""
_SHORTENERS = """
    bit.ly t.me zalo.me m.me fb.me wa.me goo.gl t.co is.gd v.gd s.id ow.ly buff.ly cutt.ly tiny.cc
    rb.gy shope.ee youtu.be t.ly
"""
_PERHAPS_HOST = re.compile(r"\.(?<=[^\W_]\.)[A-Za-z]{2,}(?![^\W\d_])")
_SCHEME = re.compile(r"\A(?:[A-Za-z]+:)?//")
_END_OF_HOST = re.compile(r"[/?#\\]")
_PORT = re.compile(r":\d*\Z")


@functools.cache
def _linkify() -> LinkifyIt:
    from linkify_it import LinkifyIt

    return LinkifyIt().tlds(_TOP_LEVEL.split(), keep_old=True)


def _host(link: str) -> str:
    authority = _END_OF_HOST.split(_SCHEME.sub("", link), maxsplit=1)[0]
    return _PORT.sub("", authority.rpartition("@")[2])


def _host_in_words(link: str) -> str:
    """A link's host; one with letters beyond ASCII also as the network sees it (punycode)."""
    host = _host(link).lower()
    if host.isascii():
        return host
    import idna

    try:
        return f"{host} ({idna.encode(host, uts46=True).decode('ascii')})"
    except idna.IDNAError:
        return host


def _is_bare_link(link: str) -> bool:
    """Whether "a.b" without a scheme is meant as a link, and not a missing space or a title.

    "quá.ai", "hay.VN", "ThS.BS" and "2.to" are neither links nor rare.
    """
    host = _host(link)
    *labels, top = host.split(".")
    main = max(labels, key=len)
    goes_on = len(link.rstrip("/")) > len(host)
    if host.lower() in _SHORTENERS.split() or labels[0].lower() == "www":
        return True
    if not host.isascii() and is_syllable(normal_form(main)):
        return False
    if not top.islower() and not host.isupper():
        return False
    if len(top) > 2 or top.lower() == "vn":
        return True
    return host.isascii() and (goes_on or (len(main) > 4 and not main.isdecimal()))


# telephone numbers, styled letters, flags

_DIGITS_ENOUGH = re.compile(r"\d(?:\D{0,2}\d){8}")
_PERHAPS_PHONE = re.compile(
    r"(?<!\d)(?<!\d[.,])(?:\(?\+?84|\(?[0\uff10])(?:[ .\-/()\u00a0]{0,2}\d){8,12}(?!\d)"
)
_STYLED = "\U0001d400-\U0001d7ff\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\u1d00-\u1d22"
_BOXED = "\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189"
_STYLED_LETTERS = re.compile(
    rf"[{_STYLED}](?:[{_STYLED}\u0300-\u036f\s.]*[{_STYLED}\u0300-\u036f])?"
    rf"|[{_BOXED}](?:[{_BOXED}\u0300-\u036f\s.]*[{_BOXED}])"
    r"|(?<=[A-Za-z])[\u0400-\u04ff]|[\u0400-\u04ff](?=[A-Za-z])"
)


def _capped(flags: list[Flag]) -> tuple[Flag, ...]:
    """At most `MAX_FLAGS`, the first of every reason before the second of any."""
    if len(flags) <= MAX_FLAGS:
        return tuple(flags)
    rank: Counter[ReasonCode] = Counter()
    ranked = []
    for index, flag in enumerate(flags):
        ranked.append((rank[flag.reason.code], index))
        rank[flag.reason.code] += 1
    return tuple(flags[index] for index in sorted(index for _, index in sorted(ranked)[:MAX_FLAGS]))
