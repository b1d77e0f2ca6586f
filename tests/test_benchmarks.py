"""The benchmarks run from end to end, and their comments are what real ones are like.

Nothing here asks how long anything takes: `make bench` does. So a few samples of each are enough.
"""

from __future__ import annotations

import json
import statistics
import unicodedata
from array import array
from collections import Counter
from importlib.metadata import PackageNotFoundError
from itertools import pairwise
from pathlib import Path

import pytest
import regex

from app.domain.vietnamese import has_marks
from tests.performance import __main__ as bench
from tests.performance import (
    bench_cards,
    bench_desk,
    bench_page,
    bench_quiet,
    bench_search,
    generator,
    machine,
    table,
)
from tests.performance.measure import AtMost, Measurement, QuickerThanPeer, Samples, TimesLimit

ROWS = 300
PARTS = ("import", "page", "cards", "approve", "batch", "search", "leaving", "log", "reading")
ON_A_DESK = ("quiet", "key", "memory", "list")


def rows_of(count: int, seed: int = 1) -> list[dict[str, str]]:
    return [json.loads(line) for line in generator.lines(count, seed)]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return rows_of(10_000)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """As few samples as show that each part runs."""
    monkeypatch.setattr(bench_quiet, "TIMES", 20)
    monkeypatch.setattr(bench_cards, "TIMES", 1)
    monkeypatch.setattr(bench_search, "TIMES", 1)
    monkeypatch.setattr(bench_desk, "TIMES", 20)
    monkeypatch.setattr(bench_desk, "IMPORTED", 10_000)


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("few")
def test_every_part_without_a_screen_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures.json"
    asked = [str(ROWS), "--only", ",".join(PARTS), "--out", str(out)]
    assert bench.main([*asked, "--keep", str(tmp_path / "kept")]) == 0, capsys.readouterr().out
    told = json.loads(out.read_text(encoding="utf-8"))
    found = {one["operation"]: one for one in told["measurements"][str(ROWS)]}
    assert len(found) > 20
    assert all(one["ours"]["p50"] > 0 for one in found.values() if one["unit"])
    assert found["import: JSON Lines"]["ratio"] > 0
    for compared in (
        "page of 100: all, head",
        "search, whole words, all hits and a page of 100: all",
    ):
        assert found[compared]["times_quicker_than_django"] > 0
    assert set(told["machine"]) >= {"cpu", "cores", "memory", "python", "sqlite", "qt"}


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("few")
def test_the_parts_that_drive_a_desk_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures.json"
    asked = [str(ROWS), "--only", ",".join(ON_A_DESK), "--out", str(out)]
    assert bench.main(asked) == 0, capsys.readouterr().out
    told = json.loads(out.read_text(encoding="utf-8"))
    found = {one["operation"]: one for one in told["measurements"][str(ROWS)]}
    for operation in ("wheel", "page down", "jump", "rows blank", "wheel during an import"):
        assert found[operation]["ours"]["samples"] > 0
    assert found["jump"]["ours"]["samples"] == bench_desk.TIMES
    assert found["approve one: key to next card"]["ours"]["p50"] > 0
    assert found[f"memory: {ROWS} all paged through, peak"]["ours"]["p50"] > 0


def test_without_django_the_rest_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(machine, "version", lambda name: none(name) if name == "django" else "1")
    assert machine.description()["django"] == "none"


@pytest.mark.parametrize("many", [80, 700, 100_000])
def test_none_of_the_three_who_read_pages_reads_anothers(many: int) -> None:
    for dealt in bench_page._pages(array("q", range(many))).values():
        firsts = [{page[0] for page in pages} for pages in dealt]
        assert len({len(pages) for pages in dealt}) == 1
        assert many < 9 * bench_page.PAGE or sum(map(len, firsts)) == len(set.union(*firsts))


def test_a_part_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        bench.main(["10", "--only", "pages"])
    assert "no such part: pages" in capsys.readouterr().err


def test_a_goal_is_judged_by_what_it_speaks_of() -> None:
    one = Measurement(
        "page",
        "ms",
        ours=Samples((0.002, 0.003, 0.004)),
        limit=Samples((0.002, 0.002, 0.002)),
        goals=(AtMost(3), AtMost(3, "p99"), TimesLimit(1.5), QuickerThanPeer(2)),
    )
    assert [one.meets(goal) for goal in one.goals] == [True, False, True, None]
    assert table.verdict(one) == "MISSED"
    assert "1.50 ×" in table.row(one)


def test_the_same_seed_makes_the_same_comments() -> None:
    assert rows_of(500) == rows_of(500)
    assert rows_of(500) != rows_of(500, seed=2)


def test_comments_come_in_their_order_and_answer_earlier_ones(rows: list[dict[str, str]]) -> None:
    assert all(before["created_at"] <= after["created_at"] for before, after in pairwise(rows))
    places = {row["id"]: place for place, row in enumerate(rows)}
    assert len(places) == len(rows)
    answers = [(place, row) for place, row in enumerate(rows) if "parent_id" in row]
    assert 0.1 < len(answers) / len(rows) < 0.3
    for place, row in answers:
        parent = places[row["parent_id"]]
        assert parent < place
        assert rows[parent]["article_url"] == row["article_url"]


def test_more_comments_have_other_ids(rows: list[dict[str, str]]) -> None:
    more = [json.loads(line)["id"] for line in generator.lines(100, first=len(rows))]
    assert not {row["id"] for row in rows} & set(more)


def test_the_newest_wait_to_be_moderated(rows: list[dict[str, str]]) -> None:
    statuses = Counter(row["status"] for row in rows)
    assert statuses.keys() == {"pending", "approved", "rejected", "spam"}
    assert 0.09 < statuses["pending"] / len(rows) < 0.12
    newest = [row["status"] for row in rows[-len(rows) // 10 :]]
    assert newest.count("pending") > 0.8 * statuses["pending"]


def test_articles_and_writers_are_as_many_as_in_a_newsroom(rows: list[dict[str, str]]) -> None:
    articles = {row["article_url"] for row in rows}
    writers = {(row.get("name", ""), row.get("email", "")) for row in rows}
    assert 0.004 < len(articles) / len(rows) <= 0.005
    assert 0.15 < len(writers) / len(rows) <= 0.2
    assert 0.01 < sum("name" not in row for row in rows) / len(rows) < 0.06
    assert 0.03 < sum("email" not in row for row in rows) / len(rows) < 0.14


def test_lengths_are_those_of_real_comments(rows: list[dict[str, str]]) -> None:
    lengths = sorted(len(row["text"]) for row in rows)
    assert 33 <= statistics.median(lengths) <= 92
    assert 250 <= lengths[int(len(lengths) * 0.99)] <= 700
    assert max(lengths) <= 21_000


@pytest.mark.parametrize(
    ("what", "least", "most"), [("bare", 0.002, 0.04), ("decomposed", 0.016, 0.047)]
)
def test_spelling_is_as_mixed_as_in_real_comments(
    rows: list[dict[str, str]], what: str, least: float, most: float
) -> None:
    texts = [row["text"] for row in rows]
    bare = [text for text in texts if not has_marks(text) and len(text) > 20]
    decomposed = [text for text in texts if unicodedata.normalize("NFC", text) != text]
    share = len({"bare": bare, "decomposed": decomposed}[what]) / len(texts)
    assert least <= share <= most


def test_noise_is_there_but_no_more_than_in_real_comments(rows: list[dict[str, str]]) -> None:
    texts = [row["text"] for row in rows]

    def share(pattern: str) -> float:
        return sum(regex.search(pattern, text) is not None for text in texts) / len(texts)

    assert 0.004 <= share(r"(\p{L})\1\1") <= 0.069
    assert 0.03 <= share(r"\p{Emoji_Presentation}") <= 0.14
    assert 0.005 <= share(r"https?://|www\.") <= 0.05
    assert 0.0005 <= share(r"[\ufeff\u200b\u00ad]") <= 0.03
    assert share("oà") > 0
    assert share("òa") > 0
    repeated = Counter(texts).most_common(1)[0][1]
    assert repeated > 5


def test_words_are_many_and_fall_off_as_in_a_language(rows: list[dict[str, str]]) -> None:
    words = Counter(word for row in rows for word in row["text"].casefold().split())
    total = sum(words.values())
    assert len(words) > 5_000
    assert 0.02 < words.most_common(1)[0][1] / total < 0.15
    assert sum(n for _, n in words.most_common(100)) / total > 0.3
    assert sum(n == 1 for n in words.values()) > 500
