"""What the screen says of a delivery, and of how a comment stands at its site.

Whatever a stranger or a server wrote is shown as one harmless line.
"""

from __future__ import annotations

import math

from app.domain import moment
from app.domain.comment import Status
from app.domain.delivery import Delivery, DeliveryKind, DeliveryState
from app.domain.flag import Severity
from app.domain.hostile import visible_line
from app.domain.reading import AtSite, OnItsWay
from app.domain.words import Language, Words
from ui.phrases import counted, date_words

LINE = 400
"""Characters of a line that is shown at most."""

STRONGER = 3 * moment.DAY
STRONGEST = moment.DAY
"""Before a site deletes what nobody has decided: when that is said more urgently."""

_STATUS = {
    Status.APPROVED: Words("Duyệt", "Approve"),
    Status.REJECTED: Words("Từ chối", "Reject"),
    Status.SPAM: Words("Thư rác", "Spam"),
    Status.PENDING: Words("Đưa về chờ duyệt", "Back to pending"),
}
_KIND = {
    DeliveryKind.EDIT: Words("Biên tập", "Edit"),
    DeliveryKind.REPLY: Words("Trả lời", "Reply"),
    DeliveryKind.WITHDRAWAL: Words("Rút câu trả lời", "Reply taken back"),
}
_ANY = Words("Quyết định", "Decision")
_NEWSROOM = Words("Tòa soạn", "The newsroom")
_NO_NAME = Words("(không tên)", "(no name)")

_SECONDS = Words("{n} giây nữa", "in {n} s")
_MINUTES = Words("{n} phút nữa", "in {n} min")
_HOURS = Words("{n} giờ nữa", "in {n} h")
_DAYS = Words("{n} ngày nữa", "in {n} days")
_GOES = Words("đang gửi", "going now")
_AGAIN = Words("thử lại {when}", "tried again {when}")
_SITE_FIRST = Words("chờ trang, xem ở trên", "waits for the site, see above")
_BEHIND = {
    DeliveryState.WAITING: Words("sau lần gửi trước nó", "after the one before it"),
    DeliveryState.FAILED: Words(
        "chờ lần gửi bị lỗi trước nó", "waits for the one before it, which failed"
    ),
    DeliveryState.REPLACED: Words("thay bằng quyết định sau", "a later decision goes instead"),
}
_FAILED_AT = Words("lỗi {at}", "failed {at}")
_SENT_AT = Words("đã gửi {at}", "sent {at}")
_DROPPED_AT = Words("đã bỏ {at}", "given up {at}")

_TO_GO = Words("Sẽ gửi đến {site} {when}", "Goes to {site} {when}")
_GOING = Words("Đang gửi đến {site}", "Going to {site} now")
_PUT_OFF = Words("Chưa gửi được, thử lại {when}: {why}", "Not sent yet, tried again {when}: {why}")
_WAITS_FOR_SITE = Words("Chưa gửi được: {why}", "Not sent yet: {why}")
_WAS_SENT = Words("Đã gửi đến {site} {at}", "Sent to {site} {at}")
_NOT_SENT = Words("Không gửi được: {why}", "Not sent: {why}")
_SEE = Words("Xem Việc gửi ({key})", "See Deliveries ({key})")
_SEE_KEYLESS = Words("Xem Việc gửi", "See Deliveries")
_GIVEN_UP = Words("Đã bỏ gửi; {site} giữ nguyên", "Given up; {site} keeps what it has")
_DELETED_ON = Words(
    "{site} sẽ xóa lời bình này ngày {day} nếu chưa ai quyết định",
    "{site} deletes it on {day} if nobody decides",
)
_DELETED_SOON = Words(
    "{site} sẽ xóa lời bình này {when} nếu chưa ai quyết định",
    "{site} deletes it {when} if nobody decides",
)
_DELETED_ANY_MOMENT = Words(
    "Đã quá hạn: {site} có thể xóa lời bình này bất cứ lúc nào",
    "Its time is over: {site} may delete it at any moment",
)


def one_line(text: str) -> str:
    return visible_line(text, LINE).text


def what_words(delivery: Delivery) -> Words:
    """What is delivered, as the key that decided it is called."""
    if delivery.kind is DeliveryKind.STATUS:
        return _STATUS[delivery.status] if delivery.status else _ANY
    return _KIND[delivery.kind]


def whose(delivery: Delivery, language: Language) -> str:
    """The writer of the comment; of a reply, the newsroom."""
    if delivery.kind in (DeliveryKind.REPLY, DeliveryKind.WITHDRAWAL):
        return _NEWSROOM.said_in(language)
    return one_line(delivery.writer) if delivery.writer.strip() else _NO_NAME.said_in(language)


def facts(delivery: Delivery, now: int, language: Language) -> str:
    """On which article, to which site, by whom and when."""
    by = f"{delivery.moderator}, {time_said(delivery.decided_at, now, language)}"
    parts = (delivery.article, delivery.site, by)
    return " · ".join(one_line(part) for part in parts if part.strip())


def until(at: int, now: int) -> Words:
    """How long it is to an instant that lies ahead: "in 6 s"."""
    left = max(0, at - now)
    if left < moment.MINUTE:
        return _SECONDS.put(n=counted(math.ceil(left / moment.SECOND)))
    if left < moment.HOUR:
        return _MINUTES.put(n=counted(round(left / moment.MINUTE)))
    if left < 2 * moment.DAY:
        return _HOURS.put(n=counted(round(left / moment.HOUR)))
    return _DAYS.put(n=counted(round(left / moment.DAY)))


def counts_down(delivery: Delivery, now: int) -> bool:
    """Whether what is said of it changes by waiting alone."""
    return delivery.state is DeliveryState.WAITING and delivery.held_until > now


def when_words(delivery: Delivery, now: int, *, site_in_trouble: bool = False) -> Words:
    """When it goes, or why not yet; or when it came to its end."""
    if delivery.state is not DeliveryState.WAITING:
        ends = {DeliveryState.SENT: _SENT_AT, DeliveryState.FAILED: _FAILED_AT}
        words = ends.get(delivery.state, _DROPPED_AT)
        return words.put(at=_clock(delivery.settled_at, now))
    if delivery.behind is DeliveryState.REPLACED or (
        delivery.behind is not None and delivery.held_until <= now
    ):
        return _BEHIND[delivery.behind]
    if delivery.held_until > now:
        when = until(delivery.held_until, now)
        return _AGAIN.put(when=when) if delivery.problem is not None else when
    return _SITE_FIRST if site_in_trouble else _GOES


def time_said(at: int, now: int, language: Language) -> str:
    """The time of day; for another day with the day."""
    local, today = map(moment.to_local, (at, now))
    clock = f"{local:%H:%M}"
    if local.date() == today.date():
        return clock
    return f"{date_words(at, now).said_in(language)} {clock}"


def _clock(at: int, now: int) -> Words:
    return Words(time_said(at, now, "vi"), time_said(at, now, "en"))


# Beside one comment


def beside_words(at_site: AtSite, now: int, key: str) -> tuple[Words, Severity | None]:
    """How a comment stands at its site, in one line, and how grave that is; nothing to say is "".

    `key` is the one that opens the deliveries, "" for none.
    """
    delivery = at_site.delivery
    said, grave = (None, None) if delivery is None else _of_delivery(at_site, delivery, now, key)
    if not at_site.deleted_at:
        return said or Words("", ""), grave
    deleted, graver = _of_deleting(at_site, now)
    if said is None:
        return deleted, graver
    return Words(f"{said.vi} · {deleted.vi}", f"{said.en} · {deleted.en}"), grave or graver


def _of_delivery(
    at_site: AtSite, delivery: OnItsWay, now: int, key: str
) -> tuple[Words, Severity | None]:
    site = Words(one_line(at_site.site), one_line(at_site.site))
    if delivery.state is DeliveryState.SENT:
        return _WAS_SENT.put(site=site, at=_clock(delivery.settled_at, now)), None
    if delivery.state is DeliveryState.FAILED:
        why = _bare(delivery.problem or Words("", ""))
        see = _SEE.put(key=key) if key else _SEE_KEYLESS
        said = _NOT_SENT.put(why=why)
        return Words(f"{said.vi}. {see.vi}", f"{said.en}. {see.en}"), Severity.BAD
    if delivery.state is not DeliveryState.WAITING:
        return _GIVEN_UP.put(site=site), None
    if delivery.held_until > now:
        when = until(delivery.held_until, now)
        if delivery.problem is None:
            return _TO_GO.put(site=site, when=when), None
        return _PUT_OFF.put(when=when, why=_bare(delivery.problem)), Severity.DOUBTFUL
    if at_site.problem is not None:
        return _WAITS_FOR_SITE.put(why=_bare(at_site.problem)), Severity.DOUBTFUL
    return _GOING.put(site=site), None


def _of_deleting(at_site: AtSite, now: int) -> tuple[Words, Severity | None]:
    site = Words(one_line(at_site.site), one_line(at_site.site))
    left = at_site.deleted_at - now
    if left <= 0:
        return _DELETED_ANY_MOMENT.put(site=site), Severity.BAD
    if left <= STRONGER:
        grave = Severity.BAD if left <= STRONGEST else Severity.DOUBTFUL
        return _DELETED_SOON.put(site=site, when=until(at_site.deleted_at, now)), grave
    return _DELETED_ON.put(site=site, day=date_words(at_site.deleted_at, now)), None


def _bare(words: Words) -> Words:
    """A sentence to be put into another one: in one line, without its full stop."""
    return Words(one_line(words.vi).rstrip(". "), one_line(words.en).rstrip(". "))
