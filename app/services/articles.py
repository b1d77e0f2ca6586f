"""Articles from their own pages: saved ones, and, where somebody asks for it, fetched ones.

A page is a stranger's: it is fetched and read in a process of its own, for so long, in so much
memory. What it says fills what is not known yet.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import Connection

from app.domain.errors import NewsroomError, UnusableInputError
from app.domain.hostile import MAX_TEXT
from app.domain.page import spellings
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.apart import apart
from app.services.importing import import_items
from app.services.newsroom import LongWork, Newsroom, Result, finish
from app.sources.fetching import Allowed, Fetched, fetch, is_public
from app.sources.page import MOST_BYTES, Page, PageError, read, recognises, too_long
from app.sources.record import ArticleRecord
from app.sources.rows import host_of, opened, short
from app.storage import articles, intake
from app.storage.articles import Known

KIND = "page"
"""What a source is called whose first article came from a page."""

SECONDS_TO_READ = 30.0
SECONDS_TO_FETCH = 60.0
"""With reading; the waiting for a name that does not resolve among it."""

MOST_MEMORY = 2 * 1024**3
"""Bytes of address space of the process that reads a page, where the system can hold it to that."""

_HEAD = 64 * 1024

_TOO_SLOW = Words(
    "Đọc trang này quá lâu nên đã dừng; chưa ghi gì.",
    "Reading this page took too long and was stopped; nothing was written.",
)
_FAILED = Words("Trang này không đọc được.", "This page cannot be read.")
_OF_A_SITE = Words(
    "Chưa có bài này ở đây; {source} là trang đã kết nối, nên bài chỉ đến từ chính trang ấy.",
    "This article is not here yet; {source} is a connected site, whose articles come from itself.",
)
_TAKES_ITS_OWN = Words(
    "Bài này thuộc trang đã kết nối {source}: lời bình của trang ấy chỉ đến từ chính trang.",
    "This article belongs to the connected site {source}, whose comments come from itself only.",
)
_ANOTHER = Words(
    "Trang đã lưu là của một bài khác: {address}", "The saved page is another article's: {address}"
)
_ASTRAY = Words(
    "Địa chỉ của bài dẫn về trang chủ; bài có lẽ đã bị gỡ.",
    "The article's address leads to the home page; the article may have been removed.",
)
_GONE = Words("Bài này không còn ở đây nữa.", "This article is no longer here.")
_NO_ADDRESS = Words(
    "Trang không nói địa chỉ của bài, nên không biết nó là bài nào.",
    "The page does not tell the article's address, so which article it is is not known.",
)
_SAY_ADDRESS = Words("Hãy chỉ ra bằng --address.", "Say it with --address.")
_UNKNOWN = Words("“{address}” không phải địa chỉ trang web.", "“{address}” is no web address.")


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article: whether it was `made`, which of the article's fields were
    `filled` with something new, whether readers may write under it by the form. As a dry run, what
    would; its id is 0 then where it is not here."""

    article_id: int
    address: str
    title: str
    made: bool
    filled: tuple[str, ...]
    is_open: bool


# reading and fetching, apart


def is_saved_page(path: Path) -> bool:
    """Whether a file is a page rather than anything else; False for what cannot be looked at."""
    with suppress(UnusableInputError, OSError):
        if path.is_file():
            with opened(path) as file:
                return recognises(file.read(_HEAD))
    return False


def read_saved(path: Path) -> LongWork[Page]:
    """What a saved page says. Raises UnusableInputError in words for what is none."""
    return _bounded(apart(_read_saved, path, patience=0.0), SECONDS_TO_READ)


def fetch_page(
    address: str, *, allowed: Allowed = is_public, origins: Collection[str] = ()
) -> LongWork[Page]:
    """What the page at an address says; it has the address it came from where it tells no other.

    Raises UnusableInputError in words.
    """
    return _bounded(
        apart(_fetch_page, address, allowed, tuple(origins), patience=0.0), SECONDS_TO_FETCH
    )


def _bounded(work: LongWork[Result], seconds: float) -> LongWork[Result]:
    """Raises PageError when work takes longer, or dies of what it read."""
    until = time.monotonic() + seconds
    with closing(work):
        while True:
            try:
                step = next(work)
            except StopIteration as done:
                result: Result = done.value
                return result
            except NewsroomError as error:
                if isinstance(error, UnusableInputError):
                    raise
                raise PageError(_FAILED) from error
            if time.monotonic() > until:
                raise PageError(_TOO_SLOW)
            yield step


def _read_saved(path: Path) -> LongWork[Page]:
    _hold_memory()
    yield Progress(0)
    with opened(path) as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise too_long()
    return read(content)


def _fetch_page(address: str, allowed: Allowed, origins: Collection[str]) -> LongWork[Page]:
    _hold_memory()
    for step in fetch(address, allowed=allowed, origins=origins):
        if isinstance(step, Fetched):
            return _page_of(address, step)
        yield step
    raise PageError(_FAILED)


def _page_of(address: str, fetched: Fetched) -> Page:
    if _path(address) and not _path(fetched.url):
        raise PageError(_ASTRAY)
    page = read(fetched.content, charset=fetched.charset, kind=fetched.kind)
    own = host_of(page.url) == host_of(fetched.url) and _path(page.url)
    return page if own else replace(page, url=fetched.url)


def _path(address: str) -> str:
    return urlsplit(address).path.strip("/")


def _hold_memory() -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


# keeping


def known_at(newsroom: Newsroom, address: str) -> Known | None:
    """The article at an address, however that is spelt; None where nobody knows one."""
    with newsroom.store.reading() as connection:
        return _at(connection, address)


def keep(
    newsroom: Newsroom,
    told: ArticleRecord,
    *,
    article_id: int | None = None,
    replacing: bool = False,
    is_open: bool | None = None,
    dry_run: bool = False,
) -> Kept:
    """Fill what is not known of the article at an address, whichever source it is of, or of the
    one with `article_id`; make one where there is none. `replacing` overwrites what is known,
    `is_open` opens it to the form or closes it.

    Raises UnusableInputError where there is neither id nor address, and for an article of a
    connected site that is new, and would come again from there, or is to be opened.
    """
    if dry_run:
        with newsroom.store.reading() as connection:
            here = _found(connection, told, article_id)
            return _outcome(connection, here, told, replacing=replacing, is_open=is_open)
    with newsroom.store.together() as store, store.writing() as connection:
        here = _found(connection, told, article_id)
        kept = _outcome(connection, here, told, replacing=replacing, is_open=is_open)
        if here is None:
            finish(import_items(replace(newsroom, store=store), KIND, [(0, told)]))
            here = _at(connection, told.url)
        else:
            fields = {name: value for name, value in _fields(told).items() if name in kept.filled}
            articles.fill(connection, here.id, fields)
        if here is not None and is_open is not None:
            intake.set_open(connection, here.source, here.external_id, is_open=is_open)
        return replace(kept, article_id=here.id if here else 0)


def _found(connection: Connection, told: ArticleRecord, article_id: int | None) -> Known | None:
    if article_id is None:
        if not told.url:
            raise UnusableInputError(_NO_ADDRESS, _SAY_ADDRESS)
        return _at(connection, told.url)
    here = articles.known(connection, article_id)
    if here is None:
        raise UnusableInputError(_GONE)
    return here


def _at(connection: Connection, address: str) -> Known | None:
    found = intake.article_at(connection, spellings(address))
    return articles.known(connection, found.id) if found else None


def _outcome(
    connection: Connection,
    here: Known | None,
    told: ArticleRecord,
    *,
    replacing: bool,
    is_open: bool | None,
) -> Kept:
    """What keeping comes to; raises UnusableInputError where it may not be."""
    fields = _fields(told)
    if here is None or is_open:
        _refuse_of_a_site(connection, here, told.source)
    if here is None:
        return Kept(0, told.url, told.title or told.url, True, tuple(fields), bool(is_open))
    news = articles.news_in(connection, here.id, fields, replacing=replacing)
    title = str(news.get("title", here.title))
    open_now = here.is_open if is_open is None else is_open
    return Kept(here.id, here.url or told.url, title, False, tuple(news), open_now)


def refuse_opening(newsroom: Newsroom, address: str) -> None:
    """Raise UnusableInputError where the article at an address may not be opened to the form: asked
    before its page is fetched."""
    with newsroom.store.reading() as connection:
        _refuse_of_a_site(connection, _at(connection, address), host_of(address))


def _refuse_of_a_site(connection: Connection, here: Known | None, source: str) -> None:
    """Of an article that is not here, `source` is the one it would be of."""
    words = _TAKES_ITS_OWN if here else _OF_A_SITE
    source = here.source if here else source
    if intake.delivering(connection, [source]):
        raise UnusableInputError(words.put(source=source))


def _fields(told: ArticleRecord) -> dict[str, str | int]:
    """What is said of an article, by the table's columns; nothing empty."""
    said: dict[str, str | int] = {
        "url": told.url,
        "title": told.title,
        "section": told.section,
        "byline": told.byline,
        "published_at": told.published_at,
        "lead": told.lead,
        "body": told.body[:MAX_TEXT],
        "caption": told.caption,
    }
    return {name: value for name, value in said.items() if value}


# both at once


def register_from_address(
    newsroom: Newsroom,
    address: str,
    *,
    allowed: Allowed = is_public,
    origins: Collection[str] = (),
) -> LongWork[Kept]:
    """Fetch the page at an address and open its article to readers' comments; one whose text is
    here already is only opened.

    It keeps the address it was asked by, whatever the page says. Raises UnusableInputError in
    words; nothing was written then. Who calls this for strangers sees to it that it is for pages of
    the newsroom's own sites, and one at a time.
    """
    written = spellings(address)
    if not written:
        raise UnusableInputError(_UNKNOWN.put(address=short(address)))
    refuse_opening(newsroom, address)
    here = known_at(newsroom, address)
    page = Page()
    if here is None or not here.has_text:
        page = yield from fetch_page(written[0], allowed=allowed, origins=origins)
    return keep(newsroom, page.record(here.url if here else written[0]), is_open=True)


MOST_AT_ONCE = 2
MOST_REMEMBERED = 1_000
SECONDS_REMEMBERED = 600.0


class Registering:
    """Registers articles for whoever asks by an address: two at a time, each address once, and what
    failed not again for ten minutes, so that nobody can make a newsroom fetch all day."""

    def __init__(
        self,
        newsroom: Newsroom,
        *,
        allowed: Allowed = is_public,
        origins: Collection[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._newsroom, self._allowed, self._origins = newsroom, allowed, origins
        self._clock, self._stopped = clock, False
        self._lock = threading.Lock()
        self._under_way: set[str] = set()
        self._failed: OrderedDict[str, float] = OrderedDict()

    def register(self, address: str) -> Kept | None:
        """What became of it; None, at once, where it is not tried now, or was stopped. From any
        thread.

        Raises UnusableInputError as `register_from_address` does.
        """
        written = next(iter(spellings(address)), address)
        if not self._begin(written):
            return None
        try:
            return self._carried_through(written)
        except NewsroomError:
            self._remember(written)
            raise
        finally:
            with self._lock:
                self._under_way.discard(written)

    def stop(self) -> None:
        """Break off what is under way, soon."""
        self._stopped = True

    def _carried_through(self, address: str) -> Kept | None:
        work = register_from_address(
            self._newsroom, address, allowed=self._allowed, origins=self._origins
        )
        with closing(work):
            while not self._stopped:
                try:
                    next(work)
                except StopIteration as done:
                    kept: Kept = done.value
                    return kept
        return None

    def _begin(self, address: str) -> bool:
        with self._lock:
            failed = self._failed.get(address)
            if failed is not None and self._clock() - failed < SECONDS_REMEMBERED:
                return False
            if address in self._under_way or len(self._under_way) >= MOST_AT_ONCE:
                return False
            self._under_way.add(address)
            return True

    def _remember(self, address: str) -> None:
        with self._lock:
            self._failed[address] = self._clock()
            self._failed.move_to_end(address)
            while len(self._failed) > MOST_REMEMBERED:
                self._failed.popitem(last=False)


def fill_from_file(newsroom: Newsroom, path: Path, article_id: int | None = None) -> LongWork[Kept]:
    """Read a saved page into the article with this id, or into the one whose address it gives.

    Raises UnusableInputError in words, also for a page that says it is another article's.
    """
    page = yield from read_saved(path)
    if article_id is None:
        return keep(newsroom, page.record())
    here = _here(newsroom, article_id)
    if page.url and here.url and _path(page.url) != _path(here.url):
        raise UnusableInputError(_ANOTHER.put(address=short(page.url)))
    return keep(newsroom, page.record(here.url), article_id=article_id)


def fill_from_address(
    newsroom: Newsroom, article_id: int, *, allowed: Allowed = is_public
) -> LongWork[Kept]:
    """Fetch the page of an article that is here. Raises UnusableInputError in words."""
    here = _here(newsroom, article_id)
    page = yield from fetch_page(here.url, allowed=allowed)
    return keep(newsroom, page.record(here.url), article_id=article_id)


def _here(newsroom: Newsroom, article_id: int) -> Known:
    with newsroom.store.reading() as connection:
        here = articles.known(connection, article_id)
    if here is None:
        raise UnusableInputError(_GONE)
    return here
