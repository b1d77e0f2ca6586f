"""What Isso tells of a comment, in the shape every source gives."""

from __future__ import annotations

from urllib.parse import quote

from app.domain.comment import Status
from app.domain.hostile import storable
from app.sources.isso.client import PENDING, PUBLISHED, Told
from app.sources.isso.queue import Shown
from app.sources.record import ArticleRecord, CommentRecord

STATUS = {PUBLISHED: Status.APPROVED, PENDING: Status.PENDING}
"""What is deleted has no status: it is gone."""

_IN_AN_ADDRESS = "%/?#[]@!$&'()*+,;=:~"


def article_url(origin: str, uri: str) -> str:
    """Where an article is read. A stranger may have chosen the uri: it must not change the host."""
    path = uri if uri.startswith("/") else f"/{uri}"
    return origin + quote(path, safe=_IN_AN_ADDRESS, errors="replace")


def article_record(source: str, origin: str, shown: Shown) -> ArticleRecord:
    return ArticleRecord(
        source=source,
        external_id=article_id(shown),
        url=article_url(origin, shown.uri),
        title=storable(shown.title)[0],
    )


def article_id(shown: Shown) -> str:
    return storable(shown.uri)[0]


def comment_record(source: str, shown: Shown, told: Told, parent: str | None) -> CommentRecord:
    """`parent` is an external id. The machine is not told: Isso keeps half of it and shows none."""
    text, damaged = storable(told.text)
    return CommentRecord(
        source=source,
        external_id=told.external_id,
        article=article_id(shown),
        line=0,
        name=storable(told.name)[0],
        address=storable(shown.address)[0],
        text=text,
        created_at=told.created,
        parent=parent,
        status=STATUS[told.mode],
        website=storable(told.website)[0],
        damaged=damaged,
    )
