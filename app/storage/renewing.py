"""A comment that its source tells differently now: what changes here, and what must not.

What nobody has decided or edited follows its source silently. Otherwise a new text is a change to
look at: it enters the log and the comment waits for a decision again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.delivery import text_digest
from app.domain.flag import Flag, FlagKind, Reason, ReasonCode, kinds_of
from app.storage import search
from app.storage.adopting import adopt_status, is_under_way
from app.storage.arriving import ArrivingComment, Key
from app.storage.deciding import Deciding, replace_flags
from app.storage.new_comments import TO_NEWSROOM, Places
from app.storage.pages import flags_of
from app.storage.reading import reader_wrote
from app.storage.remotes import text_there
from app.storage.tables import comment
from app.storage.targets import Target

_RENEW = (
    update(comment)
    .where(comment.c.id == bindparam("comment"))
    .values(
        source_digest=bindparam("now_digest"),
        website=bindparam("now_website"),
        machine=bindparam("now_machine"),
        fingerprint=bindparam("now_fingerprint"),
        parent_external_id=func.coalesce(bindparam("now_parent"), comment.c.parent_external_id),
        created_at=func.coalesce(func.nullif(bindparam("now_created_at"), 0), comment.c.created_at),
        version=bindparam("change"),
    )
)


def renew(
    connection: Connection,
    work: Deciding,
    target: Target,
    item: ArrivingComment,
    places: Places,
    parents: Mapping[Key, tuple[int, bool]],
    *,
    by_site: bool = False,
) -> None:
    """Take over what a source says now; what was decided or edited here is not overwritten.

    A time, a status or a parent that the source no longer tells is not forgotten. What a connected
    site itself says was decided there counts (`by_site`), once nothing decided here is still to
    reach it; none of it is sent back. A file does not know better what was decided there.
    `parents` are those here by now, as `known_parents` gives them. The first and last times of the
    writers are for the caller to find again.
    """
    site_knows_better = bool(target.delivers) and not by_site
    target = target._replace(delivers=0)
    adopted = None if site_knows_better else item.status
    if target.decided_by and (not by_site or is_under_way(connection, target.id)):
        adopted = None
    told = (target.revision and reader_wrote(connection, target.id)) or target.text
    connection.execute(
        _RENEW,
        {
            "comment": target.id,
            "now_digest": item.digest,
            "now_website": item.website,
            "now_machine": item.machine,
            "now_fingerprint": item.fingerprint,
            "now_created_at": item.created_at,
            "now_parent": item.parent,
            "change": work.change,
        },
    )
    target = _move(connection, work, target, item, places)
    if item.parent:
        parent = parents.get((item.source, item.parent), (None, False))
        target = _answer(connection, work, target, *parent)
    if item.text != target.text and (
        item.text != told or (by_site and _had_ours(connection, target))
    ):
        agreed = by_site and item.status == target.status
        target = _renew_text(connection, work, target, item, agreed=agreed or adopted is not None)
    if adopted is not None and target.status != adopted:
        adopt_status(connection, work, target, adopted.value)


def _had_ours(connection: Connection, target: Target) -> bool:
    """Whether a comment's site had the text that the desk shows, when it last told or was seen."""
    return text_there(connection, target.id) == text_digest(target.text)


def _move(
    connection: Connection, work: Deciding, target: Target, item: ArrivingComment, places: Places
) -> Target:
    """Another writer or article for the same comment, with what was said of the writer; what the
    newsroom replied to it goes with it."""
    article_id, title = places.articles[item.source, item.article]
    writer_id = places.writers[item.name, item.address]
    if (target.article_id, target.writer_id) == (article_id, writer_id):
        return target
    if target.article_id != article_id:
        for one in work.targets(_own_replies(connection, target.id)):
            there = one._replace(article_id=article_id, article=item.article, article_title=title)
            _rewrite(connection, work, one, there, flags_of(connection, one.id))
    flags = flags_of(connection, target.id)
    if target.writer_id != writer_id:
        flags = _of_another_writer(flags, item)
    moved = target._replace(
        article_id=article_id,
        article=item.article,
        article_title=title,
        writer_id=writer_id,
        name=item.name,
        address=item.address,
    )
    return _rewrite(connection, work, target, moved, flags)


def _of_another_writer(flags: Iterable[Flag], item: ArrivingComment) -> tuple[Flag, ...]:
    of_the_writer = FlagKind.NAME | FlagKind.ADDRESS
    known = [f for f in flags if not f.kind & of_the_writer]
    late = _kept_flags(known)
    return (
        *(f for f in known if f not in late),
        *(f for f in item.flags if f.kind & of_the_writer),
        *late,
    )


def _own_replies(connection: Connection, comment_id: int) -> list[int]:
    """The ids of what the newsroom replied to a comment."""
    own = select(comment.c.id).where(comment.c.parent_id == comment_id, comment.c.by_newsroom)
    return list(connection.execute(own).scalars())


def _answer(
    connection: Connection, work: Deciding, target: Target, parent: int | None, ours: bool
) -> Target:
    """Let a comment answer another one, which may not be here yet, and say so if that is ours."""
    if parent == target.id:
        parent, ours = None, False
    if parent == target.parent_id:
        return target
    flags = [f for f in flags_of(connection, target.id) if f != TO_NEWSROOM]
    if ours:
        flags.append(TO_NEWSROOM)
    return _rewrite(connection, work, target, target._replace(parent_id=parent), tuple(flags))


def _renew_text(
    connection: Connection,
    work: Deciding,
    target: Target,
    item: ArrivingComment,
    *,
    agreed: bool,
) -> Target:
    flags = (*item.flags, *_kept_flags(flags_of(connection, target.id)))
    if not target.decided_by and not target.revision:
        return _rewrite(connection, work, target, target._replace(text=item.text), flags)
    changed = Flag(Reason(ReasonCode.CHANGED_AT_SOURCE))
    target = work.set_text(target, item.text, (changed, *flags), by_reader=True)
    if target.decided_by and not agreed:
        target = work.set_status(target, Status.PENDING, "")
    return target


def _rewrite(
    connection: Connection, work: Deciding, before: Target, after: Target, flags: tuple[Flag, ...]
) -> Target:
    """Keep a comment as its source tells it now, with these flags."""
    after = after._replace(flag_kinds=int(kinds_of(flags)))
    connection.execute(
        update(comment)
        .where(comment.c.id == after.id)
        .values(
            text=after.text,
            writer_id=after.writer_id,
            article_id=after.article_id,
            parent_id=after.parent_id,
            flag_kinds=after.flag_kinds,
            version=work.change,
        )
    )
    replace_flags(connection, after.id, flags)
    row = search.index_row(after.id, after.text, after.name, after.address, after.article_title)
    search.add_to_index(connection, [row])
    work.recount(before, after)
    return after


def _kept_flags(flags: Iterable[Flag]) -> list[Flag]:
    """What was found out from the database when the comment first came."""
    codes = (ReasonCode.SAME_TEXT, ReasonCode.FIRST_TIME, ReasonCode.REPLY_TO_NEWSROOM)
    return [item for item in flags if item.reason.code in codes]
