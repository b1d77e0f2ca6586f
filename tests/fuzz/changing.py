"""What chance does to a file: to its bytes, and to what it holds where that is JSON, XML or rows.

Everything is drawn from the `random.Random` that is given, so that a number says it all again.
"""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random

GZIP = b"\x1f\x8b"
LONGEST = 400_000
"""Bytes a changed file may have, so that a round stays quick."""

_BYTES = (
    *(b"\0", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"\x1a"),
    *(b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b",", b";", b":", b"<", b">", b"&", b"\n", b"\r"),
    *(b"NaN", b"-Infinity", b"1e999", b"-0", b"9" * 40, b"null", b"true", b'"\\ud800"', b"\\u0000"),
    *(b"[" * 3_000, b"<a>" * 3_000, b"</a>", b"<![CDATA[", b"]]>", b"<!--", b"<?xml", b"&#0;"),
    *(b"&#xD800;", b"&lol;", b"&#" + b"9" * 5_000 + b";", b'<!DOCTYPE a [<!ENTITY b "c">]>'),
    *(b"SQLite format 3\0", b"\x1f\x8b\x08", b"0001-01-01T00:00:00Z", b"=cmd", b"\xe2\x80\xa8"),
)
_VALUES: tuple[object, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**30, 1.5, -0.0, 1e300, float("nan")),
    *(
        float("inf"),
        "",
        " ",
        "0",
        "-1",
        "\0",
        "\ud800",
        "\u202e",
        "a" * 5_000,
        "\n",
        "root",
        "None",
    ),
    *("9999-12-31T23:59:59-14:00", "0001-01-01", "253402300800000", "1e400", "//x", "http://[::1"),
    *("javascript:alert(1)", "<p>" * 500, "&#x110000;", "<a href='x", "<!--", "undefined", "٣"),
    *([], {}, [[]], {"$oid": {}}, {"$date": {"$date": None}}, {"iso": 5}, ["x"] * 50),
)
_TOKEN = re.compile(rb"<!\[CDATA\[.*?\]\]>|<[^<>]*>|[^<]+|<", re.DOTALL)


def changed(random: Random, sound: tuple[bytes, ...], others: tuple[bytes, ...]) -> bytes:
    """A file made of one of these, changed in a few places; `others` lend it pieces."""
    content = random.choice(sound)
    is_packed = content.startswith(GZIP)
    packed = is_packed or random.random() < 0.05
    if is_packed:
        content = gzip.decompress(content)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        with suppress(ValueError, OverflowError, RecursionError, sqlite3.Error):
            content = _change_for(random, content)(random, content)[:LONGEST]
        if random.random() < 0.4:
            content = _bytes_changed(random, content, others)
        content = content[:LONGEST]
    if packed:
        content = gzip.compress(content, mtime=0, compresslevel=1)
        if random.random() < 0.3:
            content = _bytes_changed(random, content, others)
    return content


def _change_for(random: Random, content: bytes) -> Callable[[Random, bytes], bytes]:
    begin = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if content.startswith(b"SQLite"):
        return _rows_changed
    if begin in (b"{", b"["):
        return random.choice((_json_changed, _json_changed, _lines_changed))
    if begin == b"<":
        return _tags_changed
    return _lines_changed


# --- bytes


def _bytes_changed(random: Random, content: bytes, others: tuple[bytes, ...]) -> bytes:
    at = random.randrange(len(content) + 1)
    end = min(len(content), at + random.choice((1, 2, 8, 60, 2_000)))
    match random.randrange(8):
        case 0:
            return content[:at]
        case 1:
            return content[:at] + content[end:]
        case 2:
            return content[:end] + content[at:]
        case 3:
            return content[:at] + content[at:end] * random.choice((2, 9, 300)) + content[end:]
        case 4:
            flipped = bytes(byte ^ 1 << random.randrange(8) for byte in content[at : at + 1])
            return content[:at] + flipped + content[at + 1 :]
        case 5:
            other = random.choice(others)
            start = random.randrange(len(other) + 1)
            return content[:at] + other[start : start + random.choice((9, 400))] + content[end:]
        case 6:
            return content[:at] + random.randbytes(end - at) + content[end:]
        case _:
            return content[:at] + random.choice(_BYTES) + content[random.choice((at, end)) :]


def _lines_changed(random: Random, content: bytes) -> bytes:
    lines = content.split(b"\n")
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            lines[at], lines[to] = lines[to], lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            del lines[at]
        case _:
            with suppress(ValueError, RecursionError):
                lines[at] = _json_changed(random, lines[at])
    return b"\n".join(lines)


# --- JSON


def _json_changed(random: Random, content: bytes) -> bytes:
    document = json.loads(content, object_pairs_hook=_Object)
    holder: list[object] = [document]
    places = list(_places(holder))
    inside, at = random.choice(places)
    match random.randrange(7):
        case 0 | 1:
            inside[at] = _with(inside[at], random.choice(_VALUES))
        case 2:
            del inside[at]
        case 3:
            inside.insert(at, inside[at])
        case 4:
            other, there = random.choice(places)
            mine, theirs = _value(inside[at]), _value(other[there])
            inside[at], other[there] = _with(inside[at], theirs), _with(other[there], mine)
        case 5:
            value = _value(inside[at])
            for _ in range(random.choice((1, 2, 120, 900))):
                value = [value] if random.random() < 0.5 else _Object([("id", value)])
            inside[at] = _with(inside[at], value)
        case _:
            if isinstance(inside, _Object):
                inside[at] = (random.choice(_KEYS), _value(inside[at]))
    return _written(holder[0] if holder else None).encode("utf-8", "surrogatepass")


_KEYS = ("id", "url", "text", "comment", "comments", "data", "pid", "", "\0", "k" * 2_000)


class _Object(list[object]):
    """A JSON object as pairs, so that a name can stand in it twice."""


def _places(inside: list[object]) -> list[tuple[list[object], int]]:
    found: list[tuple[list[object], int]] = []
    waiting = [inside]
    while waiting:
        here = waiting.pop()
        for at, member in enumerate(here):
            found.append((here, at))
            value = _value(member)
            if isinstance(value, list):
                waiting.append(value)
    return found


def _value(member: object) -> object:
    return member[1] if isinstance(member, tuple) else member


def _with(member: object, value: object) -> object:
    return (member[0], value) if isinstance(member, tuple) else value


def _written(value: object) -> str:
    if isinstance(value, _Object):
        members = (member for member in value if isinstance(member, tuple))
        inside = ", ".join(f"{json.dumps(name)}: {_written(held)}" for name, held in members)
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value)


# --- XML and HTML


def _tags_changed(random: Random, content: bytes) -> bytes:
    tokens = _TOKEN.findall(content)
    at, to = random.randrange(len(tokens)), random.randrange(len(tokens))
    match random.randrange(6):
        case 0:
            tokens[at], tokens[to] = tokens[to], tokens[at]
        case 1:
            del tokens[at]
        case 2:
            tokens[at:at] = tokens[min(at, to) : max(at, to)]
        case 3:
            times = min(random.choice((2, 40, 900)), LONGEST // len(tokens[at]) + 1)
            tokens[at : at + 1] = [tokens[at]] * times
        case 4:
            value = random.choice(_VALUES)
            text = value if isinstance(value, str) else json.dumps(value)
            tokens[at] = text.encode("utf-8", "surrogatepass")
        case _:
            tokens.insert(at, random.choice(_BYTES))
    return b"".join(tokens)


# --- a database


def _rows_changed(random: Random, content: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "changed.db"
        path.write_bytes(content)
        with closing(sqlite3.connect(path)) as database:
            _change_rows(random, database)
            database.commit()
        return path.read_bytes()


def _change_rows(random: Random, database: sqlite3.Connection) -> None:
    table = random.choice(("comments", "comments", "threads"))
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    if not columns:  # an earlier change has taken the table
        return
    column = random.choice(columns)
    value = random.choice(_VALUES)
    if isinstance(value, list | dict):
        value = zlib.compress(b"x")
    match random.randrange(6):
        case 0 | 1 | 2:
            which = random.randrange(4)
            database.execute(f"UPDATE {table} SET {column} = ? WHERE rowid >= {which}", (value,))
        case 3:
            database.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO x{column}")
        case 4:
            database.execute(f"ALTER TABLE {table} RENAME TO {table}_old")
            database.execute(f"CREATE VIEW {table} AS SELECT * FROM {table}_old")
        case _:
            database.execute(f"DELETE FROM {table} WHERE rowid = {random.randrange(4)}")
