"""Every command that can be typed, and which function answers it."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from app.commands import (
    article_commands,
    export_command,
    import_command,
    intake_command,
    keeping_commands,
    log_commands,
    site_commands,
)
from app.commands.line import everywhere, for_the_desk
from app.sources.files import READERS


def parser() -> argparse.ArgumentParser:
    """The whole command line; `run` in what it finds is the command's function."""
    for_commands = argparse.ArgumentParser(add_help=False, parents=[everywhere()])
    for_commands.add_argument("--json", action="store_true", help="answer in JSON, for a machine")

    top = argparse.ArgumentParser(
        prog="main.py",
        parents=[everywhere(), for_the_desk()],
        description="Lời Bình: a desk for moderating readers' comments. Without a command, the "
        "desk opens.",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def command(name: str, help_text: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name, parents=[for_commands], help=help_text, description=help_text
        )

    _add_import(command)
    export_command.add_export(command)
    article_commands.add_article_commands(command)
    log_commands.add_log_commands(command)
    _add_keeping(command)
    site_commands.add_site_commands(command)
    intake_command.add_intake_command(command)
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
        "--site",
        default="",
        metavar="ADDRESS",
        help="the site, such as https://bao.vn, of pages that a file knows by their paths only",
    )
    words.add_argument(
        "--reject-file", type=Path, metavar="FILE", help="where to list rows that cannot be used"
    )
    words.set_defaults(run=import_command.run)


def _add_keeping(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    command("status", "counts per status, deliveries, connected sites, last backup").set_defaults(
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
