"""A real proxy on loopback, between a client and a server, that does to requests what networks do.

Which request meets which fault is decided by a plan; a random one follows from its seed and the
request's number alone, so that a run can be had again.
"""

from __future__ import annotations

import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from io import BufferedIOBase
from random import Random
from typing import NamedTuple


class Fault(StrEnum):
    """What happens to one request.

    Those of `APPLIED` reach the server, which does what it is asked; the others do not.
    """

    LATENCY = "latency"
    RESET = "reset"
    HANG_UP = "hang up"
    LOST = "answer lost"
    CUT = "cut"
    BUSY = "429"
    BROKEN = "500"
    AWAY = "503"
    GATEWAY = "504 after it was done"
    WRONG_JSON = "wrong JSON"
    OTHER_JSON = "other JSON"
    LOGIN_PAGE = "login page"
    EMPTY = "empty"
    BOMB = "gzip bomb"
    DRIP = "drip"
    ELSEWHERE = "redirect to another host"
    LOOP = "redirect loop"
    TOO_LONG = "Content-Length too long"
    TOO_SHORT = "Content-Length too short"


APPLIED = frozenset(
    {
        Fault.LATENCY,
        Fault.LOST,
        Fault.CUT,
        Fault.GATEWAY,
        Fault.TOO_LONG,
        Fault.TOO_SHORT,
    }
)
SLOW = frozenset({Fault.BOMB, Fault.DRIP})
"""These take a client a while; a random plan has them seldom."""

LATENCY = 0.02
RETRY_AFTER = 2
BOMB_BYTES = 300 * 1024 * 1024
DRIP_SECONDS = 0.01
LOGIN_PAGE = (
    "<!DOCTYPE html><html lang='vi'><title>Đăng nhập mạng</title>"
    "<form method='post' action='/login'><input name='password' type='password'></form></html>"
)

Plan = Callable[[int], Fault | None]
"""The fault a request meets, by its number from 0."""


@dataclass(frozen=True, slots=True)
class Chances:
    """A random plan: this share of the requests meets one of these faults."""

    seed: int
    share: float = 0.25
    faults: tuple[Fault, ...] = tuple(Fault)

    def __call__(self, number: int) -> Fault | None:
        luck = Random(f"{self.seed}/{number}")
        if luck.random() >= self.share:
            return None
        weights = [1 if fault in SLOW else 20 for fault in self.faults]
        return luck.choices(self.faults, weights)[0]


class Met(NamedTuple):
    """A request and what happened to it."""

    number: int
    method: str
    target: str
    fault: Fault | None


class _Message(NamedTuple):
    """A request or an answer as it came; `last` says that nothing follows on its connection."""

    head: bytes
    body: bytes
    last: bool


class FaultyProxy:
    """Listens on loopback for one server. Without a plan it only passes on."""

    def __init__(self, port: int, own: int = 0) -> None:
        """`port` is the server's, on loopback; `own` where to listen, 0 for any free one."""
        self.met: list[Met] = []
        self.elsewhere = 0
        self._server = ("127.0.0.1", port)
        self._plan: Plan | None = None
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._closing = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", own), backlog=64)
        self._trap = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._start(self._accept)
        self._start(self._notice)

    def follow(self, plan: Plan | None) -> None:
        """From the next request on, which is number 0."""
        with self._lock:
            self._plan = plan
            self.met = []

    def told(self) -> str:
        """What happened since the plan began, a request a line."""
        return "\n".join(
            f"{met.number:4} {met.method} {met.target} {met.fault or ''}" for met in self.met
        )

    def close(self) -> None:
        self._closing.set()
        for listener in (self._listener, self._trap):
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        with self._lock:
            for each in self._open:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    # --- threads ------------------------------------------------------------------------------

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            with suppress(OSError):
                self._start(self._serve, self._listener.accept()[0])

    def _notice(self) -> None:
        """Nobody may ever come to where a redirect leads."""
        while not self._closing.is_set():
            with suppress(OSError):
                self._trap.accept()[0].close()
                self.elsewhere += 1

    @contextmanager
    def _kept(self, connection: socket.socket) -> Iterator[BufferedIOBase]:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            self._open.add(connection)
        try:
            with connection, connection.makefile("rb") as stream:
                yield stream
        finally:
            with self._lock:
                self._open.discard(connection)

    def _serve(self, client: socket.socket) -> None:
        """All requests of one client's connection, over one connection to the server."""
        with suppress(OSError), self._kept(client) as stream:
            server = _Server(self._server)
            try:
                while request := _read_message(stream, is_answer=False):
                    if not self._answer(client, server, request) or request.last:
                        break
            finally:
                server.close()

    # --- one request --------------------------------------------------------------------------

    def _next(self, request: _Message) -> Met:
        method, target, _ = request.head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        with self._lock:
            number = len(self.met)
            met = Met(number, method, target, self._plan(number) if self._plan else None)
            self.met.append(met)
        return met

    def _answer(self, client: socket.socket, server: _Server, request: _Message) -> bool:
        """Whether the client's connection goes on."""
        met = self._next(request)
        fault = met.fault
        if fault is None or fault in APPLIED:
            if fault is Fault.LATENCY:
                time.sleep(LATENCY)
            answer = server.ask(request, met.method)
            if fault is Fault.LOST:
                return _reset(client)
            if fault is not Fault.GATEWAY:
                return _spoil(client, answer, fault)
        if fault is Fault.RESET:
            return _reset(client)
        if fault is Fault.HANG_UP:
            return False
        if fault is Fault.DRIP:
            return self._drip(client)
        client.sendall(self._invented(met))
        return True

    def _invented(self, met: Met) -> bytes:
        match met.fault:
            case Fault.BUSY:
                return answering(429, "{}", f"Retry-After: {RETRY_AFTER}")
            case Fault.BROKEN:
                return answering(500, '{"code": "internal_server_error"}')
            case Fault.AWAY:
                return answering(503, "Đang bảo trì", "Content-Type: text/plain")
            case Fault.GATEWAY:
                return answering(504, "<h1>Gateway Time-out</h1>", "Content-Type: text/html")
            case Fault.WRONG_JSON:
                return answering(200, '{"id": 1, "status": "appro')
            case Fault.OTHER_JSON:
                return answering(200, '{"id": [null, {"raw": 1e400}], "status": 7, "text": {}}')
            case Fault.LOGIN_PAGE:
                return answering(200, LOGIN_PAGE, "Content-Type: text/html; charset=utf-8")
            case Fault.BOMB:
                return answering(200, bomb(), "Content-Encoding: gzip")
            case Fault.ELSEWHERE:
                port = self._trap.getsockname()[1]
                return answering(302, "", f"Location: http://127.0.0.1:{port}{met.target}")
            case Fault.LOOP:
                return answering(302, "", f"Location: {met.target}")
            case _:
                return answering(200, "")

    def _drip(self, client: socket.socket) -> bool:
        """For ever, or until the client has had enough."""
        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while not self._closing.wait(DRIP_SECONDS):
            client.sendall(b" ")
        return False


class _Server:
    """The connection to the server, made anew when the server has closed it."""

    def __init__(self, address: tuple[str, int]) -> None:
        self._address = address
        self._connection: socket.socket | None = None

    def ask(self, request: _Message, method: str) -> _Message:
        if self._connection is None or self._was_closed(self._connection):
            self.close()
            self._connection = socket.create_connection(self._address)
            self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection.sendall(request.head + request.body)
        with self._connection.makefile("rb") as stream:
            answer = _read_message(stream, is_answer=True, bodiless=method == "HEAD")
        if answer is None:
            raise ConnectionResetError
        if answer.last:
            self.close()
        return answer

    @staticmethod
    def _was_closed(connection: socket.socket) -> bool:
        connection.setblocking(False)
        try:
            return connection.recv(1, socket.MSG_PEEK) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            connection.setblocking(True)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _read_message(
    stream: BufferedIOBase, *, is_answer: bool, bodiless: bool = False
) -> _Message | None:
    """None at the end of the connection. Raises ConnectionError for half a message."""
    lines = [stream.readline()]
    if not lines[0]:
        return None
    while lines[-1] not in (b"\r\n", b"\n"):
        lines.append(stream.readline())
        if not lines[-1]:
            raise ConnectionResetError
    fields = dict(_field(line) for line in lines[1:-1])
    old = b"HTTP/1.0" in lines[0]
    said = fields.get(b"connection", b"")
    last = b"close" in said or (old and b"keep-alive" not in said)
    head = b"".join(lines)
    if bodiless or (is_answer and lines[0].split()[1] in (b"204", b"304")):
        return _Message(head, b"", last)
    if b"chunked" in fields.get(b"transfer-encoding", b""):
        return _Message(head, _chunks(stream), last)
    if b"content-length" in fields:
        length = int(fields[b"content-length"])
        body = stream.read(length)
        if len(body) < length:
            raise ConnectionResetError
        return _Message(head, body, last)
    return _Message(head, stream.read(), True) if is_answer else _Message(head, b"", last)


def _field(line: bytes) -> tuple[bytes, bytes]:
    name, _, value = line.partition(b":")
    return name.strip().lower(), value.strip().lower()


def _chunks(stream: BufferedIOBase) -> bytes:
    pieces = []
    while True:
        pieces.append(stream.readline())
        size = int(pieces[-1].split(b";")[0], 16)
        pieces.append(stream.read(size + 2))
        if not size:
            return b"".join(pieces)


def _spoil(client: socket.socket, answer: _Message, fault: Fault | None) -> bool:
    """Pass a real answer on, more or less; False when the connection ends with it."""
    if fault is Fault.CUT:
        whole = answer.head + answer.body
        client.sendall(whole[: len(answer.head) + len(answer.body) // 2 if answer.body else -8])
        return False
    if fault in (Fault.TOO_LONG, Fault.TOO_SHORT):
        length = len(answer.body) + 20 if fault is Fault.TOO_LONG else len(answer.body) // 2
        lines = [line for line in answer.head.split(b"\r\n") if _field(line)[0] not in _FRAMING]
        lines[1:1] = [b"Content-Length: %d" % length, b"Connection: close"]
        client.sendall(b"\r\n".join(lines) + answer.body)
        return False
    client.sendall(answer.head + answer.body)
    return not answer.last


_FRAMING = (b"content-length", b"transfer-encoding", b"connection")


def _reset(client: socket.socket) -> bool:
    """Break a connection so that the other side is told at once."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return False


def answering(status: int, body: str | bytes, *headers: str) -> bytes:
    """An answer with its length; JSON, unless its headers say something else."""
    content = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Whatever", *headers, f"Content-Length: {len(content)}"]
    if not any(line.startswith("Content-Type") for line in headers):
        lines.append("Content-Type: application/json")
    return "\r\n".join([*lines, "", ""]).encode() + content


@cache
def bomb() -> bytes:
    """Some 300 KB that unpack to 300 MB; nobody comes to its end."""
    piece = b" " * (1024 * 1024)
    packing = zlib.compressobj(9, wbits=16 + zlib.MAX_WBITS)
    head = packing.compress(piece) + packing.flush(zlib.Z_FULL_FLUSH)
    again = packing.compress(piece) + packing.flush(zlib.Z_FULL_FLUSH)
    return head + again * (BOMB_BYTES // len(piece) - 1)
