"""Everything at once: each post kept once, few commits, and one that spoils a group only itself."""

from __future__ import annotations

import queue
import threading
from dataclasses import replace

from app.domain.comment import Status
from app.services.intake import comment_of, make_token
from app.services.newsroom import Newsroom
from app.storage.changing import current_change
from tests.app.desk_newsroom import APPROVE, assert_sound, decide
from tests.app.intake.reader import ARTICLE, QUICK, Reader, open_article, served

READERS = 8
EACH = 25


def test_a_burst_loses_nothing_and_keeps_nothing_twice(newsroom: Newsroom) -> None:
    open_article(newsroom)
    token = make_token(newsroom, "máy")
    many = replace(QUICK, rates=replace(QUICK.rates, checks=10_000, posts=10_000))
    with served(newsroom, many) as reader:
        ids: queue.Queue[str] = queue.Queue()

        def write(who: int) -> None:
            mine = Reader(reader.service)
            for n in range(EACH):
                text = f"người {who} lời {n}"
                if who % 2:
                    row = {"id": text, "article_url": ARTICLE, "text": text}
                    for _ in range(2):  # a program that did not hear the answer
                        assert mine.tell(token, row).status == 202
                    ids.put(text)
                else:
                    answer = mine.post(text)
                    assert answer.status == 202, answer.body
                    ids.put(answer.json["id"])
            mine.close()

        before = change(newsroom)
        threads = [threading.Thread(target=write, args=(who,)) for who in range(READERS)]
        for thread in threads:
            thread.start()
        decided = 0
        while any(thread.is_alive() for thread in threads):
            for number in waiting(newsroom)[:5]:
                decide(newsroom, number, APPROVE)
                decided += 1
        for thread in threads:
            thread.join()
    told = {ids.get_nowait() for _ in range(ids.qsize())}
    with newsroom.store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT external_id, text FROM comment").all()
    assert len(kept) == len({text for _, text in kept}) == READERS * EACH
    assert {external_id for external_id, _ in kept} == told
    assert change(newsroom) - before - decided < READERS * EACH  # commits are shared
    assert_sound(newsroom)


def change(newsroom: Newsroom) -> int:
    with newsroom.store.reading() as connection:
        return current_change(connection)


def waiting(newsroom: Newsroom) -> list[int]:
    with newsroom.store.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id FROM comment WHERE status = ?", (Status.PENDING.value,)
        )
        return list(rows.scalars())


def test_one_that_cannot_be_kept_spoils_only_itself(newsroom: Newsroom) -> None:
    from app.intake.writing import Writing, _Task
    from app.services.intake import Post, article_at

    open_article(newsroom)
    article = article_at(newsroom, ARTICLE)
    assert article is not None
    post = Post(article, None, "Hà", "ha@bao.vn", "", "Chào", "")
    good = [_Task("form", [comment_of(post, newsroom.clock())]) for _ in range(3)]
    gone = _Task("form", [comment_of(replace(post, article=replace(article, external_id="?")), 1)])
    writing = Writing(newsroom)
    for task in (good[0], gone, *good[1:]):
        writing._tasks.put(task)
    writing.start()
    writing.stop()
    assert [task.done.exception() for task in good] == [None] * 3
    assert gone.done.exception() is not None
    assert len(waiting(newsroom)) == 3
