"""Asking a server over a network that fails in every way, in words."""

from __future__ import annotations

import gc
import gzip
import json
import socket
import time
from contextlib import suppress
from pathlib import Path

import pytest

from app.sources import http, network_words
from app.sources.http import Answer, Http, origin_of
from app.sources.site import SiteError, UnreachableError
from tests.app.sources.http.asking import (
    KEY,
    SECRET,
    from_one,
    heard,
    refusal,
)
from tests.faults.proxy import APPLIED, RETRY_AFTER, Chances, Fault, FaultyProxy
from tests.faults.server import Honest, saying, words

# --- what goes well -------------------------------------------------------------------------------


def test_one_connection_serves_many_questions(server: Honest, client: Http) -> None:
    for number in range(20):
        asked = client.ask("GET", f"wp/v2/comments/{number}", query={"text": "Hà Nội & Huế"})
        assert asked.json()["target"] == (
            f"/wp/v2/comments/{number}?text=H%C3%A0+N%E1%BB%99i+%26+Hu%E1%BA%BF"
        )
    assert server.connections == 1


def test_a_form_and_json_arrive_as_they_are(server: Honest, client: Http) -> None:
    client.ask("POST", "login/", form={"password": SECRET})
    client.ask("POST", "new?uri=%2F", data={"text": "Đúng “thế”"}, headers={"X-Nonce": "1"})
    login, new = server.asked
    assert login["headers"]["content-type"] == "application/x-www-form-urlencoded"
    assert json.loads(new["body"]) == {"text": "Đúng “thế”"}
    assert new["target"] == "/new?uri=%2F"
    assert new["headers"]["x-nonce"] == "1"
    assert new["headers"]["cookie"] == f"session={KEY}"


def test_a_packed_answer_is_unpacked() -> None:
    packed = gzip.compress("Lời bình".encode() * 10_000)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    assert heard(words(head, packed)).text() == "Lời bình" * 10_000


def test_informational_answers_are_passed_by() -> None:
    early = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    told = heard(words(early * 3, b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"))
    assert (told.status, told.body) == (200, b"{}")


def test_bytes_after_an_answer_are_nobodys() -> None:
    again = b"HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nforeign"
    with saying(
        words(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", again)
    ) as port:
        client = Http(f"http://127.0.0.1:{port}/")
        assert [client.ask("GET", "x").text() for _ in range(3)] == ["{}"] * 3
        client.close()


def test_every_cookie_is_told() -> None:
    head = b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n"
    assert heard(words(head, b"\r\n")).headers["set-cookie"] == "a=1; Path=/\nb=2"


def test_an_answers_repr_tells_no_secret() -> None:
    answer = Answer("bao.vn", 200, {"set-cookie": KEY}, KEY.encode(), f"https://bao.vn/{KEY}")
    assert KEY not in repr(answer)


# --- each fault -----------------------------------------------------------------------------------

ANSWERED = {
    Fault.BUSY,
    Fault.BROKEN,
    Fault.AWAY,
    Fault.GATEWAY,
    Fault.WRONG_JSON,
    Fault.OTHER_JSON,
    Fault.LOGIN_PAGE,
    Fault.EMPTY,
    Fault.BOMB,
    Fault.LOOP,
    Fault.TOO_SHORT,
    Fault.ELSEWHERE,
}
WORDS = {
    Fault.RESET: network_words.BROKEN,
    Fault.HANG_UP: network_words.BROKEN,
    Fault.LOST: network_words.BROKEN,
    Fault.CUT: network_words.CUT,
    Fault.TOO_LONG: network_words.CUT,
    Fault.DRIP: network_words.TOO_SLOW,
    Fault.BUSY: http.BUSY.put(host="", status=429),
    Fault.BROKEN: http.BUSY.put(host="", status=500),
    Fault.AWAY: http.BUSY.put(host="", status=503),
    Fault.GATEWAY: http.BUSY.put(host="", status=504),
    Fault.BOMB: http.TOO_LONG.put(host=""),
    Fault.ELSEWHERE: http.ELSEWHERE.put(host="", other="127.0.0.1"),
}
"""By default, something unexpected was answered."""


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.LATENCY])
def test_each_fault_in_words_and_never_asked_twice(
    server: Honest, proxy: FaultyProxy, client: Http, fault: Fault, method: str
) -> None:
    proxy.follow(lambda _: fault)
    data = {"text": SECRET} if method == "POST" else None
    begun = time.monotonic()

    def ask() -> Answer:
        answer = client.ask(method, f"id/5/activate/{KEY}", data=data)
        if answer.json()["status"] == 7:  # what the parser of each kind of site finds for itself
            raise answer.nonsense()
        return answer

    error = refusal(ask)

    assert time.monotonic() - begun < 5
    expected = WORDS.get(fault, http.NONSENSE.put(host=""))
    for said, wanted in ((error.words.vi, expected.vi), (error.words.en, expected.en)):
        assert wanted in said.replace(client.host, "")
    assert isinstance(error, UnreachableError)
    assert error.answered == (fault in ANSWERED)
    assert error.after == (RETRY_AFTER if fault is Fault.BUSY else 0)
    tries = 4 if fault is Fault.LOOP and method == "GET" else 1
    assert len(proxy.met) == tries
    assert len(server.asked) == int(fault in APPLIED)
    assert proxy.elsewhere == 0

    proxy.follow(None)
    assert client.ask("GET", "x").json()["target"] == "/x"  # as if nothing had been


def test_a_random_plan_can_be_had_again(proxy: FaultyProxy, client: Http) -> None:
    def met(seed: int) -> str:
        quick = tuple(fault for fault in Fault if fault not in (Fault.DRIP, Fault.BOMB))
        proxy.follow(Chances(seed, 0.5, quick))
        for number in range(60):
            with suppress(SiteError):
                client.ask("POST", f"new/{number}", data={})
        assert [met.target for met in proxy.met] == [f"/new/{number}" for number in range(60)]
        return proxy.told()

    assert met(7) == met(7) != met(8)
    assert proxy.elsewhere == 0


# --- nobody there ---------------------------------------------------------------------------------


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    client = Http(f"http://127.0.0.1:{port}/")
    error = refusal(lambda: client.ask("GET", "x"))
    client.close()
    assert error.words == http.UNREACHABLE.put(host=f"127.0.0.1:{port}", why=network_words.NOBODY)
    assert isinstance(error, UnreachableError)
    assert not error.answered


def test_a_name_nobody_has() -> None:
    client = Http("https://khong-co.invalid/")
    error = refusal(lambda: client.ask("GET", "x"))
    client.close()
    assert network_words.NO_NAME.vi in error.words.vi


def test_a_kept_connection_that_died_meanwhile_is_made_anew(server: Honest) -> None:
    """As after a night's sleep: the first question goes through all the same."""
    proxy = FaultyProxy(server.server_port)
    client = Http(proxy.address)
    client.ask("GET", "x")
    port = proxy.port
    proxy.close()
    again = FaultyProxy(server.server_port, port)
    client.ask("POST", "y", data={})
    assert [asked["target"] for asked in server.asked] == ["/x", "/y"]
    client.close()
    again.close()


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.usefixtures("hasty")
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files through /proc")
def test_no_fault_leaks_a_connection(server: Honest) -> None:
    """Also without being closed: pytest makes an error of what Python says about it."""
    before = open_files()
    proxy = FaultyProxy(server.server_port)
    client = Http(proxy.address)
    proxy.follow(lambda number: list(Fault)[number % len(Fault)])
    for number in range(3 * len(Fault)):
        with suppress(SiteError):
            client.ask("POST", f"{number}", data={})
    client.close()
    proxy.close()
    del client
    gc.collect()
    deadline = time.monotonic() + 5
    while open_files() > before and time.monotonic() < deadline:
        time.sleep(0.01)  # the server's threads see the end of each connection
    assert open_files() <= before


# --- small things ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        ("120", 120, 120),
        ("999999999", 86_400, 86_400),
        ("-5", 0, 0),
        ("soon", 0, 0),
        ("١٢", 0, 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0),
        ("Fri, 21 Oct 9999 07:28:00 GMT", 86_400, 86_400),
        ("9" * 5000, 0, 86_400),
    ],
)
def test_how_long_to_leave_alone(told: str, low: float, high: float) -> None:
    error = from_one(
        words(f"HTTP/1.1 503 X\r\nRetry-After: {told}\r\nContent-Length: 0\r\n\r\n".encode())
    )
    assert isinstance(error, UnreachableError)
    assert low <= error.after <= high
    assert error.answered


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin_of("https://Bao.VN/a") == ("https", "bao.vn", 443)
    assert origin_of("http://[::1]:8080/") == ("http", "::1", 8080)
