"""The door: it chooses between the desk and a command, and says in words what stops both.

It imports only the standard library and parses on older Pythons, so that a missing library
or an old Python ends in a sentence and not in a traceback.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

LIBRARIES = """
    PySide6 shiboken6 qtawesome qtpy sqlalchemy alembic pysqlite3 validators email_validator
    disposable_email_domains linkify_it phonenumbers rapidfuzz regex ahocorasick_rs defusedxml
    xlsxwriter platformdirs tqdm idna pyqtgraph numpy urllib3 tenacity keyring
    trafilatura lxml_html_clean
"""

# What Qt loads from a Linux system, and the Debian package that brings it.
SYSTEM_LIBRARIES = """
    libGL.so.1=libgl1  libEGL.so.1=libegl1  libX11-xcb.so.1=libx11-xcb1
    libfontconfig.so.1=libfontconfig1  libdbus-1.so.3=libdbus-1-3  libglib-2.0.so.0=libglib2.0-0
    libxkbcommon.so.0=libxkbcommon0  libxkbcommon-x11.so.0=libxkbcommon-x11-0
    libxcb-cursor.so.0=libxcb-cursor0  libxcb-icccm.so.4=libxcb-icccm4
    libxcb-keysyms.so.1=libxcb-keysyms1  libxcb-randr.so.0=libxcb-randr0
    libxcb-shape.so.0=libxcb-shape0  libxcb-sync.so.1=libxcb-sync1
    libxcb-xfixes.so.0=libxcb-xfixes0
"""


def tell(vietnamese: str, english: str) -> int:
    """Say what is wrong in both languages: this early, none has been chosen yet."""
    sys.stderr.write(f"Lời Bình: {vietnamese}\nLời Bình: {english}\n")
    return 2


def missing_libraries() -> list[str]:
    """Name what cannot be imported; a folder that a removal left behind does not count."""
    specs = [(name, importlib.util.find_spec(name)) for name in LIBRARIES.split()]
    return [name for name, spec in specs if spec is None or spec.origin is None]


def refusal(library: str | Path) -> str:
    """Load a library as Qt would and return the loader's own words, empty when it went well."""
    try:
        ctypes.CDLL(str(library))
    except OSError as failure:
        return str(failure)
    return ""


def missing_packages() -> list[str]:
    """Name the Debian packages that Qt still needs; .ci/prepare installs them."""
    pairs = [pair.split("=") for pair in SYSTEM_LIBRARIES.split() if sys.platform == "linux"]
    return [package for library, package in pairs if refusal(library)]


def displays() -> list[str]:
    """Name Qt's plugins for the screens there are, or the one that was asked for."""
    names = {"xcb": "DISPLAY", "wayland": "WAYLAND_DISPLAY"}
    asked = os.environ.get("QT_QPA_PLATFORM")
    return [asked] if asked else [name for name, key in names.items() if os.environ.get(key)]


def qt_refusal() -> str:
    """Try what Qt will load: it names a library when it is imported, but aborts over a plugin."""
    try:
        import PySide6.QtWidgets
    except ImportError as failure:
        return str(failure)
    plugins = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"
    files = [plugins / f"libq{name.split(':')[0]}.so" for name in displays()]
    refusals = [refusal(file) for file in files if file.exists()] or [""]
    return refusals[0] if all(refusals) else ""


def run_desk(database: str, demo: bool) -> int:
    """Open the desk, unless the system cannot show it."""
    reason = qt_refusal()
    if reason:
        library = reason.split(": ")[0]
        packages = " ".join(missing_packages())
        command = f"make run  |  sudo apt-get install {packages}" if packages else "make run"
        return tell(
            f"Qt không chạy được vì hệ thống thiếu {library}. Hãy chạy: {command}\n  ({reason})",
            f"Qt cannot start, the system lacks {library}. Type: {command}\n  ({reason})",
        )
    if sys.platform == "linux" and not displays():
        return tell(
            "không có màn hình nào để mở bàn duyệt (DISPLAY và WAYLAND_DISPLAY đều trống).",
            "there is no display to open the desk on (neither DISPLAY nor WAYLAND_DISPLAY is set).",
        )
    from ui.application import run

    return run(database, demo=demo)


def enter(argv: list[str]) -> int:
    """Check the ground, then hand over to the command line."""
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python does get here)
        found = sys.version.split()[0]
        return tell(f"cần Python 3.11 trở lên, không phải {found}.", f"Python 3.11+, not {found}.")
    missing = ", ".join(missing_libraries())
    if missing:
        command = "make run  |  python -m pip install -r requirements.txt"
        return tell(
            f"thiếu thư viện {missing}. Hãy chạy: {command}",
            f"missing libraries: {missing}. Type: {command}",
        )
    from app.commands.line import main

    return main(argv, run_desk)


if __name__ == "__main__":
    try:
        ending = enter(sys.argv[1:])
    except KeyboardInterrupt:
        ending = tell("đã dừng theo yêu cầu.", "stopped, as asked.")
    sys.exit(ending)
