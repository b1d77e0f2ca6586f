"""What can be set about the service, and every limit it holds strangers to, in one place."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.page import origin_of

LONGEST_NAME = 100
LONGEST_ADDRESS = 254
"""Characters of an e-mail address (RFC 5321, erratum 1690)."""
LONGEST_TEXT = 10_000
LONGEST_WEBSITE = 500
LONGEST_ID = 200

FORM_BYTES = 64 * 1024
"""Of a form's post: 10,000 characters as JSON may take 60,000 bytes when every one is escaped."""
API_BYTES = 4 * 1024 * 1024
API_ROWS = 1_000
DRAINED_BYTES = 32 * 1024 * 1024
"""Of a body that is too large: read and thrown away, so that the sender hears the refusal."""

CHECK_SECONDS = 20 * 60
"""How long a check may be answered: as long as somebody may write at a comment, and think."""

COST = 100
"""Hashes to one try of the check. See `proof.TRIES` for what both come to."""

MOST_WAITING = 1_000
"""Posts that wait to be written; at 200 a second, five seconds' worth."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How many requests a minute one address (an IPv6 network of 64 bits) may make, and, for all
    together, a second. Behind one address of a mobile network stand hundreds of readers."""

    checks: int = 60
    posts: int = 30
    reads: int = 600
    wrong_tokens: int = 20
    fetches: int = 10
    checks_of_all: int = 500
    posts_of_all: int = 500


@dataclass(frozen=True, slots=True)
class Settings:
    """How the service runs. `origins` are pages' origins that may post beside the articles' own;
    `behind_proxy` believes what a proxy on this machine says of who asks; `fetch` registers an
    unknown article at one of the `origins` when a reader comes to it."""

    host: str = "127.0.0.1"
    port: int = 8765
    origins: tuple[str, ...] = ()
    behind_proxy: bool = False
    cost: int = COST
    demo: bool = False
    fetch: bool = False
    check_seconds: int = CHECK_SECONDS
    body_seconds: float = 10.0
    rates: Rates = field(default_factory=Rates)

    @property
    def named_origins(self) -> frozenset[str]:
        """`origins` as a browser names them."""
        return frozenset(origin_of(each) for each in self.origins) - {""}

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the service."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        if ":" in host and not host.startswith("["):
            host = f"[{host}]"
        return f"http://{host}:{self.port}"
