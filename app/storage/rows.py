"""From rows to what a newsroom knows: the values in the order in which statements ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.domain.comment import Comment, History, Judgement, Status, Verdict, Writer
from app.domain.flag import Flag, Reason, ReasonCode


def reason_of(code: str, detail: str) -> Reason | None:
    """A stored reason; None for "" and for a code of some other version of the program."""
    known = ReasonCode.__members__.get(code)
    return Reason(known, detail) if known else None


def writer_of(values: Sequence[Any]) -> Writer:
    """A writer from the values of `WRITER_COLUMNS`.

    Comments without name and address come from anybody: they have no history together.
    """
    writer_id, name, address = values[:3]
    names, addresses = _judgement(*values[3:7]), _judgement(*values[7:11])
    known = names.normal or addresses.normal
    history = History(*values[11:]) if known else History()
    return Writer(writer_id, name, address, names, addresses, history)


def _judgement(verdict: str, normal: str, code: str, detail: str) -> Judgement:
    return Judgement(Verdict(verdict), normal, reason_of(code, detail))


def comment_of(row: Sequence[Any], flags: Sequence[Sequence[Any]]) -> Comment:
    """A comment from its row, with its article's title and its writer, and the rows of its
    flags."""
    return Comment(
        id=row[0],
        version=row[1],
        status=Status(row[2]),
        text=row[3],
        created_at=row[4],
        article_id=row[5],
        article_title=row[6],
        writer=writer_of(row[16:]),
        flags=flags_of_rows(flags),
        reason=row[7],
        revision=row[8],
        parent_id=row[9],
        by_newsroom=bool(row[10]),
        decided_by=row[11],
        decided_at=row[12],
        website=row[13],
        machine=row[14],
    )


def flags_of_rows(rows: Sequence[Sequence[Any]]) -> tuple[Flag, ...]:
    """Flags from rows of comment, code, detail, start and end; those of codes that this version
    does not know are left out."""
    found = ((reason_of(code, detail), start, end) for _, code, detail, start, end in rows)
    return tuple(Flag(reason, start, end) for reason, start, end in found if reason)
