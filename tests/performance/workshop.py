"""Where a run works: a folder with the comments, the newsroom made from them, and copies of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.importing import import_file
from app.services.newsroom import Newsroom, finish
from app.services.opening import open_newsroom
from tests.performance import generator
from tests.performance.limits.connecting import backed_up

MODERATOR = "An"


@dataclass(frozen=True, slots=True)
class Workshop:
    """A folder for one number of rows; everything in it is made when first asked for."""

    rows: int
    folder: Path

    def comments(self) -> Path:
        """The generated comments."""
        path = self.folder / f"comments-{self.rows}.jsonl"
        if not path.exists():
            _made(path, lambda beside: generator.write(self.rows, beside))
        return path

    def more_comments(self, rows: int) -> Path:
        """Comments that the newsroom does not have yet, on articles it has."""
        path = self.folder / f"more-{self.rows}-{rows}.jsonl"
        if not path.exists():
            _made(path, lambda beside: generator.write(rows, beside, seed=7, first=self.rows))
        return path

    def database(self) -> Path:
        """The newsroom as the import left it; not to be written to, take a `copy`."""
        path = self._database
        if not path.exists():
            _made(path, self._import_into)
        return path

    def use(self, imported: Path) -> None:
        """Spare the import: this newsroom, which nobody has open, has just been made by one."""
        if not self._database.exists():
            imported.replace(self._database)
        self.path(imported.name)

    @property
    def _database(self) -> Path:
        return self.folder / f"desk-{self.rows}.db"

    def copy(self, name: str, *, of: Path | None = None, delivers: bool = False) -> Path:
        """A fresh copy of the newsroom; its source takes decisions back when it `delivers`."""
        path = self.path(f"{name}.db")
        backed_up(of or self.database(), path, delivers=delivers)
        return path

    def path(self, name: str) -> Path:
        """A place for a file that is not there yet."""
        path = self.folder / name
        for left in self.folder.glob(f"{name}*"):
            left.unlink()
        return path

    def _import_into(self, path: Path) -> None:
        newsroom = open_newsroom(path, MODERATOR)
        finish(import_file(newsroom, self.comments()))
        newsroom.store.tidy()
        newsroom.store.close()


def _made(path: Path, make: Any) -> None:  # noqa: ANN401 - takes the path to write to
    """Make a file whole or not at all, so that a run that was stopped leaves no half of one."""
    beside = path.with_name(f"unfinished-{path.name}")
    for left in path.parent.glob(f"{beside.name}*"):
        left.unlink()
    make(beside)
    beside.replace(path)


@contextmanager
def opened(path: Path) -> Iterator[Newsroom]:
    """A newsroom with our moderator at it."""
    newsroom = open_newsroom(path, MODERATOR)
    try:
        yield newsroom
    finally:
        newsroom.store.close()


def space_for(folder: Path, rows: int) -> None:
    """Refuse to begin where the disk cannot hold it: about 12 KB a row with all the copies."""
    if shutil.disk_usage(folder).free < rows * 12_000:
        raise SystemExit(f"{folder}: not enough room for {rows} rows")
