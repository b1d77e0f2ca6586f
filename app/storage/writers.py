"""Writers in the database: judged once, when first met, and found again by name and address."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from app.domain.comment import Judgement, Verdict
from app.storage.tables import writer


def writer_row(name: str, address: str, names: Judgement, addresses: Judgement) -> dict[str, Any]:
    """The row of a writer of whom nothing is known yet but their own words."""
    return {
        "name": name,
        "address": address,
        **_judgement_columns("name", names),
        **_judgement_columns("address", addresses),
        "pending": 0,
        "approved": 0,
        "rejected": 0,
        "spam": 0,
        "first_at": 0,
        "last_at": 0,
        "of_newsroom": False,
    }


def _judgement_columns(prefix: str, judgement: Judgement) -> dict[str, str]:
    reason = judgement.reason
    return {
        f"{prefix}_normal": judgement.normal,
        f"{prefix}_verdict": judgement.verdict.value,
        f"{prefix}_code": reason.code.name if reason else "",
        f"{prefix}_detail": reason.detail if reason else "",
    }


WRITER_COLUMNS = (
    writer.c.id,
    writer.c.name,
    writer.c.address,
    writer.c.name_verdict,
    writer.c.name_normal,
    writer.c.name_code,
    writer.c.name_detail,
    writer.c.address_verdict,
    writer.c.address_normal,
    writer.c.address_code,
    writer.c.address_detail,
    writer.c.pending,
    writer.c.approved,
    writer.c.rejected,
    writer.c.spam,
    writer.c.first_at,
    writer.c.last_at,
)
"""What `rows.writer_of` makes a writer of."""


def newsroom_writer(connection: Connection, name: str) -> int:
    """The id of the writer in whose name replies stand; made when first needed."""
    found = connection.execute(
        select(writer.c.id).where(writer.c.name == name, writer.c.of_newsroom)
    ).scalar()
    if found is not None:
        return found
    good = Judgement(Verdict.GOOD, name)
    return connection.execute(
        insert(writer)
        .values(writer_row(name, "", good, Judgement(Verdict.GOOD, "")) | {"of_newsroom": True})
        .returning(writer.c.id)
    ).scalar_one()
