"""Who came from any other program may leave again: what its file brought is in every file out."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from html import escape

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.domain.comment import Status
from tests.app.leaving import LINES, TEXTS, Rooms, comes_back, held, take
from tests.app.sources.formats import (
    test_artalk,
    test_commento,
    test_disqus,
    test_remark42,
    test_twikoo,
    test_waline,
)
from tests.app.sources.isso import test_database, test_generic_json
from tests.app.sources.wordpress import test_export

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Row:
    """A comment in somebody's file; `parent` is a number or 0, `held` says that it waits."""

    id: int
    parent: int
    name: str
    email: str
    text: str
    held: bool


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Up to four comments; one may answer another, itself, or one that is not there."""
    return [
        Row(
            number,
            draw(st.integers(0, 5)),
            draw(LINES),
            draw(LINES | st.just("ha@bao.example")),
            draw(TEXTS),
            draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(1, 4)) + 1)
    ]


def xml(text: str) -> str:
    return escape(NO_XML.sub("", text))


def artalk(told: Sequence[Row]) -> bytes:
    return test_artalk.artrans(
        *(
            test_artalk.comment(
                row.id,
                rid=str(row.parent),
                content=row.text,
                nick=row.name,
                email=row.email,
                is_pending="true" if row.held else "false",
            )
            for row in told
        )
    )


def commento(told: Sequence[Row]) -> bytes:
    comments, writers = [], []
    for row in told:
        parent = test_commento.key(row.parent) if row.parent else "root"
        writer = test_commento.commenter(1000 + row.id, name=row.name, email=row.email)
        state = "unapproved" if row.held else "approved"
        told_of_it = {"parentHex": parent, "markdown": row.text, "state": state}
        told_of_it["commenterHex"] = str(writer["commenterHex"])
        comments.append(test_commento.comment(row.id, **told_of_it))
        writers.append(writer)
    return test_commento.export(comments, writers)


def disqus(told: Sequence[Row]) -> bytes:
    posts = []
    for row in told:
        parent = f'<parent dsq:id="{row.parent}"/>' if row.parent else ""
        spam = f"<isSpam>{'true' if row.held else 'false'}</isSpam>"
        message = xml(row.text).replace("]]>", "]]&gt;")
        posts.append(test_disqus.post(row.id, message=message, more=parent + spam))
    return test_disqus.export(test_disqus.thread(1), *posts)


def isso_database(told: Sequence[Row]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute(test_database.THREADS)
        made.execute(test_database.COMMENTS)
        made.execute("INSERT INTO threads VALUES (1, '/tin/1.html', 'Hạn hán')")
        for row in told:
            told_of_it = test_database.row(
                row.id,
                parent=row.parent or None,
                text=row.text,
                author=row.name,
                email=row.email,
                mode=2 if row.held else 1,
            )
            made.execute(test_database.INSERT, told_of_it)
        made.commit()
        return made.serialize()


def isso_json(told: Sequence[Row]) -> bytes:
    comments = [
        test_generic_json.comment(
            row.id,
            text=row.text,
            author=row.name,
            email=row.email,
            parent=row.parent or ...,
        )
        for row in told
    ]
    return json.dumps([test_generic_json.thread("/tin/1.html", *comments)]).encode()


def json_lines(told: Sequence[Row]) -> bytes:
    return b"".join(json.dumps(_plain(row)).encode() + b"\n" for row in told)


def csv_table(told: Sequence[Row]) -> bytes:
    file = io.StringIO(newline="")
    table = csv.DictWriter(file, _plain(told[0]))
    table.writeheader()
    table.writerows(map(_plain, told))
    return file.getvalue().encode()


def _plain(row: Row) -> dict[str, object]:
    status = Status.PENDING if row.held else Status.APPROVED
    return {
        **{name: value for name, value in asdict(row).items() if name not in ("held", "parent")},
        "parent_id": str(row.parent or ""),
        "article_url": "https://bao.example/tin/1.html",
        "created_at": "2026-05-01T08:00:00+07:00",
        "status": status.value,
    }


def remark42(told: Sequence[Row]) -> bytes:
    return test_remark42.backup(
        *(
            test_remark42.comment(
                row.id,
                pid=test_remark42.key(row.parent) if row.parent else "",
                orig=row.text,
                user={"name": row.name, "id": f"email_{row.id}"},
            )
            for row in told
        )
    )


def twikoo(told: Sequence[Row]) -> bytes:
    return test_twikoo.export(
        test_twikoo.comment(
            row.id,
            pid=test_twikoo.key(row.parent) if row.parent else ...,
            comment=f"<p>{escape(row.text)}</p>",
            nick=row.name,
            mail=row.email,
            isSpam=row.held,
        )
        for row in told
    )


def waline(told: Sequence[Row]) -> bytes:
    return test_waline.export(
        test_waline.comment(
            row.id,
            pid=row.parent or None,
            comment=row.text,
            nick=row.name,
            mail=row.email,
            status="waiting" if row.held else "approved",
        )
        for row in told
    )


def wordpress(told: Sequence[Row]) -> bytes:
    comments = (
        f"<wp:comment_id>{row.id}</wp:comment_id>"
        f"<wp:comment_author>{xml(row.name)}</wp:comment_author>"
        f"<wp:comment_author_email>{xml(row.email)}</wp:comment_author_email>"
        f"<wp:comment_content>{xml(row.text)}</wp:comment_content>"
        f"<wp:comment_approved>{'0' if row.held else '1'}</wp:comment_approved>"
        f"<wp:comment_parent>{row.parent}</wp:comment_parent>"
        for row in told
    )
    article = "<wp:post_id>7</wp:post_id><link>https://bao.example/tin/1.html</link>"
    several = "</wp:comment><wp:comment>".join(comments)
    return test_export.export(test_export.post(article, comment=several)).encode()


FORMATS: dict[str, Callable[[Sequence[Row]], bytes]] = {
    "artalk": artalk,
    "commento": commento,
    "csv": csv_table,
    "disqus": disqus,
    "isso-db": isso_database,
    "isso-json": isso_json,
    "jsonl": json_lines,
    "remark42": remark42,
    "twikoo": twikoo,
    "waline": waline,
    "wxr": wordpress,
}


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Rooms:
    return Rooms(tmp_path_factory.mktemp("moving"))


@pytest.mark.parametrize("name", FORMATS)
@settings(
    deadline=None, max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=rows())
def test_what_another_programs_file_brought_leaves_in_every_format(
    rooms: Rooms, name: str, told: list[Row]
) -> None:
    """Nothing of it is news where it came from; in an empty newsroom it stands as it did."""
    came = rooms.file("came")
    came.write_bytes(FORMATS[name](told))
    with rooms.new() as newsroom:
        report = take(newsroom, came)
        assert report.format == name
        assert report.added == len(held(newsroom)) == len(told) - report.rejected
        assume(report.added)  # a file of nothing is refused as empty
        for ending in (".jsonl", ".xml", ".json"):
            comes_back(rooms, newsroom, rooms.file(f"out{ending}"))
