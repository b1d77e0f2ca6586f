"""What the right column says of comments in words made far from the screen: flags, times, hosts."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QDateTime, QUrl

from app.domain.comment import Comment, Verdict
from app.domain.flag import Flag, FlagKind, Severity
from app.domain.hostile import isolated, visible_line
from app.domain.words import Language
from ui.chips import gravest_first
from ui.context.hits import Span
from ui.phrases import date_words, locale_of
from ui.text_places import utf16

SAID = 300
"""Code points of a detail or an address that a sentence shows."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A flag in words, and which of them are bold (UTF-16 units)."""

    severity: Severity
    text: str
    bold: tuple[Span, ...] = ()


def flag_sentences(comment: Comment, language: Language) -> tuple[Sentence, ...]:
    """Each doubt once, gravest first; the address stands before what is doubtful about it.

    "First time" is not among them: it is a chip beside the name.
    """
    sentences = [
        _sentence(flag, comment.writer.address, language)
        for flag in gravest_first(comment.flags)
        if flag.kind is not FlagKind.FIRST_TIME
    ]
    return tuple(dict.fromkeys(sentences))


def _sentence(flag: Flag, address: str, language: Language) -> Sentence:
    words = visible_line(flag.reason.sentence.said_in(language), 2 * SAID).text
    detail = visible_line(flag.reason.detail, SAID).text
    lead = ""
    if flag.kind is FlagKind.ADDRESS and address.strip():
        lead = isolated(address[:SAID])
        words = words[:1].lower() + words[1:]
    text = f"{lead}: {words}" if lead else words
    bold = [Span(0, utf16(text, len(lead)))] if lead else []
    at = text.find(detail, len(lead)) if detail and flag.kind is FlagKind.ADDRESS else -1
    if at >= 0:
        bold.append(Span(utf16(text, at), utf16(text, at + len(detail))))
    return Sentence(flag.severity, text, tuple(bold))


def time_words(at: int, now: int, language: Language) -> str:
    """The time of day for today, the day for any other; in the desk's own time."""
    local, today = _local(at), _local(now)
    if local.date() == today.date():
        return local.toString("HH:mm")
    return date_words(at, now).said_in(language)


def published_words(at: int, language: Language) -> str:
    """Day and time of an article in the locale's form; "" when unknown."""
    if not at:
        return ""
    return locale_of(language).toString(_local(at), "dd/MM/yyyy HH:mm")


def _local(at: int) -> QDateTime:
    return QDateTime.fromMSecsSinceEpoch(at // 1000)


def openable(address: str) -> QUrl | None:
    """The address if a browser may be asked to open it: http or https with a host, else None.

    Names and passwords in it are left out: what stands before an @ only pretends to be the host.
    """
    url = QUrl(address.strip(), QUrl.ParsingMode.TolerantMode)
    if not url.isValid() or url.scheme() not in ("http", "https") or not url.host():
        return None
    encoded = url.authority(QUrl.ComponentFormattingOption.FullyEncoded)
    url.setAuthority(encoded.rpartition("@")[2])
    return url


def host_of(url: QUrl) -> str:
    """The host as the network knows it: look-alike letters show as punycode, and another door than
    the usual one is named."""
    host = url.host(QUrl.ComponentFormattingOption.EncodeUnicode)
    host = f"[{host}]" if ":" in host else host
    return host if url.port() < 0 else f"{host}:{url.port()}"


def severity_of(verdict: Verdict) -> Severity | None:
    return {
        Verdict.GOOD: None,
        Verdict.DOUBTFUL: Severity.DOUBTFUL,
        Verdict.BAD: Severity.BAD,
    }[verdict]
