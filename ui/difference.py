"""What an edit has changed, word by word, so that a moderator sees what the reader had written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from PySide6.QtGui import QColor, QTextCharFormat

from ui.theme import Theme

_TOKEN = re.compile(r"(?:\w|[\u0300-\u036f])+|\s+|.", re.DOTALL)
_MOST_EFFORT = 40_000
"""Steps (see `_effort`); so many take some 15 milliseconds."""


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    change: Change
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The two texts as pieces: same and removed ones spell `before`, same and added ones `after`.

    Compares words. Parts that would take long to compare (a few words repeated without end) come
    back as one removal and one addition between what the texts share.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    pieces = [(Change.SAME, old[:head])]
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    pieces += _joined(_compared(*middle, _MOST_EFFORT))
    pieces.append((Change.SAME, old[len(old) - tail :]))
    return tuple(Piece(change, "".join(tokens)) for change, tokens in pieces if tokens)


def _shared(one: list[str], other: list[str]) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _joined(pieces: list[tuple[Change, list[str]]]) -> list[tuple[Change, list[str]]]:
    """Neighbouring pieces of one kind as one."""
    joined: list[tuple[Change, list[str]]] = []
    for change, tokens in pieces:
        if joined and joined[-1][0] is change:
            joined[-1][1].extend(tokens)
        elif tokens:
            joined.append((change, list(tokens)))
    return joined


def _compared(old: list[str], new: list[str], effort: float) -> list[tuple[Change, list[str]]]:
    """Compare with at most this effort: whole where it suffices, otherwise between the words that
    both have once and in the same order, each part with its share of the effort."""
    if not old or not new:
        return [(Change.REMOVED, old), (Change.ADDED, new)]
    if old == new:
        return [(Change.SAME, old)]
    if _effort(old, new) <= effort:
        return _matched(old, new)
    anchors = _anchors(old, new)
    if not anchors:
        return [(Change.REMOVED, old), (Change.ADDED, new)]
    share = effort / (len(old) + len(new))
    pieces: list[tuple[Change, list[str]]] = []
    old_from = new_from = 0
    for old_to, new_to in (*anchors, (len(old), len(new))):
        before, after = old[old_from:old_to], new[new_from:new_to]
        pieces += _compared(before, after, share * (len(before) + len(after)))
        pieces.append((Change.SAME, old[old_to : old_to + 1]))
        old_from, new_from = old_to + 1, new_to + 1
    return pieces


def _matched(old: list[str], new: list[str]) -> list[tuple[Change, list[str]]]:
    pieces: list[tuple[Change, list[str]]] = []
    # White space as junk: a lone space between two changed words is part of the change.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            pieces.append((Change.SAME, old[old_from:old_to]))
        else:
            pieces.append((Change.REMOVED, old[old_from:old_to]))
            pieces.append((Change.ADDED, new[new_from:new_to]))
    return pieces


def _effort(old: list[str], new: list[str]) -> int:
    """Steps that matching takes at most: for every place where a match begins it may look at all
    words and all pairs of equal ones again."""
    in_new = Counter(token for token in new if not token.isspace())
    pairs = sum(in_new[token] for token in old)
    return (min(pairs, len(old), len(new)) + 1) * (len(old) + pairs)


def _anchors(old: list[str], new: list[str]) -> list[tuple[int, int]]:
    """Where words stand that both have exactly once, as many as follow each other in both."""
    in_old, in_new = Counter(old), Counter(new)
    place = {token: at for at, token in enumerate(new) if in_new[token] == 1}
    common = [
        (at, place[token])
        for at, token in enumerate(old)
        if in_old[token] == 1 and token in place and not token.isspace()
    ]
    return _longest_rising(common)


def _longest_rising(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of these pairs, in order of their first number, whose second one rises, too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, second) in enumerate(places):
        length = bisect_left(ends, second)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        last[length : length + 1] = [number]
    found: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(places[number])
        number = before[number]
    return found[::-1]


def looks_of(change: Change, theme: Theme) -> QTextCharFormat:
    """How a piece is shown: struck through or underlined as well, never by colour alone."""
    looks = QTextCharFormat()
    if change is Change.REMOVED:
        looks.setFontStrikeOut(True)
        looks.setForeground(QColor(theme.bad.text))
        looks.setBackground(QColor(theme.bad.ground))
    elif change is Change.ADDED:
        looks.setFontUnderline(True)
        looks.setForeground(QColor(theme.accent_tone.text))
        looks.setBackground(QColor(theme.accent_tone.ground))
    return looks
