"""Strangers' HTML as plain text: what a reader wrote, to be read and judged, never to be drawn.

No tree is built, so nesting costs nothing, and no pattern looks further than the next bracket, so
the time grows with the length alone (`html.parser` takes 40 s for 50 KB of brackets that open and
never close).
"""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(
    r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*+)"
    r"""((?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+>|[^<>]*+>)"""
)
_BLOCKS = (
    "address article aside blockquote dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
_LINE_ENDS = {"br": "\n", **dict.fromkeys(_BLOCKS.split(), "\n\n")}
_SHOWN_THINGS = frozenset({"img", "iframe", "embed", "video", "audio"})
_ATTRIBUTE = re.compile(
    r"""[\s"'/](href|title|src|alt)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""",
    re.IGNORECASE,
)
_DISQUS_REDIRECT = re.compile(r"https?://disq\.us/url\?", re.IGNORECASE)
_WEB = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_SCHEME = re.compile(r"(?:https?://(?:www\.)?|mailto:|www\.)", re.IGNORECASE)
_UNSEEN_START = re.compile(r"<!--|<(?:script|style)(?![^\s/>])", re.IGNORECASE)
_UNSEEN_END = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</script\b[^<>]*>", re.IGNORECASE),
    "<style": re.compile(r"</style\b[^<>]*>", re.IGNORECASE),
}
_DECLARATION = re.compile(r"<[!?][^<>]*+>")
_HUGE_REFERENCE = re.compile(r"&#[0-9]{9,}+;?")
_BLANKS = re.compile(r"[ \t\f\v]{2,}+|[\t\f\v]")
_SIGNS_OF_BLANKS = ("  ", "\t", "\f", "\v")
_AROUND_LINE_END = re.compile(r" ?\n ?")
_MANY_LINES = re.compile(r"\n{3,}")


def plain(html: str) -> str:
    """A reader's comment as text: a line for `<br>`, a blank line between blocks, entities as
    characters. A link is told by its words and, where those are not it, its address in brackets; a
    picture by its alternative text or its address. The rest of the markup is left out."""
    text = flat(html, everything=True) if "<" in html or "&" in html else _one_line_end(html)
    text = text.strip("\n")
    if "\n" in text:
        text = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
        text = _MANY_LINES.sub("\n\n", text).strip("\n")
    return text.rstrip()


def flat(markup: str, *, everything: bool) -> str:
    """The text of markup with line ends where blocks begin and end, without tags, comments, scripts
    and styles. `everything` is for what strangers wrote: where links and pictures lead to, and what
    stands behind a comment that never ends, which otherwise takes the rest with it."""
    seen = _without_unseen(_one_line_end(markup), endless_is_text=everything)
    if "<!" in seen or "<?" in seen:
        seen = _DECLARATION.sub("", seen)
    found = _TAG.split(seen)
    text = _Text(everything=everything)
    if found[0]:
        text.add(found[0])
    for at in range(1, len(found), 4):
        slash, name, rest, following = found[at : at + 4]
        text.tag(name.lower(), rest, closing=bool(slash))
        if following:
            text.add(following)
    return text.whole()


def unescaped(text: str) -> str:
    """`html.unescape`, which raises ValueError for a reference of more than 4,300 digits."""
    return unescape(_HUGE_REFERENCE.sub("\ufffd", text)) if "&" in text else text


class _Text:
    """The text so far, in pieces, and whether it stands inside a `pre` or a link."""

    def __init__(self, *, everything: bool) -> None:
        self._everything = everything
        self._pieces: list[str] = []
        self._last = "\n"
        self._kept_blanks = 0
        self._link: tuple[int, str] | None = None

    def add(self, raw: str) -> None:
        text = unescaped(raw)
        if not self._kept_blanks:
            if any(map(text.__contains__, _SIGNS_OF_BLANKS)):
                text = _BLANKS.sub(" ", text)
            if "\n" in text:
                text = _AROUND_LINE_END.sub("\n", text)
            if self._last.endswith("\n"):
                text = text.removeprefix("\n" if self._last == "\n" else "").lstrip(" ")
        self._put(text)

    def tag(self, name: str, rest: str, *, closing: bool) -> None:
        if name in _LINE_ENDS:
            self._put(_LINE_ENDS[name])
            if name == "pre":
                self._kept_blanks = max(0, self._kept_blanks + (-1 if closing else 1))
        elif self._everything and name == "a":
            self._end_link()
            if not closing:
                self._link = (len(self._pieces), _target(_attributes(rest)))
        elif self._everything and name in _SHOWN_THINGS and not closing:
            told = _attributes(rest)
            source = told.get("src", "")
            self._put(told.get("alt") or (source if _WEB.match(source) else ""))

    def whole(self) -> str:
        self._end_link()
        return "".join(self._pieces)

    def _put(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self._last = text

    def _end_link(self) -> None:
        if self._link is None:
            return
        start, address = self._link
        self._link = None
        words = "".join(self._pieces[start:])
        self._pieces[start:] = [_told_link(words, address)]


def _target(attributes: dict[str, str]) -> str:
    """Where a link leads; Disqus puts its own counter before that and tells it as the title."""
    address = attributes.get("href", "")
    return attributes.get("title", address) if _DISQUS_REDIRECT.match(address) else address


def _told_link(words: str, address: str) -> str:
    """A link as it reads: some systems shorten an address they show, which is told whole."""
    shown = words.strip()
    if shown == address or not _WEB.match(address):
        return words
    short = _SCHEME.sub("", shown.removesuffix("...").removesuffix("…"), count=1).rstrip("/")
    whole = _SCHEME.sub("", address, count=1).rstrip("/")
    if not shown or short == whole:
        return words if shown else address
    is_shortened = shown.endswith(("...", "…")) and short and whole.startswith(short)
    return address if is_shortened else f"{words.rstrip()} ({address})"


def _attributes(rest: str) -> dict[str, str]:
    """A tag's attributes of interest; the first of a name counts, as in a browser."""
    told: dict[str, str] = {}
    for name, quoted, once_quoted, bare in _ATTRIBUTE.findall(rest):
        told.setdefault(name.lower(), " ".join(unescaped(quoted or once_quoted or bare).split()))
    return told


def _without_unseen(markup: str, *, endless_is_text: bool) -> str:
    pieces = []
    kept = place = 0
    endless: set[str] = set()
    while start := _UNSEEN_START.search(markup, place):
        kind, place = start[0].lower(), start.end()
        end = None if kind in endless else _UNSEEN_END[kind].search(markup, place)
        if end is None and endless_is_text:
            endless.add(kind)
            continue
        pieces.append(markup[kept : start.start()])
        kept = place = end.end() if end else len(markup)
    return "".join((*pieces, markup[kept:])) if pieces else markup


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
