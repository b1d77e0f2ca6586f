"""What importing files would do, one after the other, found out before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import UnusableInputError
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.importing import AS_THE_FILE_SAYS, ImportReport, import_file
from app.services.newsroom import LongWork, Newsroom
from app.services.reject_file import refuse_overwriting
from app.sources.record import ReadOptions
from app.storage.rehearsing import Rehearsal


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A file with what importing it would do, or `trouble`: why it cannot be used at all."""

    path: Path
    report: ImportReport | None = None
    trouble: Words | None = None


def rehearse(
    newsroom: Newsroom,
    paths: Sequence[Path],
    *,
    options: ReadOptions = AS_THE_FILE_SAYS,
    reject_path: Path | None = None,
) -> LongWork[tuple[Rehearsed, ...]]:
    """Read every file as an import of all of them would; nothing is written to the newsroom.

    A row that an earlier file has brought is no news in a later one, as it will not be then.
    Progress is in bytes of all files. Rows that cannot become comments are listed in `reject_path`
    when one is named; where that cannot be written, it is the trouble of the file.

    Raises StorageError when the newsroom cannot be read; UnusableInputError, before anything is
    read, where the list would overwrite one of the files.
    """
    if reject_path is not None:
        refuse_overwriting(reject_path, paths)
    sizes = [bytes_of(path) for path in paths]
    rehearsal = Rehearsal()
    found: list[Rehearsed] = []
    listed = False
    for number, path in enumerate(paths):
        before = sum(sizes[:number])
        try:
            steps = import_file(
                newsroom,
                path,
                options=options,
                dry_run=True,
                rehearsal=rehearsal,
                reject_path=reject_path,
                go_on_rejecting=listed,
            )
            report = yield from _within(steps, before, sum(sizes))
        except UnusableInputError as error:
            found.append(Rehearsed(path, trouble=error.at_the_desk))
            continue
        listed = listed or report.reject_file is not None
        found.append(Rehearsed(path, report))
    return tuple(found)


def _within(steps: LongWork[ImportReport], before: int, total: int) -> LongWork[ImportReport]:
    """One file's progress as a part of all files'."""
    try:
        while True:
            yield Progress(before + next(steps).done, total)
    except StopIteration as done:
        report: ImportReport = done.value
        return report
    finally:
        steps.close()


def bytes_of(path: Path) -> int:
    """A file's size; 0 for what cannot be asked, which is told later."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0
