"""The sample newsroom comes in by the roads of real comments, all of it or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.domain.errors import UnusableInputError
from app.services import desk, log
from app.services.newsroom import Newsroom, finish
from app.services.opening import RESOURCES
from app.services.sample import SOURCE, fill_with_sample
from tests.app.desk_newsroom import START, assert_sound, everything, some, sql

SAMPLE = RESOURCES / "sample"


def rows(name: str) -> list[dict[str, object]]:
    lines = (SAMPLE / name).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def test_everything_of_the_sample_is_there(newsroom: Newsroom) -> None:
    finish(fill_with_sample(newsroom, SAMPLE))
    decisions = rows("decisions.jsonl")
    replies = [row for row in decisions if row["action"] == "reply"]
    [(comments, answers)] = sql(
        newsroom, "SELECT count(*) FILTER (WHERE NOT by_newsroom), sum(by_newsroom) FROM comment"
    )
    assert comments == len(rows("comments.jsonl"))
    assert answers == len(replies)
    assert sql(newsroom, "SELECT count(*) FROM article") == [(len(rows("articles.jsonl")),)]
    assert sql(newsroom, "SELECT key FROM source") == [(SOURCE,)]
    assert sql(newsroom, "SELECT count(*), count(DISTINCT moderator) FROM log_entry") == [
        (len(decisions), len({row["moderator"] for row in decisions}))
    ]
    assert sql(newsroom, "SELECT * FROM log_entry WHERE at > :now", now=START) == []
    assert sql(newsroom, "SELECT max(created_at) <= :now FROM comment", now=START) == [(1,)]
    counts = desk.overview(newsroom).counts
    assert all(counts[key] for key in ("pending", "flagged", "first_time", "approved", "rejected"))
    orphans = sql(
        newsroom,
        "SELECT external_id FROM comment WHERE parent_id IS NULL "
        "AND parent_external_id IS NOT NULL",
    )
    assert orphans == []
    assert_sound(newsroom)
    assert log.moderators(newsroom)


def test_one_that_is_stopped_leaves_nothing(newsroom: Newsroom) -> None:
    before = everything(newsroom)
    work = fill_with_sample(newsroom, SAMPLE)
    progress = [next(work) for _ in range(20)]
    assert [step.done for step in progress] == sorted(step.done for step in progress)
    work.close()
    assert everything(newsroom) == before


def test_a_folder_without_a_sample_changes_nothing(newsroom: Newsroom, tmp_path: Path) -> None:
    before = everything(newsroom)
    with pytest.raises(FileNotFoundError):
        finish(fill_with_sample(newsroom, tmp_path))
    assert everything(newsroom) == before


def test_a_newsroom_with_comments_of_its_own_is_left_alone(newsroom: Newsroom) -> None:
    some(newsroom)
    before = everything(newsroom)
    with pytest.raises(UnusableInputError, match="already"):
        finish(fill_with_sample(newsroom, SAMPLE))
    assert everything(newsroom) == before
