"""Every kind of site there is; a new one is added here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.sources import isso, wordpress
from app.sources.site import Access, Site


@dataclass(frozen=True, slots=True)
class Kind:
    """`find` gives the address to connect to for whatever a person typed, None where no such site
    answers; `opened` speaks with it."""

    name: str
    find: Callable[[str], str | None]
    opened: Callable[[Access], Site]


KINDS: tuple[Kind, ...] = (
    Kind("wordpress", wordpress.find, wordpress.WordPressSite),
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
    [kind] = [kind for kind in KINDS if kind.name == access.kind]
    return kind.opened(access)
