"""What the service answers: JSON, and every refusal as a sentence in both languages."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.responses import Response

from app.domain.words import Words


class RefusedError(Exception):
    """A request that is not carried out: the status, a word for a program, a sentence for a person.

    `retry_after`: seconds after which it may be tried again.
    """

    def __init__(self, status: int, code: str, words: Words, *, retry_after: int = 0) -> None:
        super().__init__(words.en)
        self.status, self.code, self.words = status, code, words
        self.headers = {"Retry-After": str(retry_after)} if retry_after else {}


def answer(
    value: Mapping[str, object], status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """A JSON answer."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, status, dict(headers or {}), media_type="application/json")


def refusal(refused: RefusedError) -> Response:
    """What a refused request is told."""
    said = {"error": refused.code, "vi": refused.words.vi, "en": refused.words.en}
    return answer(said, refused.status, refused.headers)


NOT_FOUND = RefusedError(404, "not_found", Words("Không có trang này.", "There is no such page."))
WRONG_METHOD = Words(
    "Trang này không nhận yêu cầu kiểu đó.", "This address does not take that kind of request."
)
NO_ARTICLE = Words(
    "Không có bài viết này, hoặc bài không nhận lời bình.",
    "There is no such article, or it takes no comments.",
)
TROUBLE = Words(
    "Hiện chưa nhận được. Hãy thử lại sau giây lát.",
    "This cannot be taken right now. Try again in a moment.",
)
FAULT = Words(
    "Chương trình gặp lỗi; chưa có gì được ghi lại.",
    "The program met a fault of its own; nothing was kept.",
)


def busy(retry_after: int = 2) -> RefusedError:
    """Too much is waiting, or the database cannot be written."""
    return RefusedError(503, "busy", TROUBLE, retry_after=retry_after)
