"""The command line: the desk at once when nothing else is asked for, otherwise one command."""

from __future__ import annotations

import argparse
import locale
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.words import Language


def main(argv: Sequence[str], run_desk: Callable[[str, bool], int]) -> int:
    """Carry out one command, or open the desk when none is named; returns the exit code.

    The desk is given "" where no database is named. What commands need is imported for commands
    only: the desk is on the screen before all of it could be.
    """
    args = _desk_alone(argv)
    if args is None:
        from app.commands.parser import parser

        args = parser().parse_args(argv, argparse.Namespace(database="", command=None))
    if args.command is None:
        return run_desk(args.database, args.demo)
    return _carry_out(args)


def _desk_alone(argv: Sequence[str]) -> argparse.Namespace | None:
    """What is asked of the desk; None when anything else was typed too."""
    options = argparse.ArgumentParser(
        add_help=False, exit_on_error=False, parents=[everywhere(), for_the_desk()]
    )
    try:
        args, others = options.parse_known_args(argv, argparse.Namespace(database="", command=None))
    except argparse.ArgumentError:
        return None
    return None if others else args


def _carry_out(args: argparse.Namespace) -> int:
    from app.commands.console import Console, in_words
    from app.services.places import default_database

    args.database = args.database or str(default_database())
    console = Console(language(), sys.stdout, sys.stderr, as_json=args.json)
    run: Callable[[argparse.Namespace, Console], int] = in_words(args.run)
    return run(args, console)


def everywhere() -> argparse.ArgumentParser:
    """What the desk and every command take."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--database",
        default=argparse.SUPPRESS,
        metavar="PATH|URL",
        help="the newsroom to work on (default: one in your own data folder)",
    )
    return options


def for_the_desk() -> argparse.ArgumentParser:
    """What only the desk takes."""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument(
        "--demo", action="store_true", help="open the desk on a fresh sample newsroom"
    )
    return options


def language() -> Language:
    """Vietnamese where the terminal's locale says so, else English."""
    names = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    chosen = next((name for name in names if name), locale.getlocale()[0] or "")
    return "vi" if chosen.casefold().startswith("vi") else "en"
