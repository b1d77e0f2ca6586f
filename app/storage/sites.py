"""The rows of connected sites: who they are, where pulling goes on, who speaks with them now."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from app.domain.site import ConnectedSite, SiteSettings
from app.domain.words import Words
from app.storage.giving_up import give_up
from app.storage.tables import delivery, newsroom, remote, site, source

_COLUMNS = (
    source.c.id,
    source.c.key,
    source.c.kind,
    site.c.address,
    site.c.account,
    site.c.reply_name,
    site.c.reply_address,
    site.c.purge_after,
    site.c.pulled_at,
    site.c.problem_vi,
    site.c.problem_en,
)


_UNDELIVERED = ("waiting", "failed")


def connected_sites(connection: Connection) -> tuple[ConnectedSite, ...]:
    """Every connected site, in the order of their names."""
    rows = connection.execute(
        select(*_COLUMNS).join(site, site.c.source_id == source.c.id).order_by(source.c.key)
    )
    return tuple(
        ConnectedSite(number, SiteSettings(*told), pulled_at, Words(vi, en) if en else None)
        for number, *told, pulled_at, vi, en in rows
    )


def connect(connection: Connection, settings: SiteSettings) -> int:
    """Keep a site, or what is now said of one that is here; the id of its source.

    From now on, decisions about its comments are delivered. Pulling goes on where it was, unless
    the address is another one.
    """
    source_id = connection.execute(select(source.c.id).where(source.c.key == settings.key)).scalar()
    if source_id is None:
        source_id = connection.execute(
            insert(source)
            .values(key=settings.key, kind=settings.kind, delivers=True)
            .returning(source.c.id)
        ).scalar_one()
    else:
        connection.execute(
            update(source).where(source.c.id == source_id).values(kind=settings.kind, delivers=True)
        )
    told = {
        "address": settings.address,
        "account": settings.account,
        "reply_name": settings.reply_name,
        "reply_address": settings.reply_address,
        "purge_after": settings.purge_after,
        "problem_vi": "",
        "problem_en": "",
    }
    known = connection.execute(select(site.c.address).where(site.c.source_id == source_id)).scalar()
    if known is None:
        blank = {"cursor": "", "pulled_at": 0, "held_by": "", "held_until": 0}
        connection.execute(insert(site).values(source_id=source_id, **blank, **told))
    else:
        anew = {} if known == settings.address else {"cursor": ""}
        connection.execute(update(site).where(site.c.source_id == source_id).values(**told, **anew))
    return source_id


def disconnect(connection: Connection, moderator: str, source_id: int, at: int) -> None:
    """Speak with a site no more: what still waits to be sent there is given up, its comments
    stay."""
    connection.execute(update(source).where(source.c.id == source_id).values(delivers=False))
    waiting = connection.execute(
        select(delivery.c.id).where(
            delivery.c.source_id == source_id, delivery.c.state.in_(_UNDELIVERED)
        )
    )
    give_up(connection, moderator, at, waiting.scalars().all())
    connection.execute(delete(remote).where(remote.c.source_id == source_id))
    connection.execute(delete(site).where(site.c.source_id == source_id))


def undelivered(connection: Connection, source_id: int) -> int:
    """How many deliveries to a site wait or failed."""
    return connection.execute(
        select(func.count())
        .select_from(delivery)
        .where(delivery.c.source_id == source_id, delivery.c.state.in_(_UNDELIVERED))
    ).scalar_one()


def cursor_of(connection: Connection, source_id: int) -> str:
    """Where pulling goes on; "" at the beginning."""
    told = connection.execute(select(site.c.cursor).where(site.c.source_id == source_id)).scalar()
    return told or ""


def keep_cursor(connection: Connection, source_id: int, cursor: str) -> None:
    connection.execute(update(site).where(site.c.source_id == source_id).values(cursor=cursor))


def keep_pulled(connection: Connection, source_id: int, at: int) -> None:
    """All that is new has been brought in."""
    connection.execute(update(site).where(site.c.source_id == source_id).values(pulled_at=at))


def keep_problem(connection: Connection, source_id: int, problem: Words | None) -> bool:
    """What went wrong with a site, or None when it went well again; whether that is news."""
    vi, en = (problem.vi, problem.en) if problem else ("", "")
    changed = connection.execute(
        update(site)
        .where(site.c.source_id == source_id, or_(site.c.problem_vi != vi, site.c.problem_en != en))
        .values(problem_vi=vi, problem_en=en)
        .returning(site.c.source_id)
    )
    return changed.first() is not None


def take(connection: Connection, source_id: int, who: str, at: int, until: int) -> bool:
    """Be the one program that speaks with a site until then, or go on being it; False when another
    one is. One that seems to hold it for longer than that had another time on its clock."""
    free = or_(site.c.held_by == who, site.c.held_until <= at, site.c.held_until > until)
    taken = connection.execute(
        update(site)
        .where(site.c.source_id == source_id, free)
        .values(held_by=who, held_until=until)
        .returning(site.c.source_id)
    )
    return taken.first() is not None


def leave(connection: Connection, source_id: int, who: str) -> None:
    """Let another program speak with a site."""
    connection.execute(
        update(site)
        .where(site.c.source_id == source_id, site.c.held_by == who)
        .values(held_until=0)
    )


def hold(connection: Connection) -> int:
    """How long a delivery waits before it may go, in microseconds."""
    return connection.execute(select(newsroom.c.hold)).scalar_one()


def set_hold(connection: Connection, hold: int) -> None:
    connection.execute(update(newsroom).values(hold=hold))
