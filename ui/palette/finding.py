"""What can be asked for, and which of it is meant by a few letters of its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.vietnamese import fold
from app.domain.words import Language, Words

_WORD = re.compile(r"\w+")

BEGINS, BEGINS_LIKE, IS_WORD, BEGINS_WORD, INITIALS, INSIDE = 0.0, 0.3, 1.0, 2.0, 3.0, 5.0
OTHER_LANGUAGE = 0.5
LATER_WORD = 0.1


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done now: what it is called, by which keys, and how."""

    words: Words
    run: Callable[[], None]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An offer that was found; `other` is its name in the other language when that was meant."""

    offer: Offer
    name: str
    other: str = ""


def find(typed: str, offers: Sequence[Offer], language: Language) -> list[Hit]:
    """The offers that are meant, the likeliest first; all in their order where nothing is typed.

    Each word typed must be a part of the name, in whatever order, with marks or without, in either
    language; the first letters of the name's words will do, and so will a key of several letters.
    """
    wanted = fold(typed).split()
    found: list[tuple[float, int, Hit]] = []
    for place, offer in enumerate(offers):
        name = offer.words.said_in(language)
        other = offer.words.said_in("en" if language == "vi" else "vi")
        here, there = _distance(wanted, name), _distance(wanted, other)
        if here is None and _is_key(typed, offer.keys):
            here = BEGINS
        if here is not None and (there is None or here <= there + OTHER_LANGUAGE):
            found.append((here, place, Hit(offer, name)))
        elif there is not None:
            found.append((there + OTHER_LANGUAGE, place, Hit(offer, name, other)))
    return [hit for _, _, hit in sorted(found, key=lambda one: one[:2])]


def _distance(wanted: Sequence[str], name: str) -> float | None:
    """How far what is typed is from a name; None when it is not meant at all."""
    words = _WORD.findall(fold(name))
    if not wanted:
        return BEGINS
    if (" ".join(words) + " ").startswith(" ".join(wanted) + " "):
        return BEGINS
    if " ".join(words).startswith(" ".join(wanted)):
        return BEGINS_LIKE
    initials = "".join(word[0] for word in words)
    if len(wanted) == 1 and len(wanted[0]) > 1 and initials.startswith(wanted[0]):
        return INITIALS
    nearest = [_nearest(each, words) for each in wanted]
    known = [each for each in nearest if each is not None]
    return sum(known) / len(known) if len(known) == len(nearest) else None


def _nearest(typed: str, words: Sequence[str]) -> float | None:
    fits = [
        (IS_WORD if word == typed else BEGINS_WORD if word.startswith(typed) else INSIDE)
        + LATER_WORD * place
        for place, word in enumerate(words)
        if typed in word
    ]
    return min(fits, default=None)


def _is_key(typed: str, keys: Sequence[str]) -> bool:
    """Whether a chord was typed in letters ("ctrl+k"): single letters are names' beginnings."""
    chord = typed.strip().lower()
    return len(chord) > 1 and chord in (key.lower() for key in keys)
