"""A small newsroom in a real file, with comments put in by hand, for the tests of the log."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from app.domain import moment
from app.domain.decision import Action, Decision
from app.domain.log import ALL, LogEntry, LogFilter
from app.services import log
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from app.storage.log_reading import entries_by_sequence
from app.storage.sqlite import driver
from app.storage.store import open_store
from app.storage.tables import article, comment, source, writer

START = moment.from_datetime(moment.to_datetime(0).replace(year=2026, month=11, day=21, hour=1))
ARTICLES = ("Cầu Nam Sông thông xe trước Tết", "Đời sống: học phí năm học mới")
APPROVE = Decision(Action.APPROVE)
SPAM = Decision(Action.SPAM)

Person = tuple[str, str, str]
"""Name, address and text of a comment."""

PEOPLE: tuple[Person, ...] = (
    ("Trần Thu Hà", "thuha@example.vn", "Cảm ơn phóng viên. Nhà tôi ngay đầu cầu."),
    ("nguyen van a", "nguyenvana@gmial.com", "Hom qua toi di qua cau Nam Song"),
    ("=cmd|' /C calc'!A0", "@x", '=HYPERLINK("http://x.example","bấm")\r\nvà "nữa", rồi hết'),
    ("Đỗ Hoàng", "", "Tôi cũng thấy vậy,\nnhất là lúc trời mưa."),
)


def newsroom_at(path: Path, people: Sequence[Person] = PEOPLE, moderator: str = "Bình") -> Newsroom:
    """A newsroom with one comment of each person, half on each article, all pending.

    Its clock moves one second on each time it is asked.
    """
    store = open_store(path)
    ticks = itertools.count()
    with store.writing() as connection:
        connection.execute(insert(source).values(id=1, key="site", kind="jsonl", delivers=False))
        connection.execute(
            insert(article),
            [
                {
                    "id": number,
                    "source_id": 1,
                    "external_id": f"https://bao.example/{number}",
                    "url": f"https://bao.example/{number}",
                    "title": title,
                    "section": "",
                    "byline": "",
                    "published_at": 0,
                    "lead": "",
                    "body": "",
                    "caption": "",
                    "pending": len(people),
                    "total": len(people),
                }
                for number, title in enumerate(ARTICLES, start=1)
            ],
        )
        connection.execute(
            insert(writer), [_writer(n, *person) for n, person in enumerate(people, start=1)]
        )
        connection.execute(
            insert(comment), [_comment(n, person[2]) for n, person in enumerate(people, start=1)]
        )
    return Newsroom(store, moderator, clock=lambda: START + next(ticks) * moment.SECOND)


def _writer(number: int, name: str, address: str, _text: str) -> dict[str, object]:
    judged = {
        f"{part}_{what}": "good" if what == "verdict" else ""
        for part in ("name", "address")
        for what in ("normal", "verdict", "code", "detail")
    }
    counts = dict.fromkeys(("pending", "approved", "rejected", "spam", "first_at", "last_at"), 0)
    unique = f"{name}#{number}" if number > len(PEOPLE) else name
    who = {"id": number, "name": unique, "address": address, "of_newsroom": False}
    return {**who, **judged, **counts}


def _comment(number: int, text: str) -> dict[str, object]:
    return {
        "id": number,
        "source_id": 1,
        "external_id": f"c{number}",
        "source_digest": b"",
        "article_id": 1 + number % 2,
        "parent_id": None,
        "parent_external_id": None,
        "writer_id": number,
        "status": "pending",
        "version": 0,
        "revision": 0,
        "created_at": START,
        "text": text,
        "reason": "",
        "flag_kinds": 0,
        "fingerprint": 0,
        "by_newsroom": False,
        "decided_by": "",
        "decided_at": 0,
        "website": "",
        "machine": "",
    }


def do(newsroom: Newsroom, ids: Sequence[int], *decisions: Decision) -> int:
    """Decide as a moderator would who has seen everything; returns the batch."""
    return finish(decide(newsroom, ids, decisions, 10**9)).batch


def some_decisions(newsroom: Newsroom) -> int:
    """One of each kind: eight entries, the number of which is returned."""
    do(newsroom, [1, 2], APPROVE)
    do(newsroom, [3], Decision(Action.REJECT, reason="insult"))
    do(newsroom, [4], Decision(Action.EDIT, text="Tôi cũng thấy vậy, nhất là lúc trời mưa."))
    do(newsroom, [1], Decision(Action.REPLY, text="Cảm ơn bạn."))
    do(newsroom, [2], Decision(Action.NOTE, text="Đã gọi lại, email gõ nhầm."))
    do(newsroom, [3], SPAM)
    do(newsroom, [4], Decision(Action.PENDING), APPROVE)
    return 8


def tamper(newsroom: Newsroom, *statements: str) -> None:
    """What somebody with the file and a tool can do: the triggers away, then the statements."""
    connection = driver().connect(newsroom.store.path)
    with closing(connection), connection:
        for trigger in (
            "log_entry_is_never_changed",
            "log_entry_is_never_removed",
            "log_value_is_never_removed",
            "log_value_is_only_erased",
        ):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            connection.execute(statement)


def entries_of(newsroom: Newsroom, sequences: Iterable[int]) -> list[LogEntry]:
    """The log's entries with these sequences, newest first."""
    with newsroom.store.reading() as connection:
        return entries_by_sequence(connection, sequences)


def listed(newsroom: Newsroom, wanted: LogFilter = ALL) -> list[int]:
    """The sequences that the log's window lists with every batch open, newest first."""
    heads, _ = log.lines(newsroom, wanted)
    return [each for head in heads for each in log.sequences_with(newsroom, wanted, abs(head))]
