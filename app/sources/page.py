"""A saved page: which bytes are one, in which letters, and what they say of an article.

What reads HTML is heavy and meets what strangers wrote: it stands in `extracting.py`, and a caller
gives it a process of its own.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass, replace
from email import message_from_bytes
from email import policy as policies
from email.message import EmailMessage

from app.domain.errors import UnusableInputError
from app.domain.hostile import storable
from app.domain.page import spellings
from app.domain.words import Words
from app.sources.record import ArticleRecord
from app.sources.rows import host_of

MOST_BYTES = 16 * 1024 * 1024
"""Of a saved page; some carry their pictures within."""

_LONGEST_TITLE = 1_000
_LONGEST_LEAD = 600

_TOO_LONG = Words("Trang dài quá mức đọc được.", "The page is too long to be read.")
_NOT_TEXT = Words(
    "Đây không phải là trang web hay văn bản.", "This is neither a web page nor a text."
)
_NOTHING = Words("Không thấy bài báo nào trong trang này.", "No article is found in this page.")


class PageError(UnusableInputError):
    """A page nothing can be had from, in words; nothing was changed."""


def too_long() -> PageError:
    return PageError(_TOO_LONG)


def unreadable() -> PageError:
    return PageError(_NOTHING)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of its article; "" and 0 for what it does not say. `url` is the address it
    gives itself. Paragraphs of `body`, and the words of several pictures, are lines apart."""

    url: str = ""
    title: str = ""
    section: str = ""
    byline: str = ""
    published_at: int = 0
    lead: str = ""
    body: str = ""
    caption: str = ""

    def record(self, address: str = "") -> ArticleRecord:
        """The article, by the address told or else by the page's own; "" where there is none."""
        url = web_address(address) or self.url
        return ArticleRecord(
            source=host_of(url),
            external_id=url,
            url=url,
            title=self.title,
            section=self.section,
            byline=self.byline,
            published_at=self.published_at,
            lead=self.lead,
            body=self.body,
            caption=self.caption,
        )


_HTML = re.compile(
    rb"\A\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,500}-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_ANY_HTML = re.compile(r"<(?:html|head|body|title|article|div|p|br|meta)\b[^<>]{0,500}>", re.I)
_MAIL = re.compile(
    rb"\A(?:[\w-]{1,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*)*?MIME-Version:", re.I
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def recognises(head: bytes) -> bool:
    """Whether a file that begins so is a saved page: HTML, or MHTML with such inside."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            head = head[len(mark) :].decode(encoding, "ignore").encode("utf-8", "ignore")
            break
    else:
        head = _plain(head[:4096]) if b"\0" in head[:64] else head
    return bool(_HTML.match(head)) or _is_mail(head)


def _is_mail(head: bytes) -> bool:
    begin = head[:4096]
    return bool(_MAIL.match(begin)) and b"multipart/related" in begin.lower()


def _plain(head: bytes) -> bytes:
    """What UTF-16 without a mark begins with, as far as that is ASCII."""
    return head.replace(b"\0", b"")


def read(content: bytes, *, charset: str = "", kind: str = "") -> Page:
    """What a page says; `charset` and `kind` (text/html, text/plain) are what a server named.

    Raises PageError, and nothing else, for whatever is no page with an article.
    """
    if len(content) > MOST_BYTES:
        raise PageError(_TOO_LONG)
    url = ""
    if _is_mail(content):
        content, charset, url = _of_mail(content)
        kind = "text/html"
    text = decoded(content, charset)
    if kind == "text/plain" or (kind != "text/html" and not _ANY_HTML.search(text[:20_000])):
        page = _of_plain_text(text)
    else:
        from app.sources.extracting import extract

        page = extract(text)
    page = replace(page, url=page.url or web_address(url))
    if not (page.body or page.lead):
        raise PageError(_NOTHING)
    return page


def _of_mail(content: bytes) -> tuple[bytes, str, str]:
    """The page within an MHTML file, its encoding and its address."""
    try:
        whole = message_from_bytes(content, policy=policies.default)
        for part in whole.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                inner = part.get_payload(decode=True)
                where = part.get("Content-Location") or whole.get("Snapshot-Content-Location")
                if isinstance(part, EmailMessage) and isinstance(inner, bytes):
                    return inner, str(part.get_content_charset() or ""), str(where or "")
    except Exception as error:  # the parser of mails has no error of its own
        raise PageError(_NOTHING) from error
    raise PageError(_NOTHING)


# letters

_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:-]{1,40})"""
    rb"""|<meta\b[^>]{0,500}?charset\s*=\s*["']?\s*([\w:-]{1,40})""",
    re.IGNORECASE,
)
_HEAD = 16 * 1024
_SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "latin-1": "cp1252", "utf-7": "utf-8"}
"""What browsers read for a name that a page gives itself (WHATWG Encoding, 4.2)."""


def decoded(content: bytes, charset: str = "") -> str:
    """The page's letters, composed: by its own mark, as UTF-8 where it is that, else by what the
    server, or the page itself, says it is; what it seems to be where nothing is said.

    Raises PageError for what is no text at all.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _composed(content[len(mark) :].decode(encoding, "replace"))
    halves = _zeros(content)
    if halves:
        return _composed(content.decode(halves, "replace"))
    with suppress(UnicodeDecodeError):
        return _composed(content.decode("utf-8"))
    for name in (charset, _declared(content), *_guesses(content)):
        encoding = _known(name)
        if encoding:
            return _composed(content.decode(encoding, "replace"))
    return _composed(content.decode("utf-8", "replace"))


def _composed(text: str) -> str:
    """Vietnamese in windows-1258 has its tones apart; control characters are nobody's."""
    head = text[:_HEAD]
    if head.count("\ufffd") + len(_CONTROLS.findall(head)) > len(head) // 10:
        raise PageError(_NOT_TEXT)
    text = _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", storable(text)[0])


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def _zeros(content: bytes) -> str:
    """UTF-16 without a mark shows by the zeros in every other byte of its Latin letters."""
    head = content[:4096]
    even, odd = (half.count(0) / max(len(half), 1) for half in (head[0::2], head[1::2]))
    if max(even, odd) < 0.3 or min(even, odd) > 0.05:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _declared(content: bytes) -> str:
    found = _DECLARED.search(content[:_HEAD])
    return (found[1] or found[2]).decode("ascii") if found else ""


def _guesses(content: bytes) -> list[str]:
    from app.sources.extracting import guessed_encodings

    return guessed_encodings(content[:_HEAD])


def _known(name: str) -> str:
    """Python's name of an encoding of text that takes any bytes; "" for what is none."""
    try:
        found = codecs.lookup(name.strip()).name
        found = _SUPERSETS.get(found, found)
        "".encode(found)
        b"abc".decode(found, "replace")
    except (LookupError, ValueError, TypeError):
        return ""
    return "" if found in _NO_LETTERS else found


_NO_LETTERS = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"}
    | {f"utf-{width}{end}" for width in (16, 32) for end in ("", "-le", "-be")}
)
"""What no page is in that can name it in ASCII, and what stands for no writing."""


# plain text


def _of_plain_text(text: str) -> Page:
    """The first line is the title; then paragraphs, the first of them the lead if it is short. A
    line that is an address, among the first or the last, is the article's."""
    lines = [line.strip() for line in text.split("\n")]
    told = [line for line in lines if line]
    url = next((web_address(line) for line in (*told[:6], *told[-3:]) if web_address(line)), "")
    lines = [line for line in lines if not url or web_address(line) != url]
    title = next((line for line in lines if line), "")
    rest = lines[lines.index(title) + 1 :] if title else []
    blocks = _paragraphs(rest)
    lead = blocks.pop(0) if len(blocks) > 2 and len(blocks[0]) <= _LONGEST_LEAD else ""
    return Page(url=url, title=title[:_LONGEST_TITLE], lead=lead, body="\n\n".join(blocks))


def _paragraphs(lines: list[str]) -> list[str]:
    """Between empty lines where there are any; else a line is a paragraph."""
    while lines and not lines[0]:
        lines = lines[1:]
    while lines and not lines[-1]:
        lines = lines[:-1]
    if "" not in lines:
        return lines
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [" ".join(block) for block in blocks if block]


# addresses


def web_address(told: str) -> str:
    """The address by which an article is known; "" for what is not the web's."""
    return next(iter(spellings(told)), "")
