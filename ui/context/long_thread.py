"""A long conversation in short: what one judges by stays, the rest folds into "12 more replies"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.domain.reading import Turn

AT_ONCE = 40
"""Turns of a conversation that is shown whole."""

BEFORE, AFTER = 6, 12
"""Turns of a longer one that stay above and below the judged comment."""

OPENED_AT_ONCE = 20

Part = Turn | tuple[Turn, ...]
"""One turn, or some that are folded into a line."""


def parts_of(turns: Sequence[Turn], judged: int, opened: Collection[int]) -> list[Part]:
    """The turns in their order: what the comment `judged` answers, what stands near it, and what
    was `opened` one by one, the others folded where several follow each other."""
    if len(turns) <= AT_ONCE:
        return list(turns)
    place = next((n for n, turn in enumerate(turns) if turn.comment.id == judged), 0)
    answered = _answered(turns, place)
    parts: list[Part] = []
    folded: list[Turn] = []
    for number, turn in enumerate(turns):
        stays = (
            place - BEFORE <= number <= place + AFTER
            or turn.comment.id in answered
            or turn.comment.id in opened
        )
        if stays:
            parts += _line(folded)
            parts.append(turn)
            folded = []
        else:
            folded.append(turn)
    return [*parts, *_line(folded)]


def opened_by(folded: Sequence[Turn], *, above: bool) -> frozenset[int]:
    """Those that opening a line shows: the ones next to what is judged."""
    near = folded[-OPENED_AT_ONCE:] if above else folded[:OPENED_AT_ONCE]
    return frozenset(turn.comment.id for turn in near)


def _answered(turns: Sequence[Turn], place: int) -> frozenset[int]:
    """What the comment at this place answers, and what that does, up to the beginning."""
    found, depth = set(), turns[place].depth
    for turn in reversed(turns[:place]):
        if turn.depth < depth:
            found.add(turn.comment.id)
            depth = turn.depth
    return frozenset(found)


def _line(folded: list[Turn]) -> list[Part]:
    """A line for several; one alone takes no more room than a line would."""
    return [tuple(folded)] if len(folded) > 1 else list(folded)
