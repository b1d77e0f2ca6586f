"""JSON Lines: what is read, what is refused in which words, and that nothing of it is a crash."""

from __future__ import annotations

import codecs
import json
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.sources import json_lines, rows
from app.sources.files import reader_for
from app.sources.formats import jsonl
from app.sources.formats.jsonl import JsonLines
from app.sources.record import ArticleRecord, CommentRecord, Item, ReadOptions, RejectedRow
from app.sources.rows import opened

ROW = {"id": "c1", "article_url": "https://www.VnBao.example/tin/1.html", "text": "Bài hay quá"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "comments.jsonl"


@pytest.fixture
def in_hanoi(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def items(path: Path, content: bytes, options: ReadOptions | None = None) -> list[Item]:
    path.write_bytes(content)
    return [item for _, item in JsonLines().read(path, options or ReadOptions())]


def comments(found: list[Item]) -> list[CommentRecord]:
    return [item for item in found if isinstance(item, CommentRecord)]


def line(**changes: object) -> bytes:
    row = {name: value for name, value in {**ROW, **changes}.items() if value is not ...}
    return json.dumps(row, ensure_ascii=False).encode() + b"\n"


def refusal(path: Path, content: bytes) -> RejectedRow:
    (rejected,) = items(path, content)
    assert isinstance(rejected, RejectedRow)
    assert rejected.reason.vi != rejected.reason.en
    return rejected


def test_a_full_row_becomes_its_article_and_its_comment(file: Path) -> None:
    found = items(
        file,
        line(
            article_title=" Hạn hán ",
            article_section="Thời sự",
            article_published_at="2026-05-01T06:00:00Z",
            article_lead="Tóm tắt",
            article_body="Thân bài\n\nĐoạn hai",
            article_byline="An",
            article_caption="Ảnh: B",
            name=" Nguyễn Văn A",
            email="a@example.com ",
            parent_id="c0",
            website="https://a.example",
            ip="192.0.2.1",
            created_at="2026-05-01T08:00:00+07:00",
            status="Approved",
            likes=4,
            more={"nested": [1, 2.5, None]},
        ),
    )
    eight = moment.from_datetime(datetime(2026, 5, 1, 1, tzinfo=UTC))
    assert found == [
        ArticleRecord(
            source="vnbao.example",
            external_id=ROW["article_url"],
            url=ROW["article_url"],
            title="Hạn hán",
            section="Thời sự",
            byline="An",
            published_at=eight + 5 * moment.HOUR,
            lead="Tóm tắt",
            body="Thân bài\n\nĐoạn hai",
            caption="Ảnh: B",
        ),
        CommentRecord(
            source="vnbao.example",
            external_id="c1",
            article=ROW["article_url"],
            line=1,
            name=" Nguyễn Văn A",
            address="a@example.com ",
            text="Bài hay quá",
            created_at=eight,
            parent="c0",
            status=Status.APPROVED,
            website="https://a.example",
            machine="192.0.2.1",
        ),
    ]


def test_what_a_row_leaves_out_stays_empty(file: Path) -> None:
    (comment,) = comments(items(file, line(name=None, status="", created_at="  ")))
    assert (comment.name, comment.address, comment.parent) == ("", "", None)
    assert (comment.status, comment.created_at, comment.damaged) == (None, 0, False)


@pytest.mark.usefixtures("in_hanoi")
def test_a_time_without_offset_is_the_newsrooms_own(file: Path) -> None:
    (comment,) = comments(items(file, line(created_at="2026-05-01 08:00")))
    assert moment.to_iso(comment.created_at) == "2026-05-01T01:00:00Z"


@pytest.mark.parametrize(
    ("given", "kept"), [(7, "7"), (7.0, "7"), (" 7 ", "7"), (-(2**63), str(-(2**63)))]
)
def test_numeric_ids_are_accepted_as_text(file: Path, given: object, kept: str) -> None:
    (comment,) = comments(items(file, line(id=given, parent_id=given)))
    assert (comment.external_id, comment.parent) == (kept, kept)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"id": "1", oops}\n', "This is not valid JSON (column 13)."),
        (b"[1, 2]\n", "The line is not a JSON object {…}."),
        (b"7\n", "The line is not a JSON object {…}."),
        (b'{"id": NaN}\n', "It holds NaN, which is not a number JSON allows."),
        (b'{"x": -Infinity}\n', "It holds -Infinity, which is not a number JSON allows."),
        (b'{"x": 1e999}\n', "It holds 1e999, which is not a number JSON allows."),
        (b'{"id": 1, "id": 2}\n', "The field “id” is there twice."),
        (b'{"x": {"y": 1, "y": 2}}\n', "The field “y” is there twice."),
        (b'{"x": ' + b"[" * 100_000 + b"\n", "The JSON is nested too deeply."),
        (b'{"id": ' + b"9" * 5000 + b"}\n", "It holds a huge whole number (5000 digits)."),
        (b'{"id": -9223372036854775809}\n', "It holds a huge whole number (19 digits)."),
        (b'{"id": "\xff"}\n', "The line is not UTF-8 (byte 9)."),
        (line(text=5), "The field “text” must be text."),
        (line(name=["A"]), "The field “name” must be text."),
        (line(id=True), "The field “id” must be text."),
        (line(id=1.5), "The field “id” must be text."),
        (line(id=1e300), "The field “id” must be text."),
        (line(text=...), "The text is missing."),
        (line(text=" \n "), "The text is missing."),
        (line(article_url=" "), "The article is missing (article_url or article_title)."),
        (line(article_url=None), "The article is missing (article_url or article_title)."),
        (line(id=...), "The id is missing."),
        (line(id=" "), "The id is missing."),
        (line(status="published"), "Unknown status: “published”."),
        (line(created_at="hôm qua"), "Unreadable time: “hôm qua”."),
        (line(created_at="x" * 100), f"Unreadable time: “{'x' * 80}…”."),
        (line(created_at="0001-01-01T00:00:00+14:00"), "Unreadable time: "),
        (line(article_published_at="?"), "Unreadable time: “?”."),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_row_that_cannot_be_used_is_refused_in_words(
    file: Path, content: bytes, words: str
) -> None:
    rejected = refusal(file, content)
    assert rejected.reason.en.startswith(words)
    assert rejected.line == 1
    assert rejected.raw == content.decode("utf-8", "replace").rstrip("\n")[:500]


def test_a_refused_row_takes_nothing_else_with_it(file: Path) -> None:
    found = items(file, line() + b"\n  \r\n" + b"nonsense\n" + line(id="c2"))
    assert [type(item) for item in found] == [
        ArticleRecord,
        CommentRecord,
        RejectedRow,
        CommentRecord,
    ]
    assert [item.line for item in found if not isinstance(item, ArticleRecord)] == [1, 4, 5]


@pytest.mark.parametrize(
    "rest", [b'{"id": "c2", "text": "Ng', b'{"id": "c2", "text": "\xe1\xbb', b"{"]
)
def test_a_cut_last_line_is_called_that(file: Path, rest: bytes) -> None:
    *_, rejected = items(file, line() + rest)
    assert isinstance(rejected, RejectedRow)
    assert rejected.reason.en == "The file ends in the middle of this line."
    assert rejected.line == 2


def test_a_last_line_without_line_end_may_be_whole(file: Path) -> None:
    assert len(comments(items(file, line() + line(id="c2").rstrip()))) == 2


@pytest.mark.parametrize("between", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_only_line_feeds_end_a_line(file: Path, between: str) -> None:
    text = f"trước{between}sau"
    escaped = json.dumps({**ROW, "text": text}, ensure_ascii=between < "\x20").encode() + b"\r\n"
    (comment,) = comments(items(file, escaped))
    assert comment.text == text


def test_a_byte_order_mark_is_no_part_of_the_first_row(file: Path) -> None:
    assert len(comments(items(file, codecs.BOM_UTF8 + line()))) == 1


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_utf16_is_refused_as_a_whole(file: Path, mark: bytes) -> None:
    with pytest.raises(UnusableInputError, match="UTF-16"):
        items(file, mark + b"{\x00")


def test_what_cannot_be_stored_is_replaced_and_the_text_called_damaged(file: Path) -> None:
    row = r'{"id":"a\u0000","article_title":"\ud800","name":"\udfff","text":"x\ud800y"}' + "\n"
    found = items(file, row.encode())
    assert found[0] == ArticleRecord("file", "\ufffd", "", "\ufffd")
    (comment,) = comments(found)
    assert (comment.external_id, comment.name) == ("a\ufffd", "\ufffd")
    assert (comment.text, comment.damaged) == ("x\ufffdy", True)


def test_a_pair_of_escapes_is_one_character(file: Path) -> None:
    row = json.dumps({**ROW, "text": "😀"}).encode()
    (comment,) = comments(items(file, row))
    assert (comment.text, comment.damaged) == ("😀", False)


def test_a_comment_of_ten_megabytes_is_taken_whole(file: Path) -> None:
    (comment,) = comments(items(file, line(text="ă" * 5_000_000)))
    assert len(comment.text) == 5_000_000


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_line_over_the_limit_is_skipped_unread(
    file: Path, monkeypatch: pytest.MonkeyPatch, mark: bytes
) -> None:
    monkeypatch.setattr(json_lines, "LINE_LIMIT", 1000)
    long = line(text="dài " * 1_000_000)
    file.write_bytes(mark + long + line(id="c2") + long.rstrip())
    found = list(JsonLines().read(file, ReadOptions()))
    assert [type(item) for _, item in found] == [
        RejectedRow,
        ArticleRecord,
        CommentRecord,
        RejectedRow,
    ]
    for _, item in found:
        if isinstance(item, RejectedRow):
            assert item.reason.en == "The line is longer than 16 MiB."
            assert len(item.raw) == 500
    assert found[0][0] == len(mark + long)
    assert found[-1][0] == file.stat().st_size


def test_progress_is_counted_in_bytes_of_the_file(file: Path) -> None:
    first, second = line(), line(id="c2", text="ữ" * 50)
    file.write_bytes(codecs.BOM_UTF8 + first + b"\n" + second)
    done = [done for done, _ in JsonLines().read(file, ReadOptions())]
    assert done == [3 + len(first), 3 + len(first), file.stat().st_size]


# --- articles and sources


def test_an_article_is_told_once_and_again_when_it_changes(file: Path) -> None:
    rows = [
        line(article_title="Cũ"),
        line(id="c2", article_title="Cũ"),
        line(id="c3", article_title="Mới"),
        line(id="c4", article_title="Cũ"),
        line(id="c5", article_title=" Cũ"),
        line(id="c6", article_url="https://vnbao.example/2", article_title="Cũ"),
    ]
    found = items(file, b"".join(rows))
    told = [item.title for item in found if isinstance(item, ArticleRecord)]
    assert told == ["Cũ", "Mới", "Cũ", "Cũ"]
    assert len(comments(found)) == 6


def test_what_is_remembered_for_speed_stays_small(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "_RECENT_ARTICLES", 2)
    given = [line(id=f"c{n}", article_url=f"https://a.example/{n % 5}") for n in range(20)]
    given += [line(id=f"d{n}", article_url="https://a.example/" + "x" * 2000) for n in range(3)]
    found = items(file, b"".join(given))
    assert sum(isinstance(item, ArticleRecord) for item in found) == 6
    assert len(comments(found)) == 23


def test_a_title_names_an_article_that_has_no_address(file: Path) -> None:
    found = items(file, line(article_url=..., article_title="Hạn hán"))
    assert found[0] == ArticleRecord("file", "Hạn hán", "", "Hạn hán")


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://www.VNBAO.example:8080/a", "vnbao.example"),
        ("//m.vnbao.example/a", "m.vnbao.example"),
        ("www.vnbao.example/a", "vnbao.example"),
        ("http://[::1", "file"),
        ("http:///a", "file"),
        ("/tin/1.html", "file"),
        ("Hạn hán", "file"),
    ],
)
def test_a_source_is_named_after_the_articles_host(file: Path, url: str, source: str) -> None:
    found = items(file, line(article_url=url))
    assert {getattr(item, "source", None) for item in found} == {source}


def test_a_source_that_was_said_comes_first(file: Path) -> None:
    (comment,) = comments(items(file, line(), ReadOptions(source="kho")))
    assert comment.source == "kho"


# --- invariants

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
filled = words.filter(lambda text: bool(text.strip()))
tidy = filled.map(str.strip)


@given(
    st.lists(
        st.fixed_dictionaries(
            {"id": tidy, "article_title": tidy, "text": filled},
            optional={"name": words, "email": words, "parent_id": tidy, "more": st.integers(0, 9)},
        )
    ),
    st.sampled_from([b"\n", b"\r\n", b"\n\n"]),
    st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_rows_written_are_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[dict[str, object]],
    end: bytes,
    escaped: bool,
) -> None:
    path = tmp_path_factory.getbasetemp() / "equal.jsonl"
    lines = [json.dumps(row, ensure_ascii=escaped).encode() + end for row in rows]
    found = items(path, b"".join(lines))
    assert [
        (item.external_id, item.article, item.text, item.name, item.address, item.parent)
        for item in comments(found)
    ] == [
        (
            row["id"],
            row["article_title"],
            row["text"],
            row.get("name", ""),
            row.get("email", ""),
            row.get("parent_id"),
        )
        for row in rows
    ]
    assert not [item for item in found if isinstance(item, RejectedRow)]


names = st.sampled_from(["id", "text", "te\\u0078t", "name", "x", '\\"', "\\\\"])
values = st.sampled_from(
    [
        '""',
        '"a"',
        '"\\""',
        '"\\\\"',
        '"\\u0041: \\"x\\""',
        "null",
        "1",
        "[1]",
        '{"id": "a"}',
        "NaN",
        '"ê"',
    ]
)
members = st.tuples(names, st.sampled_from([":", " : "]), values)


@given(st.lists(members), st.sampled_from(["{}", " {} ", "{}x", "[{}]", "{}\r"]))
def test_a_plain_line_is_read_as_a_strict_reader_would(
    pairs: list[tuple[str, str, str]], around: str
) -> None:
    inside = ", ".join(f'"{name}"{colon}{value}' for name, colon, value in pairs)
    written = around.replace("{}", f"{{{inside}}}").encode() + b"\n"
    plain = jsonl._plain_fields(written)
    if plain:
        assert plain == json_lines.object_on(written)


@given(st.binary() | st.lists(st.sampled_from([*b'{}[]":,\\u0dn1e\n\xff'])).map(bytes))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonl"
    with suppress(UnusableInputError):
        found = items(path, content)
        for item in found:
            assert isinstance(item, RejectedRow)
            item.raw.encode()


def test_what_it_recognises() -> None:
    reader = JsonLines()
    assert reader.recognises(Path("a.txt"), b"\xef\xbb\xbf \n{")
    assert not reader.recognises(Path("a.jsonl"), b"id,text")
    assert not reader.recognises(Path("a.jsonl"), b"")


def test_a_file_that_cannot_be_opened_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(UnusableInputError, match="cannot be read"):
        next(JsonLines().read(tmp_path / "none.jsonl", ReadOptions()))
    with pytest.raises(UnusableInputError, match="null byte"):
        opened(Path("a\0b"))


def test_no_word_in_a_comment_makes_a_file_another_systems(tmp_path: Path) -> None:
    path = tmp_path / "comments.jsonl"
    for word in ("commentHex", "page_key", "waline", "users", "results", "comments"):
        row = {"id": "1", "article_url": "https://bao.vn/cau.html", "name": word, "text": word}
        path.write_text(json.dumps(row) + "\n", "utf-8")
        assert reader_for(path, None).name == "jsonl", word
