"""Which format a file of comments is to be written in."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import UnusableInputError
from app.domain.words import Words
from app.sources.formats.jsonl_writing import JSON_LINES
from app.sources.isso.generic_writing import ISSO
from app.sources.wordpress.export_writing import WORDPRESS
from app.sources.writing import Writing

WRITINGS: tuple[Writing, ...] = (JSON_LINES, WORDPRESS, ISSO)
"""Every format that can be written; a new one is added here and nowhere else."""

_UNKNOWN_ENDING = Words(
    "Không biết ghi lời bình vào “{what}”: tên tệp phải kết thúc bằng {endings}.",
    "“{what}” does not say what to write: the file's name must end in {endings}.",
)
_SAY_FORMAT = Words("Hoặc chỉ ra bằng --format ({known}).", "Or say it with --format ({known}).")


def writing_for(path: Path, name: str | None) -> Writing:
    """The format named, or the one that the ending of the file's name stands for.

    Raises UnusableInputError for neither.
    """
    for writing in WRITINGS:
        if name == writing.name or (not name and path.suffix.lower() == writing.ending):
            return writing
    endings, known = (", ".join(each) for each in zip(*_named(), strict=True))
    raise UnusableInputError(
        _UNKNOWN_ENDING.put(what=path.name, endings=endings), _SAY_FORMAT.put(known=known)
    )


def _named() -> list[tuple[str, str]]:
    return [(writing.ending, writing.name) for writing in WRITINGS]
