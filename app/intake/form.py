"""What a reader's browser asks of the form: a check, and to take a comment."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from app.domain.words import Words
from app.intake import settings as limits
from app.intake.answers import NO_ARTICLE, RefusedError, answer
from app.intake.bodies import body_of, refuse_other_types, value_of
from app.intake.guard import asker, with_headers
from app.intake.origins import Origins
from app.intake.proof import Proof
from app.intake.rates import Gate
from app.intake.settings import Settings
from app.intake.writing import Writing
from app.services.intake import KIND, Post, article_at, can_be_answered, comment_of, is_kept
from app.services.newsroom import Newsroom
from app.storage.intake import PageArticle

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_WRONG_TYPE = Words("Mục “{field}” phải là văn bản.", "The field “{field}” must be text.")
_NOT_AN_OBJECT = Words("Cần một đối tượng JSON {…}.", "A JSON object {…} is wanted.")
_TOO_LONG = Words(
    "{called} quá dài: {n} ký tự, nhiều nhất {most}.",
    "{called} is too long: {n} characters, at most {most}.",
)
_CONTROLS = Words(
    "{called} có ký tự điều khiển không nhìn thấy được.",
    "{called} holds control characters, which nobody can see.",
)
_NO_TEXT = Words("Lời bình chưa có nội dung.", "The comment has no text yet.")
_CLOSED = Words("Bài này đã đóng phần lời bình.", "Comments on this article are closed.")
_OF_A_SITE = Words(
    "Lời bình của bài này được nhận ở chính trang đăng bài.",
    "Comments on this article are taken by its own site.",
)
_NO_PARENT = Words(
    "Lời bình muốn trả lời không còn ở bài này.",
    "The comment to be answered is no longer there under this article.",
)

_NAMES = {
    "name": (Words("Họ và tên", "The name"), limits.LONGEST_NAME),
    "email": (Words("Địa chỉ email", "The e-mail address"), limits.LONGEST_ADDRESS),
    "website": (Words("Địa chỉ trang web", "The website"), limits.LONGEST_WEBSITE),
    "parent": (Words("Mã lời bình được trả lời", "The parent's id"), limits.LONGEST_ID),
    "key": (Words("Khóa của bản nháp", "The draft's key"), limits.LONGEST_ID),
}
_TEXT = Words("Lời bình", "The comment")
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "Content-Type",
    "Access-Control-Max-Age": "600",
}


@dataclass(frozen=True, slots=True)
class Form:
    """The form's side of the service."""

    newsroom: Newsroom
    settings: Settings
    proof: Proof
    gate: Gate
    origins: Origins
    writing: Writing

    async def check(self, request: Request) -> Response:
        """A challenge for posting on an article."""
        with_headers(request, {"Access-Control-Allow-Origin": "*"})
        self.gate.enter("check", asker(request))
        url = request.query_params.get("article", "")
        article = await asyncio.to_thread(self._open_article, url)
        return answer(self.proof.challenge(article.url))

    async def comments(self, request: Request) -> Response:
        """A reader's comment, or what a browser asks before it sends one from another origin."""
        origin = request.headers.get("origin", "")
        shared = await asyncio.to_thread(self.origins.shared_with, origin)
        with_headers(request, shared)
        if request.method == "OPTIONS":
            self.gate.enter("read", asker(request))
            allowed = _PREFLIGHT if "Access-Control-Allow-Origin" in shared else {}
            return Response(status_code=204, headers={"Allow": "OPTIONS, POST"} | allowed)
        return await self._take(request, origin)

    async def _take(self, request: Request, origin: str) -> Response:
        """Answered when the comment is kept; in the same way when it was kept before, and sent
        again because the answer was lost."""
        self.gate.enter("post", asker(request))
        refuse_other_types(request)
        body = await body_of(request, limits.FORM_BYTES, self.settings.body_seconds)
        told = _told(value_of(body))
        article = await asyncio.to_thread(self._admitting, told, origin)
        post = _post(told, article, asker(request))
        comment = comment_of(post, self.newsroom.clock())
        if not post.key or not await asyncio.to_thread(is_kept, self.newsroom, post):
            with self.proof.taken(told["check"], article.url):
                await self.writing.keep(KIND, [comment])
        return answer({"id": comment.external_id, "status": "pending"}, 202)

    def _admitting(self, told: dict[str, str], origin: str) -> PageArticle:
        """The article that a post is for, if it may be posted there and from there."""
        article = self._open_article(told["article"])
        self.origins.refuse_strange(origin, article.url)
        parent = told["parent"]
        if parent and not can_be_answered(self.newsroom, article, parent):
            raise RefusedError(422, "no_parent", _NO_PARENT)
        return article

    def _open_article(self, url: str) -> PageArticle:
        article = article_at(self.newsroom, url)
        if article is None:
            raise RefusedError(404, "no_article", NO_ARTICLE)
        if article.delivers:
            raise RefusedError(403, "of_a_site", _OF_A_SITE)
        if not article.open:
            raise RefusedError(403, "closed", _CLOSED)
        return article


_FIELDS = ("article", "parent", "name", "email", "website", "text", "check", "key")


def _told(value: object) -> dict[str, str]:
    """The form's fields, all of them texts; "" for one that is not there or null."""
    if not isinstance(value, dict):
        raise RefusedError(422, "wrong_fields", _NOT_AN_OBJECT)
    told = {name: value.get(name) or "" for name in _FIELDS}
    for name, text in told.items():
        if not isinstance(text, str):
            raise RefusedError(422, "wrong_fields", _WRONG_TYPE.put(field=name))
    return told


def _post(told: dict[str, str], article: PageArticle, machine: str) -> Post:
    """What is to be kept; raises RefusedError for what the form's limits do not let pass."""
    for name, (called, most) in _NAMES.items():
        _refuse_long(name, told[name], called, most)
        if _CONTROL.search(told[name]):
            raise RefusedError(422, f"{name}_controls", _CONTROLS.put(called=called))
    if not told["text"].strip():
        raise RefusedError(422, "text_missing", _NO_TEXT)
    _refuse_long("text", told["text"], _TEXT, limits.LONGEST_TEXT)
    return Post(
        article=article,
        parent=told["parent"] or None,
        name=told["name"].strip(),
        address=told["email"].strip(),
        website=told["website"].strip(),
        text=told["text"],
        machine=machine,
        key=told["key"],
    )


def _refuse_long(name: str, text: str, called: Words, most: int) -> None:
    if len(text) > most:
        words = _TOO_LONG.put(called=called, n=len(text), most=most)
        raise RefusedError(422, f"{name}_too_long", words)
