"""Where sites' secrets are kept: the system's keyring, or nowhere but in memory."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring.backend
import pytest
from keyring.backends.chainer import ChainerBackend

from app.services.secrets import SERVICE, KeyringSecrets
from tests.app.services import keyrings

ROOT = Path(__file__).parents[3]
KEY = "bao.vn/tòa-soạn"
SECRET = "mật khẩu «khó» của tòa soạn"
UNUSABLE = ("Locked", "Broken", "Plain", "Doubtful", "Forgetful")

Use = Callable[[str], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Use]:
    """Choose a keyring by its name."""
    keyrings.Good.kept.clear()
    keyrings.Plain.written.clear()

    def choose(name: str) -> None:
        known = name if "." in name else f"{keyrings.__name__}.{name}"
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", known)

    yield choose
    keyrings.Good.kept.clear()


def test_a_secret_is_kept_by_the_system(use: Use) -> None:
    use("Good")
    assert KeyringSecrets().keep(KEY, SECRET)
    assert keyrings.Good.kept == {(SERVICE, KEY): SECRET}
    assert KeyringSecrets().secret_of(KEY) == SECRET
    assert KeyringSecrets().secret_of("another.vn") is None


def test_a_forgotten_secret_is_nowhere(use: Use) -> None:
    use("Good")
    secrets = KeyringSecrets()
    secrets.keep(KEY, SECRET)
    secrets.forget(KEY)
    secrets.forget(KEY)
    assert secrets.secret_of(KEY) is None
    assert not keyrings.Good.kept


@pytest.mark.parametrize(
    "name", [*UNUSABLE, "keyring.backends.fail.Keyring", "keyring.backends.null.Keyring", "no.Such"]
)
def test_without_a_keyring_that_can_be_used_it_is_for_this_session(use: Use, name: str) -> None:
    use(name)
    secrets = KeyringSecrets()
    assert not secrets.keep(KEY, SECRET)
    assert secrets.secret_of(KEY) == SECRET
    assert KeyringSecrets().secret_of(KEY) is None
    assert not keyrings.Plain.written
    secrets.forget(KEY)
    assert secrets.secret_of(KEY) is None


def test_a_plain_one_is_not_used_beside_a_good_one(
    use: Use, monkeypatch: pytest.MonkeyPatch
) -> None:
    use("keyring.backends.chainer.ChainerBackend")
    monkeypatch.setattr(ChainerBackend, "priority", 10)
    monkeypatch.setattr(
        keyring.backend, "get_all_keyring", lambda: [keyrings.Plain(), keyrings.Good()]
    )
    assert KeyringSecrets().keep(KEY, SECRET)
    assert not keyrings.Plain.written
    monkeypatch.setattr(keyring.backend, "get_all_keyring", lambda: [keyrings.Plain()])
    assert not KeyringSecrets().keep(KEY, SECRET)
    assert not keyrings.Plain.written


def test_a_new_secret_goes_before_an_old_one_that_cannot_be_replaced(use: Use) -> None:
    use("Good")
    secrets = KeyringSecrets()
    secrets.keep(KEY, "an old one")
    use("ReadOnly")
    assert not secrets.keep(KEY, SECRET)
    assert secrets.secret_of(KEY) == SECRET
    use("Good")
    assert secrets.keep(KEY, "a third")
    assert secrets.secret_of(KEY) == "a third"


def test_no_secret_is_written_to_the_log(use: Use, caplog: pytest.LogCaptureFixture) -> None:
    use("Broken")
    with caplog.at_level(logging.DEBUG):
        KeyringSecrets().keep(KEY, SECRET)
    assert "ConnectionResetError" in caplog.text
    assert SECRET not in caplog.text


def found_by(code: str, **environment: str) -> str:
    """What another program prints."""
    without = {name: value for name, value in os.environ.items() if "KEYRING" not in name}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=without | {"PYTHONIOENCODING": "utf-8"} | environment,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return ran.stdout.strip()


def test_the_library_is_imported_when_it_is_first_asked() -> None:
    code = (
        "import sys; from app.services.secrets import KeyringSecrets; KeyringSecrets();"
        "print(sorted({'keyring', 'secretstorage', 'jeepney'} & sys.modules.keys()))"
    )
    assert found_by(code) == "[]"


@pytest.mark.skipif(sys.platform != "linux", reason="others have a keyring without a bus")
def test_a_bus_that_is_broken_holds_nobody_up(tmp_path: Path) -> None:
    code = (
        "from app.services.secrets import KeyringSecrets; secrets = KeyringSecrets();"
        "print(secrets.secret_of('k'), secrets.keep('k', 's'), secrets.secret_of('k'))"
    )
    began = time.monotonic()
    nobody_there = f"unix:path={tmp_path / 'no-bus'}"
    assert found_by(code, DBUS_SESSION_BUS_ADDRESS=nobody_there) == "None False s"
    assert time.monotonic() - began < 30
