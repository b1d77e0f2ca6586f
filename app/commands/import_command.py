"""`import`: files in, with a sentence (or JSON) for each."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.commands.console import DONE, DONE_BUT, Console, open_newsroom
from app.domain.errors import NewsroomError, PartlyDoneError, UnusableInputError
from app.domain.words import Words
from app.services.importing import ImportReport, import_file
from app.services.newsroom import Newsroom
from app.services.reject_file import beside, refuse_overwriting, refuse_unwritable
from app.sources.files import reader_for
from app.sources.record import ReadOptions, kind_words
from app.sources.rows import site_address
from app.storage.store import database_path

_BY_PATH = Words(
    "Tệp chỉ ghi đường dẫn của trang, không ghi trang nào; --site https://… cho biết là trang nào.",
    "The file names pages by their paths only; --site https://… says of which site they are.",
)
_TWICE = Words(
    "{n} bài viết mới đã có ở nguồn khác: một bên chỉ có đường dẫn, một bên có cả địa chỉ trang. "
    "Lời bình của chúng có thể bị nhập hai lần; hãy dùng cùng một --site như lần trước.",
    "New articles that another source has already, by their path alone or by their whole address: "
    "{n}. Their comments may be there twice; use the same --site as before.",
)


def run(args: argparse.Namespace, console: Console) -> int:
    """Import every file named; all are looked at before the first is opened for good."""
    options = ReadOptions(
        columns=_columns(args.map), source=args.source, site=site_address(args.site)
    )
    for path in args.files:
        reader_for(path, args.format)
    if not args.dry_run:
        _refuse_reject_files(args)
    rejected = written = 0
    with _newsroom(args, console) as newsroom:
        for path in args.files:
            work = import_file(
                newsroom,
                path,
                format_name=args.format,
                options=options,
                dry_run=args.dry_run,
                reject_path=None if args.dry_run else args.reject_file,
                go_on_rejecting=args.reject_file is not None and rejected > 0,
            )
            title = Words("Nhập {name}", "Importing {name}").put(name=path.name)
            try:
                report = console.progress(work, title)
            except NewsroomError as error:
                if not written:
                    raise
                raise _after_others(error) from error
            rejected += report.rejected
            if not args.dry_run:
                written += report.added + report.updated + report.articles
            _tell(console, path, report, dry_run=args.dry_run)
    return DONE_BUT if rejected else DONE


def _refuse_reject_files(args: argparse.Namespace) -> None:
    """Raise UnusableInputError where a list of rejected rows would destroy what is read or kept, or
    could not be written."""
    kept = (*args.files, database_path(args.database))
    for path in [args.reject_file] if args.reject_file else map(beside, args.files):
        refuse_overwriting(path, kept)
    if args.reject_file:
        refuse_unwritable(args.reject_file)


def _after_others(error: NewsroomError) -> PartlyDoneError:
    words = error.words
    return PartlyDoneError(
        Words(
            f"{words.vi} Các tệp trước đó đã được nhập.",
            f"{words.en} The files before it were brought in.",
        )
    )


def _columns(pairs: list[str]) -> tuple[tuple[str, str], ...]:
    columns = []
    for pair in pairs:
        header, found, name = pair.rpartition("=")
        if not found or not header.strip():
            raise UnusableInputError(
                Words(
                    "--map cần dạng CỘT=TRƯỜNG, không phải “{pair}”.",
                    "--map takes HEADER=FIELD, not “{pair}”.",
                ).put(pair=pair)
            )
        columns.append((header.strip(), name.strip()))
    return tuple(columns)


@contextmanager
def _newsroom(args: argparse.Namespace, console: Console) -> Iterator[Newsroom]:
    """The newsroom named; a dry run does not make one where there is none."""
    path = database_path(args.database)
    if args.dry_run and not path.exists():
        with (
            tempfile.TemporaryDirectory() as folder,
            open_newsroom(Path(folder) / "nothing-yet.db", console) as newsroom,
        ):
            yield newsroom
        return
    with open_newsroom(path, console) as newsroom:
        yield newsroom


def _tell(console: Console, path: Path, report: ImportReport, *, dry_run: bool) -> None:
    console.emit(
        {
            "format": report.format,
            "read": report.read,
            "added": report.added,
            "updated": report.updated,
            "unchanged": report.unchanged,
            "rejected": report.rejected,
            "articles": report.articles,
            "reject_file": str(report.reject_file) if report.reject_file else None,
        }
    )
    done = Words(
        "{name} ({format}): đọc {read} lời bình, thêm {added}, cập nhật {updated}, đã có "
        "{unchanged}, loại {rejected}; {articles} bài viết mới.",
        "{name} ({format}): read {read} comments, added {added}, updated {updated}, already there "
        "{unchanged}, rejected {rejected}; {articles} new articles.",
    )
    rehearsed = Words("Chạy thử, chưa ghi gì. ", "Dry run, nothing was written. ")
    if dry_run:
        done = Words(rehearsed.vi + done.vi, rehearsed.en + done.en)
    console.say(
        done.put(
            name=path.name,
            format=report.format,
            read=report.read,
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            rejected=report.rejected,
            articles=report.articles,
        )
    )
    if report.told_otherwise:
        console.warn(_TWICE.put(n=report.told_otherwise))
    elif report.by_path:
        console.warn(_BY_PATH)
    for kind, n in report.left_out.items():
        said = kind_words(kind)
        console.say(Words(f"Bỏ qua: {n} {said.vi}.", f"Left out: {n} {said.en}."))
    for row in report.first_rejected:
        line = Words("  dòng {line}: ", "  line {line}: ").put(line=row.line)
        console.warn(Words(line.vi + row.reason.vi, line.en + row.reason.en))
    if report.reject_file:
        console.say(
            Words("Danh sách đầy đủ các dòng bị loại: {path}", "All rejected rows: {path}").put(
                path=report.reject_file
            )
        )
