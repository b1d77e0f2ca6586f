"""A newsroom whose comments come from a connected site, and deliveries brought to an end there."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from app.domain.decision import Action, Decision
from app.domain.delivery import DeliveryState
from app.domain.site import SiteSettings
from app.domain.words import Words
from app.services import deliveries
from app.services.moderation import decide
from app.services.newsroom import Newsroom, finish
from app.storage import sites
from app.storage.changing import next_change

SITE = "bao.vn"
APPROVE = Decision(Action.APPROVE)
DECIDED_THERE = Words(
    "Đã có người xử lý ngay ở trang. Hãy xem lại; gửi lại nếu vẫn muốn đổi, hoặc bỏ lần gửi này.",
    "Somebody has already decided at the site. Look again; retry to change it all the same, or "
    "give up.",
)
LOGIN_REFUSED = Words(
    "Trang không nhận mật khẩu nữa. Hãy kết nối lại.",
    "The site does not take the password any more. Connect it again.",
)


def connect(newsroom: Newsroom, purge_after: int = 0) -> int:
    """Let decisions go back to the site; nothing speaks with it."""
    told = SiteSettings(SITE, "isso", f"https://{SITE}", purge_after=purge_after)
    with newsroom.store.writing() as connection:
        next_change(connection)
        return sites.connect(connection, told)


def trouble(newsroom: Newsroom, problem: Words | None) -> None:
    with newsroom.store.writing() as connection:
        connected = sites.connected_sites(connection)[0]
        sites.keep_problem(connection, connected.source_id, problem)
        next_change(connection)


def decided(newsroom: Newsroom, ids: Sequence[int], decision: Decision = APPROVE) -> list[int]:
    """Decide, elsewhere, and give the ids of what waits to be sent since."""
    before = set(waiting(newsroom))
    finish(decide(newsroom, ids, [decision], 10**9))
    return [each for each in waiting(newsroom) if each not in before]


def waiting(newsroom: Newsroom) -> list[int]:
    return [each.id for each in deliveries.shown(newsroom, DeliveryState.WAITING)]


def settle(
    newsroom: Newsroom,
    ids: Sequence[int],
    state: DeliveryState,
    problem: Words | None = DECIDED_THERE,
) -> None:
    """As if it had been tried at the site."""
    failed = state is DeliveryState.FAILED and problem is not None
    words = problem if failed and problem is not None else Words("", "")
    values = {"state": state.value, "vi": words.vi, "en": words.en, "at": newsroom.clock()}
    with newsroom.store.writing() as connection:
        for each in ids:
            connection.execute(
                text(
                    "UPDATE delivery SET state = :state, problem_vi = :vi, problem_en = :en, "
                    "settled_at = :at WHERE id = :id"
                ),
                {"id": each, **values},
            )
        next_change(connection)


def hold_for(newsroom: Newsroom, microseconds: int) -> None:
    deliveries.set_hold(newsroom, microseconds)
