"""Where a file is to be written: asked for in the same way wherever one asks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_place(
    parent: QWidget, title: str, name: str, kinds: Mapping[str, str], ending: str
) -> Path | None:
    """A file whose ending names its kind; `kinds` has the endings by what the dialog calls them.

    One typed without an ending gets that of the kind chosen, and is asked about once more where it
    then is one that there is already. None when the moderator thinks better of it.
    """
    first = next(kind for kind, its in kinds.items() if its == ending)
    chosen, kind = QFileDialog.getSaveFileName(parent, title, name, ";;".join(kinds), first)
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix:
        return path
    path = path.with_suffix(kinds.get(kind, ending))
    if not path.exists():
        return path
    return ask_for_place(parent, title, str(path), kinds, path.suffix)
