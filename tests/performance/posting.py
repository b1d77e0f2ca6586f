"""Two hundred readers a second, or the programs that post for them, at a service on loopback.

As a process of its own, so that nothing of it is measured with the desk or the service:
python -m tests.performance.posting ADDRESS HOW RATE SECONDS FILE ARTICLE TOKEN
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

import altcha
import urllib3

LINES = 24
"""Connections at once: each waits for its answer before it posts again."""

CHECKS_A_SECOND = 300
"""Fetched and solved beforehand; the service gives out 500 a second at most."""

Result = TypeVar("Result")


class Posted(NamedTuple):
    """One post: its id as the service told it, when it was sent and answered (seconds)."""

    id: str
    sent: float
    answered: float


class Poster:
    """Posts comments, each under a text of its own, as from readers of different networks."""

    def __init__(self, address: str, article: str, token: str = "") -> None:
        self._address, self._article, self._token = address, article, token
        parts = urlsplit(article)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._pool = urllib3.PoolManager(maxsize=LINES, retries=False)

    def check(self, number: int) -> str:
        """An answered check; what it costs to solve is the reader's browser's business."""
        asked = f"{self._address}/check"
        answer = self._pool.request(
            "GET", asked, fields={"article": self._article}, headers=_network(number)
        )
        challenge = altcha.Challenge.from_dict(answer.json())
        solution = altcha.solve_challenge(challenge)
        assert solution is not None
        return altcha.Payload(challenge, solution).to_base64()

    def by_form(self, number: int, check: str) -> Posted:
        told = {"article": self._article, "check": check} | _comment(number)
        headers = {"Origin": self._origin} | _network(number)
        return self._post("/comments", told, headers, lambda answer: str(answer["id"]))

    def by_program(self, number: int) -> Posted:
        name = f"bench-{number}"
        told = {"article_url": self._article, "id": name} | _comment(number)
        headers = {"Authorization": f"Bearer {self._token}"}
        return self._post("/api/comments", told, headers, lambda _: name)

    def _post(
        self,
        path: str,
        told: dict[str, str],
        headers: dict[str, str],
        id_of: Callable[[dict[str, object]], str],
    ) -> Posted:
        body = json.dumps(told).encode()
        sent = time.time()
        answer = self._pool.request(
            "POST",
            f"{self._address}{path}",
            body=body,
            headers=headers | {"Content-Type": "application/json"},
        )
        if answer.status != 202:
            raise AssertionError(f"{answer.status} {answer.data.decode()}")
        return Posted(id_of(answer.json()), sent, time.time())


def _network(number: int) -> dict[str, str]:
    return {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


def _comment(number: int) -> dict[str, str]:
    return {
        "name": f"Trần Thu Hà {number % 3_000}",
        "email": f"thuha{number % 3_000}@bao.vn",
        "text": f"Ý kiến thứ {number}: cầu đẹp lắm, mong đường dẫn hai đầu cầu cũng sớm xong.",
    }


def at_a_rate(rate: float, count: int, work: Callable[[int], Result]) -> list[Result]:
    """Do something so many times, each when its time has come; what came of it, in that order."""
    done: dict[int, Result] = {}
    failed: list[BaseException] = []
    begun = time.monotonic()

    def one_line(first: int) -> None:
        try:
            for number in range(first, count, LINES):
                time.sleep(max(0.0, begun + number / rate - time.monotonic()))
                done[number] = work(number)
        except BaseException as error:
            failed.append(error)

    lines = [threading.Thread(target=one_line, args=(n,)) for n in range(LINES)]
    for line in lines:
        line.start()
    for line in lines:
        line.join()
    if failed:
        raise failed[0]
    return [done[number] for number in range(count)]


def main(address: str, how: str, rate: int, seconds: int, file: str, *about: str) -> None:
    """Get ready, say so, and post when told to; what was posted goes into a file."""
    poster, count = Poster(address, *about), rate * seconds
    checks = at_a_rate(CHECKS_A_SECOND, count, poster.check) if how == "form" else []
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()

    def post(number: int) -> Posted:
        return poster.by_form(number, checks[number]) if checks else poster.by_program(number)

    posted = at_a_rate(rate, count, post)
    Path(file).write_text(json.dumps(posted), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), *sys.argv[5:])
