"""The whole suite: `make bench`, or python -m tests.performance ROWS… [--only …] [--out FILE].

Everything is measured beside its limit in the same run, so that the ratios hold on any machine.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.performance import (
    bench_cards,
    bench_decide,
    bench_desk,
    bench_export,
    bench_import,
    bench_insights,
    bench_intake,
    bench_leaving,
    bench_memory,
    bench_page,
    bench_pull,
    bench_quiet,
    bench_reading,
    bench_search,
    bench_start,
    machine,
    table,
)
from tests.performance.measure import Measurement
from tests.performance.workshop import Workshop, space_for

PARTS: dict[str, Callable[[Workshop], Iterator[Measurement]]] = {
    "quiet": bench_quiet.measure,
    "import": bench_import.measure,
    "start": bench_start.measure,
    "page": bench_page.measure,
    "cards": bench_cards.measure,
    "list": bench_desk.measure_list,
    "approve": bench_decide.measure_one,
    "key": bench_desk.measure_approve,
    "batch": bench_decide.measure_many,
    "long": bench_desk.measure_long,
    "pull": bench_pull.measure,
    "intake": bench_intake.measure,
    "search": bench_search.measure,
    "leaving": bench_leaving.measure,
    "log": bench_export.measure,
    "insights": bench_insights.measure,
    "memory": bench_memory.measure,
    "reading": bench_reading.measure,
}
"""In the order in which they are measured."""


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 when a part could not be measured."""
    asked = _parser().parse_args(arguments)
    about = machine.description()
    found: dict[int, list[Measurement]] = {}
    failed: list[str] = []
    _say(" · ".join(f"{name} {value}" for name, value in about.items()))
    with _folder(asked.keep) as folder:
        for rows in asked.rows:
            space_for(folder, rows)
            _say("", f"{rows:,} comments", table.header())
            found[rows] = list(measured(Workshop(rows, folder), asked.only or PARTS, failed))
    if len(found) > 1:
        _say("", *table.growth(found))
    out = (
        asked.out or Path(tempfile.gettempdir()) / f"loi-binh-bench-{time.strftime('%H%M%S')}.json"
    )
    measurements = {rows: list(map(table.document, each)) for rows, each in found.items()}
    document = {"machine": about, "failed": failed, "measurements": measurements}
    out.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    _say("", str(out))
    return 1 if failed else 0


def measured(workshop: Workshop, parts: Iterable[str], failed: list[str]) -> Iterator[Measurement]:
    """Measure some parts, telling each figure as it comes.

    One that fails takes nothing from the others: it is told of, put into `failed`, and they go on.
    """
    for name in parts:
        try:
            for one in PARTS[name](workshop):
                _say(table.row(one))
                yield one
        except Exception:
            _say(f"{name}: FAILED", traceback.format_exc())
            failed.append(name)


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    """Where everything is made: removed at the end, unless it is to serve the next run too."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="loi-binh-bench-") as made:
        yield Path(made)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--only", type=_parts, default=(), metavar="PART,…", help=", ".join(PARTS))
    parser.add_argument("--out", type=Path, help="where the JSON goes (default: a temporary file)")
    parser.add_argument(
        "--keep", type=Path, help="a folder whose comments and newsrooms serve again"
    )
    return parser


def _parts(listed: str) -> tuple[str, ...]:
    chosen = tuple(filter(None, listed.split(",")))
    unknown = sorted(set(chosen) - PARTS.keys())
    if unknown:
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(unknown)}")
    return chosen


def _say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
