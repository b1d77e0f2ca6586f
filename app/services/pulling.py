"""Bringing in what is new or changed at a site, page by page, each kept before the next is asked.

A site's comments take the same road as those of a file; what is added here is what the site tells
of them for later deliveries to be compared with, and where to go on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.domain.delivery import text_digest
from app.domain.progress import Progress
from app.domain.site import ConnectedSite
from app.services.importing import import_items, put_in_order
from app.services.newsroom import LongWork, Newsroom, finish
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.site import Gone, Pulled, Site
from app.storage import remotes, sites
from app.storage.adopting import leave_the_queue
from app.storage.remotes import Told


@dataclass(slots=True)
class PullReport:
    """What a pull brought: new comments, and those that are told differently than before."""

    added: int = 0
    updated: int = 0


def pull(
    newsroom: Newsroom,
    connected: ConnectedSite,
    site: Site,
    go_on: Callable[[], bool] = lambda: True,
) -> LongWork[PullReport]:
    """Bring in what is new or changed since the last time; progress counts the site's comments.

    Closing the work early, or anything that goes wrong, keeps the pages that were brought in; the
    next pull goes on after them. `go_on` is asked before each page is kept: whether this program
    may still speak with the site. Raises SiteError.
    """
    report = PullReport()
    newsroom = replace(newsroom, moderator=connected.settings.key)  # whose doing the log says it is
    with newsroom.store.reading() as connection:
        cursor = sites.cursor_of(connection, connected.source_id)
        doubted = remotes.doubted(connection, connected.source_id)
    for page in site.pull(cursor, doubted):
        if not go_on():
            return report
        _keep(newsroom, connected, page, report)
        yield Progress(page.done, page.total)
    if report.added:
        yield from put_in_order(newsroom, report.added, report.added)
    if not go_on():
        return report
    with newsroom.store.writing() as connection:
        remotes.trust(connection, connected.source_id, doubted)
        sites.keep_pulled(connection, connected.source_id, newsroom.clock())
    return report


def _keep(newsroom: Newsroom, connected: ConnectedSite, page: Pulled, report: PullReport) -> None:
    """One page: its comments, what is told of them, and where to go on after it."""
    source_id, kind = connected.source_id, connected.settings.kind
    with newsroom.store.reading() as connection:
        ours = remotes.replies_under_way(connection, source_id)
    told = [item for item in page.items if isinstance(item, CommentRecord)]
    own = {item.external_id for item in told if _is_own_reply(item, ours)}
    items = [
        (0, item)
        for item in page.items
        if isinstance(item, ArticleRecord)
        or (isinstance(item, CommentRecord) and item.external_id not in own)
    ]
    if items:
        kept = finish(import_items(newsroom, kind, items, by_site=True))
        report.added += kept.added
        report.updated += kept.updated
    gone = [item.external_id for item in page.items if isinstance(item, Gone)]
    with newsroom.store.writing() as connection:
        remotes.tell(connection, source_id, _told(told))
        if gone:
            leave_the_queue(connection, newsroom.moderator, newsroom.clock(), source_id, gone)
        sites.keep_cursor(connection, source_id, page.cursor)


def _told(records: Sequence[CommentRecord]) -> list[Told]:
    return [
        Told(each.external_id, each.status.value, text_digest(each.text))
        for each in records
        if each.status is not None
    ]


def _is_own_reply(record: CommentRecord, ours: frozenset[tuple[str, str]]) -> bool:
    """Whether this is a reply of the newsroom that was sent, but whose sending has not been
    confirmed: it is here already, and gets its id when that is."""
    if not ours or record.parent is None:
        return False
    return any(
        above == record.parent and text_digest(text) == text_digest(record.text)
        for text, above in ours
    )
