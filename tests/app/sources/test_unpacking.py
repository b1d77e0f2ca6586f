"""Files as they stand and files packed with gzip: the same content, in bounded memory and time."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.errors import UnusableInputError
from app.sources.unpacking import Contents, unpacked_limit

MIB = 1024 * 1024


def contents(path: Path, written: bytes) -> bytes:
    path.write_bytes(written)
    with Contents(path) as file:
        return file.read()


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=5_000).filter(lambda found: not found.startswith(b"\x1f\x8b")))
def test_packed_or_not_it_reads_the_same(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    assert contents(path, content) == content
    assert contents(path, gzip.compress(content)) == content
    in_two = gzip.compress(content[:100]) + gzip.compress(content[100:]) + b"\0" * 9
    assert contents(path, in_two) == content


def test_lines_and_positions(tmp_path: Path) -> None:
    path = tmp_path / "file.gz"
    path.write_bytes(gzip.compress(b"".join(b"%d\n" % number for number in range(200_000))))
    with Contents(path) as file:
        assert file.position <= 2
        assert file.readline() == b"0\n"
        assert 0 < file.position < path.stat().st_size
        assert sum(1 for _ in file) == 199_999
        assert file.position == path.stat().st_size


PACKED = gzip.compress(b"".join(b"%d\n" % number for number in range(100_000)))


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (PACKED[:2], "The gzip file ends in the middle."),
        (PACKED[:-1], "The gzip file ends in the middle."),
        (PACKED[:-4] + b"\1\1\1\1", "The gzip file is damaged."),
        (PACKED + b"x", "The gzip file is damaged."),
        (PACKED[:30] + b"\xff" * 900, "The gzip file is damaged."),
        (b"\x1f\x8b\x07" + b"\0" * 20, "The gzip file is damaged."),
    ],
)
def test_what_gzip_cannot_unpack_is_told(tmp_path: Path, written: bytes, words: str) -> None:
    with pytest.raises(UnusableInputError) as refused:
        contents(tmp_path / "file.gz", written)
    assert refused.value.words.en == words


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError):
        Contents(tmp_path / "none")


def read_on(path: Path, pieces: list[int]) -> None:
    with Contents(path) as file:
        while piece := file.read(MIB):
            pieces.append(len(piece))


def test_a_bomb_stops_early_in_little_memory(tmp_path: Path) -> None:
    """A thousandfold, the most that deflate can do."""
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"\0" * MIB) * 128)
    bound = unpacked_limit(path.stat().st_size)
    assert 64 * MIB < bound < 90 * MIB
    pieces: list[int] = []
    tracemalloc.start()
    with pytest.raises(UnusableInputError) as refused:
        read_on(path, pieces)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "unpacks to more than" in refused.value.words.en
    assert bound - MIB <= sum(pieces) <= bound
    assert peak < 8 * MIB


def test_a_backup_of_a_million_comments_stays_far_below_the_bound() -> None:
    """1 GiB that shrinks to a twentieth."""
    assert unpacked_limit(50 * MIB) > 4 * 1024 * MIB
    assert unpacked_limit(10 * 1024 * MIB) == 16 * 1024 * MIB
