"""What stands around every request: headers for the browser, and an answer whatever happens."""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.errors import NewsroomError, StorageError
from app.domain.words import Words
from app.intake.answers import FAULT, NOT_FOUND, WRONG_METHOD, RefusedError, busy, refusal
from app.sources.rows import RowRefusedError

MOST_AT_ONCE = 400
"""Requests under way; each may hold a body of the form's size."""

SECONDS_OF_SILENCE = 10.0
"""In which the same trouble is not told again: it befalls every request there is."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Of every answer that does not say otherwise."""

_FAULT_HERE = Words(
    "Lỗi của chương trình: {kind} tại {place}.", "A fault of the program: {kind} at {place}."
)

Warn = Callable[[Words], None]


def asker(request: Request) -> str:
    """Who asks: the address at the other end or, behind a proxy, the one that the proxy tells; ""
    for what is no address."""
    try:
        told = ipaddress.ip_address(request.client.host if request.client else "")
    except ValueError:
        return ""
    mapped = told.ipv4_mapped if isinstance(told, ipaddress.IPv6Address) else None
    return str(mapped or told)


def with_headers(request: Request, headers: Mapping[str, str]) -> None:
    """Let whatever answers this request carry these headers, a refusal too."""
    request.scope["state"].setdefault("headers", {}).update(headers)


class Guard:
    """The outermost layer of the service."""

    def __init__(self, app: ASGIApp, warn: Warn) -> None:
        self._app, self._warn = app, warn
        self._under_way = 0
        self._warned: tuple[Words, float] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state, started = scope.setdefault("state", {}), False

        async def guarded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in (HEADERS | state.get("headers", {})).items():
                    headers.setdefault(name, value)
                if message["status"] >= 400:  # what is refused now need not be for long
                    headers["Cache-Control"] = HEADERS["Cache-Control"]
                    del headers["ETag"]
            await send(message)

        self._under_way += 1
        try:
            if self._under_way > MOST_AT_ONCE:
                raise busy()
            await self._app(scope, receive, guarded)
        except ClientDisconnect:
            return
        except Exception as error:
            told = self._told(error)
            if not started:
                await told(scope, receive, guarded)
        finally:
            self._under_way -= 1

    def _told(self, error: Exception) -> Response:
        """What is answered; what the newsroom has to know of is said where it runs."""
        if isinstance(error, RefusedError):
            return refusal(error)
        if isinstance(error, RowRefusedError):
            return refusal(RefusedError(422, "wrong_fields", error.words))
        if isinstance(error, StorageError):
            self._warn_of(error.words)
            return refusal(busy(5))
        if isinstance(error, NewsroomError):
            return refusal(RefusedError(422, "refused", error.words))
        self._warn_of(_FAULT_HERE.put(kind=type(error).__name__, place=_place(error)))
        return refusal(RefusedError(500, "fault", FAULT))

    def _warn_of(self, words: Words) -> None:
        now = time.monotonic()
        if self._warned and self._warned[0] == words and now < self._warned[1]:
            return
        self._warn(words)
        self._warned = words, now + SECONDS_OF_SILENCE


async def refused_by_routes(_request: Request, error: Exception) -> Response:
    """No such address, or not this kind of request."""
    if isinstance(error, HTTPException) and error.status_code == 405:
        refused = RefusedError(405, "wrong_method", WRONG_METHOD)
        refused.headers = dict(error.headers or {})
        return refusal(refused)
    return refusal(NOT_FOUND)


def _place(error: Exception) -> str:
    """Where in the program a fault was met."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
