"""What is typed into the search field: letter by letter, as a moderator would."""

from __future__ import annotations

from tests.performance.limits.connecting import Raw

TYPED = (
    "lừa đảo",
    "lua dao",
    "người dân",
    "nguoi dan",
    "không",
    "vay tiền nhanh",
    "giao thông",
    "công bằng",
    "xăng dầu",
    "khuyenmai",
    "đường",
    "nghiêng",
    "Trần Thu Hà",
    "nguyen van",
    "Hai Lúa",
    "mailinator.com",
    "gmail",
    "0912",
    "😂 hay",
)
"""Common and rare words, with and without marks, two words, names, addresses, numbers."""

WHOLE = ("lừa đảo", "giao thông", "Trần Thu Hà", "mailinator.com")
"""What the peer is asked too."""


def prefixes(connection: Raw) -> list[str]:
    """Every beginning of what is typed, and of a rare word, a title and an address that are there.

    In the order of typing; one that was typed before is left out.
    """
    (title,) = connection.execute("SELECT title FROM article ORDER BY id DESC LIMIT 1").fetchone()
    (address,) = connection.execute(
        "SELECT address FROM writer WHERE address LIKE '%@%' ORDER BY id DESC LIMIT 1"
    ).fetchone()
    (text,) = connection.execute("SELECT text FROM comment ORDER BY id LIMIT 1").fetchone()
    there = (title[:24], address, max(text.split(), key=len))
    return list(
        dict.fromkeys(typed[:end] for typed in (*TYPED, *there) for end in range(1, len(typed) + 1))
    )
