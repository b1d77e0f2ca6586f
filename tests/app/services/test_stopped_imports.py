"""An import ended by Ctrl+C, between two steps, inside one, or while it commits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from sqlalchemy import Connection

from app.domain.errors import PartlyDoneError
from app.services import importing
from app.services.importing import import_items
from app.services.newsroom import Newsroom, finish
from app.sources.record import Item
from app.storage.store import Store
from tests.app.desk_newsroom import ARTICLE, assert_sound, bring_in, comment, id_by_key, record, sql


@pytest.mark.parametrize("between_two_steps", [False, True])
def test_ctrl_c_says_what_was_kept_and_how_to_go_on(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, between_two_steps: bool
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    bring_in(newsroom, record("c1"), record("c2"))

    def items() -> Iterator[tuple[int, Item]]:
        yield from enumerate([record("c1", "khác"), record("c2", "khác"), record("c3")])
        yield 3, record("c4")
        raise KeyboardInterrupt

    work = import_items(newsroom, "jsonl", items())
    next(work)
    go_on = partial(work.throw, KeyboardInterrupt()) if between_two_steps else partial(finish, work)
    with pytest.raises(PartlyDoneError) as stopped:
        go_on()
    assert stopped.value.words.en == (
        "Stopped, as asked. 2 comments before that were kept; import the file again to go on."
    )
    assert "2 lời bình trước đó đã được giữ" in stopped.value.words.vi
    assert comment(newsroom, id_by_key(newsroom, "c2")).text == "khác"
    assert sql(newsroom, "SELECT count(*) FROM comment") == [(2,)]
    assert_sound(newsroom)


@pytest.mark.parametrize(("committed", "kept"), [(True, 4), (False, 2)])
def test_ctrl_c_while_a_chunk_is_committed_counts_what_was_kept(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, committed: bool, kept: int
) -> None:
    """A commit may take as long as the database's log is copied, and Python hears the signal only
    after it."""
    monkeypatch.setattr(importing, "CHUNK", 2)
    bring_in(newsroom)
    writing, turns = Store.writing, iter(range(9))

    @contextmanager
    def interrupted(self: Store) -> Iterator[Connection]:
        second = next(turns) == 1
        with writing(self) as connection:
            yield connection
            if second and not committed:
                raise KeyboardInterrupt
        if second:
            raise KeyboardInterrupt

    monkeypatch.setattr(Store, "writing", interrupted)
    with pytest.raises(PartlyDoneError) as stopped:
        finish(import_items(newsroom, "jsonl", enumerate(record(f"c{n}") for n in range(6))))
    assert f" {kept} comments before that were kept" in stopped.value.words.en
    assert sql(newsroom, "SELECT count(*) FROM comment") == [(kept,)]


def test_ctrl_c_while_the_first_chunk_is_committed_tells_of_it(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(newsroom)
    writing = Store.writing

    @contextmanager
    def interrupted(self: Store) -> Iterator[Connection]:
        with writing(self) as connection:
            yield connection
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "writing", interrupted)
    with pytest.raises(PartlyDoneError) as stopped:
        finish(import_items(newsroom, "jsonl", enumerate([record("c1")])))
    assert " 1 comments before that were kept" in stopped.value.words.en


def test_ctrl_c_before_anything_was_kept_is_just_that(newsroom: Newsroom) -> None:
    with pytest.raises(KeyboardInterrupt):
        finish(import_items(newsroom, "jsonl", _interrupted(record("c1"))))
    with pytest.raises(KeyboardInterrupt):
        finish(import_items(newsroom, "jsonl", _interrupted(ARTICLE), dry_run=True))


def _interrupted(*items: Item) -> Iterator[tuple[int, Item]]:
    yield from enumerate(items)
    raise KeyboardInterrupt
