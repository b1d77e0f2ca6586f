"""All comments out into each format, and those of WordPress and Disqus into an empty newsroom.

As a process of its own: python -m tests.performance.bench_leaving DATABASE FILE
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from app.domain.comment_filter import EVERY_COMMENT
from app.services.comment_export import export_comments
from app.services.newsroom import finish
from app.services.opening import open_newsroom
from tests.performance.measure import AtMost, Measurement, Samples, TimesLimit, seconds_of
from tests.performance.processes import in_own_process, tell
from tests.performance.workshop import MODERATOR, Workshop, opened

ENDINGS = (".jsonl", ".xml", ".json")
FEW = range(1_000, 100_001)
"""With so many rows each export and import is done three times, else once."""

_DISQUS = (
    '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" '
    'xmlns:dsq="http://disqus.com/disqus-internals">\n'
)


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Each beside its limit, both in processes of their own."""
    database = workshop.copy("leaving")
    wordpress, disqus = workshop.path("wordpress.xml"), workshop.path("disqus.xml")
    for ending in ENDINGS:
        yield from _export(workshop, database, ending)
    with opened(database) as newsroom:
        finish(export_comments(newsroom, EVERY_COMMENT, wordpress))
    to_disqus(workshop.comments(), disqus)
    yield from _imports(workshop, {"WordPress": wordpress, "Disqus": disqus})
    for file in (wordpress, disqus):
        file.unlink()
    workshop.path(database.name)


def _imports(workshop: Workshop, files: dict[str, Path]) -> Iterator[Measurement]:
    """In turns with the limit, so that a moment in which the machine is slow falls on all."""
    by_hand: list[float] = []
    found: dict[str, list[dict[str, float]]] = {name: [] for name in files}
    for _ in range(_times(workshop)):
        by_hand.append(_imported(workshop, "limits.importing", workshop.comments())["seconds"])
        for name, file in files.items():
            found[name].append(_imported(workshop, "bench_import", file))
    for name, ours in found.items():
        if {each["kept"] for each in ours} != {workshop.rows}:
            raise AssertionError(f"{name}: not all of {workshop.rows} came in")
        yield Measurement(
            f"import: {name}, beside JSON Lines by hand",
            "s",
            Samples(tuple(each["seconds"] for each in ours)),
            Samples(tuple(by_hand)),
            goals=(TimesLimit(2.5),),
        )
        peaks = Samples(tuple(each["peak"] for each in ours))
        yield Measurement(f"import: {name}, peak memory", "MB", peaks, goals=(AtMost(250),))


def _times(workshop: Workshop) -> int:
    return 3 if workshop.rows in FEW else 1


def _export(workshop: Workshop, database: Path, ending: str) -> Iterator[Measurement]:
    ours: list[dict[str, float]] = []
    limit: list[dict[str, float]] = []
    for _ in range(_times(workshop)):
        for module, found in (("bench_leaving", ours), ("limits.leaving", limit)):
            file = workshop.path(f"comments-out{ending}")
            found.append(in_own_process(module, database, file))
            file.unlink()
    if {each["comments"] for each in (*ours, *limit)} != {workshop.rows}:
        raise AssertionError(f"{ending}: not every comment was exported")
    yield Measurement(
        f"comments to {ending}",
        "s",
        Samples(tuple(each["seconds"] for each in ours)),
        Samples(tuple(each["seconds"] for each in limit)),
        goals=(TimesLimit(2.0),),
    )
    yield Measurement(
        f"comments to {ending}: peak memory",
        "MB",
        Samples(tuple(each["peak"] for each in ours)),
        goals=(AtMost(150),),
    )


def _imported(workshop: Workshop, module: str, file: Path) -> dict[str, float]:
    """One import into an empty newsroom, which is thrown away."""
    database = workshop.path("came-back.db")
    open_newsroom(database, MODERATOR).store.close()
    found = in_own_process(module, file, database)
    workshop.path(database.name)
    return found


def to_disqus(comments: Path, path: Path) -> None:
    """The generated comments as Disqus would export them."""
    threads: dict[str, int] = {}
    with comments.open(encoding="utf-8") as rows, path.open("w", encoding="utf-8") as file:
        file.write(_DISQUS)
        for number, line in enumerate(rows):
            row = {name: escape(value) for name, value in json.loads(line).items()}
            thread = threads.get(row["article_url"])
            if thread is None:
                thread = threads[row["article_url"]] = len(threads) + 1
                file.write(
                    f'<thread dsq:id="{thread}"><link>{row["article_url"]}</link>'
                    f"<title>{row['article_title']}</title></thread>\n"
                )
            parent = f'<parent dsq:id="{row["parent_id"]}" />' if "parent_id" in row else ""
            spam = "true" if row["status"] == "spam" else "false"
            message = "".join(f"<p>{part}</p>" for part in row["text"].split("\n"))
            message = message.replace("]]>", "]]&gt;")
            file.write(
                f'<post dsq:id="{row["id"]}"><id>d{number}</id>'
                f"<message><![CDATA[{message}]]></message>"
                f"<createdAt>{row['created_at'][:19]}Z</createdAt><isDeleted>false</isDeleted>"
                f"<isSpam>{spam}</isSpam><author><name>{row.get('name', '')}</name>"
                f"<email>{row.get('email', '')}</email></author>"
                f'<ipAddress>{row.get("ip", "")}</ipAddress><thread dsq:id="{thread}" />{parent}'
                "</post>\n"
            )
        file.write("</disqus>\n")


def main(database: Path, file: Path) -> None:
    """Time the program's own export of one file."""
    newsroom = open_newsroom(database, MODERATOR)
    written: list[int] = []
    seconds = seconds_of(
        lambda: written.append(finish(export_comments(newsroom, EVERY_COMMENT, file)).comments)
    )
    newsroom.store.close()
    tell(seconds=seconds, comments=written[0], size=file.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
