"""`intake`: the form's own service on the web, and the tokens of programs that may post to it."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from app.commands.console import DONE, Console, open_newsroom, opened
from app.domain import moment
from app.domain.errors import UnusableInputError
from app.domain.page import origin_of
from app.domain.words import Words
from app.services import intake
from app.services.newsroom import Newsroom
from app.services.places import default_database
from app.storage.store import database_path

LIBRARIES = ("starlette", "uvicorn", "altcha", "limits")
"""What the extra `intake` brings."""

COST = 100
MOST_COST = 10_000
PORT = 8765

_MISSING = Words(
    "Thiếu thư viện {missing}. Hãy chạy: python -m pip install {missing}",
    "Missing libraries: {missing}. Type: python -m pip install {missing}",
)
_LISTENING = Words(
    "Đang nhận lời bình ở {address}. Đặt vào trang báo, dưới bài viết: {snippet}",
    "Taking comments at {address}. Put into the page, below the article: {snippet}",
)
_OPEN_TO_ALL = Words(
    "Dịch vụ này không tự mã hóa: ngoài máy này, hãy đặt nó sau một máy chủ có https "
    "(--behind-proxy).",
    "The service does not encrypt by itself: beyond this computer, put it behind a server with "
    "https (--behind-proxy).",
)
_SAMPLE = Words("Tòa soạn mẫu", "Sample newsroom")
_NO_DATABASE = Words(
    "--demo dùng một tòa soạn mẫu riêng: hãy bỏ --database.",
    "--demo uses a sample newsroom of its own: leave --database out.",
)
_WRONG_ORIGIN = Words(
    "“{value}” không phải là nguồn của một trang, như https://bao.vn",
    "“{value}” is not the origin of a site, such as https://bao.vn",
)
_FROM_WHERE = Words(
    "--fetch cần biết tải bài từ trang nào: --origin https://bao.vn",
    "--fetch has to know whose articles are fetched: --origin https://bao.vn",
)
_ENDED = Words(
    "Đã dừng; mọi lời bình đã nhận đều được ghi.", "Stopped; every comment that was taken is kept."
)
_NO_SUCH_TOKEN = Words("Không có mã tên “{name}”.", "There is no token named “{name}”.")
_REVOKED = Words("Đã thu hồi mã “{name}”.", "The token “{name}” is revoked.")
_MADE = Words(
    "Mã “{name}” (chỉ hiện lần này, hãy cất kỹ):\n{token}",
    "The token “{name}” (shown this once, keep it safe):\n{token}",
)
_NO_TOKENS = Words("Chưa có mã nào.", "There are no tokens yet.")


def add_intake_command(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Register `intake`."""
    taking = command("intake", "take comments from a site's own form, and show what is approved")
    taking.epilog = "It goes on until it is stopped (Ctrl+C)."
    taking.add_argument("--host", default="127.0.0.1", help="where to listen (default: this PC)")
    taking.add_argument(
        "--port", type=_number(0, 65_535), default=PORT, help=f"the port (default: {PORT})"
    )
    taking.add_argument(
        "--origin",
        action="append",
        default=[],
        metavar="URL",
        help="a site whose pages may post besides the article's own (repeatable)",
    )
    taking.add_argument(
        "--behind-proxy",
        action="store_true",
        help="a proxy on this computer says who asks (X-Forwarded-For)",
    )
    taking.add_argument(
        "--cost",
        type=_number(1, MOST_COST),
        default=COST,
        metavar="N",
        help=f"how hard the check against robots is (default: {COST})",
    )
    taking.add_argument(
        "--demo", action="store_true", help="a sample page with the form, on a sample newsroom"
    )
    taking.add_argument(
        "--fetch",
        action="store_true",
        help="fetch and open an article of an --origin when a reader comes to one not known yet",
    )
    instead = taking.add_mutually_exclusive_group()
    instead.add_argument("--new-token", metavar="NAME", help="let a program post; says its token")
    instead.add_argument("--tokens", action="store_true", help="which programs may post")
    instead.add_argument("--revoke", metavar="NAME", help="let a program post no more")
    taking.set_defaults(run=run)


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(typed: str) -> int:
        value = int(typed)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{least}…{most}")
        return value

    return number


def run(args: argparse.Namespace, console: Console) -> int:
    """Serve until stopped, or see to the tokens."""
    if args.new_token is not None:
        return _make_token(args, console)
    if args.tokens:
        return _tell_tokens(args, console)
    if args.revoke is not None:
        return _revoke(args, console)
    missing = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        raise UnusableInputError(_MISSING.put(missing=" ".join(missing)))
    for value in args.origin:
        if not origin_of(value):
            raise UnusableInputError(_WRONG_ORIGIN.put(value=value))
    if args.fetch and not args.origin:
        raise UnusableInputError(_FROM_WHERE)
    try:
        with _newsroom(args, console) as newsroom:
            _serve(args, console, newsroom)
    except KeyboardInterrupt:
        pass  # before it was listening
    console.say(_ENDED)
    return DONE


@contextmanager
def _newsroom(args: argparse.Namespace, console: Console) -> Iterator[Newsroom]:
    if not args.demo:
        with open_newsroom(database_path(args.database), console) as newsroom:
            yield newsroom
        return
    from app.intake.demo import sample_newsroom

    if args.database != str(default_database()):
        raise UnusableInputError(_NO_DATABASE)
    with tempfile.TemporaryDirectory(prefix="loi-binh-", ignore_cleanup_errors=True) as folder:
        newsroom = console.progress(sample_newsroom(Path(folder)), _SAMPLE)
        with closing(newsroom.store):
            yield newsroom


def _serve(args: argparse.Namespace, console: Console, newsroom: Newsroom) -> None:
    from app.intake.serving import Service
    from app.intake.settings import Settings

    settings = Settings(
        host=args.host,
        port=args.port,
        origins=tuple(args.origin),
        behind_proxy=args.behind_proxy,
        cost=args.cost,
        demo=args.demo,
        fetch=args.fetch,
    )
    service = Service(newsroom, settings, console.warn)
    address = service.settings.address
    console.emit({"address": address, "database": str(newsroom.store.path)})
    console.say(_LISTENING.put(address=address, snippet=_snippet(address)))
    if args.demo:
        from app.intake.demo import told

        program = shlex.join([sys.executable, sys.argv[0]])
        console.say(told(f"{address}/", newsroom.store.path, program))
    if args.host not in ("127.0.0.1", "::1", "localhost") and not args.behind_proxy:
        console.warn(_OPEN_TO_ALL)
    _give_way()
    service.run()


def _give_way() -> None:
    """Let the desk on the same machine go first where both want the processor: readers wait a tenth
    of a second without noticing, a moderator's key does not."""
    if hasattr(os, "nice"):
        os.nice(5)


def _snippet(address: str) -> str:
    return f'<div id="loi-binh"></div><script src="{address}/loi-binh.js" defer></script>'


def _make_token(args: argparse.Namespace, console: Console) -> int:
    with open_newsroom(database_path(args.database), console) as newsroom:
        token = intake.make_token(newsroom, args.new_token)
    name = args.new_token.strip()
    console.emit({"name": name, "token": token})
    console.say(_MADE.put(name=name, token=token))
    return DONE


def _tell_tokens(args: argparse.Namespace, console: Console) -> int:
    with opened(args, console) as newsroom:
        known = intake.tokens(newsroom)
    told = [(each.name, moment.to_datetime(each.made_at)) for each in known]
    console.emit({"tokens": [{"name": name, "made_at": at.isoformat()} for name, at in told]})
    for name, at in told:
        line = f"{at.astimezone().isoformat(sep=' ', timespec='minutes')}  {name}"
        console.say(Words(line, line))
    if not told:
        console.say(_NO_TOKENS)
    return DONE


def _revoke(args: argparse.Namespace, console: Console) -> int:
    with opened(args, console) as newsroom:
        if not intake.revoke(newsroom, args.revoke):
            raise UnusableInputError(_NO_SUCH_TOKEN.put(name=args.revoke))
    console.emit({"revoked": args.revoke.strip()})
    console.say(_REVOKED.put(name=args.revoke.strip()))
    return DONE
