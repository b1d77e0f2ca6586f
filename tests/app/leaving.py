"""What the tests of leaving the desk share: what a newsroom holds, whatever its rows are numbered,
and small newsrooms full of what strangers write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.comment_filter import EVERY_COMMENT, CommentFilter
from app.domain.hostile import storable
from app.services.comment_export import CommentExportReport, export_comments
from app.services.importing import ImportReport, import_file, import_items
from app.services.newsroom import Newsroom, finish
from app.services.opening import open_newsroom
from app.sources.record import ArticleRecord, CommentRecord, Item
from tests.app.desk_newsroom import assert_sound, sql

SITES = ("bao.vn", "blog.example/tin")
DAY = moment.from_datetime(moment.to_datetime(0).replace(year=2026, month=11, day=21, hour=1))
PIECES = (
    *("<b>", "</b>", "<i", "&", "&amp;", "&lt;", "&#8217;", "]]>", "<![CDATA[", "<script>", '"'),
    *("\x00", "\x01", "\x0b", "\x1f", "\x85", "\ufffe", "\u2028", "\u202e", "\u200b", "\ud800"),
    *("\r\n", "\r", "\n\n", "\n", "\t", " ", "\\", "\\n", "'", "=1", "[gallery ids='1']", "{}"),
    *("Cầu đẹp lắm", "ê", "e\u0302", "😀", "<a href='x' rel='nofollow'>", "-->", "</item>"),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=12)


def _tidy(text: str) -> str:
    return storable(text)[0].strip()


LINES = WORDS.map(_tidy)
TEXTS = WORDS.map(lambda text: storable(text)[0]).filter(str.strip)
IDS = st.sampled_from(("1", "2", "12", "007", "disqus:3", "form:ă<&", "reply:x")) | LINES.filter(
    bool
)
MOMENTS = st.sampled_from((0, 1, -1, DAY, DAY + 1, DAY + moment.SECOND, -(10**15), 10**15 + 7))


@dataclass(frozen=True)
class Told:
    """A newsroom as its sources told it."""

    items: tuple[Item, ...]


@st.composite
def newsrooms(draw: st.DrawFn, sites: tuple[str, ...] = SITES) -> Told:
    """A few comments on a few articles, in an order in which answers may come first."""
    articles = {}
    for site in sites:
        for name in ("https://bao.vn/cau.html", "/tin?1", draw(IDS)):
            url = name if name.startswith("http") else draw(LINES)
            articles[site, name] = ArticleRecord(
                site,
                name,
                url,
                draw(LINES),
                draw(LINES),
                draw(LINES),
                draw(MOMENTS),
                *(draw(LINES) for _ in range(3)),
            )
    ids = draw(st.lists(IDS, min_size=1, max_size=5, unique=True))
    comments = []
    for site in sites:
        for external_id in draw(st.permutations(ids)):
            article = draw(st.sampled_from([key for key in articles if key[0] == site]))
            comments.append(
                CommentRecord(
                    site,
                    external_id,
                    article[1],
                    1,
                    draw(TEXTS | st.just("")),
                    draw(LINES),
                    draw(TEXTS),
                    draw(MOMENTS),
                    draw(st.none() | st.sampled_from(ids) | IDS),
                    draw(st.none() | st.sampled_from(list(Status))),
                    draw(LINES),
                    draw(LINES),
                )
            )
    return Told((*articles.values(), *comments))


class Rooms:
    """Newsrooms made in a folder, quickly: each is a copy of one that was made once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._empty = folder / "empty.db"
        open_newsroom(self._empty, "An").store.close()
        self._made = 0

    @contextmanager
    def new(self) -> Iterator[Newsroom]:
        self._made += 1
        path = self.folder / f"{self._made}.db"
        shutil.copy(self._empty, path)
        newsroom = open_newsroom(path, "An")
        try:
            yield newsroom
        finally:
            newsroom.store.close()
            for left in self.folder.glob(f"{self._made}.db*"):
                left.unlink()

    def file(self, name: str) -> Path:
        path = self.folder / name
        path.unlink(missing_ok=True)
        return path


def bring(newsroom: Newsroom, told: Told) -> ImportReport:
    return finish(import_items(newsroom, "file", enumerate(told.items)))


def take(newsroom: Newsroom, path: Path) -> ImportReport:
    return finish(import_file(newsroom, path))


def leave(
    newsroom: Newsroom,
    path: Path,
    wanted: CommentFilter | None = EVERY_COMMENT,
    **how: object,
) -> CommentExportReport:
    return finish(export_comments(newsroom, wanted, path, **how))


_HELD = """
    SELECT source.key, comment.external_id, article.external_id, article.url, article.title,
           article.section, article.byline, article.published_at, article.lead, article.body,
           article.caption, comment.parent_external_id, parent.external_id, writer.name,
           writer.address, writer.of_newsroom, comment.text, comment.created_at, comment.status,
           comment.website, comment.machine, comment.by_newsroom
    FROM comment JOIN source ON source.id = comment.source_id
    JOIN article ON article.id = comment.article_id
    JOIN writer ON writer.id = comment.writer_id
    LEFT JOIN comment AS parent ON parent.id = comment.parent_id
    ORDER BY source.key, comment.external_id
"""


def held(newsroom: Newsroom) -> list[tuple[object, ...]]:
    """Every comment with its article, its writer and what it answers."""
    return sql(newsroom, _HELD)


def comes_back(rooms: Rooms, newsroom: Newsroom, path: Path) -> None:
    """Nothing is news where the file came from, and all of it in an empty newsroom."""
    before = held(newsroom)
    leave(newsroom, path)
    again = take(newsroom, path)
    assert (again.added, again.updated, again.rejected) == (0, 0, 0), again
    assert again.unchanged == len(before)
    assert held(newsroom) == before
    with rooms.new() as other:
        fresh = take(other, path)
        assert (fresh.added, fresh.rejected) == (len(before), 0), fresh
        assert held(other) == before
        assert_sound(other)
