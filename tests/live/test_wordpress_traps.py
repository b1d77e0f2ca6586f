"""The traps of WordPress's REST interface, each shown to catch a client that does not know it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.domain.comment import Status
from app.sources.site import Found, LoginRefusedError, RefusedError, Site, Wanted
from app.sources.wordpress import site as source
from tests.live.wordpress_server import WordPressServer, WordPressStage

pytestmark = pytest.mark.xdist_group("wordpress")

READER = "127.0.0.9"
BROWSER = "Mozilla/5.0 (Windows NT 10.0) Doc/1.0"


@pytest.fixture
def site(wordpress_stage: WordPressStage) -> Iterator[Site]:
    site = wordpress_stage.open(wordpress_stage.access)
    yield site
    site.close()


@pytest.fixture
def post(wordpress_stage: WordPressStage) -> int:
    return int(wordpress_stage.article())


def seen(site: Site, comment: int) -> Found:
    found = site.look_up(str(comment))
    assert found is not None
    return found


def changed(wordpress: WordPressServer, comment: int, **data: str) -> int:
    """What a bare client does: the one change, and trust in the code of the answer."""
    return wordpress.ask("POST", f"wp/v2/comments/{comment}", data).status


def cell(wordpress: WordPressServer, comment: int, name: str) -> str:
    row = wordpress.row(comment)
    assert row is not None
    return row[name]


# --- what a change of status does besides -------------------------------------------------------


def test_reader_keeps_machine_and_browser(
    wordpress: WordPressServer, site: Site, post: int
) -> None:
    naive = wordpress.write(post, "Ý kiến một", machine=READER, agent=BROWSER)
    website = "https://an.example/?x=1&y=2"
    ours = wordpress.write(post, "Ý & kiến", name="A & B", website=website, machine=READER)
    assert changed(wordpress, naive, status="approved") == 200
    row = wordpress.row(naive)
    assert row is not None
    assert (row["comment_author_IP"], row["comment_agent"]) == ("127.0.0.1", "bare/1")
    before = wordpress.row(ours)
    for status in (Status.APPROVED, Status.SPAM, Status.REJECTED, Status.SPAM, Status.PENDING):
        site.deliver(seen(site, ours), Wanted(status=status))
        assert seen(site, ours).record.status is status
    assert wordpress.row(ours) == before
    site.deliver(seen(site, ours), Wanted(text="Ý kiến đã sửa"))
    assert before is not None
    assert wordpress.row(ours) == before | {"comment_content": "Ý kiến đã sửa"}


def test_blank_browser_stays_blank(wordpress: WordPressServer, site: Site, post: int) -> None:
    naive, ours = (wordpress.write(post, f"Không trình duyệt {n}") for n in (1, 2))
    wordpress.php("global $wpdb; return $wpdb->query(\"UPDATE wp_comments SET comment_agent=''\");")
    changed(wordpress, naive, status="approved", author_ip=READER)
    assert cell(wordpress, naive, "comment_agent") == "bare/1"
    site.deliver(seen(site, ours), Wanted(status=Status.APPROVED))
    assert cell(wordpress, ours, "comment_agent") == ""


def test_blank_machine_is_not_sent(wordpress: WordPressServer, site: Site, post: int) -> None:
    """It is the one thing that cannot be kept: sent blank, the whole change would be refused."""
    ours = wordpress.write(post, "Không rõ máy")
    wordpress.php(
        "global $wpdb; return $wpdb->update('wp_comments', array('comment_author_IP' => ''), "
        f"array('comment_ID' => {ours}));"
    )
    assert changed(wordpress, ours, status="approved", author_ip="") == 400
    site.deliver(seen(site, ours), Wanted(status=Status.APPROVED))
    assert seen(site, ours).record.status is Status.APPROVED


def test_moved_clock_does_not_move_comments(
    wordpress: WordPressServer, site: Site, post: int
) -> None:
    """WordPress works a comment's UTC time out anew, from a local time of another zone."""
    naive, ours = (wordpress.write(post, f"Giờ giấc {n}") for n in (1, 2))
    before = [cell(wordpress, each, "comment_date_gmt") for each in (naive, ours)]
    with wordpress.option("timezone_string", "Europe/Paris"):
        changed(wordpress, naive, status="approved")
        site.deliver(seen(site, ours), Wanted(status=Status.APPROVED))
    assert cell(wordpress, naive, "comment_date_gmt") != before[0]
    assert cell(wordpress, ours, "comment_date_gmt") == before[1]


def test_address_is_not_escaped_twice(wordpress: WordPressServer, site: Site, post: int) -> None:
    naive, ours = (
        wordpress.write(post, f"Hai người {n}", address="an&binh@vi.example") for n in (1, 2)
    )
    before = cell(wordpress, ours, "comment_author_email")
    changed(wordpress, naive, status="approved")
    assert cell(wordpress, naive, "comment_author_email") != before
    site.deliver(seen(site, ours), Wanted(status=Status.APPROVED))
    assert cell(wordpress, ours, "comment_author_email") == before
    assert seen(site, ours).record.address == "an&binh@vi.example"


# --- answers that are not to be trusted ---------------------------------------------------------


def test_unknown_status_is_answered_with_success(
    wordpress: WordPressServer, site: Site, post: int
) -> None:
    naive = wordpress.write(post, "Trạng thái lạ")
    assert changed(wordpress, naive, status="duyệt") == 200
    assert cell(wordpress, naive, "comment_approved") == "0"
    kept = wordpress.write(post, "Bị giữ lại", address="giu@vi.example")
    assert changed(wordpress, kept, status="approved") == 200
    assert cell(wordpress, kept, "comment_approved") == "0"
    with pytest.raises(RefusedError, match="hold"):
        site.deliver(seen(site, kept), Wanted(status=Status.APPROVED))


def test_rejecting_never_destroys(wordpress: WordPressServer, site: Site, post: int) -> None:
    naive, ours = (wordpress.write(post, f"Không thùng rác {n}") for n in (1, 2))
    with wordpress.option("tests_no_trash", "1"):
        changed(wordpress, naive, status="trash")
        assert wordpress.row(naive) is None
        with pytest.raises(RefusedError, match="destroy"):
            site.deliver(seen(site, ours), Wanted(status=Status.REJECTED))
    assert cell(wordpress, ours, "comment_approved") == "0"


def test_restoring_does_not_publish(wordpress: WordPressServer, site: Site, post: int) -> None:
    naive, ours = (wordpress.write(post, f"Từng được duyệt {n}") for n in (1, 2))
    for comment in (naive, ours):
        for status in (Status.APPROVED, Status.REJECTED):
            site.deliver(seen(site, comment), Wanted(status=status))
    changed(wordpress, naive, status="untrash")
    assert cell(wordpress, naive, "comment_approved") == "1"
    site.deliver(seen(site, ours), Wanted(status=Status.PENDING))
    assert cell(wordpress, ours, "comment_approved") == "0"


def test_article_in_the_trash(wordpress: WordPressServer, site: Site, post: int) -> None:
    """WordPress would publish a comment of an article that nobody sees."""
    naive, ours = (wordpress.write(post, f"Bài bị gỡ {n}") for n in (1, 2))
    wordpress.php(f"return (bool) wp_trash_post({post});")
    assert changed(wordpress, naive, status="approved") == 200
    assert cell(wordpress, naive, "comment_approved") == "1"
    found = seen(site, ours)
    assert found.record.status is Status.REJECTED
    with pytest.raises(RefusedError, match="Restore it there"):
        site.deliver(found, Wanted(status=Status.APPROVED))
    assert cell(wordpress, ours, "comment_approved") == "post-trashed"


# --- texts --------------------------------------------------------------------------------------

TEXTS = (
    "3 < 5 và 7 > 2",
    "<vợ> và <3, <- <=",
    "nháy \"kép\" & 'đơn' &amp; &lt; &#8217; &nbsp; &nosuch;",
    "&lt;b&gt; &amp;lt;b&gt;",
    "<b>đậm</b> <i>nghiêng",
    '<a href="https://x.example/?a=1&b=2">nguồn</a> https://y.example/?c=3&copy=4',
    "😀🇻🇳👨‍👩‍👧 ho\u0301a ho\u0323c",
    "dòng một\n\ndòng hai\r\n  dòng ba  ",
    "C:\\thư mục\\n $1 %s [gallery ids='1'] \u202eđảo\u202c",
    "<script>alert(1)</script> <p>đoạn</p> <img src=x onerror=y>",
)


@pytest.mark.parametrize("text", TEXTS)
def test_edited_text_reads_back(
    wordpress: WordPressServer, site: Site, post: int, text: str
) -> None:
    ours = wordpress.write(post, "Trước khi sửa")
    site.deliver(seen(site, ours), Wanted(text=text))
    told = seen(site, ours).record.text
    assert told == text.replace("\r\n", "\n").strip()
    stored = cell(wordpress, ours, "comment_content")
    site.deliver(seen(site, ours), Wanted(status=Status.APPROVED))
    assert cell(wordpress, ours, "comment_content") == stored


def test_words_between_brackets_are_lost_when_sent_as_they_are(
    wordpress: WordPressServer, site: Site, post: int
) -> None:
    naive = wordpress.write(post, "Trước khi sửa")
    assert changed(wordpress, naive, content="3 < 5 và 7 > 2") == 200
    assert cell(wordpress, naive, "comment_content") == "3  2"


def test_readers_text_is_told_readably(wordpress: WordPressServer, site: Site, post: int) -> None:
    ours = wordpress.write(post, "a < b & c \"d\" 'e'", name="An & Bình")
    assert "&lt;" in cell(wordpress, ours, "comment_content")
    record = seen(site, ours).record
    assert (record.text, record.name) == ("a < b & c \"d\" 'e'", "An & Bình")


def test_text_that_wordpress_changes_is_not_taken_for_done(
    wordpress: WordPressServer, site: Site, post: int
) -> None:
    ours = wordpress.write(post, "Trước khi sửa")
    with pytest.raises(RefusedError, match="another text"):
        site.deliver(seen(site, ours), Wanted(text='<a href="javascript:x()">bấm</a>'))
    with pytest.raises(RefusedError, match="a zero"):
        site.deliver(seen(site, ours), Wanted(text="0"))
    with pytest.raises(RefusedError, match="too long"):
        site.deliver(seen(site, ours), Wanted(text="ă" * 40_000))


def test_staffs_formatting_is_left_alone(wordpress: WordPressServer, site: Site, post: int) -> None:
    ours = wordpress.write(post, "Của tòa soạn")
    wordpress.php(
        "global $wpdb; return $wpdb->update('wp_comments', array('comment_content' => "
        f"'<p>Một</p><ul><li>hai</li></ul>'), array('comment_ID' => {ours}));"
    )
    with pytest.raises(RefusedError, match="only staff"):
        site.deliver(seen(site, ours), Wanted(text="<p>Một</p>"))
    assert cell(wordpress, ours, "comment_content") == "<p>Một</p><ul><li>hai</li></ul>"


# --- replies ------------------------------------------------------------------------------------


def replied(wordpress: WordPressServer, comment: int) -> list[str]:
    rows = wordpress.sql(
        "SELECT comment_approved FROM wp_comments WHERE comment_parent = "
        f"{comment} ORDER BY comment_ID"
    )
    return [row["comment_approved"] for row in rows]


def test_closed_article_takes_no_reply(wordpress: WordPressServer, site: Site, post: int) -> None:
    above = wordpress.write(post, "Hỏi trước khi đóng")
    wordpress.php(f"return wp_update_post(array('ID' => {post}, 'comment_status' => 'closed'));")
    naive = wordpress.ask("POST", "wp/v2/comments", {"post": post, "parent": above, "content": "x"})
    assert (naive.status, naive.json()["code"]) == (403, "rest_comment_closed")
    with pytest.raises(RefusedError, match="closed") as refused:
        site.reply(seen(site, above), "Trả lời", attempted=False)
    assert "đã khóa phần lời bình" in refused.value.words.vi
    assert replied(wordpress, above) == []


def test_lost_reply_is_found_again(wordpress: WordPressServer, site: Site, post: int) -> None:
    above = wordpress.write(post, "Câu hỏi")
    first = site.reply(seen(site, above), "Trả lời <b>& cảm ơn", attempted=False)
    naive = {"post": post, "parent": above, "content": "Trả lời <b>&amp; cảm ơn"}
    answer = wordpress.ask("POST", "wp/v2/comments", naive)
    assert (answer.status, answer.json()["code"]) == (409, "comment_duplicate")
    text = "Trả lời <b>& cảm ơn"
    assert site.reply(seen(site, above), text, attempted=False) == first
    assert site.reply(seen(site, above), text, attempted=True) == first
    site.deliver(seen(site, int(first)), Wanted(status=Status.PENDING))
    assert site.reply(seen(site, above), text, attempted=True) == first
    assert replied(wordpress, above) == ["1"]


def test_reply_that_was_removed_is_not_posted_again(
    wordpress: WordPressServer, site: Site, post: int
) -> None:
    """WordPress does not count what lies in the trash as a duplicate."""
    above = wordpress.write(post, "Câu hỏi")
    first = site.reply(seen(site, above), "Đã trả lời", attempted=False)
    site.deliver(seen(site, int(first)), Wanted(status=Status.REJECTED))
    with pytest.raises(RefusedError, match="in the trash"):
        site.reply(seen(site, above), "Đã trả lời", attempted=True)
    assert replied(wordpress, above) == ["trash"]
    naive = wordpress.ask(
        "POST", "wp/v2/comments", {"post": post, "parent": above, "content": "Đã trả lời"}
    )
    assert naive.status == 201


def test_reader_with_the_same_words_is_not_taken_for_us(
    wordpress: WordPressServer, site: Site, post: int
) -> None:
    above = wordpress.write(post, "Câu hỏi")
    readers = wordpress.write(post, "Cảm ơn bạn", parent=above)
    assert site.reply(seen(site, above), "Cảm ơn bạn", attempted=True) != str(readers)
    assert replied(wordpress, above) == ["0", "1"]


# --- what is no comment -------------------------------------------------------------------------


def test_notes_and_pingbacks_are_no_comments(
    wordpress: WordPressServer, site: Site, post: int
) -> None:
    kinds = [
        wordpress.php(
            f"return wp_insert_comment(array('comment_post_ID' => {post}, 'comment_type' => "
            f"'{kind}', 'comment_content' => 'Ghi chú', 'comment_approved' => '0'));"
        )
        for kind in ("note", "pingback")
    ]
    told = [item for page in site.pull("") for item in page.items]
    for each in kinds:
        assert site.look_up(str(each)) is None
        assert str(each) not in {getattr(item, "external_id", "") for item in told}
    naive = wordpress.ask("GET", f"wp/v2/comments?status=hold&context=edit&type=note&post={post}")
    assert len(naive.json()) == 1


# --- who we are ---------------------------------------------------------------------------------


def test_refused_logins_are_told_apart(
    wordpress: WordPressServer, wordpress_stage: WordPressStage
) -> None:
    def greeted(account: str, secret: str) -> str:
        access = replace(wordpress.access, account=account, secret=secret)
        site = wordpress_stage.open(access)
        try:
            with pytest.raises(LoginRefusedError) as refused:
                site.greet()
            return refused.value.words.en
        finally:
            site.close()

    for account, secret in (
        ("khongai", wordpress.password),
        ("khongai@bao.example", wordpress.password),
        (wordpress.editor, "abcd efgh"),
        (wordpress.editor, ""),
    ):
        assert "not accept this login and password" in greeted(account, secret)
    assert "may not moderate" in greeted(wordpress.reader, wordpress.reader_password)
    with wordpress.option("tests_no_passwords", "1"):
        assert "switched off" in greeted(wordpress.editor, wordpress.password)


def test_password_works_with_and_without_its_blanks(
    wordpress: WordPressServer, wordpress_stage: WordPressStage
) -> None:
    for secret in (wordpress.password, wordpress.password.replace(" ", "")):
        site = wordpress_stage.open(replace(wordpress.access, secret=secret))
        greeting = site.greet()
        site.close()
        assert (greeting.software[:11], greeting.account) == ("WordPress 6", "Biên tập viên")
        assert greeting.key == f"127.0.0.1:{wordpress.port}"


# --- where it is --------------------------------------------------------------------------------


def test_found_from_any_of_its_pages(wordpress: WordPressServer) -> None:
    page = wordpress.php(f"return get_permalink({wordpress.posts[0]});")
    for typed in (wordpress.address, wordpress.address[7:-1], page, wordpress.root, f" {page}#x "):
        assert source.find(typed) == wordpress.root
    assert source.find(f"{wordpress.address}wp-login.php") == wordpress.root
    assert source.password_page(wordpress.root) == (
        f"{wordpress.address}wp-admin/authorize-application.php"
    )


def test_works_where_addresses_are_not_pretty(
    wordpress: WordPressServer, wordpress_stage: WordPressStage
) -> None:
    comment = wordpress.write(wordpress.posts[0], "Đường dẫn thô")
    with wordpress.option("permalink_structure", ""):
        root = source.find(wordpress.address)
        assert root is not None
        assert "rest_route=" in root
        site = wordpress_stage.open(replace(wordpress.access, address=root))
        site.deliver(seen(site, comment), Wanted(status=Status.APPROVED))
        assert seen(site, comment).record.status is Status.APPROVED
        site.close()


def test_site_opens_from_any_of_its_pages(
    wordpress: WordPressServer, wordpress_stage: WordPressStage
) -> None:
    site = wordpress_stage.open(replace(wordpress.access, address=wordpress.address))
    assert site.greet().key == wordpress.access.key
    site.close()
