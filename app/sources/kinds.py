"""Every kind of site there is; a new one is added here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.sources.isso import site as isso
from app.sources.site import Access, Site
from app.sources.wordpress import site as wordpress


@dataclass(frozen=True, slots=True)
class Kind:
    """`find` gives the address to connect to for whatever a person typed, None where no such site
    answers; `opened` speaks with it. `password_page` is where the site at that address makes a
    password for one program, None where it makes none."""

    name: str
    find: Callable[[str], str | None]
    opened: Callable[[Access], Site]
    password_page: Callable[[str], str | None] = lambda _: None


KINDS: tuple[Kind, ...] = (
    Kind("wordpress", wordpress.find, wordpress.WordPressSite, wordpress.password_page),
    Kind("isso", isso.find, isso.IssoSite),
)


def find(address: str) -> tuple[str, str] | None:
    """The kind of site that answers at what a person typed, and the address to connect to."""
    for kind in KINDS:
        found = kind.find(address)
        if found is not None:
            return kind.name, found
    return None


def opened(access: Access) -> Site:
    """Speak with a site. Raises SiteError when its address cannot be used."""
    return _kind(access.kind).opened(access)


def password_page(kind: str, address: str) -> str | None:
    """Where such a site makes a password for one program, None where it makes none. Raises
    SiteError."""
    return _kind(kind).password_page(address)


def _kind(name: str) -> Kind:
    [kind] = [kind for kind in KINDS if kind.name == name]
    return kind
