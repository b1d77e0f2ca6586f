"""Bringing comments in from a file: streaming, idempotent, and never leaving half a row behind."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from app.domain import system
from app.domain.checks import WordList, check_text
from app.domain.comment import Judgement, Status, Verdict
from app.domain.errors import (
    STOPPED,
    NewsroomError,
    PartlyDoneError,
    StorageError,
    UnusableInputError,
)
from app.domain.flag import Flag, Reason, ReasonCode
from app.domain.hostile import MAX_TEXT, storable
from app.domain.progress import Progress
from app.domain.validation import judge_address, judge_name
from app.domain.vietnamese import fingerprint_of_folded, normal_form, without_marks
from app.domain.words import Words
from app.services.newsroom import LongWork, Newsroom
from app.services.reject_file import (
    RejectFile,
    beside,
    can_be_listed,
    refuse_overwriting,
    refuse_unwritable,
)
from app.services.rejections import RejectedKind, Rejections
from app.sources.files import reader_for
from app.sources.record import (
    ArticleRecord,
    CommentRecord,
    Item,
    LeftOut,
    Looking,
    Reader,
    ReadOptions,
    RejectedRow,
)
from app.sources.rows import looks_like_address
from app.storage.arriving import Arrived, ArrivingArticle, ArrivingComment, Key
from app.storage.importing import Importing
from app.storage.reading import newest_id
from app.storage.rehearsing import Rehearsal
from app.storage.same_pages import SamePages
from app.storage.search import entries, merge
from app.storage.standing import Told

CHUNK = 1_000
"""Rows to a transaction: the desk's own decisions wait at most this long, about 0.1 s, and get
their turn while the next rows are read and judged, when nothing is held."""

MUCH = 10
"""How many times what has arrived may be there before, for the search's index to be put in order
afterwards: that takes some seconds for a million comments."""

PASSED_OVER = 1_000
"""Rows without a comment to keep, after which there is a sign of progress all the same."""

AS_THE_FILE_SAYS = ReadOptions()

MOST_JUDGED = 20_000
"""Names, and addresses, whose judgement is remembered for the comments that follow."""

LONGEST_NAME = 1_000

USUALLY, SELDOM = gc.get_threshold(), (50_000, 20, 100)
"""When to look for cycles of what nobody needs any more: an import makes none, and to look among
rows by the thousand took a twentieth of its time. Two looks at files may overlap, so that neither
may take what it finds set for what is usual."""

MOST_LISTED = 20
"""Rejected rows that a report carries itself; all of them are in the reject file."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or, as a dry run, would do. `left_out` counts what is no reader's comment
    by its kind, `rejected_kinds` the rejected rows by why, the most frequent first. `by_path` says
    that the file has articles whose addresses name no site, `told_otherwise` how many new articles
    are of a page that another source has by its path alone, or by its address where this file
    tells the path: their comments may be there twice."""

    format: str
    read: int
    added: int
    updated: int
    unchanged: int
    rejected: int
    articles: int
    left_out: Mapping[str, int]
    first_rejected: tuple[RejectedRow, ...]
    reject_file: Path | None
    rejected_kinds: tuple[RejectedKind, ...] = ()
    by_path: bool = False
    told_otherwise: int = 0


@dataclass(slots=True)
class _Chunk:
    """Rows that go into one transaction, comments by their key, and what tells them apart from
    what was said of them before."""

    articles: list[ArrivingArticle] = field(default_factory=list)
    comments: dict[Key, CommentRecord] = field(default_factory=dict)
    digests: dict[Key, bytes] = field(default_factory=dict)
    passed_over: int = 0
    position: int = 0
    is_looking: bool = False

    def told(self, key: Key) -> Told:
        """What is said of one of the comments, as it would be kept."""
        record = self.comments[key]
        return Told(
            record.article,
            storable(record.name)[0][:LONGEST_NAME],
            storable(record.address)[0][:LONGEST_NAME],
            storable(record.text)[0][:MAX_TEXT],
            storable(record.website)[0],
            storable(record.machine)[0],
            record.parent,
            record.created_at,
            record.status.value if record.status else None,
            record.by_newsroom,
        )


def import_file(
    newsroom: Newsroom,
    path: Path,
    *,
    format_name: str | None = None,
    options: ReadOptions = AS_THE_FILE_SAYS,
    dry_run: bool = False,
    reject_path: Path | None = None,
    go_on_rejecting: bool = False,
    list_if_possible: bool = False,
    rehearsal: Rehearsal | None = None,
) -> LongWork[ImportReport]:
    """Import a file of comments; a dry run only finds out what an import would do, after those
    that `rehearsal` has met.

    Progress is in bytes of the file, and without a total while a long one is looked through before
    its first comment is told. Closing the work early keeps what was already brought in, in
    whole chunks; importing the same file again goes on from there. Rows that cannot become
    comments are listed in `reject_path` (by default beside the file, after a dry run nowhere), made
    only when there are any; to `go_on_rejecting` adds them to those of another file, to
    `list_if_possible` does without where nothing can be written beside the file.

    Raises UnusableInputError before anything is written, for a file that cannot be used at all or
    a named `reject_path` that cannot be written; PartlyDoneError, with how much was kept, for
    anything that goes wrong later, Ctrl+C among it.
    """
    with _in_words(path):
        reader = reader_for(path, format_name)
        size = path.stat().st_size
    target = reject_path if dry_run else reject_path or beside(path)
    if target is not None and list_if_possible and not can_be_listed(target):
        target = None
    if target is not None:
        refuse_overwriting(target, (path, newsroom.store.path))
    if target is not None and reject_path is not None:
        refuse_unwritable(target)
    return import_items(
        newsroom,
        reader.name,
        _read(reader, path, options),
        size=size,
        dry_run=dry_run,
        rejects=RejectFile(target, path.name, go_on=go_on_rejecting),
        rehearsal=rehearsal,
    )


def _read(reader: Reader, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
    with _in_words(path):
        yield from reader.read(path, options)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Say what the disk, not the file's content, is to blame for."""
    try:
        yield
    except OSError as error:
        raise UnusableInputError(
            Words("Không đọc được “{name}”: {why}.", "“{name}” cannot be read: {why}.").put(
                name=path.name, why=system.reason(error)
            )
        ) from error


def import_items(
    newsroom: Newsroom,
    kind: str,
    items: Iterable[tuple[int, Item]],
    *,
    size: int = 0,
    dry_run: bool = False,
    rejects: RejectFile | None = None,
    rehearsal: Rehearsal | None = None,
    by_site: bool = False,
) -> LongWork[ImportReport]:
    """Import what a source gives, each item with its position of `size`; as `import_file` does.

    `by_site`: the source itself tells this now, page by page, so that what was decided there
    counts, and the search's index is left to be put in order at the end of it all.
    """
    keeper: Importing | Rehearsal = (
        rehearsal or Rehearsal() if dry_run else Importing(by_site=by_site)
    )
    keeper.arrived = Arrived()
    preparing = _Preparing(newsroom.words)
    arrived, kept, wrote, same_pages = keeper.arrived, Arrived(), False, SamePages()
    chunk = _Chunk()
    try:
        with rejects or RejectFile(None) as listed, _collecting_seldom():
            tally = _Tally(listed)
            for chunk in _chunks(items, tally):
                if chunk.is_looking:
                    yield Progress(0)
                    continue
                if chunk.articles:
                    with newsroom.store.reading() as connection:
                        same_pages.look(connection, chunk.articles)
                if isinstance(keeper, Rehearsal):
                    with newsroom.store.reading() as connection:
                        keeper.read(connection, chunk.articles, chunk.digests, chunk.told)
                else:
                    wrote = _keep(newsroom, keeper, kind, chunk, preparing) or wrote
                    kept = replace(arrived)
                yield Progress(chunk.position, size)
            if kept.added and not by_site:
                yield from put_in_order(newsroom, kept.added, size)
    except PartlyDoneError:
        raise
    except (NewsroomError, KeyboardInterrupt) as error:
        if isinstance(keeper, Importing) and _was_committed(newsroom, keeper, kept, chunk):
            wrote, kept = True, replace(arrived)
        if not wrote:
            raise
        words = error.words if isinstance(error, NewsroomError) else STOPPED
        raise PartlyDoneError(_with_what_was_kept(words, kept)) from error
    return ImportReport(
        format=kind,
        read=tally.read,
        added=arrived.added,
        updated=arrived.updated,
        unchanged=arrived.unchanged,
        rejected=tally.rejected,
        articles=arrived.articles,
        left_out=dict(tally.left_out),
        first_rejected=tuple(tally.first_rejected),
        reject_file=listed.path if tally.rejected else None,
        rejected_kinds=tally.rejections.kinds(),
        by_path=tally.by_path,
        told_otherwise=len(same_pages.found),
    )


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*USUALLY)


def put_in_order(newsroom: Newsroom, added: int, size: int) -> Iterator[Progress]:
    """Make searching quick again, where much of what is searched has just arrived."""
    with newsroom.store.reading() as connection:
        if added * MUCH < newest_id(connection):
            return
    more = begin = True
    while more:
        try:
            with newsroom.store.writing() as connection:
                more = merge(connection, begin=begin)
        except StorageError:
            return  # everything is kept; it is only found more slowly
        begin = False
        if more:
            yield Progress(size, size)


def _keep(
    newsroom: Newsroom, importing: Importing, kind: str, chunk: _Chunk, preparing: _Preparing
) -> bool:
    """Judge and write what is news in a chunk, and tell whether there was any; the database is not
    held while that is judged."""
    if not chunk.articles and not chunk.comments:
        return False
    with newsroom.store.reading() as connection:
        articles, keys = importing.news(connection, chunk.articles, chunk.digests, chunk.told)
    comments = [
        preparing.arriving(record, chunk.digests[key])
        for key, record in chunk.comments.items()
        if key in keys
    ]
    if articles or comments:
        with newsroom.store.writing() as connection:
            importing.write(
                connection, newsroom.moderator, newsroom.clock(), kind, articles, comments
            )
    return bool(articles or comments)


def _was_committed(newsroom: Newsroom, importing: Importing, kept: Arrived, chunk: _Chunk) -> bool:
    """Whether the chunk at hand is kept although Ctrl+C came: a commit takes its time, and the
    signal is heard only after it."""
    counted = importing.arrived
    if (counted.added, counted.updated) == (kept.added, kept.updated):
        return False
    try:
        with newsroom.store.reading() as connection:
            articles, keys = importing.news(connection, chunk.articles, chunk.digests, chunk.told)
    except StorageError:
        return False
    return not articles and not keys


def _with_what_was_kept(words: Words, kept: Arrived) -> Words:
    more = Words(
        " {n} lời bình trước đó đã được giữ; nhập lại tệp này để tiếp tục.",
        " {n} comments before that were kept; import the file again to go on.",
    ).put(n=kept.added + kept.updated)
    return Words(words.vi + more.vi, words.en + more.en)


@dataclass(slots=True)
class _Tally:
    rejects: RejectFile
    read: int = 0
    rejected: int = 0
    by_path: bool = False
    left_out: Counter[str] = field(default_factory=Counter)
    first_rejected: list[RejectedRow] = field(default_factory=list)
    rejections: Rejections = field(default_factory=Rejections)

    def reject(self, row: RejectedRow) -> None:
        self.rejected += 1
        self.rejects.add(row)
        self.rejections.add(row)
        if len(self.first_rejected) < MOST_LISTED:
            self.first_rejected.append(row)


def _chunks(items: Iterable[tuple[int, Item]], tally: _Tally) -> Iterator[_Chunk]:
    """Count every item and gather what is to be kept; a chunk may hold articles only, or nothing
    but its position."""
    chunk = _Chunk()
    for position, item in items:
        if isinstance(item, Looking):
            yield _Chunk(is_looking=True)
            continue
        if isinstance(item, RejectedRow):
            tally.read += 1
            tally.reject(item)
        elif isinstance(item, LeftOut):
            tally.left_out[item.kind] += 1
        elif isinstance(item, ArticleRecord):
            chunk.articles.append(_arriving_article(item))
            tally.by_path = tally.by_path or bool(item.url and not looks_like_address(item.url))
        else:
            tally.read += 1
            key = (item.source, item.external_id)
            if len(chunk.comments) >= CHUNK or key in chunk.comments:
                yield chunk
                chunk = _Chunk()
            chunk.comments[key] = item
            chunk.digests[key] = record_digest(item)
        chunk.passed_over += not isinstance(item, CommentRecord)
        chunk.position = position
        if chunk.passed_over >= PASSED_OVER:
            yield chunk
            chunk = _Chunk()
    yield chunk


def _arriving_article(record: ArticleRecord) -> ArrivingArticle:
    columns: dict[str, str | int] = {
        "url": record.url,
        "title": record.title,
        "section": record.section,
        "byline": record.byline,
        "published_at": record.published_at,
        "lead": record.lead,
        "body": record.body,
        "caption": record.caption,
    }
    cleaned = {
        name: storable(value)[0][:MAX_TEXT] if isinstance(value, str) else value
        for name, value in columns.items()
    }
    return ArrivingArticle(record.source, record.external_id, tuple(cleaned.items()))


class _Preparing:
    """Cleans, judges and checks a comment as far as that needs no database."""

    def __init__(self, words: WordList) -> None:
        self._words = words
        self._judge_name = lru_cache(MOST_JUDGED)(judge_name)
        self._judge_address = lru_cache(MOST_JUDGED)(judge_address)

    def arriving(self, record: CommentRecord, digest: bytes) -> ArrivingComment:
        if record.by_newsroom:
            return _own_reply(record, digest)
        name = storable(record.name)[0][:LONGEST_NAME]
        address = storable(record.address)[0][:LONGEST_NAME]
        names, addresses = self._judge_name(name), self._judge_address(address)
        whole, damaged = storable(record.text)
        text = whole[:MAX_TEXT]
        normal = normal_form(text)
        flags = [*check_text(text, self._words, normal)]
        if damaged or record.damaged:
            flags.append(Flag(Reason(ReasonCode.DAMAGED_TEXT)))
        if len(whole) > MAX_TEXT:
            flags.append(Flag(Reason(ReasonCode.TEXT_CUT, str(len(whole)))))
        flags += [Flag(one.reason) for one in (names, addresses) if one.reason]
        return ArrivingComment(
            record.source,
            record.external_id,
            record.article,
            record.parent,
            name,
            address,
            names,
            addresses,
            text,
            entries(normal),
            tuple(flags),
            fingerprint_of_folded(without_marks(normal)),
            record.created_at,
            record.status,
            storable(record.website)[0],
            storable(record.machine)[0],
            digest,
        )


def _own_reply(record: CommentRecord, digest: bytes) -> ArrivingComment:
    """What the newsroom once replied itself: nothing of it is doubted, and it is approved."""
    name, text = storable(record.name)[0][:LONGEST_NAME], storable(record.text)[0][:MAX_TEXT]
    return ArrivingComment(
        record.source,
        record.external_id,
        record.article,
        record.parent,
        name,
        "",
        Judgement(Verdict.GOOD, name),
        Judgement(Verdict.GOOD, ""),
        text,
        entries(normal_form(text)),
        (),
        0,
        record.created_at,
        record.status or Status.APPROVED,
        "",
        "",
        digest,
        by_newsroom=True,
    )


def record_digest(record: CommentRecord) -> bytes:
    """Tells whether a source still says the same of a comment.

    It is kept in every newsroom: told differently, every comment would seem to have changed.
    """
    told = (
        f"({record.article!r}, {record.parent!r}, {record.name!r}, {record.address!r}, "
        f"{record.text!r}, {record.created_at}, {_SAID_OF_STATUS[record.status]}, "
        f"{record.website!r}, {record.machine!r})"
    )
    return hashlib.blake2b(told.encode(), digest_size=16).digest()


_SAID_OF_STATUS = {None: "None"} | {
    status: f"<Status.{status.name}: {status.value!r}>" for status in Status
}
