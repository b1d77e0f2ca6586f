"""Made-up contexts for the tests of the right column."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget

from app.domain import moment
from app.domain.comment import Article, Comment, History, Judgement, Status, Verdict, Writer
from app.domain.flag import Flag, Reason, ReasonCode
from app.domain.reading import Context, Note, Turn, WriterRecord
from ui.context.actions import BarActions

NOW = moment.from_datetime(moment.to_datetime(0).replace(year=2026, month=11, day=21, hour=8))
GOOD = Judgement(Verdict.GOOD, "")
TYPO = Reason(ReasonCode.ADDRESS_TYPO, "gmail.com")
TEXT = "Hom qua toi di qua cau Nam Song thay mat duong bi lun, ben thi cong co biet khong?"

HOSTILE = (
    "<b>bold</b><img src=file:///etc/passwd><a href='https://evil.example'>link</a>"
    "\u202egnp.exe\u200b a" + "\u0301" * 500 + " \x00 &amp; {0} %s"
)


def writer(name: str = "nguyen van a", address: str = "nguyenvana@gmial.com") -> Writer:
    doubtful = Judgement(Verdict.DOUBTFUL, "", TYPO)
    return Writer(7, name, address, GOOD, doubtful, History(pending=1))


def comment(comment_id: int, text: str = TEXT, **changes: object) -> Comment:
    made = Comment(
        id=comment_id,
        version=1,
        status=Status.PENDING,
        text=text,
        created_at=NOW - 3 * moment.MINUTE,
        article_id=1,
        article_title="Cầu Nam Sông thông xe trước Tết",
        writer=writer(),
        machine="m",
    )
    return replace(made, **changes)


def article(**changes: object) -> Article:
    made = Article(
        id=1,
        url="https://toasoan.example/cau",
        title="Cầu Nam Sông thông xe trước Tết",
        section="Đời sống",
        byline="Thanh Bình",
        published_at=NOW - moment.DAY,
        lead="Sau hai mươi sáu tháng thi công, cây cầu sẽ mở.",
        body="Đoạn một.\nĐoạn hai.",
        caption="Cầu nhìn từ bờ nam",
    )
    return replace(made, **changes)


def context(judged: Comment | None = None, **changes: object) -> Context:
    start = TEXT.index("cau")
    judged = judged or comment(
        3,
        flags=(
            Flag(TYPO),
            Flag(Reason(ReasonCode.FIRST_TIME)),
            Flag(Reason(ReasonCode.WORD_LISTED, "cau Nam"), start, start + 7),
        ),
    )
    before = comment(
        1,
        "Cầu đẹp.",
        status=Status.APPROVED,
        decided_by="Bình",
        decided_at=NOW - moment.HOUR,
        writer=writer("Trần Thu Hà"),
    )
    ours = comment(2, "Cảm ơn bạn.", status=Status.APPROVED, by_newsroom=True, parent_id=1)
    after = comment(4, "Tôi cũng thấy vậy.", writer=writer("Đỗ Hoàng"), parent_id=judged.id)
    made = Context(
        comment=judged,
        article=article(),
        conversation=(Turn(before, 0), Turn(ours, 1), Turn(judged, 0), Turn(after, 1)),
        conversation_total=1212,
        record=WriterRecord(judged.writer, judged.writer.history, (), 0),
        notes=(Note("An", NOW - moment.HOUR, "đã gọi hỏi"),),
    )
    return replace(made, **changes)


def bar_actions(owner: QWidget) -> BarActions:
    words = (
        ("Approve", "A"),
        ("Reject…", "D"),
        ("Spam", "S"),
        ("Reply", "R"),
        ("Edit", "E"),
        ("Note", "N"),
    )
    made = []
    for text, key in words:
        action = QAction(text, owner)
        action.setShortcut(key)
        owner.addAction(action)
        made.append(action)
    return BarActions(*made)


def rich_labels(root: QWidget) -> list[QLabel]:
    """Every label under `root` that would read its text as anything but text."""
    return [
        label
        for label in root.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText
    ]
