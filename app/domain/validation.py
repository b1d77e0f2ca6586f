"""Whether a reader's name and address are believable: verdicts with reasons, never refusals.

`validators` judges addresses and `email_validator` gives their normal form, both behind guards:
the first accepts control characters, the second refuses what is merely reserved.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

from app.domain.checks import find_links
from app.domain.comment import Judgement, Verdict
from app.domain.flag import Reason, ReasonCode, Severity
from app.domain.hostile import (
    INVISIBLE,
    SHOWN_TEXT,
    character_name,
    hidden_characters,
    one_line,
    without_hidden,
)
from app.domain.vietnamese import normal_form

if TYPE_CHECKING:
    import regex

LONG_NAME = 80
"""Code points from which a name is doubtful; full Vietnamese names with a title stay below 60."""

KEPT_NAME = 200
"""Code points of a name that are kept as its normal form."""

_ORDINARY_WHITE = " \t\r\n"
_LONGEST_ADDRESS = 320
"""RFC 5321: 64 for the local part, @, 255 for the domain; more is not looked at any closer."""


def judge_name(raw: str) -> Judgement:
    """A verdict on a name as given; Vietnamese names of every form, and nicknames, are good.

    `normal` is the writer's identity: composed, one line, without hidden characters.
    """
    whole = one_line(unicodedata.normalize("NFC", without_hidden(raw)))
    reason = _doubt_about_name(raw, whole)
    return _judgement(whole[:KEPT_NAME].rstrip(), reason)


def judge_address(raw: str) -> Judgement:
    """A verdict on an e-mail address as given; nothing is looked up on the network.

    `normal` has the domain in lower case and is composed; "" where the address is not well formed.
    """
    address = raw.strip(_ORDINARY_WHITE)
    plain = _PLAIN_ADDRESS.fullmatch(address)
    if plain is None or plain["local"].lower() in _SAME_IN_ANY_CASE.split():
        return _judged_address(address)
    of_domain = _judged_domain(plain["domain"])
    normal = of_domain.normal and plain["local"] + of_domain.normal.removeprefix(_STAND_IN)
    return Judgement(of_domain.verdict, normal, of_domain.reason)


def _judged_address(address: str) -> Judgement:
    fault = _plain_fault(address)
    if fault:
        return _judgement("", fault)
    accepted = _accepted(address)
    if accepted is None:
        return _judgement("", _fault_of_refused(address))
    normal, domain = accepted
    return _judgement(normal, _doubt_about_domain(domain))


@functools.lru_cache(maxsize=4096)
def _judged_domain(domain: str) -> Judgement:
    """What becomes of every address with a plain local part under this domain: many share one."""
    return _judged_address(f"{_STAND_IN}@{domain}")


_VERDICTS = {
    Severity.NOTICE: Verdict.GOOD,
    Severity.DOUBTFUL: Verdict.DOUBTFUL,
    Severity.BAD: Verdict.BAD,
}


def _judgement(normal: str, reason: Reason | None) -> Judgement:
    verdict = _VERDICTS[reason.code.severity] if reason else Verdict.GOOD
    return Judgement(verdict, normal, reason)


# names

_MARKUP = re.compile(r"<\s*[/!a-z][^>]*>?|&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)
_ADDRESS_INSIDE = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]")
_ONLY_DIGITS = re.compile(r"[\d\s+().,\-/#]*")
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_OFFICE = re.compile(
    r"\b(?:tòa soạn|toa soan|ban biên tập|ban bien tap|biên tập viên|bien tap vien|bbt|quản trị"
    r"|quan tri vien|ban quan tri|admin\w*|moderators?|mod|editors?|webmaster|newsroom"
    r"|customer support|cskh)\b"
)
_LOOK_ALIKE_SCRIPTS = ("Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Lisu")
"""Scripts whose letters pass for Latin ones (UTS 39); Latin beside Han or Hangul is ordinary."""

_FEWEST_REPEATS = 3
_NAMED_AT_MOST = 3


def _doubt_about_name(raw: str, name: str) -> Reason | None:
    """The gravest thing wrong with a name; `name` is it in one line without hidden characters."""
    if not name:
        return Reason(ReasonCode.NAME_MISSING)
    return _falseness_of_name(name[:SHOWN_TEXT]) or _oddness_of_name(raw, name)


def _falseness_of_name(name: str) -> Reason | None:
    if ("<" in name or "&" in name) and _MARKUP.search(name):
        return Reason(ReasonCode.NAME_HAS_MARKUP)
    if "@" in name and _ADDRESS_INSIDE.search(name):
        return Reason(ReasonCode.NAME_IS_ADDRESS)
    if find_links(name):
        return Reason(ReasonCode.NAME_IS_LINK)
    letters = _LETTER.findall(name.lower())
    if not letters:
        digits_only = _DIGIT.search(name) and _ONLY_DIGITS.fullmatch(name)
        code = ReasonCode.NAME_IS_DIGITS if digits_only else ReasonCode.NAME_WITHOUT_LETTERS
        return Reason(code)
    if len(letters) >= _FEWEST_REPEATS and len(set(letters)) == 1:
        return Reason(ReasonCode.NAME_REPEATS, letters[0])
    script = _script_beside_latin(name)
    return Reason(ReasonCode.NAME_MIXED_SCRIPTS, script) if script else None


def _oddness_of_name(raw: str, name: str) -> Reason | None:
    hidden = hidden_characters(raw)
    if hidden:
        names = list(dict.fromkeys(character.name for character in hidden))
        return Reason(ReasonCode.NAME_HIDDEN_CHARACTERS, ", ".join(names[:_NAMED_AT_MOST]))
    if _OFFICE.search(normal_form(unicodedata.normalize("NFKC", name))):
        return Reason(ReasonCode.NAME_CLAIMS_OFFICE)
    if len(name) > LONG_NAME:
        return Reason(ReasonCode.NAME_TOO_LONG, str(len(name)))
    return Reason(ReasonCode.NAME_HAS_DIGITS) if _DIGIT.search(name) else None


@functools.cache
def _latin() -> regex.Pattern[str]:
    import regex

    return regex.compile(r"(?=\p{L})\p{Script=Latin}")


@functools.cache
def _look_alike() -> regex.Pattern[str]:
    import regex

    choices = "|".join(rf"(?P<{script}>\p{{Script={script}}})" for script in _LOOK_ALIKE_SCRIPTS)
    return regex.compile(rf"(?=\p{{L}})(?:{choices})")


def _script_beside_latin(name: str) -> str:
    """The script that passes for Latin in a name that also has Latin letters, or ""."""
    found = None if name.isascii() else _look_alike().search(name)
    return found.lastgroup or "" if found and _latin().search(name) else ""


# addresses

_UNFIT_FOR_ADDRESS = re.compile(rf"[\s\x00-\x1f\x7f-\x9f{INVISIBLE}]")
_STAND_IN = "reader"
_UNREFUSED = ".example"
_PLAIN_ADDRESS = re.compile(
    r"(?P<local>(?=[^@]{1,64}@)[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*)@(?P<domain>[A-Za-z0-9.-]{1,180})"
)
_SAME_IN_ANY_CASE = """
    info marketing sales support abuse noc security postmaster hostmaster usenet news webmaster
    www uucp ftp
"""
"""RFC 2142: mailboxes whose normal form is in lower case, unlike any other local part's."""

_RESERVED = ("example", "invalid", "local", "localhost", "onion", "test", "arpa")
"""Special-use top-level domains: RFC 6761, 6762, 7686 and what email-validator adds."""

_DOUBTFUL = frozenset(_RESERVED) - {"example"}
"""Names under `.example` pass: samples such as ours are written with them, and nobody types one
by mistake or to deceive."""

_RESERVED_SECOND_LEVEL = frozenset(("example.com", "example.net", "example.org"))


def _plain_fault(address: str) -> Reason | None:
    """What is wrong at first sight, before any library is asked; they let some of it pass."""
    if not address:
        return Reason(ReasonCode.ADDRESS_MISSING)
    unfit = _unfit_character(address)
    if unfit:
        return Reason(ReasonCode.ADDRESS_HIDDEN_CHARACTERS, character_name(unfit))
    if "@" not in address:
        return Reason(ReasonCode.ADDRESS_WITHOUT_AT)
    if len(address) > _LONGEST_ADDRESS or address.count("@") > 1 or address.startswith("@"):
        return Reason(ReasonCode.ADDRESS_INVALID)
    return None


def _fault_of_refused(address: str) -> Reason:
    domain = address.partition("@")[2]
    if _accepted(f"{_STAND_IN}@{domain}") is None:
        return Reason(ReasonCode.ADDRESS_BAD_DOMAIN, domain)
    return Reason(ReasonCode.ADDRESS_INVALID)


def _unfit_character(address: str) -> str:
    """The first space, control or format character, or a surrogate; "" when there is none."""
    found = _UNFIT_FOR_ADDRESS.search(address)
    if found:
        return found[0]
    return next((c for c in address if unicodedata.category(c) in ("Cf", "Cs", "Co", "Cn")), "")


def _accepted(address: str) -> tuple[str, str] | None:
    """The normal form and the domain in ASCII where both libraries accept, also when reserved.

    Of a local part beyond ASCII only email_validator can judge; validators then sees a stand-in.
    """
    import validators
    from email_validator import EmailNotValidError, validate_email

    suffix = _as_if_deliverable(address)
    try:
        valid = validate_email(address + suffix, strict=True, check_deliverability=False)
    except EmailNotValidError:
        return None
    local = valid.local_part if valid.local_part.isascii() else _STAND_IN
    if validators.email(f"{local}@{valid.ascii_domain}") is not True:
        return None
    return valid.normalized.removesuffix(suffix), valid.ascii_domain.removesuffix(suffix)


def _as_if_deliverable(address: str) -> str:
    """What to put behind a reserved domain for libraries that refuse it without saying more."""
    return _UNREFUSED if _top_level(address) in _RESERVED else ""


def _top_level(address: str) -> str:
    return re.split("[.@]", address)[-1].lower()


def _doubt_about_domain(domain: str) -> Reason | None:
    if _top_level(domain) in _DOUBTFUL or _ends_in(domain, _RESERVED_SECOND_LEVEL):
        return Reason(ReasonCode.ADDRESS_RESERVED_DOMAIN, domain)
    meant = _domain_meant(domain)
    if meant:
        return Reason(ReasonCode.ADDRESS_TYPO, meant)
    from disposable_email_domains import blocklist

    if _ends_in(domain, blocklist):
        return Reason(ReasonCode.ADDRESS_DISPOSABLE, domain)
    return None


def _ends_in(domain: str, domains: set[str] | frozenset[str]) -> bool:
    """Whether a domain or one above it is among these."""
    labels = domain.split(".")
    return any(".".join(labels[start:]) in domains for start in range(len(labels) - 1))


_WELL_KNOWN = (
    ("gmail", "com"),
    ("yahoo", "com"),
    ("yahoo", "com.vn"),
    ("hotmail", "com"),
    ("outlook", "com"),
    ("icloud", "com"),
    ("live", "com"),
    ("fpt", "com.vn"),
)
"""Name and ending of the domains nearly all of a Vietnamese paper's readers write from."""

_NEIGHBOURS = ("gail.com",)
"""Real domains one letter away that no rule below tells from a slip."""

_MEANT_ANYWAY = {"gmail.vn": "gmail.com", "gmail.com.vn": "gmail.com"}
_SHORT_NAME = 4
_LONG_DOMAIN_NAME = 7
_REAL_COUNTRIES = "bn cn gn in kn mn ng pn sn tn va vc ve vg vi vu"
"""Country codes one letter from "vn": yahoo.com.cn is real."""


def _domain_meant(domain: str) -> str:
    """The well-known domain this one is a slip of, or "" when it may well be meant as it is."""
    if domain in _MEANT_ANYWAY:
        return _MEANT_ANYWAY[domain]
    name, _, ending = domain.partition(".")
    if domain in _NEIGHBOURS or (name, ending) in _WELL_KNOWN:
        return ""
    for known, known_ending in _WELL_KNOWN:
        if _is_slip_of_name(name, known) and _is_slip_of_ending(ending, known_ending):
            return f"{known}.{known_ending}"
    return ""


def _is_slip_of_name(name: str, known: str) -> bool:
    """Same or mistyped; short names must be the same, and first letters (ymail is no gmail).

    Two slips are believed only in a long name of the right length (hmail is no hotmail).
    """
    from rapidfuzz.distance import OSA

    if name == known:
        return True
    same_start = name[0] == known[0] or sorted(name) == sorted(known)
    allowed = 2 if len(name) == len(known) >= _LONG_DOMAIN_NAME else 1
    return (
        len(known) > _SHORT_NAME
        and same_start
        and OSA.distance(name, known, score_cutoff=allowed) <= allowed
    )


def _is_slip_of_ending(ending: str, known_ending: str) -> bool:
    from rapidfuzz.distance import OSA

    return ending.rpartition(".")[2] not in _REAL_COUNTRIES.split() and (
        OSA.distance(ending, known_ending, score_cutoff=1) <= 1
    )
