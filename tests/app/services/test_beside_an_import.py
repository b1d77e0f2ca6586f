"""Decisions at the desk while another process imports: none is refused, each gets its turn."""

from __future__ import annotations

import json
from pathlib import Path

from app.services.apart import beside
from app.services.importing import CHUNK, import_file
from app.services.newsroom import Newsroom, finish
from app.storage.reading import newest_id
from tests.app.desk_newsroom import APPROVE, PENDING, assert_sound, decide, some

ROWS = 15 * CHUNK


def written(path: Path) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for n in range(ROWS):
            row = {
                "id": f"new{n}",
                "article_url": f"https://bao.example/tin/{n % 40}",
                "name": "Trần Thu Hà",
                "email": f"ha{n % 900}@bao.vn",
                "text": f"Lời bình thứ {n}: cây cầu này đẹp, mong sớm thông xe để bà con đỡ khổ.",
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def newest(newsroom: Newsroom) -> int:
    with newsroom.store.reading() as connection:
        return newest_id(connection)


def test_decisions_get_their_turn_between_the_chunks_of_an_import(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    subject, *_ = some(newsroom)
    here = newest(newsroom)
    work = beside(newsroom, import_file, written(tmp_path / "in.jsonl"))
    while newest(newsroom) == here:
        next(work)
    waited = []
    for n in range(50):
        before = newest(newsroom)
        changes = decide(newsroom, subject, PENDING if n % 2 else APPROVE)
        waited.append(newest(newsroom) - before)
        assert changes.conflict_count == 0
    assert max(waited) <= 2 * CHUNK
    assert finish(work).added == ROWS
    assert_sound(newsroom)
