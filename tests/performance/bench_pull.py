"""The shown desk while ten thousand waiting comments are pulled from a real Isso on loopback.

What pulling costs beside a bare client is held by `tests/live/test_pulling_10000.py`.
As a process of its own: python -m tests.performance.bench_pull DATABASE ADDRESS SECRET
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.performance.measure import AtMost, Measurement, Samples
from tests.performance.processes import in_own_process, tell
from tests.performance.workshop import Workshop, opened

MANY = 10_000
BETWEEN_KEYS = 0.1
OFFSCREEN = {
    "QT_QPA_PLATFORM": "offscreen",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}


def measure(workshop: Workshop) -> Iterator[Measurement]:
    """Moving and deciding by keys all the while; needs what `make test-live` installs."""
    from tests.live.isso_server import PASSWORD, isso_server
    from tests.live.test_pulling_10000 import seed

    database, folder = workshop.copy("pulled"), workshop.path("isso")
    folder.mkdir(exist_ok=True)
    with isso_server(folder) as server:
        seed(server, MANY)
        told = in_own_process(
            "bench_pull", database, server.address, PASSWORD, environment=OFFSCREEN
        )
    for left in folder.iterdir():
        left.unlink()
    folder.rmdir()
    workshop.path(database.name)
    yield Measurement("pulling 10,000", "s", Samples((told["seconds"],)))
    name = "GUI thread at a stretch: pulling 10,000"
    yield Measurement(name, "ms", Samples(tuple(told["longest"])), goals=(AtMost(50, "worst"),))


def pulled(database: Path, address: str, secret: str) -> dict[str, Any]:
    """Connect, open the desk, and press keys until everything has come in."""
    from PySide6.QtCore import Qt

    from app.domain.site import SiteSettings
    from app.services.secrets import KeyringSecrets
    from app.services.sites import connected
    from app.sources.isso.site import key_of
    from app.storage import sites
    from tests.performance.driver import Driver

    KeyringSecrets.secret_of = lambda self, key: secret
    with opened(database) as newsroom:
        with newsroom.store.writing() as connection:
            sites.connect(connection, SiteSettings(key_of(address), "isso", address))
        driver = Driver(database)
        driver.view.setFocus()
        begun, longest = time.perf_counter(), list[float]()
        while not connected(newsroom)[0].pulled_at:
            for key in (Qt.Key.Key_J, Qt.Key.Key_PageDown, Qt.Key.Key_A, Qt.Key.Key_K):
                driver.press(key)
                driver.live(BETWEEN_KEYS)
            longest.append(driver.ticker.longest())
        seconds = time.perf_counter() - begun
        problem = connected(newsroom)[0].problem
        driver.close()
    if problem is not None:
        raise AssertionError(problem.en)
    return {"seconds": seconds, "longest": longest}


if __name__ == "__main__":
    tell(**pulled(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
