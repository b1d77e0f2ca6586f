"""Where things are kept when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path


def default_database() -> Path:
    """The newsroom in the user's own data folder."""
    return user_data_path("loi-binh", appauthor=False) / "desk.db"
