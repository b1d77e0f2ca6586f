"""Comments written as a WordPress export (WXR 1.2), which WordPress' own importer takes in.

What WordPress cannot say (our ids, parts of a second, characters that XML forbids) stands in a meta
value of the article or the comment, for `export.py` to put back.
"""

from __future__ import annotations

import re
from datetime import datetime
from html import escape
from itertools import count
from pathlib import Path
from xml.sax.saxutils import quoteattr

from app.domain import moment
from app.domain.comment import Status
from app.domain.vietnamese import fold
from app.domain.words import Words
from app.sources import kept
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.wordpress.export import Element, article_record, comment_record
from app.sources.wordpress.text import stored_text
from app.sources.writing import About, Writing

_NO_TIME = "0000-00-00 00:00:00"
_APPROVED = {
    Status.APPROVED: "1",
    Status.PENDING: "0",
    Status.SPAM: "spam",
    Status.REJECTED: "trash",
}
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNUSUAL = re.compile("[&<>\r]|" + _FORBIDDEN.pattern)
_NO_WORD = re.compile(r"[^a-z0-9]+")
_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0"
	xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:wp="http://wordpress.org/export/1.2/"
>
<channel>
	<title>Lời Bình</title>
	<link>{site}</link>
	<description></description>
	<pubDate>{made}</pubDate>
	<wp:wxr_version>1.2</wp:wxr_version>
	<wp:base_site_url>{site}</wp:base_site_url>
	<wp:base_blog_url>{site}</wp:base_blog_url>
"""
_FOOT = "</channel>\n</rss>\n"


class WordPressFile:
    """An item for each article, in it its comments, numbered so that none answers a later one."""

    def __init__(self, path: Path, about: About) -> None:
        self.mended = 0
        self._source = about.site.removeprefix("https://")
        self._posts, self._numbers = count(1), count(1)
        self._article: ArticleRecord | None = None
        self._post = 0
        self._in_item: dict[str, int] = {}
        self._file = path.open("x", encoding="utf-8", newline="\n", buffering=1024 * 1024)
        site = escape(_plain(about.site))
        self._file.write(_HEAD.format(site=site, made=_rfc_822(about.made_at)))

    def write(self, article: ArticleRecord, comment: CommentRecord, reason: str) -> None:
        if (
            self._article is None
            or self._article.external_id != article.external_id
            or (self._article.source != article.source)
        ):
            self._end_item()
            self._begin_item(article)
        self._write_comment(comment, reason)

    def finish(self) -> None:
        self._end_item()
        self._file.write(_FOOT)
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def _begin_item(self, article: ArticleRecord) -> None:
        self._article, self._in_item = article, {}
        number = str(next(self._posts))
        at = article.published_at
        texts = {
            "title": _escaped(article.title),
            "link": _plain(article.url),
            "dc:creator": _plain(article.byline),
            "content:encoded": _escaped(article.body),
            "excerpt:encoded": _escaped(article.lead),
            "wp:post_id": number,
            "wp:post_date": _local(at),
            "wp:post_date_gmt": _utc(at),
            "wp:comment_status": "open",
            "wp:ping_status": "closed",
            "wp:post_name": "",
            "wp:status": "publish",
            "wp:post_parent": "0",
            "wp:menu_order": "0",
            "wp:post_type": "post",
            "wp:post_password": "",
            "wp:is_sticky": "0",
        }
        if article.section:
            texts["category"] = _escaped(article.section)
        read = article_record(Element(0, 0, texts=texts), number, self._source)
        beside = kept.differing(article, read)
        self._count(article.title, article.url, article.byline, article.body, article.lead)
        self._file.write("\t<item>\n")
        for name, text in texts.items():
            self._file.write(f"\t\t{_element(name, text)}\n")
        if beside:
            self._file.write(f"\t\t{_meta('wp:postmeta', kept.NAME, kept.as_text(beside))}\n")

    def _write_comment(self, comment: CommentRecord, reason: str) -> None:
        assert self._article is not None
        number = next(self._numbers)
        above = self._in_item.get(comment.parent) if comment.parent else None
        self._in_item[comment.external_id] = number
        told = (comment.name, comment.address, comment.website, comment.machine, comment.text)
        if (
            _UNUSUAL.search("".join(told))
            or comment.website.strip() != comment.website
            or (comment.machine.strip() != comment.machine)
        ):
            self._count(*told)
            texts = (*map(_escaped, told[:3]), _plain(told[3]), stored_text(_plain(told[4])))
            beside = kept.differing(comment, _read(comment, str(number), texts, self._article))
            name, address, website, machine, text = map(_data, texts)
        else:
            beside = _beside_usual(comment)
            name, address, website, machine, text = told
        if above is not None:
            beside.pop("parent_id", None)
        meta = _meta("wp:commentmeta", kept.NAME, kept.as_text(beside)) if beside else ""
        if reason:
            meta += _meta("wp:commentmeta", f"{kept.NAME}_reason", _plain(reason))
        at = comment.created_at
        approved = _APPROVED[comment.status or Status.PENDING]
        self._file.write(
            "\t\t<wp:comment>\n"
            f"\t\t\t<wp:comment_id>{number}</wp:comment_id>\n"
            f"\t\t\t<wp:comment_author>{name}</wp:comment_author>\n"
            f"\t\t\t<wp:comment_author_email>{address}</wp:comment_author_email>\n"
            f"\t\t\t<wp:comment_author_url>{website}</wp:comment_author_url>\n"
            f"\t\t\t<wp:comment_author_IP>{machine}</wp:comment_author_IP>\n"
            f"\t\t\t<wp:comment_date>{_local(at)}</wp:comment_date>\n"
            f"\t\t\t<wp:comment_date_gmt>{_utc(at)}</wp:comment_date_gmt>\n"
            f"\t\t\t<wp:comment_content>{text}</wp:comment_content>\n"
            f"\t\t\t<wp:comment_approved>{approved}</wp:comment_approved>\n"
            "\t\t\t<wp:comment_type>comment</wp:comment_type>\n"
            f"\t\t\t<wp:comment_parent>{above or 0}</wp:comment_parent>\n"
            "\t\t\t<wp:comment_user_id>0</wp:comment_user_id>\n"
            f"\t\t\t{meta}\n"
            "\t\t</wp:comment>\n"
        )

    def _end_item(self) -> None:
        if self._article is not None:
            self._file.write("\t</item>\n")

    def _count(self, *texts: str) -> None:
        self.mended += sum(_FORBIDDEN.search(text) is not None for text in texts)


WORDPRESS = Writing(
    "wxr",
    ".xml",
    WordPressFile,
    limits=Words(
        "WordPress không biết lời trả lời nào của tòa soạn, không giữ phần nhỏ hơn giây, và gọi "
        "“đã từ chối” là “thùng rác”.",
        "WordPress does not tell the newsroom's own replies from readers' comments, keeps no parts "
        "of a second, and calls “rejected” trash.",
    ),
)


def _beside_usual(comment: CommentRecord) -> dict[str, str | bool]:
    """What has to be kept of a comment that is what nearly all are: nothing in it is markup or
    forbidden, so that the reader finds its texts as they are."""
    beside: dict[str, str | bool] = {"id": comment.external_id}
    if comment.parent:
        beside["parent_id"] = comment.parent
    if comment.created_at % moment.SECOND:
        beside["created_at"] = moment.to_iso(comment.created_at)
    if comment.by_newsroom:
        beside["by_newsroom"] = True
    return beside


def _read(
    comment: CommentRecord, number: str, texts: tuple[str, ...], article: ArticleRecord
) -> CommentRecord:
    """What the reader makes of these texts; it finds no parent by its own name."""
    names = ("author", "author_email", "author_url", "author_IP", "content")
    told = {f"wp:comment_{name}": text for name, text in zip(names, texts, strict=True)}
    told["wp:comment_id"] = number
    told["wp:comment_date_gmt"] = _utc(comment.created_at)
    told["wp:comment_approved"] = _APPROVED[comment.status or Status.PENDING]
    return comment_record(Element(0, 0, texts=told), article)


def _element(name: str, text: str) -> str:
    if name == "category":
        slug = _NO_WORD.sub("-", fold(text)).strip("-") or "category"
        return f'<category domain="category" nicename={quoteattr(slug)}>{_data(text)}</category>'
    return f"<{name}>{_data(text)}</{name}>"


def _meta(name: str, key: str, value: str) -> str:
    inside = f"<wp:meta_key>{_data(key)}</wp:meta_key><wp:meta_value>{_data(value)}</wp:meta_value>"
    return f"<{name}>{inside}</{name}>"


def _data(text: str) -> str:
    """A text inside an element, as it is where nothing in it is markup."""
    if not _MARKUP.search(text):
        return text
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


_MARKUP = re.compile("[<>&]")


def _plain(text: str) -> str:
    """A text in characters that XML allows, its line ends as XML tells them."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _escaped(text: str) -> str:
    """As WordPress stores what people type."""
    return escape(_plain(text), quote=False)


def _utc(at: int) -> str:
    if not at:
        return _NO_TIME
    return moment.to_datetime(at).replace(tzinfo=None).isoformat(" ", "seconds")


def _local(at: int) -> str:
    """In the newsroom's own time, which WordPress shows."""
    if not at:
        return _NO_TIME
    return moment.to_local(at).replace(tzinfo=None).isoformat(" ", "seconds")


def _rfc_822(at: int) -> str:
    told: datetime = moment.to_datetime(at)
    return f"{told:%a, %d %b %Y %H:%M:%S} +0000"
