"""Replies at Isso: posted as a reader's comment is, let through, completed, never doubled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.comment import Status
from app.sources.isso.site import PARENT_WAITS, SIGNED, SLOW_DOWN, STILL_OPEN, IssoSite
from app.sources.site import RefusedError, UnreachableError
from tests.live.contract import found
from tests.live.isso_server import IssoStage, isso_server

READER = {"name": "Nguyễn Ánh", "address": "anh@vi.example"}


@pytest.fixture
def stage(own_isso_stage: IssoStage) -> IssoStage:
    """Of an Isso of the test's own, where ids begin at 1."""
    return own_isso_stage


@pytest.fixture
def site(stage: IssoStage) -> Iterator[IssoSite]:
    site = IssoSite(stage.access)
    yield site
    site.close()


def test_a_reply_alone_only_waits(stage: IssoStage, site: IssoSite) -> None:
    above = stage.write(stage.article(), "Hỏi tòa soạn", **READER)
    naive = stage.write("/thoi-su/bai-1.html", "Tòa soạn đáp", parent=above, **READER)
    truth = stage.truth(naive)
    assert truth is not None
    assert truth.status is Status.PENDING
    with pytest.raises(RefusedError) as refused:
        site.reply(found(site, above), "Tòa soạn trả lời", attempted=False)
    assert refused.value.words.vi == PARENT_WAITS.put(host=site._client.host).vi
    stage.approve(above)
    truth = stage.truth(site.reply(found(site, above), "Tòa soạn trả lời", attempted=False))
    assert truth is not None
    assert truth.status is Status.APPROVED


def test_a_reply_under_an_answer_stands_under_the_first_comment(
    stage: IssoStage, site: IssoSite
) -> None:
    article = stage.article()
    first = stage.write(article, "Mở đầu", **READER)
    answer = stage.write(article, "Tiếp lời", parent=first, **READER)
    stage.approve(answer)
    with pytest.raises(RefusedError):
        site.reply(found(site, answer), "Không ai thấy", attempted=False)
    stage.approve(first)
    replied = found(site, site.reply(found(site, answer), "Tòa soạn nối lời", attempted=False))
    assert replied.record.parent == first
    assert replied.record.website == f"http://bao.example{article}#isso-{answer.partition('@')[0]}"


@pytest.mark.parametrize("lost", ["post", "activation"])
def test_a_reply_whose_answer_was_lost_is_completed(
    stage: IssoStage, site: IssoSite, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = stage.article()
    above = stage.write(article, "Hỏi tòa soạn", **READER)
    stage.approve(above)
    name = {"post": "post", "activation": "act"}[lost]
    client = type(site._client)
    done = getattr(client, name)

    def lose(*values: object) -> None:
        done(*values)
        raise UnreachableError(SLOW_DOWN.put(host="x"))

    with monkeypatch.context() as patch:
        patch.setattr(client, name, lose)
        with pytest.raises(UnreachableError):
            site.reply(found(site, above), "Chỉ một lần thôi", attempted=False)
    assert stage.answers(article) == 2
    replied = site.reply(found(site, above), "Chỉ một lần thôi", attempted=True)
    truth = stage.truth(replied)
    assert truth is not None
    assert truth.status is Status.APPROVED
    assert stage.answers(article) == 2


def test_a_reply_to_what_is_deleted_just_then_leaves_nothing(
    stage: IssoStage, site: IssoSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Isso would take it for a comment on the article."""
    article = stage.article()
    stage.write(article, "Giữ bài viết", **READER)
    above = stage.write(article, "Sắp mất", **READER)
    stage.approve(above)
    seen, post = found(site, above), type(site._client).post

    def late(client: object, uri: str, fields: dict[str, object]) -> object:
        stage.destroy(above)
        return post(site._client, uri, fields)

    monkeypatch.setattr(type(site._client), "post", late)
    with pytest.raises(RefusedError):
        site.reply(seen, "Không còn ai để trả lời", attempted=False)
    assert stage.answers(article) == 1


def test_an_unsigned_reply_is_refused_in_words(stage: IssoStage) -> None:
    above = stage.write(stage.article(), "Hỏi tòa soạn", **READER)
    stage.approve(above)
    site = IssoSite(replace(stage.access, reply_address=""))
    try:
        with pytest.raises(RefusedError) as refused:
            site.reply(found(site, above), "Không ký tên", attempted=False)
    finally:
        site.close()
    assert refused.value.words.en == SIGNED.put(host=site._client.host).en


@pytest.mark.parametrize(
    ("settings", "words"),
    [({"ratelimit": "1"}, SLOW_DOWN), ({"reply_to_self": "false"}, STILL_OPEN)],
)
def test_guards_are_waited_for(tmp_path: Path, settings: dict[str, str], words: object) -> None:
    with isso_server(tmp_path, **settings) as server:
        stage = IssoStage(server)
        site = IssoSite(stage.access)
        try:
            above = stage.write(stage.article(), "Hỏi tòa soạn", **READER)
            stage.approve(above)
            with pytest.raises(UnreachableError) as waits:
                site.reply(found(site, above), "Chậm lại nhé", attempted=False)
        finally:
            site.close()
            stage.close()
    assert waits.value.words == words.put(host=site._client.host)
    assert waits.value.after > 0
