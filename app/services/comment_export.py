"""Taking the comments out of the desk, so that nobody is locked in: whole or not at all.

They are all of one moment, however long it takes to write them and whatever is decided meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.comment_filter import CommentFilter
from app.domain.errors import UnusableInputError
from app.domain.hostile import visible_line
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.newsroom import LongWork, Newsroom
from app.services.whole_file import refuse_unusable_place, replacing
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.writers import writing_for
from app.sources.writing import About, Writing
from app.storage import exporting
from app.storage.exporting import KeptArticle, KeptComment, Scope

_COMMENTS = Words("lời bình", "the comments")
_EXISTS = Words(
    "Đã có tệp “{what}”; nó được giữ nguyên.", "There is a file “{what}” already; it was kept."
)
_SAY_OVERWRITE = Words(
    "Chọn tên khác, hoặc thêm --overwrite.", "Choose another name, or add --overwrite."
)
_OWN_FILE = Words(
    "“{what}” là cơ sở dữ liệu của tòa soạn; hãy chọn tên khác.",
    "“{what}” is the newsroom's own database; choose another name.",
)
_NO_SOURCE = Words(
    "Không có nguồn “{what}”; các nguồn: {known}.",
    "There is no source “{what}”; the sources are: {known}.",
)
_NO_ARTICLE = Words(
    "Không có bài viết nào có địa chỉ “{what}”.", "There is no article with the address “{what}”."
)
_ONE_SITE = Words(
    "Tệp dạng {name} chỉ chứa lời bình của một nguồn, còn ở đây có: {known}.",
    "A file of the format {name} holds the comments of one source, and here are: {known}.",
)
_SAY_SOURCE = Words("Hãy chọn một bằng --source.", "Choose one with --source.")
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class CommentExportReport:
    """What an export wrote. `mended` texts hold characters that the format forbids, replaced for
    other programs and kept beside for this one; `limits` says what those will not find in it."""

    format: str
    path: Path
    comments: int
    articles: int
    mended: int
    limits: Words | None


def export_comments(
    newsroom: Newsroom,
    wanted: CommentFilter | None,
    path: Path,
    *,
    format_name: str | None = None,
    overwrite: bool = False,
) -> LongWork[CommentExportReport]:
    """Write the comments that a filter lets through, as they stand at the beginning.

    Without a filter they are those that usually go into a file of its format (Isso would publish
    all that it is given). The format is the one named, or that of the file's ending. The file
    appears whole at the end: closing the work early, or any failure, leaves what stood there
    untouched. Nothing is overwritten unless that is asked for.

    Raises UnusableInputError for a place, name, source or article that cannot be used, StorageError
    when the disk is full or fails.
    """
    writing = writing_for(path, format_name)
    wanted = wanted or CommentFilter(statuses=writing.statuses)
    refuse_unusable_place(path)
    _refuse_overwriting(newsroom, path, overwrite=overwrite)
    with newsroom.store.reading() as connection:
        scope = _scope(connection, wanted)
        about = About(_site(connection, scope, writing), newsroom.clock())
        total = exporting.number_in(connection, scope)
        read = exporting.by_article if writing.by_article else exporting.in_order
        done, told = 0, set[int]()
        yield Progress(0, total)
        with replacing(path, _COMMENTS) as beside, closing(writing.open(beside, about)) as file:
            for window in read(connection, scope):
                for article, row in _with_articles(connection, window, told):
                    file.write(article, _comment(row), row.reason)
                done += len(window)
                yield Progress(done, total)
            file.finish()
    return CommentExportReport(writing.name, path, done, len(told), file.mended, writing.limits)


def number_of_comments(newsroom: Newsroom, wanted: CommentFilter) -> int:
    """How many comments an export would write."""
    with newsroom.store.reading() as connection:
        return exporting.number_in(connection, _scope(connection, wanted))


def sources_of(newsroom: Newsroom) -> tuple[str, ...]:
    """The keys of the sources there are."""
    with newsroom.store.reading() as connection:
        return tuple(exporting.sources(connection))


def _refuse_overwriting(newsroom: Newsroom, path: Path, *, overwrite: bool) -> None:
    own = newsroom.store.path
    if path.exists() and own.exists() and path.samefile(own):
        raise UnusableInputError(_OWN_FILE.put(what=path))
    if not overwrite and (path.exists() or path.is_symlink()):
        raise UnusableInputError(_EXISTS.put(what=path), _SAY_OVERWRITE)


def _scope(connection: Connection, wanted: CommentFilter) -> Scope:
    scope = exporting.scope_of(connection, wanted)
    if scope is not None:
        return scope
    known = exporting.sources(connection)
    if wanted.source and wanted.source not in known:
        raise UnusableInputError(_NO_SOURCE.put(what=_shown(wanted.source), known=_named(known)))
    raise UnusableInputError(_NO_ARTICLE.put(what=_shown(wanted.article)))


def _site(connection: Connection, scope: Scope, writing: Writing) -> str:
    """The address of the site that the file is of: that of the first one, if it has several."""
    found = exporting.sources_in(connection, scope)
    if writing.one_site and len(found) > 1:
        words = _ONE_SITE.put(name=writing.name, known=_named(found))
        raise UnusableInputError(words, _SAY_SOURCE)
    return f"https://{found[0]}" if found else ""


def _named(sources: Iterable[str]) -> str:
    names = sorted(map(_shown, sources))
    more = ", …" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _shown(value: str) -> str:
    return visible_line(value, 200).text


def _with_articles(
    connection: Connection, window: Sequence[KeptComment], told: set[int]
) -> Iterator[tuple[ArticleRecord, KeptComment]]:
    """These comments with their articles, each whole where it is met for the first time."""
    here = {row.article_id for row in window}
    whole = {one.id: one for one in exporting.articles(connection, here - told)}
    heads = {one.id: _article_record(one) for one in exporting.heads(connection, here)}
    for row in window:
        new = whole.pop(row.article_id, None)
        yield _article_record(new) if new else heads[row.article_id], row
    told |= here


def _article_record(kept: KeptArticle) -> ArticleRecord:
    return ArticleRecord(*kept[1:])


def _comment(row: KeptComment) -> CommentRecord:
    return CommentRecord(
        row.source,
        row.external_id,
        "",
        0,
        row.name,
        row.address,
        row.text,
        row.created_at,
        row.parent,
        Status(row.status),
        row.website,
        row.machine,
        by_newsroom=bool(row.by_newsroom),
    )
