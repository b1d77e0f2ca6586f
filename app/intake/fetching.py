"""Articles that nobody has registered: fetched once, from the sites that were named, when a reader
comes to one (`--fetch`)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from app.domain.errors import NewsroomError, StorageError
from app.domain.page import origin_of, spellings
from app.intake.answers import busy
from app.intake.guard import Warn, asker
from app.intake.rates import Gate
from app.intake.settings import Settings
from app.services.articles import MOST_AT_ONCE, Registering
from app.services.intake import article_at
from app.services.newsroom import Newsroom
from app.sources.fetching import Allowed

SECONDS_TO_WAIT = 10.0
"""What a reader waits for an article; its fetching goes on."""

Endpoint = Callable[[Request], Awaitable[Response]]


class Fetching:
    """Sees to it that articles at the named origins are known, off the event loop.

    An address with a query is never fetched: a stranger could write as many as he likes that all
    lead to one page.
    """

    def __init__(
        self, newsroom: Newsroom, settings: Settings, gate: Gate, warn: Warn, allowed: Allowed
    ) -> None:
        self._newsroom, self._gate, self._warn = newsroom, gate, warn
        self._origins = settings.named_origins if settings.fetch else frozenset[str]()
        self._registering = Registering(newsroom, allowed=allowed, origins=self._origins)
        self._threads = ThreadPoolExecutor(MOST_AT_ONCE, "intake-fetching")
        self._under_way: dict[str, asyncio.Task[None]] = {}

    def first(self, endpoint: Endpoint) -> Endpoint:
        """What answers about the article in a request's query, when it is known if it can be."""
        if not self._origins:
            return endpoint

        async def answered(request: Request) -> Response:
            await self._know(request.query_params.get("article", ""), asker(request))
            return await endpoint(request)

        return answered

    def stop(self) -> None:
        """Break off what is under way; returns when it is."""
        self._registering.stop()
        self._threads.shutdown()

    async def _know(self, url: str, who: str) -> None:
        address = next(iter(spellings(url)), "")
        if origin_of(address) not in self._origins or urlsplit(address).query:
            return
        if await asyncio.to_thread(article_at, self._newsroom, address) is not None:
            return
        task = self._under_way.get(address) or self._begun(address, who)
        try:
            async with asyncio.timeout(SECONDS_TO_WAIT):
                await asyncio.shield(task)
        except TimeoutError:
            raise busy(5) from None

    def _begun(self, address: str, who: str) -> asyncio.Task[None]:
        self._gate.enter("fetch", who)
        if len(self._under_way) >= MOST_AT_ONCE:
            raise busy(5)
        task = asyncio.create_task(self._register(address))
        self._under_way[address] = task
        task.add_done_callback(lambda _: self._under_way.pop(address))
        return task

    async def _register(self, address: str) -> None:
        """Whatever its page is to blame for leaves the article unknown."""
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._threads, self._registering.register, address)
        except StorageError:
            raise
        except NewsroomError as error:
            self._warn(error.words)
