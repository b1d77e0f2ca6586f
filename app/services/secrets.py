"""Sites' secrets in the system's own keeping: its keyring, asked through `keyring`.

Whatever is asked here may take long: the system may ask a person for the keyring's password first,
and wait. So never on a GUI thread. What the library needs is imported when it is first asked.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

Answer = TypeVar("Answer")

SERVICE = "Lời Bình"
"""What the secrets are listed under in the system's own keyring."""

RECOMMENDED = 1
"""The least priority of a keyring that its library calls recommended: those below it keep nothing,
or keep it for everybody to read."""

_log = logging.getLogger(__name__)


class KeyringSecrets:
    """`app.services.sites.Secrets` by the system's keyring; where it cannot be used, is locked or
    its question was dismissed, a secret is kept in memory, for this session."""

    def __init__(self) -> None:
        self._of_session: dict[str, str] = {}

    def secret_of(self, key: str) -> str | None:
        """The secret of the site with this key; None where none is known. May take long."""
        if key in self._of_session:
            return self._of_session[key]
        return _asked(lambda keyring: keyring.get_password(SERVICE, key) or None, None)

    def keep(self, key: str, secret: str) -> bool:
        """Keep a site's secret; False when that is for this session only. May take long."""
        if _asked(lambda keyring: _set(keyring, key, secret), False):
            self._of_session.pop(key, None)
            return True
        self._of_session[key] = secret
        return False

    def forget(self, key: str) -> None:
        """Remove a site's secret from wherever it is. May take long."""
        self._of_session.pop(key, None)
        _asked(lambda keyring: _delete(keyring, key), None)


def keeps_well(keyring: KeyringBackend) -> bool:
    """Whether what is given to a keyring is kept, and not in plain text: those of `keyrings.alt`
    write files of their own, most of them unencrypted."""
    recommended = float(keyring.priority) >= RECOMMENDED
    return recommended and not type(keyring).__module__.startswith("keyrings.alt")


def _asked(ask: Callable[[KeyringBackend], Answer], otherwise: Answer) -> Answer:
    """What the keyring answers; `otherwise` where there is none that can be used.

    Behind the library stand D-Bus, the system's own services and whatever backend was installed:
    there is no end to what they raise, and none of it may keep a newsroom from its work.
    """
    try:
        import keyring.core

        keyring.core.init_backend(limit=keeps_well)
        chosen = keyring.get_keyring()
        return ask(chosen) if keeps_well(chosen) else otherwise
    except Exception as error:
        _log.info("the keyring cannot be used: %s", type(error).__name__)
        return otherwise


def _set(keyring: KeyringBackend, key: str, secret: str) -> bool:
    keyring.set_password(SERVICE, key, secret)
    return keyring.get_password(SERVICE, key) == secret


def _delete(keyring: KeyringBackend, key: str) -> None:
    if keyring.get_password(SERVICE, key) is not None:
        keyring.delete_password(SERVICE, key)
