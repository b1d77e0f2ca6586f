"""What becomes of a row that comes again, of parents, and what only the database knows."""

from __future__ import annotations

import hashlib
import tracemalloc
from dataclasses import replace

import pytest

from app.domain import moment
from app.domain.comment import Comment, Status
from app.domain.flag import FlagKind, Reason, ReasonCode
from app.services import desk, importing
from app.services.moderation import undo
from app.services.newsroom import Newsroom, finish
from app.sources.record import ArticleRecord
from app.storage.arriving import Key
from app.storage.rehearsing import Rehearsal
from app.storage.standing import Told
from tests.app.desk_newsroom import (
    APPROVE,
    ARTICLE,
    OTHER_ARTICLE,
    PENDING,
    SITE,
    SPAM,
    START,
    Clock,
    assert_sound,
    bring_in,
    comment,
    content,
    decide,
    deliver,
    edit,
    everything,
    found,
    id_by_key,
    record,
    reply,
    seen,
    some,
    sql,
)


def here(newsroom: Newsroom, key: str = "c1") -> Comment:
    return comment(newsroom, id_by_key(newsroom, key))


def codes(newsroom: Newsroom, key: str = "c1") -> list[str]:
    return [flag.reason.code.name for flag in here(newsroom, key).flags]


def parent_of(newsroom: Newsroom, key: str) -> int | None:
    parent: int | None = here(newsroom, key).parent_id
    return parent


class TestComingAgain:
    def test_the_same_file_twice_changes_nothing_at_all(self, newsroom: Newsroom) -> None:
        items = [record("c1"), record("c2", parent="c1"), record("c3", parent="missing")]
        first = bring_in(newsroom, *items)
        before = everything(newsroom)
        second = bring_in(newsroom, *items)
        assert (first.added, first.articles) == (3, 2)
        assert (second.added, second.updated, second.unchanged, second.articles) == (0, 0, 3, 0)
        assert everything(newsroom) == before

    def test_another_text_of_an_undecided_comment_simply_replaces_it(
        self, newsroom: Newsroom
    ) -> None:
        bring_in(newsroom, record("c1", "Lừa đảo"), record("c2", "Lừa đảo"))
        as_of = seen(newsroom)
        report = bring_in(newsroom, record("c1", "Xem http://xau.example nhé"))
        assert (report.updated, report.unchanged) == (1, 0)
        assert here(newsroom).text == "Xem http://xau.example nhé"
        assert codes(newsroom) == ["LINK_FOUND", "FIRST_TIME"]
        assert found(newsroom, "lừa đảo") == [id_by_key(newsroom, "c2")]
        assert here(newsroom).revision == 0
        assert sql(newsroom, "SELECT * FROM log_entry") == []
        assert decide(newsroom, here(newsroom).id, APPROVE, as_of=as_of).conflict_count == 1
        assert_sound(newsroom)

    def test_another_text_of_a_decided_comment_waits_again_and_says_why(
        self, newsroom: Newsroom
    ) -> None:
        bring_in(newsroom, record("c1", "Bình thường"))
        subject = id_by_key(newsroom, "c1")
        deliver(newsroom)
        approved = decide(newsroom, subject, APPROVE).batch
        bring_in(newsroom, record("c1", "Lừa đảo đây"))
        after = comment(newsroom, subject)
        assert (after.status, after.text, after.decided_by) == (Status.PENDING, "Lừa đảo đây", "")
        assert codes(newsroom) == ["CHANGED_AT_SOURCE", "WORD_LISTED", "FIRST_TIME"]
        assert [row[0] for row in sql(newsroom, "SELECT action FROM log_entry")] == [
            "approve",
            "edit",
            "pending",
        ]
        assert finish(undo(newsroom, approved, ())).conflict_count == 1
        assert_sound(newsroom)

        bring_in(newsroom, record("c1", "Lại khác"))
        assert codes(newsroom) == ["CHANGED_AT_SOURCE", "FIRST_TIME"]
        assert comment(newsroom, subject).revision == 2

    def test_an_edit_of_ours_outlives_what_is_not_about_the_text(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1", "Bẩn quá"))
        subject = id_by_key(newsroom, "c1")
        decide(newsroom, subject, edit("Sạch rồi"), APPROVE)
        report = bring_in(newsroom, record("c1", "Bẩn quá", website="https://ha.example"))
        assert report.updated == 1
        after = comment(newsroom, subject)
        assert (after.text, after.status, after.revision) == ("Sạch rồi", Status.APPROVED, 1)
        assert after.website == "https://ha.example"
        assert_sound(newsroom)

    @pytest.mark.parametrize("approved", [False, True])
    def test_another_text_of_an_edited_comment_waits_and_can_be_compared(
        self, newsroom: Newsroom, approved: bool
    ) -> None:
        bring_in(newsroom, record("c1", "Bẩn quá"))
        subject = id_by_key(newsroom, "c1")
        decide(newsroom, subject, edit("Sạch rồi"), *([APPROVE] if approved else []))
        bring_in(newsroom, record("c1", "Vẫn bẩn"))
        after = comment(newsroom, subject)
        assert (after.text, after.status, after.revision) == ("Vẫn bẩn", Status.PENDING, 2)
        assert codes(newsroom)[0] == "CHANGED_AT_SOURCE"
        assert sql(newsroom, "SELECT number, moderator, text FROM revision") == [
            (0, "", "Bẩn quá"),
            (1, "An", "Sạch rồi"),
            (2, "", "Vẫn bẩn"),
        ]
        entries = sql(newsroom, "SELECT action FROM log_entry")
        assert len(entries) == (4 if approved else 2)
        assert bring_in(newsroom, record("c1", "Vẫn bẩn")).unchanged == 1
        assert_sound(newsroom)

    def test_a_status_is_taken_over_only_where_nobody_has_decided(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1"), record("c2"), record("c3", status=Status.SPAM))
        assert here(newsroom, "c3").status is Status.SPAM
        decide(newsroom, id_by_key(newsroom, "c2"), SPAM)
        bring_in(
            newsroom,
            *(record(key, status=Status.APPROVED) for key in ("c1", "c2", "c3")),
        )
        assert [here(newsroom, key).status for key in ("c1", "c2", "c3")] == [
            Status.APPROVED,
            Status.SPAM,
            Status.APPROVED,
        ]
        bring_in(newsroom, record("c1"))
        assert here(newsroom, "c1").status is Status.APPROVED
        assert_sound(newsroom)

    def test_text_and_status_may_change_together(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1", "một"))
        bring_in(newsroom, record("c1", "hai", status=Status.APPROVED))
        assert (here(newsroom).text, here(newsroom).status) == ("hai", Status.APPROVED)
        assert_sound(newsroom)

    def test_another_name_is_another_writer(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1", "Lừa đảo", address="ha@gmial.com"))
        decide(newsroom, id_by_key(newsroom, "c1"), APPROVE)
        bring_in(newsroom, record("c1", "Lừa đảo", name="a1b2", address="ha@gmail.com"))
        after = here(newsroom)
        assert (after.writer.name, after.writer.address) == ("a1b2", "ha@gmail.com")
        assert after.status is Status.APPROVED
        assert codes(newsroom) == ["WORD_LISTED", "NAME_HAS_DIGITS", "FIRST_TIME"]
        assert after.writer.history.approved == 1
        assert found(newsroom, "a1b2") == [after.id]
        assert found(newsroom, "gmial") == []
        assert_sound(newsroom)

    def test_a_time_is_corrected_and_never_forgotten(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1"))
        bring_in(newsroom, record("c1", created_at=START - moment.HOUR))
        assert here(newsroom).created_at == START - moment.HOUR
        bring_in(newsroom, record("c1", created_at=0))
        assert here(newsroom).created_at == START - moment.HOUR

    def test_an_article_learns_what_it_did_not_know(self, newsroom: Newsroom) -> None:
        bare = ArticleRecord(SITE, "a1", "https://bao.example/a1")
        finish(importing.import_items(newsroom, "jsonl", [(1, bare), (2, record("c1"))]))
        assert here(newsroom).article_title == bare.url
        bring_in(newsroom)
        assert here(newsroom).article_title == ARTICLE.title
        assert found(newsroom, "thông xe") == [here(newsroom).id]
        finish(importing.import_items(newsroom, "jsonl", [(1, bare)]))
        assert here(newsroom).article_title == ARTICLE.title

    def test_another_article_takes_the_comment_and_our_reply_with_it(
        self, newsroom: Newsroom
    ) -> None:
        bring_in(newsroom, record("c1", "Cầu đẹp"), record("c2"))
        decide(newsroom, id_by_key(newsroom, "c1"), reply("Cảm ơn bạn."))
        as_of = seen(newsroom)
        report = bring_in(newsroom, record("c1", "Cầu đẹp", article="a2"))
        assert (report.updated, report.unchanged) == (1, 0)
        counted = "SELECT external_id, pending, total FROM article ORDER BY external_id"
        assert sql(newsroom, counted) == [("a1", 1, 1), ("a2", 1, 2)]
        assert here(newsroom).article_title == OTHER_ARTICLE.title
        assert len(found(newsroom, "học phí")) == 2
        assert found(newsroom, "thông xe") == [id_by_key(newsroom, "c2")]
        assert desk.overview(newsroom).change > as_of
        assert_sound(newsroom)

    def test_a_reply_of_ours_that_comes_along_is_counted_once(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1"))
        decide(newsroom, id_by_key(newsroom, "c1"), reply("Cảm ơn bạn."))
        [(key,)] = sql(newsroom, "SELECT external_id FROM comment WHERE by_newsroom")
        moved = record(str(key), "Cảm ơn bạn.", article="a2", name="Tòa soạn", address="")
        bring_in(newsroom, record("c1", article="a2"), moved)
        assert_sound(newsroom)

    def test_the_same_id_in_two_sources_is_two_comments(self, newsroom: Newsroom) -> None:
        elsewhere = replace(ARTICLE, source="khac.example")
        bring_in(newsroom, record("c1"))
        report = bring_in(newsroom, elsewhere, record("c1", "khác", source="khac.example"))
        assert (report.added, report.articles) == (1, 1)
        assert sql(newsroom, "SELECT count(*) FROM comment WHERE external_id = 'c1'") == [(2,)]


class TestParents:
    def test_in_one_chunk_in_any_order(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c3", parent="c2"), record("c1"), record("c2", parent="c1"))
        assert parent_of(newsroom, "c1") is None
        assert parent_of(newsroom, "c2") == id_by_key(newsroom, "c1")
        assert parent_of(newsroom, "c3") == id_by_key(newsroom, "c2")

    def test_across_chunks(self, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importing, "CHUNK", 1)
        bring_in(newsroom, record("c2", parent="c1"), record("c1"), record("c3", parent="c1"))
        assert parent_of(newsroom, "c2") == parent_of(newsroom, "c3") == id_by_key(newsroom, "c1")

    def test_across_two_imports(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c2", parent="c1"))
        assert parent_of(newsroom, "c2") is None
        bring_in(newsroom, record("c1"))
        assert parent_of(newsroom, "c2") == id_by_key(newsroom, "c1")

    def test_another_parent_is_taken_over_and_never_forgotten(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1"), record("c2"), record("c3", parent="c1"))
        bring_in(newsroom, record("c3", parent="c2"))
        assert parent_of(newsroom, "c3") == id_by_key(newsroom, "c2")
        bring_in(newsroom, record("c3", "khác"))
        assert parent_of(newsroom, "c3") == id_by_key(newsroom, "c2")
        bring_in(newsroom, record("c3", parent="c3"))
        assert parent_of(newsroom, "c3") is None
        bring_in(newsroom, record("c3", parent="later"))
        bring_in(newsroom, record("later"))
        assert parent_of(newsroom, "c3") == id_by_key(newsroom, "later")
        assert_sound(newsroom)

    def test_a_parent_told_later_may_come_with_it(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1"))
        bring_in(newsroom, record("c1", parent="c2"), record("c2"))
        assert parent_of(newsroom, "c1") == id_by_key(newsroom, "c2")

    def test_not_oneself_and_not_one_of_another_source(self, newsroom: Newsroom) -> None:
        elsewhere = replace(ARTICLE, source="khac.example")
        bring_in(newsroom, record("c1", parent="c1"), record("c2", parent="c9"))
        bring_in(newsroom, elsewhere, record("c9", source="khac.example"))
        assert parent_of(newsroom, "c1") is None
        assert parent_of(newsroom, "c2") is None


class TestFlags:
    def test_the_first_time_is_said_once(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1", "một"), record("c2", "hai", name="Khác Tên"))
        bring_in(
            newsroom,
            record("c3", "ba"),
            record("c4", "bốn", address="khac@bao.vn"),
            record("c5", "năm", address=""),
            record("c6", "sáu", address=""),
        )
        first = [
            key
            for key in ("c1", "c2", "c3", "c4", "c5", "c6")
            if "FIRST_TIME" in codes(newsroom, key)
        ]
        assert first == ["c1", "c4", "c5"]

    def test_the_same_text_is_counted(self, newsroom: Newsroom) -> None:
        flood = "Mua ngay kẻo hết hàng tốt giá rẻ"
        bring_in(
            newsroom, record("c1", flood), record("c2", f"{flood.upper()}!!!"), record("c3", "Ừ")
        )
        bring_in(newsroom, record("c4", flood), record("c5", "Ừ"))
        assert "SAME_TEXT" not in codes(newsroom, "c1")
        details = {
            key: [
                f.reason.detail for f in here(newsroom, key).flags if f.kind is FlagKind.SAME_TEXT
            ]
            for key in ("c2", "c4", "c5")
        }
        assert details == {"c2": ["1"], "c4": ["2"], "c5": []}

    def test_an_answer_to_the_newsroom_is_pointed_out(self, newsroom: Newsroom) -> None:
        [subject] = some(newsroom, 1)
        decide(newsroom, subject, reply())
        [(key,)] = sql(newsroom, "SELECT external_id FROM comment WHERE by_newsroom")
        bring_in(newsroom, record("answer", parent=key), record("other", parent="c1"))
        assert "REPLY_TO_NEWSROOM" in codes(newsroom, "answer")
        assert "REPLY_TO_NEWSROOM" not in codes(newsroom, "other")

    def test_a_parent_of_ours_told_later_is_pointed_out(self, newsroom: Newsroom) -> None:
        [subject] = some(newsroom, 1)
        decide(newsroom, subject, reply())
        [(key,)] = sql(newsroom, "SELECT external_id FROM comment WHERE by_newsroom")
        bring_in(newsroom, record("answer"))
        bring_in(newsroom, record("answer", parent=key))
        assert codes(newsroom, "answer")[-1] == "REPLY_TO_NEWSROOM"
        bring_in(newsroom, record("answer", parent="c1"))
        assert "REPLY_TO_NEWSROOM" not in codes(newsroom, "answer")
        assert_sound(newsroom)

    def test_what_is_doubtful_about_name_and_address_is_said(self, newsroom: Newsroom) -> None:
        bring_in(newsroom, record("c1", "Hay", name="", address="ha@gmial.com"))
        flags = here(newsroom).flags
        assert [flag.reason for flag in flags][:2] == [
            Reason(ReasonCode.NAME_MISSING),
            Reason(ReasonCode.ADDRESS_TYPO, "gmail.com"),
        ]
        assert desk.overview(newsroom).counts["flagged"] == 1


def test_first_and_last_time_of_a_writer(newsroom: Newsroom) -> None:
    times = [START, START - moment.DAY, START + moment.DAY]
    bring_in(newsroom, *(record(f"c{n}", created_at=at) for n, at in enumerate(times)))
    bring_in(newsroom, record("c9", created_at=START - 2 * moment.DAY))
    writer = here(newsroom, "c0").writer
    assert (writer.history.first_at, writer.history.last_at) == (
        START - 2 * moment.DAY,
        START + moment.DAY,
    )


def test_an_unknown_time_says_nothing_of_a_writer(newsroom: Newsroom) -> None:
    bring_in(newsroom, record("c1", created_at=0), record("c2"))
    bring_in(newsroom, record("c3", created_at=0), record("c4", created_at=START + moment.DAY))
    history = here(newsroom).writer.history
    assert (history.first_at, history.last_at) == (START, START + moment.DAY)


def test_a_writer_first_met_in_a_renewal_wrote_then(newsroom: Newsroom) -> None:
    bring_in(newsroom, record("c1"), record("c2", created_at=START + moment.DAY))
    bring_in(newsroom, record("c1", name="Hà Nội", created_at=0))
    history = here(newsroom).writer.history
    assert (history.first_at, history.last_at) == (START, START)
    left = here(newsroom, "c2").writer.history
    assert (left.first_at, left.last_at) == (START + moment.DAY, START + moment.DAY)
    bring_in(newsroom, record("c1", name="Hà Nội", created_at=START - moment.DAY))
    assert here(newsroom).writer.history.first_at == START - moment.DAY


def _told(key: Key) -> Told:
    return Told(
        "cầu", "Hà", "ha@bao.vn", key[1], "", "", None, START, "approved", by_newsroom=False
    )


def test_a_dry_run_remembers_little_of_a_row(newsroom: Newsroom) -> None:
    rehearsal = Rehearsal()
    tracemalloc.start()
    with newsroom.store.reading() as connection:
        for k in range(20):
            numbers = range(k * 1000, k * 1000 + 1000)
            rows = {(SITE, str(n)): hashlib.sha1(b"%d" % n).digest()[:16] for n in numbers}
            rehearsal.read(connection, [], rows, _told)
    rows.clear()
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rehearsal.arrived.added == 20_000
    assert used / 20_000 < 130


def test_back_to_pending_leaves_only_the_log_to_tell(newsroom: Newsroom, clock: Clock) -> None:
    [subject] = some(newsroom, 1)
    before = content(newsroom)
    decide(newsroom, subject, APPROVE)
    clock.move()
    decide(newsroom, subject, PENDING)
    assert content(newsroom) == before
    assert [row[0] for row in sql(newsroom, "SELECT action FROM log_entry")] == [
        "approve",
        "pending",
    ]
