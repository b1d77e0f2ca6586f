"""A few sound files of each format, small and whole, out of which the fuzzed ones are made."""

from __future__ import annotations

import gzip
import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from tests.app.sources.formats import (
    test_artalk,
    test_commento,
    test_remark42,
    test_twikoo,
    test_waline,
)
from tests.app.sources.wordpress import test_export

ROW = {
    "id": "c1",
    "article_url": "https://bao.example/tin/1.html",
    "article_title": "Hạn hán",
    "article_published_at": "2026-05-01T06:00:00Z",
    "name": "Nguyễn Văn A",
    "email": "a@bao.example",
    "text": "Bài hay quá",
    "parent_id": "c0",
    "created_at": "2026-05-01T08:00:00+07:00",
    "status": "approved",
}
TABLE = (
    "id;Họ và tên;Email;Lời bình;Bài viết;Thời gian;status\n"
    '1;"Trần ""Hà""";ha@bao.example;"Hay\nlắm";https://bao.example/1;2026-05-01 08:00;approved\n'
    "2;;;Hay;https://bao.example/1;01/05/2026 08:00;\n"
)
DISQUS = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<thread dsq:id="11"><id>/a</id><link>https://bao.example/a?utm_source=x</link><title>Bài</title>
<createdAt>2023-11-15T12:00:00Z</createdAt><isDeleted>false</isDeleted></thread>
<post dsq:id="21"><id>wp_1</id><message><![CDATA[<p>Hay <b>lắm</b></p>]]></message>
<createdAt>2023-11-15T12:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
<author><name>Hà</name><email>ha@bao.example</email><isAnonymous>true</isAnonymous></author>
<ipAddress>192.0.2.7</ipAddress><thread dsq:id="11"/></post>
<post dsq:id="22"><id/><message>Hay &amp; &#7841;</message>
<createdAt>2023-11-15T12:00:00Z</createdAt>
<isDeleted>true</isDeleted><isSpam>true</isSpam><author><username>ha</username></author>
<thread dsq:id="11"/><parent dsq:id="21"/></post>
</disqus>
"""
ISSO = [
    {
        "id": "/tin/1.html",
        "title": "Hạn hán",
        "comments": [
            {
                "id": 1,
                "author": "Hà",
                "email": "ha@bao.example",
                "website": None,
                "remote_addr": "192.0.2.7",
                "created": "2023-11-15 12:00:00",
                "text": "Hay <b>lắm</b>",
            },
            {"id": 2, "parent": 1, "author": "", "text": "Hay", "created": "2023-11-15T12:00:00"},
        ],
    },
    {"id": "https://bao.example/2", "title": "", "comments": []},
]
ISSO_TABLES = """
CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,
    created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR,
    author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER DEFAULT 0,
    dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
INSERT INTO threads VALUES (1, '/tin/1.html', 'Hạn hán'), (2, 'https://bao.example/2', NULL);
INSERT INTO comments VALUES
    (1, 1, NULL, 1700049600.25, NULL, 1, '192.0.2.0', 'Hay', 'Hà', 'a@b.vn', NULL, 0, 0, '', 0),
    (1, 2, 1, 1700049601.5, 1700049602, 2, '192.0.2.0', 'Hay', NULL, NULL, 'x', 1, 0, '', 0),
    (2, 3, NULL, 1700049603, NULL, 4, '192.0.2.0', '', NULL, NULL, NULL, 1, 0, '', 0);
"""
PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Hạn hán | Báo</title>
<meta property="og:title" content="Hạn hán"><link rel="canonical" href="https://bao.example/1">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Hạn hán",
"author": {"name": "An"}, "datePublished": "2026-05-01T08:00:00+07:00"}</script></head>
<body><nav><a href="/">Trang chủ</a></nav><article><h1>Hạn hán</h1><p class="lead">Đồng khô.</p>
<p>Nông dân ở đồng bằng sông Cửu Long chờ mưa từ đầu tháng tư, ruộng nứt nẻ từng mảng lớn.</p>
<figure><img src="a.jpg" alt="Ruộng"><figcaption>Ảnh: B</figcaption></figure>
<p>Nhiều hộ phải mua nước ngọt từng can để dùng, giá cao gấp ba lần so với năm ngoái.</p>
</article></body></html>
"""


def database() -> bytes:
    """An Isso database as its server makes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "comments.db"
        with closing(sqlite3.connect(path)) as made:
            made.executescript(ISSO_TABLES)
        return path.read_bytes()


def sound_files() -> dict[str, tuple[bytes, ...]]:
    """By the name of the reader that reads them; `page` is a saved page."""
    lines = [ROW, {**ROW, "id": 2, "parent_id": None}, {**ROW, "article_url": "", "likes": [1.5]}]
    written = [json.dumps(line, ensure_ascii=False).encode() for line in lines]
    packed = gzip.compress(test_commento.WHOLE, mtime=0)
    return {
        "jsonl": (b"\n".join(written) + b"\n",),
        "csv": (TABLE.encode(), TABLE.replace(";", "\t").encode("utf-16")),
        "wxr": (
            test_export.export(
                test_export.post("<wp:post_id>7</wp:post_id>", "<link>https://a.example/</link>")
            ).encode(),
            test_export.SAMPLE.read_bytes(),
        ),
        "disqus": (DISQUS.encode(),),
        "isso-json": (json.dumps(ISSO, ensure_ascii=False).encode(),),
        "isso-db": (database(),),
        "commento": (test_commento.WHOLE, packed),
        "remark42": (test_remark42.WHOLE, gzip.compress(test_remark42.WHOLE, mtime=0)),
        "artalk": (test_artalk.WHOLE,),
        "waline": (test_waline.sample(), test_waline.export([], indent=None)),
        "twikoo": (test_twikoo.sample(), b'{"results": ' + test_twikoo.sample() + b"}"),
        "page": (PAGE.encode(), PAGE.encode("utf-16")),
    }
