"""A file's content as a stream, unpacked on the way where the file is packed with gzip."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.rows import opened

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP = b"\x1f\x8b"
"""What a file packed with gzip begins with (RFC 1952)."""

_MIB = 1024 * 1024
_CHUNK = 256 * 1024
_CUT = Words("Tệp nén gzip kết thúc giữa chừng.", "The gzip file ends in the middle.")
_DAMAGED = Words("Tệp nén gzip bị hỏng.", "The gzip file is damaged.")
_TOO_LARGE = Words(
    "Giải nén ra hơn {limit} MiB, không thể là lời bình; không đọc tiếp.",
    "It unpacks to more than {limit} MiB, which comments never do; it is not read on.",
)


def unpacked_limit(packed: int) -> int:
    """How many bytes may come out of a file of so many.

    Comments shrink to a tenth or a twentieth, as each has an id and a time of its own; a bomb
    grows a thousandfold, the most that deflate can do. A million comments are about 1 GiB.
    """
    return min(64 * _MIB + 100 * packed, 16 * 1024 * _MIB)


class Contents(io.BufferedReader):
    """Reads like any file. What gzip cannot unpack is told as UnusableInputError by the reading."""

    def __init__(self, path: Path) -> None:
        """Raises UnusableInputError where the file cannot be opened."""
        self._source = _Source(opened(path))
        super().__init__(self._source, _CHUNK)

    @property
    def position(self) -> int:
        """How many bytes of the file itself were read so far, to tell progress by."""
        return self._source.file.tell()


class _Source(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self._unpacked: gzip.GzipFile | None = None
        self._left = 0
        if file.read(len(GZIP)) == GZIP:
            self._left = self._limit = unpacked_limit(file.seek(0, io.SEEK_END))
            self._unpacked = gzip.GzipFile(fileobj=file, mode="rb")
        file.seek(0)

    def readable(self) -> bool:
        return True

    def readinto(self, into: WriteableBuffer, /) -> int:
        room = memoryview(into).cast("B")
        if self._unpacked is None:
            found = self.file.read(len(room))
        else:
            found = self._next(self._unpacked, len(room))
        room[: len(found)] = found
        return len(found)

    def close(self) -> None:
        super().close()
        if self._unpacked is not None:
            self._unpacked.close()
        self.file.close()

    def _next(self, unpacked: gzip.GzipFile, most: int) -> bytes:
        try:
            found = unpacked.read1(most)
        except EOFError as wrong:
            raise UnusableInputError(_CUT) from wrong
        except (gzip.BadGzipFile, zlib.error) as wrong:
            raise UnusableInputError(_DAMAGED) from wrong
        self._left -= len(found)
        if self._left < 0:
            raise UnusableInputError(_TOO_LARGE.put(limit=self._limit // _MIB))
        return found
