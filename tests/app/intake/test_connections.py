"""Lines that strangers hold open: none of them for long, and never so many that nobody else comes
in."""

from __future__ import annotations

import json
import time
from contextlib import suppress

import pytest

from app.intake import serving
from app.services.newsroom import Newsroom
from tests.app.intake.reader import Reader, served
from tests.app.intake.test_limits import connected


def wait_for_nobody(reader: Reader) -> None:
    state = reader.service._server.server_state
    until = time.monotonic() + 15
    while (state.connections or state.tasks) and time.monotonic() < until:
        time.sleep(0.02)
    assert not state.connections
    assert not state.tasks


@pytest.mark.parametrize("asked", [1, 400])
def test_who_does_not_read_the_answer_is_given_up(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, asked: int
) -> None:
    """One answer that is long, or many that were asked for at once."""
    monkeypatch.setattr(serving, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr("app.intake.pages.snippet_file", lambda _name: "a" * (8_000_000 // asked))
    with served(newsroom) as reader, connected(reader) as line:
        line.sendall(b"GET /loi-binh.js HTTP/1.1\r\nHost: a\r\n\r\n" * asked)
        line.recv(1)
        wait_for_nobody(reader)


def test_who_reads_slowly_but_reads_is_served(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "ANSWER_SECONDS", 0.2)
    monkeypatch.setattr("app.intake.pages.snippet_file", lambda _name: "a" * 8_000_000)
    with served(newsroom) as reader, connected(reader) as line:
        line.sendall(b"GET /loi-binh.js HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        size, began = 0, time.monotonic()
        while piece := line.recv(200_000):
            size += len(piece)
            time.sleep(0.02)
    assert size > 8_000_000
    assert time.monotonic() - began > 0.4


def test_above_the_most_connections_it_is_said_so(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "MOST_CONNECTIONS", 2)
    with served(newsroom) as reader, connected(reader), connected(reader):
        until = time.monotonic() + 10
        while len(reader.service._server.server_state.connections) < 2:
            assert time.monotonic() < until
            time.sleep(0.01)
        with connected(reader) as third:
            third.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n")
            told = b"".join(iter(lambda: third.recv(10_000), b""))
        head, _, body = told.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 503")
        assert b"nosniff" in head
        assert b"retry-after" in head.lower()
        assert json.loads(body)["error"] == "busy"


def test_strange_heads_are_answered_in_words_or_as_what_they_are(reader: Reader) -> None:
    """What a proxy before the service might read in another way than the service does."""
    chunked = b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
    for status, head in (
        (404, b"GET http://evil.example/health HTTP/1.1\r\nHost: a\r\n"),
        (404, b"GET //health HTTP/1.1\r\nHost: a\r\n"),
        (404, b"GET /%2fhealth%00 HTTP/1.1\r\nHost: a\r\n"),
        (404, b"OPTIONS * HTTP/1.1\r\nHost: a\r\n"),
        (404, b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n"),
        (200, b"GET /loi-binh.css HTTP/1.1\r\nHost: a/../../../../etc/passwd?\r\n"),
        (400, b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n"),
        (400, b"GET /health HTTP/1.1\r\n"),
        (400, b"GET /\xff HTTP/1.1\r\nHost: a\r\n"),
        (400, b"POST /comments HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n"),
        (400, b"POST /comments HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n"),
        (400, b"POST /comments HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n"),
        (400, b"POST /comments HTTP/1.1\r\nHost: a\r\n" + chunked + b"\r\nzz\r\n{}\r\n0\r\n"),
    ):
        with connected(reader) as line, suppress(ConnectionResetError):
            line.sendall(head + b"Connection: close\r\n\r\n")
            told = line.recv(10_000)
            assert told.startswith(f"HTTP/1.1 {status} ".encode()), head[:60]
            assert b"nosniff" in told
    assert reader.warnings == []
