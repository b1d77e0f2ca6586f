"""An article out of HTML: its text by trafilatura, what its head says of it by a few rules.

The only file that knows lxml and trafilatura. It meets whatever strangers wrote, and some of that
takes such libraries long or to their end: call it in a process that can be stopped.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import (  # type: ignore[import-untyped]
    HtmlElement,
    HTMLParser,
    document_fromstring,
)
from trafilatura import bare_extraction
from trafilatura.utils import detect_encoding

from app.domain import moment
from app.domain.hostile import one_line
from app.sources.page import Page, PageError, too_long, unreadable, web_address

MOST_ELEMENTS = 100_000
"""In a page; a newspaper's has two or three thousand."""

_MOST_CAPTIONS = 20
_LONGEST = 2_000
_LONGEST_CAPTION = 1_000
_SHORT = 60
_DATA = re.compile(r"""data:[\w/+.;=-]{1,100},[^"'\s)>]*""")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_BREAKS = re.compile(r"<(?:br|/p|/div|/li|/td)\b", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000})\s*-->")
_NOT_OURS = re.compile(
    r"comment(?!ar)|binh[-_]?luan|y[-_]?kien|tin[-_]?lien|lien[-_]?quan|related|social|breadcrumb"
    r"|(?:^|[\s_-])(?:share|tags?|ads?|quang-?cao|banner|newsletter)(?:$|[\s_-])",
    re.IGNORECASE,
)
_BLOCKS = ("p", "div", "ul", "table", "figure", "section", "h1", "h2", "h3")
_LEADING = re.compile(r"sapo|lead|chapeau|description|summary|mo-?ta|dek|standfirst", re.IGNORECASE)
_CAPTIONS = (
    "//figcaption|//*[self::p or self::div or self::td or self::span]"
    "[contains(translate(@class, 'CAPTION', 'caption'), 'caption')]"
)
_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b(?:\D{1,12}(\d{1,2})[:hg](\d{2})\b)?")
_VIETNAM = timezone(timedelta(hours=7))


def guessed_encodings(head: bytes) -> list[str]:
    """What bytes seem to be written in, the likeliest first."""
    try:
        return [str(name) for name in detect_encoding(head)]
    except Exception:  # guessing is never a reason to give up
        return []


def extract(text: str) -> Page:
    """What a page says. Raises PageError for what no article can be read from."""
    saved_from = _SAVED_FROM.search(text[:20_000])
    try:
        tree = _parsed(text)
        return _Reading(tree, saved_from[1] if saved_from else "").page()
    except PageError:
        raise
    except Exception as error:  # a library that fails on a page says nothing a person can use
        raise unreadable() from error


def _parsed(text: str) -> HtmlElement:
    text = _BREAKS.sub(r"\n\g<0>", _DECLARATION.sub("", _DATA.sub("", text)))
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree: HtmlElement = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise too_long()
    return tree


class _Reading:
    """One page on the way to what it says; parts are taken out of its tree as they are found."""

    def __init__(self, tree: HtmlElement, saved_from: str) -> None:
        self._tree, self._saved_from = tree, saved_from
        self._meta = _meta(tree)
        self._told = _linked_data(tree)
        etree.strip_elements(tree, "script", "style", "noscript", "template", with_tail=False)

    def page(self) -> Page:
        """Raises PageError where neither a lead nor a text is found."""
        title, section, byline = self._title(), self._section(), self._byline()
        url, published_at = self._url(), self._published()
        captions = self._captions()
        self._leave_out()
        lead = self._lead()
        body = self._paragraphs({_key(each) for each in (title, lead, byline, *captions)})
        if not (lead or body):
            raise unreadable()
        if not byline and len(body) > 1 and _is_signature(body[-1]):
            byline = body.pop()
        return Page(
            url=url,
            title=title,
            section=section,
            byline=byline,
            published_at=published_at,
            lead=lead,
            body="\n\n".join(body),
            caption="\n".join(captions),
        )

    # what the head says

    def _url(self) -> str:
        links = [link.get("href", "") for link in self._tree.iterfind(".//link[@rel='canonical']")]
        told = [*links, self._meta.get("og:url", ""), _text_in(self._told, "url"), self._saved_from]
        base = next((each for each in map(web_address, reversed(told)) if each), "")
        found = [web_address(urljoin(base, each.strip())) for each in told if each.strip()]
        found = [each for each in found if each]
        return next((each for each in found if urlsplit(each).path.strip("/")), (found or [""])[0])

    def _title(self) -> str:
        heads = [_words(head) for head in self._tree.iter("h1")]
        named = _words(self._tree.find(".//title"))
        for told in (_text_in(self._told, "headline"), self._meta.get("og:title", ""), named):
            told = one_line(told[:_LONGEST])
            if told:
                own = [head for head in heads if head and told.startswith(head)]
                return (max(own, key=len, default="") or self._without_site(told))[:_LONGEST]
        return next((head for head in heads if head), "")[:_LONGEST]

    def _without_site(self, title: str) -> str:
        """Without the newspaper's name behind the last dash or bar."""
        site = one_line(self._meta.get("og:site_name", ""))
        found = re.fullmatch(r"(.+?)\s+[-–—|•·]\s+([^-–—|•·]{1,60})", title)
        if found and (not site or _key(found[2]) == _key(site) or "|" in title):
            return found[1]
        return title

    def _section(self) -> str:
        crumbs = self._tree.xpath("//*[contains(@class, 'breadcrumb')]//a")
        told = (
            _text_in(self._told, "articleSection"),
            self._meta.get("article:section", ""),
            _words(crumbs[-1]) if crumbs else "",
        )
        return next((one_line(each)[:100] for each in told if each.strip()), "")

    def _byline(self) -> str:
        site = _key(self._meta.get("og:site_name", ""))
        authors = list(_names(self._told.get("author")))
        authors += [self._meta.get(name, "") for name in ("author", "article:author")]
        path = "//*[contains(@class, 'author') or @rel='author' or @itemprop='author']"
        authors += [_words(each) for each in self._tree.xpath(path)[:3]]
        for each in authors:
            name = re.sub(r"^(?:theo|bài|tác giả)\s*:?\s+", "", one_line(each), flags=re.IGNORECASE)
            if 1 < len(name) <= 100 and "://" not in name and _key(name) != site:
                return name
        return ""

    def _published(self) -> int:
        told = [_text_in(self._told, "datePublished")]
        told += [self._meta.get(name, "") for name in ("article:published_time", "pubdate", "date")]
        told += [time.get("datetime", "") for time in self._tree.iter("time")]
        marked = self._tree.iterfind(".//*[@itemprop='datePublished']")
        told += [each.get("content", "") for each in marked]
        shown = self._tree.xpath("//*[contains(@class, 'date') or contains(@class, 'time')]")
        told += [_words(each)[:100] for each in shown[:10]]
        return next((at for at in map(_moment, told) if at), 0)

    # what the page shows

    def _captions(self) -> list[str]:
        """The words under pictures, taken out of the tree."""
        captions: list[str] = []
        for each in self._tree.xpath(_CAPTIONS):
            shown = _words(each)
            if len(shown) > _LONGEST_CAPTION:
                continue
            if not any(_is_not_ours(above) for above in each.iterancestors()):
                captions.append(shown)
            _take_out(each)
        return list(dict.fromkeys(filter(None, captions)))[:_MOST_CAPTIONS]

    def _leave_out(self) -> None:
        """Take out what readers wrote and what leads elsewhere, unless most of the page is in it,
        as where a whole page is called after what is beside it."""
        whole = len(_words(self._tree))
        for each in list(self._tree.iter("div", "section", "ul", "aside", "table", "p", "nav")):
            if _is_not_ours(each) and 2 * len(_words(each)) < whole:
                _take_out(each)

    def _lead(self) -> str:
        """What stands before the text in a voice of its own: as the page shows it, since what is
        told to other sites is often cut. It is taken out of the tree."""
        told = one_line(
            _text_in(self._told, "description")
            or self._meta.get("og:description", "")
            or self._meta.get("description", "")
        ).rstrip(".… ")
        begin = _key(told)[:50]
        blocks = [each for each in self._tree.iter("h2", "p", "div", "strong") if _is_leaf(each)]
        found = [each for each in blocks if begin and _key(_words(each)).startswith(begin)]
        found += [each for each in blocks if _LEADING.search(each.get("class", ""))]
        for each in found:
            shown = _words(each)
            if 20 <= len(shown) <= _LONGEST:
                _take_out(each)
                return shown
        return told[:_LONGEST]

    def _paragraphs(self, skipped: set[str]) -> list[str]:
        """The text's paragraphs, in order, but for those that are told otherwise and the day that
        stands before them."""
        found: Any = bare_extraction(
            self._tree, include_comments=False, include_tables=True, with_metadata=False
        )
        text = str(found.text or "") if found is not None else ""
        lines = [line for line in map(one_line, text.split("\n")) if line]
        lines = [line for line in lines if _key(line) not in skipped]
        while lines and len(lines[0]) < _SHORT and _DAY.search(lines[0]):
            del lines[0]
        return lines


def _is_signature(line: str) -> bool:
    """Whether it is a name alone, as Vietnamese newspapers sign at the end of a text."""
    words = line.split()
    return 2 <= len(words) <= 6 and all(word[0].isupper() for word in words) and len(line) < _SHORT


def _is_leaf(element: HtmlElement) -> bool:
    """Whether it holds no other block."""
    return next((each for each in element.iter(*_BLOCKS) if each is not element), None) is None


def _meta(tree: HtmlElement) -> dict[str, str]:
    """What the page's meta elements say, the first of a name."""
    found: dict[str, str] = {}
    for each in tree.iter("meta"):
        name = (each.get("property") or each.get("name") or each.get("itemprop") or "").lower()
        content = (each.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


_KINDS = ("article", "news", "blogposting", "report")


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """What the page's JSON-LD says of an article; empty when it says nothing that can be read."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        with suppress(ValueError, RecursionError):
            for each in _things(json.loads(script.text or "", strict=False)):
                kind = str(each.get("@type", "")).lower()
                if any(one in kind for one in _KINDS):
                    return each
    return {}


def _things(told: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(told, list) and depth < 3:
        for each in told:
            yield from _things(each, depth + 1)
    elif isinstance(told, dict):
        yield told
        yield from _things(told.get("@graph"), depth + 1)


def _text_in(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), "")
    return html.unescape(value) if isinstance(value, str) else ""


def _names(told: object) -> Iterator[str]:
    """The people who are told to have written it, as one byline."""
    many = told if isinstance(told, list) else [told]
    names = [each.get("name") if isinstance(each, dict) else each for each in many]
    said = [one_line(html.unescape(name)) for name in names if isinstance(name, str)]
    yield ", ".join(dict.fromkeys(filter(None, said)))


def _moment(told: str) -> int:
    """Microseconds UTC of a time as pages write it, 0 for none; without an offset it is the time of
    where this newsroom is."""
    told = told.strip()
    try:
        at = datetime.fromisoformat(told)
        return max(0, moment.from_datetime(at))
    except (ValueError, OverflowError, OSError):
        pass
    found = _DAY.search(told)
    if not found:
        return 0
    day, month, year, hour, minute = (int(part or 0) for part in found.groups())
    zone = _VIETNAM if "GMT+7" in told.replace(" ", "").upper() else None
    try:
        return max(0, moment.from_datetime(datetime(year, month, day, hour, minute, tzinfo=zone)))
    except (ValueError, OverflowError, OSError):
        return 0


def _is_not_ours(element: HtmlElement) -> bool:
    return bool(_NOT_OURS.search(f"{element.get('class', '')} {element.get('id', '')}"))


def _take_out(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _words(element: HtmlElement | None) -> str:
    """What stands in an element, as one line."""
    return "" if element is None else one_line("".join(element.itertext()))


def _key(text: str) -> str:
    """Two texts with the same letters are the same."""
    return re.sub(r"\W+", "", text).casefold()
