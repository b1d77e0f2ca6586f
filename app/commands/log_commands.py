"""`export-log` and `verify-log`: the log taken out of the desk, and whether its chain holds."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from app.commands.console import DONE, DONE_BUT, Console, opened
from app.commands.when import WHEN, end_of, start_of
from app.domain.decision import Action
from app.domain.log import ChainReport, LogFilter
from app.domain.words import Words
from app.services import log
from app.services.log_export import export_log
from app.storage.store import database_path

EXPORTING = Words("Xuất nhật ký", "Exporting the log")
VERIFYING = Words("Kiểm chứng nhật ký", "Verifying the log")

AddCommand = Callable[[str, str], argparse.ArgumentParser]
"""Makes a command of a name and its help, with what every command takes."""


def add_log_commands(command: AddCommand) -> None:
    """Register `export-log` and `verify-log`."""
    exporting = command("export-log", "write the log to a CSV, JSON Lines or XLSX file")
    exporting.add_argument("out", type=Path, metavar="OUT.csv|.jsonl|.xlsx")
    exporting.add_argument("--since", default="", metavar="WHEN", help=f"from then on ({WHEN})")
    exporting.add_argument(
        "--until",
        default="",
        metavar="WHEN",
        help=f"up to then ({WHEN}); a date alone includes that whole day",
    )
    exporting.add_argument("--moderator", default="", metavar="NAME", help="only of this one")
    exporting.add_argument(
        "--action",
        default="",
        choices=[action.value for action in Action],
        help="only of this kind",
    )
    exporting.add_argument(
        "--article", default="", metavar="TEXT", help="only on articles with this title or address"
    )
    exporting.add_argument(
        "--redact", action="store_true", help="leave names, addresses and texts out"
    )
    exporting.set_defaults(run=run_export)

    verifying = command("verify-log", "check the log's chain, or a file that export-log wrote")
    verifying.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar="FILE",
        help="a CSV or JSON Lines export; it is compared with the database where there is one",
    )
    verifying.set_defaults(run=run_verify)


def run_export(args: argparse.Namespace, console: Console) -> int:
    """Write the entries that are asked for into a file."""
    wanted = LogFilter(
        since=start_of(args.since) if args.since else None,
        until=end_of(args.until) if args.until else None,
        moderator=args.moderator,
        action=Action(args.action) if args.action else None,
        article=args.article,
    )
    with opened(args, console) as newsroom:
        work = export_log(newsroom, wanted, args.out, redact=args.redact, language=console.language)
        report = console.progress(work, EXPORTING)
    console.emit(
        {
            "path": str(report.path),
            "rows": report.rows,
            "sequence": report.sequence,
            "head": report.head.hex(),
        }
    )
    console.say(
        Words(
            "Đã ghi {rows} dòng vào {path}\nĐầu chuỗi: dòng {sequence}, SHA-256 {head}",
            "Wrote {rows} entries to {path}\nChain head: sequence {sequence}, SHA-256 {head}",
        ).put(
            rows=report.rows,
            path=report.path,
            sequence=report.sequence,
            head=report.head.hex(),
        )
    )
    return DONE


def run_verify(args: argparse.Namespace, console: Console) -> int:
    """Check the database's chain, or an exported file against it; problems are listed."""
    if args.file is None:
        with opened(args, console) as newsroom:
            report = console.progress(log.verify(newsroom), VERIFYING)
    else:
        there = database_path(args.database).exists()
        with opened(args, console) if there else nullcontext() as newsroom:
            report = console.progress(log.verify_file(newsroom, args.file), VERIFYING)
    _tell(report, console)
    return DONE if report.whole else DONE_BUT


def _tell(report: ChainReport, console: Console) -> None:
    language = console.language
    console.emit(
        {
            "entries": report.entries,
            "sequence": report.sequence,
            "head": report.head.hex(),
            "whole": report.whole,
            "problem_count": report.problem_count,
            "problems": [
                {"sequence": one.sequence or None, "words": one.words.said_in(language)}
                for one in report.problems
            ],
            "remarks": [words.said_in(language) for words in report.remarks],
        }
    )
    for remark in report.remarks:
        console.say(remark)
    if report.whole:
        console.say(
            Words(
                "Chuỗi nguyên vẹn: {entries} dòng, đầu chuỗi là dòng {sequence}, SHA-256 {head}",
                "The chain is whole: {entries} entries, its head is sequence {sequence}, SHA-256 "
                "{head}",
            ).put(entries=report.entries, sequence=report.sequence, head=report.head.hex())
        )
        return
    for problem in report.problems:
        console.warn(problem.words)
    if report.problem_count > len(report.problems):
        more = report.problem_count - len(report.problems)
        console.warn(Words("… và {n} chỗ nữa.", "… and {n} more.").put(n=more))
    console.say(
        Words(
            "{n} chỗ không khớp trong {entries} dòng.",
            "{n} problems among {entries} entries.",
        ).put(n=report.problem_count, entries=report.entries)
    )
