"""Why a server could not be reached, in words a newsroom understands and that hold no secret.

What the network's libraries say themselves is never passed on: it may quote an address with a key
in it, or a header with a password.
"""

from __future__ import annotations

import errno
import socket
import ssl
import zlib
from collections.abc import Iterator
from http.client import BadStatusLine, HTTPException, IncompleteRead, RemoteDisconnected

from urllib3.exceptions import (
    NameResolutionError,
    ProxyError,
)
from urllib3.exceptions import TimeoutError as NoAnswerError

from app.domain.words import Words

NO_NAME = Words("không tìm thấy máy chủ nào tên này", "no server of this name is found")
NOBODY = Words("ở đó không có máy chủ nào trả lời", "no server listens there")
NO_NETWORK = Words("máy này đang không có mạng", "this machine has no network")
TOO_SLOW = Words("chờ quá lâu không trả lời xong", "it took too long to answer")
BROKEN = Words("kết nối bị ngắt", "the connection was broken")
CUT = Words("câu trả lời bị cắt giữa chừng", "the answer was cut short")
NO_PROXY = Words("máy chủ proxy của hệ thống không cho qua", "the system's proxy refuses")
NOT_ENCRYPTED = Words("không lập được kết nối mã hóa", "no encrypted connection could be made")
OTHERWISE = Words("lỗi mạng", "a network error")

EXPIRED = Words("đã hết hạn", "it has expired")
NOT_YET = Words("chưa đến ngày có hiệu lực", "it is not valid yet")
UNKNOWN_ISSUER = Words("không do nơi đáng tin cấp", "nobody trusted has issued it")
OTHER_NAME = Words("cấp cho tên miền khác", "it is for another name")
NOT_TRUSTED = Words("không kiểm chứng được", "it cannot be verified")

_CERTIFICATES = {
    9: NOT_YET,
    10: EXPIRED,
    18: UNKNOWN_ISSUER,
    19: UNKNOWN_ISSUER,
    20: UNKNOWN_ISSUER,
    21: UNKNOWN_ISSUER,
    62: OTHER_NAME,
    64: OTHER_NAME,
}
"""By OpenSSL's X509_V_ERR numbers (its x509_vfy.h)."""

_NO_NETWORK = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})


def about_certificate(error: Exception) -> Words | None:
    """What is wrong with a certificate; None when something else is wrong."""
    for reason in _reasons(error):
        if isinstance(reason, ssl.SSLCertVerificationError):
            return _CERTIFICATES.get(reason.verify_code, NOT_TRUSTED)
    return None


def is_nonsense(error: Exception) -> bool:
    """Whether a server did answer, but with something that is not HTTP."""
    reason = next((each for each in _reasons(error) if isinstance(each, HTTPException)), error)
    if isinstance(reason, RemoteDisconnected | IncompleteRead):
        return False
    return isinstance(reason, HTTPException | zlib.error)


def why(error: Exception) -> Words:
    """The reason in words that can stand in a sentence."""
    reasons = list(_reasons(error))
    if any(isinstance(reason, ProxyError) for reason in reasons):
        return NO_PROXY
    for reason in reversed(reasons):
        match reason:
            case NameResolutionError() | socket.gaierror():
                return NO_NAME
            case TimeoutError() | NoAnswerError():
                return TOO_SLOW
            case IncompleteRead():
                return CUT
            case ssl.SSLError():
                return NOT_ENCRYPTED
            case ConnectionRefusedError():
                return NOBODY
            case ConnectionError() | BadStatusLine():
                return BROKEN
            case OSError() if reason.errno in _NO_NETWORK:
                return NO_NETWORK
    return OTHERWISE


def _reasons(error: BaseException) -> Iterator[BaseException]:
    """The error and what is behind it, the outermost first."""
    seen: set[int] = set()
    reason: object = error
    while isinstance(reason, BaseException) and id(reason) not in seen:
        seen.add(id(reason))
        yield reason
        reason = getattr(reason, "reason", None) or reason.__cause__ or reason.__context__
