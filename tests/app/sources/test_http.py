"""Asking a server over a network that fails in every way, bounded and in words."""

from __future__ import annotations

import gc
import gzip
import ipaddress
import json
import socket
import ssl
import time
import traceback
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.sources import http, network_words
from app.sources.http import Answer, Http, origin_of
from app.sources.site import RefusedError, SiteError, UnreachableError
from tests.faults.proxy import APPLIED, BOMB_BYTES, RETRY_AFTER, Chances, Fault, FaultyProxy
from tests.faults.server import Honest, Saying, drops, honest, saying, words

SECRET = "mật khẩu & bí mật"
KEY = "MTE.khoa-bi-mat"
MB = 1024 * 1024

Ask = Callable[[], Answer]


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


# --- what goes well ---------------------------------------------------------------------------


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


# --- each fault -------------------------------------------------------------------------------

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


# --- bounded ----------------------------------------------------------------------------------


def test_a_bomb_takes_no_more_memory_than_the_longest_answer(
    proxy: FaultyProxy, client: Http
) -> None:
    proxy.follow(lambda _: Fault.BOMB)
    with suppress(UnreachableError):
        client.ask("GET", "x")  # the proxy makes its bomb once
    tracemalloc.start()
    try:
        error = refusal(lambda: client.ask("GET", "x"))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert http.TOO_LONG.put(host=client.host) == error.words
    assert peak < 3 * http.MOST_BYTES < BOMB_BYTES / 2


@pytest.mark.parametrize("packing", ["gzip, gzip", "br", "deflate", "zstd, gzip"])
def test_what_was_not_asked_for_is_not_unpacked(packing: str) -> None:
    packed = gzip.compress(gzip.compress(b"{}"))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {packing}\r\n\r\n".encode()
    error = from_one(words(head, packed))
    assert error.words == nonsense(error)


def nonsense(error: SiteError) -> object:
    """The words about something unexpected, with the host that this error is about."""
    assert isinstance(error, UnreachableError)
    assert error.answered
    host = error.words.en.split(" ", 1)[0]
    assert host.startswith("127.0.0.1:")
    return http.NONSENSE.put(host=host)


def test_an_endless_answer_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "MOST_BYTES", MB)
    for head in (b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n"):
        error = from_one(drops(b"x" * 65536, 0, head))
        assert "than can be read" in error.words.en
    empty = zlib.compressobj(wbits=31)
    start = empty.compress(b"") + empty.flush(zlib.Z_SYNC_FLUSH)
    block = empty.flush(zlib.Z_SYNC_FLUSH) or b"\x00\x00\x00\xff\xff"
    packed = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + start
    assert "than can be read" in from_one(drops(block * 4096, 0, packed)).words.en


HEAD = b"HTTP/1.1 200 OK\r\n"
DRIPS = {
    "nothing at all": b"",
    "a status line": b"HTTP/1.1 ",
    "headers": HEAD + b"X: ",
    "a body": HEAD + b"\r\n",
    "a body of a length": HEAD + b"Content-Length: 99999\r\n\r\n",
    "chunks": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5000\r\n",
    "a chunk's length": HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
    "a trailer": HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: ",
}


@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("before", list(DRIPS))
def test_a_drip_is_bounded_wherever_it_drips(before: str) -> None:
    begun = time.monotonic()
    piece = b"0" if DRIPS[before] else b""
    error = from_one(drops(piece, 0.05, DRIPS[before]))
    assert network_words.TOO_SLOW.vi in error.words.vi
    assert isinstance(error, UnreachableError)
    assert not error.answered
    assert 0.3 < time.monotonic() - begun < 5


@pytest.mark.usefixtures("hasty")
def test_endless_informational_answers_end() -> None:
    early = drops(b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.01)
    assert network_words.TOO_SLOW.en in from_one(early).words.en
    assert network_words.TOO_SLOW.en in from_one(drops(b"HTTP/1.1 100 C\r\n\r\n", 0.01)).words.en


@pytest.mark.usefixtures("hasty")
def test_sending_is_bounded_too() -> None:
    """A server that takes a question's head and then reads no more."""
    begun = time.monotonic()
    with saying(lambda client: time.sleep(1.5)) as port:
        client = Http(f"http://127.0.0.1:{port}/")
        error = refusal(lambda: client.ask("POST", "new", data={"text": "x" * (16 * MB)}))
        took = time.monotonic() - begun
        client.close()
    assert network_words.TOO_SLOW.en in error.words.en
    assert took < 1.4


LIES = {
    "HTTP/0.9": b"<html>hello</html>",
    "another protocol": b"SSH-2.0-OpenSSH_9.2\r\n",
    "HTTP/2": b"HTTP/2.0 200 OK\r\n\r\n",
    "a status of letters": b"HTTP/1.1 abc OK\r\n\r\n",
    "a status of 42": b"HTTP/1.1 42 OK\r\n\r\n",
    "a header flood": HEAD + b"".join(b"X-%d: 1\r\n" % n for n in range(2000)) + b"\r\n",
    "a huge header": HEAD + b"X: " + b"x" * 200_000 + b"\r\n\r\n",
    "a huge status line": b"HTTP/1.1 200 " + b"x" * 200_000,
    "two lengths": HEAD + b"Content-Length: 2, 3\r\n\r\n{}x",
    "what is not gzip": HEAD + b"Content-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip",
    "half of a gzip": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b'{"a": 1}')[:-9],
    "JSON without end": HEAD + b"\r\n" + b"[" * 100_000,
    "JSON with NaN": HEAD + b'\r\n{"id": NaN}',
    "a number of 5,000 digits": HEAD + b"\r\n" + b"9" * 5_000,
    "letters that are none": HEAD + b'\r\n{"text": "\xff\xfe"}',
    "nothing": HEAD + b"Content-Length: 0\r\n\r\n",
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
}


@pytest.mark.parametrize("lie", list(LIES))
def test_lies_are_called_nonsense(lie: str) -> None:
    error = from_one(words(LIES[lie]))
    assert error.words == nonsense(error)


CUTS = {
    "in the head": HEAD + b"Content-",
    "in a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n20\r\nabc",
    "between chunks": HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "a chunk's length that is none": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
    "in the body": HEAD + b"Content-Length: 5\r\n\r\n{}",
}


@pytest.mark.parametrize("cut", list(CUTS))
def test_a_cut_answer_is_no_answer(cut: str) -> None:
    error = from_one(words(CUTS[cut]))
    assert isinstance(error, UnreachableError)
    if cut != "in the head":
        assert not error.answered
        assert network_words.CUT.vi in error.words.vi


# --- nobody there -----------------------------------------------------------------------------


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    client = Http(f"http://127.0.0.1:{port}/")
    error = refusal(lambda: client.ask("GET", "x"))
    client.close()
    assert error.words == http.because(http.UNREACHABLE, f"127.0.0.1:{port}", network_words.NOBODY)
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


# --- never to another host --------------------------------------------------------------------


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


# --- certificates -----------------------------------------------------------------------------


def context_of(folder: Path, name: str, days: int) -> tuple[ssl.SSLContext, Path]:
    """A server's context with a certificate that it has signed itself; and the certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "bao.example")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([address if name == "" else x509.DNSName(name)]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "site.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    return context, certificate


@pytest.mark.parametrize(
    ("name", "days", "trusted", "reason"),
    [
        ("", 30, False, network_words.UNKNOWN_ISSUER),
        ("", -1, True, network_words.EXPIRED),
        ("khac.example", 30, True, network_words.OTHER_NAME),
        ("", 30, True, None),
    ],
)
def test_a_certificate_is_judged_in_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    days: int,
    trusted: bool,
    reason: network_words.Words | None,
) -> None:
    context, certificate = context_of(tmp_path, name, days)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with honest(context) as server:
        client = Http(f"https://127.0.0.1:{server.server_port}/", {"Authorization": KEY})
        if reason is None:
            assert client.ask("GET", "x").json()["headers"]["authorization"] == KEY
        else:
            error = refusal(lambda: client.ask("GET", KEY))
            assert error.words == http.because(http.CERTIFICATE, client.host, reason)
            assert isinstance(error, UnreachableError)
            assert not error.answered
            assert server.asked == []
        client.close()


def test_encryption_with_a_server_that_has_none(server: Honest) -> None:
    client = Http(f"https://127.0.0.1:{server.server_port}/")
    error = refusal(lambda: client.ask("GET", "x"))
    client.close()
    assert network_words.NOT_ENCRYPTED.vi in error.words.vi


# --- small things -----------------------------------------------------------------------------


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
