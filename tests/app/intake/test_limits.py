"""Too much, too often, too slow: refused in words, and nothing that was accepted is lost."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
import urllib3

from app.intake import serving, writing
from app.intake.answers import RefusedError
from app.intake.bodies import value_of
from app.intake.rates import neighbourhood
from app.intake.settings import Rates
from app.services.newsroom import Newsroom
from app.storage import sqlite
from tests.app.intake.reader import ARTICLE, QUICK, SITE, Reader, count, open_article, served

FEW = replace(QUICK, rates=Rates(checks=50, posts=3, reads=5, wrong_tokens=2))


def test_ten_megabytes_are_refused(reader: Reader, newsroom: Newsroom) -> None:
    whole = json.dumps({"article": ARTICLE, "text": "à" * 10_000_000}).encode()
    assert reader.send(whole).refused == (413, "too_large")
    parts = (b"a" * 1_000_000 for _ in range(10))  # no length is told
    told = {"Content-Type": "application/json", "Origin": SITE}
    with urllib3.PoolManager(retries=False) as pool:
        answer = pool.request("POST", f"{reader.address}/comments", body=parts, headers=told)
    assert (answer.status, answer.json()["error"]) == (413, "too_large")
    assert count(newsroom) == 0


def test_a_flood_from_one_address_is_stopped(newsroom: Newsroom) -> None:
    open_article(newsroom)
    with served(newsroom, FEW) as reader:
        found = [reader.post(f"Lời thứ {n}") for n in range(6)]
        assert [answer.status for answer in found] == [202] * 3 + [429] * 3
        assert found[-1].refused == (429, "too_often")
        assert 1 <= int(found[-1].headers["Retry-After"]) <= 60
        assert found[-1].headers["Access-Control-Allow-Origin"] == SITE
        reads = [reader.get("/conversation", article=ARTICLE).status for _ in range(6)]
        assert reads == [200] * 5 + [429]
        assert reader.get("/health").status == 200
    assert count(newsroom) == 3


def test_who_asks_before_posting_is_counted_too(newsroom: Newsroom) -> None:
    with served(newsroom, FEW) as reader:
        asked = [reader.ask("OPTIONS", "/comments", headers={"Origin": SITE}) for _ in range(6)]
    assert [answer.status for answer in asked] == [204] * 5 + [429]


def test_what_is_refused_as_json_costs_little() -> None:
    """It is read where everybody's requests are, before anything else is asked of the sender."""
    names = [f'"{n:x}":1' for n in range(4_000)]
    body = "{" + ",".join(names + names[-1:] * 4_000) + "}"
    began = time.thread_time()
    with pytest.raises(RefusedError):
        value_of(body.encode())
    assert time.thread_time() - began < 0.2


def test_a_proxy_of_this_machine_tells_who_asks(newsroom: Newsroom) -> None:
    open_article(newsroom)
    with served(newsroom, replace(FEW, behind_proxy=True)) as reader:
        for n in range(4):
            reader.host = f"203.0.113.{n}"
            assert [reader.post(f"{n} {m}").status for m in range(4)] == [202, 202, 202, 429]
        reader.host = "2001:db8:1:2::1"
        assert [reader.post(f"sáu {n}").status for n in range(2)] == [202, 202]
        reader.host = "2001:db8:1:2:ffff::9"
        assert [reader.post(f"sáu nữa {n}").status for n in range(2)] == [202, 429]
        reader.host = "198.51.100.7, 203.0.113.0"  # what a stranger wrote stands before it
        assert reader.post("giả").status == 429
    with newsroom.store.reading() as connection:
        machines = connection.exec_driver_sql("SELECT DISTINCT machine FROM comment").scalars()
        assert "203.0.113.2" in set(machines)


def test_nonsense_of_a_proxy_is_nobody_s_address(newsroom: Newsroom) -> None:
    open_article(newsroom)
    strange = ("unknown", "1.2.3.4;drop", "a" * 5_000, "203.0.113.7, evil")
    with served(newsroom, replace(FEW, behind_proxy=True)) as reader:
        found = []
        for reader.host in strange:
            found.append(reader.post(reader.host[:30]).status)
    assert found == [202, 202, 202, 429]  # all of them are counted as one
    with newsroom.store.reading() as connection:
        machines = connection.exec_driver_sql("SELECT DISTINCT machine FROM comment").scalars()
        assert list(machines) == [""]


def test_nobody_else_tells_who_asks(newsroom: Newsroom) -> None:
    open_article(newsroom)
    with served(newsroom, FEW) as reader:
        for n in range(4):
            reader.host = f"203.0.113.{n}"
            assert reader.post(f"Lời {n}").status == (429 if n == 3 else 202)


def test_all_together_are_stopped_too(newsroom: Newsroom) -> None:
    open_article(newsroom)
    rates = replace(FEW.rates, posts=1_000, posts_of_all=2)
    with served(newsroom, replace(FEW, rates=rates)) as reader:
        check = reader.check()
        found = [reader.post("", check=check).status for _ in range(20)]
    assert set(found) == {422, 503}


def test_neighbourhoods() -> None:
    assert neighbourhood("192.0.2.1") == neighbourhood("::ffff:192.0.2.1") == "192.0.2.1"
    assert neighbourhood("2001:db8::1") == neighbourhood("2001:db8::ffff:1") == "2001:db8::"
    assert neighbourhood("fe80::1%eth0") == "fe80::"
    assert neighbourhood("unknown") == neighbourhood("") == "?"


@contextmanager
def connected(reader: Reader) -> Iterator[socket.socket]:
    port = reader.service.settings.port
    with socket.create_connection(("127.0.0.1", port), timeout=20) as made:
        yield made


def test_a_slow_body_is_given_up(newsroom: Newsroom) -> None:
    open_article(newsroom)
    with (
        served(newsroom, replace(QUICK, body_seconds=0.2)) as reader,
        connected(reader) as line,
    ):
        head = "POST /comments HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        line.sendall(f"{head}Origin: {SITE}\r\nContent-Length: 500\r\n\r\n{{".encode())
        told = b""
        while b"}" not in told:
            told += line.recv(10_000)
        assert told.startswith(b"HTTP/1.1 408")
        assert b"too_slow" in told
    assert count(newsroom) == 0


def test_a_slow_head_is_given_up(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "HEAD_SECONDS", 0.2)
    with served(newsroom) as reader, connected(reader) as line:
        line.sendall(b"POST /comments HTTP/1.1\r\nHost:")
        with suppress(ConnectionResetError):
            assert line.recv(100) == b""


def test_what_is_no_http_is_told_so(reader: Reader) -> None:
    with connected(reader) as line:
        line.sendall(b"xin ch\xc3\xa0o\r\n\r\n")
        told = b"".join(iter(lambda: line.recv(10_000), b""))
    assert told.startswith(b"HTTP/1.1 400")
    assert json.loads(told.partition(b"\r\n\r\n")[2])["error"] == "malformed"
    assert b"nosniff" in told


@contextmanager
def database_held(newsroom: Newsroom) -> Iterator[None]:
    """Another program writes, and goes on writing."""
    with newsroom.store.writing() as connection:
        connection.exec_driver_sql("UPDATE newsroom SET change = change")
        yield


def test_a_busy_database_is_told_and_the_same_post_taken_later(
    reader: Reader, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = reader.check()
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 100)
    with database_held(newsroom):
        answer = reader.post(check=check)
        assert answer.refused == (503, "busy")
        assert int(answer.headers["Retry-After"]) > 0
        assert reader.post(check=check).refused == (503, "busy")
        assert reader.get("/conversation", article=ARTICLE).status == 200
    assert [words.en for words in reader.warnings] == [
        "The database is busy with other work: nothing was saved. Try again in a moment."
    ]
    assert reader.post(check=check).status == 202
    assert count(newsroom) == 1


def test_a_full_queue_is_told(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_WAITING", 1)
    monkeypatch.setattr(writing, "MOST_TOGETHER", 1)
    open_article(newsroom)
    with served(newsroom) as reader:
        checks = [reader.check() for _ in range(6)]
        found: list[int] = []

        def post(check: str) -> None:
            found.append(reader.post(check=check).status)

        threads = [threading.Thread(target=post, args=(check,)) for check in checks]
        with database_held(newsroom):
            for thread in threads:
                thread.start()
            deadline = time.monotonic() + 20
            while found.count(503) < 4 and time.monotonic() < deadline:
                time.sleep(0.01)
        for thread in threads:
            thread.join()
    assert sorted(found) == [202, 202, 503, 503, 503, 503]
    assert count(newsroom) == 2


def test_what_was_accepted_is_kept_when_the_service_ends(newsroom: Newsroom) -> None:
    open_article(newsroom)
    with served(newsroom) as reader:
        check = reader.check()
        found: list[int] = []
        with database_held(newsroom):
            thread = threading.Thread(target=lambda: found.append(reader.post(check=check).status))
            thread.start()
            time.sleep(0.3)
            reader.service.stop()
        thread.join()
    assert found == [202]
    assert count(newsroom) == 1


def test_a_missing_file_is_a_fault_in_words(
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("app.intake.pages.RESOURCES", tmp_path)
    answer = reader.get("/loi-binh.js")
    assert answer.refused == (500, "fault")
    assert answer.headers["Cache-Control"] == "no-store"
    [words] = reader.warnings
    assert words.en.startswith("A fault of the program: FileNotFoundError at ")
    assert capfd.readouterr() == ("", "")
