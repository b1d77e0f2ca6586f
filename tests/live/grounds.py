"""A real server swept clean between runs: comments put in, and everything it has, in one go each.

Comments are put straight into Isso's database as its form would, and into WordPress through
`wp_insert_comment`: writing a thousand by the public forms would take longer than all the rest.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple, Protocol

from app.domain.comment import Status
from app.sources.site import Access
from tests.live.isso_server import IssoStage, external_id
from tests.live.stage import Stage
from tests.live.wordpress_server import WordPressStage

READER = "Trần Thị Thu Hà"
NEWSROOM = "Tòa soạn & Bạn đọc"


class There(NamedTuple):
    """A comment as the server's own database has it."""

    status: Status
    text: str
    name: str
    parent: str | None


class Ground(Protocol):
    """`takes_back` says whether what was decided can be undone there, `port` where it listens;
    `signs` is the name on the newsroom's replies there."""

    stage: Stage
    port: int
    takes_back: bool
    signs: str

    def access(self, port: int) -> Access:
        """The way there through what listens at a port."""
        ...

    def clear(self) -> None:
        """No comment is left."""
        ...

    def seed(self, texts: Sequence[str]) -> list[str]:
        """Readers' comments that wait, one after the other, on one article; their ids."""
        ...

    def everything(self) -> dict[str, There]: ...


@dataclass(slots=True)
class IssoGround:
    stage: IssoStage
    port: int
    takes_back: bool = False
    signs: str = NEWSROOM

    def access(self, port: int) -> Access:
        given = self.stage.access
        return Access(
            key="127.0.0.1",
            kind="isso",
            address=f"http://127.0.0.1:{port}",
            secret=given.secret,
            reply_name=NEWSROOM,
            reply_address="toasoan@bao.example",
        )

    def clear(self) -> None:
        self.stage.change("DELETE FROM comments")
        self.stage.change("DELETE FROM threads")

    def seed(self, texts: Sequence[str]) -> list[str]:
        self.stage.change(
            "INSERT OR IGNORE INTO threads (id, uri, title) VALUES (1, ?, ?)",
            "/thoi-su/lu.html",
            "Lũ về “nhanh” & mạnh",
        )
        begun = time.time() - 3600
        self.stage.change(
            "INSERT INTO comments (tid, created, mode, remote_addr, text, author, email, voters) "
            "SELECT 1, ? + key / 1000.0, 2, '127.0.0.0', value, ?, 'ha@vi.example', X'' "
            "FROM json_each(?)",
            begun,
            escape(READER),
            json.dumps(list(texts)),
        )
        rows = self.stage.rows(
            "SELECT id, created FROM comments ORDER BY id DESC LIMIT ?", len(texts)
        )
        return [external_id(*row) for row in reversed(rows)]

    def everything(self) -> dict[str, There]:
        rows = self.stage.rows("SELECT id, created, mode, text, author, parent FROM comments")
        names = {row[0]: external_id(row[0], row[1]) for row in rows}
        modes = {1: Status.APPROVED, 2: Status.PENDING, 4: Status.REJECTED}
        return {
            names[number]: There(
                next(status for told, status in modes.items() if told == mode),
                str(text),
                unescape(str(author or "")),
                names.get(parent),
            )
            for number, _, mode, text, author, parent in rows
        }


@dataclass(slots=True)
class WordPressGround:
    stage: WordPressStage
    port: int
    takes_back: bool = True
    signs: str = "Biên tập viên"

    def access(self, port: int) -> Access:
        given = self.stage.access
        address = f"http://127.0.0.1:{port}/wp-json/"
        return Access(given.key, "wordpress", address, given.account, given.secret)

    def clear(self) -> None:
        self.stage.server.php(
            "global $wpdb; $wpdb->query('DELETE FROM wp_comments'); "
            "$wpdb->query('DELETE FROM wp_commentmeta'); wp_cache_flush(); return 1;"
        )

    def seed(self, texts: Sequence[str]) -> list[str]:
        given = json.dumps(list(texts)).replace("\\", "\\\\").replace("'", "\\'")
        made = self.stage.server.php(
            f"$made = array(); foreach (json_decode('{given}') as $text) $made[] = "
            "wp_insert_comment(wp_slash(array("
            f"'comment_post_ID' => {self.stage.server.posts[0]}, 'comment_content' => $text, "
            f"'comment_author' => '{READER}', 'comment_author_email' => 'ha@vi.example', "
            "'comment_author_IP' => '127.0.0.9', 'comment_agent' => 'Doc/1.0', "
            "'comment_approved' => 0))); return $made;"
        )
        return [str(each) for each in made]

    def everything(self) -> dict[str, There]:
        statuses = {"1": Status.APPROVED, "0": Status.PENDING, "spam": Status.SPAM}
        return {
            row["comment_ID"]: There(
                statuses.get(row["comment_approved"], Status.REJECTED),
                unescape(row["comment_content"]).replace("\r\n", "\n"),
                row["comment_author"],
                row["comment_parent"] if row["comment_parent"] != "0" else None,
            )
            for row in self.stage.server.sql("SELECT * FROM wp_comments")
        }
