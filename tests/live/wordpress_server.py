"""A real WordPress on loopback, out of Debian's packages: MariaDB, PHP's own web server, no mail.

Everything it writes lives in a folder of its own under the system's temporary one, and its
processes end with ours, however ours ends. What it needs, `.ci/prepare live` brings.
"""

from __future__ import annotations

import base64
import getpass
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from html import unescape
from itertools import count
from pathlib import Path
from secrets import token_hex
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3

from app.domain.comment import Status
from app.sources.site import Access, Site
from app.sources.wordpress.site import WordPressSite
from tests.live.stage import Truth

PACKAGE = Path(__file__).parents[2] / ".venv/live/wordpress/usr/share/wordpress"
HERE = Path(__file__).parent / "wordpress"
SECONDS_TO_START = 60.0

_DATABASE = (
    "--no-defaults",
    "--user={user}",
    "--datadir={home}/data",
    "--socket={home}/db.sock",
    "--pid-file={home}/db.pid",
    "--tmpdir={home}/tmp",
    "--skip-networking",
    "--skip-name-resolve",
    "--skip-log-bin",
    "--skip-grant-tables",
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=0",
    "--innodb-buffer-pool-size=48M",
    "--innodb-buffer-pool-dump-at-shutdown=0",
    "--innodb-log-file-size=16M",
    "--performance-schema=0",
    "--character-set-server=utf8mb4",
    "--max-connections=40",
)


@dataclass(frozen=True, slots=True)
class Reply:
    """What WordPress answered to the test's own, plain asking."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:  # noqa: ANN401 - whatever it says
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class WordPressServer:
    """A running WordPress, and what a test does behind the desk's back.

    `posts` are open for comments, `closed` is not, `page` is a page. The editor may moderate, the
    reader (a subscriber) may not; both have an application password, the editor's written in
    groups as WordPress shows it.
    """

    home: Path
    port: int
    secret: str
    editor: str
    password: str
    reader: str
    reader_password: str
    editor_id: int
    posts: tuple[int, ...]
    closed: int
    page: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    @property
    def root(self) -> str:
        return f"{self.address}wp-json/"

    @property
    def access(self) -> Access:
        key = f"127.0.0.1:{self.port}"
        return Access(key, "wordpress", self.root, self.editor, self.password)

    def write(
        self,
        post: int,
        text: str,
        *,
        name: str = "Nguyễn Văn An",
        address: str = "an@vi.example",
        website: str = "",
        parent: int = 0,
        machine: str = "127.0.0.9",
        agent: str = "Mozilla/5.0 (Windows NT 10.0) Doc/1.0",
    ) -> int:
        """What a reader does in the public form, from a machine of 127/8; the comment's id."""
        form = {
            "comment_post_ID": str(post),
            "comment_parent": str(parent),
            "author": name,
            "email": address,
            "url": website,
            "comment": text,
        }
        headers = {"User-Agent": agent, "Content-Type": "application/x-www-form-urlencoded"}
        with urllib3.PoolManager(source_address=(machine, 0)) as pool:
            answer = pool.request(
                "POST",
                f"{self.address}wp-comments-post.php",
                body=urlencode(form).encode(),
                headers=headers,
                redirect=False,
                retries=False,
                timeout=30,
            )
        kept = re.search(r"#comment-(\d+)$", answer.headers.get("location", ""))
        assert kept, f"{answer.status}: {re.sub('<[^>]*>', ' ', answer.data.decode())[-400:]}"
        return int(kept[1])

    def ask(
        self,
        method: str,
        route: str,
        data: object = None,
        *,
        account: str = "",
        password: str = "",
        headers: dict[str, str] | None = None,
    ) -> Reply:
        """A request as the simplest client would send it, as the editor if nobody else."""
        login = f"{account or self.editor}:{password or self.password}".encode()
        sent = {
            "Authorization": f"Basic {base64.b64encode(login).decode()}",
            "Content-Type": "application/json",
            "User-Agent": "bare/1",
            **(headers or {}),
        }
        with urllib3.PoolManager() as pool:
            answer = pool.request(
                method,
                f"{self.root}{route}",
                body=None if data is None else json.dumps(data).encode(),
                headers=sent,
                redirect=False,
                retries=False,
                timeout=30,
            )
        names = {name.lower(): answer.headers[name] for name in answer.headers}
        return Reply(answer.status, names, answer.data)

    @contextmanager
    def option(self, name: str, value: str) -> Iterator[None]:
        """One of the site's settings, for as long as the context lasts."""
        before = self.php(
            f"$before = get_option({_quoted(name)}); update_option({_quoted(name)}, "
            f"{_quoted(value)}); return $before;"
        )
        try:
            yield
        finally:
            self.php(f"update_option({_quoted(name)}, {_quoted(before or '')}); return 1;")

    def fill(self, number: int, post: int = 0) -> None:
        """So many more waiting comments, written straight into the database."""
        self.php(f"""
            global $wpdb;
            foreach (array_chunk(range(1, {number}), 500) as $chunk) {{
                $rows = array();
                foreach ($chunk as $n) {{
                    $at = gmdate('Y-m-d H:i:s', 1790000000 + $n);
                    $rows[] = $wpdb->prepare(
                        '(%d, %s, %s, "", %s, %s, %s, %s, "0", "Mozilla/5.0", "comment", 0)',
                        {post or self.posts[0]}, "Độc giả $n", "docgia$n@vi.example",
                        '127.0.0.' . (2 + $n % 200), get_date_from_gmt($at), $at,
                        "Lời bình thứ $n: mưa lớn &amp; gió giật, mong bà con bình an."
                    );
                }}
                $wpdb->query('INSERT INTO wp_comments (comment_post_ID, comment_author,
                    comment_author_email, comment_author_url, comment_author_IP, comment_date,
                    comment_date_gmt, comment_content, comment_approved, comment_agent,
                    comment_type, comment_parent) VALUES ' . implode(',', $rows));
            }}
            wp_cache_flush();
            return 1;""")

    def clear(self) -> None:
        """No comments at all."""
        self.php(
            "global $wpdb; $wpdb->query('DELETE FROM wp_comments'); "
            "$wpdb->query('DELETE FROM wp_commentmeta'); wp_cache_flush(); return 1;"
        )

    def row(self, comment: int | str) -> dict[str, str] | None:
        """A comment's row of the database, None when there is none."""
        rows = self.sql(f"SELECT * FROM wp_comments WHERE comment_ID = {int(comment)}")
        return rows[0] if rows else None

    def sql(self, query: str) -> list[dict[str, str]]:
        """The rows a query finds."""
        rows: list[dict[str, str]] = self.php(
            f"global $wpdb; return $wpdb->get_results({_quoted(query)}, ARRAY_A);"
        )
        return rows

    def php(self, code: str) -> Any:  # noqa: ANN401 - whatever it returns
        """Run PHP inside WordPress, as nobody in particular; what it returns."""
        with urllib3.PoolManager() as pool:
            answer = pool.request(
                "POST",
                f"{self.address}run.php",
                body=code.encode(),
                headers={"X-Secret": self.secret, "Content-Type": "application/octet-stream"},
                retries=False,
                timeout=60,
            )
        assert answer.status == 200, (self.home / "servers.log").read_text("utf-8")[-2000:]
        return json.loads(answer.data.rpartition(b"\x1e")[2])


def _quoted(text: str) -> str:
    """As PHP writes a string."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _install(home: Path, environment: dict[str, str]) -> dict[str, Any]:
    ran = subprocess.run(
        ["php", *_php_settings(home), str(HERE / "install.php")],
        capture_output=True,
        timeout=SECONDS_TO_START,
        check=False,
        env=environment,
    )
    assert ran.returncode == 0, (ran.stdout[-2000:] + ran.stderr[-2000:]).decode()
    made: dict[str, Any] = json.loads(ran.stdout.rpartition(b"\x1e")[2])
    return made


def _environment(home: Path, port: int, secret: str) -> dict[str, str]:
    return {
        "WORDPRESS_SECRET": secret,
        "PATH": os.environ["PATH"],
        "WORDPRESS_HOME": str(home),
        "WORDPRESS_URL": f"http://127.0.0.1:{port}",
    }


def _php_settings(home: Path) -> list[str]:
    settings = {
        "auto_prepend_file": str(HERE / "prepend.php"),
        "sendmail_path": "/bin/true",
        "display_errors": "0",
        "log_errors": "1",
        "memory_limit": "256M",
        "opcache.enable_cli": "1",
        "opcache.validate_timestamps": "0",
        "sys_temp_dir": str(home / "tmp"),
    }
    return [part for name, value in settings.items() for part in ("-d", f"{name}={value}")]


@contextmanager
def running() -> Iterator[WordPressServer]:
    """A WordPress of its own, freshly made, for as long as the context lasts."""
    home = Path(tempfile.mkdtemp(prefix="wordpress-"))
    try:
        _lay_out(home)
        port, secret = _free_port(), token_hex()
        environment = _environment(home, port, secret)
        with ExitStack() as stack:
            stack.enter_context(_process(_database_command(home), environment, signal.SIGTERM))
            _wait(lambda: (home / "db.sock").exists(), home)
            made = _install(home, environment)
            stack.enter_context(_process(_web_command(home, port), environment, signal.SIGINT))
            _wait(lambda: _answers(port), home)
            yield WordPressServer(
                home=home,
                port=port,
                secret=secret,
                editor="bientap",
                password=made["password"],
                reader="docgia",
                reader_password=made["reader_password"],
                editor_id=made["editor"],
                posts=tuple(made["posts"]),
                closed=made["closed"],
                page=made["page"],
            )
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _lay_out(home: Path) -> None:
    """WordPress's own files stay where the package put them; what is written is ours."""
    (home / "tmp").mkdir()
    site = home / "site"
    site.mkdir()
    for path in PACKAGE.iterdir():
        if path.name not in ("wp-config.php", "wp-content"):
            (site / path.name).symlink_to(path)
    for name in ("wp-config.php", "run.php"):
        shutil.copy(HERE / name, site)
    shutil.copytree(HERE / "content", site / "wp-content")
    subprocess.run(
        [
            "mariadb-install-db",
            "--no-defaults",
            f"--user={getpass.getuser()}",
            f"--datadir={home}/data",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
        ],
        check=True,
        capture_output=True,
        timeout=SECONDS_TO_START,
    )


def _database_command(home: Path) -> list[str]:
    mariadbd = shutil.which("mariadbd", path=f"{os.environ['PATH']}:/usr/sbin") or "mariadbd"
    return [mariadbd, *(part.format(home=home, user=getpass.getuser()) for part in _DATABASE)]


def _web_command(home: Path, port: int) -> list[str]:
    place = ["-S", f"127.0.0.1:{port}", "-t", str(home / "site"), str(HERE / "router.php")]
    return ["php", *_php_settings(home), *place]


@contextmanager
def _process(command: list[str], environment: dict[str, str], end: int) -> Iterator[None]:
    """A server that ends by a signal, and by the system's hand should we be killed."""
    home = Path(environment["WORDPRESS_HOME"])
    with (home / "servers.log").open("ab") as log:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig=KILL", *command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home,
            env=environment,
            start_new_session=True,
        )
    try:
        yield
    finally:
        for sent in (end, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, sent)
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def _wait(ready: Callable[[], bool], home: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while not ready():
        assert time.monotonic() < deadline, (home / "servers.log").read_text("utf-8", "replace")
        time.sleep(0.02)


class WordPressStage:
    """Readers and colleagues of one WordPress, and its truth, read from its own database."""

    def __init__(self, server: WordPressServer) -> None:
        self.server = server
        self.access = server.access
        self._articles = count(1)

    def open(self, access: Access) -> Site:
        return WordPressSite(access)

    def article(self) -> str:
        title = self._title(next(self._articles))
        given = f"array('post_title' => {_quoted(title)}, 'post_status' => 'publish')"
        return str(self.server.php(f"return wp_insert_post({given});"))

    def _title(self, number: int) -> str:
        return f"Bài {number} về “nước” & 'đất'"

    def url_of(self, article: str) -> str:
        return str(self.server.php(f"return get_permalink({article});"))

    def title_of(self, article: str) -> str:
        return unescape(str(self.server.php(f"return get_post({article})->post_title;")))

    def write(
        self, article: str, text: str, *, name: str, address: str, parent: str | None = None
    ) -> str:
        above = int(parent or 0)
        written = self.server.write(int(article), text, name=name, address=address, parent=above)
        return str(written)

    def truth(self, external_id: str) -> Truth | None:
        """With WordPress's escaping undone by PHP, as a reader sees it in a browser."""
        row = self.server.row(external_id)
        if row is None:
            return None
        status = {"1": Status.APPROVED, "0": Status.PENDING, "spam": Status.SPAM}
        shown = self.server.php(
            f"return array_map(fn($t) => html_entity_decode($t, ENT_QUOTES | ENT_HTML5), array("
            f"{_quoted(row['comment_content'])}, {_quoted(row['comment_author'])}, "
            f"{_quoted(row['comment_author_email'])}));"
        )
        return Truth(
            status.get(row["comment_approved"], Status.REJECTED),
            shown[0].replace("\r\n", "\n"),
            shown[1],
            shown[2],
            row["comment_parent"] if row["comment_parent"] != "0" else None,
        )

    def answers(self, article: str) -> int:
        query = f"SELECT count(*) AS n FROM wp_comments WHERE comment_post_ID = {int(article)}"
        return int(self.server.sql(query)[0]["n"])

    def approve(self, external_id: str) -> None:
        self.server.php(f"return wp_set_comment_status({int(external_id)}, 'approve');")

    def edit(self, external_id: str, text: str) -> None:
        changed = f"'comment_ID' => {int(external_id)}, 'comment_content' => {_quoted(text)}"
        self.server.php(f"return wp_update_comment(wp_slash(array({changed})));")

    def destroy(self, external_id: str) -> None:
        self.server.php(f"return wp_delete_comment({int(external_id)}, true);")


@pytest.fixture(scope="session")
def wordpress() -> Iterator[WordPressServer]:
    """The WordPress that tests share, each with articles of its own."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def wordpress_stage(wordpress: WordPressServer) -> WordPressStage:
    return WordPressStage(wordpress)
