"""Where the log is to be exported to: asked for in the same words wherever one asks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.services.newsroom import Newsroom
from ui.log.wording import local


def ask_for_export_place(parent: QWidget, newsroom: Newsroom) -> Path | None:
    """A file whose ending names the format; one typed without an ending gets that of the kind
    chosen. None when the moderator thinks better of it."""
    name = QCoreApplication.translate("LogWindow", "log-{0}.xlsx").format(
        f"{today(newsroom):%Y-%m-%d}"
    )
    kinds = {
        QCoreApplication.translate("LogWindow", "Workbook for reading (*.xlsx)"): ".xlsx",
        QCoreApplication.translate("LogWindow", "CSV, verifiable (*.csv)"): ".csv",
        QCoreApplication.translate("LogWindow", "JSON Lines, verifiable (*.jsonl)"): ".jsonl",
    }
    chosen, kind = QFileDialog.getSaveFileName(
        parent, QCoreApplication.translate("LogWindow", "Export the log"), name, ";;".join(kinds)
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(kinds.get(kind, ".xlsx"))


def today(newsroom: Newsroom) -> date:
    """The day it is for this newsroom."""
    when = local(newsroom.clock())
    return when.date() if when is not None else datetime.now().astimezone().date()
