"""Comments written as the JSON that `isso import -t generic` takes in: threads with their comments.

Isso publishes all it is given and knows neither threads of answers nor whole seconds' parts there;
what it cannot be told stands beside, where it does not look and our own reader does.
"""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from app.domain import moment
from app.domain.comment import Status
from app.domain.words import Words
from app.sources import kept
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.writing import About, Writing

_NO_TIME = "1970-01-01 00:00:00"


class IssoFile:
    """One list of threads; the file begins with `[{`, by which Isso knows its format."""

    mended = 0

    def __init__(self, path: Path, about: About) -> None:
        self._article: ArticleRecord | None = None
        self._threads: set[str] = set()
        self._numbers = count(1)
        self._file = path.open("xb", buffering=1024 * 1024)

    def write(self, article: ArticleRecord, comment: CommentRecord, reason: str) -> None:
        if self._article is None or self._article.external_id != article.external_id:
            self._end_thread()
            self._begin_thread(article)
            self._file.write(b"\n")
        else:
            self._file.write(b",\n")
        told = _ENCODER.encode(self._comment(comment, reason))
        self._file.write(told.encode())

    def finish(self) -> None:
        self._end_thread()
        self._file.write(b"]\n" if self._article is not None else b"[]\n")
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def _begin_thread(self, article: ArticleRecord) -> None:
        self._file.write(b"[{" if self._article is None else b",\n{")
        self._article = article
        read = ArticleRecord("", "", "")
        head = {
            "id": self._thread(article),
            "title": article.title,
            kept.NAME: kept.differing(article, read),
        }
        self._file.write(_ENCODER.encode(head)[1:-1].encode() + b', "comments": [')

    def _end_thread(self) -> None:
        if self._article is not None:
            self._file.write(b"]}")

    def _thread(self, article: ArticleRecord) -> str:
        """What Isso calls the page: its path. Two pages of one path, as under http and https, are
        kept apart, since Isso takes a thread once."""
        paths = (_path(article.url), article.url, article.external_id)
        numbered = (f"{article.external_id}#{number}" for number in count(2))
        taken = self._threads
        found = next((each for each in paths if each and each not in taken), None)
        if found is None:
            found = next(each for each in numbered if each not in taken)
        taken.add(found)
        return found

    def _comment(self, comment: CommentRecord, reason: str) -> dict[str, object]:
        at = comment.created_at
        read = CommentRecord(
            "",
            "",
            "",
            0,
            comment.name,
            comment.address,
            comment.text,
            at - at % moment.SECOND,
            status=Status.APPROVED,
            website=comment.website,
            machine=comment.machine,
        )
        beside = kept.differing(comment, read)
        if reason:
            beside["reason"] = reason
        return {
            "id": next(self._numbers),
            "author": comment.name,
            "email": comment.address,
            "website": comment.website,
            "remote_addr": comment.machine,
            "created": _utc(at),
            "text": comment.text,
            kept.NAME: beside,
        }


ISSO = Writing(
    "isso-json",
    ".json",
    IssoFile,
    one_site=True,
    statuses=(Status.APPROVED,),
    limits=Words(
        "Isso đăng mọi lời bình nó nhập, không giữ lời nào trả lời lời nào, và hiểu giờ theo múi "
        "giờ của máy chủ (tệp ghi giờ UTC).",
        "Isso publishes every comment it takes in, does not keep which answers which, and reads "
        "times in its server's zone (they are written in UTC).",
    ),
)

_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def _path(url: str) -> str:
    """A page's path with its query, as Isso's own importers take it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = parts.path or ("/" if parts.netloc else "")
    return f"{path}?{parts.query}" if parts.query else path


def _utc(at: int) -> str:
    if not at:
        return _NO_TIME
    return moment.to_datetime(at).replace(tzinfo=None).isoformat(" ", "seconds")
