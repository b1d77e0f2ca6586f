"""Readers post two hundred comments a second for a minute while the shown desk is keyed.

By the form, each with a check that was answered beforehand, then by a program with its token. As a
process of its own: python -m tests.performance.bench_intake DATABASE HOW SECONDS
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.services.intake import keep_article, make_token
from app.sources.record import ArticleRecord
from app.storage.reading import newest_id
from tests.performance.bench_pull import BETWEEN_KEYS, OFFSCREEN
from tests.performance.measure import AtMost, Measurement, Samples
from tests.performance.processes import ROOT, in_own_process, tell
from tests.performance.workshop import Workshop, opened

if TYPE_CHECKING:
    from tests.performance.driver import Driver

RATE = 200
SECONDS = 60
QUIET_SECONDS = 10
"""In which the desk is keyed while nobody posts: what is due to the posts shows beside that."""
ARTICLE = "https://bench.example/thoi-su/cau-nam-song.html"
WAYS = {"form": "by the form", "program": "by a program"}
MOST_PATIENCE = 30.0
"""Seconds after the last answer in which the desk must have heard of every post."""


def measure(workshop: Workshop) -> Iterator[Measurement]:
    for how, called in WAYS.items():
        database = workshop.copy("taken")
        told = in_own_process("bench_intake", database, how, SECONDS, environment=OFFSCREEN)
        workshop.path(database.name)
        name = f"{RATE} posts a second {called}"
        yield Measurement(f"{name}: answered", "ms", Samples(tuple(told["answered"])))
        known = Samples(tuple(told["known"]))
        yield Measurement(f"{name}: the desk knows", "s", known, goals=(AtMost(1, "p99"),))
        yield Measurement(
            f"{name}: GUI thread at a stretch",
            "ms",
            Samples(tuple(told["longest"])),
            limit=Samples(tuple(told["quiet"])),
            goals=(AtMost(50, "worst"),),
        )


def taken(database: Path, how: str, seconds: int) -> dict[str, Any]:
    """Serve, post and press keys; raises AssertionError when a post was lost or kept twice."""
    with opened(database) as newsroom:
        keep_article(newsroom, ArticleRecord("", "", ARTICLE, "Cầu Nam Sông"), is_open=True)
        token = make_token(newsroom, "bench")
        with newsroom.store.reading() as connection:
            first = newest_id(connection)
        with tempfile.TemporaryDirectory() as folder, _service(database) as address:
            file = Path(folder) / "posted.json"
            about = [address, how, str(RATE), str(seconds), str(file), ARTICLE, token]
            quiet, longest, seen = _keyed(database, about, first)
            posted = json.loads(file.read_text(encoding="utf-8"))
        with newsroom.store.reading() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id, external_id, text FROM comment WHERE id > ?", (first,)
            ).all()
    ids = {external_id: number for number, external_id, _ in rows}
    if len(posted) != RATE * seconds or {each[0] for each in posted} != set(ids):
        raise AssertionError(f"{len(posted)} were answered, {len(ids)} are there")
    twice = [text for text, n in Counter(text for *_, text in rows).items() if n > 1]
    if twice:
        raise AssertionError(f"twice: {twice[:3]}")
    return {
        "answered": [answered - sent for _, sent, answered in posted],
        "known": [_known(seen, ids[name]) - sent for name, sent, _ in posted],
        "longest": longest,
        "quiet": quiet,
    }


def _known(seen: list[tuple[float, int]], number: int) -> float:
    return next(at for at, last_id in seen if last_id >= number)


@contextmanager
def _service(database: Path) -> Iterator[str]:
    """The program itself, taking comments on a free port."""
    options = ("--port", "0", "--json", "--behind-proxy", "--cost", "1")
    command = [sys.executable, ROOT / "main.py", "intake", *options, "--database", database]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as program:
        assert program.stdout is not None
        yield str(json.loads(program.stdout.readline())["address"])
        program.send_signal(signal.SIGTERM)
    if program.returncode:
        raise AssertionError(f"the service ended with {program.returncode}")


def _keyed(
    database: Path, about: list[str], first: int
) -> tuple[list[float], list[float], list[tuple[float, int]]]:
    """Move and decide by keys, first while nobody posts, then while comments come in: the longest
    stretches of the GUI thread of both, and when the desk knew of which newest comment."""
    from app.services import desk
    from tests.performance.driver import Driver

    seen: list[tuple[float, int]] = []
    news = desk.news

    def noticed(*asked: Any) -> Any:  # noqa: ANN401 - as it is asked, so it is answered
        answer = news(*asked)
        seen.append((time.time(), answer.last_id))
        return answer

    desk.news = noticed
    command = [sys.executable, "-m", "tests.performance.posting", *about]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as poster:
        assert poster.stdin is not None
        assert poster.stdout is not None
        driver = Driver(database)
        driver.view.setFocus()
        poster.stdout.readline()
        driver.live(1.0)
        driver.ticker.longest()
        until = time.monotonic() + QUIET_SECONDS
        quiet = _stretches(driver, lambda: time.monotonic() < until)
        poster.stdin.write("go\n")
        poster.stdin.flush()
        longest = _stretches(driver, lambda: poster.poll() is None)
        if poster.returncode:
            raise AssertionError("not every post was taken")
        last = _newest(database)
        assert last > first
        driver.until(lambda: bool(seen) and seen[-1][1] >= last, MOST_PATIENCE)
        driver.close()
    return quiet, longest, seen


def _stretches(driver: Driver, go_on: Callable[[], bool]) -> list[float]:
    """The longest stretch of the GUI thread in each round of keys."""
    from PySide6.QtCore import Qt

    longest = []
    while go_on():
        for key in (Qt.Key.Key_J, Qt.Key.Key_PageDown, Qt.Key.Key_A, Qt.Key.Key_K):
            driver.press(key)
            driver.live(BETWEEN_KEYS)
        longest.append(driver.ticker.longest())
    return longest


def _newest(database: Path) -> int:
    with opened(database) as newsroom, newsroom.store.reading() as connection:
        return newest_id(connection)


if __name__ == "__main__":
    tell(**taken(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
