"""What is lit in a text: the places of flags, and the words that were searched for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.flag import Flag
from app.domain.hostile import Shown
from ui.queue.hits import search_hits
from ui.text_places import utf16_offsets

MOST_HITS = 500
"""Lit places of one text; beyond that light says nothing any more."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` up to `end`, in whatever units its maker says."""

    start: int
    end: int


def flagged_spans(flags: Iterable[Flag]) -> tuple[Span, ...]:
    """The places flags point at, in code points of the stored text."""
    return tuple(
        Span(flag.start, flag.end)
        for flag in flags
        if flag.start is not None and flag.end is not None and flag.start < flag.end
    )


def searched_spans(text: str, typed: str) -> tuple[Span, ...]:
    """The words of `text` that a typed search means, in code points, as the list lights them."""
    return tuple(Span(start, end) for start, end in search_hits(text, typed)[:MOST_HITS])


def shown_spans(spans: Iterable[Span], shown: Shown) -> tuple[Span, ...]:
    """Stored places as UTF-16 units of the shown text, in order; neighbouring words are one.

    A place that begins inside what is shown as one mark lights the whole mark.
    """
    joined: list[Span] = []
    for span in sorted(spans)[:MOST_HITS]:
        start, end = shown.shown_offset(span.start), shown.shown_offset(span.end)
        if joined and not shown.text[joined[-1].end : start].strip(" "):
            joined[-1] = Span(joined[-1].start, max(end, joined[-1].end))
        elif start < end:
            joined.append(Span(start, end))
    units = utf16_offsets(shown.text)
    return tuple(Span(units(span.start), units(span.end)) for span in joined)
