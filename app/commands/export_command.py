"""`export`: the comments taken out of the desk, in a file that other programs read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.commands.console import DONE, Console, opened
from app.commands.when import WHEN, end_of, start_of
from app.domain.comment import Status
from app.domain.comment_filter import CommentFilter
from app.domain.words import Words
from app.services.comment_export import CommentExportReport, export_comments
from app.sources.writers import WRITINGS, writing_for

_EXPORTING = Words("Xuất lời bình", "Exporting comments")
_WROTE = Words(
    "Đã ghi {comments} lời bình dưới {articles} bài viết vào {path} ({format}).",
    "Wrote {comments} comments on {articles} articles to {path} ({format}).",
)
_MENDED = Words(
    "{n} nội dung có ký tự mà dạng này cấm: chương trình khác sẽ thấy � ở đó, Lời Bình thì đọc lại "
    "được nguyên vẹn.",
    "{n} texts hold characters that this format forbids: other programs will see � there, Lời Bình "
    "reads them back as they are.",
)


def add_export(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Register `export`."""
    endings = "|".join(writing.ending for writing in WRITINGS)
    words = command("export", "write comments to a file that other programs read")
    words.add_argument("out", type=Path, metavar=f"OUT{endings}")
    words.add_argument(
        "--format",
        choices=[writing.name for writing in WRITINGS],
        help="the file's format (default: by the ending of its name)",
    )
    words.add_argument(
        "--status",
        type=_statuses,
        default=None,
        metavar="STATUS,…",
        help=f"only these of {', '.join(Status)} (default: all; for isso-json: approved)",
    )
    words.add_argument("--source", default="", metavar="KEY", help="only of this source")
    words.add_argument(
        "--article", default="", metavar="URL", help="only on the article with this address"
    )
    words.add_argument("--since", default="", metavar="WHEN", help=f"from then on ({WHEN})")
    words.add_argument(
        "--until",
        default="",
        metavar="WHEN",
        help=f"up to then ({WHEN}); a date alone includes that whole day",
    )
    words.add_argument(
        "--overwrite", action="store_true", help="replace a file of this name, if there is one"
    )
    words.set_defaults(run=run)


def run(args: argparse.Namespace, console: Console) -> int:
    """Write the comments that are asked for into a file."""
    wanted = CommentFilter(
        statuses=args.status or writing_for(args.out, args.format).statuses,
        source=args.source,
        article=args.article,
        since=start_of(args.since) if args.since else None,
        until=end_of(args.until) if args.until else None,
    )
    with opened(args, console) as newsroom:
        work = export_comments(
            newsroom, wanted, args.out, format_name=args.format, overwrite=args.overwrite
        )
        report = console.progress(work, _EXPORTING)
    _tell(console, report)
    return DONE


def _tell(console: Console, report: CommentExportReport) -> None:
    console.emit(
        {
            "path": str(report.path),
            "format": report.format,
            "comments": report.comments,
            "articles": report.articles,
            "mended": report.mended,
        }
    )
    console.say(
        _WROTE.put(
            comments=report.comments,
            articles=report.articles,
            path=report.path,
            format=report.format,
        )
    )
    if report.limits is not None:
        console.say(report.limits)
    if report.mended:
        console.warn(_MENDED.put(n=report.mended))


def _statuses(typed: str) -> tuple[Status, ...]:
    names = [name.strip().lower() for name in typed.split(",") if name.strip()]
    unknown = sorted(set(names) - set(Status))
    if unknown or not names:
        known = ", ".join(Status)
        raise argparse.ArgumentTypeError(f"{', '.join(unknown) or 'nothing'} is none of {known}")
    return tuple(status for status in Status if status in names)
