"""A site as the newsroom knows it: where it is, who we are there, and how it last went."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.words import Words


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What a person says of a site when connecting it; the secret is kept elsewhere.

    `key` names it as a source, `kind` its software ("isso", "wordpress"). `reply_name` and
    `reply_address` sign the newsroom's replies where the login does not. `purge_after` is how long
    the site keeps what nobody decides, in microseconds; 0 for ever.
    """

    key: str
    kind: str
    address: str
    account: str = ""
    reply_name: str = ""
    reply_address: str = ""
    purge_after: int = 0


@dataclass(frozen=True, slots=True)
class ConnectedSite:
    """A site that is connected: `pulled_at` is when all that is new was last brought in, in
    microseconds UTC (0: never yet); `problem` what went wrong last, None when all is well."""

    source_id: int
    settings: SiteSettings
    pulled_at: int = 0
    problem: Words | None = None
