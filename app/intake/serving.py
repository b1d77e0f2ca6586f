"""Serving the application: one address, one process, and an end at once when it is asked for."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.intake.answers import busy, refusal
from app.intake.application import make_app
from app.intake.guard import HEADERS, Warn
from app.intake.settings import Settings
from app.services.newsroom import Newsroom
from app.sources.fetching import Allowed, is_public

HEAD_SECONDS = 10.0
"""What a request's first lines may take to come."""

MOST_CONNECTIONS = 800
"""Connections at once: below the 1,024 files that a process may usually open. Those above it are
refused, and closed."""

ANSWER_SECONDS = 20.0
LEAST_READ = 16 * 1024
"""An answer of which not so many bytes are read in so many seconds is given up."""

SECONDS_TO_END = 2
"""What is under way when the end is asked for may take this long to be answered."""

_IN_USE = Words(
    "Cổng {port} đang được một chương trình khác dùng. Hãy chọn cổng khác: --port SỐ",
    "Port {port} is used by another program. Choose another: --port NUMBER",
)
_NOT_ALLOWED = Words(
    "Hệ thống không cho dùng cổng {port}. Hãy chọn cổng từ 1024 trở lên: --port SỐ",
    "The system does not allow port {port}. Choose one from 1024 on: --port NUMBER",
)
_NO_HOST = Words(
    "Máy này không có địa chỉ “{host}” để nhận kết nối.",
    "This computer has no address “{host}” to listen on.",
)
_SERVER = Words("Máy chủ web: {said}", "The web server: {said}")
_MALFORMED = Words("Yêu cầu không đúng dạng HTTP.", "This is not a well-formed HTTP request.")


class Service:
    """A newsroom's intake, bound to its address; `settings` tell the port that it really has.

    Raises UnusableInputError, in words, for an address that cannot be listened on.
    """

    def __init__(
        self, newsroom: Newsroom, settings: Settings, warn: Warn, allowed: Allowed = is_public
    ) -> None:
        self._socket = _bound(settings)
        self.settings = replace(settings, port=self._socket.getsockname()[1])
        self._logging = _InWords(warn)
        config = uvicorn.Config(
            make_app(newsroom, self.settings, warn, allowed),
            http=_Impatient,
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=settings.behind_proxy,
            forwarded_allow_ips="127.0.0.1,::1",
            timeout_keep_alive=5,
            timeout_graceful_shutdown=SECONDS_TO_END,
        )
        self._server = _Server(config)

    def run(self) -> None:
        """Serve until `stop`, Ctrl+C or SIGTERM; what was accepted is then committed."""
        with self._logging.instead_of("uvicorn.error", "asyncio"):
            try:
                self._server.run(sockets=[self._socket])
            finally:
                self._socket.close()

    def stop(self) -> None:
        """End soon; from any thread."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Let whoever ends programs be heard, and do not raise it again when all is done."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def end(_number: int, _frame: object) -> None:
            self.should_exit = True

        before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


class _Impatient(H11Protocol):
    """A connection that is closed when a request's head, or what nobody waits for, trickles in, or
    when its answers are not read."""

    _hurry: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            self.app = _too_many
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._calm()
        self._stop_watching()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._calm()
        elif self._hurry is None:
            self._expect_head()

    def on_response_complete(self) -> None:
        self._calm()
        self._watch_reading()
        super().on_response_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._watch_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_watching()
        self._watch_reading()

    def send_400_response(self, msg: str) -> None:
        """As every refusal, instead of the server's own words (`msg`)."""
        said = {"error": "malformed", "vi": _MALFORMED.vi, "en": _MALFORMED.en}
        body = json.dumps(said, ensure_ascii=False).encode()
        headers = HEADERS | {"Content-Type": "application/json", "Content-Length": str(len(body))}
        lines = [f"{name}: {value}" for name, value in (headers | {"Connection": "close"}).items()]
        head = "\r\n".join(["HTTP/1.1 400 Bad Request", *lines, "", ""])
        self.transport.write(head.encode() + body)
        self.transport.close()

    def _expect_head(self) -> None:
        self._hurry = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _calm(self) -> None:
        if self._hurry is not None:
            self._hurry.cancel()
            self._hurry = None

    def _give_up(self) -> None:
        self.transport.abort()

    def _watch_reading(self) -> None:
        """Look again after a while at what is not read yet, also of a connection that is closing:
        to close, it waits for that."""
        left = self.transport.get_write_buffer_size()
        if left and self._unread is None:
            self._unread = self.loop.call_later(ANSWER_SECONDS, self._look_again, left)

    def _look_again(self, before: int) -> None:
        self._unread = None
        left = self.transport.get_write_buffer_size()
        if left > max(0, before - LEAST_READ):
            self._give_up()
        else:
            self._watch_reading()

    def _stop_watching(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None


async def _too_many(scope: Scope, receive: Receive, send: Send) -> None:
    """What a connection above the limit is answered, whatever it asks."""
    told = refusal(busy())
    told.headers.update({**HEADERS, "Connection": "close"})
    await told(scope, receive, send)


class _InWords(logging.Handler):
    """What the server would log, told as every trouble is, without a trace."""

    def __init__(self, warn: Warn) -> None:
        super().__init__(logging.ERROR)
        self._warn = warn

    def emit(self, record: logging.LogRecord) -> None:
        self._warn(_SERVER.put(said=record.getMessage().strip().partition("\n")[0]))

    @contextmanager
    def instead_of(self, *names: str) -> Iterator[None]:
        """Be the only one who hears these loggers."""
        loggers = [logging.getLogger(name) for name in names]
        before = [logger.propagate for logger in loggers]
        for logger in loggers:
            logger.addHandler(self)
            logger.propagate = False
        try:
            yield
        finally:
            for logger, propagated in zip(loggers, before, strict=True):
                logger.removeHandler(self)
                logger.propagate = propagated


def _bound(settings: Settings) -> socket.socket:
    """A socket that has the address; RefusedError is no use before there is a service."""
    host, port = settings.host, settings.port
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
    except (OSError, UnicodeError):
        raise UnusableInputError(_NO_HOST.put(host=host)) from None
    made = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(2048)
    except OSError as error:
        made.close()
        raise UnusableInputError(_words_for(error, host, port)) from None
    return made


def _words_for(error: OSError, host: str, port: int) -> Words:
    if error.errno == errno.EADDRINUSE:
        return _IN_USE.put(port=port)
    if error.errno in (errno.EACCES, errno.EPERM):
        return _NOT_ALLOWED.put(port=port)
    return _NO_HOST.put(host=host)
