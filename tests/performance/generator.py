"""Readers' comments by the million, as a Vietnamese newsroom gets them; the same for a seed.

    python -m tests.performance.generator ROWS OUT.jsonl [--seed N]

What is mixed in, and how much of it, follows what real sets of comments were found to hold. A file
is JSON Lines in the program's own exchange format, its comments in the order they were written.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from json.encoder import encode_basestring as quoted
from math import exp, log
from pathlib import Path

from tests.performance import vocabulary

SEED = 20_260_401
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 150
DAY_MINUTES = 24 * 60

ARTICLES = 1 / 200
WRITERS = 1 / 5
REPLIES = 0.22
PENDING_AMONG_NEWEST = 0.88
PENDING_BEFORE = 0.02
NEWEST = 0.1

MEDIAN_WORDS = 12.5
SPREAD = 0.9
LONGEST = 20_000

_POOL = 1_000_000


def _folding() -> dict[int, str]:
    """From each Vietnamese letter to the one under its marks."""
    table = {ord("đ"): "d", ord("Đ"): "D"}
    for code in (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii():
            table[code] = base
    return table


def _half_composed() -> dict[int, str]:
    """From each letter with two marks to the letter with one and a combining tone."""
    table = {}
    for code in range(0x1EA0, 0x1EFA):
        parts = unicodedata.normalize("NFD", chr(code))
        tone = next((mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        rest = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else ""
        if len(rest) == 1:
            table[code] = rest + tone
    return table


class Texts:
    """An endless supply of comment texts."""

    def __init__(self, pool: list[str], seed: int) -> None:
        self._chance = random.Random(seed)
        self._pool = pool
        self._bare = _folding()
        self._decomposed = _half_composed()
        self._flood = [""]
        self._short = vocabulary.SHORT.split("|")

    def text(self) -> str:
        """One comment as a reader would send it."""
        chance = self._chance.random
        kind = chance()
        if kind < 0.035:
            return self._chance.choice(self._short)
        if kind < 0.05:
            return self._flooding()
        if kind < 0.068:
            return self._spam()
        plain = self._sentences(self._length())
        if kind < 0.11:
            return self._odd(plain)
        if kind < 0.13:
            return plain.translate(self._bare)
        if kind < 0.165:
            return plain.translate(self._decomposed)
        if kind < 0.195:
            return plain + plain[-1] * int(2 + chance() * 8)
        if kind < 0.28:
            emoji = vocabulary.EMOJI[int(chance() * len(vocabulary.EMOJI))]
            return f"{plain} {emoji * int(1 + chance() * 3)}"
        return plain if chance() < 0.4 else plain + "."

    def _length(self) -> int:
        if self._chance.random() < 0.0001:
            return int(self._chance.uniform(500, LONGEST / 6.5))
        return int(MEDIAN_WORDS * exp(SPREAD * self._chance.gauss(0, 1))) + 1

    def _sentences(self, count: int) -> str:
        """Words from anywhere in the pool at an even distance: quicker than drawing each."""
        pool, chance = self._pool, self._chance.random
        step = 1 + int(chance() * (len(pool) // count - 1))
        begin = int(chance() * (len(pool) - step * count))
        taken = pool[begin : begin + step * count : step]
        if count > 14:
            for at in range(9, count - 3, 11):
                taken[at] += "," if at & 1 else "."
        text = " ".join(taken)
        return (text[0].upper() + text[1:])[:LONGEST]

    def _spam(self) -> str:
        digits = self._chance.randrange(10**8)
        return self._chance.choice(vocabulary.SPAM).format(
            phone=f"09{digits:08d}", link=f"https://khuyenmai{digits % 97}.example/{digits % 1000}"
        )

    def _flooding(self) -> str:
        """The same text again and again, each flood about forty times."""
        if self._chance.random() < 0.025 or not self._flood[0]:
            self._flood[0] = self._sentences(self._length() + 3)
        return self._flood[0]

    def _odd(self, plain: str) -> str:
        """Hidden characters, lines, capitals, an address in the text, links, laughter."""
        middle = len(plain) // 2
        return self._chance.choice(
            (
                f"{plain}\n\n{plain[:40]}",
                plain.upper(),
                f"{plain} :))) =))",
                f"{plain[:middle]}\ufeff{plain[middle:]}",
                f"{plain[:middle]}\u200b{plain[middle:]}",
                f"{plain[:middle]}{chr(0xAD) * 12}{plain[middle:]}",
                f"{plain} xem thêm tại www.baomoi.example/{len(plain)}",
                f"{plain} liên hệ 0912 {len(plain):03d} 456",
                f"{plain} !!!!!!!",
                f'"{plain}" - nói vậy mà nghe được à?',
            )
        )


class Writers:
    """Who writes: one comment in five is somebody's first, and the early ones write the most."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._known: list[str] = []
        self._bare = _folding()

    def of(self, row: int) -> str:
        """The JSON of the name, the address and, if any, the website of who wrote a row."""
        known = self._known
        if len(known) <= row * WRITERS:
            known.append(self._new(len(known)))
            return known[-1]
        return known[int(len(known) * self._chance.random() ** 1.6)]

    def _new(self, number: int) -> str:
        chance = self._chance
        given = chance.choice(vocabulary.GIVEN)
        name = f"{chance.choice(vocabulary.FAMILIES)} {chance.choice(vocabulary.MIDDLES)} {given}"
        address = f"{given}{number}".translate(self._bare).lower()
        kind = chance.random()
        host = chance.choice(vocabulary.WRONG_MAIL if kind > 0.96 else vocabulary.MAIL)
        fields = [f'"name": {quoted(name)}', f'"email": "{address}@{host}"']
        if kind < 0.03:
            del fields[0]
        elif kind < 0.10:
            del fields[1]
        elif kind < 0.15:
            fields[0] = f'"name": {quoted(chance.choice(vocabulary.PEN_NAMES.split("|")))}'
        elif kind < 0.16:
            fields[1] = f'"email": "{address}"'
        elif kind < 0.18:
            fields.append(f'"website": "https://{address}.example"')
        return ", ".join(fields)


def articles(pool: list[str], seed: int, count: int) -> list[str]:
    """The JSON of each article's address and title, the oldest first."""
    chance = random.Random(seed)
    made = []
    for number in range(count):
        a, b, c = (" ".join(chance.choices(pool, k=3)) for _ in range(3))
        place = chance.choice(("Hà Nội", "TP HCM", "Đà Nẵng", "Cần Thơ", "Huế", "Miền Tây"))
        title = chance.choice(vocabulary.TITLES).format(a=a, b=b, c=c, place=place)
        title = title[0].upper() + title[1:]
        made.append(
            f'"article_url": "https://bao.example/tin/{number}.html",'
            f' "article_title": {quoted(title)}'
        )
    return made


def lines(rows: int, seed: int = SEED, first: int = 0) -> Iterator[str]:
    """Each comment as a line of JSON, with its line end; `first` is where their ids begin."""
    chance = random.Random(seed)
    random_ = chance.random
    pool = vocabulary.pool(seed, min(_POOL, 20_000 + rows))
    text = Texts(pool, seed).text
    writer = Writers(seed).of
    published = articles(pool, seed, max(3, int(rows * ARTICLES)))
    latest: list[int] = [-1] * len(published)
    seconds = DAYS * DAY_MINUTES * 60 / max(1, rows)
    days = [str((FIRST_DAY + timedelta(day)).date()) for day in range(DAYS + 1)]
    minutes = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(DAY_MINUTES)]
    newest = rows * (1 - NEWEST)
    gone = ("approved",) * 83 + ("rejected",) * 10 + ("spam",) * 7
    for row in range(rows):
        behind = -log(1 - random_()) * 0.02 * len(published)
        article = int(max(0.0, (row + 1) / rows * len(published) - behind - 1e-9))
        parent = latest[article]
        reply = f', "parent_id": "{first + parent}"' if parent >= 0 and random_() < REPLIES else ""
        if parent < 0 or random_() < 0.3:
            latest[article] = row
        share = PENDING_AMONG_NEWEST if row >= newest else PENDING_BEFORE
        status = "pending" if random_() < share else gone[int(random_() * 100)]
        minute, second = divmod(int((row + random_()) * seconds), 60)
        day, minute = divmod(minute, DAY_MINUTES)
        host = int(random_() * 65_000)
        yield (
            f'{{"id": "{first + row}", {published[article]}, {writer(row)}, '
            f'"text": {quoted(text())}{reply}, "ip": "10.20.{host >> 8}.{host & 255}", '
            f'"created_at": "{days[day]}T{minutes[minute]}:{second:02d}Z", '
            f'"status": "{status}"}}\n'
        )


def write(rows: int, path: Path, seed: int = SEED, first: int = 0) -> None:
    """Write a file of comments."""
    with path.open("w", encoding="utf-8", buffering=1 << 20) as file:
        file.writelines(lines(rows, seed, first))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="generator", description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args()
    begun = time.perf_counter()
    write(asked.rows, asked.out, asked.seed)
    taken = time.perf_counter() - begun
    sys.stdout.write(f"{asked.rows} rows in {taken:.1f} s, {asked.rows / taken:,.0f} a second\n")


if __name__ == "__main__":
    main()
