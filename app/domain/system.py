"""What an operating system refuses, in both languages: it speaks one only, mostly English."""

from __future__ import annotations

import errno

from app.domain.words import Words

_IN_VIETNAMESE = {
    errno.EACCES: "không được phép",
    errno.EPERM: "không được phép",
    errno.ENOENT: "không có tệp hay thư mục này",
    errno.EEXIST: "tên này đã có",
    errno.EISDIR: "đó là một thư mục",
    errno.ENOTDIR: "trên đường dẫn có một tên không phải thư mục",
    errno.ENOTEMPTY: "thư mục không trống",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ELOOP: "liên kết chạy vòng tròn",
    errno.ENOSPC: "đĩa đã đầy",
    errno.EDQUOT: "đã hết phần đĩa được cấp",
    errno.EFBIG: "tệp quá lớn",
    errno.EROFS: "đĩa chỉ cho đọc",
    errno.EIO: "đĩa báo lỗi khi đọc hoặc ghi",
    errno.ENODEV: "không có thiết bị này",
    errno.ENXIO: "không có thiết bị này",
    errno.EBUSY: "đang được chương trình khác dùng",
    errno.EMFILE: "đang mở quá nhiều tệp",
    errno.ENFILE: "đang mở quá nhiều tệp",
    errno.ENOMEM: "không đủ bộ nhớ",
    errno.ESTALE: "ổ đĩa mạng đã mất tệp này",
}


def reason(error: Exception) -> Words:
    """Why the system refused, as part of a sentence; in its own words where ours do not know.

    It is for files: the network's errors are numbered otherwise, and `network_words` has theirs.
    """
    said = getattr(error, "strerror", None) or str(error)
    known = _IN_VIETNAMESE.get(error.errno or 0) if isinstance(error, OSError) else None
    return Words(known or said, said)
