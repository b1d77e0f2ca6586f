"""One careful way to ask a server something: bounded in time and size, never to another host.

Every failure comes out as one of `app.sources.site`'s errors, in words that hold no secret.
"""

from __future__ import annotations

import io
import json
import logging
import re
import socket
import time
import zlib
from collections.abc import Container, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from app.domain.words import Words
from app.sources.network_words import about_certificate, is_nonsense, why
from app.sources.site import RefusedError, UnreachableError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_BYTES = 32 * 1024 * 1024
"""The longest answer that is read, packed and unpacked. A hundred comments of 65,535 letters, the
most that Isso takes, are 20 MB where a letter is three bytes; WordPress gives 26 MB at most, since
it keeps 65,535 bytes of a comment and writes each letter of them as six, twice."""

SECONDS_TO_CONNECT = 10.0
"""To each address of a host; so long, too, sending a question may take."""

SECONDS_BETWEEN_BYTES = 30.0
SECONDS_IN_ALL = 60.0
"""From the last byte of a question to the last of its answer, in however many pieces it comes."""

_PIECE = 64 * 1024
_REDIRECTS = 3
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_SHOWN = 200
_GZIP = frozenset({"gzip", "x-gzip"})
_NEVER_AGAIN = urllib3.Retry(False, redirect=False)
_AGENT = "Loi-Binh/0.1"

logging.getLogger("urllib3").setLevel(logging.INFO)  # below it logs addresses; some hold a key

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
    """What a server answered, whole. Header names are in small letters; of one that was told more
    than once, the values stand one a line."""

    host: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    url: str = field(repr=False)

    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def json(self) -> Any:  # noqa: ANN401 - a server may answer anything
        """The JSON it is. Raises UnreachableError for anything else, however it is wrong."""
        try:
            return json.loads(self.body, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise self.nonsense() from error

    def nonsense(self) -> UnreachableError:
        return UnreachableError(NONSENSE.put(host=self.host), answered=True)


def _refuse(_: str) -> None:
    raise ValueError


class Http:
    """Asks one origin, over a kept connection. `headers` go with every request."""

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
            "Accept-Encoding": "gzip",
            **(headers or {}),
        }
        self._manager = _manager(self.address)
        try:
            self._pool = self._manager.connection_from_url(self.address)
        except HTTPError as error:
            raise RefusedError(BAD_ADDRESS.put(address=address)) from error
        self._pool.ConnectionCls = _Secure if parts.scheme == "https" else _Plain

    def close(self) -> None:
        self._pool.close()
        self._manager.clear()

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
        final: Container[int] = (),
    ) -> Answer:
        """One request, never repeated; `path` is taken relative to the address.

        `form` is sent as a form, `data` as JSON. Redirects are followed for GET, within the origin
        only; with 0 `redirects` the redirecting answer itself is given. A code that is `final` is
        never taken for a busy server.

        Raises UnreachableError for no, a cut, an endless or a busy answer (429, 5xx), and for a
        redirect to another host: it may be that of a network one has to log in to first.
        """
        url = self._within(self.address, path)
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
        for _ in range(redirects):
            if answer.status not in _REDIRECTING:
                break
            to = self._led_to(answer)
            if method != "GET":
                raise answer.nonsense()  # whether it was done, nobody can tell
            url = to
            answer = self._once(method, url, sent, None)
        if answer.status in _REDIRECTING and redirects:
            raise answer.nonsense()
        if answer.status not in final and (answer.status == 429 or answer.status >= 500):
            words = BUSY.put(host=self.host, status=answer.status)
            raise UnreachableError(words, _retry_after(answer.headers), answered=True)
        return answer

    def _led_to(self, answer: Answer) -> str:
        try:
            return self._within(answer.url, answer.headers.get("location", ""))
        except RefusedError as elsewhere:
            raise UnreachableError(elsewhere.words, answered=True) from None

    def _within(self, base: str, path: str) -> str:
        """Where a path leads. Raises RefusedError when that is not within this origin."""
        try:
            url = urljoin(base, path)
        except ValueError:
            raise _bad_address(path) from None
        origin = origin_of(url)
        if origin != self.origin:
            raise RefusedError(ELSEWHERE.put(host=self.host, other=origin[1][:_SHOWN]))
        return url

    def _once(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> Answer:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            response = self._pool.urlopen(
                method,
                target,
                body=body,
                headers=headers,
                preload_content=False,
                redirect=False,
                retries=_NEVER_AGAIN,
            )
            try:
                answered = self._read(response)
            except BaseException:
                response.close()
                raise
            response.release_conn()
        except (HTTPError, OSError, zlib.error) as error:
            raise self._in_words(error) from error
        except ValueError:  # a header that cannot be sent: the error would quote it
            raise UnreachableError(NONSENSE.put(host=self.host)) from None
        names: dict[str, str] = {}
        for name, value in response.headers.items():
            name = name.lower()
            names[name] = f"{names[name]}\n{value}" if name in names else value
        return Answer(self.host, response.status, names, answered, url)

    def _read(self, response: urllib3.BaseHTTPResponse) -> bytes:
        """All of an answer, unpacked as it comes, so that a small one cannot fill the memory."""
        packing = response.headers.get("Content-Encoding", "identity").lower()
        unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if packing in _GZIP else None
        if unpack is None and packing != "identity":
            raise UnreachableError(NONSENSE.put(host=self.host), answered=True)
        whole, length = bytearray(), 0
        while piece := response.read1(_PIECE, decode_content=False):
            length += len(piece)
            whole += unpack.decompress(piece, MOST_BYTES + 1 - len(whole)) if unpack else piece
            if max(length, len(whole)) > MOST_BYTES:
                raise UnreachableError(TOO_LONG.put(host=self.host), answered=True)
        if unpack and length and not unpack.eof:
            raise UnreachableError(NONSENSE.put(host=self.host), answered=True)
        return bytes(whole)

    def _in_words(self, error: Exception) -> UnreachableError:
        certificate = about_certificate(error)
        if certificate:
            return UnreachableError(CERTIFICATE.put(host=self.host, why=certificate))
        if is_nonsense(error):
            return UnreachableError(NONSENSE.put(host=self.host), answered=True)
        return UnreachableError(UNREACHABLE.put(host=self.host, why=why(error)))


class _Timed(io.RawIOBase):
    """What comes through a socket, for so long and no longer: neither headers that drip in byte by
    byte nor pieces of an answer outlast it."""

    def __init__(self, sock: socket.socket, raw: io.RawIOBase, until: float) -> None:
        self._socket, self._raw, self._until = sock, raw, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._socket.settimeout(min(left, SECONDS_BETWEEN_BYTES))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class TimedResponse(HTTPResponse):
    """An answer that comes in time; informational ones before it (RFC 9110, 15.2) are passed by.
    `until` is of the monotonic clock; without it there are `SECONDS_IN_ALL` from now."""

    def __init__(
        self,
        sock: socket.socket,
        debuglevel: int = 0,
        method: str | None = None,
        url: str | None = None,
        *,
        until: float | None = None,
    ) -> None:
        super().__init__(sock, debuglevel, method, url)
        until = time.monotonic() + SECONDS_IN_ALL if until is None else until
        self.fp = io.BufferedReader(_Timed(sock, self.fp.detach(), until))

    def begin(self) -> None:
        unread: Any = None
        super().begin()
        while 100 < self.status < 200:
            self.headers = self.msg = unread
            super().begin()
        told = ",".join(self.headers.get_all("Content-Length", []))
        if len({length.strip() for length in told.split(",")}) > 1:
            raise HTTPException("lengths that differ")


class _Plain(HTTPConnection):
    response_class = TimedResponse


class _Secure(HTTPSConnection):
    response_class = TimedResponse


def origin_of(url: str) -> tuple[str, str, int]:
    """Scheme, host and port. Raises RefusedError for what is no web address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _bad_address(url) from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise _bad_address(url)
    return parts.scheme, parts.hostname.lower(), port or (443 if parts.scheme == "https" else 80)


def _bad_address(url: str) -> RefusedError:
    """Says the address without a name and password that somebody may have put into it."""
    return RefusedError(BAD_ADDRESS.put(address=re.sub(r"//[^/]*@", "//", url)[:_SHOWN]))


def _manager(address: str) -> urllib3.PoolManager:
    """Through the system's proxy where there is one for this host."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    timeout = urllib3.Timeout(SECONDS_TO_CONNECT, SECONDS_BETWEEN_BYTES)
    if host not in _LOOPBACK:
        proxy = getproxies().get(parts.scheme)
        if proxy and not proxy_bypass(host):
            return urllib3.ProxyManager(proxy, timeout=timeout)
    return urllib3.PoolManager(timeout=timeout)


def _retry_after(headers: Mapping[str, str]) -> float:
    """The seconds a server asks to be left alone for; a day at most, 0 when it does not say."""
    told = headers.get("retry-after", "")
    with suppress(ValueError, OverflowError):
        if told.isascii() and told.isdigit():
            return float(min(int(told), 86_400))
        return max(0.0, min(parsedate_to_datetime(told).timestamp() - time.time(), 86_400.0))
    return 0.0
