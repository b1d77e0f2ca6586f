"""Getting a page from an address that a stranger wrote: what is asked, and what never is."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.words import Words
from app.sources import fetching
from app.sources.fetching import Fetched, FetchError, fetch, is_public, parts_of
from tests.app.sources.http.test_certificates import context_of
from tests.app.sources.pages.saved import loopback
from tests.faults.server import drops, saying, words

Answer = tuple[int, dict[str, str], bytes]
PAGE = "<html><p>Cầu mở</p></html>".encode()
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Site(ThreadingHTTPServer):
    """Answers by path; `asked` keeps every path with the request's headers."""

    daemon_threads = False

    def __init__(self, pages: dict[str, Answer]) -> None:
        self.pages = pages
        self.asked: list[tuple[str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), _Page)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the server's."""


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Site)
        self.server.asked.append((self.path, dict(self.headers.items())))
        status, headers, body = self.server.pages[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said on the terminal."""


@contextmanager
def site(pages: dict[str, Answer], context: ssl.SSLContext | None = None) -> Iterator[Site]:
    with Site(pages) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def fetched(address: str, allowed: Callable[[str, int], bool] = loopback) -> Fetched:
    *_, last = fetch(address, allowed=allowed)
    assert isinstance(last, Fetched)
    return last


def refused(address: str, allowed: Callable[[str, int], bool] = loopback) -> Words:
    with pytest.raises(FetchError) as raised:
        list(fetch(address, allowed=allowed))
    assert raised.value.words.vi != raised.value.words.en
    return raised.value.words


def told(say: Callable[[socket.socket], object]) -> Words:
    with saying(say) as port:
        return refused(f"http://127.0.0.1:{port}/")


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.5)


# --- what goes well ---------------------------------------------------------------------------


def test_a_page_comes_with_what_its_server_says_of_it() -> None:
    with site({"/c%E1%BA%A7u?a=1": (200, HTML, PAGE)}) as server:
        page = fetched(f"http://127.0.0.1:{server.server_port}/cầu?a=1#cuối")
        [(_, headers)] = server.asked
    assert (page.kind, page.charset, page.content) == ("text/html", "utf-8", PAGE)
    assert page.url == f"http://127.0.0.1:{server.server_port}/c%E1%BA%A7u?a=1"
    assert headers["Host"] == f"127.0.0.1:{server.server_port}"
    assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


def test_a_packed_page_is_unpacked() -> None:
    packed = gzip.compress(PAGE * 5_000)
    with site({"/": (200, HTML | {"Content-Encoding": "gzip"}, packed)}) as server:
        assert fetched(f"http://127.0.0.1:{server.server_port}/").content == PAGE * 5_000


def test_a_name_is_asked_at_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who owns a name may let it mean another machine a moment later."""
    answers = iter(["127.0.0.1", "169.254.169.254"])

    def resolved(_name: str, port: int, **_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    with site({"/": (200, HTML, PAGE)}) as server:
        own = socket.getaddrinfo

        def by_name(host: str, port: int, *more: int, **named: int) -> list[Any]:
            if host == "bao.example":
                return resolved(host, port)
            return own(host, port, *more, **named)

        monkeypatch.setattr(socket, "getaddrinfo", by_name)
        address = f"http://bao.example:{server.server_port}/"
        assert fetched(address).content == PAGE
        assert server.asked[0][1]["Host"] == f"bao.example:{server.server_port}"
        assert "open internet" in refused(address).en
        assert len(server.asked) == 1


def test_a_certificate_must_be_the_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = socket.getaddrinfo

    def by_name(_host: str, port: int, *more: int, **named: int) -> list[Any]:
        return own("127.0.0.1", port, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", by_name)
    context, certificate = context_of(tmp_path, "bao.example", 30)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with site({"/": (200, HTML, PAGE)}, context) as server:
        assert fetched(f"https://bao.example:{server.server_port}/").content == PAGE
        said = refused(f"https://khac.example:{server.server_port}/")
        assert "it is for another name" in said.en
        assert len(server.asked) == 1


# --- redirects --------------------------------------------------------------------------------


def test_redirects_are_followed_a_few_times() -> None:
    pages: dict[str, Answer] = {
        f"/{n}": (301 + n % 2, {"Location": f"/{n + 1}"}, b"") for n in range(9)
    }
    pages["/5"] = (200, HTML, PAGE)
    with site(pages) as server:
        begin = f"http://127.0.0.1:{server.server_port}"
        assert fetched(f"{begin}/0").url == f"{begin}/5"
        del pages["/5"]
        pages["/5"] = (302, {"Location": "/6"}, b"")
        assert "too often" in refused(f"{begin}/0").en
        assert server.asked[-1][0] == "/5"


@pytest.mark.parametrize(
    "location",
    [
        *("http://10.0.0.1/", "http://[::ffff:169.254.169.254]/", "//localhost:{port}/x"),
        *("http://127.1/", "http://0x7f000001/", "https://[64:ff9b::7f00:1]/"),
    ],
)
def test_a_redirect_into_the_network_is_not_followed(location: str) -> None:
    def first_only(address: str, port: int) -> bool:
        return port == server.server_port and not server.asked and address == "127.0.0.1"

    with site({}) as server:
        server.pages["/"] = (302, {"Location": location.format(port=server.server_port)}, b"")
        said = refused(f"http://127.0.0.1:{server.server_port}/", first_only)
        assert "open internet" in said.en
        assert [path for path, _ in server.asked] == ["/"]


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://a/", "http://u:p@a/", "//", ""])
def test_a_redirect_to_what_is_no_page_is_not_followed(location: str) -> None:
    with site({"/": (303, {"Location": location}, b"")}) as server:
        said = refused(f"http://127.0.0.1:{server.server_port}/")
    assert "redirects" in said.en
    assert "passwd" not in said.en


def test_encryption_is_not_given_up_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, certificate = context_of(tmp_path, "", 30)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with site({"/": (200, HTML, PAGE)}) as plain:
        there = {"Location": f"http://127.0.0.1:{plain.server_port}/"}
        with site({"/": (301, there, b"")}, context) as server:
            said = refused(f"https://127.0.0.1:{server.server_port}/")
        assert "unencrypted" in said.en
        assert plain.asked == []


# --- what is not asked at all -----------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("", "bao.vn", "file:///etc/passwd", "ftp://bao.vn/", "http://", "http:///x", "//bao.vn"),
        *("http://a b.vn/", "http://bao.vn\\@10.0.0.1/", "http://bao.vn/\r\nHost: x", "http://[::"),
        *("http://an:mat@bao.vn/", "http://@bao.vn/", "http://bao.vn:99999/", "http://bao.vn:x/"),
        "http://bao.vn/" + "a" * 2_000,
    ],
)
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    assert "no web address" in refused(address, lambda *_: True).en
    assert "mat" not in refused("http://an:mat@bao.vn/", lambda *_: True).en


INSIDE = (
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7"),
    *("203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "fe80::1", "fe80::1%eth0"),
    *("fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "64:ff9b::7f00:1", "64:ff9b::808:808"),
    *("64:ff9b:1::a00:1", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2"),
    *("2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::1", "2002:a9fe:a9fe::", "3fff::1"),
    *("5f00::1", "2600::5efe:7f00:1", "2600::200:5efe:a00:1", "", "bao.vn", "1.2.3"),
)


def test_addresses_inside_the_network_are_not_public() -> None:
    assert [address for address in INSIDE if is_public(address, 443)] == []
    for address in ("8.8.8.8", "203.162.4.190", "2606:4700::6810:84e5", "2400:cb00::1"):
        assert is_public(address, 80)
        assert is_public(address, 443)
        assert not any(is_public(address, port) for port in (0, 22, 25, 8000, 8080, 6379))


@given(st.ip_addresses(v=4))
def test_no_disguise_of_a_private_address_is_public(inner: ipaddress.IPv4Address) -> None:
    if inner.is_global:
        return
    bits = int(inner)
    for high, shift in ((0x64FF9B << 96, 0), (0xFFFF << 32, 0), (0x2002 << 112, 80), (0, 0)):
        assert not is_public(str(ipaddress.IPv6Address(high | bits << shift)), 443)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost.", "127.1", "2130706433", "0x7f.1", "017700000001", "[::1]"]
)
def test_nothing_is_sent_to_what_is_not_public(host: str) -> None:
    with site({}) as server:
        said = refused(f"http://{host}:{server.server_port}/", is_public)
        assert "open internet" in said.en or "no server of this name" in said.en
        assert server.asked == []


def test_one_inner_address_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolved(*_: object, **__: object) -> list[Any]:
        return [
            (socket.AF_INET, 1, 6, "", ("8.8.8.8", 80)),
            (socket.AF_INET6, 1, 6, "", ("fd00::1", 80, 0, 0)),
        ]

    def reached(*_: object, **__: object) -> socket.socket:
        raise AssertionError

    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    monkeypatch.setattr(socket, "create_connection", reached)
    assert "open internet" in refused("http://bao.example/", is_public).en


def test_a_name_in_vietnamese_is_asked_as_the_network_knows_it() -> None:
    assert parts_of("https://báo.vn/Cầu cống".replace(" ", "-")).geturl() == (
        "https://xn--bo-mia.vn/C%E1%BA%A7u-c%E1%BB%91ng"
    )


# --- what is no page --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, HTML, b""), "no such page"),
        ((410, HTML, b""), "no such page"),
        ((403, HTML, b""), "does not show"),
        ((429, HTML, b""), "overloaded"),
        ((503, HTML, b""), "overloaded"),
        ((204, HTML, b""), "does not show"),
        ((200, {"Content-Type": "application/pdf"}, PAGE), "something else"),
        ((200, {}, PAGE), "something else"),
        ((200, HTML | {"Content-Encoding": "br"}, PAGE), "unusable"),
        ((200, HTML | {"Content-Encoding": "gzip"}, PAGE), "unusable"),
        ((200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-9]), "cut short"),
        ((200, HTML | {"Content-Length": "99"}, PAGE), "cut short"),
    ],
)
def test_what_is_no_page_is_told_in_words(answer: Answer, said: str) -> None:
    with site({"/": answer}) as server:
        assert said in refused(f"http://127.0.0.1:{server.server_port}/").en


def test_a_long_page_is_not_read_to_its_end() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    assert "too long" in told(drops(b"x" * 65_536, 0, head)).en
    bomb = gzip.compress(bytes(64 * 1024 * 1024))
    with site({"/": (200, HTML | {"Content-Encoding": "gzip"}, bomb)}) as server:
        assert "too long" in refused(f"http://127.0.0.1:{server.server_port}/").en


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize(
    "before", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"]
)
def test_a_page_that_drips_in_is_not_waited_for(before: bytes) -> None:
    began = time.monotonic()
    assert "too long to answer" in told(drops(b"x", 0.02, before)).en
    assert time.monotonic() - began < 5


@pytest.mark.usefixtures("hasty")
def test_silence_and_closed_doors_are_told_in_words() -> None:
    assert "too long to answer" in told(drops(b"", 0)).en
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "no server listens" in refused(f"http://127.0.0.1:{port}/").en
    assert "unusable" in told(words(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")).en
