"""What Isso's administration shows, read out of its HTML: there is no other way to see the queue.

Isso escapes every character of a reader's that means something in HTML, so that whatever stands
between two tags is one whole value, and no text can pass for a comment of its own.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from enum import Enum
from html import unescape

PER_PAGE = 100
"""How many comments Isso puts on a page; one with fewer is the last."""

_BLOCK = "<div class='isso-comment'"
_BEGIN = '<div id="isso-root">'
_END = "</html>"
_LOGIN = re.compile(r"<form\b[^>]*\baction=\"[^\"]*/login/\"")
_DISABLED = '<div id="disabled">'
_PENDING = re.compile(r">\s*Pending \((\d{1,18})\)\s*<")
_COMMENT = re.compile(
    r"""\ id='isso-(?P<id>[1-9]\d{0,18})'>
    (?>.*?<div>Thread:\ )(?P<title>[^<]*)\ \(<a\ href="(?P<uri>[^"<]*)">[^<]*</a>\)</div>
    (?>.*?\ id="isso-author-(?P=id)">)(?P<author>[^<]*)</span>
    (?>.*?<span\ id="isso-email-(?P=id)">)(?P<email>[^<]*)</span>
    (?>.*?<span\ id="isso-website-(?P=id)">)(?P<website>[^<]*)</span>
    (?>.*?<time>)(?P<time>[^<]*)</time>
    (?>.*?<span\ class="label\ label-)(?P<mode>valid|pending|staled)">
    (?>.*?<pre\ id="isso-text-(?P=id)">)(?P<text>[^<]*)</pre>
    (?>.*?\bsend_edit\((?P=id),\ ')(?P<key>[\w.=-]{1,300})',""",
    re.DOTALL | re.VERBOSE | re.ASCII,
)
_MODES = {"valid": 1, "pending": 2, "staled": 4}


class Instead(Enum):
    """What may come where a page of the administration was asked for."""

    LOGIN = "login"
    DISABLED = "disabled"
    NONSENSE = "nonsense"


@dataclass(frozen=True, slots=True)
class Shown:
    """One comment as the administration shows it, with the key that lets one act on it.

    `mode` is 1 published, 2 pending, 4 deleted but kept for its answers. `digest` changes whenever
    anything of it but the key does; it holds the time, which is told to the minute only.
    """

    id: int
    uri: str
    title: str
    author: str
    address: str
    mode: int
    text: str
    digest: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Page:
    """The comments of one page in Isso's order, and how many wait in all."""

    shown: tuple[Shown, ...]
    waiting: int


def read_page(html: str) -> Page | Instead:
    """A page of the administration, or what it was instead; never a page with comments left out."""
    begin = html.find(_BEGIN)
    if begin < 0:
        if _LOGIN.search(html):
            return Instead.LOGIN
        return Instead.DISABLED if _DISABLED in html else Instead.NONSENSE
    waiting = _PENDING.search(html, 0, begin)
    if waiting is None or _END not in html[-len(_END) - 16 :]:
        return Instead.NONSENSE
    shown = []
    for block in html[begin:].split(_BLOCK)[1:]:
        one = _read(block)
        if one is None:
            return Instead.NONSENSE
        shown.append(one)
    return Page(tuple(shown), int(waiting[1]))


def _read(block: str) -> Shown | None:
    match = _COMMENT.match(block)
    if match is None:
        return None
    number, title, uri, author, email, website, time, mode, text, key = match.groups()
    if not signs(key, int(number)):
        return None
    told = "\0".join((uri, title, author, email, website, time, mode, text))
    return Shown(
        int(number),
        unescape(uri),
        unescape(title),
        unescape(unescape(author)),  # Isso keeps it escaped, then escapes what it keeps
        unescape(unescape(email)),
        _MODES[mode],
        unescape(text),
        hashlib.blake2b(told.encode(), digest_size=8).hexdigest(),
        key,
    )


def signs(key: str, number: int) -> bool:
    """Whether a moderation key is for this comment: Isso acts on the key and ignores the id."""
    payload = key.partition(".")[0]
    try:
        told = base64.b64decode(payload + "=" * (-len(payload) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return False
    return told == str(number).encode()
