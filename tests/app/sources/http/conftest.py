"""An honest server, a proxy before it that can do every harm, and who asks through it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.sources import http
from app.sources.http import Http
from tests.app.sources.http.asking import KEY
from tests.faults.proxy import FaultyProxy
from tests.faults.server import Honest, honest


@pytest.fixture
def server() -> Iterator[Honest]:
    with honest() as server:
        yield server


@pytest.fixture
def proxy(server: Honest) -> Iterator[FaultyProxy]:
    proxy = FaultyProxy(server.server_port)
    yield proxy
    proxy.close()


@pytest.fixture
def client(proxy: FaultyProxy) -> Iterator[Http]:
    client = Http(proxy.address, {"Cookie": f"session={KEY}"})
    yield client
    client.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patience in tenths of seconds, for what would otherwise take a minute."""
    monkeypatch.setattr(http, "SECONDS_TO_CONNECT", 0.4)
    monkeypatch.setattr(http, "SECONDS_BETWEEN_BYTES", 0.4)
    monkeypatch.setattr(http, "SECONDS_IN_ALL", 0.8)
