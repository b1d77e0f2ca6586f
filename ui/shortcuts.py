"""Every command of the desk by its name and keys: one list that actions, help and palette share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import cast

from PySide6.QtCore import QCoreApplication, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from ui.presets import preset_of

Keys = Mapping[str, tuple[str, ...]]
"""Keys by command, each as `normal` writes it."""

Translate = Callable[[str, str], str]
"""From a context and an English text to what a screen says."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command's stable name (its QAction's objectName) and its keys, the first one shown."""

    name: str
    keys: tuple[str, ...] = ()
    group: str = "desk"


COMMANDS = (
    Command("approveAction", ("A",), "decide"),
    Command("rejectAction", ("D",), "decide"),
    Command("spamAction", ("S",), "decide"),
    Command("pendingAction", ("U",), "decide"),
    Command("replyAction", ("R",), "decide"),
    Command("editAction", ("E",), "decide"),
    Command("noteAction", ("N",), "decide"),
    Command("undoAction", ("Ctrl+Z", "Z"), "decide"),
    Command("redoAction", ("Ctrl+Shift+Z", "Shift+Z", "Ctrl+Y"), "decide"),
    Command("nextAction", ("J",), "move"),
    Command("previousAction", ("K",), "move"),
    Command("markAction", ("X",), "move"),
    Command("selectAllAction", ("Ctrl+A",), "move"),
    Command("clearMarksAction", ("Esc",), "move"),
    Command("searchAction", ("/", "Ctrl+F"), "move"),
    Command("keepQueueAction", ("Ctrl+S",), "move"),
    Command("showNewAction", ("F5",), "move"),
    Command("readArticleAction", ("V",), "move"),
    Command("openArticleAction", ("O",), "move"),
    Command("writerCommentsAction", ("W",), "move"),
    Command("articleCommentsAction", ("B",), "move"),
    Command("markArticleAction", ("Shift+X",), "move"),
    Command("importAction", ("Ctrl+I",)),
    Command("readPageAction"),
    Command("fetchPageAction"),
    Command("connectAction"),
    Command("exportCommentsAction"),
    Command("exportLogAction", ("Ctrl+E",)),
    Command("logAction", ("Ctrl+L",)),
    Command("insightsAction", ("Ctrl+T",)),
    Command("deliveriesAction", ("F9",)),
    Command("syncAction", ("Shift+F9",)),
    Command("preferencesAction", ("Ctrl+,",)),
    Command("reasonsAction"),
    Command("templatesAction"),
    Command("sitesAction"),
    Command("keysAction"),
    Command("moderatorAction"),
    Command("welcomeAction"),
    Command("languageAction", ("Ctrl+Shift+L",)),
    Command("appearanceAction", ("Ctrl+Shift+D",)),
    Command("paletteAction", ("Ctrl+K",)),
    Command("helpAction", ("?", "F1")),
    Command("quitAction", ("Ctrl+Q",)),
)


GROUPS = tuple(dict.fromkeys(command.group for command in COMMANDS))


class Refusal(Enum):
    """Why a key cannot be a command's."""

    NOT_ONE = auto()
    ESCAPE = auto()
    LEAVES = auto()
    PRESSES = auto()
    MOVES = auto()
    DIGIT = auto()
    TEXT = auto()
    SYSTEM = auto()


_K = Qt.Key
_REFUSED = {
    **dict.fromkeys((_K.Key_Tab, _K.Key_Backtab), Refusal.LEAVES),
    **dict.fromkeys((_K.Key_Return, _K.Key_Enter, _K.Key_Space, _K.Key_Select), Refusal.PRESSES),
    **dict.fromkeys(
        (
            *(_K.Key_Up, _K.Key_Down, _K.Key_Left, _K.Key_Right),
            *(_K.Key_Home, _K.Key_End, _K.Key_PageUp, _K.Key_PageDown),
        ),
        Refusal.MOVES,
    ),
    **dict.fromkeys((_K.Key_Backspace, _K.Key_Delete, _K.Key_Insert, _K.Key_F2), Refusal.TEXT),
    **dict.fromkeys((_K.Key_Menu, _K.Key_Print, _K.Key_SysReq, _K.Key_Pause), Refusal.SYSTEM),
    _K.Key_Escape: Refusal.ESCAPE,
}
_OF_TEXT = ("Ctrl+C", "Ctrl+X", "Ctrl+V", "Ctrl+Shift+V")
_OF_THE_SYSTEM = ("Alt+F4", "Shift+F10", "Alt+Space")
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def _chord(sequence: QKeySequence) -> QKeyCombination:
    """A sequence's first chord."""
    return cast("Sequence[QKeyCombination]", sequence)[0]


def normal(key: str) -> str:
    """One chord as it is compared and kept; "" for anything else.

    Shift says nothing of a sign that is typed with it: "Shift+?" is "?".
    """
    sequence = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1 or _chord(sequence).key() == Qt.Key.Key_unknown:
        return ""
    chord = _chord(sequence)
    sign = chr(chord.key()) if chord.key() <= sys.maxunicode else ""
    if sign and sign.isprintable() and not sign.isalnum() and sign != " ":
        chord = QKeyCombination(chord.keyboardModifiers() & ~_SHIFT, chord.key())
    return QKeySequence(chord).toString(QKeySequence.SequenceFormat.PortableText)


def refusal(key: str) -> Refusal | None:
    """Why no command can have this key; None where one can."""
    written = normal(key)
    if not written:
        return Refusal.NOT_ONE
    if written in _OF_THE_SYSTEM:
        return Refusal.SYSTEM
    if written in _OF_TEXT:
        return Refusal.TEXT
    chord = _chord(QKeySequence.fromString(written))
    modifiers = chord.keyboardModifiers() & ~_KEYPAD
    if chord.key() in _REFUSED:
        return _REFUSED[chord.key()]
    is_digit = Qt.Key.Key_0 <= chord.key() <= Qt.Key.Key_9
    if is_digit and modifiers in (Qt.KeyboardModifier.NoModifier, _CONTROL):
        return Refusal.DIGIT
    return None


def keys_of_preset(preset: str) -> dict[str, tuple[str, ...]]:
    """Every command's keys in a preset."""
    differing = preset_of(preset).keys
    return {command.name: differing.get(command.name, command.keys) for command in COMMANDS}


def keys_of(preset: str, changes: Keys) -> dict[str, tuple[str, ...]]:
    """Every command's keys: a preset's, but for what was changed since.

    No key is two commands', whatever `changes` say: what was changed goes before what was not,
    and then the order of the commands decides. A key that cannot be one is left out.
    """
    offered = keys_of_preset(preset)
    taken: set[str] = set()
    given: dict[str, tuple[str, ...]] = {}
    for command in sorted(COMMANDS, key=lambda one: one.name not in changes):
        own = offered[command.name]
        wanted = dict.fromkeys(map(normal, changes.get(command.name, own)))
        given[command.name] = tuple(
            key
            for key in wanted
            if key and key not in taken and (key in own or refusal(key) is None)
        )
        taken.update(given[command.name])
    return {command.name: given[command.name] for command in COMMANDS}


class Commands(QObject):
    """The commands as QActions of a window; `retranslate` gives them their words, `use_keys` their
    keys: those of `preset`, but for the commands that were `changed` since."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._actions = {command.name: QAction(window) for command in COMMANDS}
        for name, action in self._actions.items():
            action.setObjectName(name)
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.use_keys("", {})
        self.retranslate()

    def action(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        """In the order of the list above."""
        return list(self._actions.values())

    def allow_leaving_only(self) -> None:
        """As long as there is no newsroom to do anything else in."""
        for action in self._actions.values():
            action.setEnabled(False)
        leave = self.action("quitAction")
        leave.setEnabled(True)
        leave.triggered.connect(QApplication.closeAllWindows)

    def use_keys(self, preset: str, changes: Keys) -> None:
        """From now on these keys: a preset's, and what was changed since."""
        self.preset = preset_of(preset)
        self.changed = self._actions.keys() & changes.keys()
        for name, keys in keys_of(preset, changes).items():
            shortcuts = [QKeySequence(key) for key in keys]
            if shortcuts != self._actions[name].shortcuts():
                self._actions[name].setShortcuts(shortcuts)

    def retranslate(self) -> None:
        for name, text in names_in(QCoreApplication.translate).items():
            self._actions[name].setText(text)


def names_in(translate: Translate) -> dict[str, str]:
    """Every command's name, in the language that `translate` speaks."""
    return {
        "approveAction": translate("Commands", "Approve"),
        "rejectAction": translate("Commands", "Reject…"),
        "spamAction": translate("Commands", "Spam"),
        "pendingAction": translate("Commands", "Back to pending"),
        "replyAction": translate("Commands", "Reply"),
        "editAction": translate("Commands", "Edit"),
        "noteAction": translate("Commands", "Note"),
        "undoAction": translate("Commands", "Undo"),
        "redoAction": translate("Commands", "Redo"),
        "nextAction": translate("Commands", "Next comment"),
        "previousAction": translate("Commands", "Previous comment"),
        "markAction": translate("Commands", "Mark or unmark"),
        "selectAllAction": translate("Commands", "Mark all of the queue"),
        "clearMarksAction": translate("Commands", "Clear marks"),
        "searchAction": translate("Commands", "Search"),
        "keepQueueAction": translate("Commands", "Keep this search as a queue"),
        "showNewAction": translate("Commands", "Show new comments"),
        "readArticleAction": translate("Commands", "Read the article"),
        "openArticleAction": translate("Commands", "Open the article in the browser"),
        "writerCommentsAction": translate("Commands", "Every comment of this writer"),
        "articleCommentsAction": translate("Commands", "Comments on this article"),
        "markArticleAction": translate("Commands", "Mark all on this article"),
        "importAction": translate("Commands", "Import comments…"),
        "readPageAction": translate("Commands", "Read the article from a saved page…"),
        "fetchPageAction": translate("Commands", "Fetch the article's page"),
        "connectAction": translate("Commands", "Connect a site…"),
        "exportCommentsAction": translate("Commands", "Export comments…"),
        "exportLogAction": translate("Commands", "Export the log…"),
        "logAction": translate("Commands", "Log"),
        "insightsAction": translate("Commands", "Insights"),
        "deliveriesAction": translate("Commands", "Deliveries to the sites"),
        "syncAction": translate("Commands", "Fetch and send now"),
        "preferencesAction": translate("Commands", "Preferences…"),
        "templatesAction": translate("Commands", "Templates for replies…"),
        "sitesAction": translate("Commands", "Connected sites…"),
        "keysAction": translate("Commands", "Change keys…"),
        "welcomeAction": translate("Commands", "Welcome"),
        "reasonsAction": translate("Commands", "Reasons for rejection…"),
        "moderatorAction": translate("Commands", "Moderator's name…"),
        "languageAction": translate("Commands", "Tiếng Việt"),
        "appearanceAction": translate("Commands", "Next appearance"),
        "paletteAction": translate("Commands", "Every command…"),
        "helpAction": translate("Commands", "Keys"),
        "quitAction": translate("Commands", "Quit"),
    }


def shown_keys(action: QAction) -> str:
    """An action's first key as the screen writes it; "" when it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def written(key: str) -> str:
    """A key as the screen writes it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def group_words(group: str) -> str:
    """The heading of a group of commands in the help sheet."""
    if group == "decide":
        return QCoreApplication.translate("Commands", "Decide")
    if group == "move":
        return QCoreApplication.translate("Commands", "Move and mark")
    return QCoreApplication.translate("Commands", "Desk")
