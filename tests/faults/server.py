"""Servers on loopback for what speaks HTTP: one that is honest, one that says anything."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Honest(ThreadingHTTPServer):
    """Answers every request with what it was asked, as JSON, and keeps it in `asked`."""

    daemon_threads = False

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.asked: list[dict[str, Any]] = []
        self.connections = 0
        self._context = context
        super().__init__(("127.0.0.1", 0), _Echo)

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.connections += 1
        if self._context is not None:
            connection = self._context.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error of the server's."""


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _echo(self) -> None:
        assert isinstance(self.server, Honest)
        length = int(self.headers.get("Content-Length", 0))
        asked = {
            "method": self.command,
            "target": self.path,
            "headers": {name.lower(): value for name, value in self.headers.items()},
            "body": self.rfile.read(length).decode(),
        }
        self.server.asked.append(asked)
        body = json.dumps(asked).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = _echo

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said on the terminal."""


@contextmanager
def honest(context: ssl.SSLContext | None = None) -> Iterator[Honest]:
    with Honest(context) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


Saying = Callable[[socket.socket], object]


@contextmanager
def saying(say: Saying) -> Iterator[int]:
    """The port of a server that reads each question's head and then does as it is told; a
    connection ends when `say` returns."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.02)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            with suppress(OSError), listener.accept()[0] as client:
                client.settimeout(5)
                heard = b""
                while b"\r\n\r\n" not in heard and (piece := client.recv(65536)):
                    heard += piece
                say(client)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        over.set()
        thread.join()
        listener.close()


def drops(piece: bytes, seconds: float, before: bytes = b"") -> Saying:
    """Says the same over and over, with a pause, until nobody listens; or nothing."""

    def say(client: socket.socket) -> None:
        if not piece:
            client.recv(1)
            return
        client.sendall(before)
        while True:
            client.sendall(piece)
            if seconds:
                threading.Event().wait(seconds)

    return say


def words(*pieces: bytes) -> Saying:
    """Says this and hangs up."""
    return lambda client: client.sendall(b"".join(pieces))
