"""A reader's browser and a newsroom's program, as far as the service can tell: plain HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import altcha
import urllib3

from app.domain.words import Words
from app.intake.serving import Service
from app.intake.settings import Settings
from app.services.intake import keep_article
from app.services.newsroom import Newsroom
from app.sources.fetching import Allowed, is_public
from app.sources.record import ArticleRecord

SITE = "https://bao.example"
ARTICLE = f"{SITE}/thoi-su/cau-nam-song.html"
OTHER = f"{SITE}/thoi-su/hoc-phi.html"
QUICK = Settings(port=0, cost=1)
"""A service on a free port whose check costs next to nothing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever it says
        return json.loads(self.body)

    @property
    def refused(self) -> tuple[int, str]:
        """The status and the word for programs; every refusal says why in two languages."""
        told = self.json
        assert set(told) == {"error", "vi", "en"}, told
        assert all(told.values())
        assert told["vi"] != told["en"]
        return self.status, told["error"]


@dataclass
class Reader:
    """Somebody at a service; `page` is the origin that the browser names."""

    service: Service
    page: str | None = SITE
    host: str = ""
    warnings: list[Words] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pool = urllib3.PoolManager(retries=False, timeout=30.0)
        self.address = self.service.settings.address

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        **query: str,
    ) -> Answer:
        asked = f"{self.address}{path}" + (f"?{urlencode(query)}" if query else "")
        told = dict(headers or {})
        if self.host:
            told["X-Forwarded-For"] = self.host
        found = self.pool.request(method, asked, body=body, headers=told)
        return Answer(found.status, found.headers, found.data)

    def get(self, path: str, **query: str) -> Answer:
        return self.ask("GET", path, **query)

    def check(self, article: str = ARTICLE) -> str:
        """A check, answered."""
        answer = self.get("/check", article=article)
        assert answer.status == 200, answer.body
        return solved(answer.json)

    def send(self, body: bytes, **headers: str) -> Answer:
        """Bytes to the form's address, as a page's script would send them."""
        told = {"Content-Type": "application/json"} | ({"Origin": self.page} if self.page else {})
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.ask("POST", "/comments", body, told)

    def post(self, text: str = "Cầu đẹp lắm, cảm ơn phóng viên.", **fields: object) -> Answer:
        """A comment, with whatever else is said; a check is fetched unless one is given."""
        told: dict[str, object] = {
            "article": ARTICLE,
            "parent": None,
            "name": "Trần Thu Hà",
            "email": "thuha@bao.vn",
            "text": text,
        } | fields
        if "check" not in told:
            told["check"] = self.check()
        return self.send(json.dumps(told).encode())

    def tell(
        self, token: str, value: object, path: str = "/api/comments", method: str = "POST"
    ) -> Answer:
        """What a program posts."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return self.ask(method, path, json.dumps(value).encode(), headers)

    def register(self, token: str, **article: object) -> Answer:
        return self.tell(token, article, "/api/articles", "PUT")

    def close(self) -> None:
        self.pool.clear()


def solved(told: dict[str, Any]) -> str:
    """The answer to a challenge, as a post carries it."""
    challenge = altcha.Challenge.from_dict(told)
    solution = altcha.solve_challenge(challenge)
    assert solution is not None
    return altcha.Payload(challenge, solution).to_base64()


@contextmanager
def served(
    newsroom: Newsroom, settings: Settings = QUICK, allowed: Allowed = is_public
) -> Iterator[Reader]:
    """A real service on loopback, ended with the block."""
    warnings: list[Words] = []
    service = Service(newsroom, settings, warnings.append, allowed)
    thread = threading.Thread(target=service.run)
    thread.start()
    reader = Reader(service, warnings=warnings)
    try:
        yield reader
    finally:
        reader.close()
        service.stop()
        thread.join()


def open_article(newsroom: Newsroom, url: str = ARTICLE, title: str = "Cầu Nam Sông") -> None:
    keep_article(newsroom, ArticleRecord("", "", url, title), is_open=True)


def count(newsroom: Newsroom) -> int:
    """How many comments there are."""
    with newsroom.store.reading() as connection:
        n: int = connection.exec_driver_sql("SELECT count(*) FROM comment").scalar_one()
    return n
