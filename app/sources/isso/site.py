"""Isso, the comment server many small sites run: readers' comments out of its queue, decisions in.

What it can do is little: a comment is approved, edited, or deleted for good. There is no way back
from either, which is why decisions are held before they are sent.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from app.domain.comment import Status
from app.domain.hostile import storable
from app.domain.words import Words
from app.sources.http import Answer, Http, origin_of
from app.sources.isso.client import (
    CHANGED,
    DELETED,
    GONE,
    PENDING,
    PUBLISHED,
    SAID_NO,
    IssoClient,
    Told,
    read_info,
    read_told,
)
from app.sources.isso.pulling import Pulling
from app.sources.isso.records import STATUS, article_url, comment_record
from app.sources.site import (
    Abilities,
    Access,
    Found,
    Greeting,
    Pulled,
    RefusedError,
    SiteError,
    UnreachableError,
    Wanted,
)

SHORTEST, LONGEST = 3, 65_535
"""Characters of a text that Isso takes, not counting blanks at its end."""

NO_WAY_BACK = Words(
    "Isso không thể đưa lời bình trở lại hàng chờ: đã duyệt thì chỉ còn xóa được. Hãy bỏ lần gửi "
    "này, hoặc từ chối lời bình.",
    "Isso cannot take an approval back: what is approved can only be deleted. Give this delivery "
    "up, or reject the comment.",
)
TOO_SHORT = Words(
    "Isso cần ít nhất 3 ký tự: hãy viết dài hơn.", "Isso wants 3 characters at least: write more."
)
TOO_LONG = Words(
    "Isso nhận nhiều nhất 65.535 ký tự: hãy viết ngắn lại.",
    "Isso takes 65,535 characters at most: write less.",
)
PARENT_WAITS = Words(
    "Lời bình này (hoặc lời bình mà nó trả lời) còn chờ duyệt trên {host}, độc giả sẽ không thấy "
    "câu trả lời: hãy duyệt trước rồi gửi lại.",
    "This comment, or the one it answers, still waits at {host}, where readers would not see the "
    "reply: approve that first, then send again.",
)
SLOW_DOWN = Words(
    "{host} giới hạn số lời bình mỗi phút ([guard] ratelimit). Sẽ tự gửi lại.",
    "{host} limits how many comments a minute it takes ([guard] ratelimit). It is sent again by "
    "itself.",
)
STILL_OPEN = Words(
    "{host} chưa cho trả lời: lời bình vừa được viết từ cùng mạng và còn sửa được ([guard] "
    "reply-to-self). Sẽ tự gửi lại.",
    "{host} does not take the reply yet: the comment came from the same network and can still be "
    "edited ([guard] reply-to-self). It is sent again by itself.",
)
SIGNED = Words(
    "{host} đòi tên và địa chỉ thư của người trả lời: hãy điền vào phần kết nối của trang này rồi "
    "gửi lại.",
    "{host} wants a name and a mail address on replies: fill them in where this site is connected, "
    "then send again.",
)
_GUARDS = (
    ("ratelimit exceeded", SLOW_DOWN, 60.0),
    ("edit time frame is still open", STILL_OPEN, 300.0),
    ("address required", SIGNED, None),
)
_EXTERNAL_ID = re.compile(r"([1-9]\d{0,18})@(0|[1-9]\d{0,17})", re.ASCII)
_LINK = re.compile(r"https?://(localhost|[\w-]+(\.[\w-]+)+)(:\d+)?/\S*", re.ASCII)
_LONGEST_LINK = 254
_REMEMBERED = 10_000
_DEEPEST = 4


class IssoSite:
    """One Isso, as a `Site`. `access.address` is its endpoint, `access.secret` the password of its
    administration."""

    abilities = Abilities(undo=False, edit=True, spam=False, threads=False)

    def __init__(self, access: Access) -> None:
        self._access = access
        self._client = IssoClient(access.address, access.secret)
        self._above: dict[str, int] = {}

    def __repr__(self) -> str:
        return f"IssoSite({self._access!r})"

    def close(self) -> None:
        self._client.close()

    def greet(self) -> Greeting:
        version = self._client.info().version
        self._client.log_in()
        waiting = self._client.page(0).waiting
        return Greeting(f"Isso {version}", "", waiting, key_of(self._access.address))

    def pull(self, cursor: str, doubted: Collection[str] = frozenset()) -> Iterator[Pulled]:
        """The cursor changes only when something is told, and when a round ends."""
        origin = self._client.info().origin
        identities = [identity for identity in map(_identity, doubted) if identity]
        yield from Pulling(self._client, self._access.key, origin, cursor).run(identities)

    def look_up(self, external_id: str) -> Found | None:
        identity = _identity(external_id)
        seen = self._client.look(identity[0]) if identity else None
        if seen is None:
            return None
        shown, told = seen
        if told.external_id != external_id or told.mode == DELETED:
            return None
        record = comment_record(self._access.key, shown, told, self._parent(told))
        return Found(record, shown.key)

    def deliver(self, seen: Found, wanted: Wanted) -> None:
        if wanted.status is Status.PENDING:
            raise RefusedError(NO_WAY_BACK)
        if wanted.text is not None:
            _check(wanted.text)
        told = self._still(seen)
        if wanted.text is not None:
            self._client.edit(told.id, seen.handle, wanted.text)
        if wanted.status is not None:
            action = "activate" if wanted.status is Status.APPROVED else "delete"
            self._client.act(told.id, seen.handle, action)

    def reply(self, parent: Found, text: str, *, attempted: bool) -> str:
        """Isso knows one level of answers only: the reply stands under the first comment of the
        conversation. Under an answer, the newsroom's name links to the very comment it is for."""
        _check(text)
        told = self._still(parent)
        root = self._root(told)
        link = self._link(parent, told) if root != told.id else ""
        earlier = self._earlier(parent, told, root, text, link) if attempted else None
        return self._published(earlier or self._posted(parent, root, text, link))

    def replied(self, parent: Found, text: str) -> str | None:
        told = self._still(parent)
        root = self._root(told)
        link = self._link(parent, told) if root != told.id else ""
        earlier = self._earlier(parent, told, root, text, link)
        return earlier.external_id if earlier else None

    # --- one comment ----------------------------------------------------------------------------

    def _still(self, seen: Found) -> Told:
        """The comment that was looked up, exactly, right before something is done to it: its key
        would be as good for a stranger's that has come under its id."""
        identity = _identity(seen.record.external_id)
        told = self._client.told(identity[0], seen.handle) if identity else None
        if told is None or told.external_id != seen.record.external_id or told.mode == DELETED:
            raise RefusedError(GONE.put(host=self._client.host))
        if (STATUS[told.mode], storable(told.text)[0]) != (seen.record.status, seen.record.text):
            raise UnreachableError(CHANGED.put(host=self._client.host), answered=True)
        return told

    def _parent(self, told: Told) -> str | None:
        """What a comment answers never changes, nor whose that id is, while the comment is there:
        ids are given in rising order, and used again from the top only."""
        if told.parent is None:
            return None
        created = self._above.get(told.external_id)
        if created is None:
            seen = self._client.look(told.parent)
            if seen is None:
                return None
            if len(self._above) >= _REMEMBERED:
                self._above.clear()
            created = self._above[told.external_id] = seen[1].created
        return f"{told.parent}@{created}"

    # --- replying -------------------------------------------------------------------------------

    def _root(self, told: Told) -> int:
        """The comment a reply will stand under. Raises RefusedError where nobody would see it."""
        above = self._client.look(told.parent) if told.parent is not None else None
        modes = {told.mode} if above is None else {told.mode, above[1].mode}
        if PENDING in modes:
            raise RefusedError(PARENT_WAITS.put(host=self._client.host))
        return told.id if above is None else above[1].id

    def _link(self, parent: Found, told: Told) -> str:
        """Where the answered comment is read; "" where Isso would not take it for an address."""
        link = f"{article_url(self._client.info().origin, parent.record.article)}#isso-{told.id}"
        return link if len(link) <= _LONGEST_LINK and _LINK.fullmatch(link) else ""

    def _earlier(self, parent: Found, told: Told, root: int, text: str, link: str) -> Told | None:
        """What an earlier try left: published, or waiting on any page of the queue."""

        def ours(one: Told) -> bool:
            return (one.parent, one.text, one.name, one.website) == (
                root,
                text,
                self._access.reply_name,
                link,
            ) and one.created > told.created

        uri = parent.record.article
        for one in self._client.answers(uri, root):
            if ours(one):
                return one
        author = self._access.reply_name or "Anonymous"
        for step in self._client.pages():
            for shown in step.page.shown:
                if (shown.uri, shown.text, shown.author) == (uri, text, author):
                    seen = self._client.look(shown.id)
                    if seen is not None and ours(seen[1]):
                        return seen[1]
        return None

    def _posted(self, parent: Found, root: int, text: str, link: str) -> Told:
        fields = {
            "text": text,
            "author": self._access.reply_name or None,
            "email": self._access.reply_address or None,
            "website": link or None,
            "parent": root,
        }
        answer = self._client.post(parent.record.article, fields)
        if answer.status not in (201, 202):
            raise self._not_posted(answer)
        told = read_told(answer.json())
        if told is None:
            raise answer.nonsense()
        if told.parent != root:  # what it answers was deleted just now: nobody asked for this one
            self._act(told, "delete")
            raise RefusedError(GONE.put(host=self._client.host))
        return told

    def _not_posted(self, answer: Answer) -> SiteError:
        why = self._client.refusal(answer)
        if not why:
            return answer.nonsense()
        for sign, words, after in _GUARDS:
            if sign in why:
                words = words.put(host=self._client.host)
                return (
                    RefusedError(words)
                    if after is None
                    else UnreachableError(words, after, answered=True)
                )
        return RefusedError(SAID_NO.put(host=self._client.host, why=why))

    def _published(self, told: Told) -> str:
        """A reply arrives as a reader's comment does, and is then let through."""
        if told.mode == PENDING:
            self._act(told, "activate")
        return told.external_id

    def _act(self, told: Told, action: str) -> None:
        """Do something to a comment of ours, whose key is not known yet."""
        seen = self._client.look(told.id)
        if seen is None or seen[1].external_id != told.external_id:
            raise RefusedError(GONE.put(host=self._client.host))
        if not (action == "activate" and seen[1].mode == PUBLISHED):
            self._client.act(told.id, seen[0].key, action)


def find(address: str) -> str | None:
    """The endpoint to connect to for what a person typed, such as the address of its
    administration; None where no Isso answers.

    Only https is tried, but on this machine itself.
    """
    for base in _bases(address.strip()):
        for endpoint in _endpoints(base):
            try:
                http = Http(endpoint)
            except SiteError:
                break
            try:
                answer = http.ask("GET", "info")
                read_info(answer)
            except UnreachableError as error:
                if error.answered:
                    continue
                break
            except SiteError:
                continue
            finally:
                http.close()
            return answer.url.removesuffix("info").rstrip("/")
    return None


def key_of(address: str) -> str:
    """The key an Isso's comments have as a source: its host, port where it is not the usual one,
    and path."""
    scheme, host, port = origin_of(address)
    usual = 443 if scheme == "https" else 80
    shown = f"[{host}]" if ":" in host else host
    path = urlsplit(address).path.rstrip("/")
    return shown + ("" if port == usual else f":{port}") + path


def _bases(address: str) -> list[str]:
    """The addresses with a scheme that a person may have meant, most careful first."""
    scheme, separator, rest = address.partition("://")
    if not separator:
        rest = address
    elif scheme.lower() not in ("http", "https"):
        return []
    if scheme.lower() == "https" and separator:
        return [f"https://{rest}"]
    both = [f"https://{rest}", f"http://{rest}"]
    return both[::-1] if separator else both


def _endpoints(base: str) -> list[str]:
    """The address itself without what stands behind a path, then each folder above it."""
    try:
        parts = urlsplit(base)
    except ValueError:
        return []
    folders = [folder for folder in parts.path.split("/") if folder]
    most = len(folders) if len(folders) <= _DEEPEST else 0
    return [
        "/".join([f"{parts.scheme}://{parts.netloc}", *folders[:depth]])
        for depth in range(most, -1, -1)
    ]


def _identity(external_id: str) -> tuple[int, int] | None:
    match = _EXTERNAL_ID.fullmatch(external_id)
    return (int(match[1]), int(match[2])) if match else None


def _check(text: str) -> None:
    if len(text.rstrip()) < SHORTEST:
        raise RefusedError(TOO_SHORT)
    if len(text) > LONGEST:
        raise RefusedError(TOO_LONG)
