"""How an entry of the log reads on the screen; strangers' words as harmless single lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.domain import moment
from app.domain.hostile import visible_line
from app.domain.log import LogEntry, LogLine, action_words, change_words
from app.domain.words import Language, Words
from ui.widgets import shown_name

LINE = 300
"""Characters of a text that a row shows at most."""


def local(at: int) -> datetime | None:
    """The desk's own time; None for what a log that was tampered with holds instead."""
    try:
        return moment.to_datetime(at).astimezone()
    except (OverflowError, TypeError, ValueError, OSError):
        return None


def time_said(at: int, language: Language) -> str:
    """Day and time to the second."""
    when = local(at)
    if when is None:
        return str(at)
    day = f"{when:%d/%m/%Y}" if language == "vi" else f"{when:%Y-%m-%d}"
    return f"{day} {when:%H:%M:%S}"


def clock_said(at: int) -> str:
    """The time to the second, where the day stands above it."""
    when = local(at)
    return str(at) if when is None else f"{when:%H:%M:%S}"


def action_said(entry: LogEntry, language: Language) -> str:
    said = visible_line(action_words(entry.action).said_in(language), LINE).text
    return said[:1].upper() + said[1:]


def actions_said(line: LogLine, language: Language) -> str:
    """What was done in a batch, or to one comment."""
    codes = line.actions if line.heads else (line.entry.action,)
    words = ", ".join(action_words(code).said_in(language) for code in codes)
    said = visible_line(words, LINE).text
    return said[:1].upper() + said[1:]


def writer_said(entry: LogEntry) -> str:
    """Whose comment it was; its number where the name has been erased."""
    return shown_name(entry.name) if entry.name else visible_line(entry.external_id, LINE).text


def change_said(entry: LogEntry, reasons: Mapping[str, Words], language: Language) -> str:
    """For what reason, and from which status to which: a narrow column cuts what matters less."""
    change = change_words(entry).said_in(language)
    parts = [reason_said(entry, reasons, language), change]
    return visible_line(" · ".join(part for part in parts if part), LINE).text


def reason_said(entry: LogEntry, reasons: Mapping[str, Words], language: Language) -> str:
    code = entry.to_reason
    return reasons[code].said_in(language) if code in reasons else code


def text_said(entry: LogEntry) -> str:
    """One line of what the entry is about: the note, or the text as it then was."""
    return visible_line(entry.note or entry.text or "", LINE).text
