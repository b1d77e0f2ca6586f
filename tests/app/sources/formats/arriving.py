"""What the tests of other systems' files share: reading one, and bringing it into a newsroom."""

from __future__ import annotations

import gzip
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import strategies as st

from app.domain.errors import UnusableInputError
from app.services.importing import import_file
from app.services.newsroom import Newsroom, finish
from app.sources.record import (
    ArticleRecord,
    CommentRecord,
    Item,
    LeftOut,
    Reader,
    ReadOptions,
    RejectedRow,
)
from tests.app.desk_newsroom import assert_sound, everything, sql

NOTHING_SAID = ReadOptions()


def items(
    reader: Reader, path: Path, content: bytes, options: ReadOptions = NOTHING_SAID
) -> list[Item]:
    path.write_bytes(content)
    return [item for _, item in reader.read(path, options)]


def comments(found: list[Item]) -> list[CommentRecord]:
    return [item for item in found if isinstance(item, CommentRecord)]


def articles(found: list[Item]) -> list[ArticleRecord]:
    return [item for item in found if isinstance(item, ArticleRecord)]


def rejected(found: list[Item]) -> list[RejectedRow]:
    return [item for item in found if isinstance(item, RejectedRow)]


def left_out(found: list[Item]) -> list[LeftOut]:
    return [item for item in found if isinstance(item, LeftOut)]


@dataclass(frozen=True)
class Arrived:
    """What stands in a newsroom: comments by status, answers to a comment that is here, answers to
    one that is not, writers and articles."""

    statuses: dict[str, int]
    answers: int
    orphans: int
    articles: int
    left_out: dict[str, int] = field(default_factory=dict)
    rejected: int = 0


def bring_in(newsroom: Newsroom, path: Path, format_name: str, **said: str) -> Arrived:
    """Import a file, found by its content: first rehearsed, then in earnest, then once more, which
    must change nothing."""
    options = ReadOptions(**said)
    before = everything(newsroom)
    rehearsed = finish(import_file(newsroom, path, options=options, dry_run=True))
    assert everything(newsroom) == before
    report = finish(import_file(newsroom, path, options=options))
    assert replace(report, reject_file=None) == replace(rehearsed, reject_file=None)
    assert report.format == format_name
    kept = everything(newsroom)
    again = finish(import_file(newsroom, path, options=options))
    assert (again.added, again.updated, again.unchanged) == (0, 0, report.added)
    assert everything(newsroom) == kept
    assert_sound(newsroom)
    statuses = Counter(str(status) for (status,) in sql(newsroom, "SELECT status FROM comment"))
    ((answers, orphans),) = sql(
        newsroom,
        "SELECT count(parent_id), "
        "count(CASE WHEN parent_id IS NULL THEN parent_external_id END) FROM comment",
    )
    ((pages,),) = sql(newsroom, "SELECT count(*) FROM article")
    assert isinstance(answers, int)
    assert isinstance(orphans, int)
    assert isinstance(pages, int)
    assert report.articles == pages
    assert report.added == sum(statuses.values()) == report.read - report.rejected
    return Arrived(dict(statuses), answers, orphans, pages, dict(report.left_out), report.rejected)


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """A file something happened to: cut, bytes changed, taken out or put in, perhaps packed."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(content)))
        match draw(st.sampled_from(("cut", "change", "take", "put", "repeat"))):
            case "cut":
                del content[at:]
            case "change":
                content[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case "take":
                del content[at : at + draw(st.integers(1, 60))]
            case "put":
                content[at:at] = draw(st.sampled_from(BAD_PIECES))
            case "repeat":
                content[at:at] = content[max(0, at - 90) : at]
    if not draw(st.booleans()):
        return bytes(content)
    packed = bytearray(gzip.compress(bytes(content), mtime=0))
    if draw(st.booleans()):
        at = draw(st.integers(2, len(packed) - 1))
        packed[at:] = draw(st.sampled_from((b"", b"\0" * 8, bytes(packed[at + 1 :]))))
    return bytes(packed)


BAD_PIECES = (
    *(b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\n", b"\0", b"\xff\xfe", b"\xc3"),
    *(b"null", b"true", b"NaN", b"-Infinity", b"1e999", b"9" * 400, b"7.5", b"{}", b"[[", b'""'),
    *(b'"\\ud800"', b"\\u0000", b"[" * 2_000, b'{"id":1,"id":2}', b"\xef\xbb\xbf", b"0001-01-01"),
)


def read_without_a_crash(
    reader: Reader, path: Path, content: bytes, *, keeps_ids: bool = False
) -> None:
    """Whatever the bytes are: a refusal of the whole before anything is told, or sound items;
    where a file keeps ids of any other program they may be anything."""
    path.write_bytes(content)
    reader.recognises(path, content[: 64 * 1024])
    told: list[Item] = []
    known: set[tuple[str, str]] = set()
    position = 0
    try:
        for done, item in reader.read(path, NOTHING_SAID):
            told.append(item)
            assert position <= done <= len(content)
            position = done
            if isinstance(item, ArticleRecord):
                known.add((item.source, item.external_id))
            elif isinstance(item, CommentRecord):
                assert (item.source, item.article) in known
                assert item.external_id.startswith("" if keeps_ids else f"{reader.name}:")
                assert item.external_id
                assert item.text.strip()
            elif isinstance(item, RejectedRow):
                item.raw.encode()
                assert item.reason.vi != item.reason.en
                item.reason.en.encode()
    except UnusableInputError as wrong:
        refused = wrong.words
    else:
        return
    assert told == []
    assert refused.vi != refused.en
