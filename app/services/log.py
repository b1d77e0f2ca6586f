"""The log as its readers use it: entries by filter, a page of them, and whether the chain holds."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

from app.domain.chain import ERASED, Chain, Findings
from app.domain.log import BatchContents, ChainReport, LogFilter, LogLine
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.log_formats.verifying import verify_exported
from app.services.newsroom import LongWork, Newsroom
from app.storage import log_batches, log_reading
from app.storage.log_writing import head_of

CHUNK = 2_000
"""Entries read in one short transaction, between two signs of progress."""


def lines(newsroom: Newsroom, wanted: LogFilter, after: int = 0) -> tuple[array[int], int]:
    """A number for each batch of which a filter lets something through, newest first, and how many
    entries that is in all: the sequence of its last entry, negative where there are several.

    With `after` only what was written after that entry: what is in the log never changes.
    """
    with newsroom.store.reading() as connection:
        return log_batches.lines(connection, wanted, after)


def sequences_with(newsroom: Newsroom, wanted: LogFilter, sequence: int) -> array[int]:
    """Of the batch that this entry is in, the entries that a filter lets through, last first."""
    with newsroom.store.reading() as connection:
        return log_batches.sequences_with(connection, wanted, sequence)


def page_of_lines(newsroom: Newsroom, numbers: Sequence[int]) -> list[LogLine]:
    """The lines with these numbers: a batch for a negative one, else one entry."""
    with newsroom.store.reading() as connection:
        return log_batches.lines_by_number(connection, numbers)


def contents(newsroom: Newsroom, batch: int) -> BatchContents:
    """What a batch is made of, in short."""
    with newsroom.store.reading() as connection:
        return log_batches.contents(connection, batch)


def number_of_entries(newsroom: Newsroom, wanted: LogFilter) -> int:
    """How many entries an export with this filter would hold."""
    with newsroom.store.reading() as connection:
        return log_batches.number_of_entries(connection, wanted)


def moderators(newsroom: Newsroom, after: int = 0) -> list[str]:
    """Everyone who has an entry in the log, or one after that, by name."""
    with newsroom.store.reading() as connection:
        return log_reading.moderators(connection, after)


def reasons(newsroom: Newsroom) -> dict[str, Words]:
    """What each rejection reason in the log is called, by its code."""
    with newsroom.store.reading() as connection:
        return log_reading.reason_words(connection)


def verify(newsroom: Newsroom) -> LongWork[ChainReport]:
    """Follow the chain from its first entry to the last one there was when this began.

    It reads in short transactions; entries appended meanwhile are left for the next time.
    """
    with newsroom.store.reading() as connection:
        last, _ = head_of(connection)
    chain, findings, erased = Chain(), Findings(), 0
    after: int | None = None
    while True:
        with newsroom.store.reading() as connection:
            links = log_reading.links_after(connection, after, last, CHUNK)
        if not links:
            break
        for link in links:
            if problems := chain.follow(link):
                findings.extend(problems)
            erased += link.salt is None and link.values is not None
        after = links[-1].sequence
        yield Progress(after, last)
    return ChainReport(
        entries=chain.entries,
        sequence=chain.sequence,
        head=chain.head,
        problems=tuple(findings.problems),
        problem_count=findings.count,
        remarks=(ERASED.put(n=erased),) if erased else (),
    )


def verify_file(newsroom: Newsroom | None, path: Path) -> LongWork[ChainReport]:
    """Check a log exported as CSV or JSON Lines: each entry's hash, its values, the head.

    With a newsroom, each entry must also be the one its database holds: only that shows a cut tail
    or a chain that was written anew throughout. Raises UnusableInputError for any other file.
    """

    def lookup(wanted: list[int]) -> dict[int, bytes]:
        assert newsroom is not None
        with newsroom.store.reading() as connection:
            return log_reading.hashes_of(connection, wanted)

    return verify_exported(path, lookup if newsroom is not None else None)
