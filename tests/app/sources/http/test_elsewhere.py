"""Never to another host: not by a redirect, a path, an address or a proxy."""

from __future__ import annotations

import pytest

from app.sources import network_words
from app.sources.http import Http
from app.sources.site import RefusedError
from tests.app.sources.http.asking import (
    KEY,
    SECRET,
    refusal,
)
from tests.faults.server import Honest, Saying, honest, saying, words


def redirect(to: str) -> Saying:
    return words(f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode())


@pytest.mark.parametrize(
    "to",
    [
        "http://{other}/x",
        "//{other}/x",
        "https://{own}/x",
        "http://localhost:{port}/x",
        "http://{own}@{other}/x",
        "http:\\\\{other}\\x",
        "ftp://{own}/x",
        "javascript:alert(1)",
        "http://[::1/x",
        "http://{own}0/x",
    ],
)
def test_a_redirect_away_is_not_followed(server: Honest, to: str) -> None:
    other = f"127.0.0.1:{server.server_port}"
    with saying(lambda client: redirect(told[0])(client)) as port:
        told = [to.format(other=other, own=f"127.0.0.1:{port}", port=port)]
        client = Http(f"http://127.0.0.1:{port}/", {"Authorization": SECRET.encode().hex()})
        refusal(lambda: client.ask("GET", "x"))
        refusal(lambda: client.ask("POST", "x", data={}))
        client.close()
    assert server.connections == 0


def test_a_redirect_at_home_is_followed_for_reading_only() -> None:
    answers = iter([b"HTTP/1.1 301 M\r\nLocation: /y?a=b%20c\r\nConnection: close\r\n\r\n"] * 2)
    with saying(lambda c: c.sendall(next(answers, b"HTTP/1.1 200 OK\r\n\r\n{}"))) as port:
        asking = Http(f"http://127.0.0.1:{port}/")
        assert asking.ask("GET", "x", redirects=0).status == 301
        assert asking.ask("GET", "x").url == f"http://127.0.0.1:{port}/y?a=b%20c"
        asking.close()


@pytest.mark.parametrize("path", ["//evil.example/x", "https://evil.example/", "http://127.0.0.1/"])
def test_a_path_leads_nowhere_else(client: Http, path: str) -> None:
    assert isinstance(refusal(lambda: client.ask("GET", path)), RefusedError)


@pytest.mark.parametrize(
    "address", ["http://bao.vn/", "ftp://bao.vn", "bao.vn", "https://", f"https://an:{KEY}@bao.vn"]
)
def test_an_address_that_will_not_do(address: str) -> None:
    with pytest.raises(RefusedError) as raised:
        Http(address)
    assert KEY not in str(raised.value.words)


def test_the_systems_proxy_is_for_other_machines(
    server: Honest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with honest() as system:
        for name in ("http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{system.server_port}")
        monkeypatch.delenv("no_proxy", raising=False)
        near = Http(f"http://127.0.0.1:{server.server_port}/")
        assert near.ask("GET", "x").json()["target"] == "/x"
        assert system.connections == 0
        far = Http("https://bao.example/", {"Authorization": KEY})
        error = refusal(lambda: far.ask("GET", KEY))
        assert network_words.NO_PROXY.vi in error.words.vi
        assert system.connections == 1
        assert system.asked == []  # it was asked for a tunnel, and was told no more
        near.close()
        far.close()


def test_what_cannot_be_sent_is_not_quoted(client: Http, server: Honest) -> None:
    for value in (f"a={KEY}\r\nX: 1", f"a={KEY}ậ"):
        refusal(lambda value=value: client.ask("GET", "x", headers={"Cookie": value}))
    assert server.asked == []
    assert client.ask("GET", "x").status == 200
