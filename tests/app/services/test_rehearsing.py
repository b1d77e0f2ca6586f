"""A look at files before their import: its figures are those of the import, and nothing is kept."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.services.importing import ImportReport, import_file
from app.services.newsroom import Newsroom, finish
from app.services.opening import open_newsroom
from app.services.rehearsing import Rehearsed, bytes_of, rehearse
from app.services.rejections import MOST_EXAMPLES, MOST_KINDS, Rejections, kind_of
from app.sources.record import RejectedRow
from tests.app.desk_newsroom import content

SAMPLE = Path(__file__).parents[3] / "resources" / "sample" / "comments.jsonl"

FIELDS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["1", "2", "3", "4"]),
        "article_url": st.sampled_from(["https://bao.vn/a", "https://bao.vn/b", ""]),
        "name": st.sampled_from(["Lan", "Hà"]),
        "text": st.sampled_from(["Cầu đẹp lắm.", "Đường còn bụi.", ""]),
        "created_at": st.sampled_from(["2026-01-02T03:04:05", "hôm qua"]),
    }
)
LINES = st.one_of(FIELDS.map(lambda row: json.dumps(row, ensure_ascii=False)), st.just("{broken"))
FILES = st.lists(st.lists(LINES, max_size=8), min_size=1, max_size=3)


def numbers(report: ImportReport) -> tuple[object, ...]:
    return (
        report.format,
        report.read,
        report.added,
        report.updated,
        report.unchanged,
        report.rejected,
        report.articles,
        report.rejected_kinds,
    )


def reports(found: tuple[Rehearsed, ...]) -> list[ImportReport]:
    return [each.report for each in found if each.report is not None]


@settings(
    deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(FILES)
def test_what_a_look_says_is_what_the_import_does(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[str]]
) -> None:
    folder = tmp_path_factory.mktemp("looked")
    paths = [folder / f"{number}.jsonl" for number in range(len(files))]
    for path, lines in zip(paths, files, strict=True):
        path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    newsroom = open_newsroom(folder / "desk.db", "An")
    try:
        for _ in range(2):
            before = content(newsroom)
            found = finish(rehearse(newsroom, paths))
            assert content(newsroom) == before
            usable = [each.path for each in found if each.report is not None]
            assert [each.path for each in found] == paths
            done = [finish(import_file(newsroom, path)) for path in usable]
            assert list(map(numbers, reports(found))) == list(map(numbers, done))
    finally:
        newsroom.store.close()


def test_a_row_of_an_earlier_file_is_no_news_in_a_later_one(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    row = {"id": "1", "article_url": "https://bao.vn/a", "name": "Lan", "text": "Cầu đẹp."}
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    for path in (first, second):
        path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    found = reports(finish(rehearse(newsroom, [first, second])))
    assert [(report.added, report.unchanged) for report in found] == [(1, 0), (0, 1)]


def test_a_file_that_cannot_be_used_says_why_and_the_rest_is_looked_at(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    empty, folder, none = tmp_path / "e.csv", tmp_path / "folder", tmp_path / "none.csv"
    empty.touch()
    folder.mkdir()
    found = finish(rehearse(newsroom, [empty, folder, none, SAMPLE]))
    troubles = [each.trouble.en if each.trouble else "" for each in found]
    assert "empty" in troubles[0]
    assert "folder" in troubles[1]
    assert "no file" in troubles[2]
    assert troubles[3] == ""
    assert bytes_of(none) == 0


def test_progress_is_of_all_files(newsroom: Newsroom, tmp_path: Path) -> None:
    row = {"id": "1", "article_url": "https://bao.vn/a", "name": "Lan", "text": "Cầu đẹp."}
    paths = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for path in paths:
        path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    told = list(rehearse(newsroom, paths))
    assert {each.total for each in told} == {2 * bytes_of(paths[0])}
    done = [each.done for each in told]
    assert done == sorted(done)
    assert done[-1] == told[-1].total


def test_the_rejected_rows_of_all_files_are_listed_where_it_is_asked(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    paths = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for path in paths:
        path.write_text("{}\n", encoding="utf-8")
    listed = tmp_path / "list.csv"
    finish(rehearse(newsroom, paths, reject_path=listed))
    rows = list(csv.reader(listed.read_text("utf-8-sig").splitlines()))
    assert [row[4] for row in rows[1:]] == ["a.jsonl", "b.jsonl"]
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == ["list.csv"]
    trouble = finish(rehearse(newsroom, paths, reject_path=tmp_path))[0].trouble
    assert trouble is not None
    assert "cannot be written" in trouble.en


def test_the_list_of_rejected_rows_never_overwrites_what_is_looked_at(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    first.write_text("{}\n")
    second.write_text("{}\n")
    with pytest.raises(UnusableInputError, match="overwrite"):
        finish(rehearse(newsroom, [first, second], reject_path=second))
    assert second.read_text() == "{}\n"


def rejected(line: int, en: str) -> RejectedRow:
    return RejectedRow(line, Words(f"{en} vi", en), "{}")


def test_rejections_are_gathered_by_why_the_most_frequent_first() -> None:
    rejections = Rejections()
    for line in range(1, 6):
        rejections.add(rejected(line, f"This is not valid JSON (column {line})."))
    rejections.add(rejected(6, "Unreadable time: “hôm qua”."))
    rejections.add(rejected(7, "Unreadable time: “hôm nay”."))
    first, second = rejections.kinds()
    assert (first.why.en, first.count) == ("This is not valid JSON.", 5)
    assert [row.line for row in first.examples] == [1, 2, 3]
    assert len(first.examples) == MOST_EXAMPLES
    assert (second.why.en, second.count) == ("Unreadable time: “…”.", 2)


def test_however_many_reasons_there_are_a_few_are_kept() -> None:
    rejections = Rejections()
    for line in range(100):
        rejections.add(rejected(line, "reason " + "x" * line))
    kinds = rejections.kinds()
    assert len(kinds) == MOST_KINDS + 1
    assert (kinds[0].why.en, kinds[0].count) == ("Other reasons.", 100 - MOST_KINDS)
    assert sum(kind.count for kind in kinds) == 100


def test_the_name_of_a_field_is_kept_in_a_reason() -> None:
    words = Words("Trường “email” phải là văn bản.", "The field “email” must be text.")
    assert kind_of(words) == words
    missing = Words("Thiếu bài viết (article_url hoặc article_title).", "Missing (article_url).")
    assert kind_of(missing) == missing
