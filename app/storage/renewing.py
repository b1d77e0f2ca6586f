"""A comment that its source tells differently now: what changes here, and what must not.

What nobody has decided or edited follows its source silently. Otherwise a new text is a change to
look at: it enters the log and the comment waits for a decision again.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, func, update
from sqlalchemy.engine import Connection

from app.domain.comment import Status
from app.domain.flag import Flag, FlagKind, Reason, ReasonCode, kinds_of
from app.storage import search
from app.storage.arriving import ArrivingComment
from app.storage.deciding import Deciding, replace_flags
from app.storage.pages import flags_of
from app.storage.reading import reader_wrote
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
        created_at=func.coalesce(func.nullif(bindparam("now_created_at"), 0), comment.c.created_at),
        version=bindparam("change"),
    )
)


def renew(
    connection: Connection,
    work: Deciding,
    target: Target,
    item: ArrivingComment,
    writer_id: int,
) -> None:
    """Take over what a source says now; what was decided or edited here is not overwritten."""
    decided = bool(target.decided_by)
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
            "change": work.change,
        },
    )
    if target.writer_id != writer_id:
        target = _rename(connection, work, target, item, writer_id)
    if told != item.text:
        target = _renew_text(connection, work, target, item)
    if item.status is not None and not decided and target.status != item.status:
        _adopt_status(connection, work, target, item.status)


def _rename(
    connection: Connection, work: Deciding, target: Target, item: ArrivingComment, writer_id: int
) -> Target:
    """Another name or address for the same comment: its writer, and what was said of them."""
    of_the_writer = FlagKind.NAME | FlagKind.ADDRESS
    known = [f for f in flags_of(connection, target.id) if not f.kind & of_the_writer]
    late = _kept_flags(known)
    flags = (
        *(f for f in known if f not in late),
        *(f for f in item.flags if f.kind & of_the_writer),
        *late,
    )
    renamed = target._replace(writer_id=writer_id, name=item.name, address=item.address)
    return _rewrite(connection, work, target, renamed, flags)


def _renew_text(
    connection: Connection, work: Deciding, target: Target, item: ArrivingComment
) -> Target:
    flags = (*item.flags, *_kept_flags(flags_of(connection, target.id)))
    if not target.decided_by and not target.revision:
        return _rewrite(connection, work, target, target._replace(text=item.text), flags)
    changed = Flag(Reason(ReasonCode.CHANGED_AT_SOURCE))
    target = work.set_text(target, item.text, (changed, *flags), by_reader=True)
    if target.decided_by:
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
        .values(text=after.text, writer_id=after.writer_id, flag_kinds=after.flag_kinds)
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


def _adopt_status(connection: Connection, work: Deciding, target: Target, status: Status) -> None:
    """Take over a decision made at the source, where none was made here."""
    work.recount(target, target._replace(status=status.value))
    connection.execute(update(comment).where(comment.c.id == target.id).values(status=status.value))
