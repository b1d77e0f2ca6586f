"""A WordPress and an Isso that answer as a test wants them to, in the place of those behind the
network."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.domain.words import Words
from app.sources import kinds
from app.sources.kinds import Kind
from app.sources.site import (
    Abilities,
    Access,
    Found,
    Greeting,
    LoginRefusedError,
    Pulled,
    RefusedError,
    SiteError,
    Wanted,
)

PASSWORD = "abcd efgh ijkl mnop"
PASSWORD_PAGE = "http://127.0.0.1:9/quan-tri/authorize-application.php"
WRONG = Words("Mật khẩu ứng dụng không đúng.", "The application password is wrong.")
NO_RIGHT = Words("Tài khoản này không có quyền duyệt.", "This account may not moderate.")
_SITES = {
    "bao.vn": ("wordpress", "http://127.0.0.1:9/wp-json/"),
    "binh.bao.vn": ("isso", "http://127.0.0.1:9/isso"),
}


@dataclass
class StandIn:
    """Two sites that are found by their names. While `gate` is closed, nobody is answered;
    `asked` is how they were spoken to; `password_page` where the WordPress makes passwords."""

    password_page: str | None = PASSWORD_PAGE
    refusal: SiteError | None = None
    asked: list[Access] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def kinds(self) -> tuple[Kind, ...]:
        return self._kind("wordpress"), self._kind("isso")

    def _kind(self, name: str) -> Kind:
        def find(address: str) -> str | None:
            self.gate.wait(20)
            kind, at = _SITES.get(address, ("", ""))
            return at if kind == name else None

        def password_page(_: str) -> str | None:
            self.gate.wait(20)
            return self.password_page

        return Kind(name, find, lambda access: _Site(self, access), password_page)


class _Site:
    """Greets whoever knows the password; has no comments."""

    abilities = Abilities(undo=True, edit=True, spam=True, threads=True)

    def __init__(self, stand_in: StandIn, access: Access) -> None:
        self._stand_in, self._access = stand_in, access

    def greet(self) -> Greeting:
        self._stand_in.asked.append(self._access)
        self._stand_in.gate.wait(20)
        if self._stand_in.refusal is not None:
            raise self._stand_in.refusal
        if self._access.secret != PASSWORD:
            raise LoginRefusedError(WRONG)
        if self._access.kind == "isso":
            return Greeting("Isso 0.14.0", "", 1, "binh.bao.vn")
        return Greeting("WordPress 6.1", "An (editor)", 1_204, "bao.vn")

    def pull(self, cursor: str, doubted: Collection[str] = frozenset()) -> Iterator[Pulled]:
        yield from ()

    def look_up(self, external_id: str) -> Found | None:
        return None

    def deliver(self, seen: Found, wanted: Wanted) -> None:
        raise RefusedError(NO_RIGHT)

    def reply(self, parent: Found, text: str, *, attempted: bool) -> str:
        raise RefusedError(NO_RIGHT)

    def replied(self, parent: Found, text: str) -> str | None:
        return None

    def close(self) -> None:
        pass


@contextmanager
def stand_in() -> Iterator[StandIn]:
    """These two sites instead of all there are."""
    made, before = StandIn(), kinds.KINDS
    kinds.KINDS = made.kinds()
    yield made
    made.gate.set()
    kinds.KINDS = before
