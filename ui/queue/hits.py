"""Where the words of a search stand in a text, by the rules the search itself goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.domain.vietnamese import fold, has_marks, normal_form

Span = tuple[int, int]

_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f])+")


def search_hits(text: str, typed: str) -> list[Span]:
    """Start and end (code points) of each word of `text` that a search for `typed` looked for.

    A word typed without marks finds every word that looks like it; one with marks finds itself
    and, in a text without any marks, its bare form. The last may be unfinished unless a space
    follows it.
    """
    sought = _WORD.findall(normal_form(typed))
    if not sought:
        return []
    unfinished = not typed[-1:].isspace()
    bare_text = not has_marks(text)
    return [
        match.span()
        for match in _WORD.finditer(text)
        if any(
            _answers(match[0], word, bare_text, unfinished and place == len(sought))
            for place, word in enumerate(sought, start=1)
        )
    ]


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same places in order; empty ones dropped, those with at most a space between as one."""
    result: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if result and start <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _answers(word: str, sought: str, bare_text: bool, unfinished: bool) -> bool:
    marked = has_marks(sought)
    found = normal_form(word) if marked and not bare_text else fold(word)
    wanted = fold(sought) if marked and bare_text else sought
    return found.startswith(wanted) if unfinished else found == wanted
