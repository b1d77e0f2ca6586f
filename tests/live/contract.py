"""What every site does, whichever server it speaks with; each kind's tests inherit it.

A kind of site gives the fixtures `stage` (a real server, see `Stage`) and `site` (what is tested).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from app.domain.comment import Status
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.site import (
    Found,
    Gone,
    LoginRefusedError,
    Pulled,
    RefusedError,
    Site,
    SiteError,
    UnreachableError,
    Wanted,
)
from tests.live.stage import Stage

HOSTILE = (
    "Đoạn 1 <b>đậm</b> & 'nháy' \"kép\" 🇻🇳 &amp;lt;\n\n"
    "</pre></div><div class='isso-comment' id='isso-1'>send_edit(1, 'khoá.giả','x')\n"
    "Ho\u0301a học — “ngoặc” … \u202eđảo"
)
CLOSED_PORT = "http://127.0.0.1:9/"


def everything(
    site: Site, cursor: str = "", doubted: Collection[str] = frozenset()
) -> tuple[list[object], str]:
    """All that a pull tells, and the cursor after it."""
    items: list[object] = []
    for pulled in site.pull(cursor, doubted):
        items += pulled.items
        cursor = pulled.cursor
    return items, cursor


def comments(items: list[object]) -> dict[str, CommentRecord]:
    return {item.external_id: item for item in items if isinstance(item, CommentRecord)}


def found(site: Site, external_id: str) -> Found:
    seen = site.look_up(external_id)
    assert seen is not None, f"{external_id} is not found"
    return seen


class SiteContract:
    """Inherit as `class TestX(SiteContract)` beside fixtures `stage` and `site`."""

    @pytest.fixture
    def article(self, stage: Stage) -> str:
        return stage.article()

    @pytest.fixture
    def waiting(self, stage: Stage, article: str) -> str:
        return stage.write(
            article, "Bài viết rất hay!", name="Nguyễn Ánh", address="anh@vi.example"
        )

    @pytest.fixture
    def bystander(self, stage: Stage, article: str, waiting: str) -> str:
        """Written after the comment a test is about; nothing may happen to it."""
        return stage.write(article, "Tôi chỉ đi ngang.", name="Trần Bình", address="b@vi.example")

    # --- looking round ------------------------------------------------------------------------

    def test_greets_with_its_key_and_how_many_wait(self, stage: Stage, site: Site) -> None:
        before = site.greet()
        stage.write(stage.article(), "Một lời bình nữa", name="Lê Cường", address="c@vi.example")
        after = site.greet()
        assert after.key == stage.access.key
        assert after.software
        if before.waiting is not None:
            assert after.waiting == before.waiting + 1

    def test_wrong_secret_is_refused(self, stage: Stage, waiting: str) -> None:
        site = stage.open(replace(stage.access, secret="sai hoàn toàn"))
        try:
            with pytest.raises(LoginRefusedError):
                site.greet()
            with pytest.raises(LoginRefusedError):
                everything(site)
            with pytest.raises(LoginRefusedError):
                site.look_up(waiting)
        finally:
            site.close()

    def test_nobody_there_is_temporary(self, stage: Stage, waiting: str) -> None:
        site = stage.open(replace(stage.access, address=CLOSED_PORT))
        try:
            with pytest.raises(UnreachableError):
                site.greet()
            with pytest.raises(UnreachableError):
                site.look_up(waiting)
        finally:
            site.close()

    # --- pulling ------------------------------------------------------------------------------

    def test_pull_tells_what_waits(self, stage: Stage, site: Site, article: str) -> None:
        plain = stage.write(article, "Đúng quá!", name="Phạm Dũng", address="d@vi.example")
        hostile = stage.write(article, HOSTILE, name="<b>Ô'Hà</b> & Co", address="o'ha@vi.example")
        items, _ = everything(site)
        told = comments(items)
        for external_id in (plain, hostile):
            record, truth = told[external_id], stage.truth(external_id)
            assert truth is not None
            assert (record.text, record.name, record.address) == (
                truth.text,
                truth.name,
                truth.address,
            )
            assert record.status is truth.status is Status.PENDING
            assert record.created_at > 1_600_000_000_000_000
            assert record.source == stage.access.key
        assert told[plain].text == "Đúng quá!"
        about = next(
            item
            for item in items
            if isinstance(item, ArticleRecord) and item.external_id == told[plain].article
        )
        assert about.source == stage.access.key
        assert about.url == stage.url_of(article)
        assert about.title == stage.title_of(article)

    def test_articles_and_parents_come_first(
        self, stage: Stage, site: Site, article: str, waiting: str
    ) -> None:
        approved = stage.write(article, "Duyệt rồi", name="Vũ Em", address="e@vi.example")
        stage.approve(approved)
        answers = {
            stage.write(article, "Trả lời 1", name="Gia", address="g@vi.example", parent=waiting),
            stage.write(article, "Trả lời 2", name="Hà", address="h@vi.example", parent=approved),
        }
        items, _ = everything(site)
        articles: set[str] = set()
        earlier: dict[str, Status | None] = {}
        for item in items:
            if isinstance(item, ArticleRecord):
                articles.add(item.external_id)
            elif isinstance(item, CommentRecord):
                assert item.article in articles
                if item.external_id in answers:
                    assert item.parent in earlier
                earlier[item.external_id] = item.status
        assert answers <= set(earlier)
        assert earlier[approved] is Status.APPROVED

    def test_pull_again_tells_only_what_is_new(
        self, stage: Stage, site: Site, article: str, waiting: str
    ) -> None:
        items, cursor = everything(site)
        assert waiting in comments(items)
        items, cursor = everything(site, cursor)
        assert items == []
        new = stage.write(article, "Đến sau", name="Ích", address="i@vi.example")
        items, _ = everything(site, cursor)
        assert set(comments(items)) == {new}

    def test_cut_pull_goes_on(self, stage: Stage, site: Site, waiting: str, bystander: str) -> None:
        whole = comments(everything(site)[0])
        told: list[str] = []
        cursor = ""
        for _ in range(1_000):
            pulling = iter(site.pull(cursor))
            page: Pulled | None = next(pulling, None)
            if page is None or (page.cursor == cursor and not page.items):
                break
            told += comments(list(page.items))
            cursor = page.cursor
        assert {waiting, bystander} <= set(told)
        assert set(whole) == set(told)
        assert len(told) == len(set(told))

    def test_colleagues_decisions_are_noticed(
        self, stage: Stage, site: Site, article: str, waiting: str, bystander: str
    ) -> None:
        edited = stage.write(article, "Viêt sai", name="Khoa", address="k@vi.example")
        gone = stage.write(article, "Sẽ mất", name="Lan", address="l@vi.example")
        _, cursor = everything(site)
        stage.approve(waiting)
        stage.destroy(gone)
        stage.edit(edited, "Viết đúng")
        items, cursor = everything(site, cursor)
        told = comments(items)
        assert told[waiting].status is Status.APPROVED
        assert told[edited].text == "Viết đúng"
        assert told[edited].status is Status.PENDING
        assert [item for item in items if isinstance(item, Gone)] == [Gone(gone)]
        assert bystander not in told
        assert everything(site, cursor)[0] == []

    def test_what_is_doubted_is_told_whatever_the_cursor_says(
        self, stage: Stage, site: Site, article: str, waiting: str, bystander: str
    ) -> None:
        """It was approved, and a colleague let it wait again where that can be: then it is as the
        last pull had it."""
        untouched = stage.write(article, "Vẫn chờ", name="Ngân", address="n@vi.example")
        gone = stage.write(article, "Sẽ mất", name="Oanh", address="o@vi.example")
        _, cursor = everything(site)
        site.deliver(found(site, waiting), Wanted(status=Status.APPROVED))
        now = Status.APPROVED
        if site.abilities.undo:
            now = Status.PENDING
            site.deliver(found(site, waiting), Wanted(status=now))
        stage.destroy(gone)
        doubted = {waiting, untouched, gone}
        for _ in range(2):  # the second time, it may have left what the cursor knows
            items, cursor = everything(site, cursor, doubted)
            told = comments(items)
            assert {name: each.status for name, each in told.items()} == {
                waiting: now,
                untouched: Status.PENDING,
            }
            assert [item for item in items if isinstance(item, Gone)] == [Gone(gone)]
        assert everything(site, cursor)[0] == []

    # --- looking one up -----------------------------------------------------------------------

    def test_look_up_tells_what_pull_told(
        self, stage: Stage, site: Site, article: str, waiting: str
    ) -> None:
        answer = stage.write(article, HOSTILE, name="Mỹ", address="m@vi.example", parent=waiting)
        told = comments(everything(site)[0])
        for external_id in (waiting, answer):
            assert replace(found(site, external_id).record, line=0) == replace(
                told[external_id], line=0
            )

    def test_look_up_of_nothing(self, stage: Stage, site: Site, waiting: str) -> None:
        stage.destroy(waiting)
        assert site.look_up(waiting) is None
        for never in ("999999999", "999999999@1700000000000000", "lạ", "", "-1", "1@x", "٣"):
            assert site.look_up(never) is None

    # --- delivering ---------------------------------------------------------------------------

    def test_approve(self, stage: Stage, site: Site, waiting: str, bystander: str) -> None:
        before = stage.truth(waiting), stage.truth(bystander)
        site.deliver(found(site, waiting), Wanted(status=Status.APPROVED))
        assert found(site, waiting).record.status is Status.APPROVED
        assert before[0] is not None
        assert stage.truth(waiting) == replace(before[0], status=Status.APPROVED)
        assert stage.truth(bystander) == before[1]

    @pytest.mark.parametrize("status", [Status.REJECTED, Status.SPAM])
    def test_reject(
        self, stage: Stage, site: Site, waiting: str, bystander: str, status: Status
    ) -> None:
        before = stage.truth(bystander)
        site.deliver(found(site, waiting), Wanted(status=status))
        seen, truth = site.look_up(waiting), stage.truth(waiting)
        if seen is None:
            assert truth is None or truth.status is Status.REJECTED
        else:
            assert truth is not None
            wanted = status if site.abilities.spam else Status.REJECTED
            assert seen.record.status is truth.status is wanted
        assert stage.truth(bystander) == before

    def test_approved_one_can_be_rejected(self, stage: Stage, site: Site, waiting: str) -> None:
        stage.approve(waiting)
        site.deliver(found(site, waiting), Wanted(status=Status.REJECTED))
        truth = stage.truth(waiting)
        assert truth is None or truth.status is Status.REJECTED

    def test_back_to_pending(self, stage: Stage, site: Site, waiting: str) -> None:
        site.deliver(found(site, waiting), Wanted(status=Status.APPROVED))
        approved = stage.truth(waiting)
        seen = found(site, waiting)
        if site.abilities.undo:
            site.deliver(seen, Wanted(status=Status.PENDING))
            assert found(site, waiting).record.status is Status.PENDING
        else:
            with pytest.raises(RefusedError):
                site.deliver(seen, Wanted(status=Status.PENDING))
            assert stage.truth(waiting) == approved

    def test_edit(self, stage: Stage, site: Site, article: str, bystander: str) -> None:
        edited = stage.write(article, "Viêt sai", name="Q & <A>", address="q&a@vi.example")
        before, other = stage.truth(edited), stage.truth(bystander)
        assert before is not None
        text = "Viết đúng rồi — “ngoặc”, 🇻🇳, 3 < 5 & 7 > 6"
        site.deliver(found(site, edited), Wanted(text=text))
        truth = stage.truth(edited)
        assert truth is not None
        assert replace(truth, text=before.text) == before
        record = found(site, edited).record
        assert record.text == text
        assert record.name == before.name
        assert stage.truth(bystander) == other

    def test_one_that_is_gone_is_not_delivered(
        self, stage: Stage, site: Site, waiting: str, bystander: str
    ) -> None:
        before = stage.truth(bystander)
        seen = found(site, waiting)
        stage.destroy(waiting)
        for wanted in (Wanted(status=Status.APPROVED), Wanted(text="Không còn ai")):
            with pytest.raises(SiteError):
                site.deliver(seen, wanted)
        assert stage.truth(waiting) is None
        assert stage.truth(bystander) == before

    # --- replying -----------------------------------------------------------------------------

    def test_reply(self, stage: Stage, site: Site, article: str, waiting: str) -> None:
        site.deliver(found(site, waiting), Wanted(status=Status.APPROVED))
        text = "Cảm ơn bạn!\n\nTòa soạn <đã> sửa & cập nhật."
        replied = site.reply(found(site, waiting), text, attempted=False)
        truth = stage.truth(replied)
        assert truth is not None
        assert truth.status is Status.APPROVED
        assert truth.parent == waiting
        assert stage.answers(article) == 2
        record = found(site, replied).record
        assert record.text == text
        assert record.parent == waiting
        assert record.status is Status.APPROVED

    def test_reply_is_not_posted_twice(
        self, stage: Stage, site: Site, article: str, waiting: str
    ) -> None:
        stage.approve(waiting)
        text = "Tòa soạn xin tiếp thu."
        assert site.replied(found(site, waiting), text) is None
        replied = site.reply(found(site, waiting), text, attempted=True)
        assert stage.answers(article) == 2
        assert site.replied(found(site, waiting), text) == replied
        assert site.reply(found(site, waiting), text, attempted=True) == replied
        assert stage.answers(article) == 2
        other = site.reply(found(site, waiting), "Một câu khác hẳn.", attempted=True)
        assert other != replied
        assert stage.answers(article) == 3

    def test_the_same_words_answer_two_comments(
        self, stage: Stage, site: Site, article: str, waiting: str
    ) -> None:
        """A template's words under an answer are not taken for those under another one."""
        stage.approve(waiting)
        answer = stage.write(article, "Tôi cũng vậy", name="Sáu", address="s@vi.example")
        nested = stage.write(article, "Đồng ý", name="Tư", address="t@vi.example", parent=waiting)
        for external_id in (answer, nested):
            stage.approve(external_id)
        text = "Cảm ơn bạn đã góp ý."
        replies = [
            site.reply(found(site, parent), text, attempted=True)
            for parent in (waiting, answer, nested)
        ]
        assert len(set(replies)) == 3

    # --- keeping secrets ----------------------------------------------------------------------

    def test_secrets_are_not_shown(self, stage: Stage, site: Site, waiting: str) -> None:
        seen = found(site, waiting)
        assert stage.access.secret not in repr(stage.access) + repr(site)
        if seen.handle:
            assert seen.handle not in repr(seen)
