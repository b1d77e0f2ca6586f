"""Fuzz the readers: `python -m tests.fuzz [READER...] --minutes 10 --seed 1`.

Each reader gets so many minutes of the processor in a process of its own, which may be killed by
what it reads: then the file it was at is kept, and the next process goes on after it. The same
seed makes the same files. What is found stands in the folder that is told at the end.
"""

from __future__ import annotations

import argparse
import faulthandler
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from tests.fuzz.changing import changed
from tests.fuzz.files_to_change import sound_files
from tests.fuzz.judging import Find, judged, limit_memory

HANGS = 120
"""Seconds on the clock after which a process that cannot be interrupted is ended."""


MOST_FILES = 20_000
"""What one process reads: what is left of one file in its memory must not become the next one's
trouble."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("readers", nargs="*", metavar="READER", help="which ones (default: all)")
    parser.add_argument("--minutes", type=float, default=10.0, help="of the processor, for each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="where finds are kept (default: a new folder)")
    parser.add_argument("--inside", type=int, metavar="NUMBER", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    known = sound_files()
    for name in asked.readers:
        if name not in known:
            parser.error(f"no reader {name}; there are: {', '.join(known)}")
    out = asked.out or Path(tempfile.mkdtemp(prefix="loi-binh-fuzz-"))
    out.mkdir(parents=True, exist_ok=True)
    if asked.inside is not None:
        _run(asked.readers[0], asked.seed, asked.inside, asked.minutes * 60, out)
        return 0
    found = sum(_watch(name, asked.seed, asked.minutes, out) for name in asked.readers or known)
    _say(f"{found} finds in {out}" if found else f"nothing found, seed {asked.seed}")
    return 1 if found else 0


def _watch(name: str, seed: int, minutes: float, out: Path) -> int:
    """Run one reader's processes until its time is used up; how many finds there are."""
    number, used = 0, 0.0
    while used < minutes * 60:
        left = minutes - used / 60
        command = [sys.executable, "-m", "tests.fuzz", name, "--seed", str(seed), "--out", str(out)]
        ended = subprocess.run(
            [*command, "--minutes", str(left), "--inside", str(number)], check=False
        )
        number, spent = _progress(out, name)
        used += spent
        if ended.returncode == 0:
            continue
        kept = out / f"{name}-{number}-ended"
        kept.write_bytes((out / f"{name}.input").read_bytes())
        _say(f"{name}: process ended with {ended.returncode} at {kept}")
        number, used = number + 1, used + 1
    return len(list(out.glob(f"{name}-*-*"))) - len(list(out.glob(f"{name}-*-*.txt")))


def _progress(out: Path, name: str) -> tuple[int, float]:
    number, spent = (out / f"{name}.at").read_text().split()
    return int(number), float(spent)


def _run(name: str, seed: int, number: int, seconds: float, out: Path) -> None:
    """Make, read and judge one file after the other until the time is used up."""
    sound = sound_files()
    others = tuple(content for contents in sound.values() for content in contents)
    path, at = out / f"{name}.input", out / f"{name}.at"
    seen: set[str] = set()
    limit_memory()
    begun = time.process_time()
    first = number
    while (spent := time.process_time() - begun) < seconds and number < first + MOST_FILES:
        at.write_text(f"{number} {spent}")
        content = changed(Random(f"{seed} {name} {number}"), sound[name], others)
        path.write_bytes(content)
        faulthandler.dump_traceback_later(HANGS, exit=True)
        find = judged(name, path, number)
        faulthandler.cancel_dump_traceback_later()
        if find and find.key not in seen:
            seen.add(find.key)
            _keep(find, content, out / f"{name}-{number}-{find.key.partition(' ')[0]}")
        number += 1
    at.write_text(f"{number} {spent}")
    _say(f"{name}: {number - first} files in {spent / 60:.1f} minutes, {len(seen)} new finds")


def _keep(find: Find, content: bytes, place: Path) -> None:
    place.write_bytes(content)
    place.with_name(f"{place.name}.txt").write_text(find.told, "utf-8", "backslashreplace")
    _say(f"  {find.key}: {place}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
