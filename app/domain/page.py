"""The address of a page as browsers, files and people write it: one page, several spellings.

Only what the standard calls equal is held to be one page (RFC 3986, 6.2.2): never a path with and
without its last slash, never http and https, never a query in another order.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

LONGEST = 2_000
"""Characters of an address; what is longer, browsers and proxies refuse here and there."""

_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\s\\]")
_ESCAPE = re.compile("%[0-9A-Fa-f]{2}")
_ESCAPED_LETTERS = re.compile("(?:%[89A-F][0-9A-F])+")
_AS_IT_IS = "!#$%&'()*+,/:;=?@[]~"
_PORTS = {"http": 80, "https": 443}


def spellings(address: str) -> tuple[str, ...]:
    """The ways in which the address of one page is written, the one to keep first.

    Empty for what is not the address of a page on the web. The fragment, a place in the page, is
    left out.
    """
    address = address.strip()
    if not address or len(address) > LONGEST or _FORBIDDEN.search(address):
        return ()
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        address.encode()
        name = _host(host or "")
    except ValueError:
        return ()
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not name or parts.username is not None:
        return ()
    place = name if port in (None, _PORTS[scheme]) else f"{name}:{port}"
    path, query = _escaped(parts.path or "/"), _escaped(parts.query)
    plain = urlunsplit((scheme, place, path, query, ""))
    bare = urlunsplit((scheme, place, "" if path == "/" else path, query, ""))
    readable = urlunsplit((scheme, place, _readable(path), _readable(query), ""))
    given = urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))
    return tuple(dict.fromkeys((plain, bare, readable, given)))


def origin_of(address: str) -> str:
    """The origin of a page, as a browser names it: scheme, host and port; "" for no address."""
    written = spellings(address)
    if not written:
        return ""
    parts = urlsplit(written[0])
    return f"{parts.scheme}://{parts.netloc}"


def _host(name: str) -> str:
    """A host as it goes over the wire; ValueError when it cannot be one."""
    if name.isascii():
        return f"[{name}]" if ":" in name else name
    import idna

    return idna.encode(name, uts46=True).decode()


def _escaped(part: str) -> str:
    """A path or a query as browsers send it, its escapes in one spelling."""
    return _ESCAPE.sub(lambda found: found[0].upper(), quote(part, safe=_AS_IT_IS))


def _readable(part: str) -> str:
    """The same with its letters as people read them, where they are UTF-8."""

    def letters(found: re.Match[str]) -> str:
        try:
            return bytes.fromhex(found[0].replace("%", "")).decode()
        except UnicodeDecodeError:
            return found[0]

    return _ESCAPED_LETTERS.sub(letters, part)
