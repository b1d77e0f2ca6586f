"""What commands say and where: in words on a terminal, as JSON to a machine, never both at once.

Answers go to `out`, troubles and progress to `err`, so that a pipe carries nothing but the answer.
"""

from __future__ import annotations

import argparse
import functools
import json
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

from tqdm import tqdm

from app.domain import system
from app.domain.errors import (
    STOPPED,
    CancelledError,
    NewsroomError,
    PartlyDoneError,
    UnusableInputError,
)
from app.domain.hostile import visible
from app.domain.words import Language, Words
from app.services import opening
from app.services.newsroom import LongWork, Newsroom
from app.storage.store import database_path

Result = TypeVar("Result")

DONE = 0
UNUSABLE = 2
"""Unusable input; nothing was changed."""
DONE_BUT = 3
"""Done but for what is listed, or what the words say."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where a command speaks. With `as_json` it says nothing on `out` but what it emits."""

    language: Language
    out: TextIO
    err: TextIO
    as_json: bool = False

    def say(self, words: Words) -> None:
        """A line for a person; silent when a machine listens."""
        if not self.as_json:
            self._say(self.out, words)

    def fail(self, words: Words) -> None:
        """Why it could not be done; a machine gets it as `{"error": …}` too."""
        self._say(self.err, words)
        self.emit({"error": words.said_in(self.language)})

    def warn(self, words: Words) -> None:
        """A line about something that did not go well, beside the answer."""
        self._say(self.err, words)

    def emit(self, answer: dict[str, object]) -> None:
        """The answer for a machine, one JSON object on one line; silent otherwise."""
        if self.as_json:
            _write(self.out, json.dumps(answer, ensure_ascii=False))

    def progress(self, work: LongWork[Result], title: Words) -> Result:
        """Carry long work through, with a bar when somebody watches; Ctrl+C takes it back.

        Raises CancelledError after Ctrl+C, or what the work makes of it, and whatever else the
        work raises.
        """
        watched = not self.as_json and self.err.isatty()
        with (
            closing(work),
            tqdm(
                desc=title.said_in(self.language),
                file=self.err,
                disable=not watched,
                leave=False,
                unit_scale=True,
            ) as bar,
        ):
            try:
                while True:
                    step = next(work)
                    bar.total = step.total or None
                    bar.update(step.done - bar.n)
            except StopIteration as done:
                result: Result = done.value
                return result
            except KeyboardInterrupt:
                raise _stopped(work) from None

    def _say(self, stream: TextIO, words: Words) -> None:
        """Strangers' text may be part of it, so control characters become visible marks."""
        _write(stream, visible(words.said_in(self.language)).text)


def _write(stream: TextIO, line: str) -> None:
    """What a stream cannot write, such as half a character in a file's name, becomes a mark."""
    encoding = stream.encoding or "utf-8"
    stream.write(line.encode(encoding, "replace").decode(encoding) + "\n")
    stream.flush()  # some commands go on for days, and somebody may read along


def _stopped(work: LongWork[Result]) -> NewsroomError:
    """Let the work, which may stand between two steps, say what its end by Ctrl+C means."""
    try:
        work.throw(KeyboardInterrupt())
    except NewsroomError as error:
        return error
    except KeyboardInterrupt:
        pass
    return CancelledError(STOPPED)


Run = Callable[[argparse.Namespace, Console], int]


def in_words(run: Run) -> Run:
    """Make a command end in words where a NewsroomError would leave it, or the system refuses a
    path: with `DONE_BUT` after something was kept, else with `UNUSABLE`."""

    @functools.wraps(run)
    def guarded(args: argparse.Namespace, console: Console) -> int:
        try:
            return run(args, console)
        except NewsroomError as error:
            console.fail(error.words)
            return DONE_BUT if isinstance(error, PartlyDoneError) else UNUSABLE
        except BrokenPipeError:
            raise
        except OSError as error:
            console.fail(_refusal(error))
            return UNUSABLE

    return guarded


def _refusal(error: OSError) -> Words:
    why = system.reason(error)
    if error.filename is None:
        return Words("Hệ thống từ chối: {why}.", "The system refuses: {why}.").put(why=why)
    return Words("Không dùng được “{path}”: {why}.", "“{path}” cannot be used: {why}.").put(
        path=error.filename, why=why
    )


@contextmanager
def opened(args: argparse.Namespace, console: Console) -> Iterator[Newsroom]:
    """The newsroom of `args.database`, which must exist, closed again at the end."""
    path = database_path(args.database)
    if not path.exists():
        raise UnusableInputError(
            Words("Không có cơ sở dữ liệu “{what}”.", "There is no database “{what}”.").put(
                what=path
            )
        )
    with open_newsroom(path, console) as newsroom:
        yield newsroom


@contextmanager
def open_newsroom(path: Path, console: Console) -> Iterator[Newsroom]:
    """A newsroom opened, or made where there is none; what its opening has to tell is told."""
    newsroom = opening.open_newsroom(path)
    with closing(newsroom.store):
        if newsroom.store.notice is not None:
            console.warn(newsroom.store.notice)
        yield newsroom
