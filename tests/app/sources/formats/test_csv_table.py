"""Tables: encodings, delimiters, headers in two languages, times, derived ids, broken rows."""

from __future__ import annotations

import codecs
import csv
import io
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import moment
from app.domain.comment import Status
from app.domain.errors import UnusableInputError
from app.sources.formats import csv_table
from app.sources.formats.csv_table import CsvTable
from app.sources.record import ArticleRecord, CommentRecord, Item, ReadOptions, RejectedRow

FORM = "Họ và tên,Email,Lời bình,Bài viết,Thời gian"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "comments.csv"


@pytest.fixture
def in_hanoi(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def items(path: Path, content: str | bytes, options: ReadOptions | None = None) -> list[Item]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [item for _, item in CsvTable().read(path, options or ReadOptions())]


def comments(found: list[Item]) -> list[CommentRecord]:
    return [item for item in found if isinstance(item, CommentRecord)]


def rejected(found: list[Item]) -> list[tuple[int, str]]:
    return [(item.line, item.reason.en) for item in found if isinstance(item, RejectedRow)]


@pytest.mark.usefixtures("in_hanoi")
def test_the_forms_own_headers(file: Path) -> None:
    content = f"{FORM}\r\nNguyễn Văn A,a@example.com,Hay quá,Hạn hán,01/05/2026 08:00\r\n"
    article, comment = items(file, content)
    assert article == ArticleRecord("file", "Hạn hán", "", "Hạn hán")
    assert isinstance(comment, CommentRecord)
    assert (comment.name, comment.address) == ("Nguyễn Văn A", "a@example.com")
    assert (comment.text, comment.article, comment.line) == ("Hay quá", "Hạn hán", 2)
    assert moment.to_iso(comment.created_at) == "2026-05-01T01:00:00Z"


def test_every_field_by_its_own_name(file: Path) -> None:
    row = {
        "id": " c1 ",
        "name": "A",
        "email": "a@example.com",
        "text": " Hay ",
        "article_url": "https://www.a.example/1",
        "article_title": "Hạn hán",
        "created_at": "2026-05-01T08:00:00Z",
        "parent_id": "c0",
        "website": "https://a.example",
        "ip": "192.0.2.1",
        "status": "spam",
        "article_section": "Thời sự",
        "article_published_at": "01/05/2026",
        "article_lead": "Tóm tắt",
        "article_body": "Thân",
        "article_byline": "An",
        "article_caption": "Ảnh",
        "more": "1",
    }
    article, comment = items(file, ",".join(row) + "\n" + ",".join(row.values()) + "\n")
    assert isinstance(article, ArticleRecord)
    assert (article.source, article.external_id) == ("a.example", "https://www.a.example/1")
    assert article.published_at
    assert [article.section, article.lead, article.body, article.byline, article.caption] == [
        "Thời sự",
        "Tóm tắt",
        "Thân",
        "An",
        "Ảnh",
    ]
    assert isinstance(comment, CommentRecord)
    assert (comment.external_id, comment.text, comment.parent) == ("c1", " Hay ", "c0")
    assert (comment.status, comment.machine) == (Status.SPAM, "192.0.2.1")


@pytest.mark.parametrize(
    ("header", "attribute"),
    [
        ("MÃ", "external_id"),
        ("ho ten", "name"),
        ("Họ_Tên", "name"),
        ("Họ và tên", "name"),
        ("Author", "name"),
        ("E-Mail", "address"),
        ("Thư điện tử:", "address"),
        ("bình luận", "text"),
        ("NỘI DUNG *", "text"),
        ("Comment", "text"),
        ("Trả lời cho", "parent"),
        ("Trang web", "website"),
        ("IP", "machine"),
    ],
)
def test_headers_in_any_spelling(file: Path, header: str, attribute: str) -> None:
    if attribute == "text":
        (_, comment) = items(file, f"{header},url\nvalue,https://a.example/1\n")
    else:
        (_, comment) = items(file, f"{header},text,url\nvalue,Hay,https://a.example/1\n")
    assert getattr(comment, attribute) == "value"


@pytest.mark.parametrize(
    ("header", "value", "url", "title"),
    [
        ("Bài viết", "https://a.example/1", "https://a.example/1", ""),
        ("bai viet", "Hạn hán", "", "Hạn hán"),
        ("link bài", "/tin/1", "/tin/1", ""),
        ("Tiêu đề", "Hạn hán", "", "Hạn hán"),
        ("Bài viết,Tiêu đề", "Một,Hai", "", "Hai"),
        ("Bài viết,url", "Một,/1", "/1", "Một"),
        ("url,article_url", "/2,/1", "/1", ""),
        ("Bài viết,url", "Một, ", "", "Một"),
    ],
)
def test_an_article_is_an_address_or_a_title(
    file: Path, header: str, value: str, url: str, title: str
) -> None:
    article = items(file, f"text,{header}\nHay,{value}\n")[0]
    assert isinstance(article, ArticleRecord)
    assert (article.url, article.title) == (url, title)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("", None),
        ("Pending", Status.PENDING),
        ("Chờ duyệt", Status.PENDING),
        ("đã duyệt", Status.APPROVED),
        ("DUYỆT", Status.APPROVED),
        ("từ chối", Status.REJECTED),
        ("Đã từ chối", Status.REJECTED),
        ("thư rác", Status.SPAM),
    ],
)
def test_statuses_in_both_languages(file: Path, word: str, status: Status | None) -> None:
    (comment,) = comments(items(file, f"text,url,Trạng thái\nHay,/1,{word}\n"))
    assert comment.status is status


@pytest.mark.usefixtures("in_hanoi")
@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ("2026-05-01T08:00:00Z", "2026-05-01T08:00:00Z"),
        ("2026-05-01 08:00", "2026-05-01T01:00:00Z"),
        ("01/05/2026", "2026-04-30T17:00:00Z"),
        ("1/5/2026 8:05", "2026-05-01T01:05:00Z"),
        ("01/05/2026 08:00:30", "2026-05-01T01:00:30Z"),
        ('"01/05/2026, 08:00"', "2026-05-01T01:00:00Z"),
        ("01-05-2026 08:00", "2026-05-01T01:00:00Z"),
        ("08:00 01/05/2026", "2026-05-01T01:00:00Z"),
        ("08:00:30 01-05-2026", "2026-05-01T01:00:30Z"),
    ],
)
def test_times_as_vietnam_writes_them(file: Path, told: str, iso: str) -> None:
    (comment,) = comments(items(file, f"text,url,Ngày\nHay,/1,{told}\n"))
    assert moment.to_iso(comment.created_at) == iso


@pytest.mark.parametrize(
    "told", ["31/02/2026", "05/13/2026", "08:00 01/05/2026 09:00", "01/05-2026", "25:00 01/05/2026"]
)
def test_a_time_that_is_none_is_refused(file: Path, told: str) -> None:
    assert rejected(items(file, f"text,url,Ngày\nHay,/1,{told}\n")) == [
        (2, f"Unreadable time: “{told}”.")
    ]


# --- encodings and delimiters


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(
    file: Path, encoding: str, delimiter: str, end: str
) -> None:
    rows = ["Lời bình|Bài viết|Họ tên", "Hay, quá|Hạn hán; lũ|Ngữ", ""]
    lines = [delimiter.join(f'"{cell}"' for cell in row.split("|")) for row in rows]
    (comment,) = comments(items(file, end.join(lines).encode(encoding)))
    assert (comment.text, comment.article, comment.name) == ("Hay, quá", "Hạn hán; lũ", "Ngữ")


def test_big_endian_utf16(file: Path) -> None:
    content = codecs.BOM_UTF16_BE + "text;url\nNgữ;/1\n".encode("utf-16-be")
    assert comments(items(file, content))[0].text == "Ngữ"


@pytest.mark.parametrize("hint", ["sep=;", '"sep=;"'])
def test_the_spreadsheets_own_hint(file: Path, hint: str) -> None:
    (comment,) = comments(items(file, f"{hint}\r\ntext;url\r\nmột, hai;/1\r\n"))
    assert (comment.text, comment.line) == ("một, hai", 3)


@pytest.mark.parametrize(
    "content",
    [
        "Họ và tên,Lời bình,Bài viết\nA,Hay,B\n".encode("cp1258", "replace").replace(b"?", b"\xf2"),
        b"text,url\n" + "café,/1\n".encode("latin-1") * 3,
        codecs.BOM_UTF32_LE + "text,url\n".encode("utf-32-le"),
    ],
)
def test_another_encoding_is_refused_as_a_whole(file: Path, content: bytes) -> None:
    with pytest.raises(UnusableInputError, match="neither UTF-8 nor UTF-16"):
        items(file, content)


def test_single_rows_that_are_not_utf8_are_refused_alone(file: Path) -> None:
    content = b'text,url\nHay,/1\ncaf\xe9,/1\n"hai\nd\xf2ng",/1\nT\xe1\xbb\x91t,/1\n'
    found = items(file, content)
    reason = "The row holds bytes that are not UTF-8."
    assert rejected(found) == [(3, reason), (4, reason)]
    assert [comment.text for comment in comments(found)] == ["Hay", "Tốt"]
    assert next(item.raw for item in found if isinstance(item, RejectedRow)) == "caf\ufffd,/1"


def test_utf16_with_half_a_character_at_its_end_is_cut(file: Path) -> None:
    whole = "text,url\nHay,/1\n".encode("utf-16")
    assert rejected(items(file, whole + b"x")) == [(3, "The file ends in the middle of this line.")]
    found = items(file, whole + '"mở'.encode("utf-16-le") + b"x")
    assert [line for line, _ in rejected(found)] == [3]


def test_half_a_pair_in_utf16_is_replaced_and_called_damaged(file: Path) -> None:
    content = "text,url\nx".encode("utf-16") + b"\x00\xd8" + "y,/1\n".encode("utf-16-le")
    (comment,) = comments(items(file, content))
    assert (comment.text, comment.damaged) == ("x\ufffdy", True)


def test_nul_is_replaced(file: Path) -> None:
    (comment,) = comments(items(file, "text,url,na\0me\nx\0y,/1,A\n"))
    assert (comment.text, comment.damaged) == ("x\ufffdy", True)


# --- rows


def test_line_ends_and_odd_separators_inside_cells(file: Path) -> None:
    found = items(file, 'text,url\n"một\r\nhai\u2028ba",/1\nbốn\x85\x0b\x1c,/1\n')
    assert [(c.text, c.line) for c in comments(found)] == [
        ("một\r\nhai\u2028ba", 2),
        ("bốn\x85\x0b\x1c", 4),
    ]


def test_rows_of_another_width_are_refused_with_their_line(file: Path) -> None:
    found = items(file, 'text,url\n"a\nb",/1\nx\n\n,\n"c\nd",/1,more\nHay,/1\n')
    assert rejected(found) == [
        (4, "The row has 1 columns, the header has 2."),
        (7, "The row has 3 columns, the header has 2."),
    ]
    assert [comment.line for comment in comments(found)] == [2, 9]


def test_rows_without_text_article_or_id_are_refused(file: Path) -> None:
    found = items(file, "id,text,url\n1, ,/1\n2,Hay,\n,Hay,/1\n3,Hay,/1\n")
    assert [line for line, _ in rejected(found)] == [2, 3, 4]
    assert [comment.external_id for comment in comments(found)] == ["3"]


def test_an_unknown_status_is_refused(file: Path) -> None:
    assert rejected(items(file, "text,url,status\nHay,/1,maybe\n")) == [
        (2, "Unknown status: “maybe”.")
    ]


def test_a_quote_that_never_closes_is_called_cut(file: Path) -> None:
    found = items(file, 'text,url\nHay,/1\n"mở ra,/1\nHay,/2\n')
    assert rejected(found) == [
        (
            3,
            "The file ends in the middle of this row: a quotation mark is never closed "
            "(the last 2 lines are inside it).",
        )
    ]
    assert len(comments(found)) == 1


def test_a_cell_of_ten_megabytes_is_taken_and_the_modules_limit_kept(file: Path) -> None:
    before = csv.field_size_limit()
    reading = CsvTable().read(file, ReadOptions())
    file.write_text("text,url\n" + "x" * 10_000_000 + ",/1\nHay,/1\n")
    next(reading)
    assert csv.field_size_limit() == before
    _, comment = next(reading)
    assert isinstance(comment, CommentRecord)
    assert len(comment.text) == 10_000_000
    reading.close()
    assert csv.field_size_limit() == before


def test_cells_and_lines_over_the_limits_are_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_table, "FIELD_LIMIT", 1000)
    monkeypatch.setattr(csv_table, "LINE_LIMIT", 2000)
    found = items(
        file,
        f'text,url\n{"x" * 1500},/1\n"{"y" * 3000}\nzz",/1\n"{"z" * 3_000_000}",/1\n'
        f'"{"a" * 600}\n{"b" * 600}\nc,/1\n{"d" * 3000}\ne,/1\n",/1\nHay,/1\n',
    )
    reasons = dict(rejected(found))
    assert reasons[2].startswith("A cell is longer")
    assert reasons[3].startswith("The line is longer")
    assert reasons[5].startswith("The line is longer")
    assert reasons[6].startswith("A cell is longer")
    assert [comment.line for comment in comments(found)] == [12]
    assert max(len(item.raw) for item in found if isinstance(item, RejectedRow)) == 500


def test_an_endless_cell_is_cut(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_table, "FIELD_LIMIT", 1000)
    ((line, reason),) = rejected(items(file, 'text,url\n"mở\n' + "x,/1\n" * 1000))
    assert line == 2
    assert "(the last 1001 lines are inside it)" in reason


def test_a_last_line_over_the_limit_without_line_end(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_table, "LINE_LIMIT", 100)
    assert [line for line, _ in rejected(items(file, "text,url\n" + "x" * 5000))] == [2]


# --- columns told by a person, and files without columns


def test_columns_that_were_told_come_first(file: Path) -> None:
    options = ReadOptions(columns=(("Ý kiến", "text"), ("text", "NAME"), ("bai", "article_url")))
    found = items(file, "text,Ý kiến,Tên,Bài\nA,Hay,B,/1\n", options)
    (comment,) = comments(found)
    assert (comment.text, comment.name, comment.article) == ("Hay", "A", "/1")


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ((("text", "title"),), "--map knows no field “title”; the fields are: id, name, email, "),
        ((("Ý kiến", "text"),), "--map names a column “Ý kiến” .* headers: text, url, –"),
        (((" ", "text"),), "--map names a column"),
    ],
)
def test_a_mapping_that_cannot_be_followed(
    file: Path, columns: tuple[tuple[str, str], ...], words: str
) -> None:
    with pytest.raises(UnusableInputError, match=words):
        items(file, "text,url,\nHay,/1,\n", ReadOptions(columns=columns))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Ý kiến,url\n", "no column for the text of a comment.*Ý kiến, url.*--map “Ý kiến=text”"),
        ("text,Tên\n", "no column for the article.*text, Tên.*=article_url”"),
        (",".join("abcdefghijklmnopqrstuvwxyz0123456789"), ", …. Say"),
        (";;;\n", "no header line"),
        ("\n\n", "no header line"),
        ("", "no header line"),
        ('text,"url\nHay,/1\n', "ends in the middle"),
    ],
)
def test_a_file_without_the_columns_it_needs(file: Path, content: str, words: str) -> None:
    with pytest.raises(UnusableInputError, match=words) as refused:
        items(file, content)
    assert refused.value.words.vi


def test_a_header_alone_is_an_empty_table(file: Path) -> None:
    assert items(file, FORM) == []


def test_blank_lines_before_the_header(file: Path) -> None:
    assert comments(items(file, "\n \ntext;url\nHay;/1\n"))[0].line == 4


# --- ids where the file has none


def test_ids_are_derived_and_equal_rows_are_numbered(file: Path) -> None:
    rows = "A,a@b.vn,Hay,/1,01/05/2026\n" * 3 + "A,a@b.vn,Hay,/2,01/05/2026\n"
    ids = [comment.external_id for comment in comments(items(file, f"{FORM}\n{rows}"))]
    assert ids[1:3] == [f"{ids[0]}#2", f"{ids[0]}#3"]
    assert ids[3] != ids[0]
    assert all(name.startswith("sha256:") and len(name.split("#")[0]) == 39 for name in ids)
    again = [comment.external_id for comment in comments(items(file, f"{FORM}\n{rows}"))]
    assert again == ids


def test_a_derived_id_does_not_hang_on_how_the_date_is_written(file: Path) -> None:
    first = items(file, f"{FORM}\nA,,Hay,/1,01/05/2026 08:00\n")
    second = items(file, f"{FORM}\nA,,Hay,/1,2026-05-01T08:00\n")
    assert comments(first)[0].external_id == comments(second)[0].external_id


# --- recognising, progress, invariants


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        (FORM.encode(), True),
        (b"sep=;\r\n", False),
        (b"text;url\n1;2", True),
        ("Lời bình\tx".encode("utf-16"), True),
        (b"Some text, and more of it\n", False),
        (b'{"text": 1}', False),
        (b"\xff\x00\xff", False),
        (b"", False),
    ],
)
def test_what_it_recognises(head: bytes, recognised: bool) -> None:
    assert CsvTable().recognises(Path("a"), head) is recognised


def test_progress_never_goes_back_and_ends_at_the_end(file: Path) -> None:
    file.write_text("text,url\n" + "Hay,/1\n" * 20_000)
    done = [done for done, _ in CsvTable().read(file, ReadOptions())]
    assert done == sorted(done)
    assert done[0] < done[-1] == file.stat().st_size


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
filled = cells.filter(lambda text: bool(text.strip()))


@given(
    st.lists(st.tuples(filled.map(str.strip), filled.map(str.strip), filled, cells)),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(deadline=None)
def test_rows_written_are_read_back_equal(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str, str]],
    encoding: str,
    delimiter: str,
    end: str,
) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([("id", "article_title", "text", "name"), *rows])
    path = tmp_path_factory.getbasetemp() / "equal.csv"
    found = items(path, written.getvalue().encode(encoding))
    assert rejected(found) == []
    assert [(c.external_id, c.article, c.text, c.name) for c in comments(found)] == rows


@given(
    st.sampled_from([b"", b"text,url\n", codecs.BOM_UTF16_LE + "text,url\n".encode("utf-16-le")]),
    st.binary() | st.lists(st.sampled_from([*b'a,;"\n\r\t\0\xff\xd8\xe1\xbb'])).map(bytes),
)
@settings(deadline=None, max_examples=300)
def test_any_bytes_are_read_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, head: bytes, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    with suppress(UnusableInputError):
        found = items(path, head + content)
        for item in found:
            repr(item).encode()
            if isinstance(item, RejectedRow):
                item.raw.encode()
