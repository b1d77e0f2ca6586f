"""What an edit has changed, word by word, so that a moderator sees what the reader had written."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

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
    return _joined([Piece(change, "".join(tokens)) for change, tokens in pieces])


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


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Without empty pieces, neighbours of one kind as one, and no lone space between changes."""
    runs: list[dict[Change, str]] = []
    for piece in pieces:
        if not piece.text:
            continue
        same = piece.change is Change.SAME
        if same and (not runs or Change.SAME not in runs[-1]):
            runs.append({Change.SAME: piece.text})
        elif same:
            runs[-1][Change.SAME] += piece.text
        else:
            if not runs or Change.SAME in runs[-1]:
                runs.append({})
            runs[-1][piece.change] = runs[-1].get(piece.change, "") + piece.text
    return _flattened(_bridged(runs))


def _bridged(runs: list[dict[Change, str]]) -> list[dict[Change, str]]:
    result: list[dict[Change, str]] = []
    for number, run in enumerate(runs):
        between = 0 < number < len(runs) - 1
        text = run.get(Change.SAME, "")
        if between and text and text.isspace() and "\n" not in text:
            for change in (Change.REMOVED, Change.ADDED):
                result[-1][change] = result[-1].get(change, "") + text
        elif result and Change.SAME not in run and Change.SAME not in result[-1]:
            for change, more in run.items():
                result[-1][change] = result[-1].get(change, "") + more
        else:
            result.append(dict(run))
    return result


def _flattened(runs: list[dict[Change, str]]) -> tuple[Piece, ...]:
    order = (Change.SAME, Change.REMOVED, Change.ADDED)
    return tuple(Piece(change, run[change]) for run in runs for change in order if run.get(change))
