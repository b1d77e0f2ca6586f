"""The first comments of a newsroom, read before there was time to open it.

What every other statement goes through takes longer to import than Qt and the window together, and
somebody who sits down wants to see comments. So these few statements are written out and run on the
bare driver, by a connection that cannot write. They are the first page's alone: a moment later
everything is read again in the ordinary way, and what was seen here is never decided upon.
"""

from __future__ import annotations

import importlib
import json
from array import array
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from app.domain import moment
from app.domain.comment import Article, Comment, Status
from app.domain.queue import counts_of
from app.domain.reading import Glance, Listing, Overview, Page
from app.storage.identity import APPLICATION_ID, SCHEMA_REVISIONS
from app.storage.rows import comment_of
from app.storage.waiting import WAITING_LONG, long_before

_KNOWN = (
    "SELECT (SELECT application_id FROM pragma_application_id), "
    "(SELECT version_num FROM alembic_version)"
)
_IDS = (
    "SELECT json_group_array(id) FROM (SELECT id FROM comment WHERE status = 'pending' "
    "ORDER BY created_at DESC, id DESC)"
)
_STATE = (
    "SELECT change, (SELECT coalesce(max(id), 0) FROM comment), "
    "(SELECT count(*) FROM delivery WHERE state = 'waiting'), "
    "(SELECT count(*) FROM delivery WHERE state = 'failed') FROM newsroom"
)
_TALLIES = "SELECT status, flag_kinds, n FROM tally"
_ARTICLES = (
    "SELECT id, url, title, pending, total FROM article WHERE pending > 0 "
    "ORDER BY pending DESC, id DESC LIMIT 200"
)
_COMMENTS = """
SELECT comment.id, comment.version, comment.status, comment.text, comment.created_at,
    comment.article_id, article.title, comment.reason, comment.revision, comment.parent_id,
    comment.by_newsroom, comment.decided_by, comment.decided_at, comment.website, comment.machine,
    comment.flag_kinds, writer.id, writer.name, writer.address, writer.name_verdict,
    writer.name_normal, writer.name_code, writer.name_detail, writer.address_verdict,
    writer.address_normal, writer.address_code, writer.address_detail, writer.pending,
    writer.approved, writer.rejected, writer.spam, writer.first_at, writer.last_at
FROM comment JOIN article ON article.id = comment.article_id
    JOIN writer ON writer.id = comment.writer_id
WHERE comment.id IN (SELECT value FROM json_each(?))
"""
_FLAGS = (
    'SELECT comment_id, code, detail, start, "end" FROM flag '
    "WHERE comment_id IN (SELECT value FROM json_each(?)) ORDER BY comment_id, position"
)


def glance(path: Path, first: int) -> Glance | None:
    """Look at a newsroom's pending comments, `first` of them whole; None where nothing like this
    can be read, for whatever reason: whoever opens it finds the words for that."""
    dbapi2 = importlib.import_module("pysqlite3.dbapi2")
    if not path.is_file():
        return None
    try:
        with closing(dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as driver:
            driver.execute("BEGIN")
            if driver.execute(_KNOWN).fetchone() != (APPLICATION_ID, SCHEMA_REVISIONS[-1]):
                return None
            return _seen(driver, first)
    except dbapi2.Error:
        return None


def _seen(driver: Any, first: int) -> Glance:  # noqa: ANN401 - the driver carries no types
    ids = array("q", json.loads(driver.execute(_IDS).fetchone()[0]))
    change, last_id, waiting, failed = driver.execute(_STATE).fetchone()
    tallies = [(Status(status), kinds, n) for status, kinds, n in driver.execute(_TALLIES)]
    (waiting_long,) = driver.execute(WAITING_LONG, (long_before(moment.now()),)).fetchone()
    overview = Overview(
        change=change,
        counts=counts_of(tallies, waiting_long),
        articles=tuple(
            Article(id=row[0], url=row[1], title=row[2], pending=row[3], total=row[4])
            for row in driver.execute(_ARTICLES)
        ),
        deliveries_waiting=waiting,
        last_id=last_id,
        deliveries_failed=failed,
    )
    return Glance(Listing(ids, change, last_id), _page(driver, ids[:first]), overview)


def _page(driver: Any, ids: Sequence[int]) -> Page[Comment]:  # noqa: ANN401
    wanted = json.dumps(list(ids))
    found = {row[0]: row for row in driver.execute(_COMMENTS, (wanted,))}
    flags: dict[int, list[Sequence[Any]]] = {}
    for row in driver.execute(_FLAGS, (wanted,)):
        flags.setdefault(row[0], []).append(row)
    here = [each for each in ids if each in found]
    rows = [(found[each], flags.get(each, ())) for each in here]
    return Page(here, rows, lambda pair: comment_of(*pair))
