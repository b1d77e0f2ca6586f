"""What the tests of deciding, reading and importing share: readers' comments and what is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from app.domain import moment
from app.domain.checks import WordList
from app.domain.comment import Comment, Status
from app.domain.decision import Action, Changes, Decision
from app.domain.queue import Queue
from app.services import desk, log, moderation
from app.services.history import History
from app.services.importing import ImportReport, import_items
from app.services.newsroom import Newsroom, finish
from app.services.reject_file import RejectFile
from app.sources.record import ArticleRecord, CommentRecord, Item
from app.storage.health import wrong_counts
from app.storage.reading import id_of

SITE = "bao.example"
WORDS = WordList(("lừa đảo",))
START = moment.from_datetime(moment.to_datetime(0).replace(year=2026, month=11, day=21, hour=1))
ARTICLE = ArticleRecord(SITE, "a1", "https://bao.example/a1", "Cầu Nam Sông thông xe trước Tết")
OTHER_ARTICLE = ArticleRecord(SITE, "a2", "https://bao.example/a2", "Học phí năm học mới")

APPROVE = Decision(Action.APPROVE)
SPAM = Decision(Action.SPAM)
PENDING = Decision(Action.PENDING)


def reject(reason: str = "insult") -> Decision:
    return Decision(Action.REJECT, reason=reason)


def edit(words: str) -> Decision:
    return Decision(Action.EDIT, text=words)


def reply(words: str = "Cảm ơn bạn.") -> Decision:
    return Decision(Action.REPLY, text=words)


def note(words: str = "Đã gọi lại.") -> Decision:
    return Decision(Action.NOTE, text=words)


class Clock:
    """The same instant until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        return self.now

    def move(self, seconds: float = 1) -> None:
        self.now += round(seconds * moment.SECOND)


def record(key: str, words: str = "Cảm ơn phóng viên.", **changes: object) -> CommentRecord:
    """A comment by a reader of good name and address; `changes` are the record's own fields."""
    made = CommentRecord(
        source=SITE,
        external_id=key,
        article="a1",
        line=1,
        name="Trần Thu Hà",
        address="thuha@bao.vn",
        text=words,
        created_at=START,
    )
    return replace(made, **changes)


def bring_in(
    newsroom: Newsroom, *items: Item, dry_run: bool = False, reject_path: Path | None = None
) -> ImportReport:
    """Import these after the two articles they may stand on."""
    return finish(
        import_items(
            newsroom,
            "jsonl",
            enumerate([ARTICLE, OTHER_ARTICLE, *items], start=1),
            size=len(items) + 2,
            dry_run=dry_run,
            rejects=RejectFile(reject_path),
        )
    )


def some(newsroom: Newsroom, number: int = 3) -> list[int]:
    """So many comments, each by a writer of its own; their ids."""
    bring_in(
        newsroom,
        *(
            record(f"c{n}", f"Lời bình số {n} về cây cầu", name="Trần Hà", address=f"ha{n}@bao.vn")
            for n in range(1, number + 1)
        ),
    )
    return [id_by_key(newsroom, f"c{n}") for n in range(1, number + 1)]


def id_by_key(newsroom: Newsroom, key: str) -> int:
    with newsroom.store.reading() as connection:
        return id_of(connection, SITE, key)


def comment(newsroom: Newsroom, comment_id: int) -> Comment:
    return desk.page(newsroom, [comment_id])[0]


def seen(newsroom: Newsroom) -> int:
    """The change number that a desk which has just looked has seen."""
    return desk.overview(newsroom).change


def decide(
    newsroom: Newsroom, ids: int | Sequence[int], *decisions: Decision, as_of: int | None = None
) -> Changes:
    """Decide as a moderator who has seen everything (or up to `as_of`)."""
    ids = [ids] if isinstance(ids, int) else ids
    return finish(
        moderation.decide(newsroom, ids, decisions, seen(newsroom) if as_of is None else as_of)
    )


def moderated_by(newsroom: Newsroom, moderator: str) -> Newsroom:
    return replace(newsroom, moderator=moderator)


def sql(newsroom: Newsroom, statement: str, **bound: object) -> list[tuple[object, ...]]:
    """What a statement finds, or nothing for one that changes something."""
    with newsroom.store.writing() as connection:
        result = connection.execute(text(statement), bound)
        return [tuple(row) for row in result] if result.returns_rows else []


def deliver(newsroom: Newsroom) -> None:
    """Let decisions go back to the source of all these comments."""
    sql(newsroom, "UPDATE source SET delivers = 1")


TABLES = (
    "article",
    "comment",
    "comment_search",
    "delivery",
    "draft",
    "flag",
    "log_entry",
    "log_value",
    "newsroom",
    "note",
    "revision",
    "source",
    "tally",
    "writer",
)


def everything(newsroom: Newsroom, tables: Iterable[str] = TABLES) -> dict[str, list[object]]:
    """All rows of all tables, to compare a moment with a later one."""
    return {
        table: sorted(sql(newsroom, f"SELECT rowid, * FROM {table}"), key=repr)
        if table not in ("flag", "tally", "revision")
        else sorted(sql(newsroom, f"SELECT * FROM {table}"), key=repr)
        for table in tables
    }


def assert_sound(newsroom: Newsroom) -> None:
    """The counts are those of the rows, and the log's chain holds."""
    with newsroom.store.reading() as connection:
        assert wrong_counts(connection) == []
    report = finish(log.verify(newsroom))
    assert report.whole, report.problems


def statuses(newsroom: Newsroom, ids: Iterable[int]) -> list[Status]:
    return [comment(newsroom, each).status for each in ids]


class Session:
    """One moderator's decisions with their history, as a desk keeps it."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.history = History()

    def decide(self, ids: int | list[int], *decisions: Decision) -> Changes:
        changes = decide(self.newsroom, ids, *decisions)
        self.history = self.history.decided(changes)
        return changes

    def undo(self) -> Changes:
        changes = finish(moderation.undo(self.newsroom, self.history.done[-1], self.history.own))
        self.history = self.history.took_back(changes)
        return changes

    def redo(self) -> Changes:
        changes = finish(moderation.redo(self.newsroom, self.history.undone[-1], self.history.own))
        self.history = self.history.did_again(changes)
        return changes


def content(newsroom: Newsroom) -> dict[str, list[object]]:
    """What a desk shows, without the numbers of changes and edits, which only grow."""
    shown = everything(newsroom, ("article", "comment_search", "delivery", "flag"))
    columns = (
        "id, external_id, parent_id, writer_id, status, text, reason, flag_kinds, by_newsroom, "
        "decided_by, decided_at"
    )
    shown["comment"] = list(sql(newsroom, f"SELECT {columns} FROM comment ORDER BY id"))
    shown["note"] = list(sql(newsroom, "SELECT comment_id, moderator, text FROM note ORDER BY id"))
    shown["writer"] = list(
        sql(
            newsroom,
            "SELECT * FROM writer WHERE pending + approved + rejected + spam > 0 ORDER BY id",
        )
    )
    shown["tally"] = list(sql(newsroom, "SELECT * FROM tally WHERE n <> 0"))
    return shown


def found(newsroom: Newsroom, words: str) -> list[int]:
    return list(desk.listing(newsroom, Queue(status=None, text=words)).ids)
