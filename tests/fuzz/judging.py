"""One file against one reader: within a time and a memory, and nothing raised but words.

A reader may refuse a file as a whole with UnusableInputError before it tells anything, and each row
with a RejectedRow. Whatever else happens is a find.
"""

from __future__ import annotations

import resource
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from app.domain.errors import UnusableInputError
from app.sources import page
from app.sources.files import HEAD, READERS, reader_for
from app.sources.record import (
    ArticleRecord,
    CommentRecord,
    Item,
    Looking,
    Reader,
    ReadOptions,
    RejectedRow,
)

SECONDS = 5.0
"""Of the processor, for one file of at most `changing.LONGEST` bytes."""

SPARE_MEMORY = 768 * 1024 * 1024
"""Bytes a reader may take beyond what the program has when everything is imported."""

_SAID = (ReadOptions(), ReadOptions(site="https://bao.example", source="báo"))


class TooSlowError(BaseException):
    """The time is up; no `except Exception` of a reader's may take it for its own."""


@dataclass(frozen=True, slots=True)
class Find:
    """Something a reader must not do: what it is known by, and where it came from."""

    key: str
    told: str


def judged(name: str, path: Path, number: int) -> Find | None:
    """Read the file with the reader of this name (or as a saved page), and look for its reader."""
    try:
        with _in_time():
            if name == "page":
                _read_page(path)
            else:
                _recognise(path)
                _read_through(_reader(name), path, _SAID[number % len(_SAID)])
    except (Exception, TooSlowError) as wrong:
        return Find(_key(wrong), "".join(traceback.format_exception(wrong, limit=-40)))
    return None


@contextmanager
def _in_time() -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def limit_memory() -> None:
    """From here on this process gets no more than `SPARE_MEMORY` besides what it has."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + SPARE_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _reader(name: str) -> Reader:
    return next(reader for reader in READERS if reader.name == name)


def _recognise(path: Path) -> None:
    with suppress(UnusableInputError):
        reader_for(path, None)


def _read_page(path: Path) -> None:
    content = path.read_bytes()
    page.recognises(content[:HEAD])
    with suppress(UnusableInputError):
        page.read(content)


def _read_through(reader: Reader, path: Path, options: ReadOptions) -> None:
    size = path.stat().st_size
    known: set[tuple[str, str]] = set()
    position = told = 0
    try:
        for done, item in reader.read(path, options):
            told += not isinstance(item, Looking)
            assert position <= done <= size, f"{done} of {size} after {position}"
            position = done
            _check(item, known)
    except UnusableInputError as refused:
        words = refused.words
    else:
        return
    assert words.vi != words.en, words
    (words.vi + words.en).encode()
    assert not told, f"refused after {told} items: {words.en}"


def _check(item: Item, known: set[tuple[str, str]]) -> None:
    if isinstance(item, ArticleRecord):
        known.add((item.source, item.external_id))
        _storable(item.external_id, item.url, item.title, item.section, item.byline, item.body)
    elif isinstance(item, CommentRecord):
        assert (item.source, item.article) in known, "a comment before its article"
        assert item.external_id, "a comment without an id"
        assert item.text.strip(), "a comment without text"
        _storable(item.external_id, item.name, item.address, item.text, item.parent or "")
        _storable(item.website, item.machine, item.source)
    elif isinstance(item, RejectedRow):
        item.raw.encode()
        assert item.reason.vi != item.reason.en, item.reason
        (item.reason.vi + item.reason.en).encode()


def _storable(*texts: str) -> None:
    for text in texts:
        text.encode()
        assert "\0" not in text, "a NUL"


def _key(wrong: BaseException) -> str:
    """The kind of trouble and the last place of the program's own that it came through."""
    frames = traceback.extract_tb(wrong.__traceback__)
    own = [frame for frame in frames if "/app/" in frame.filename] or list(frames)
    place = f"{Path(own[-1].filename).name}:{own[-1].lineno}" if own else "?"
    said = f" {wrong}"[:60] if isinstance(wrong, AssertionError) else ""
    return f"{type(wrong).__name__} at {place}{said}"
