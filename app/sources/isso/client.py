"""Asking one Isso: its session, its administration, one comment exactly, and what is done to it.

Nothing is believed that does not look as Isso 0.14 says it. A moderation key is good for ever: it
stands in no message and is kept no longer than the comment that is being worked on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from app.domain.hostile import storable
from app.domain.words import Words
from app.sources.http import Answer, Http
from app.sources.isso.queue import PER_PAGE, Instead, Page, Shown, read_page, signs
from app.sources.site import LoginRefusedError, RefusedError, UnreachableError

PUBLISHED, PENDING, DELETED = 1, 2, 4
"""Isso's modes; what is deleted is kept, empty, while it has answers."""

WRONG_PASSWORD = Words(
    "{host} không nhận mật khẩu quản trị. Hãy kết nối lại với mật khẩu đúng.",
    "{host} does not accept the administration's password. Connect again with the right one.",
)
NO_SESSION = Words(
    "{host} nhận mật khẩu nhưng không giữ phiên đăng nhập. Hãy kết nối lại; nếu vẫn vậy, báo "
    "người quản trị trang.",
    "{host} accepts the password but keeps no session. Connect again; if it stays so, tell whoever "
    "runs the site.",
)
SWITCHED_OFF = Words(
    "Isso tại {host} đang tắt phần quản trị: hãy đặt enabled = true trong mục [admin] của cấu hình "
    "Isso rồi kết nối lại.",
    "The Isso at {host} has its administration switched off: set enabled = true in the section "
    "[admin] of its configuration, then connect again.",
)
GONE = Words(
    "Lời bình không còn trên {host}: đã bị xóa ở đó. Không có gì được gửi.",
    "The comment is not at {host} any more: it was deleted there. Nothing was sent.",
)
SAID_NO = Words("{host} từ chối: {why}.", "{host} refused: {why}.")
TOO_OLD = Words(
    "{host} không cho xem lại lời bình bằng mã vừa đưa. Sẽ tự xem lại và gửi.",
    "{host} does not show the comment for the key it has just given. It is looked at again and "
    "sent by itself.",
)
CHANGED = Words(
    "Lời bình vừa thay đổi trên {host}. Sẽ tự xem lại.",
    "The comment has just changed at {host}. It is looked at again by itself.",
)
_SESSION = re.compile(r"\badmin-session=([\w.=-]+)")
_DONE = {
    "activate": ("Comment has been activated", "Already activated"),
    "delete": ("Comment has been deleted",),
}
_REFUSALS = (400, 403, 413)
_FIELDS = ("id", "mode", "parent", "created", "author", "website", "text")
LATEST = 32_503_680_000
"""Seconds since 1970 of the year 3000."""


class KeyTooOldError(UnreachableError):
    """A key shows its comment for 15 minutes unless Isso is told otherwise."""


@dataclass(frozen=True, slots=True)
class Info:
    """What Isso says of itself to everybody; `origin` is the address of the site it serves."""

    version: str
    origin: str


@dataclass(frozen=True, slots=True)
class Told:
    """One comment exactly; `created` in whole microseconds UTC. Ids are used again, the two
    together never are."""

    id: int
    created: int
    mode: int
    parent: int | None
    name: str
    website: str
    text: str

    @property
    def external_id(self) -> str:
        return f"{self.id}@{self.created}"


@dataclass(frozen=True, slots=True)
class Step:
    """A page of what waits, and which page comes next where it is not the `last`."""

    page: Page
    next: int
    last: bool


class IssoClient:
    """One Isso, asked from one thread at a time. Every method raises SiteError and nothing else."""

    def __init__(self, address: str, password: str) -> None:
        self._http = Http(address)
        self._password = password
        self._session = ""
        self._info: Info | None = None

    @property
    def host(self) -> str:
        return self._http.host

    def close(self) -> None:
        self._http.close()

    # --- looking ------------------------------------------------------------------------------

    def info(self) -> Info:
        """Asked once: neither changes while a server runs."""
        if self._info is None:
            self._info = read_info(self._http.ask("GET", "info"))
        return self._info

    def log_in(self) -> None:
        self._session = ""
        form = {"password": self._password}
        answer = self._http.ask("POST", "login/", form=form, redirects=0)
        for name in ("set-cookie", "x-set-cookie"):
            if cookie := _SESSION.search(answer.headers.get(name, "")):
                self._session = cookie[1]
                return
        instead = read_page(answer.text()) if answer.status == 200 else Instead.NONSENSE
        if instead is Instead.LOGIN:
            raise LoginRefusedError(WRONG_PASSWORD.put(host=self.host))
        self._switched_off(instead)
        raise answer.nonsense()

    def page(self, number: int) -> Page:
        """A page of what waits, from 0: comments by id, then all answers by time.

        One from which fewer comments are read than there must be is asked for once more, since one
        may have come while it was counted, and then is an error.
        """
        query = {"mode": str(PENDING), "page": str(number), "order_by": "id", "asc": "1"}
        for _ in range(2):
            page, answer = self._administration(query)
            expected = min(PER_PAGE, page.waiting - PER_PAGE * number)
            if len(page.shown) >= expected and all(one.mode == PENDING for one in page.shown):
                return page
        raise answer.nonsense()

    def pages(self, number: int = 0, waiting: int = 0) -> Iterator[Step]:
        """Every page of what waits, from one on, until one is not full.

        When fewer wait than a page before (`waiting`), what stands behind has moved to pages that
        were read: it goes back as many.
        """
        while True:
            page = self.page(number)
            back = -(-(waiting - page.waiting) // PER_PAGE) if number else 0
            last = len(page.shown) < PER_PAGE and back <= 0
            waiting = page.waiting
            if back > 0:
                number = max(0, number - back)
            elif not last:
                number += 1
            yield Step(page, number, last)
            if last:
                return

    def shown(self, number: int) -> Shown | None:
        """A comment in the administration, whatever its mode; None when there is none."""
        url = f"{self._http.address}#isso-{number}"
        page, answer = self._administration({"comment_search_url": url})
        if any(one.id != number for one in page.shown) or len(page.shown) > 1:
            raise answer.nonsense()
        return page.shown[0] if page.shown else None

    def told(self, number: int, key: str) -> Told | None:
        """A comment exactly; None when it is gone. Raises KeyTooOldError for an old key."""
        answer = self._http.ask(
            "GET",
            f"id/{number}",
            query={"plain": "1"},
            headers={"Cookie": f"{number}={key}"},
        )
        if _is_gone(answer):
            return None
        if answer.status == 403:
            raise KeyTooOldError(TOO_OLD.put(host=self.host), answered=True)
        told = read_told(answer.json()) if answer.status == 200 else None
        if told is None or told.id != number:
            raise answer.nonsense()
        return told

    def look(self, number: int) -> tuple[Shown, Told] | None:
        """A comment as it is at this moment, both ways; None when there is none."""
        shown = self.shown(number)
        told = None if shown is None else self.told(number, shown.key)
        if shown is None or told is None:
            return None
        if not agree(shown, told):
            raise UnreachableError(CHANGED.put(host=self.host), answered=True)
        return shown, told

    def answers(self, uri: str, parent: int) -> list[Told]:
        """The published answers to a comment."""
        query = {"uri": uri, "plain": "1", "parent": str(parent)}
        answer = self._http.ask("GET", "", query=query)
        listed = answer.json() if answer.status == 200 else None
        replies = listed.get("replies") if isinstance(listed, dict) else None
        if not isinstance(replies, list):
            raise answer.nonsense()
        found = [told for told in map(read_told, replies) if told is not None]
        if len(found) < len(replies):
            raise answer.nonsense()
        return found

    # --- acting -------------------------------------------------------------------------------

    def act(self, number: int, key: str, action: str) -> None:
        """`activate` or `delete`. Deleting what is gone is done."""
        answer = self._moderate(number, key, action)
        if answer.status == 404 and action == "delete":
            return
        self._refused(answer)
        if answer.text().strip() not in _DONE[action]:
            raise answer.nonsense()

    def edit(self, number: int, key: str, text: str) -> None:
        """Change a text and nothing else: a name sent back would be escaped a second time."""
        answer = self._moderate(number, key, "edit", {"text": text})
        self._refused(answer)
        told = answer.json()
        if not isinstance(told, dict) or (told.get("id"), told.get("text")) != (number, text):
            raise answer.nonsense()

    def post(self, uri: str, fields: Mapping[str, object]) -> Answer:
        """What a reader's form sends; the answer is the caller's to judge."""
        return self._http.ask("POST", "new", query={"uri": uri}, data=dict(fields))

    def refusal(self, answer: Answer) -> str:
        """What Isso says when it refuses, short enough to be shown; "" when it does not."""
        return _message(answer) if answer.status in _REFUSALS else ""

    # --- inside -------------------------------------------------------------------------------

    def _administration(self, query: Mapping[str, str]) -> tuple[Page, Answer]:
        fresh = not self._session
        if fresh:
            self.log_in()
        page, answer = self._asked(query)
        if page is Instead.LOGIN and not fresh:
            self.log_in()
            page, answer = self._asked(query)
        if page is Instead.LOGIN:
            raise LoginRefusedError(NO_SESSION.put(host=self.host))
        self._switched_off(page)
        if isinstance(page, Instead):
            raise answer.nonsense()
        return page, answer

    def _asked(self, query: Mapping[str, str]) -> tuple[Page | Instead, Answer]:
        cookie = {"Cookie": f"admin-session={self._session}"}
        answer = self._http.ask("GET", "admin/", query=query, headers=cookie)
        return (read_page(answer.text()) if answer.status == 200 else Instead.NONSENSE), answer

    def _switched_off(self, instead: Page | Instead) -> None:
        if instead is Instead.DISABLED:
            raise LoginRefusedError(SWITCHED_OFF.put(host=self.host))

    def _moderate(
        self, number: int, key: str, action: str, data: Mapping[str, str] | None = None
    ) -> Answer:
        if not signs(key, number):
            raise KeyTooOldError(TOO_OLD.put(host=self.host), answered=True)
        return self._http.ask("POST", f"id/{number}/{action}/{key}", data=data)

    def _refused(self, answer: Answer) -> None:
        if _is_gone(answer):
            raise RefusedError(GONE.put(host=self.host))
        if answer.status in _REFUSALS:
            raise RefusedError(SAID_NO.put(host=self.host, why=_message(answer)))
        if answer.status != 200:
            raise answer.nonsense()


def read_info(answer: Answer) -> Info:
    """Raises UnreachableError for what no Isso says."""
    told = answer.json() if answer.status == 200 else None
    if not isinstance(told, dict) or not {"version", "host", "origin", "moderation"} <= set(told):
        raise answer.nonsense()
    version, origin = told["version"], told["origin"]
    if not isinstance(version, str) or not isinstance(origin, str):
        raise answer.nonsense()
    if not re.match(r"https?://[^/?#@\s]+/*\Z", origin):
        raise answer.nonsense()
    return Info(storable(version)[0][:40], storable(origin)[0].rstrip("/"))


def read_told(told: Any) -> Told | None:  # noqa: ANN401 - a server may tell anything
    """A comment in Isso's JSON; None for what is none."""
    if not isinstance(told, dict):
        return None
    values: list[Any] = [told.get(name) for name in _FIELDS]
    number, mode, parent, created, author, website, text = values
    if not (_is_id(number) and (parent is None or _is_id(parent))):
        return None
    if mode not in (PUBLISHED, PENDING, DELETED) or type(created) not in (int, float):
        return None
    if not 0 <= created < LATEST or not isinstance(text, str):
        return None
    if not (isinstance(author, str | None) and isinstance(website, str | None)):
        return None
    return Told(
        number,
        round(created * 1_000_000),
        mode,
        parent,
        unescape(author or ""),  # Isso keeps these two escaped
        unescape(website or ""),
        text,
    )


def _is_id(number: object) -> bool:
    return type(number) is int and 0 < number < 2**63


def agree(shown: Shown, told: Told) -> bool:
    """Whether what was told is what was shown: no other comment, and not changed in between."""
    return (shown.id, shown.mode, shown.text) == (told.id, told.mode, told.text) and (
        shown.author == (told.name or "Anonymous")
    )


def _is_gone(answer: Answer) -> bool:
    """Whether Isso itself says that there is no such comment, and not a server on the way to it."""
    return answer.status == 404 and _told_message(answer).startswith("404")


def _message(answer: Answer) -> str:
    """What Isso says is wrong, from its JSON or its page: "403 Forbidden: ratelimit exceeded"."""
    text = answer.text()
    page = unescape(re.sub(r"<[^>]*>", " ", text.partition("<title>")[2] or text))
    return storable(" ".join((_told_message(answer) or page).split()))[0][:200]


def _told_message(answer: Answer) -> str:
    try:
        told = answer.json()
    except UnreachableError:
        return ""
    message = told.get("message") if isinstance(told, dict) else None
    return message if isinstance(message, str) else ""
