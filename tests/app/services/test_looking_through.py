"""A long file is looked through before its first comment is told, in sight of whoever waits."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.progress import Progress
from app.services.importing import import_file
from app.services.newsroom import finish
from tests.app.leaving import Rooms, held
from tests.app.services.test_moving_on import FORMATS, Row

MANY = 6_000


@pytest.mark.parametrize("name", ["disqus", "isso-db", "wxr"])
@pytest.mark.parametrize("dry_run", [True, False])
def test_it_is_seen_to_go_on_and_can_be_stopped(tmp_path: Path, name: str, dry_run: bool) -> None:
    rooms = Rooms(tmp_path)
    came = rooms.file("came")
    came.write_bytes(
        FORMATS[name](
            [
                Row(number, 0, "Hà", "ha@bao.example", f"Lời bình {number}", held=False)
                for number in range(1, MANY + 1)
            ]
        )
    )
    with rooms.new() as newsroom:
        work = import_file(newsroom, came, dry_run=dry_run)
        assert next(work) == Progress(0)
        work.close()
        assert not held(newsroom)
        work = import_file(newsroom, came, dry_run=dry_run)
        assert next(work).fraction is None
        step = next(step for step in work if step.fraction is not None)
        assert step.done > 0
        assert finish(work).added == MANY
        assert len(held(newsroom)) == (0 if dry_run else MANY)
