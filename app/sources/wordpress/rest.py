"""Asking one WordPress through its REST interface: who we are, which route, and what its errors
mean to a newsroom.

An answer is believed when it is JSON with a code of success; everything else is said in words.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from app.domain.words import Words
from app.sources.http import BUSY, NONSENSE, Answer, Http
from app.sources.site import Access, LoginRefusedError, RefusedError, SiteError, UnreachableError
from app.sources.wordpress.finding import is_root, root_of

PER_PAGE = 100
"""The most that WordPress gives at once."""

_SHOWN = 200
_MARKUP = re.compile(r"<[^<>]*>")

NOT_WORDPRESS = Words(
    "{address} không trả lời như một trang WordPress. Hãy kiểm tra địa chỉ, hoặc nhờ người quản "
    "trị trang mở giao diện REST.",
    "{address} does not answer as a WordPress does. Check the address, or ask whoever runs the "
    "site to open its REST interface.",
)
LOGIN = Words(
    "{host} không nhận tên đăng nhập và mật khẩu này. Hãy kết nối lại bằng mật khẩu ứng dụng tạo "
    "trong hồ sơ WordPress (không phải mật khẩu đăng nhập); nếu đúng cả hai, nhờ người quản trị "
    "cho máy chủ chuyển tiếp tiêu đề Authorization.",
    "{host} does not accept this login and password. Connect again with an application password "
    "from the WordPress profile (it is not the password one logs in with); if both are right, ask "
    "whoever runs the site to let its server pass the Authorization header on.",
)
PASSWORDS_OFF = Words(
    "{host} đang tắt mật khẩu ứng dụng: nhờ người quản trị trang bật lại (cần https).",
    "{host} has application passwords switched off: ask whoever runs the site to switch them on "
    "(they need https).",
)
BLOCKED = Words(
    "{host} chặn yêu cầu (mã 403) trước khi đến WordPress: có lẽ do phần mềm bảo vệ. Sẽ tự thử "
    "lại; nếu vẫn vậy, báo người quản trị trang.",
    "{host} blocks what is asked (code 403) before it reaches WordPress: a firewall, perhaps. It "
    "is tried again by itself; if it stays so, tell whoever runs the site.",
)
SAID_NO = Words("WordPress ở {host} từ chối: {why}", "The WordPress at {host} refused: {why}")
GONE = Words(
    "Lời bình không còn trên {host}: đã bị xóa hẳn ở đó.",
    "The comment is not at {host} any more: it was deleted there for good.",
)
_NO_RIGHT = Words(
    "Tài khoản này không được duyệt lời bình trên {host}: cần vai trò Biên tập viên (quyền "
    "moderate_comments). Hãy kết nối bằng tài khoản khác.",
    "This account may not moderate comments at {host}: it needs the role of an Editor "
    "(moderate_comments). Connect with another account.",
)
_LOGINS = {
    "invalid_username": Words(
        "{host} không có tài khoản với tên đăng nhập này. Hãy kiểm tra rồi kết nối lại.",
        "{host} knows no account with this login. Check it and connect again.",
    ),
    "invalid_email": Words(
        "{host} không có tài khoản với địa chỉ thư này. Hãy kiểm tra rồi kết nối lại.",
        "{host} knows no account with this mail address. Check it and connect again.",
    ),
    "incorrect_password": Words(
        "Mật khẩu ứng dụng không đúng hoặc đã bị thu hồi trên {host}. Hãy tạo mật khẩu ứng dụng "
        "mới trong hồ sơ WordPress (không phải mật khẩu đăng nhập) rồi kết nối lại.",
        "The application password is wrong, or was revoked at {host}. Make a new one in the "
        "WordPress profile (it is not the password one logs in with) and connect again.",
    ),
    "application_passwords_disabled": PASSWORDS_OFF,
    "application_passwords_disabled_for_user": Words(
        "{host} không cho tài khoản này dùng mật khẩu ứng dụng: nhờ người quản trị trang cho phép.",
        "{host} lets this account have no application passwords: ask whoever runs the site.",
    ),
}
_NO_RIGHTS = frozenset(
    {
        "rest_forbidden_context",
        "rest_cannot_edit",
        "rest_cannot_delete",
        "rest_forbidden_param",
        "rest_comment_invalid_status",
        "rest_comment_invalid_author_ip",
    }
)
_LONG = Words(
    "{host} không nhận vì nội dung quá dài (WordPress giữ nhiều nhất 65.525 byte). Hãy rút gọn.",
    "{host} does not take it: the text is too long (WordPress keeps 65,525 bytes at most). Shorten "
    "it.",
)
_FIELD_LONG = Words(
    "{host} không nhận vì tên, địa chỉ thư hoặc trang web của người viết quá dài.",
    "{host} does not take it: the writer's name, address or website is too long.",
)
_REFUSALS = {
    "rest_comment_closed": Words(
        "Bài viết đã khóa phần lời bình trên {host}: WordPress không nhận câu trả lời, kể cả của "
        "biên tập viên. Hãy mở lại phần ấy ở đó rồi gửi lại.",
        "Comments on the article are closed at {host}, which takes no reply then, not even an "
        "editor's. Open them there, then send again.",
    ),
    "rest_comment_trash_post": Words(
        "Bài viết đang ở thùng rác trên {host}. Hãy khôi phục bài ở đó rồi gửi lại.",
        "The article is in the trash at {host}. Restore it there, then send again.",
    ),
    "rest_comment_draft_post": Words(
        "Bài viết còn là bản nháp trên {host}: chưa trả lời được.",
        "The article is still a draft at {host}: it takes no replies yet.",
    ),
    "rest_comment_invalid_id": GONE,
    "rest_post_invalid_id": Words(
        "Bài viết của lời bình không còn trên {host}.",
        "The comment's article is not at {host} any more.",
    ),
    "rest_comment_invalid_post_id": Words(
        "Bài viết của lời bình không còn trên {host}.",
        "The comment's article is not at {host} any more.",
    ),
    "rest_cannot_read": Words(
        "Tài khoản này không được xem lời bình đó trên {host}.",
        "This account may not see that comment at {host}.",
    ),
    "rest_cannot_read_post": Words(
        "Tài khoản này không được xem bài viết của lời bình đó trên {host}.",
        "This account may not see that comment's article at {host}.",
    ),
    "rest_comment_content_invalid": Words(
        "{host} không nhận nội dung này: để trống, hoặc chỉ có số 0.",
        "{host} does not take this text: it is empty, or nothing but a zero.",
    ),
    "rest_comment_author_data_required": Words(
        "{host} đòi tên và địa chỉ thư của tài khoản: hãy điền trong hồ sơ WordPress rồi gửi lại.",
        "{host} wants the account's name and mail address: fill them in in the WordPress profile, "
        "then send again.",
    ),
    "comment_content_column_length": _LONG,
    "comment_author_column_length": _FIELD_LONG,
    "comment_author_email_column_length": _FIELD_LONG,
    "comment_author_url_column_length": _FIELD_LONG,
    "comment_duplicate": Words(
        "{host} đã có đúng câu trả lời này.", "{host} has this very reply already."
    ),
    "rest_already_trashed": Words(
        "Lời bình đã ở thùng rác trên {host}.", "The comment is in the trash at {host} already."
    ),
    "rest_trash_not_supported": Words(
        "{host} không có thùng rác: từ chối ở đây là xóa hẳn ở đó, nên không gửi. Hãy đánh dấu thư "
        "rác, hoặc xóa trên WordPress.",
        "{host} keeps no trash: rejecting would destroy the comment there, so nothing was sent. "
        "Mark it as spam, or delete it in WordPress.",
    ),
    "rest_comment_failed_edit": Words(
        "{host} không ghi được thay đổi (cơ sở dữ liệu hoặc một tiện ích của trang không nhận). "
        "Hãy thử sửa ngay trên WordPress.",
        "{host} could not write the change (its database or a plugin did not take it). Try it in "
        "WordPress itself.",
    ),
    "rest_comment_failed_create": Words(
        "{host} không ghi được câu trả lời (cơ sở dữ liệu hoặc một tiện ích của trang không nhận). "
        "Hãy thử trả lời ngay trên WordPress.",
        "{host} could not write the reply (its database or a plugin did not take it). Try it in "
        "WordPress itself.",
    ),
}
_TEMPORARY = {
    "comment_flood": Words(
        "{host} giới hạn tốc độ đăng lời bình. Sẽ tự gửi lại.",
        "{host} limits how quickly comments are posted. It is sent again by itself.",
    ),
    "rest_no_route": Words(
        "{host} đang tắt giao diện REST của WordPress. Sẽ tự thử lại; nếu vẫn vậy, báo người quản "
        "trị trang.",
        "{host} has the REST interface of WordPress switched off. It is tried again by itself; if "
        "it stays so, tell whoever runs the site.",
    ),
}
_FLOOD_SECONDS = 15.0
_SAID_IN_WORDS = frozenset({500, 501})
"""Codes that usually mean a broken server, with which WordPress also says no for good."""


class NotThereError(RefusedError):
    """A comment, or the article it is about, does not exist."""


class WordPressRest:
    """The REST interface of one WordPress, asked as one account."""

    def __init__(self, access: Access) -> None:
        """Raises RefusedError for an address that is none or would carry a password openly."""
        self._access = access
        login = f"{access.account}:{''.join(access.secret.split())}".encode("utf-8", "replace")
        self._authorization = f"Basic {base64.b64encode(login).decode()}"
        self._http = self._speak(access.address)
        self._root = self._http.address if is_root(access.address) else ""

    def close(self) -> None:
        self._http.close()

    @property
    def host(self) -> str:
        return self._http.host

    def root(self) -> str:
        """Where all routes begin; looked for, once, when only the site's address is known."""
        if not self._root:
            found = root_of(self._access.address)
            if found is None:
                raise UnreachableError(NOT_WORDPRESS.put(address=self._access.address))
            self._http.close()
            self._http = self._speak(found)
            self._root = self._http.address
        return self._root

    def get(self, route: str, **query: object) -> Any:  # noqa: ANN401 - a server may answer anything
        return self._ask("GET", route, query).json()

    def listed(self, route: str, **query: object) -> tuple[list[Any], int]:
        """A page of things, and how many there are on all pages."""
        answer = self._ask("GET", route, {"per_page": PER_PAGE, **query})
        found, total = answer.json(), answer.headers.get("x-wp-total", "")
        if not isinstance(found, list) or not (total.isascii() and total.isdigit()):
            raise answer.nonsense()
        return found, min(int(total), 2**53)

    def each(self, route: str, ids: Sequence[int], **query: object) -> Iterator[Any]:
        """Everything there is with one of these numbers, in as few requests as can be."""
        for start in range(0, len(ids), PER_PAGE):
            some = ",".join(map(str, ids[start : start + PER_PAGE]))
            yield from self.listed(route, include=some, **query)[0]

    def post(self, route: str, data: Mapping[str, object], agent: str | None = None) -> Any:  # noqa: ANN401
        """With `agent` "" it is asked as no browser at all: WordPress then leaves a comment's blank
        user agent blank."""
        headers = None if agent is None else {"User-Agent": agent}
        return self._ask("POST", route, {}, data, headers).json()

    def delete(self, route: str) -> Any:  # noqa: ANN401 - a server may answer anything
        """Never for good: that would take `force`, which is not sent."""
        return self._ask("DELETE", route, {}).json()

    def nonsense(self) -> UnreachableError:
        """For an answer that is JSON, but not what was asked for."""
        return UnreachableError(NONSENSE.put(host=self.host), answered=True)

    def _speak(self, address: str) -> Http:
        return Http(address, {"Authorization": self._authorization})

    def _ask(
        self,
        method: str,
        route: str,
        query: Mapping[str, object],
        data: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Raises SiteError for every answer that is no success."""
        url = self.root() + route
        answer = self._http.ask(
            method,
            url,
            query={name: str(value) for name, value in query.items()},
            data=data,
            headers=headers,
            final=_SAID_IN_WORDS,
        )
        if 200 <= answer.status < 300:
            return answer
        raise refusal(answer)


def refusal(answer: Answer) -> SiteError:
    """What an answer that is no success means."""
    code, message = _error(answer)
    if code in _LOGINS:
        return LoginRefusedError(_LOGINS[code].put(host=answer.host))
    if answer.status == 401:  # WordPress takes who has not logged in for a reader, and says so
        return LoginRefusedError(LOGIN.put(host=answer.host))
    if code in _NO_RIGHTS:
        return LoginRefusedError(_NO_RIGHT.put(host=answer.host))
    if code in _TEMPORARY:
        after = _FLOOD_SECONDS if code == "comment_flood" else 0.0
        return UnreachableError(_TEMPORARY[code].put(host=answer.host), after, answered=True)
    if code in ("rest_comment_invalid_id", "rest_post_invalid_id"):
        return NotThereError(_REFUSALS[code].put(host=answer.host))
    if code in _REFUSALS:
        return RefusedError(_REFUSALS[code].put(host=answer.host))
    if answer.status >= 500:
        words = BUSY.put(host=answer.host, status=answer.status)
        return UnreachableError(words, answered=True)
    if code:
        return RefusedError(SAID_NO.put(host=answer.host, why=f"{message} ({code})"))
    if answer.status == 403:
        return UnreachableError(BLOCKED.put(host=answer.host), answered=True)
    return answer.nonsense()


def _error(answer: Answer) -> tuple[str, str]:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return "", ""
    if not isinstance(told, dict) or not isinstance(told.get("code"), str):
        return "", ""
    message = unescape(_MARKUP.sub("", str(told.get("message", ""))))
    data = told.get("data")
    params = data.get("params") if isinstance(data, dict) else None
    if isinstance(params, dict):
        message = " ".join((message, *map(str, params.values())))
    return told["code"][:_SHOWN], " ".join(message.split())[:_SHOWN]
