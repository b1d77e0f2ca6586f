"""A WordPress's queue is told whole, cheaply, and as it is, whatever happens to it meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.comment import Status
from app.sources.http import Http
from app.sources.record import ArticleRecord, CommentRecord
from app.sources.site import Gone, Site
from tests.live.contract import comments, everything
from tests.live.wordpress_server import WordPressServer, WordPressStage

pytestmark = pytest.mark.xdist_group("wordpress")


@pytest.fixture
def site(wordpress_stage: WordPressStage, wordpress: WordPressServer) -> Iterator[Site]:
    wordpress.clear()
    site = wordpress_stage.open(wordpress_stage.access)
    yield site
    site.close()
    wordpress.clear()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the site under test asks, in order."""
    paths: list[str] = []
    ask = Http.ask

    def noted(self: Http, method: str, path: str, **more: Any) -> Any:  # noqa: ANN401
        paths.append(f"{method} {path.rpartition('/wp-json/')[2]}")
        return ask(self, method, path, **more)

    monkeypatch.setattr(Http, "ask", noted)
    return paths


def held(wordpress: WordPressServer) -> list[str]:
    rows = wordpress.sql(
        "SELECT comment_ID FROM wp_comments WHERE comment_approved = '0' ORDER BY comment_ID"
    )
    return [row["comment_ID"] for row in rows]


def set_status(wordpress: WordPressServer, ids: list[str], status: str) -> None:
    for each in ids:
        wordpress.php(f"return wp_set_comment_status({each}, '{status}');")


def test_nothing_new_costs_one_request(
    wordpress: WordPressServer, site: Site, asked: list[str]
) -> None:
    wordpress.fill(60)
    items, cursor = everything(site)
    assert len(comments(items)) == 60
    asked.clear()
    assert everything(site, cursor) == ([], cursor)
    assert asked == ["GET wp/v2/comments"]


def test_long_queue_costs_a_page_a_hundred(
    wordpress: WordPressServer, site: Site, asked: list[str]
) -> None:
    wordpress.fill(950)
    items, cursor = everything(site)
    assert list(comments(items)) == held(wordpress)
    assert asked.count("GET wp/v2/comments") == 10
    assert len(asked) <= 13  # the article, its section, its author
    asked.clear()
    assert everything(site, cursor)[0] == []
    assert asked == ["GET wp/v2/comments"] * 2


def test_cut_anywhere_it_asks_for_nothing_again(
    wordpress: WordPressServer, site: Site, asked: list[str]
) -> None:
    wordpress.fill(450)
    told: list[str] = []
    cursor = ""
    while len(told) < 450:
        page = next(iter(site.pull(cursor)))
        told += comments(list(page.items))
        cursor = page.cursor
    assert told == held(wordpress)
    assert asked.count("GET wp/v2/comments") == 5
    assert everything(site, cursor)[0] == []


def test_queue_that_shrinks_meanwhile_is_told_whole(wordpress: WordPressServer, site: Site) -> None:
    """Whoever asks page by page misses as many as were decided between two pages."""
    wordpress.fill(350)
    waiting = held(wordpress)

    def page(number: int) -> list[str]:
        route = (
            "wp/v2/comments?context=edit&status=hold&type=comment&orderby=id&order=asc"
            f"&per_page=100&_fields=id&page={number}"
        )
        return [str(each["id"]) for each in wordpress.ask("GET", route).json()]

    naive = page(1)
    set_status(wordpress, waiting[:5], "approve")
    naive += page(2) + page(3) + page(4)
    assert set(waiting[5:]) - set(naive) == set(waiting[100:105])

    set_status(wordpress, waiting[:5], "hold")
    told: dict[str, CommentRecord] = {}
    cursor = ""
    for number, pulled in enumerate(site.pull("")):
        told |= comments(list(pulled.items))
        cursor = pulled.cursor
        if number == 0:
            set_status(wordpress, waiting[:5], "approve")
    assert set(told) == set(waiting)
    assert {told[each].status for each in waiting[:5]} == {Status.APPROVED}
    assert everything(site, cursor)[0] == []


def test_decided_by_colleagues_anywhere_in_a_long_queue(
    wordpress: WordPressServer, site: Site, asked: list[str]
) -> None:
    wordpress.fill(320)
    waiting = held(wordpress)
    _, cursor = everything(site)
    for each, status in ((2, "approve"), (150, "spam"), (151, "trash"), (318, "approve")):
        set_status(wordpress, [waiting[each]], status)
    wordpress.php(f"return wp_delete_comment({waiting[40]}, true);")
    items, cursor = everything(site, cursor)
    told = {each: record.status for each, record in comments(items).items()}
    assert told == {
        waiting[2]: Status.APPROVED,
        waiting[150]: Status.SPAM,
        waiting[151]: Status.REJECTED,
        waiting[318]: Status.APPROVED,
    }
    assert [each for each in items if isinstance(each, Gone)] == [Gone(waiting[40])]
    asked.clear()
    assert everything(site, cursor)[0] == []
    assert len(asked) <= 2


def test_edits_far_back_are_noticed_in_time(wordpress: WordPressServer, site: Site) -> None:
    wordpress.fill(250)
    waiting = held(wordpress)
    _, cursor = everything(site)
    wordpress.php(
        f"return wp_update_comment(array('comment_ID' => {waiting[3]}, "
        "'comment_content' => 'Đã sửa ở đó'));"
    )
    for _ in range(200):
        items, cursor = everything(site, cursor)
        if items:
            break
    assert {each: record.text for each, record in comments(items).items()} == {
        waiting[3]: "Đã sửa ở đó"
    }


def test_back_in_the_queue_is_told_again(wordpress: WordPressServer, site: Site) -> None:
    wordpress.fill(230)
    waiting = held(wordpress)
    set_status(wordpress, waiting[10:12], "approve")
    items, cursor = everything(site)
    assert len(comments(items)) == 228
    set_status(wordpress, waiting[10:12], "hold")
    items, cursor = everything(site, cursor)
    assert {each: record.status for each, record in comments(items).items()} == {
        waiting[10]: Status.PENDING,
        waiting[11]: Status.PENDING,
    }
    assert everything(site, cursor)[0] == []


def test_emptied_queue(wordpress: WordPressServer, site: Site) -> None:
    wordpress.fill(130)
    waiting = held(wordpress)
    _, cursor = everything(site)
    wordpress.clear()
    items, cursor = everything(site, cursor)
    assert [item.external_id for item in items if isinstance(item, Gone)] == sorted(
        waiting, key=int
    ) or {item.external_id for item in items if isinstance(item, Gone)} == set(waiting)
    assert everything(site, cursor)[0] == []


def test_what_this_account_may_not_read_is_left_out(
    wordpress: WordPressServer, site: Site, asked: list[str]
) -> None:
    """Comments on a type of article that editors may not edit are counted, and not shown."""
    wordpress.fill(5)
    secret = wordpress.php(
        "return wp_insert_post(array('post_type' => 'product', 'post_title' => 'Hàng', "
        "'post_status' => 'publish'));"
    )
    hidden = wordpress.php(
        f"return wp_insert_comment(array('comment_post_ID' => {secret}, 'comment_approved' => "
        "'0', 'comment_content' => 'Không cho xem'));"
    )
    wordpress.fill(5)
    items, cursor = everything(site)
    told = comments(items)
    assert len(told) == 10 + (str(hidden) in told)
    asked.clear()
    assert everything(site, cursor)[0] == []
    assert len(asked) == 1


def test_articles_of_every_type(wordpress: WordPressServer, site: Site) -> None:
    post, other = wordpress.posts
    draft = wordpress.php(
        "return wp_insert_post(array('post_title' => 'Bản nháp', 'post_status' => 'private'));"
    )
    for each in (post, other, wordpress.page):
        wordpress.write(each, f"Về bài {each}")
    unseen = wordpress.php(
        f"return wp_insert_comment(array('comment_post_ID' => {draft}, 'comment_approved' => "
        "'0', 'comment_content' => 'Về bài riêng tư'));"
    )
    items, _ = everything(site)
    told = {item.external_id: item for item in items if isinstance(item, ArticleRecord)}
    article = told[str(post)]
    assert article.title == "Bắc Kạn & Thái Nguyên: mưa lớn bất thường"
    assert article.lead == "Nhiều tuyến đường bị chia cắt."
    assert article.body == (
        "Mưa lớn kéo dài từ đêm qua, nhiều tuyến đường bị chia cắt.\n\nNước lên nhanh\n\n"
        "Người dân phải di dời."
    )
    assert (article.section, article.byline) == ("Thời sự & Xã hội", "Biên tập viên")
    assert article.published_at
    assert told[str(wordpress.page)].title == "Giới thiệu"
    assert told[str(draft)].title == "Bản nháp"
    assert str(unseen) in comments(items)
    assert all(each.url.startswith(wordpress.address) for each in told.values())


def test_answers_far_down_a_thread(wordpress: WordPressServer, site: Site) -> None:
    above = wordpress.write(wordpress.posts[0], "Tầng 0")
    thread = [above]
    for depth in range(1, 6):
        above = wordpress.php(
            f"return wp_insert_comment(array('comment_post_ID' => {wordpress.posts[0]}, "
            f"'comment_parent' => {above}, 'comment_content' => 'Tầng {depth}', "
            "'comment_approved' => '0'));"
        )
        thread.append(above)
    set_status(wordpress, list(map(str, thread[:5])), "approve")
    items, _ = everything(site)
    assert list(comments(items)) == list(map(str, thread))


def test_import_and_connection_tell_the_same(
    wordpress: WordPressServer,
    site: Site,
    tmp_path: Any,  # noqa: ANN401
) -> None:
    """The export of the site itself, read as a file, gives the very records that a pull gives."""
    from app.sources.record import ReadOptions
    from app.sources.wordpress.export import WordPressExport

    first = wordpress.write(
        wordpress.posts[0],
        "a < b & \"c\"\n\n<b>đậm</b> <a href='https://x.example/?a=1&b=2'>x</a> 🇻🇳",
        name="An & Bình",
        address="an&binh@vi.example",
        website="https://an.example/?x=1&y=2",
    )
    wordpress.write(wordpress.posts[0], "Trả lời", parent=first)
    exported = wordpress.php(
        "require_once ABSPATH . 'wp-admin/includes/export.php'; ob_start(); export_wp(); "
        "return ob_get_clean();"
    )
    path = tmp_path / "export.xml"
    path.write_text(exported, "utf-8")
    from dataclasses import replace

    read = [item for _, item in WordPressExport().read(path, ReadOptions())]
    from_file = {
        item.external_id: replace(item, line=0) for item in read if isinstance(item, CommentRecord)
    }
    items, _ = everything(site)
    assert comments(items) == from_file
    assert len(from_file) == 2
