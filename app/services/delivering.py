"""Carrying decisions back to where the comments came from: looked up, compared, sent, read back.

What was found there is believed, never what was answered. Where it is not known whether something
sent was done, looking up again tells, so that nothing is done twice and nothing to a stranger's
comment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection
from tenacity import RetryCallState, Retrying
from tenacity.wait import wait_random_exponential

from app.domain import moment
from app.domain.comment import Status
from app.domain.delivery import DeliveryKind, DeliveryState, text_digest
from app.domain.errors import NewsroomError
from app.domain.progress import Progress
from app.domain.words import Words
from app.services.importing import record_digest
from app.services.newsroom import LongWork, Newsroom
from app.sources.site import Found, LoginRefusedError, RefusedError, Site, UnreachableError, Wanted
from app.storage import deliveries, remotes
from app.storage.adopting import be_as_there
from app.storage.changing import next_change
from app.storage.deliveries import Due
from app.storage.remotes import Told

FIRST_PAUSE = 2.0
LONGEST_PAUSE = 3600.0
"""Seconds: pauses between attempts grow from the one to the other, each at random up to that."""

MOST_ATTEMPTS = 20
"""Attempts that are answered, but not well, after which a person has to look: about six hours."""

STRIKES = 3
"""Deliveries in a row that come to nothing, after which a site is left alone for a while."""

_GONE = Words(
    "Lời bình này không còn ở trang: đã bị xóa ở đó, hoặc mã của nó nay thuộc lời bình khác. "
    "Không gửi gì. Hãy bỏ lần gửi này.",
    "The comment is not at its site any more: deleted there, or its number is another comment's "
    "now. Nothing was sent. Give this delivery up.",
)
_NOTHING_TO_ANSWER = Words(
    "Lời bình được trả lời không còn ở trang, nên câu trả lời không được gửi. Hãy bỏ lần gửi này.",
    "What is answered is not at its site any more, so the reply was not sent. Give it up.",
)
_DECIDED_THERE = Words(
    "Đã có người xử lý ngay ở trang: ở đó nay là “{there}”. Hãy xem lại; gửi lại nếu vẫn muốn đổi, "
    "hoặc bỏ lần gửi này.",
    "Somebody has already decided at the site: it is “{there}” there now. Look again; retry to "
    "change it all the same, or give up.",
)
_CHANGED_THERE = Words(
    "Nội dung ở trang đã đổi sau khi quyết định: “{there}”. Hãy xem lại; gửi lại nếu vẫn muốn, "
    "hoặc bỏ lần gửi này.",
    "The text at the site was changed since the decision: “{there}”. Look again; retry to send it "
    "all the same, or give up.",
)
_NOT_TAKEN_OVER = Words(
    "Trang báo đã nhận nhưng vẫn để “{there}”. Hãy xem ở trang rồi gửi lại.",
    "The site says it was done, but still shows “{there}”. Look there, then retry.",
)
_REPLY_UNSEEN = Words(
    "Trang báo đã đăng câu trả lời nhưng không thấy ở đó. Hãy xem ở trang rồi gửi lại.",
    "The site says the reply was posted, but it is not to be seen. Look there, then retry.",
)
_REPLY_UNCERTAIN = Words(
    "Không rõ câu trả lời đã rút có lên trang hay chưa. Hãy xem ở trang và xóa bằng tay nếu có.",
    "It is not known whether the reply that was taken back ever got to the site. Look there, and "
    "delete it by hand if it did.",
)
_ERASED = Words(
    "Nội dung cần gửi đã được xóa khỏi nhật ký. Hãy bỏ lần gửi này.",
    "The text to be sent was erased from the log. Give this delivery up.",
)
_CANNOT_EDIT = Words(
    "Trang này không cho sửa nội dung. Hãy bỏ lần gửi này.",
    "Texts cannot be changed at this site. Give this delivery up.",
)
_GONE_WORD = Words("không còn", "gone")
_STATUS_WORDS = {
    Status.PENDING: Words("chờ duyệt", "pending"),
    Status.APPROVED: Words("đã duyệt", "approved"),
    Status.REJECTED: Words("đã từ chối", "rejected"),
    Status.SPAM: Words("thư rác", "spam"),
}
_SHOWN = 80
_REMOVED = (Status.REJECTED, Status.SPAM)


@dataclass(slots=True)
class Delivered:
    """What became of the deliveries of one round. `problem` is why the site was left alone, with
    `again` the error that says when to come back, None when all that may go was tried."""

    sent: int = 0
    failed: int = 0
    put_off: int = 0
    problem: NewsroomError | None = None


def pause(attempts: int, asked: float = 0.0, longest: float = LONGEST_PAUSE) -> int:
    """Microseconds until the next attempt after so many; never less than the site asked for."""
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = max(1, attempts)
    waits = wait_random_exponential(multiplier=FIRST_PAUSE, max=longest, min=FIRST_PAUSE)
    return int(max(waits(state), asked) * moment.SECOND)


def deliver(
    newsroom: Newsroom,
    source_id: int,
    site: Site,
    go_on: Callable[[], bool] = lambda: True,
) -> LongWork[Delivered]:
    """Send what may go to a site, in order per comment; progress counts deliveries.

    `go_on` is asked before each and again right before sending: whether this program may still
    speak with the site. Closing the work early leaves the rest waiting; what was being sent is
    found out the next time.
    """
    done = Delivered()
    seen = set[int]()
    strikes = 0
    while True:
        with newsroom.store.reading() as connection:
            found = deliveries.due(connection, source_id, newsroom.clock())
        new = [each for each in found if each.id not in seen]
        if not new:
            return done
        for each in new:
            if not go_on():
                return done
            seen.add(each.id)
            try:
                ended = _Sending(newsroom, source_id, site, each, go_on).carry_out()
            except (LoginRefusedError, UnreachableError) as error:
                strikes += 1
                done.put_off += 1
                if strikes == STRIKES or not _answered(error):
                    done.problem = error
                    return done
            else:
                strikes = 0
                done.sent += ended is DeliveryState.SENT
                done.failed += ended is DeliveryState.FAILED
            yield Progress(len(seen))


def _answered(error: NewsroomError) -> bool:
    return isinstance(error, UnreachableError) and error.answered


@dataclass(frozen=True, slots=True)
class _Sending:
    """One delivery on its way."""

    newsroom: Newsroom
    source_id: int
    site: Site
    delivery: Due
    go_on: Callable[[], bool]

    def carry_out(self) -> DeliveryState:
        """Bring it to its end, or leave it waiting (undone meanwhile, or to be tried again).

        Raises UnreachableError, with the delivery put off, and LoginRefusedError.
        """
        try:
            if self.delivery.kind in (DeliveryKind.EDIT, DeliveryKind.REPLY) and not self._has_text:
                return self._fail(_ERASED)
            if self.delivery.kind is DeliveryKind.REPLY:
                return self._reply()
            if self.delivery.kind is DeliveryKind.WITHDRAWAL:
                return self._withdraw_reply()
            return self._bring_about(self._wanted())
        except RefusedError as refused:
            return self._fail(refused.words)
        except UnreachableError as error:
            if self._put_off(error):
                raise
            return DeliveryState.FAILED

    @property
    def _has_text(self) -> bool:
        return bool(self.delivery.text.strip())

    # a status or a text

    def _wanted(self) -> Wanted:
        if self.delivery.kind is DeliveryKind.EDIT:
            return Wanted(text=self.delivery.text)
        return Wanted(status=self.delivery.status)

    def _bring_about(self, wanted: Wanted) -> DeliveryState:
        there = self._look_up(self.delivery.external_id, self.delivery.created_at)
        if self._is_so(there, wanted):
            return self._sent(there)
        if there is None:
            return self._fail_as_gone()
        if wanted.text is not None and not self.site.abilities.edit:
            return self._fail(_CANNOT_EDIT)
        conflict = self._conflict(there)
        if conflict is not None:
            return self._fail(conflict, there)
        if not self._begin_push():
            return DeliveryState.WAITING
        try:
            self._push(there, wanted)
        except RefusedError as refused:
            return self._fail(refused.words, there)
        there = self._look_up(self.delivery.external_id, self.delivery.created_at)
        if not self._is_so(there, wanted):
            return self._fail(_NOT_TAKEN_OVER.put(there=_shown(there, wanted)))
        return self._sent(there)

    def _look_up(self, external_id: str, created_at: int) -> Found | None:
        """What is there, unless it is a stranger's."""
        there = self.site.look_up(external_id)
        if there is None or there.record.external_id != external_id:
            return None
        at = there.record.created_at
        return there if not created_at or not at or at == created_at else None

    def _is_so(self, there: Found | None, wanted: Wanted) -> bool:
        """Whether what is wanted is there already, by whomever."""
        if there is None:
            return wanted.status in _REMOVED
        if wanted.text is not None:
            return text_digest(there.record.text) == text_digest(wanted.text)
        if wanted.status in _REMOVED and not self.site.abilities.spam:
            return there.record.status in _REMOVED
        return there.record.status == wanted.status

    def _conflict(self, there: Found) -> Words | None:
        """What was changed there since the decision, by somebody else than us."""
        with self.newsroom.store.reading() as connection:
            tried = deliveries.tried(connection, self.delivery)
        status, text = there.record.status, there.record.text
        base = self.delivery.base_status
        expected = {base, *tried.statuses}
        if not self.site.abilities.spam and expected.intersection(_REMOVED):
            expected.update(_REMOVED)
        if base is not None and status is not None and status not in expected:
            return _DECIDED_THERE.put(there=_STATUS_WORDS[status])
        known = {text_digest(each) for each in tried.texts} | {self._base_digest()}
        if text_digest(text) not in known:
            return _CHANGED_THERE.put(there=_short(text))
        return None

    def _base_digest(self) -> bytes:
        if self.delivery.base_digest is not None:
            return self.delivery.base_digest
        before = self.delivery.before
        return text_digest(self.delivery.text if before is None else before)

    # replies

    def _reply(self) -> DeliveryState:
        if self.delivery.known_there:  # taking it back came to nothing, and was taken back
            there = self._look_up(self.delivery.external_id, 0)
            if there is not None and there.record.status not in _REMOVED:
                return self._bring_about(Wanted(text=self.delivery.text))
        parent = self._above()
        if parent is None or parent.record.status in _REMOVED:
            return self._fail(_NOTHING_TO_ANSWER)
        with self.newsroom.store.reading() as connection:
            attempted = deliveries.tried(connection, self.delivery).replies
        if not self._begin_push():
            return DeliveryState.WAITING
        external_id = self.site.reply(parent, self.delivery.text, attempted=attempted)
        there = self._look_up(external_id, 0)
        if there is None:
            return self._fail(_REPLY_UNSEEN)
        return self._sent(there)

    def _above(self) -> Found | None:
        return self._look_up(self.delivery.above or "", self.delivery.above_created_at)

    def _withdraw_reply(self) -> DeliveryState:
        wanted = Wanted(status=Status.REJECTED)
        if self.delivery.known_there:
            return self._bring_about(wanted)
        with self.newsroom.store.reading() as connection:
            uncertain = deliveries.tried(connection, self.delivery).replies
        if not uncertain:
            return self._sent(None)
        parent = self._above()
        if parent is None or not self._has_text:
            return self._fail(_REPLY_UNCERTAIN)
        external_id = self.site.replied(parent, self.delivery.text)
        if external_id is None:
            return self._sent(None)
        posted = self.delivery._replace(external_id=external_id, base_status=None)
        return replace(self, delivery=posted)._bring_about(wanted)

    # what became of it

    def _begin_push(self) -> bool:
        """Say that something is about to be sent; False when it may not be any more."""
        if not self.go_on():
            return False
        with self.newsroom.store.writing() as connection:
            return deliveries.begin_push(connection, self.delivery)

    def _push(self, there: Found, wanted: Wanted) -> None:
        try:
            self.site.deliver(there, wanted)
        except RefusedError:
            if not self.delivery.pushed:
                with self.newsroom.store.writing() as connection:
                    deliveries.begin_anew(connection, self.delivery)
            raise

    def _sent(self, there: Found | None) -> DeliveryState:
        delivery, now = self.delivery, self.newsroom.clock()
        with self.newsroom.store.writing() as connection:
            if not deliveries.settle(connection, delivery, DeliveryState.SENT, now):
                return DeliveryState.WAITING
            if delivery.kind is DeliveryKind.WITHDRAWAL:
                remotes.forget(connection, delivery.comment_id)
            else:
                self._keep(connection, there)
            if delivery.kind is not DeliveryKind.REPLY:
                be_as_there(connection, self.newsroom.moderator, now, [delivery.comment_id])
            next_change(connection)
        return DeliveryState.SENT

    def _keep(self, connection: Connection, there: Found | None) -> None:
        """What is there now is what was wanted: no news, and no surprise to later deliveries."""
        delivery = self.delivery
        told = self._told(there)
        remotes.put(connection, delivery.comment_id, self.source_id, told)
        if there is None:
            return
        if delivery.kind is DeliveryKind.REPLY:
            remotes.name_reply(connection, delivery.comment_id, told.external_id)
        if remotes.text_here(connection, delivery.comment_id) == told.text_digest:
            remotes.keep_digest(connection, delivery.comment_id, record_digest(there.record))
        deliveries.rebase(connection, delivery, Status(told.status), told.text_digest)

    def _told(self, there: Found | None) -> Told:
        """What a site has now; where rejected and spam are one to it, as it was decided here."""
        delivery = self.delivery
        status = there.record.status if there else Status.REJECTED
        one_to_it = there is None or not self.site.abilities.spam
        if one_to_it and delivery.status in _REMOVED and status in _REMOVED:
            status = delivery.status
        return Told(
            there.record.external_id if there else delivery.external_id,
            (status or Status.PENDING).value,
            text_digest(there.record.text) if there else self._base_digest(),
        )

    def _fail(self, words: Words, there: Found | None = None) -> DeliveryState:
        delivery, now = self.delivery, self.newsroom.clock()
        with self.newsroom.store.writing() as connection:
            if there is not None:
                told = self._told(there)
                status = Status(told.status)
                deliveries.overtaken(connection, delivery, status, told.text_digest)
                remotes.put(connection, delivery.comment_id, self.source_id, told)
            if not deliveries.settle(connection, delivery, DeliveryState.FAILED, now, words):
                return DeliveryState.WAITING
            next_change(connection)
        return DeliveryState.FAILED

    def _fail_as_gone(self) -> DeliveryState:
        """Nothing is there: giving the delivery up then leaves the comment rejected here, too."""
        with self.newsroom.store.writing() as connection:
            remotes.put(connection, self.delivery.comment_id, self.source_id, self._told(None))
        return self._fail(_GONE)

    def _put_off(self, error: UnreachableError) -> bool:
        """Try it again later; False when it has been tried often enough."""
        delivery, now = self.delivery, self.newsroom.clock()
        attempts = delivery.attempts + error.answered
        if attempts >= MOST_ATTEMPTS:
            self._fail(error.words)
            return False
        until = now + pause(attempts, error.after) if error.answered else now
        with self.newsroom.store.writing() as connection:
            deliveries.put_off(connection, delivery, until, error.words, answered=error.answered)
        return True


def _shown(there: Found | None, wanted: Wanted) -> Words:
    if there is None:
        return _GONE_WORD
    if wanted.text is not None or there.record.status is None:
        return Words(_short(there.record.text), _short(there.record.text))
    return _STATUS_WORDS[there.record.status]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
