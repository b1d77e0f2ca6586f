"""The fuzzing itself, for a moment: every reader meets some files, and a bad one would be told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.files import READERS
from app.sources.formats.jsonl import JsonLines
from app.sources.record import Item, ReadOptions
from tests.fuzz import judging
from tests.fuzz.changing import LONGEST, changed
from tests.fuzz.files_to_change import sound_files
from tests.fuzz.judging import judged

SOUND = sound_files()
NAMES = [reader.name for reader in READERS]


def test_every_reader_has_sound_files() -> None:
    assert [*NAMES, "page"] == list(SOUND)


@pytest.mark.parametrize("name", NAMES)
def test_a_moment_of_it(tmp_path: Path, name: str) -> None:
    others = tuple(content for contents in SOUND.values() for content in contents)
    path = tmp_path / "changed"
    for number in range(40):
        content = changed(Random(f"1 {name} {number}"), SOUND[name], others)
        assert len(content) <= LONGEST + 20_000
        path.write_bytes(content)
        find = judged(name, path, number)
        assert find is None, find.told


def test_the_same_number_makes_the_same_file() -> None:
    for name, contents in SOUND.items():
        again = [changed(Random(f"1 {name} 7"), contents, contents) for _ in range(2)]
        assert again[0] == again[1]


class Bad(JsonLines):
    """A reader that does what none may."""

    def __init__(self, wrong: BaseException | None, found: tuple[Item, ...]) -> None:
        self._wrong, self._found = wrong, found

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[int, Item]]:
        for item in JsonLines().read(path, options):
            yield item
            if self._wrong:
                raise self._wrong
        while self._wrong is None:
            pass


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (KeyError("x"), "KeyError"),
        (RecursionError(), "RecursionError"),
        (UnusableInputError(Words("a", "b")), "AssertionError"),
        (None, "TooSlowError"),
    ],
    ids=["error", "recursion", "late", "endless"],
)
def test_a_bad_reader_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: BaseException | None, told: str
) -> None:
    path = tmp_path / "sound.jsonl"
    path.write_bytes(SOUND["jsonl"][0])
    monkeypatch.setattr(judging, "SECONDS", 0.05)
    monkeypatch.setattr(judging, "READERS", (Bad(wrong, ()),))
    find = judged("jsonl", path, 0)
    assert find is not None
    assert find.key.startswith(told)
