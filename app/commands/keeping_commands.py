"""`status`, `backup`, `restore` and `check`: how a newsroom is kept."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from app.commands.console import DONE, DONE_BUT, Console, opened
from app.commands.site_commands import said_of, told_of
from app.domain import moment
from app.domain.words import Words
from app.services import backup, deliveries, sites
from app.storage.store import database_path


def status(args: argparse.Namespace, console: Console) -> int:
    with opened(args, console) as newsroom:
        found = backup.status(newsroom)
        failed = deliveries.counts(newsroom).failed
        connected = sites.connected(newsroom)
    counts = asdict(found)
    last = counts.pop("last_backup_at")
    told = [told_of(site, console) for site in connected]
    console.emit(counts | {"deliveries_failed": failed, "sites": told})
    console.say(
        Words(
            "Chờ duyệt {pending} · đã duyệt {approved} · đã từ chối {rejected} · thư rác {spam}\n"
            "Bài viết {articles} · người viết {writers} · dòng nhật ký {log_entries} · đang chờ "
            "gửi {deliveries_waiting}",
            "Pending {pending} · approved {approved} · rejected {rejected} · spam {spam}\n"
            "Articles {articles} · writers {writers} · log entries {log_entries} · deliveries "
            "waiting {deliveries_waiting}",
        ).put(**counts)
    )
    if failed:
        console.say(
            Words("Gửi không được {n}, cần xem lại.", "Deliveries failed: {n}; look again.").put(
                n=failed
            )
        )
    for site in connected:
        console.say(said_of(site))
        if site.problem is not None:
            console.warn(site.problem)
    never = Words("Chưa sao lưu lần nào.", "Never backed up.")
    at = Words("Sao lưu gần nhất: {at}", "Last backup: {at}")
    local = moment.to_local(last).isoformat(sep=" ", timespec="minutes")
    console.say(at.put(at=local) if last else never)
    return DONE


def back_up(args: argparse.Namespace, console: Console) -> int:
    with opened(args, console) as newsroom:
        path = console.progress(backup.back_up(newsroom, args.to), Words("Sao lưu", "Backing up"))
    console.emit({"backup": str(path)})
    console.say(
        Words("Đã sao lưu và kiểm tra: {path}", "Backed up and checked: {path}").put(path=path)
    )
    return DONE


def restore(args: argparse.Namespace, console: Console) -> int:
    before = console.progress(
        backup.restore(database_path(args.database), args.backup, moment.now()),
        Words("Khôi phục", "Restoring"),
    )
    console.emit({"kept": str(before) if before else None})
    console.say(Words("Đã khôi phục.", "Restored."))
    if before:
        console.say(
            Words("Bản trước đó được giữ ở {path}", "What was there is kept at {path}").put(
                path=before
            )
        )
    return DONE


def check(args: argparse.Namespace, console: Console) -> int:
    with opened(args, console) as newsroom:
        report = console.progress(backup.check(newsroom), Words("Kiểm tra", "Checking"))
    console.emit(
        {
            "problems": [words.said_in(console.language) for words in report.problems],
            "log_entries": report.chain.entries,
            "chain_head": report.chain.head.hex(),
        }
    )
    if not report.problems:
        console.say(
            Words(
                "Mọi thứ nguyên vẹn; chuỗi nhật ký {n} dòng.",
                "Everything is whole; the log's chain has {n} entries.",
            ).put(n=report.chain.entries)
        )
        return DONE
    for words in report.problems:
        console.warn(words)
    return DONE_BUT
