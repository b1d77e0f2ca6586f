"""An import from its first row to its report: dry, stopped, hostile, without room on the disk."""

from __future__ import annotations

import csv
import errno
import gc
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.comment import Status
from app.domain.errors import PartlyDoneError, UnusableInputError
from app.domain.hostile import MAX_TEXT
from app.domain.words import Words
from app.services import backup, importing
from app.services.importing import ImportReport, import_file, import_items
from app.services.newsroom import LongWork, Newsroom, finish
from app.services.reject_file import RejectFile
from app.sources.record import Item, LeftOut, ReadOptions, RejectedRow
from tests.app.desk_newsroom import (
    APPROVE,
    ARTICLE,
    OTHER_ARTICLE,
    assert_sound,
    bring_in,
    comment,
    content,
    decide,
    edit,
    everything,
    found,
    id_by_key,
    record,
    sql,
)

NO_TEXT = Words("Thiếu nội dung.", "The text is missing.")


def rejected(line: int, raw: str = "{}") -> RejectedRow:
    return RejectedRow(line, NO_TEXT, raw)


def row(**changes: object) -> str:
    values = {
        "id": "c1",
        "article_url": "https://bao.example/a1",
        "article_title": "Cầu Nam Sông",
        "name": "Trần Thu Hà",
        "email": "thuha@bao.vn",
        "text": "Cảm ơn phóng viên.",
    }
    return json.dumps(values | changes, ensure_ascii=False)


def written(path: Path, *rows: str) -> Path:
    path.write_text("".join(f"{each}\n" for each in rows), encoding="utf-8")
    return path


def test_a_file_is_brought_in_and_reported(newsroom: Newsroom, tmp_path: Path) -> None:
    file = written(tmp_path / "in.jsonl", row(), row(id="c2", status="approved"), "{nonsense")
    work = import_file(newsroom, file)
    progress = [step.fraction for step in work]
    assert progress == [1.0]
    report = finish(import_file(newsroom, file))
    assert report == ImportReport(
        format="jsonl",
        read=3,
        added=0,
        updated=0,
        unchanged=2,
        rejected=1,
        articles=0,
        left_out={},
        first_rejected=report.first_rejected,
        rejected_kinds=report.rejected_kinds,
        reject_file=tmp_path / "in.jsonl.rejected.csv",
    )
    assert comment(newsroom, id_by_key(newsroom, "c2")).status is Status.APPROVED
    assert_sound(newsroom)


def test_the_reject_file_lists_every_row_and_runs_nothing(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    path = tmp_path / "rejected.csv"
    raws = ["=cmd|' /C calc'!A0", "+1", "@x", 'a,"b"\nc', "lone \ud800"]
    report = bring_in(
        newsroom, *(rejected(n, raw) for n, raw in enumerate(raws, start=2)), reject_path=path
    )
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["line", "lý do", "reason", "row", "file"]
    assert [line for line, *_ in rows] == ["2", "3", "4", "5", "6"]
    assert {(vi, en) for _, vi, en, *_ in rows} == {(NO_TEXT.vi, NO_TEXT.en)}
    assert [raw for *_, raw, _ in rows] == [
        "'=cmd|' /C calc'!A0",
        "'+1",
        "'@x",
        'a,"b"\nc',
        "lone ?",
    ]
    assert (report.reject_file, report.rejected, report.read) == (path, 5, 5)


def test_without_rejected_rows_there_is_no_reject_file(newsroom: Newsroom, tmp_path: Path) -> None:
    path = tmp_path / "rejected.csv"
    report = bring_in(newsroom, record("c1"), LeftOut(3, "pingback"), reject_path=path)
    assert (report.reject_file, path.exists(), report.left_out) == (None, False, {"pingback": 1})


def test_only_the_first_rejected_rows_are_in_the_report(newsroom: Newsroom) -> None:
    report = bring_in(newsroom, *(rejected(n) for n in range(50)))
    assert report.rejected == 50
    assert len(report.first_rejected) == importing.MOST_LISTED
    assert report.reject_file is None


def test_an_unwritable_reject_file_is_said_before_anything_is_kept(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    before = everything(newsroom)
    with pytest.raises(UnusableInputError) as refused:
        bring_in(newsroom, record("c1"), rejected(2), reject_path=tmp_path)
    assert "--reject-file" in refused.value.words.en
    assert everything(newsroom) == before


def test_an_unwritable_reject_file_later_on_says_what_was_kept(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 1)
    with pytest.raises(PartlyDoneError) as stopped:
        bring_in(newsroom, record("c1"), record("c2"), rejected(2), reject_path=tmp_path)
    assert "--reject-file" in stopped.value.words.en
    assert "1 comments before that were kept" in stopped.value.words.en


def test_a_reject_file_on_a_full_disk_is_said(newsroom: Newsroom) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(PartlyDoneError, match="reject-file"):
        bring_in(newsroom, record("c1"), rejected(2), reject_path=full)
    with pytest.raises(ZeroDivisionError):
        finish(_import(newsroom, _failing(rejected(1)), full))


def _import(
    newsroom: Newsroom, items: Iterable[tuple[int, Item]], reject_path: Path | None = None
) -> LongWork[ImportReport]:
    return import_items(newsroom, "jsonl", items, rejects=RejectFile(reject_path))


def _failing(*items: Item) -> Iterator[tuple[int, Item]]:
    yield from enumerate(items, start=1)
    raise ZeroDivisionError


def test_a_stopped_import_keeps_whole_chunks_and_a_second_one_completes_it(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    items = [
        ARTICLE,
        *(record(f"c{n}", f"Lời {n}", parent=f"c{n + 1}") for n in range(1, 6)),
        record("c6", "Lời 6"),
    ]
    work = import_items(newsroom, "jsonl", enumerate(items), size=len(items))
    assert [next(work).done, next(work).done] == [2, 4]
    work.close()
    kept = sql(newsroom, "SELECT external_id FROM comment ORDER BY id")
    assert kept == [("c1",), ("c2",), ("c3",), ("c4",)]
    assert comment(newsroom, id_by_key(newsroom, "c2")).parent_id == id_by_key(newsroom, "c3")
    assert_sound(newsroom)

    report = bring_in(newsroom, *items)
    assert (report.added, report.unchanged) == (2, 4)
    for n in range(1, 6):
        assert comment(newsroom, id_by_key(newsroom, f"c{n}")).parent_id == id_by_key(
            newsroom, f"c{n + 1}"
        )
    assert_sound(newsroom)


def test_what_was_only_renewed_counts_as_kept(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 1)
    bring_in(newsroom, record("c1"), record("c2"))
    with pytest.raises(PartlyDoneError, match="1 comments before that were kept"):
        bring_in(
            newsroom,
            record("c1", "khác"),
            record("c2", "khác"),
            rejected(3),
            reject_path=tmp_path / "none" / "r.csv",
        )


def _thousands_by_one_then_by_another() -> list[Item]:
    many = [record(f"n{n}", f"Lời {n}", name="Cũ", address="") for n in range(4)]
    return [
        ARTICLE,
        *many,
        record("n4", name="Người Mới", address=""),
        record("n5", name="Cũ", address=""),
    ]


def test_a_restore_between_two_chunks_gives_no_comment_to_another_writer(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 4)
    bring_in(newsroom, record("z", name="Đầu", address=""))
    finish(backup.back_up(newsroom, tmp_path / "old.db"))
    work = _import(newsroom, enumerate(_thousands_by_one_then_by_another()))
    next(work)
    finish(backup.restore(newsroom.store.path, tmp_path / "old.db", 1))
    finish(work)
    of_whom = "SELECT external_id, name FROM comment JOIN writer ON writer.id = writer_id"
    assert sorted(sql(newsroom, of_whom)) == [("n4", "Người Mới"), ("n5", "Cũ"), ("z", "Đầu")]
    assert_sound(newsroom)


def test_an_import_whose_articles_a_restore_took_away_stops_in_words(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 4)
    finish(backup.back_up(newsroom, tmp_path / "empty.db"))
    work = _import(newsroom, enumerate(_thousands_by_one_then_by_another()))
    next(work)
    finish(backup.restore(newsroom.store.path, tmp_path / "empty.db", 1))
    with pytest.raises(PartlyDoneError, match="replaced by another one") as replaced:
        finish(work)
    assert "were kept" not in replaced.value.words.en
    assert sql(newsroom, "SELECT count(*) FROM comment") == [(0,)]
    assert_sound(newsroom)


def test_rows_without_a_comment_show_progress_too(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "PASSED_OVER", 10)
    rows: list[Item] = [*map(rejected, range(35)), *(LeftOut(n, "pingback") for n in range(10))]
    steps = [step.done for step in _import(newsroom, enumerate(rows))]
    assert steps == [9, 19, 29, 39, 44]


class _Breaking:
    """A reader whose disk fails in the middle."""

    name = "breaking"

    def recognises(self, path: Path, head: bytes) -> bool:
        return False

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        yield 1, rejected(1)
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def test_a_disk_that_fails_while_it_is_read_is_said(
    newsroom: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "in.jsonl", row())
    monkeypatch.setattr(importing, "reader_for", lambda *_: _Breaking())
    with pytest.raises(UnusableInputError, match=r"“in\.jsonl” cannot be read: Input"):
        finish(import_file(newsroom, file))


@pytest.mark.parametrize("place", ["none/r.csv", ".", "in.jsonl", "desk.db"])
def test_a_reject_file_that_cannot_be_or_must_not_is_refused_before_the_first_row(
    newsroom: Newsroom, tmp_path: Path, place: str
) -> None:
    file = written(tmp_path / "in.jsonl", row(), "{nonsense")
    target = newsroom.store.path if place == "desk.db" else tmp_path / place
    before, told = everything(newsroom), file.read_bytes()
    with pytest.raises(UnusableInputError, match="--reject-file"):
        import_file(newsroom, file, reject_path=target)
    assert everything(newsroom) == before
    assert file.read_bytes() == told


def _parts_of_the_index(newsroom: Newsroom) -> int:
    with newsroom.store.reading() as connection:
        statement = "SELECT count(DISTINCT segid) FROM comment_search_idx"
        parts: int = connection.exec_driver_sql(statement).scalar_one()
        return parts


def test_what_is_searched_is_put_in_order_after_much_has_arrived(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 5)
    many = [record(f"c{number}", f"Cây số {number}") for number in range(60)]
    work = import_items(newsroom, "test", [(0, each) for each in (ARTICLE, *many)])
    assert max(_parts_of_the_index(newsroom) for _ in work) > 5
    assert _parts_of_the_index(newsroom) == 1
    assert len(found(newsroom, "cây")) == 60

    bring_in(newsroom, record("one more", "Cây cuối"))
    assert _parts_of_the_index(newsroom) == 2
    assert len(found(newsroom, "cây")) == 61
    assert_sound(newsroom)


def test_a_full_disk_says_how_much_was_kept(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 5)
    [(pages,)] = sql(newsroom, "PRAGMA page_count")
    with newsroom.store.writer.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={int(str(pages)) + 60}")
        connection.rollback()
    items = [record(f"c{n}", f"{n} " + "rất dài " * 1500) for n in range(100)]
    with pytest.raises(PartlyDoneError) as full:
        bring_in(newsroom, *items)
    [(kept,)] = sql(newsroom, "SELECT count(*) FROM comment")
    assert isinstance(kept, int)
    assert 0 < kept < 100
    assert kept % 5 == 0
    assert "disk is full" in full.value.words.en
    assert f" {kept} comments before that were kept" in full.value.words.en
    assert f" {kept} lời bình trước đó đã được giữ" in full.value.words.vi
    assert_sound(newsroom)


def test_the_same_key_twice_in_a_file_is_an_update(newsroom: Newsroom) -> None:
    report = bring_in(newsroom, record("c1", "một"), record("c1", "hai"), record("c1", "hai"))
    assert (report.read, report.added, report.updated, report.unchanged) == (3, 1, 1, 1)
    assert comment(newsroom, id_by_key(newsroom, "c1")).text == "hai"
    assert_sound(newsroom)


def test_a_comment_of_ten_megabytes_is_cut_and_flagged(newsroom: Newsroom) -> None:
    bring_in(newsroom, record("c1", "dài " * 2_500_000))
    kept = comment(newsroom, id_by_key(newsroom, "c1"))
    assert len(kept.text) == MAX_TEXT
    [cut] = [flag for flag in kept.flags if flag.reason.code.name == "TEXT_CUT"]
    assert cut.reason.detail == "10000000"


def test_what_no_database_takes_is_replaced_and_flagged(newsroom: Newsroom) -> None:
    bring_in(
        newsroom,
        record("c1", "a\x00b", name="Hà\ud800", address="h\x00@bao.vn", website="\udfff"),
        record("c2", "đã hỏng \ufffd", damaged=True),
        record("c3", "😀 \ud83d\ude00"),
        record("c4", "x", name="d" * 5000),
    )
    first = comment(newsroom, id_by_key(newsroom, "c1"))
    assert (first.text, first.writer.name, first.website) == ("a\ufffdb", "Hà\ufffd", "\ufffd")
    assert "DAMAGED_TEXT" in [flag.reason.code.name for flag in first.flags]
    second = comment(newsroom, id_by_key(newsroom, "c2"))
    assert "DAMAGED_TEXT" in [flag.reason.code.name for flag in second.flags]
    third = comment(newsroom, id_by_key(newsroom, "c3"))
    assert third.text == "😀 😀"
    assert "DAMAGED_TEXT" not in [flag.reason.code.name for flag in third.flags]
    assert len(comment(newsroom, id_by_key(newsroom, "c4")).writer.name) == 1000
    assert found(newsroom, "hỏng") == [second.id]


def test_the_judgements_of_many_writers_do_not_pile_up(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_JUDGED", 2)
    report = bring_in(newsroom, *(record(f"c{n}", address=f"ha{n}@bao.vn") for n in range(5)))
    assert report.added == 5


KEYS = st.sampled_from(["c1", "c2", "c3", "c4"])
ROWS = st.one_of(
    st.builds(
        record,
        KEYS,
        st.sampled_from(["một", "hai", "Lừa đảo"]),
        parent=st.sampled_from([None, "c1", "c3", "c9"]),
        status=st.sampled_from([None, Status.APPROVED]),
        name=st.sampled_from(["Hà", "Tám"]),
    ),
    st.builds(rejected, st.integers(1, 9)),
    st.just(LeftOut(1, "pingback")),
    st.sampled_from([ARTICLE, OTHER_ARTICLE]),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=st.lists(ROWS, max_size=4), items=st.lists(ROWS, max_size=8))
def test_a_dry_run_says_what_the_real_one_does_and_writes_nothing(
    newsroom: Newsroom, before: list[Item], items: list[Item]
) -> None:
    _start_anew(newsroom)
    bring_in(newsroom, *before)
    [subject] = sql(newsroom, "SELECT coalesce(min(id), 0) FROM comment")
    if subject[0]:
        decide(newsroom, int(str(subject[0])), edit("Sửa rồi."), APPROVE)
    untouched = content(newsroom)
    dry = bring_in(newsroom, *items, dry_run=True)
    assert content(newsroom) == untouched
    assert bring_in(newsroom, *items) == dry
    assert_sound(newsroom)
    again = bring_in(newsroom, *items, dry_run=True)
    assert again == bring_in(newsroom, *items)


def _start_anew(newsroom: Newsroom) -> None:
    sql(newsroom, "PRAGMA defer_foreign_keys=ON")
    for table in ("comment_search", "flag", "revision", "tally"):
        sql(newsroom, f"DELETE FROM {table}")
    sql(newsroom, "UPDATE comment SET parent_id = NULL")
    for table in ("comment", "writer", "article", "source"):
        sql(newsroom, f"DELETE FROM {table}")


def test_a_dry_run_leaves_no_reject_file(newsroom: Newsroom, tmp_path: Path) -> None:
    file = written(tmp_path / "in.jsonl", row(), "{nonsense")
    report = finish(import_file(newsroom, file, dry_run=True))
    assert (report.added, report.rejected, report.reject_file) == (1, 1, None)
    assert [path.name for path in tmp_path.glob("in*")] == ["in.jsonl"]


def test_two_at_once_leave_the_search_for_cycles_as_it_was(newsroom: Newsroom) -> None:
    before = gc.get_threshold()
    items = [(0, record(f"c{number}")) for number in range(3)]
    first, second = (import_items(newsroom, "jsonl", items, dry_run=True) for _ in range(2))
    next(first)
    next(second)
    assert gc.get_threshold() != before
    first.close()
    second.close()
    assert gc.get_threshold() == before
