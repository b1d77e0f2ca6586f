"""What leaves for Isso is taken in by Isso's own importer, and comes back out of its database."""

from __future__ import annotations

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from app.domain.comment import Status
from app.services.opening import open_newsroom
from app.sources.record import ArticleRecord, CommentRecord
from tests.app.desk_newsroom import START
from tests.app.leaving import Told, bring, leave
from tests.live.isso_server import ISSO

PAGES = tuple(
    ArticleRecord("bao.vn", url, url, title)
    for url, title in (
        ("https://bao.vn/cau.html?trang=1", "Cầu Nam Sông “thông xe” & nối bờ"),
        ("http://bao.vn/hoc.html", ""),
        ("https://bao.vn/hoc.html", "Học phí"),
    )
)


def comments() -> list[CommentRecord]:
    texts = ("Cầu đẹp lắm 😀", "3 < 5 & <b>đậm</b>\n\nHai dòng", "\x07 \u202e \ufffd", "Một", "Hai")
    return [
        CommentRecord(
            "bao.vn",
            f"disqus:{number}",
            PAGES[number % 3].external_id,
            number,
            "" if number == 3 else "Trần Thu Hà",
            "" if number == 4 else "ha@bao.vn",
            text,
            0 if number == 4 else START + number * 1_000_001,
            f"disqus:{number - 3}" if number >= 3 else None,
            Status.SPAM if number == 1 else Status.APPROVED,
            "https://ha.vn",
            "192.0.2.7",
        )
        for number, text in enumerate(texts)
    ]


def test_isso_takes_in_what_is_published(tmp_path: Path) -> None:
    path, database = tmp_path / "out.json", tmp_path / "comments.db"
    newsroom = open_newsroom(tmp_path / "desk.db", "An")
    bring(newsroom, Told((*PAGES, *comments())))
    assert leave(newsroom, path, None).comments == 4
    newsroom.store.close()
    settings = tmp_path / "isso.cfg"
    settings.write_text(f"[general]\ndbpath = {database}\nhost = https://bao.vn\n")
    done = subprocess.run(
        [ISSO, "-c", settings, "import", "-t", "generic", path],
        input="y\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(database)) as isso:
        threads = dict(isso.execute("SELECT uri, title FROM threads"))
        found = isso.execute(
            "SELECT uri, author, email, website, text, CAST(created AS INTEGER), mode "
            "FROM comments JOIN threads ON threads.id = tid ORDER BY uri, created"
        ).fetchall()
    assert threads["/cau.html?trang=1"] == "Cầu Nam Sông “thông xe” & nối bờ"
    assert set(threads) == {"/cau.html?trang=1", "/hoc.html", "https://bao.vn/hoc.html"}
    wanted = [each for each in comments() if each.status is Status.APPROVED]
    times = {row[4]: row[5] for row in found}
    assert {row[1:5] for row in found} == {
        (each.name, each.address, each.website, each.text) for each in wanted
    }
    for each in wanted:
        if each.created_at:  # Isso takes what has no time as written now
            assert times[each.text] == each.created_at // 1_000_000
    assert {row[6] for row in found} == {1}
