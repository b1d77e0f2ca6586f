"""What the form intake does to a newsroom: posts kept, articles registered, tokens made and known.

What is posted takes the road of every import: the same judging, the same checks, the same rows.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.domain.hostile import storable
from app.domain.page import spellings
from app.domain.words import Words
from app.services.importing import import_items, record_digest
from app.services.newsroom import Newsroom, finish
from app.sources.formats.jsonl import status_of, text_fields
from app.sources.record import ArticleRecord, CommentRecord, Item, ReadOptions
from app.sources.rows import Articles, RowRefusedError, host_of, iso_moment, records, short
from app.storage import intake
from app.storage.arriving import Key
from app.storage.changing import next_change
from app.storage.intake import PageArticle, Token

KIND = "form"
"""What a source is called whose first comments came by the form."""

TOKEN_BYTES = 32
"""Of a token: 256 random bits, so that its bare SHA-256 cannot be turned back."""

_NOT_AN_ADDRESS = Words(
    "article_url phải là địa chỉ trang web, không phải “{value}”.",
    "article_url must be the address of a web page, not “{value}”.",
)
_OF_A_SITE = Words(
    "Bài này thuộc trang đã kết nối {source}: lời bình của trang ấy chỉ đến từ chính trang.",
    "This article belongs to the connected site {source}, whose comments come from itself only.",
)
_NOT_AN_OBJECT = Words("Không phải là một đối tượng JSON {…}.", "This is not a JSON object {…}.")
_NAME_TAKEN = Words(
    "Đã có mã tên “{name}”. Hãy thu hồi nó trước (--revoke), hoặc chọn tên khác.",
    "There is a token named “{name}” already. Revoke it first (--revoke), or choose another name.",
)
_NO_NAME = Words(
    "Mã cần một tên từ 1 đến 100 ký tự.", "A token needs a name of 1 to 100 characters."
)


@dataclass(frozen=True, slots=True)
class Post:
    """What a reader wrote into the form, from which address on the network (`machine`).

    `key`: something nobody can guess, made where it was written; by it the same post is known when
    it is sent again, whatever happened to the answer or the service meanwhile. "" for none.
    """

    article: PageArticle
    parent: str | None
    name: str
    address: str
    website: str
    text: str
    machine: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the comments that somebody told."""

    added: int
    updated: int
    unchanged: int


Refused = tuple[int, Words]
"""A row that cannot be used: its number, from 1, and why."""


# articles


def article_at(newsroom: Newsroom, url: str) -> PageArticle | None:
    """The article at this address, however that is spelt; None where nobody knows one."""
    written = spellings(url)
    if not written:
        return None
    with newsroom.store.reading() as connection:
        return intake.article_at(connection, written)


def has_open_article(newsroom: Newsroom, origin: str) -> bool:
    """Whether readers may write under any article of this origin."""
    with newsroom.store.reading() as connection:
        return intake.has_open_article(connection, origin)


def keep_article(newsroom: Newsroom, told: ArticleRecord, *, is_open: bool) -> str:
    """Register an article, or take over what is told of one that is here; the address it is known
    by. What is not told stays. Raises UnusableInputError for what is no address of a page, and for
    an article of a connected site."""
    written = spellings(told.url)
    if not written:
        raise UnusableInputError(_NOT_AN_ADDRESS.put(value=short(told.url)))
    with newsroom.store.together() as store, store.reading() as connection:
        known = intake.article_at(connection, written)
        if known is not None:
            told = replace(told, source=known.source, external_id=known.external_id, url=known.url)
        else:
            url = written[0]
            told = replace(told, source=host_of(url), external_id=url, url=url)
        if intake.delivering(connection, [told.source]):
            raise UnusableInputError(_OF_A_SITE.put(source=told.source))
        finish(import_items(replace(newsroom, store=store), KIND, [(0, told)]))
        intake.set_open(connection, told.source, told.external_id, is_open=is_open)
        next_change(connection)
    return told.url


# comments


def can_be_answered(newsroom: Newsroom, article: PageArticle, external_id: str) -> bool:
    """Whether this is a comment that everybody sees under the article."""
    with newsroom.store.reading() as connection:
        status = intake.status_of(connection, article.id, storable(external_id)[0])
    return status == Status.APPROVED.value


def comment_of(post: Post, at: int) -> CommentRecord:
    """A post as every source tells a comment."""
    text, damaged = storable(post.text)
    return CommentRecord(
        source=post.article.source,
        external_id=_id_of(post),
        article=post.article.external_id,
        line=0,
        name=storable(post.name)[0],
        address=storable(post.address)[0],
        text=text,
        created_at=at,
        parent=storable(post.parent)[0] if post.parent else None,
        website=storable(post.website)[0],
        machine=post.machine,
        damaged=damaged,
    )


def is_kept(newsroom: Newsroom, post: Post) -> bool:
    """Whether a post with a key is here already."""
    with newsroom.store.reading() as connection:
        return intake.status_of(connection, post.article.id, _id_of(post)) is not None


_POSTS = uuid.UUID("5d0c9b1e-6f7a-5f43-9c0e-2d6a1b8e4f70")


def _id_of(post: Post) -> str:
    """A new id; for a post with a key always the same. Everybody may see it: without the key nobody
    can tell from it by trying what else was written, such as an address."""
    if not post.key:
        return f"{KIND}:{uuid.uuid4()}"
    told = (post.key, post.article.external_id, post.parent, post.name, post.address, post.website)
    return f"{KIND}:{uuid.uuid5(_POSTS, json.dumps([*told, post.text]))}"


def keep(newsroom: Newsroom, told: Sequence[Sequence[Item]]) -> list[Kept]:
    """Keep what several have told, all of it in one import; what became of the comments of each.

    The articles of comments are here, or told with them. A comment without a time was written now,
    or when it was told first. Readers' posts are told once: one that is here stays as it is.
    """
    now, before = newsroom.clock(), _before(newsroom, told)
    kept, items = list[Kept](), list[Item]()
    for each in told:
        added = updated = unchanged = 0
        for item in each:
            if isinstance(item, CommentRecord):
                at, known = before.get((item.source, item.external_id), (now, b""))
                if known and newsroom.moderator == KIND:
                    unchanged += 1
                    continue
                item = item if item.created_at else replace(item, created_at=at)
                digest = record_digest(item)
                added += not known
                updated += known not in (b"", digest)
                unchanged += known == digest
                before[item.source, item.external_id] = item.created_at, digest
            items.append(item)
        kept.append(Kept(added, updated, unchanged))
    finish(import_items(newsroom, KIND, [(0, each) for each in items]))
    return kept


def _before(newsroom: Newsroom, told: Sequence[Sequence[Item]]) -> dict[Key, tuple[int, bytes]]:
    """When those of these comments that are here were written, and the digests of what was told."""
    wanted: dict[str, list[str]] = {}
    for each in told:
        for item in each:
            if isinstance(item, CommentRecord):
                wanted.setdefault(item.source, []).append(item.external_id)
    with newsroom.store.reading() as connection:
        return {
            (source, external_id): (at, digest)
            for source, names in wanted.items()
            for external_id, at, digest in intake.told_before(connection, source, names)
        }


def comments_of(newsroom: Newsroom, rows: Sequence[object]) -> tuple[list[Item], list[Refused]]:
    """What rows of the design's fields become, and those that cannot be used."""
    reading, items, refused = _Rows(newsroom), list[Item](), list[Refused]()
    for number, row in enumerate(rows, start=1):
        try:
            items += reading.items(row, number)
        except RowRefusedError as error:
            refused.append((number, error.words))
    return items, refused


class _Rows:
    """Reads rows for a newsroom: each onto the article that is known at its address."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._articles = Articles()
        self._known: dict[str, PageArticle | None] = {}
        self._delivers: dict[str, bool] = {}

    def items(self, row: object, number: int) -> list[Item]:
        """What a row becomes; raises RowRefusedError."""
        if not isinstance(row, Mapping):
            raise RowRefusedError(_NOT_AN_OBJECT)
        fields = text_fields(row)
        url = fields.get("article_url", "")
        written = spellings(url)
        if url.strip() and not written:
            raise RowRefusedError(_NOT_AN_ADDRESS.put(value=short(url)))
        known = self._at(url) if written else None
        if written:
            fields["article_url"] = known.url if known else written[0]
        found = records(
            fields,
            number,
            created_at=iso_moment(fields.get("created_at", "")),
            status=status_of(fields.get("status", "")),
            options=ReadOptions(),
            articles=self._articles,
        )
        items = [_placed(item, known) if known else item for item in found]
        for item in items:
            if isinstance(item, CommentRecord) and self._is_of_a_site(item.source, known):
                raise RowRefusedError(_OF_A_SITE.put(source=item.source))
        return items

    def _at(self, url: str) -> PageArticle | None:
        if url not in self._known:
            self._known[url] = article_at(self._newsroom, url)
        return self._known[url]

    def _is_of_a_site(self, source: str, known: PageArticle | None) -> bool:
        if known is not None and known.source == source:
            return known.delivers
        if source not in self._delivers:
            with self._newsroom.store.reading() as connection:
                self._delivers[source] = bool(intake.delivering(connection, [source]))
        return self._delivers[source]


def _placed(item: Item, known: PageArticle) -> Item:
    """A row's article or comment, on the article that is here."""
    if isinstance(item, ArticleRecord):
        return replace(item, source=known.source, external_id=known.external_id)
    if isinstance(item, CommentRecord):
        return replace(item, source=known.source, article=known.external_id)
    return item


# tokens


def make_token(newsroom: Newsroom, name: str) -> str:
    """Let one more program post; its token, which is told this once and kept nowhere."""
    name = storable(name.strip())[0]
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise UnusableInputError(_NO_NAME)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with newsroom.store.writing() as connection:
        if not intake.add_token(connection, name, _digest(token), newsroom.clock()):
            raise UnusableInputError(_NAME_TAKEN.put(name=name))
    return token


def revoke(newsroom: Newsroom, name: str) -> bool:
    """Let a program post no more; False when there is no token of this name."""
    with newsroom.store.writing() as connection:
        return intake.remove_token(connection, name.strip())


def tokens(newsroom: Newsroom) -> tuple[Token, ...]:
    """Who may post, in the order of their names."""
    with newsroom.store.reading() as connection:
        return intake.tokens(connection)


def holder_of(newsroom: Newsroom, token: str) -> str | None:
    """Whose token this is; None for nobody's. As long for a near miss as for any other."""
    given, holder = _digest(token), None
    with newsroom.store.reading() as connection:
        known = intake.digests(connection)
    for name, digest in known:
        if hmac.compare_digest(given, digest):
            holder = name
    return holder


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
