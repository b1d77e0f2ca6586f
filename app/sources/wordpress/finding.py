"""Finding a WordPress's REST interface from whatever address of the site a person types.

Nothing secret is sent while looking. What is found lies on the host that was typed, with or without
"www.": a page cannot lead a password to another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from app.sources.http import Answer, Http, origin_of
from app.sources.site import RefusedError, UnreachableError

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_RELATION = "https://api.w.org/"
_IN_HEADER = re.compile(r'<([^<>]*)>\s*;[^,\n]*?rel="?https://api\.w\.org/"?')
_IN_PAGE = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_HREF = re.compile(r"""href\s*=\s*["']([^"'<>]*)["']""", re.IGNORECASE)
_GENERATOR = re.compile(
    r"""<meta\s+name=["']generator["']\s+content=["'](WordPress [\d.]{1,20})""", re.IGNORECASE
)
_HEAD = 512 * 1024
_HOPS = 4
_DEEPEST = 4
_REDIRECTING = (301, 302, 303, 307, 308)


def is_root(address: str) -> bool:
    """Whether an address is that of a REST interface already, going by how it is written."""
    parts = urlsplit(address)
    return parts.path.rstrip("/").endswith("/wp-json") or "rest_route=" in parts.query


def find(address: str) -> str | None:
    """Where the REST interface of a site is; None when no WordPress answers there.

    Takes the address of any of its pages, with or without `https://`; `http://` is asked on this
    very machine only. Takes seconds.
    """
    try:
        return root_of(address)
    except UnreachableError:
        return None


def root_of(address: str) -> str | None:
    """As `find`, but raises UnreachableError when nobody can be reached at all."""
    silent: UnreachableError | None = None
    for start in _starts(address):
        try:
            found = _find_from(start)
        except UnreachableError as error:
            silent = error
            continue
        except RefusedError:
            continue
        if found:
            return found
    if silent and not silent.answered:
        raise silent
    return None


def password_page(root: str) -> str | None:
    """Where an account makes itself an application password; None where the site says nothing of
    it, for it has them switched off. Raises SiteError."""
    index = _index(root)
    told: Any = index or {}
    for name in ("authentication", "application-passwords", "endpoints", "authorization"):
        told = told.get(name) if isinstance(told, dict) else None
    return told if isinstance(told, str) and _same_site(told, root) else None


def software_of(page: str) -> str:
    """ "WordPress 6.1.9" where a page says so, else only "WordPress"."""
    found = _GENERATOR.search(page[:_HEAD])
    return found[1] if found else "WordPress"


def _starts(address: str) -> Iterator[str]:
    """What the typed address may mean: https first, http on this machine only."""
    typed = address.strip()
    scheme, mark, rest = typed.partition("://")
    if not mark:
        scheme, rest = "", typed
    if not rest or scheme.lower() not in ("", "http", "https"):
        return
    try:
        local = urlsplit(f"//{rest}").hostname in _LOOPBACK
    except ValueError:
        return
    if local and scheme.lower() == "http":
        yield f"http://{rest}"
        return
    yield f"https://{rest}"
    if local and not scheme:
        yield f"http://{rest}"


def _find_from(start: str) -> str | None:
    if is_root(start) and _index(start) is not None:
        return _ending_well(start)
    tried = set()
    for root in (*_told_by(start), *_guessed(start)):
        if root not in tried and _same_site(root, start):
            tried.add(root)
            if _index(root) is not None:
                return root
    return None


def _told_by(start: str) -> list[str]:
    """What a page and where it leads to say; a page that only fails says nothing."""
    try:
        page = _page(start)
    except UnreachableError as error:
        if not error.answered:
            raise
        return []
    return [*_named(page), *_guessed(page.url)]


def _page(address: str) -> Answer:
    """The page at an address, following it within the same site."""
    for _ in range(_HOPS):
        answer = _ask(address)
        if answer.status not in _REDIRECTING:
            return answer
        to = urljoin(address, answer.headers.get("location", ""))
        if not _same_site(to, address):
            raise answer.nonsense()
        address = to
    raise answer.nonsense()


def _named(page: Answer) -> Iterator[str]:
    """What the page itself says, in its headers or its head."""
    told = [found[1] for found in _IN_HEADER.finditer(page.headers.get("link", ""))]
    for link in _IN_PAGE.finditer(page.text()[:_HEAD]):
        href = _HREF.search(link[0])
        if _RELATION in link[0] and href:
            told.append(unescape(href[1]))
    for each in told:
        yield _ending_well(urljoin(page.url, each))


def _guessed(page: str) -> Iterator[str]:
    """Where it usually is, from the site's own top down to the page."""
    parts = urlsplit(page)
    folders = [each for each in parts.path.split("/") if each]
    for depth in range(min(len(folders), _DEEPEST) + 1):
        base = urlunsplit(
            (parts.scheme, parts.netloc, "/".join(["", *folders[:depth], ""]), "", "")
        )
        yield f"{base}wp-json/"
        yield f"{base}?rest_route=/"


def _index(root: str) -> dict[str, Any] | None:
    """What a REST interface says of itself; None where there is none for comments.

    One that only speaks with who has logged in is one, too.
    """
    answer = _ask(_ending_well(root))
    try:
        told = answer.json()
    except UnreachableError:
        return None
    if not isinstance(told, dict):
        return None
    if answer.status in (401, 403) and str(told.get("code", "")).startswith("rest_"):
        return told
    spaces = told.get("namespaces")
    return told if isinstance(spaces, list) and "wp/v2" in spaces else None


def _ask(address: str) -> Answer:
    http = Http(address)
    try:
        return http.ask("GET", address, headers={"Accept": "*/*"}, redirects=0)
    finally:
        http.close()


def _ending_well(root: str) -> str:
    return root if root.endswith("/") else f"{root}/"


def _same_site(one: str, other: str) -> bool:
    """Whether both lie on the same host, give or take "www.", and no less safely."""
    try:
        (scheme, host, port), (before, its_host, its_port) = origin_of(one), origin_of(other)
    except RefusedError:
        return False
    if host in _LOOPBACK and its_host in _LOOPBACK:
        return port == its_port
    return scheme == "https" and before == "https" and _bare(host) == _bare(its_host)


def _bare(host: str) -> str:
    return host.removeprefix("www.")
