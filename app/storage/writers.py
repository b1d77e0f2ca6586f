"""Writers in the database: judged once, when first met, and found again by name and address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from app.domain.comment import History, Judgement, Verdict, Writer
from app.domain.flag import Reason, ReasonCode
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


def reason_of(code: str, detail: str) -> Reason | None:
    """A stored reason; None for "" and for a code of some other version of the program."""
    known = ReasonCode.__members__.get(code)
    return Reason(known, detail) if known else None


def writer_of(row: Mapping[str, Any]) -> Writer:
    """A writer from a row that has the writer table's columns, each prefixed with `writer_`."""
    return Writer(
        id=row["writer_id"],
        name=row["writer_name"],
        address=row["writer_address"],
        name_judgement=_judgement(row, "name"),
        address_judgement=_judgement(row, "address"),
        history=_history(row),
    )


def _history(row: Mapping[str, Any]) -> History:
    """Comments without name and address come from anybody: they have no history together."""
    if not row["writer_name_normal"] and not row["writer_address_normal"]:
        return History()
    names = ("pending", "approved", "rejected", "spam", "first_at", "last_at")
    return History(**{name: row[f"writer_{name}"] for name in names})


def _judgement(row: Mapping[str, Any], prefix: str) -> Judgement:
    return Judgement(
        Verdict(row[f"writer_{prefix}_verdict"]),
        row[f"writer_{prefix}_normal"],
        reason_of(row[f"writer_{prefix}_code"], row[f"writer_{prefix}_detail"]),
    )


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
