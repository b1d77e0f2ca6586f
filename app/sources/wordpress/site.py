"""WordPress, which most newspapers run: its queue of comments in, decisions and replies back.

It takes everything back but what somebody there destroys. It has no versions and answers many a
failure with success, so what it answers is compared with what was asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from app.domain.comment import Status
from app.domain.delivery import text_digest
from app.domain.words import Words
from app.sources.http import Http
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
from app.sources.wordpress.finding import find, password_page, software_of
from app.sources.wordpress.pulling import Pulling
from app.sources.wordpress.records import (
    COMMENT_FIELDS,
    Comment,
    comment_record,
    read_comment,
    unpacked,
)
from app.sources.wordpress.rest import PASSWORDS_OFF, NotThereError, WordPressRest
from app.sources.wordpress.text import has_foreign_markup, site_key, stored_text, told_text

__all__ = ["WordPressSite", "find", "password_page"]

NOT_TAKEN = Words(
    "{host} trả lời là xong nhưng lời bình vẫn ở “{there}”: có lẽ một tiện ích của trang ngăn "
    "lại. Hãy xem lời bình trên WordPress.",
    "{host} answered that it was done, but the comment is still “{there}”: perhaps a plugin of the "
    "site prevents it. Look at the comment in WordPress.",
)
KEPT_OTHERWISE = Words(
    "{host} đã ghi nội dung khác với bản sửa (WordPress lọc thẻ và ký tự). Hãy xem lại lời bình.",
    "{host} kept another text than was sent (WordPress filters tags and characters). Look at the "
    "comment again.",
)
ARTICLE_TRASHED = Words(
    "Bài viết của lời bình đang ở thùng rác trên {host}. Hãy khôi phục bài ở đó rồi gửi lại.",
    "The comment's article is in the trash at {host}. Restore it there, then send again.",
)
FOREIGN_MARKUP = Words(
    "Lời bình có định dạng chỉ tòa soạn được dùng trên {host}; sửa từ đây sẽ làm hỏng. Hãy sửa "
    "trên WordPress.",
    "The comment has formatting that only staff may use at {host}; editing it from here would "
    "break it. Edit it in WordPress.",
)
REPLY_REMOVED = Words(
    "Câu trả lời này đã được đăng trên {host} nhưng đang ở thùng rác ở đó. Hãy khôi phục ở đó nếu "
    "vẫn cần.",
    "This reply was posted at {host} but is in the trash there. Restore it there if it is still "
    "wanted.",
)
_WANTED = {
    Status.APPROVED: "approved",
    Status.PENDING: "hold",
    Status.SPAM: "spam",
    Status.REJECTED: "trash",
}
_EXTERNAL_ID = re.compile(r"[1-9]\d{0,17}", re.ASCII)


class WordPressSite:
    """One WordPress, as a `Site`. `access.address` is that of its REST interface or of any page,
    `access.account` a login, `access.secret` one of its application passwords."""

    abilities = Abilities(undo=True, edit=True, spam=True, threads=True)

    def __init__(self, access: Access) -> None:
        self._access = access
        self._rest = WordPressRest(access)
        self._account = 0

    def __repr__(self) -> str:
        return f"WordPressSite({self._access!r})"

    def close(self) -> None:
        self._rest.close()

    def greet(self) -> Greeting:
        try:
            me = self._rest.get("wp/v2/users/me", _fields="id,name")
        except LoginRefusedError:
            if password_page(self._rest.root()) is None:
                raise LoginRefusedError(PASSWORDS_OFF.put(host=self._rest.host)) from None
            raise
        _, waiting = self._rest.listed(
            "wp/v2/comments",
            context="edit",
            status="hold",
            type="comment",
            per_page=1,
            _fields="id",
        )
        index = self._rest.get("", _fields="home,name")
        if not isinstance(me, dict) or not isinstance(index, dict):
            raise self._rest.nonsense()
        home = str(index.get("home", ""))
        key = site_key(home)
        if not key:
            raise self._rest.nonsense()
        return Greeting(self._software(home), str(me.get("name", "")), waiting, key)

    def pull(self, cursor: str, doubted: Collection[str] = frozenset()) -> Iterator[Pulled]:
        """The cursor changes only when something is told or the queue's length does."""
        numbers = sorted(int(name) for name in doubted if _EXTERNAL_ID.fullmatch(name))
        yield from Pulling(self._rest, self._access.key, cursor).run(numbers)

    def look_up(self, external_id: str) -> Found | None:
        if not _EXTERNAL_ID.fullmatch(external_id):
            return None
        try:
            told = self._rest.get(
                f"wp/v2/comments/{external_id}", context="edit", _fields=COMMENT_FIELDS
            )
        except NotThereError:
            return None
        comment = self._read(told)
        if comment is None or str(comment.id) != external_id:
            return None
        return Found(comment_record(comment, self._access.key), comment.packed())

    def deliver(self, seen: Found, wanted: Wanted) -> None:
        """A status is always set directly: `untrash` and `unspam` bring back whatever there was
        before, so that a rejected comment might stand on the site for a moment, or for good when
        the connection breaks then.
        """
        there = unpacked(seen.handle)
        if there.status == "post-trashed":
            raise RefusedError(ARTICLE_TRASHED.put(host=self._rest.host))
        if wanted.text is not None:
            self._edit(there, wanted.text)
        elif wanted.status is not None:
            self._set_status(there, _WANTED[wanted.status])

    def reply(self, parent: Found, text: str, *, attempted: bool) -> str:
        above = unpacked(parent.handle)
        earlier = self._replied(above, text) if attempted else None
        reply = earlier or self._post_reply(above, text)
        if reply.status == "trash":
            raise RefusedError(REPLY_REMOVED.put(host=self._rest.host))
        if reply.status != "approved":
            self._set_status(reply, "approved")
        return str(reply.id)

    def replied(self, parent: Found, text: str) -> str | None:
        earlier = self._replied(unpacked(parent.handle), text)
        return str(earlier.id) if earlier else None

    # --- a status, a text ---------------------------------------------------------------------

    def _set_status(self, there: Comment, wanted: str) -> None:
        if there.status == wanted:
            return
        if wanted == "trash":
            # As a deletion without force: where there is no trash, the status would destroy it.
            answered = self._checked(there, self._rest.delete(f"wp/v2/comments/{there.id}"))
        else:
            if (there.status, wanted) == ("trash", "spam"):
                self._set_status(there, "hold")  # else "not spam" would lead back to the trash
            answered = self._change(there, status=wanted)
        if answered.status != wanted:
            raise RefusedError(NOT_TAKEN.put(host=self._rest.host, there=answered.status))

    def _edit(self, there: Comment, text: str) -> None:
        if has_foreign_markup(there.text):
            raise RefusedError(FOREIGN_MARKUP.put(host=self._rest.host))
        answered = self._change(there, content=stored_text(text))
        if text_digest(told_text(answered.text)) != text_digest(text):
            raise RefusedError(KEPT_OTHERWISE.put(host=self._rest.host))

    def _change(self, there: Comment, **wanted: str) -> Comment:
        """Change one thing, and send back the reader's machine and browser, as they were just seen:
        WordPress writes ours over them otherwise."""
        agent = None if there.agent else ""
        told = self._rest.post(f"wp/v2/comments/{there.id}", there.unharmed() | wanted, agent)
        return self._checked(there, told)

    def _checked(self, there: Comment, told: object) -> Comment:
        answered = self._read(told)
        if answered is None or answered.id != there.id:
            raise self._rest.nonsense()
        return answered

    def _read(self, told: object) -> Comment | None:
        try:
            return read_comment(told)
        except ValueError as error:
            raise self._rest.nonsense() from error

    # --- replies ------------------------------------------------------------------------------

    def _post_reply(self, above: Comment, text: str) -> Comment:
        try:
            told = self._rest.post(
                "wp/v2/comments",
                {"post": above.post, "parent": above.id, "content": stored_text(text)},
            )
        except RefusedError:
            # WordPress takes the same words under the same comment once only: they are there.
            earlier = self._replied(above, text)
            if earlier is None:
                raise
            return earlier
        reply = self._read(told)
        if reply is None or reply.parent != above.id:
            raise self._rest.nonsense()
        return reply

    def _replied(self, above: Comment, text: str) -> Comment | None:
        """What an earlier try left: this account's same words under the same comment, whatever
        their status; one that readers can see before one that somebody removed."""
        digest = text_digest(text)
        told, _ = self._rest.listed(
            "wp/v2/comments",
            context="edit",
            status="any",
            type="comment",
            parent=above.id,
            author=self._me(),
            orderby="id",
            order="desc",
            _fields=COMMENT_FIELDS,
        )
        replies = [reply for reply in map(self._read, told) if reply]
        same = [
            reply
            for reply in replies
            if reply.parent == above.id and text_digest(told_text(reply.text)) == digest
        ]
        return min(same, key=lambda reply: reply.status == "trash", default=None)

    def _me(self) -> int:
        if not self._account:
            me = self._rest.get("wp/v2/users/me", _fields="id")
            number: Any = me.get("id") if isinstance(me, dict) else None
            if not isinstance(number, int):
                raise self._rest.nonsense()
            self._account = number
        return self._account

    # --- looking round ------------------------------------------------------------------------

    def _software(self, home: str) -> str:
        """Its home page tells the version, unless somebody thought that unwise."""
        with suppress(SiteError):
            http = Http(f"{home}/")
            try:
                if urlsplit(home).hostname == urlsplit(self._rest.root()).hostname:
                    return software_of(http.ask("GET", "", headers={"Accept": "*/*"}).text())
            finally:
                http.close()
        return software_of("")
