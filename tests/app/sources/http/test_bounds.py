"""What a server may cost who asks it: memory, seconds, and lies that are believed."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from contextlib import suppress

import pytest

from app.sources import http, network_words
from app.sources.http import Http
from app.sources.site import UnreachableError
from tests.app.sources.http.asking import (
    HEAD,
    MB,
    from_one,
    nonsense,
    refusal,
)
from tests.faults.proxy import BOMB_BYTES, Fault, FaultyProxy
from tests.faults.server import drops, saying, words


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
