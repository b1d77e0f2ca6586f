"""Reading what strangers send: no more than is allowed, in no more time, and only what is JSON."""

from __future__ import annotations

import asyncio
from json import JSONDecodeError

from starlette.requests import Request

from app.domain.words import Words
from app.intake.answers import RefusedError
from app.intake.settings import DRAINED_BYTES
from app.sources.json_values import decoded
from app.sources.rows import RowRefusedError

_NOT_JSON_TYPE = Words(
    "Chỉ nhận JSON (Content-Type: application/json).",
    "Only JSON is taken (Content-Type: application/json).",
)
_ENCODED = Words("Không nhận dữ liệu nén.", "Compressed data is not taken.")
_TOO_LARGE = Words(
    "Dữ liệu quá lớn: nhiều nhất {most} KB.", "This is too large: at most {most} KB."
)
_TOO_SLOW = Words("Dữ liệu đến quá chậm.", "The data came too slowly.")
_NOT_JSON = Words("Không phải JSON hợp lệ.", "This is not valid JSON.")


def refuse_other_types(request: Request) -> None:
    """Raise RefusedError for what does not say that it is JSON: no HTML form can say so, and no
    page of another site may without asking first."""
    kind, _, parameters = request.headers.get("content-type", "").partition(";")
    charset = parameters.strip().lower().replace('"', "")
    if kind.strip().lower() != "application/json" or charset not in ("", "charset=utf-8"):
        raise RefusedError(415, "wrong_type", _NOT_JSON_TYPE)
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise RefusedError(415, "wrong_type", _ENCODED)


async def body_of(request: Request, most: int, seconds: float) -> bytes:
    """The body, if it has at most so many bytes and comes within so many seconds."""
    body, size = bytearray(), 0
    try:
        async with asyncio.timeout(seconds):
            async for piece in request.stream():
                size += len(piece)
                if size <= most:
                    body += piece
                elif size > DRAINED_BYTES:
                    break
    except TimeoutError:
        raise RefusedError(408, "too_slow", _TOO_SLOW) from None
    if size > most:
        raise RefusedError(413, "too_large", _TOO_LARGE.put(most=most // 1024))
    return bytes(body)


def value_of(body: bytes) -> object:
    """The JSON value a body is; raises RefusedError for what is none, or not to be taken."""
    try:
        return decoded(body.decode("utf-8"))
    except (UnicodeDecodeError, JSONDecodeError):
        raise RefusedError(400, "malformed", _NOT_JSON) from None
    except RowRefusedError as refused:
        raise RefusedError(400, "malformed", refused.words) from None
