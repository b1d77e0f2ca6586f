"""Getting a page from its address, which a stranger may have written: public addresses only.

Only what was checked is connected to: a name is resolved once, every address it has must be the
open internet's, and the connection goes to one of those, whatever the name means a moment later.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, IncompleteRead
from urllib.parse import SplitResult, urljoin, urlsplit

from app.domain.errors import UnusableInputError
from app.domain.page import origin_of, spellings
from app.domain.progress import Progress
from app.domain.words import Words
from app.sources.http import CERTIFICATE, TimedResponse
from app.sources.network_words import about_certificate, is_nonsense, why

MOST_BYTES = 8 * 1024 * 1024
"""Of a page, packed and unpacked."""

SECONDS_TO_CONNECT = 10.0
SECONDS_IN_ALL = 30.0
"""For the page and every redirect before it; looking up a name is the system's own business."""

MOST_REDIRECTS = 5
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_PORTS = {"http": 80, "https": 443}
_PIECE = 64 * 1024
_SHOWN = 200
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; Loi-Binh/0.1)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.5",
    "Accept-Language": "vi,en;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}

_NO_ADDRESS = Words(
    "“{address}” không phải là địa chỉ trang web (http hoặc https) tải được.",
    "“{address}” is no web address (http or https) that can be fetched.",
)
_INSIDE = Words(
    "{host} không thuộc mạng công cộng; để an toàn, không tải trang từ đó.",
    "{host} is not on the open internet; for safety, no page is fetched from there.",
)
_UNREACHABLE = Words("Không tải được trang từ {host}: {why}.", "No page came from {host}: {why}.")
_GONE = Words(
    "{host} không còn trang này (mã {status}).", "{host} has no such page (code {status})."
)
_CLOSED = Words(
    "{host} không cho xem trang này (mã {status}). Hãy mở trong trình duyệt và lưu lại.",
    "{host} does not show this page (code {status}). Open it in a browser and save it.",
)
_BROKEN = Words(
    "{host} đang quá tải hoặc bị lỗi (mã {status}). Hãy thử lại sau.",
    "{host} is overloaded or broken (code {status}). Try again later.",
)
_OPENLY = Words(
    "{host} chuyển từ https sang http không mã hóa; không đi theo.",
    "{host} redirects from https to unencrypted http, which is not followed.",
)
_ASTRAY = Words(
    "{host} chuyển hướng quá nhiều lần hoặc không rõ đi đâu.",
    "{host} redirects too often, or to nowhere.",
)
_ELSEWHERE = Words(
    "{host} chuyển sang {there}, một trang không được nêu tên; không đi theo.",
    "{host} redirects to {there}, a site that was not named, which is not followed.",
)
_NO_PAGE = Words(
    "{host} gửi một thứ khác, không phải trang web ({kind}).",
    "{host} sent something else than a web page ({kind}).",
)
_TOO_LONG = Words("Trang của {host} dài quá mức đọc được.", "The page of {host} is too long.")
_NONSENSE = Words("{host} trả lời không đúng dạng.", "{host} answered with something unusable.")
_TOO_SLOW = Words("chờ quá lâu không trả lời xong", "it took too long to answer")

Allowed = Callable[[str, int], bool]
"""Whether an IP address, as the system writes it, and a port may be connected to."""

Place = tuple[str, int]


class FetchError(UnusableInputError):
    """A page that does not come, in words; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the address it came from in the end, what it is (`text/html`), the encoding the
    server names ("" for none)."""

    url: str
    kind: str
    charset: str
    content: bytes = field(repr=False)


def is_public(address: str, port: int) -> bool:
    """Whether an IP address is the open internet's and the port a web server's.

    Python counts some as global that lead elsewhere: 64:ff9b::/96 and 2002::/16 have an IPv4
    address inside, 192.88.99.0/24 is a relay to such. Of IPv6 only what IANA has given out for
    ordinary use (2000::/3) counts, without 2001::/23, where Teredo and other special ones are.
    """
    if port not in _PORTS.values():
        return False
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if not ip.is_global or ip.is_multicast or ip.is_reserved or ip.is_unspecified:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip not in _RELAYS
    return ip in _ORDINARY and not any(ip in each for each in _LEADING) and not _is_isatap(ip)


_RELAYS = ipaddress.IPv4Network("192.88.99.0/24")
_ORDINARY = ipaddress.IPv6Network("2000::/3")
_LEADING = tuple(
    map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)


def _is_isatap(ip: ipaddress.IPv6Address) -> bool:
    """Whether its last half says that an IPv4 address inside is meant (RFC 5214, 6.1)."""
    return int(ip) >> 32 & 0xFCFF_FFFF == 0x5EFE


def fetch(
    address: str, *, allowed: Allowed = is_public, origins: Collection[str] = ()
) -> Iterator[Progress | Fetched]:
    """Yield how many bytes have come, and the page at the end. `origins` are all that a redirect
    may lead to; () for any.

    Raises FetchError, before anything is sent, for what is no public web address, and in words for
    whatever else goes wrong.
    """
    until = time.monotonic() + SECONDS_IN_ALL
    url = parts_of(address)
    for _ in range(MOST_REDIRECTS + 1):
        with _Asked(url, until, allowed) as asked:
            if asked.leads_to is None:
                yield from asked.page()
                return
            here, url = url, _next(url, asked.leads_to)
            if origins and origin_of(url.geturl()) not in origins:
                raise FetchError(_ELSEWHERE.put(host=_host(here), there=_host(url)))
    raise FetchError(_ASTRAY.put(host=_host(url)))


def parts_of(address: str) -> SplitResult:
    """The parts of a web address as they are sent, in ASCII and without its fragment.

    Raises FetchError for anything that is none or names a user.
    """
    written = spellings(address)
    if not written:
        shown = re.sub(r"//[^/]*@", "//", address)[:_SHOWN]
        raise FetchError(_NO_ADDRESS.put(address=shown))
    return urlsplit(written[0])


def _next(url: SplitResult, location: str) -> SplitResult:
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        there = parts_of(urljoin(url.geturl(), location.strip().replace(" ", "%20")))
    except (ValueError, FetchError):
        raise FetchError(_ASTRAY.put(host=_host(url))) from None
    if url.scheme == "https" and there.scheme == "http":
        raise FetchError(_OPENLY.put(host=_host(url)))
    return there


def _host(url: SplitResult) -> str:
    return url.netloc[:_SHOWN]


@contextmanager
def _closed_unless_done(answer: TimedResponse) -> Iterator[None]:
    try:
        yield
    except BaseException:
        answer.close()
        raise


class _Asked:
    """One question to one server, and its answer as it comes; `leads_to` for a redirect."""

    def __init__(self, url: SplitResult, until: float, allowed: Allowed) -> None:
        self._url, self._host, self._until = url, _host(url), until
        self._sock: socket.socket | None = None
        try:
            self._sock = self._connected(allowed)
            self._answer = self._ask(self._sock)
        except BaseException:
            self._hang_up()
            raise
        self.leads_to: str | None = None
        if self._answer.status in _REDIRECTING:
            self.leads_to = self._answer.getheader("Location", "")

    def __enter__(self) -> _Asked:
        return self

    def __exit__(self, *_: object) -> None:
        self._answer.close()
        self._hang_up()

    def _hang_up(self) -> None:
        if self._sock is not None:
            self._sock.close()

    def _connected(self, allowed: Allowed) -> socket.socket:
        """A connection to an address that was checked; for https, a certificate of the name."""
        last: OSError = TimeoutError()
        for place in self._places(allowed):
            try:
                return self._secured(socket.create_connection(place, self._patience()))
            except OSError as error:
                last = error
        raise self._in_words(last)

    def _places(self, allowed: Allowed) -> list[Place]:
        name = self._url.hostname or ""
        port = self._url.port or _PORTS[self._url.scheme]
        try:
            found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except (OSError, ValueError) as error:
            raise self._in_words(error) from error
        places = list(dict.fromkeys((str(told[4][0]), port) for told in found))
        if not places or not all(allowed(*place) for place in places):
            raise FetchError(_INSIDE.put(host=self._host))
        return places

    def _secured(self, plain: socket.socket) -> socket.socket:
        if self._url.scheme == "http":
            return plain
        try:
            context = ssl.create_default_context()
            return context.wrap_socket(plain, server_hostname=self._url.hostname)
        except BaseException:
            plain.close()
            raise

    def _patience(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise FetchError(_UNREACHABLE.put(host=self._host, why=_TOO_SLOW))
        return min(left, SECONDS_TO_CONNECT)

    def _ask(self, sock: socket.socket) -> TimedResponse:
        asking = HTTPConnection(self._host)
        asking.sock = sock
        target = self._url._replace(scheme="", netloc="").geturl()
        try:
            sock.settimeout(self._patience())
            asking.request("GET", target, headers=_HEADERS)
            answer = TimedResponse(sock, method="GET", until=self._until)
            with _closed_unless_done(answer):
                answer.begin()
        except (OSError, HTTPException, ValueError) as error:
            raise self._in_words(error) from error
        return answer

    def page(self) -> Iterator[Progress | Fetched]:
        """Raises FetchError for an answer that is no page."""
        answer = self._answer
        self._refuse_status(answer.status)
        kind = answer.headers.get_content_type()
        if "Content-Type" not in answer.headers or kind not in _PAGES:
            raise FetchError(_NO_PAGE.put(host=self._host, kind=kind[:_SHOWN]))
        charset = str(answer.headers.get_param("charset") or "")
        content = bytearray()
        try:
            for piece in self._pieces(answer):
                content += piece
                if len(content) > MOST_BYTES:
                    raise FetchError(_TOO_LONG.put(host=self._host))
                yield Progress(len(content))
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            raise self._in_words(error) from error
        yield Fetched(self._url.geturl(), kind, charset, bytes(content))

    def _pieces(self, answer: TimedResponse) -> Iterator[bytes]:
        """The answer unpacked as it comes, so that a small one cannot fill the memory."""
        packing = answer.getheader("Content-Encoding", "identity").strip().lower()
        if packing not in ("identity", "gzip", "x-gzip"):
            raise FetchError(_NONSENSE.put(host=self._host))
        unpack = None if packing == "identity" else zlib.decompressobj(16 + zlib.MAX_WBITS)
        while piece := answer.read1(_PIECE):
            while piece and unpack and not unpack.eof:
                yield unpack.decompress(piece, _PIECE)
                piece = unpack.unconsumed_tail
            if not unpack:
                yield piece
        if answer.length or (unpack and not unpack.eof):
            raise IncompleteRead(b"")

    def _refuse_status(self, status: int) -> None:
        if status == 200:
            return
        words = _GONE if status in (404, 410) else _CLOSED
        if status == 429 or status >= 500:
            words = _BROKEN
        raise FetchError(words.put(host=self._host, status=status))

    def _in_words(self, error: Exception) -> FetchError:
        certificate = about_certificate(error)
        if certificate:
            return FetchError(CERTIFICATE.put(host=self._host, why=certificate))
        if is_nonsense(error):
            return FetchError(_NONSENSE.put(host=self._host))
        return FetchError(_UNREACHABLE.put(host=self._host, why=why(error)))
