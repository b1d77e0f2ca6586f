"""Every command of the desk by its name and keys: one list that actions, help and palette share."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication


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
    Command("exportLogAction", ("Ctrl+E",)),
    Command("logAction", ("Ctrl+L",)),
    Command("insightsAction", ("Ctrl+T",)),
    Command("preferencesAction", ("Ctrl+,",)),
    Command("reasonsAction"),
    Command("templatesAction"),
    Command("keysAction"),
    Command("moderatorAction"),
    Command("welcomeAction"),
    Command("languageAction", ("Ctrl+Shift+L",)),
    Command("appearanceAction", ("Ctrl+Shift+D",)),
    Command("paletteAction", ("Ctrl+K",)),
    Command("helpAction", ("?", "F1")),
    Command("quitAction", ("Ctrl+Q",)),
)


class Commands(QObject):
    """The commands as QActions of a window; `retranslate` gives them their words."""

    def __init__(self, window: QObject) -> None:
        super().__init__(window)
        self._actions = {command.name: QAction(window) for command in COMMANDS}
        for command in COMMANDS:
            action = self._actions[command.name]
            action.setObjectName(command.name)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
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

    def retranslate(self) -> None:
        words = {
            "approveAction": self.tr("Approve"),
            "rejectAction": self.tr("Reject…"),
            "spamAction": self.tr("Spam"),
            "pendingAction": self.tr("Back to pending"),
            "replyAction": self.tr("Reply"),
            "editAction": self.tr("Edit"),
            "noteAction": self.tr("Note"),
            "undoAction": self.tr("Undo"),
            "redoAction": self.tr("Redo"),
            "nextAction": self.tr("Next comment"),
            "previousAction": self.tr("Previous comment"),
            "markAction": self.tr("Mark or unmark"),
            "selectAllAction": self.tr("Mark all of the queue"),
            "clearMarksAction": self.tr("Clear marks"),
            "searchAction": self.tr("Search"),
            "keepQueueAction": self.tr("Keep this search as a queue"),
            "showNewAction": self.tr("Show new comments"),
            "readArticleAction": self.tr("Read the article"),
            "openArticleAction": self.tr("Open the article in the browser"),
            "writerCommentsAction": self.tr("Every comment of this writer"),
            "articleCommentsAction": self.tr("Comments on this article"),
            "markArticleAction": self.tr("Mark all on this article"),
            "importAction": self.tr("Import comments…"),
            "exportLogAction": self.tr("Export the log…"),
            "logAction": self.tr("Log"),
            "insightsAction": self.tr("Insights"),
            "preferencesAction": self.tr("Preferences…"),
            "templatesAction": self.tr("Templates for replies…"),
            "keysAction": self.tr("Change keys…"),
            "welcomeAction": self.tr("Welcome"),
            "reasonsAction": self.tr("Reasons for rejection…"),
            "moderatorAction": self.tr("Moderator's name…"),
            "languageAction": self.tr("Tiếng Việt"),
            "appearanceAction": self.tr("Next appearance"),
            "paletteAction": self.tr("Every command…"),
            "helpAction": self.tr("Keys"),
            "quitAction": self.tr("Quit"),
        }
        for name, text in words.items():
            self._actions[name].setText(text)


def shown_keys(action: QAction) -> str:
    """An action's first key as the screen writes it; "" when it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def group_words(group: str) -> str:
    """The heading of a group of commands in the help sheet."""
    if group == "decide":
        return QCoreApplication.translate("Commands", "Decide")
    if group == "move":
        return QCoreApplication.translate("Commands", "Move and mark")
    return QCoreApplication.translate("Commands", "Desk")
