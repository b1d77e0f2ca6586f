"""`article`: an article from its saved page, or from its address where that is what is typed."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.commands.console import DONE, DONE_BUT, UNUSABLE, Console, open_newsroom
from app.domain.errors import NewsroomError, UnusableInputError
from app.domain.page import spellings
from app.domain.words import Words
from app.services import articles
from app.services.articles import Kept
from app.services.newsroom import Newsroom
from app.sources.page import Page
from app.storage.store import database_path

_ONE_ADDRESS = Words("--address chỉ dùng được với một trang.", "--address goes with one page only.")
_BAD_ADDRESS = Words("“{told}” không phải địa chỉ trang web.", "“{told}” is no web address.")
_FETCHING = Words("Tải {name}", "Fetching {name}")
_READING = Words("Đọc {name}", "Reading {name}")
_MADE = Words("{title}: bài mới, {address}.", "{title}: a new article, {address}.")
_FILLED = Words("{title}: thêm {fields}.", "{title}: filled in {fields}.")
_AS_IT_WAS = Words("{title}: không có gì mới.", "{title}: nothing new.")
_OPEN = Words(" Bạn đọc viết được lời bình.", " Readers may comment.")
_REHEARSED = Words("Chạy thử, chưa ghi gì. ", "Dry run, nothing was written. ")
_FIELDS = {
    "url": Words("địa chỉ", "address"),
    "title": Words("tựa đề", "title"),
    "section": Words("chuyên mục", "section"),
    "byline": Words("tác giả", "byline"),
    "published_at": Words("ngày đăng", "date"),
    "lead": Words("sa-pô", "lead"),
    "body": Words("nội dung", "text"),
    "caption": Words("chú thích ảnh", "picture's words"),
}


def add_article_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    words = command("article", "take articles in from saved pages, or from their addresses")
    words.add_argument("pages", nargs="+", metavar="FILE|ADDRESS")
    words.add_argument("--address", default="", metavar="URL", help="the address of a saved page")
    opening = words.add_mutually_exclusive_group()
    opening.add_argument(
        "--open", action="store_true", default=None, help="let readers comment by the form"
    )
    opening.add_argument(
        "--close", dest="open", action="store_false", help="take no more comments by the form"
    )
    words.add_argument(
        "--no-fetch", action="store_true", help="ask no server: only open, close or register"
    )
    words.add_argument(
        "--replace", action="store_true", help="overwrite what is known, not only what is blank"
    )
    words.add_argument("--dry-run", action="store_true", help="say what would happen, do nothing")
    words.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Every page in turn; one that cannot be used is told of, and the rest goes on."""
    _refuse_addresses(args)
    failed = 0
    with _newsroom(args, console) as newsroom:
        for told in args.pages:
            try:
                kept = _take(newsroom, told, args, console)
            except NewsroomError as error:
                failed += 1
                console.warn(Words(f"{told}: {error.words.vi}", f"{told}: {error.words.en}"))
                console.emit({"page": told, "error": error.words.said_in(console.language)})
            else:
                _tell(console, told, kept, dry_run=args.dry_run)
    if not failed:
        return DONE
    return UNUSABLE if failed == len(args.pages) else DONE_BUT


def _refuse_addresses(args: argparse.Namespace) -> None:
    if args.address and len(args.pages) > 1:
        raise UnusableInputError(_ONE_ADDRESS)
    for told in filter(None, [args.address, *filter(_is_address, args.pages)]):
        if not spellings(told):
            raise UnusableInputError(_BAD_ADDRESS.put(told=told))


def _is_address(told: str) -> bool:
    return told.lower().startswith(("http://", "https://"))


def _take(newsroom: Newsroom, told: str, args: argparse.Namespace, console: Console) -> Kept:
    page, address = Page(), args.address
    if not _is_address(told):
        path = Path(told)
        work = articles.read_saved(path)
        page = console.progress(work, _READING.put(name=path.name))
    else:
        address = address or told
        if args.open:
            articles.refuse_opening(newsroom, address)
        if _is_wanted(newsroom, told, args):
            page = console.progress(articles.fetch_page(told), _FETCHING.put(name=told))
    return articles.keep(
        newsroom,
        page.record(address),
        replacing=args.replace,
        is_open=args.open,
        dry_run=args.dry_run,
    )


def _is_wanted(newsroom: Newsroom, address: str, args: argparse.Namespace) -> bool:
    """Whether the page must be fetched: not for one that is only to be opened or closed."""
    if args.no_fetch:
        return False
    here = articles.known_at(newsroom, address)
    return args.replace or args.open is None or here is None or not here.has_text


@contextmanager
def _newsroom(args: argparse.Namespace, console: Console) -> Iterator[Newsroom]:
    """The newsroom named; a dry run does not make one where there is none."""
    path = database_path(args.database)
    with tempfile.TemporaryDirectory() as folder:
        if args.dry_run and not path.exists():
            path = Path(folder) / "nothing-yet.db"
        with open_newsroom(path, console) as newsroom:
            yield newsroom


def _tell(console: Console, told: str, kept: Kept, *, dry_run: bool) -> None:
    console.emit(
        {
            "page": told,
            "address": kept.address,
            "title": kept.title,
            "made": kept.made,
            "filled": list(kept.filled),
            "open": kept.is_open,
        }
    )
    names = [_FIELDS[name] for name in kept.filled]
    fields = Words(", ".join(one.vi for one in names), ", ".join(one.en for one in names))
    said = _MADE if kept.made else _FILLED if names else _AS_IT_WAS
    begin = _REHEARSED if dry_run else Words("", "")
    end = _OPEN if kept.is_open else Words("", "")
    did = said.put(fields=fields, title=kept.title, address=kept.address)
    console.say(Words(begin.vi + did.vi + end.vi, begin.en + did.en + end.en))
