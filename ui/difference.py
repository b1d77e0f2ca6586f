"""What an edit has changed, word by word, so that a moderator sees what the reader had written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from PySide6.QtGui import QColor, QTextCharFormat

from ui.theme import Theme

_TOKEN = re.compile(r"(?:\w|[\u0300-\u036f])+|\s+|.", re.DOTALL)
_MOST_PAIRS = 20_000
_MOST_TOKENS = 6_000


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

    Compares words. Texts that would take long to compare (thousands of changed words, or a few
    words repeated without end) come back as one removal and one addition between what they share
    at both ends.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    pieces = [(Change.SAME, old[:head])]
    pieces += _compared(old[head : len(old) - tail], new[head : len(new) - tail])
    pieces.append((Change.SAME, old[len(old) - tail :]))
    return tuple(Piece(change, "".join(tokens)) for change, tokens in pieces if tokens)


def _shared(one: list[str], other: list[str]) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _compared(old: list[str], new: list[str]) -> list[tuple[Change, list[str]]]:
    if not old or not new or _too_much(old, new):
        return [(Change.REMOVED, old), (Change.ADDED, new)]
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


def _too_much(old: list[str], new: list[str]) -> bool:
    if len(old) + len(new) > _MOST_TOKENS:
        return True
    in_old, in_new = Counter(old), Counter(new)
    pairs = sum(count * in_new[token] for token, count in in_old.items() if not token.isspace())
    return pairs > _MOST_PAIRS


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
