"""What strangers put into text: what must not be stored, and how the rest is shown harmlessly.

The raw text is kept; everything here but `storable` is for display and for saying what is there.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

MAX_TEXT = 100_000
"""Code points of one text that are stored; an importer cuts there and flags it."""

SHOWN_TEXT = 20_000
"""Code points of one text that are shown and checked; the longest honest comment had 20,816."""

MARKS_PER_LETTER = 4
"""Combining marks shown on one letter; decomposed Vietnamese needs two."""

INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""The inside of a character class: Unicode's Default_Ignorable_Code_Point and U+FFF9-FFFB."""

_CONTROLS = "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
_HIDDEN = f"[{_CONTROLS}{INVISIBLE}]"
_HIDDEN_SOMEWHERE = re.compile(_HIDDEN)
_UNUSUAL = re.compile(
    "[^\t\n\r -~\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
    "\u3041-\u30ff\u4e00-\u9fff\U0001f300-\U0001faff]"
)
_EMOJI = (
    r"\U0001F3F4[\U000E0020-\U000E007E]{2,6}\U000E007F"
    r"|[#*0-9\p{Extended_Pictographic}][\uFE0E\uFE0F\p{Emoji_Modifier}]?\u20E3?"
    r"(?:\u200D\p{Extended_Pictographic}[\uFE0E\uFE0F\p{Emoji_Modifier}]?)*"
)

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_DIRECTIONAL_ISOLATE = "\u2069"


@dataclass(frozen=True, slots=True)
class HiddenCharacter:
    """One character nobody sees: where it stands (code points) and what it is called."""

    position: int
    name: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A text made fit to be seen, and how places in the stored text map onto it.

    `breaks` are pairs (stored offset, shown offset), rising, after each of which both run on in
    step; it is empty where nothing was replaced. `cut` says that the stored text goes on.
    """

    text: str
    cut: bool = False
    breaks: tuple[tuple[int, int], ...] = ()

    def shown_offset(self, position: int) -> int:
        """Where a code point offset of the stored text lies in `text`; at its end when cut away."""
        index = bisect_right(self.breaks, position, key=lambda pair: pair[0])
        stored, shown = self.breaks[index - 1] if index else (0, 0)
        ceiling = self.breaks[index][1] if index < len(self.breaks) else len(self.text)
        return min(shown + position - stored, ceiling, len(self.text))


def storable(text: str) -> tuple[str, bool]:
    """The text as every database and file format takes it, and whether something was lost.

    Lone surrogates and NUL become U+FFFD; the two halves of a pair become the character they
    spell. Everything else is kept raw.
    """
    if "\x00" not in text:
        try:
            text.encode()
        except UnicodeEncodeError:
            pass
        else:
            return text, False
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    mended = whole.replace("\x00", "\ufffd")
    return mended, mended.count("\ufffd") > text.count("\ufffd")


def is_ordinary(text: str) -> bool:
    """A quick test most comments pass: nothing here to make visible, cap or look at closer."""
    return _UNUSUAL.search(text) is None


def character_name(character: str) -> str:
    """How a character is called in a reason, e.g. "U+202E RIGHT-TO-LEFT OVERRIDE"."""
    code = f"U+{ord(character):04X}"
    fallback = "CONTROL CHARACTER" if unicodedata.category(character) == "Cc" else ""
    return f"{code} {unicodedata.name(character, fallback)}".strip()


def hidden_characters(text: str) -> tuple[HiddenCharacter, ...]:
    """Every control, format and direction character, in order, so that it can be pointed at.

    Tabs, line ends, and joiners and selectors inside emoji are ordinary and not among them.
    """
    if not _HIDDEN_SOMEWHERE.search(text):
        return ()
    return tuple(
        HiddenCharacter(match.start(), character_name(match[0]))
        for match in _hidden_or_emoji().finditer(text)
        if match.lastgroup == "hidden"
    )


def without_hidden(text: str) -> str:
    """The text without what `hidden_characters` finds in it; emoji stay whole."""
    if not _HIDDEN_SOMEWHERE.search(text):
        return text
    return _hidden_or_emoji().sub(
        lambda match: "" if match.lastgroup == "hidden" else match[0], text
    )


def visible(text: str, limit: int = SHOWN_TEXT) -> Shown:
    """The text for display: hidden characters as visible marks, at most `limit` code points.

    Ordinary text comes back as the same object after one cheap test.
    """
    if len(text) <= limit and is_ordinary(text):
        return Shown(text)
    return _rewritten(text, limit, _unsightly())


def visible_line(text: str, limit: int = SHOWN_TEXT) -> Shown:
    """The text for a card: as `visible`, and each run of white space one space."""
    if len(text) <= limit and is_ordinary(text) and one_line(text) == text:
        return Shown(text)
    return _rewritten(text, limit, _unsightly_in_line())


def isolated(name: str) -> str:
    """A stranger's name as one line that cannot reorder the sentence it is put into."""
    return _FIRST_STRONG_ISOLATE + visible_line(name).text + _POP_DIRECTIONAL_ISOLATE


def one_line(text: str) -> str:
    """The text with every run of white space as one space, none at its ends."""
    return " ".join(text.split())


@functools.cache
def _hidden_or_emoji() -> regex.Pattern[str]:
    import regex

    return regex.compile(f"{_EMOJI}|(?P<hidden>{_HIDDEN})")


_UNSIGHTLY = (
    f"{_EMOJI}|(?P<hidden>{_HIDDEN})(?P=hidden)*"
    rf"|(?P<marks>(?:(?!{_HIDDEN})\p{{M}}){{{MARKS_PER_LETTER + 1},}})"
)


@functools.cache
def _unsightly() -> regex.Pattern[str]:
    import regex

    return regex.compile(_UNSIGHTLY)


@functools.cache
def _unsightly_in_line() -> regex.Pattern[str]:
    import regex

    return regex.compile(_UNSIGHTLY + r"|(?P<space>\s\s+|[^\S ]|\A\s|\s\Z)")


def _rewritten(text: str, limit: int, pattern: regex.Pattern[str]) -> Shown:
    head = text[:limit]
    pieces: list[str] = []
    breaks: list[tuple[int, int]] = []
    stored = shown = 0
    for match in pattern.finditer(head):
        if match.lastgroup is None:
            continue
        piece = _instead(match.lastgroup, match[0], match.start() == 0 or match.end() == len(head))
        pieces += (head[stored : match.start()], piece)
        shown += match.start() - stored + len(piece)
        stored = match.end()
        if match.lastgroup == "marks":
            breaks.append((match.start() + MARKS_PER_LETTER, shown))
        breaks.append((stored, shown))
    whole = "".join((*pieces, head[stored:]))
    return Shown(whole[:limit], len(text) > limit or len(whole) > limit, tuple(breaks))


def _instead(group: str, found: str, at_an_end: bool) -> str:
    if group == "marks":
        return found[:MARKS_PER_LETTER]
    if group == "space":
        return "" if at_an_end else " "
    code = ord(found[0])
    if code < 0x20 or code == 0x7F:
        return chr(0x2421 if code == 0x7F else 0x2400 + code) * len(found)
    times = f"\u00d7{len(found)}" if len(found) > 1 else ""
    return f"\u27e8U+{code:04X}{times}\u27e9"
