"""`connect` and `sync`: the sites comments come from, on a machine without a screen."""

from __future__ import annotations

import argparse
import getpass
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from app.commands.console import DONE, DONE_BUT, Console, open_newsroom, opened
from app.domain import moment
from app.domain.errors import CancelledError, PartlyDoneError, UnusableInputError
from app.domain.site import ConnectedSite, SiteSettings
from app.domain.words import Words
from app.services import sites
from app.services.newsroom import Newsroom
from app.services.secrets import KeyringSecrets
from app.storage.store import database_path

if TYPE_CHECKING:
    from app.services.sites import Tested
    from app.services.syncing import Synced

VARIABLE = "LOI_BINH_SECRET"
NO_ACCOUNT = Words(
    "WordPress cần tên tài khoản: hãy thêm --account TÊN.",
    "WordPress wants the name of an account: add --account NAME.",
)
NO_PASSWORD = Words(
    "Chưa có mật khẩu của {site}: hãy đặt vào biến {variable}, hoặc gõ lệnh này ở một cửa sổ dòng "
    "lệnh để được hỏi.",
    "The password of {site} is not known: put it into the variable {variable}, or type this "
    "command in a terminal to be asked.",
)
NO_SITE = Words(
    "Chưa kết nối trang nào. Hãy dùng: main.py connect ĐỊA-CHỈ",
    "No site is connected yet. Type: main.py connect ADDRESS",
)
NOT_CONNECTED = Words(
    "“{address}” không phải là trang đã kết nối. Đã kết nối: {known}.",
    "“{address}” is no connected site. Connected are: {known}.",
)
ELSEWHERE = Words(
    "{site}: bàn duyệt hoặc một chương trình khác đang nhận và gửi với trang này; không cần làm "
    "thêm ở đây.",
    "{site}: the desk or another program is fetching and sending there already; nothing is left to "
    "do here.",
)
PARTLY = Words(
    "Đã dừng theo yêu cầu; những gì đã nhận và đã gửi được giữ lại.",
    "Stopped, as asked; what was fetched and sent is kept.",
)
_HOW_SECRETS_ARE_FOUND = (
    f"A site's password is taken from the environment variable {VARIABLE}_KEY, where KEY is the "
    "site's key in capitals with _ for every other character (bao.vn: "
    f"{VARIABLE}_BAO_VN), or from {VARIABLE} where one site is meant; else from the system's "
    "keyring; else it is asked for on the terminal, for this time."
)

AddCommand = Callable[[str, str], argparse.ArgumentParser]
"""Makes a command of a name and its help, with what every command takes."""


def add_site_commands(command: AddCommand) -> None:
    """Register `connect` and `sync`."""
    connecting = command("connect", "connect a site (WordPress, Isso), or speak with it no more")
    connecting.epilog = _HOW_SECRETS_ARE_FOUND
    connecting.add_argument("address", metavar="ADDRESS", help="the site's address, or its key")
    connecting.add_argument("--account", metavar="NAME", help="who we are there (WordPress)")
    connecting.add_argument("--reply-name", metavar="NAME", help="who signs replies (Isso)")
    connecting.add_argument("--reply-email", metavar="EMAIL", help="the address that goes with it")
    connecting.add_argument(
        "--keeps",
        type=_days,
        metavar="DAYS",
        help="how long the site keeps what nobody decides; 0: for ever (Isso's purge-after)",
    )
    connecting.add_argument(
        "--disconnect",
        action="store_true",
        help="speak with the site no more: what still waits to be sent there is given up",
    )
    connecting.set_defaults(run=connect)

    syncing = command("sync", "fetch comments from the connected sites and send decisions back")
    syncing.epilog = f"It goes on until it is stopped (Ctrl+C). {_HOW_SECRETS_ARE_FOUND}"
    syncing.add_argument("--once", action="store_true", help="one round, then end")
    syncing.set_defaults(run=sync)


def _days(typed: str) -> int:
    days = int(typed)
    if not 0 <= days <= 36_500:
        raise ValueError
    return days


# connecting


def connect(args: argparse.Namespace, console: Console) -> int:
    """Find what answers at an address, log in, and keep the site; or disconnect it."""
    if args.disconnect:
        return _disconnect(args, console)
    found = sites.find(args.address)
    console.say(
        Words("Tìm thấy {kind} ở {address}", "Found {kind} at {address}").put(
            kind=found.kind, address=found.address
        )
    )
    before = _connected_at(args, console, found.address)
    settings = _settings(args, found, before)
    if settings.kind == "wordpress" and not settings.account:
        raise UnusableInputError(NO_ACCOUNT)
    secrets = KeyringSecrets()
    secret = _secret_for(found.address, before, secrets)
    tested = sites.test(settings, secret)
    with open_newsroom(database_path(args.database), console) as newsroom:
        _, lasts = sites.connect(newsroom, tested, secret, secrets)
    _tell_connected(console, tested, lasts=lasts)
    return DONE


def _connected_at(args: argparse.Namespace, console: Console, address: str) -> ConnectedSite | None:
    """The site that is connected at an address already."""
    if not database_path(args.database).exists():
        return None
    with opened(args, console) as newsroom:
        known = sites.connected(newsroom)
    return next((site for site in known if site.settings.address == address), None)


def _secret_for(address: str, before: ConnectedSite | None, secrets: KeyringSecrets) -> str:
    """A new secret, or, of a site that is connected already, the one that was kept."""
    key = before.settings.key if before else ""
    told = os.environ.get(variable_of(key)) if key else None
    secret = told or os.environ.get(VARIABLE) or _ask(key or address)
    if not secret and key:
        secret = secrets.secret_of(key) or ""
    if not secret:
        raise UnusableInputError(NO_PASSWORD.put(site=key or address, variable=VARIABLE))
    return secret


def _settings(
    args: argparse.Namespace, found: SiteSettings, before: ConnectedSite | None
) -> SiteSettings:
    """What was typed; what was not stays as it was."""
    typed = {
        "account": args.account,
        "reply_name": args.reply_name,
        "reply_address": args.reply_email,
        "purge_after": None if args.keeps is None else args.keeps * moment.DAY,
    }
    return replace(
        before.settings if before else found,
        **{name: value for name, value in typed.items() if value is not None},
    )


def _tell_connected(console: Console, tested: Tested, *, lasts: bool) -> None:
    greeting, key = tested.greeting, tested.settings.key
    console.emit(
        {
            "key": key,
            "kind": tested.settings.kind,
            "address": tested.settings.address,
            "software": greeting.software,
            "account": greeting.account,
            "waiting": greeting.waiting,
            "secret_kept": lasts,
        }
    )
    account = Words(" · tài khoản {name}", " · account {name}").put(name=greeting.account)
    waiting = Words(" · {n} lời bình đang chờ", " · {n} comments wait").put(n=greeting.waiting)
    parts = [
        Words("Đã kết nối {key}: {software}", "Connected {key}: {software}").put(
            key=key, software=greeting.software
        ),
        *([account] if greeting.account else []),
        *([waiting] if greeting.waiting is not None else []),
    ]
    console.say(Words("".join(part.vi for part in parts), "".join(part.en for part in parts)))
    if not lasts:
        console.warn(
            Words(
                "Máy này không có nơi giữ mật khẩu dùng được, nên không giữ lại: lệnh sync cần "
                "biến {variable}.",
                "This system has no keyring that can be used, so the password is not kept: sync "
                "needs the variable {variable}.",
            ).put(variable=variable_of(key))
        )


def _disconnect(args: argparse.Namespace, console: Console) -> int:
    with opened(args, console) as newsroom:
        known = sites.connected(newsroom)
        site = next((site for site in known if _means(args.address, site.settings)), None)
        if site is None and not known:
            raise UnusableInputError(NO_SITE)
        if site is None:
            names = ", ".join(site.settings.key for site in known)
            raise UnusableInputError(NOT_CONNECTED.put(address=args.address, known=names))
        sites.disconnect(newsroom, site, KeyringSecrets())
    key = site.settings.key
    console.emit({"disconnected": key})
    console.say(
        Words(
            "Đã ngắt {key}; lời bình và nhật ký còn nguyên.",
            "{key} is disconnected; its comments and the log stay.",
        ).put(key=key)
    )
    return DONE


def _means(typed: str, settings: SiteSettings) -> bool:
    """Whether a site is meant by its key or its address, however that was written."""
    plain = typed.strip().casefold().rstrip("/").rpartition("://")[2]
    address = settings.address.casefold().rstrip("/").rpartition("://")[2]
    return plain in (settings.key.casefold(), address)


# secrets


def variable_of(key: str) -> str:
    """The environment variable that may hold a site's password."""
    return f"{VARIABLE}_{re.sub('[^A-Z0-9]', '_', key.upper())}"


def _secrets(connected: Sequence[ConnectedSite]) -> dict[str, str]:
    """The secrets that are known or told, by the sites' keys. A variable that could be meant for
    two sites counts for neither: a password must not be shown to the wrong one."""
    keys = [site.settings.key for site in connected]
    variables = [variable_of(key) for key in keys]
    keyring, found = KeyringSecrets(), dict[str, str]()
    for key, variable in zip(keys, variables, strict=True):
        secret = os.environ.get(variable) if variables.count(variable) == 1 else None
        if not secret and len(keys) == 1:
            secret = os.environ.get(VARIABLE)
        secret = secret or keyring.secret_of(key) or _ask(key)
        if secret:
            found[key] = secret
    return found


def _ask(site: str) -> str:
    """Ask whoever sits at the terminal; "" when nobody does, or says nothing."""
    if not sys.stdin.isatty():
        return ""
    try:
        return getpass.getpass(f"{site}: mật khẩu / password: ")
    except EOFError:
        return ""


# fetching and sending


def sync(args: argparse.Namespace, console: Console) -> int:
    """Fetch and send once, or until Ctrl+C or SIGTERM says that it is enough."""
    with opened(args, console) as newsroom:
        connected = sites.connected(newsroom)
        if not connected:
            raise UnusableInputError(NO_SITE)
        secrets = _secrets(connected)
        unknown = [
            NO_PASSWORD.put(site=site.settings.key, variable=variable_of(site.settings.key))
            for site in connected
            if site.settings.key not in secrets
        ]
        if not secrets:
            raise UnusableInputError(unknown[0])
        for words in unknown:
            console.warn(words)
        with _ended_by_sigterm():
            if not args.once:
                return _go_on(newsroom, secrets, console)
            well = _one_round(newsroom, secrets, console)
        return DONE if well and not unknown else DONE_BUT


def _one_round(newsroom: Newsroom, secrets: Mapping[str, str], console: Console) -> bool:
    from app.services.syncing import sync_once

    title = Words("Nhận và gửi", "Fetching and sending")
    try:
        done = console.progress(sync_once(newsroom, secrets), title)
    except CancelledError:
        raise PartlyDoneError(PARTLY) from None
    told = [each for each in done if each.key in secrets]
    console.emit({"sites": [_answer(each, console) for each in told]})
    for each in told:
        console.say(_line(each))
        if each.problem is not None:
            console.warn(_named(each.key, each.problem))
    return not any(each.failed or each.problem for each in told)


def _go_on(newsroom: Newsroom, secrets: Mapping[str, str], console: Console) -> int:
    from app.services.syncing import keep_in_step

    problems, elsewhere = dict[str, Words](), set[str]()

    def tell(each: Synced) -> None:
        """What a turn with a site did, where it did anything; its problem when it is another."""
        if each.key not in secrets:
            return
        did = bool(each.added or each.updated or each.sent or each.failed)
        if did or (each.elsewhere and each.key not in elsewhere):
            console.say(_line(each))
        (elsewhere.add if each.elsewhere else elsewhere.discard)(each.key)
        another = each.problem != problems.pop(each.key, None)
        if each.problem is not None:
            problems[each.key] = each.problem
        if another:
            words = each.problem or Words("mọi việc lại suôn sẻ.", "all is well again.")
            console.warn(_named(each.key, words))
        if did or another:
            console.emit(_answer(each, console))

    try:
        with closing(keep_in_step(newsroom, secrets, tell)) as work:
            for _ in work:
                pass
    except KeyboardInterrupt:
        console.say(PARTLY)
    return DONE


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Let whoever ends programs be heard as Ctrl+C is: at once, and by all that tidies up."""

    def end(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _answer(each: Synced, console: Console) -> dict[str, object]:
    return {
        "site": each.key,
        "added": each.added,
        "updated": each.updated,
        "sent": each.sent,
        "failed": each.failed,
        "problem": each.problem.said_in(console.language) if each.problem else None,
        "elsewhere": each.elsewhere,
    }


def _line(each: Synced) -> Words:
    if each.elsewhere:
        return ELSEWHERE.put(site=each.key)
    return Words(
        "{site}: thêm {added}, cập nhật {updated}, đã gửi {sent}, gửi không được {failed}",
        "{site}: added {added}, updated {updated}, sent {sent}, failed {failed}",
    ).put(
        site=each.key,
        added=each.added,
        updated=each.updated,
        sent=each.sent,
        failed=each.failed,
    )


def _named(key: str, words: Words) -> Words:
    return Words(f"{key}: {words.vi}", f"{key}: {words.en}")


# what `status` tells of them


def told_of(site: ConnectedSite, console: Console) -> dict[str, object]:
    """A site as a machine is told of it; `pulled_at` in ISO 8601, UTC."""
    settings, at = site.settings, site.pulled_at
    return {
        "key": settings.key,
        "kind": settings.kind,
        "address": settings.address,
        "pulled_at": moment.to_datetime(at).isoformat() if at else None,
        "problem": site.problem.said_in(console.language) if site.problem else None,
    }


def said_of(site: ConnectedSite) -> Words:
    """A site as a person is told of it."""
    at = moment.to_local(site.pulled_at).isoformat(sep=" ", timespec="minutes")
    pulled = Words("nhận lần cuối {at}", "last fetched {at}").put(at=at)
    never = Words("chưa nhận lần nào", "never fetched yet")
    return _named(site.settings.key, pulled if site.pulled_at else never)
