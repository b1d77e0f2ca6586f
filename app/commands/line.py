"""The command line: what can be typed, and which function answers it."""

from __future__ import annotations

import argparse
import locale
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.commands import import_command, keeping_commands, log_commands
from app.commands.console import Console, in_words
from app.domain.words import Language
from app.services.opening import default_database
from app.sources.files import READERS


def main(argv: Sequence[str], run_desk: Callable[[str, bool], int]) -> int:
    """Carry out one command, or open the desk when none is named; returns the exit code."""
    args = parser().parse_args(argv, argparse.Namespace(database="", command=None))
    if args.command is None:
        return run_desk(args.database or ("" if args.demo else str(default_database())), args.demo)
    args.database = args.database or str(default_database())
    console = Console(language(), sys.stdout, sys.stderr, as_json=args.json)
    run: Callable[[argparse.Namespace, Console], int] = in_words(args.run)
    return run(args, console)


def language() -> Language:
    """Vietnamese where the terminal's locale says so, else English."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    chosen = next((name for name in names if name), locale.getlocale()[0] or "")
    return "vi" if chosen.casefold().startswith("vi") else "en"


def parser() -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--database",
        default=argparse.SUPPRESS,
        metavar="PATH|URL",
        help="the newsroom to work on (default: one in your own data folder)",
    )
    for_commands = argparse.ArgumentParser(add_help=False, parents=[everywhere])
    for_commands.add_argument("--json", action="store_true", help="answer in JSON, for a machine")

    top = argparse.ArgumentParser(
        prog="main.py",
        parents=[everywhere],
        description="Lời Bình: a desk for moderating readers' comments. Without a command, the "
        "desk opens.",
    )
    top.add_argument("--demo", action="store_true", help="open the desk on a fresh sample newsroom")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, parents=[for_commands], help=help_text, description=help_text
        )

    _add_import(command)
    log_commands.add_log_commands(command)
    _add_keeping(command)
    return top


def _add_import(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    words = command("import", "bring comments in from files")
    words.add_argument("files", nargs="+", type=Path, metavar="FILE")
    words.add_argument(
        "--format",
        choices=[reader.name for reader in READERS],
        help="the files' format (default: found from their content)",
    )
    words.add_argument("--dry-run", action="store_true", help="say what would happen, do nothing")
    words.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADER=FIELD",
        help="a CSV column by another name, such as --map 'Góp ý=text' (repeatable)",
    )
    words.add_argument("--source", default="", help="name the source where the rows do not")
    words.add_argument(
        "--reject-file", type=Path, metavar="FILE", help="where to list rows that cannot be used"
    )
    words.set_defaults(run=import_command.run)


def _add_keeping(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    command("status", "counts per status, deliveries waiting, last backup").set_defaults(
        run=keeping_commands.status
    )
    backup = command("backup", "copy the newsroom to a file or into a folder, and check the copy")
    backup.add_argument("to", type=Path, metavar="TO")
    backup.set_defaults(run=keeping_commands.back_up)
    restore = command("restore", "put a backup in the newsroom's place; the present one is kept")
    restore.add_argument("backup", type=Path, metavar="FROM")
    restore.set_defaults(run=keeping_commands.restore)
    command("check", "look for damage: the file, the counts, the log's chain").set_defaults(
        run=keeping_commands.check
    )
