"""The service as a web application: which address is answered by what."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route

from app.domain.words import Words
from app.intake.api import Api
from app.intake.fetching import Fetching
from app.intake.form import Form
from app.intake.guard import Guard, Warn, refused_by_routes
from app.intake.origins import Origins
from app.intake.pages import SNIPPET, Pages
from app.intake.proof import Proof
from app.intake.rates import Gate
from app.intake.settings import Settings
from app.intake.writing import Writing
from app.services.newsroom import Newsroom
from app.sources.fetching import Allowed, is_public


def _to_nobody(_words: Words) -> None:
    """What there is to warn of is of no use to a test."""


def make_app(
    newsroom: Newsroom,
    settings: Settings,
    warn: Warn = _to_nobody,
    allowed: Allowed = is_public,
) -> Starlette:
    """The service for a newsroom that stays open; `warn` tells whoever runs it of trouble, and
    `allowed` says from where an article may be fetched.

    Its writing begins and ends with the server (the ASGI lifespan).
    """
    gate, writing = Gate(settings.rates), Writing(newsroom)
    proof = Proof(settings.cost, settings.check_seconds)
    form = Form(newsroom, settings, proof, gate, Origins(newsroom, settings), writing)
    fetching = Fetching(newsroom, settings, gate, warn, allowed)
    pages, api = Pages(newsroom, settings, gate), Api(newsroom, settings, gate, writing)

    @asynccontextmanager
    async def running(_app: Starlette) -> AsyncIterator[None]:
        writing.start()
        try:
            yield
        finally:
            await asyncio.to_thread(fetching.stop)
            await asyncio.to_thread(writing.stop)

    routes = [
        Route("/check", fetching.first(form.check), methods=["GET"]),
        Route("/comments", form.comments, methods=["POST", "OPTIONS"]),
        Route("/conversation", fetching.first(pages.conversation), methods=["GET"]),
        Route("/conversation.html", fetching.first(pages.fragment), methods=["GET"]),
        Route("/api/comments", api.comments, methods=["POST"]),
        Route("/api/articles", api.articles, methods=["PUT"]),
        Route("/health", pages.health, methods=["GET"]),
        *(Route(path, pages.snippet, methods=["GET"]) for path in SNIPPET),
    ]
    if settings.demo:
        routes.append(Route("/", pages.sample, methods=["GET"]))
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, warn=warn)],
        exception_handlers={HTTPException: refused_by_routes},
        lifespan=running,
    )
    app.router.redirect_slashes = False
    return app
