"""What other programs ask: comments in and articles registered, each with a token."""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass

from starlette.requests import Request
from starlette.responses import Response

from app.domain.hostile import storable
from app.domain.page import spellings
from app.domain.words import Words
from app.intake import settings as limits
from app.intake.answers import RefusedError, answer
from app.intake.bodies import body_of, refuse_other_types, value_of
from app.intake.guard import asker
from app.intake.rates import Gate
from app.intake.settings import Settings
from app.intake.writing import Writing
from app.services.intake import comments_of, holder_of, keep_article
from app.services.newsroom import Newsroom
from app.sources.record import ArticleRecord
from app.sources.rows import RowRefusedError, iso_moment

LONGEST = {
    "url": 2_000,
    "title": 1_000,
    "section": 200,
    "byline": 500,
    "published_at": 100,
    "lead": 10_000,
    "body": 100_000,
    "caption": 5_000,
}
"""Characters of what is told of an article."""

_NO_TOKEN = Words(
    "Cần mã của chương trình (Authorization: Bearer …).",
    "A program's token is wanted (Authorization: Bearer …).",
)
_WRONG_TOKEN = Words("Mã không đúng hoặc đã bị thu hồi.", "The token is wrong, or it was revoked.")
_TOO_MANY = Words(
    "Quá nhiều lời bình trong một lần: {n}, nhiều nhất {most}.",
    "Too many comments at once: {n}, at most {most}.",
)
_WRONG_TYPE = Words("Mục “{field}” phải là văn bản.", "The field “{field}” must be text.")
_WRONG_OPEN = Words(
    "Mục “open” phải là true hoặc false.", "The field “open” must be true or false."
)
_NOT_AN_OBJECT = Words("Cần một đối tượng JSON {…}.", "A JSON object {…} is wanted.")
_NOT_ROWS = Words(
    "Cần một đối tượng JSON, hoặc một danh sách đối tượng.",
    "A JSON object is wanted, or a list of them.",
)
_TOO_LONG = Words(
    "Mục “{field}” quá dài: {n} ký tự, nhiều nhất {most}.",
    "The field “{field}” is too long: {n} characters, at most {most}.",
)
_NO_ADDRESS = Words(
    "Mục “url” phải là địa chỉ của một trang web.", "The field “url” must be a web page's address."
)


@dataclass(frozen=True, slots=True)
class Api:
    """The programs' side of the service."""

    newsroom: Newsroom
    settings: Settings
    gate: Gate
    writing: Writing

    async def comments(self, request: Request) -> Response:
        """Comments in the design's fields, one or a list; each row judged for itself."""
        holder = await self._holder(request)
        rows = await self._value(request)
        if isinstance(rows, dict):
            rows = [rows]
        if not isinstance(rows, list):
            raise RefusedError(422, "wrong_fields", _NOT_ROWS)
        if len(rows) > limits.API_ROWS:
            words = _TOO_MANY.put(n=len(rows), most=limits.API_ROWS)
            raise RefusedError(413, "too_many", words)

        told, refused = await asyncio.to_thread(comments_of, self.newsroom, rows)
        kept = await self.writing.keep(holder, told)
        rejected = [{"row": row, "vi": why.vi, "en": why.en} for row, why in refused]
        return answer({**asdict(kept), "rejected": rejected}, 202)

    async def articles(self, request: Request) -> Response:
        """An article under which readers are to write, or what is now told of it."""
        holder = await self._holder(request)
        told, is_open = _article(await self._value(request))

        def keep(newsroom: Newsroom) -> str:
            return keep_article(newsroom, told, is_open=is_open)

        return answer({"url": await self.writing.do(holder, keep), "open": is_open})

    async def _holder(self, request: Request) -> str:
        """Whose token a request carries; RefusedError for nobody's. Nothing of the body is read
        before."""
        self.gate.refuse_if_over("token", asker(request))
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        given = token.strip() if kind.lower() == "bearer" else ""
        holder = await asyncio.to_thread(holder_of, self.newsroom, given) if given else None
        if holder is None:
            self.gate.enter("token", asker(request))
            refused = RefusedError(401, "no_token", _WRONG_TOKEN if given else _NO_TOKEN)
            refused.headers = {"WWW-Authenticate": "Bearer"}
            raise refused
        return holder

    async def _value(self, request: Request) -> object:
        refuse_other_types(request)
        body = await body_of(request, limits.API_BYTES, self.settings.body_seconds)
        return await asyncio.to_thread(value_of, body)


def _article(value: object) -> tuple[ArticleRecord, bool]:
    """What is told of an article; its source and id are found by its address."""
    if not isinstance(value, dict):
        raise RefusedError(422, "wrong_fields", _NOT_AN_OBJECT)
    texts = {name: _text(value, name, most) for name, most in LONGEST.items()}
    if not spellings(texts["url"]):
        raise RefusedError(422, "wrong_fields", _NO_ADDRESS)
    is_open = value.get("open", True)
    if not isinstance(is_open, bool):
        raise RefusedError(422, "wrong_fields", _WRONG_OPEN)
    try:
        published_at = iso_moment(texts.pop("published_at"))
    except RowRefusedError as refused:
        raise RefusedError(422, "wrong_fields", refused.words) from None
    return ArticleRecord(source="", external_id="", published_at=published_at, **texts), is_open


def _text(value: dict[str, object], name: str, most: int) -> str:
    text = value.get(name)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise RefusedError(422, "wrong_fields", _WRONG_TYPE.put(field=name))
    if len(text) > most:
        raise RefusedError(422, "too_long", _TOO_LONG.put(field=name, n=len(text), most=most))
    return storable(text)[0].strip()
