"""What WordPress's REST answers hold, checked, and told as an export of the same site tells it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from html import unescape
from ipaddress import ip_address
from typing import Any
from zlib import crc32

from app.domain.comment import Status
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.wordpress.text import STATUSES, moment_of, paragraphs, told_name, told_text

COMMENT_FIELDS = (
    "id,post,parent,author,author_name,author_email,author_url,author_ip,author_user_agent,"
    "date,date_gmt,content,status,type"
)
ARTICLE_FIELDS = (
    "id,link,title.raw,title.rendered,date,date_gmt,excerpt.raw,excerpt.rendered,content.raw,"
    "content.rendered,author,categories"
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as WordPress has it; `text` is its markup, `author` the account's number or 0."""

    id: int
    post: int
    parent: int
    author: int
    name: str
    address: str
    website: str
    machine: str
    agent: str
    date: str
    date_gmt: str
    text: str
    status: str

    @property
    def is_told(self) -> bool:
        """Whether it is anything a newsroom can read: it has words, and an article."""
        return bool(self.post and self.text.strip())

    @property
    def mark(self) -> int:
        """Changes, all but always, when anything that is told of it changes but the status."""
        told = (self.post, self.parent, self.name, self.address, self.website, self.machine)
        return crc32(repr((*told, self.date_gmt, self.text)).encode("utf-8", "surrogatepass"))

    def unharmed(self) -> dict[str, str]:
        """What has to be sent with every change so that WordPress does not write our own machine,
        browser or a moved clock over the reader's, nor escape an escaped address once more. A blank
        machine it takes in no form."""
        sent = {"author_ip": self.machine} if _is_machine(self.machine) else {}
        if self.agent:
            sent["author_user_agent"] = self.agent
        if moment_of(self.date_gmt, ""):
            sent["date_gmt"] = self.date_gmt
        if "&" in self.address:
            sent["author_email"] = told_name(self.address)
        return sent

    def packed(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def unpacked(handle: str) -> Comment:
    return Comment(**json.loads(handle))


def read_comment(told: Any) -> Comment | None:  # noqa: ANN401 - a server may answer anything
    """None for a note, a pingback, or whatever else is kept among the comments.

    Raises ValueError for what is no comment of `context=edit` at all.
    """
    if not isinstance(told, dict):
        raise ValueError("no object")
    if told.get("type", "comment") not in ("comment", ""):
        return None
    return Comment(
        id=_number(told, "id", least=1),
        post=_number(told, "post"),
        parent=_number(told, "parent"),
        author=_number(told, "author"),
        name=_text(told.get("author_name")),
        address=_text(told.get("author_email")),
        website=_text(told.get("author_url")),
        machine=_text(told.get("author_ip")),
        agent=_text(told.get("author_user_agent")),
        date=_text(told.get("date")),
        date_gmt=_text(told.get("date_gmt")),
        text=_raw(told, "content"),
        status=_needed(told, "status"),
    )


def comment_record(comment: Comment, source: str) -> CommentRecord:
    """A status no WordPress of ours knows is one nobody sees: as good as rejected."""
    return CommentRecord(
        source=source,
        external_id=str(comment.id),
        article=str(comment.post),
        line=0,
        name=told_name(comment.name),
        address=told_name(comment.address),
        text=told_text(comment.text),
        created_at=moment_of(comment.date_gmt, comment.date),
        parent=str(comment.parent) if comment.parent else None,
        status=STATUSES.get(comment.status, Status.REJECTED),
        website=told_name(comment.website.strip()),
        machine=comment.machine.strip(),
    )


@dataclass(frozen=True, slots=True)
class Article:
    """What is commented on, as WordPress has it; its author and sections by number."""

    id: int
    url: str
    title: str
    date: str
    date_gmt: str
    lead: str
    body: str
    author: int
    sections: tuple[int, ...]


def read_article(told: Any) -> Article:  # noqa: ANN401 - a server may answer anything
    """Raises ValueError for what is no article. Types of articles differ in what they have, so all
    but number and address may be missing."""
    if not isinstance(told, dict):
        raise ValueError("no object")
    sections = told.get("categories", ())
    return Article(
        id=_number(told, "id", least=1),
        url=_needed(told, "link"),
        title=_raw(told, "title", ""),
        date=_text(told.get("date")),
        date_gmt=_text(told.get("date_gmt")),
        lead=_raw(told, "excerpt", ""),
        body=_raw(told, "content", ""),
        author=_number({"author": told.get("author", 0)}, "author"),
        sections=tuple(each for each in sections if isinstance(each, int)),
    )


def article_record(article: Article, source: str, section: str, byline: str) -> ArticleRecord:
    return ArticleRecord(
        source=source,
        external_id=str(article.id),
        url=article.url,
        title=" ".join(paragraphs(article.title).split()),
        section=unescape(section),
        byline=byline,
        published_at=moment_of(article.date_gmt, article.date),
        lead=paragraphs(article.lead),
        body=paragraphs(article.body),
    )


def _number(told: Mapping[str, Any], name: str, least: int = 0) -> int:
    value = told.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 2**63:
        raise ValueError(name)
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _needed(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str):
        raise ValueError(name)
    return value


def _raw(told: Mapping[str, Any], name: str, missing: str | None = None) -> str:
    value = told.get(name)
    raw = missing
    if isinstance(value, dict):
        raw = value.get("raw", value.get("rendered", missing))
    if not isinstance(raw, str):
        raise ValueError(name)
    return raw


def _is_machine(told: str) -> bool:
    try:
        ip_address(told)
    except ValueError:
        return False
    return "%" not in told
