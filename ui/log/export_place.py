"""Where the log is to be exported to: asked for in the same words wherever one asks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.services.newsroom import Newsroom
from ui.log.wording import local
from ui.save_place import ask_for_place


def ask_for_export_place(parent: QWidget, name: str, ending: str = ".xlsx") -> Path | None:
    """A file whose ending names the format; None when the moderator thinks better of it."""
    kinds = {
        QCoreApplication.translate("LogWindow", "Workbook for reading (*.xlsx)"): ".xlsx",
        QCoreApplication.translate("LogWindow", "CSV, verifiable (*.csv)"): ".csv",
        QCoreApplication.translate("LogWindow", "JSON Lines, verifiable (*.jsonl)"): ".jsonl",
    }
    title = QCoreApplication.translate("LogWindow", "Export the log")
    return ask_for_place(parent, title, name, kinds, ending)


def prepared_name(first: date | None, last: date, ending: str) -> str:
    """What a file with the entries of these days is called; None: from the beginning."""
    days = f"{last:%Y-%m-%d}"
    if first is not None and first != last:
        days = f"{first:%Y-%m-%d}_{days}"
    name = QCoreApplication.translate("LogWindow", "log-{0}.xlsx").format(days)
    return str(Path(name).with_suffix(ending))


def today(newsroom: Newsroom) -> date:
    """The day it is for this newsroom."""
    when = local(newsroom.clock())
    return when.date() if when is not None else datetime.now().astimezone().date()
