"""What anybody may read: the conversation of an article, the snippet, and the sample page."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response

from app.domain.conversation import Conversation
from app.domain.errors import UnusableInputError
from app.domain.words import Language
from app.intake.answers import NO_ARTICLE, RefusedError, answer
from app.intake.conversation_page import as_html, as_json
from app.intake.demo import sample_page
from app.intake.guard import asker, with_headers
from app.intake.rates import Gate
from app.intake.settings import Settings
from app.services.conversation import conversation, version
from app.services.intake import article_at
from app.services.newsroom import Newsroom
from app.services.opening import RESOURCES

SNIPPET = {
    "/loi-binh.js": "text/javascript",
    "/loi-binh-worker.js": "text/javascript",
    "/loi-binh.css": "text/css",
}
"""The files of the snippet and what they are."""

PARTS = ("words", "page", "check", "form", "conversation", "begin")
"""Of loi-binh.js, in their order: one subject each, in one scope that is not the page's own."""


def snippet_file(name: str) -> str:
    """One of the snippet's files, from resources/intake/ and, in parts, the folder of its name."""
    folder = RESOURCES / "intake"
    if name != "loi-binh.js":
        return (folder / name).read_text(encoding="utf-8")
    parts = ((folder / "loi-binh" / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    return '"use strict";\n(async () => {{\n{}}})();\n'.format("\n".join(parts))


FOR_EVERYBODY = {"Access-Control-Allow-Origin": "*"}


@dataclass(frozen=True, slots=True)
class Pages:
    """The public side of the service; nothing here is written. `run` marks what this run has told:
    after an upgrade the same conversation may be told otherwise."""

    newsroom: Newsroom
    settings: Settings
    gate: Gate
    run: str = field(default_factory=lambda: secrets.token_hex(4))

    async def health(self, _request: Request) -> Response:
        return answer({"ok": True})

    async def conversation(self, request: Request) -> Response:
        """The approved conversation as JSON."""
        asked = await self._asked(request)
        return asked if isinstance(asked, Response) else answer(as_json(asked))

    async def fragment(self, request: Request) -> Response:
        """The same as HTML, for a page to include."""
        asked = await self._asked(request)
        if isinstance(asked, Response):
            return asked
        return Response(as_html(asked, _language(request)), media_type="text/html")

    async def snippet(self, request: Request) -> Response:
        """One of the snippet's files."""
        with_headers(request, FOR_EVERYBODY)
        self.gate.enter("read", asker(request))
        with_headers(request, {"Cache-Control": "public, max-age=300"})
        path = request.url.path
        body = await asyncio.to_thread(snippet_file, path[1:])
        return Response(body, media_type=SNIPPET[path])

    async def sample(self, request: Request) -> Response:
        """The sample page, with the form under its article."""
        self.gate.enter("read", asker(request))
        page = await asyncio.to_thread(sample_page, self.newsroom, _language(request))
        with_headers(request, {"Content-Security-Policy": page.policy})
        return Response(page.html, media_type="text/html")

    async def _asked(self, request: Request) -> Conversation | Response:
        """The page of the conversation that is asked for, or that it has not changed."""
        with_headers(request, FOR_EVERYBODY)
        self.gate.enter("read", asker(request))
        with_headers(request, {"Cache-Control": "no-cache"})
        url = request.query_params.get("article", "")
        article = await asyncio.to_thread(article_at, self.newsroom, url)
        found = await asyncio.to_thread(version, self.newsroom, article.url) if article else None
        if article is None or found is None:
            raise RefusedError(404, "no_article", NO_ARTICLE)
        tag = f'W/"{self.run}-{found}"'
        with_headers(request, {"ETag": tag})
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304)
        after = request.query_params.get("after", "")
        try:
            page = await asyncio.to_thread(conversation, self.newsroom, article.url, after)
        except UnusableInputError as error:
            raise RefusedError(400, "wrong_cursor", error.words) from None
        if page is None:
            raise RefusedError(404, "no_article", NO_ARTICLE)
        return page


def _language(request: Request) -> Language:
    return "en" if request.query_params.get("lang") == "en" else "vi"
