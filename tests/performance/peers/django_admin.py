"""Django's admin on the newsroom's rows: pages, searches, approvals, through its own test client.

As a process of its own: python -m tests.performance.peers.django_admin DB DESK WHAT ARGUMENTS
It works with the same SQLite and as safely (WAL, synchronous=FULL) as the newsroom does.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.performance.measure import seconds_of
from tests.performance.processes import tell

PAGE = 100
TIMES = {"pending": 5, "all": 2}
SINGLES = 20
CHANGELIST = "/admin/newsdesk/comment/"

Seconds = dict[str, list[float]]

_FILL = """
    INSERT INTO newsdesk_article (id, url, title) SELECT id, url, title FROM desk.article;
    INSERT INTO newsdesk_comment (id, article_id, parent_id, name, email, ip, text, status,
        created_at)
    SELECT c.id, c.article_id, c.parent_id, w.name, w.address, c.machine, c.text, c.status,
        datetime(c.created_at / 1000000, 'unixepoch')
    FROM desk.comment c JOIN desk.writer w ON w.id = c.writer_id ORDER BY c.id;
"""


def set_up(database: Path) -> None:
    """A project with the admin and what it needs, on the SQLite that the newsroom uses."""
    for name in ("", ".dbapi2"):
        sys.modules[f"sqlite3{name}"] = importlib.import_module(f"pysqlite3{name}")
    from django import setup
    from django.conf import settings

    middleware = (
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    )
    processors = ("template.context_processors.request", "contrib.auth.context_processors.auth")
    settings.configure(
        SECRET_KEY="measured",
        USE_TZ=True,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="tests.performance.peers.newsdesk.urls",
        STATIC_URL="/static/",
        INSTALLED_APPS=[
            *(f"django.contrib.{name}" for name in ("admin", "auth", "contenttypes", "sessions")),
            "django.contrib.messages",
            "tests.performance.peers.newsdesk.apps.NewsdeskConfig",
        ],
        MIDDLEWARE=list(middleware),
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        *(f"django.{name}" for name in processors),
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(database),
                "OPTIONS": {
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    "PRAGMA wal_autocheckpoint=100000",
                },
            }
        },
    )
    setup()


def fill(desk: Path) -> None:
    """The same comments, once."""
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, run_syncdb=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM newsdesk_comment")
        if cursor.fetchone()[0]:
            return
        cursor.execute("ATTACH ? AS desk".replace("?", f"'{desk}'"))
        connection.connection.executescript(f"BEGIN;{_FILL}COMMIT;")
        cursor.execute("DETACH desk")
        cursor.execute("ANALYZE")


def logged_in() -> Any:  # noqa: ANN401 - Django has no types
    """A browser in which a superuser is logged in and has seen a first page, so that nothing that
    is measured includes the start."""
    from django.contrib.auth.models import User
    from django.test import Client

    user, _ = User.objects.get_or_create(username="an", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    fetched(client, "status__exact=pending")
    return client


def fetched(client: Any, query: str) -> float:  # noqa: ANN401
    """Seconds for one changelist, rendered."""
    answers = []
    seconds = seconds_of(lambda: answers.append(client.get(f"{CHANGELIST}?{query}")))
    if answers[0].status_code != 200:
        raise AssertionError(f"{query}: {answers[0].status_code}")
    return seconds


def pages() -> Seconds:
    """Head, middle and the last whole page of the pending and of all comments."""
    from tests.performance.peers.newsdesk.models import Comment

    client, found = logged_in(), Seconds()
    queues = {
        "pending": ("status__exact=pending&", Comment.objects.filter(status="pending")),
        "all": ("", Comment.objects.all()),
    }
    for name, (where, rows) in queues.items():
        last = max(1, rows.count() // PAGE)
        for place, number in (("head", 1), ("middle", (last + 1) // 2), ("end", last)):
            found[f"{name}, {place}"] = [
                fetched(client, f"{where}p={number}") for _ in range(TIMES[name])
            ]
    return found


def search(words: list[str]) -> Seconds:
    """The first page of each search, among the pending and among all."""
    client = logged_in()
    return {
        "pending": [fetched(client, f"status__exact=pending&q={word}") for word in words],
        "all": [fetched(client, f"q={word}") for word in words],
    }


def approve_one() -> Seconds:
    """One chosen row approved by the action, as often as it takes to know."""
    client, number = logged_in(), 0
    found = []
    for _ in range(SINGLES):
        (number,) = _newest_pending(1)
        data = {"action": "approve", "_selected_action": [str(number)]}
        found.append(_posted(client, "status__exact=pending", data, 1))
    _put_back()
    return {"one": found}


def approve_many(*sizes: int) -> Seconds:
    """The newest of the pending, chosen by "select all" on a filtered list."""
    client, found = logged_in(), Seconds()
    for size in sizes:
        chosen = _newest_pending(size)
        data = {
            "action": "approve",
            "select_across": "1",
            "_selected_action": [str(chosen[0])],
        }
        where = f"status__exact=pending&id__gte={chosen[-1]}"
        found[str(size)] = [_posted(client, where, data, size)]
        _put_back()
    return found


def _newest_pending(size: int) -> list[int]:
    from tests.performance.peers.newsdesk.models import Comment

    rows = Comment.objects.filter(status="pending").order_by("-id")
    return list(rows.values_list("pk", flat=True)[:size])


def _posted(client: Any, query: str, data: dict[str, Any], size: int) -> float:  # noqa: ANN401
    from django.contrib.admin.models import LogEntry

    before = LogEntry.objects.count()
    answers = []
    seconds = seconds_of(lambda: answers.append(client.post(f"{CHANGELIST}?{query}", data)))
    if answers[0].status_code != 302 or LogEntry.objects.count() - before != size:
        raise AssertionError(f"{size} were not approved: {answers[0].status_code}")
    return seconds


def _put_back() -> None:
    """Pending again whatever the log says was approved, the log empty."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE newsdesk_comment SET status = 'pending' WHERE id IN "
            "(SELECT CAST(object_id AS INTEGER) FROM django_admin_log)"
        )
        cursor.execute("DELETE FROM django_admin_log")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


WHAT: dict[str, Callable[..., Seconds]] = {
    "pages": pages,
    "search": search,
    "approve one": approve_one,
    "approve many": approve_many,
}


def main(database: str, desk: str, what: str, arguments: str) -> None:
    set_up(Path(database))
    fill(Path(desk))
    tell(seconds=WHAT[what](*json.loads(arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:5])
