"""Asking a server that says whatever a test lets it say, and what comes of it."""

from __future__ import annotations

import traceback
from collections.abc import Callable

import pytest

from app.sources import http
from app.sources.http import Answer, Http
from app.sources.site import SiteError, UnreachableError
from tests.faults.server import Saying, saying

SECRET = "mật khẩu & bí mật"
KEY = "MTE.khoa-bi-mat"
MB = 1024 * 1024
HEAD = b"HTTP/1.1 200 OK\r\n"

Ask = Callable[[], Answer]


def refusal(ask: Ask) -> SiteError:
    """What asking raises; nothing of it may tell a secret."""
    with pytest.raises(SiteError) as raised:
        ask()
    error = raised.value
    told = f"{error.words} {error!r} {error} {''.join(traceback.format_exception(error))}"
    assert KEY not in told
    assert SECRET not in told
    assert error.words.vi != error.words.en
    return error


def from_one(say: Saying) -> SiteError:
    """What comes of asking a server that says this."""
    with saying(say) as port:
        client = Http(f"http://127.0.0.1:{port}/")
        try:
            return refusal(lambda: client.ask("GET", f"id/1/activate/{KEY}").json())
        finally:
            client.close()


def heard(say: Saying) -> Answer:
    with saying(say) as port:
        client = Http(f"http://127.0.0.1:{port}/")
        try:
            return client.ask("GET", "x")
        finally:
            client.close()


def nonsense(error: SiteError) -> object:
    """The words about something unexpected, with the host that this error is about."""
    assert isinstance(error, UnreachableError)
    assert error.answered
    host = error.words.en.split(" ", 1)[0]
    assert host.startswith("127.0.0.1:")
    return http.NONSENSE.put(host=host)
