"""One careful way to ask a server something: bounded in time and size, never to another host.

Every failure comes out as one of `app.sources.site`'s errors, in words.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.exceptions import DecodeError, HTTPError, SSLError

from app.domain.words import Words
from app.sources.site import RefusedError, UnreachableError

MOST_BYTES = 16 * 1024 * 1024
"""The longest answer that is read, unpacked: a hundred comments at their longest are 6.5 MB."""

SECONDS_TO_CONNECT = 10.0
SECONDS_BETWEEN_BYTES = 30.0
SECONDS_IN_ALL = 60.0

_PIECE = 64 * 1024
_REDIRECTS = 3
_AGENT = "Loi-Binh/0.1"

UNREACHABLE = Words(
    "Không liên lạc được với {host}: {why}. Sẽ tự thử lại.",
    "{host} cannot be reached: {why}. It is tried again by itself.",
)
BUSY = Words(
    "{host} đang quá tải hoặc bị lỗi (mã {status}). Sẽ tự thử lại.",
    "{host} is overloaded or broken (code {status}). It is tried again by itself.",
)
TOO_LONG = Words(
    "{host} trả lời dài quá mức đọc được. Sẽ tự thử lại.",
    "{host} answered with more than can be read. It is tried again by itself.",
)
NONSENSE = Words(
    "{host} trả lời không đúng dạng mong đợi. Sẽ tự thử lại; nếu vẫn vậy, hãy kiểm tra địa chỉ.",
    "{host} answered with something unexpected. It is tried again by itself; if it stays so, "
    "check the address.",
)
ELSEWHERE = Words(
    "{host} chuyển sang một máy chủ khác ({other}); để an toàn, không đi theo. "
    "Hãy kết nối lại bằng địa chỉ mới nếu trang đã dời.",
    "{host} redirects to another host ({other}), which is not followed, for safety. If the site "
    "has moved, connect it again at its new address.",
)
UNSAFE = Words(
    "{host} không mã hóa (http): không gửi mật khẩu qua đó. Hãy dùng địa chỉ https.",
    "{host} is not encrypted (http): a password is not sent there. Use its https address.",
)
CERTIFICATE = Words(
    "Chứng chỉ của {host} không hợp lệ: {why}. Chưa gửi gì; hãy báo người quản trị trang.",
    "The certificate of {host} is not valid: {why}. Nothing was sent; tell whoever runs the site.",
)
BAD_ADDRESS = Words("“{address}” không phải là địa chỉ trang.", "“{address}” is no site's address.")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, whole. Header names are in small letters."""

    host: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:  # noqa: ANN401 - a server may answer anything
        """The JSON it is. Raises UnreachableError for anything else, however it is wrong."""
        try:
            return json.loads(self.body, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise UnreachableError(NONSENSE.put(host=self.host)) from error

    def nonsense(self) -> UnreachableError:
        return UnreachableError(NONSENSE.put(host=self.host))


def _refuse(_: str) -> None:
    raise ValueError


class Http:
    """Asks one origin, over kept connections. `headers` go with every request."""

    def __init__(self, address: str, headers: Mapping[str, str] | None = None) -> None:
        """Raises RefusedError for an address that is none or would carry a password openly."""
        self.address = address if address.endswith("/") else f"{address}/"
        self.origin = origin_of(self.address)
        parts = urlsplit(self.address)
        self.host = parts.netloc
        if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise RefusedError(UNSAFE.put(host=self.host))
        self.headers: dict[str, str] = {
            "User-Agent": _AGENT,
            "Accept": "application/json",
            "Accept-Encoding": "gzip, deflate",
            **(headers or {}),
        }
        self._pool = _pool(self.address)

    def close(self) -> None:
        self._pool.clear()

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        data: object = None,
        headers: Mapping[str, str] | None = None,
        redirects: int = _REDIRECTS,
    ) -> Answer:
        """One request, never repeated; `path` is taken relative to the address.

        `form` is sent as a form, `data` as JSON. Redirects are followed for GET, within the origin
        only; with 0 `redirects` the redirecting answer itself is given.

        Raises UnreachableError for no, a cut, an endless or a busy answer (429, 5xx), RefusedError
        for a redirect to another host.
        """
        url = urljoin(self.address, path)
        if origin_of(url) != self.origin:
            raise RefusedError(ELSEWHERE.put(host=self.host, other=urlsplit(url).netloc))
        sent = {**self.headers, **(headers or {})}
        body: bytes | None = None
        if data is not None:
            body = json.dumps(data, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
        elif form is not None:
            body = urlencode(form).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if query:
            url += ("&" if "?" in url else "?") + urlencode(query)
        answer = self._once(method, url, sent, body)
        if answer.status in (301, 302, 303, 307, 308) and redirects:
            return self._redirected(method, answer, headers, redirects)
        if answer.status == 429 or answer.status >= 500:
            words = BUSY.put(host=self.host, status=answer.status)
            raise UnreachableError(words, _retry_after(answer.headers))
        return answer

    def _redirected(
        self, method: str, answer: Answer, headers: Mapping[str, str] | None, left: int
    ) -> Answer:
        to = urljoin(answer.url, answer.headers.get("location", ""))
        if origin_of(to) != self.origin:
            raise RefusedError(ELSEWHERE.put(host=self.host, other=urlsplit(to).netloc))
        if method not in ("GET", "HEAD"):
            raise answer.nonsense()  # whether it was done, nobody can tell
        return self.ask(method, to, headers=headers, redirects=left - 1)

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        deadline = time.monotonic() + SECONDS_IN_ALL
        try:
            response = self._pool.request(
                method,
                url,
                body=body,
                headers=headers,
                preload_content=False,
                redirect=False,
                retries=False,
                timeout=urllib3.Timeout(SECONDS_TO_CONNECT, SECONDS_BETWEEN_BYTES),
            )
            try:
                answered = self._read(response, deadline)
            except BaseException:
                response.close()
                raise
            response.release_conn()
        except DecodeError as error:
            raise UnreachableError(NONSENSE.put(host=self.host)) from error
        except SSLError as error:
            raise UnreachableError(CERTIFICATE.put(host=self.host, why=_why(error))) from error
        except (HTTPError, OSError, ValueError) as error:
            raise UnreachableError(UNREACHABLE.put(host=self.host, why=_why(error))) from error
        names = {name.lower(): value for name, value in response.headers.items()}
        return Answer(self.host, response.status, names, answered, url)

    def _read(self, response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
        """All of an answer, unpacked piece by piece, so that a small one cannot fill the memory."""
        pieces, length = [], 0
        for piece in response.stream(_PIECE, decode_content=True):
            pieces.append(piece)
            length += len(piece)
            if length > MOST_BYTES:
                raise UnreachableError(TOO_LONG.put(host=self.host))
            if time.monotonic() > deadline:
                raise TimeoutError(f"over {SECONDS_IN_ALL:.0f} s")
        return b"".join(pieces)


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port. Raises RefusedError for what is no web address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise RefusedError(BAD_ADDRESS.put(address=url)) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise RefusedError(BAD_ADDRESS.put(address=url))
    return parts.scheme, parts.hostname.lower(), port or (443 if parts.scheme == "https" else 80)


def _pool(address: str) -> urllib3.PoolManager:
    """Through the system's proxy where there is one for this host."""
    parts = urlsplit(address)
    proxy = getproxies().get(parts.scheme)
    host = parts.hostname or ""
    if proxy and host not in _LOOPBACK and not proxy_bypass(host):
        return urllib3.ProxyManager(proxy, maxsize=2)
    return urllib3.PoolManager(maxsize=2)


def _retry_after(headers: Mapping[str, str]) -> float:
    """The seconds a server asks to be left alone for; a day at most, 0 when it does not say."""
    told = headers.get("retry-after", "")
    with suppress(ValueError, OverflowError):
        if told.isascii() and told.isdigit():
            return float(min(int(told), 86_400))
        return max(0.0, min(parsedate_to_datetime(told).timestamp() - time.time(), 86_400.0))
    return 0.0


def _why(error: Exception) -> str:
    """The innermost reason, as the system says it: "Connection refused"."""
    reason: BaseException = error
    while True:
        inner = getattr(reason, "reason", None) or reason.__cause__
        if not isinstance(inner, BaseException) or inner is reason:
            break
        reason = inner
    return getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
