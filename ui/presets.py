"""Sets of keys for people who come from elsewhere.

Figures, read in their sources:

* WordPress, its list of comments: `wp-admin/js/edit-comments.js` (a u s d r q z e, and with Shift
  for those marked: x a s d t z u) and `wp-includes/js/jquery/jquery.table-hotkeys.js` (j k x), of
  github.com/WordPress/WordPress. Trashing is our rejecting, quick edit our editing, restoring from
  the trash our "back to pending". What WordPress does with Shift to all that are marked, the plain
  key does here as well: both lead to the same command.
* Coral, its moderation queues: `HOTKEYS` in `client/src/core/client/admin/constants.ts` of
  github.com/coralproject/talk (j k next and previous, f approve, d reject, ctrl+f search, shift+/
  help; t, z and b switch the queue, show one comment alone and ban). f approves since its pull
  request 2635; in version 4 it was the other way round. t, z, b and a do nothing here: a habit
  never does something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Preset:
    """`key` is what settings keep, `name` a proper name that no language changes; `keys` are the
    commands whose keys differ from the default's, the first one shown."""

    key: str
    name: str
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))


PRESETS = (
    Preset("", "Lời Bình"),
    Preset(
        "wordpress",
        "WordPress",
        MappingProxyType(
            {
                "approveAction": ("A", "Shift+A"),
                "rejectAction": ("D", "Shift+D", "Shift+T"),
                "spamAction": ("S", "Shift+S"),
                "pendingAction": ("U", "Shift+U", "Shift+Z"),
                "editAction": ("E", "Q"),
                "undoAction": ("Z", "Ctrl+Z"),
                "redoAction": ("Ctrl+Shift+Z", "Ctrl+Y"),
                "selectAllAction": ("Shift+X", "Ctrl+A"),
                "markArticleAction": ("Shift+B",),
            }
        ),
    ),
    Preset(
        "coral",
        "Coral",
        MappingProxyType(
            {
                "approveAction": ("F",),
                "undoAction": ("Ctrl+Z",),
                "searchAction": ("Ctrl+F", "/"),
                "articleCommentsAction": ("Shift+B",),
            }
        ),
    ),
)


def preset_of(key: str) -> Preset:
    """A preset by what settings keep; the default where that says nothing known."""
    return next((preset for preset in PRESETS if preset.key == key), PRESETS[0])
