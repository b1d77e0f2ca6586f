"""Whatever moderators, a colleague at the site and the network do, desk and site agree."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.delivery import DeliveryState
from app.services import deliveries as panel
from app.services import moderation
from app.services.newsroom import Newsroom, finish
from app.sources.site import SiteError
from app.storage.store import open_store
from tests.app.desk_newsroom import (
    APPROVE,
    PENDING,
    SPAM,
    Clock,
    Session,
    assert_sound,
    comment,
    edit,
    id_by_key,
    moderated_by,
    reject,
    reply,
    sql,
)
from tests.app.services.standin import DiedError, Line, StandIn

DECISIONS = (
    (APPROVE,),
    (reject(),),
    (SPAM,),
    (PENDING,),
    (edit("Sửa một."),),
    (edit("Sửa hai."), APPROVE),
    (reply("Cảm ơn bạn."),),
    (APPROVE, reply("Chào bạn.")),
)
FAULTS = ("", "", "", "", "before", "after", "after", "offline", "refused", "ignored", "dies")
STEPS = ("decide", "decide", "decide", "undo", "undo", "redo", "wait", "there", "pull", "panel")
CHANGES_THERE: tuple[dict[str, object], ...] = (
    {"status": Status.APPROVED},
    {"status": Status.SPAM},
    {"status": Status.PENDING},
    {"text": "Đã có người sửa ở trang."},
)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_whatever_goes_wrong_each_decision_arrives_once_or_stands_failed(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Decisions, undos and redos of two moderators, a colleague's changes at the site, and faults
    at random; then quiet. What the desk shows is what the site has, unless a failed delivery says
    why not."""
    clock, site = Clock(), StandIn()
    store = open_store(shutil.copy(blank, tmp_path_factory.mktemp("desk")))
    newsroom = Newsroom(store, "An", clock=clock)
    try:
        line = Line(newsroom, clock, site)
        panel.set_hold(newsroom, data.draw(st.sampled_from((10, 10, 0))) * moment.SECOND)
        names = [line.comment(f"Lời bình số {n}")[0] for n in range(2)]
        acting = _Acting(line, data, names)
        site.plan = lambda _: data.draw(st.sampled_from(FAULTS))
        for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=1, max_size=12)):
            getattr(acting, step)()
            with suppress(DiedError):
                line.deliver()
        site.plan = lambda _: ""
        line.until_quiet_or_stuck()
        line.pull()
        _agrees(line, names, acting.subjects)
        assert_sound(newsroom)
    finally:
        store.close()


class _Acting:
    """What two moderators, and somebody at the site itself, may do."""

    def __init__(self, line: Line, data: st.DataObject, names: list[str]) -> None:
        self.line, self.data, self.names = line, data, names
        self.written = {name: line.site.comments[name].text for name in names}
        self.subjects = [id_by_key(line.newsroom, name) for name in names]
        self.desks = [Session(moderated_by(line.newsroom, name)) for name in ("An", "Bình")]

    def decide(self) -> None:
        subject = self.data.draw(st.sampled_from(self.subjects))
        desk = self.data.draw(st.sampled_from(self.desks))
        desk.decide(subject, *self.data.draw(st.sampled_from(DECISIONS)))

    def undo(self) -> None:
        """The last decision, or from the log one of either's."""
        desk = self.data.draw(st.sampled_from(self.desks))
        batches = [*self.desks[0].history.done, *self.desks[1].history.done]
        if batches:
            batch = self.data.draw(st.sampled_from(batches))
            changes = finish(moderation.undo(desk.newsroom, batch, desk.history.own))
            desk.history = desk.history.took_back(changes, batch)

    def redo(self) -> None:
        desk = self.data.draw(st.sampled_from(self.desks))
        if desk.history.undone:
            desk.redo()

    def wait(self) -> None:
        self.line.clock.move(self.data.draw(st.sampled_from((1, 10, 600))))

    def there(self) -> None:
        name = self.data.draw(st.sampled_from(self.names))
        back = {"text": self.written[name]}
        self.line.site.set(name, **self.data.draw(st.sampled_from((*CHANGES_THERE, back))))

    def pull(self) -> None:
        with suppress(DiedError, SiteError):
            self.line.pull()

    def panel(self) -> None:
        failed = [each.id for each in panel.shown(self.line.newsroom, DeliveryState.FAILED)]
        if failed and self.data.draw(st.booleans()):
            panel.retry(self.line.newsroom, failed)
        else:
            panel.give_up(self.line.newsroom, failed)


def _agrees(line: Line, names: list[str], subjects: list[int]) -> None:
    """An edit that was given up stays here, and is no promise that it is there."""
    stuck = _about(line, "state IN ('failed', 'waiting')")
    not_edited = _about(line, "state = 'dropped' AND kind = 'edit'")
    for name, subject in zip(names, subjects, strict=True):
        here, there = comment(line.newsroom, subject), line.site.comments[name]
        if subject not in stuck:
            assert here.status == there.status
            assert here.text == there.text or subject in not_edited
    posted = line.site.replies()
    asked = sql(line.newsroom, "SELECT count(*) FROM log_entry WHERE from_status IS NULL")
    assert len(posted) <= int(str(asked[0][0]))
    standing = [(each.parent, each.text) for each in posted if each.status is Status.APPROVED]
    here_replies = sql(
        line.newsroom,
        "SELECT above.external_id, c.text FROM comment c JOIN comment above "
        "ON above.id = c.parent_id WHERE c.by_newsroom",
    )
    if not stuck:
        assert sorted(standing, key=repr) == sorted(here_replies, key=repr)


def _about(line: Line, which: str) -> set[object]:
    return {row[0] for row in sql(line.newsroom, f"SELECT comment_id FROM delivery WHERE {which}")}
