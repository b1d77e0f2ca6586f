"""Ten thousand waiting comments come from a real Isso and WordPress: what it costs, also if cut."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from html import unescape
from pathlib import Path
from typing import ClassVar
from urllib.parse import urlencode

import pytest
import urllib3

from app.domain.site import SiteSettings
from app.services.newsroom import Newsroom, finish
from app.services.pulling import pull
from app.services.sites import connected
from app.sources.http import Answer, Http
from app.sources.isso.site import IssoSite
from app.sources.site import Access, UnreachableError
from app.sources.wordpress import rest as wordpress_rest
from app.sources.wordpress.site import WordPressSite
from app.storage import sites
from app.storage.store import Store, open_store
from tests.app.desk_newsroom import WORDS, assert_sound, sql
from tests.faults.proxy import Fault, FaultyProxy
from tests.live.grounds import IssoGround
from tests.live.isso_server import PASSWORD, IssoServer, IssoStage, isso_server
from tests.live.wordpress_server import WordPressServer, WordPressStage, running

MANY, SOME = 10_000, 1_000
PER_PAGE = 100
MOST_TIMES = 2.0
"""What pulling, keeping and showing may cost, in times of what only asking costs."""

_KEY = re.compile(r"send_edit\((\d+), '([^']+)'")
_HA = "ha@bao.example"
_TEXT = (
    "Nước lên “nhanh” quá, bà con ở bãi sông phải dọn đồ từ đêm qua & sáng nay vẫn chưa có ai đến "
    "hỏi thăm. Mong quý báo phản ánh giúp chúng tôi, số {number}."
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[IssoServer]:
    with isso_server(tmp_path) as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(open_store(tmp_path / "desk.db")) as store:
        yield store


@pytest.fixture
def newsroom(store: Store) -> Newsroom:
    return Newsroom(store, "An", WORDS)


def seed(server: IssoServer, number: int) -> IssoGround:
    """So many comments that wait, put into the server's own database."""
    with closing(IssoStage(server)) as stage:
        ground = IssoGround(stage, server.port)
        ground.seed([_TEXT.format(number=n) for n in range(number)])
        return ground


def connect(newsroom: Newsroom, access: Access) -> None:
    with newsroom.store.writing() as connection:
        sites.connect(connection, SiteSettings(access.key, access.kind, access.address))


def number_of(newsroom: Newsroom) -> object:
    return sql(newsroom, "SELECT count(*), count(DISTINCT external_id) FROM comment")[0]


class Bare:
    """The same requests as simply as can be: nothing is compared, nothing is kept."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._http = urllib3.PoolManager()
        answer = self._http.request(
            "POST",
            f"{address}/login/",
            fields={"password": PASSWORD},
            encode_multipart=False,
            redirect=False,
        )
        self._cookie = answer.headers["Set-Cookie"].split(";")[0]

    def read(self, page: int) -> None:
        query = urlencode({"mode": 2, "page": page, "order_by": "id", "asc": 1})
        answer = self._http.request(
            "GET", f"{self._address}/admin/?{query}", headers={"Cookie": self._cookie}
        )
        keys = dict(_KEY.findall(unescape(answer.data.decode())))
        assert len(keys) == PER_PAGE
        for number, key in keys.items():
            told = self._http.request(
                "GET",
                f"{self._address}/id/{number}?plain=1",
                headers={"Cookie": f"{number}={key}"},
            )
            assert told.json()["id"] == int(number)

    def close(self) -> None:
        self._http.clear()


@pytest.mark.timeout(400)
def test_pulling_costs_at_most_twice_what_asking_costs(
    server: IssoServer, newsroom: Newsroom
) -> None:
    """Page by page in turn with the bare client, so that both meet the same machine; the better
    half counts, since another program may have had the processor in the other."""
    access = seed(server, MANY).access(server.port)
    connect(newsroom, access)
    [there] = connected(newsroom)
    spent = {"ours": [0.0, 0.0], "bare": [0.0, 0.0]}
    with closing(IssoSite(access)) as site, closing(Bare(access.address)) as bare:
        pulling = pull(newsroom, there, site)
        page = 0
        while True:
            half = int(page >= MANY // PER_PAGE // 2)
            begun = time.perf_counter()
            progress = next(pulling, None)
            spent["ours"][half] += time.perf_counter() - begun
            if progress is None:
                break
            if page < MANY // PER_PAGE:
                begun = time.perf_counter()
                bare.read(page)
                spent["bare"][half] += time.perf_counter() - begun
            page += 1
    ratio = min(ours / bare for ours, bare in zip(*spent.values(), strict=True))
    assert number_of(newsroom) == (MANY, MANY)
    assert_sound(newsroom)
    assert ratio <= MOST_TIMES, spent


@pytest.mark.timeout(200)
def test_a_cut_costs_no_more_than_the_page_it_came_in(
    server: IssoServer, newsroom: Newsroom
) -> None:
    ground = seed(server, SOME)
    with closing(FaultyProxy(server.port)) as proxy:
        access = ground.access(proxy.port)
        connect(newsroom, access)
        [there] = connected(newsroom)
        proxy.follow(lambda number: Fault.CUT if number >= 550 else None)
        with closing(IssoSite(access)) as site, pytest.raises(UnreachableError):
            finish(pull(newsroom, there, site))
        kept = {
            str(name).partition("@")[0]
            for (name,) in sql(newsroom, "SELECT external_id FROM comment")
        }
        first = len(proxy.met)
        assert len(kept) == 500
        proxy.follow(None)
        with closing(IssoSite(access)) as site:
            finish(pull(newsroom, there, site))
        asked = [met.target for met in proxy.met if met.target.startswith("/id/")]
        again = {target[4:].partition("?")[0] for target in asked} & kept
    assert number_of(newsroom) == (SOME, SOME)
    assert_sound(newsroom)
    assert len(again) <= 1, again  # the newest that is known, to see that ids mean what they meant
    assert len(asked) <= SOME - len(kept) + 1
    assert first + len(proxy.met) <= SOME + 2 * SOME // PER_PAGE + PER_PAGE + 20


class Recorder(Http):
    """Asks as ever, and keeps what was asked, for the bare client to ask the same."""

    asked: ClassVar[list[tuple[str, str, Mapping[str, str], bytes | None]]] = []

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        self.asked.append((method, url, headers, body))
        return super()._once(method, url, headers, body)


def seed_wordpress(server: WordPressServer, stage: WordPressStage, number: int) -> None:
    """One by the public form, the others as copies of it, straight into the database."""
    first = stage.write(stage.article(), _TEXT.format(number=0), name="Trần Hà", address=_HA)
    server.php(
        "global $wpdb; $row = $wpdb->get_row("
        f"'SELECT * FROM ' . $wpdb->comments . ' WHERE comment_ID = {int(first)}', ARRAY_A);"
        "unset($row['comment_ID']); $text = $row['comment_content'];"
        f"for ($n = 1; $n < {number}; $n++) {{"
        "$row['comment_content'] = $text . $n;"
        "$row['comment_author_email'] = 'ha' . ($n % 3000) . '@bao.example';"
        "$wpdb->insert($wpdb->comments, $row); } return 1;"
    )


@pytest.mark.timeout(200)
@pytest.mark.xdist_group("pulling")
def test_pulling_from_wordpress_costs_at_most_twice_what_asking_costs(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Page by page in turn with a bare client that asks the very same; the better half counts."""
    monkeypatch.setattr(wordpress_rest, "Http", Recorder)
    Recorder.asked.clear()
    spent = {"ours": [0.0, 0.0], "bare": [0.0, 0.0]}
    with running() as server, closing_pool() as http:
        stage = WordPressStage(server)
        seed_wordpress(server, stage, MANY)
        connect(newsroom, stage.access)
        [there] = connected(newsroom)
        with closing(WordPressSite(stage.access)) as site:
            pulling, asked = pull(newsroom, there, site), 0
            while asked >= 0:
                half = int(asked >= MANY // PER_PAGE // 2)
                begun = time.perf_counter()
                progress = next(pulling, None)
                spent["ours"][half] += time.perf_counter() - begun
                begun = time.perf_counter()
                for method, url, headers, body in Recorder.asked[asked:]:
                    http.request(method, url, headers=headers, body=body).json()
                spent["bare"][half] += time.perf_counter() - begun
                asked = len(Recorder.asked) if progress else -1
        assert number_of(newsroom) == (MANY, MANY)
        assert len(Recorder.asked) >= MANY // PER_PAGE
    ratio = min(ours / bare for ours, bare in zip(*spent.values(), strict=True))
    assert ratio <= MOST_TIMES, spent


@contextmanager
def closing_pool() -> Iterator[urllib3.PoolManager]:
    http = urllib3.PoolManager()
    try:
        yield http
    finally:
        http.clear()
