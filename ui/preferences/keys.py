"""The page about keys: a preset to start from, and every command's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from app.domain.vietnamese import fold
from app.domain.words import Language, Words
from ui import theme as look
from ui.desk import Desk
from ui.palette.offers import command_words
from ui.preferences.choices import Choices
from ui.preferences.controls import Segments
from ui.preferences.key_strip import KeyStrip
from ui.preferences.key_table import KeyTable, Row
from ui.preferences.keymap import Keymap
from ui.preferences.page import Found, Page, Place
from ui.presets import PRESETS, preset_of
from ui.shortcuts import COMMANDS, Refusal, group_words, refusal, written
from ui.theme import Theme
from ui.translations import in_vietnamese
from ui.widgets import Hairline, PlainLabel

_TOLD = 36
"""Pixels kept free for what is said, so that nothing moves when it is."""


class KeysPage(Page):
    """A key that is changed is in effect at once; the last change can be taken back here."""

    place = Place.KEYS

    def __init__(self, desk: Desk, choices: Choices) -> None:
        super().__init__()
        self.setObjectName("keysPage")
        self._choices = choices
        self._words: dict[str, Words] = command_words(in_vietnamese())
        self._name = COMMANDS[0].name
        self._instead = ""
        self._before: Keymap | None = None
        self._agreed: Callable[[], None] = self._leave_it
        self._label = PlainLabel("heading")
        self._hint = PlainLabel("second")
        self._hint.setWordWrap(True)
        self.preset = Segments([preset.key for preset in PRESETS])
        self.typed = QLineEdit()
        self.table = KeyTable()
        self._how = PlainLabel("faint")
        self._how.setWordWrap(True)
        self.strip = KeyStrip()
        self.said = PlainLabel("second")
        self.said.setWordWrap(True)
        self.back = QPushButton()
        self.back.setProperty("role", "link")
        self._lay_out()
        self._connect()
        self.set_theme(desk.window.theme)
        self.retranslate()

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.setSpacing(look.SPACE_2)
        told.addWidget(self.said, 1)
        told.addWidget(self.back)
        told.addStrut(look.scaled(_TOLD))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.SPACE_2)
        for part in (self._label, self.preset, self._hint):
            rows.addWidget(part)
        rows.addSpacing(look.SPACE_2)
        rows.addWidget(self.typed)
        rows.addWidget(self.table, 1)
        rows.addWidget(self._how)
        rows.addWidget(Hairline())
        rows.addWidget(self.strip)
        rows.addLayout(told)
        self.back.hide()

    def _connect(self) -> None:
        self.preset.chosen.connect(self._use_preset)
        self.typed.textChanged.connect(self._fill)
        self.table.stoodAt.connect(self._stand_at)
        self.table.changeWanted.connect(self.strip.want_change)
        self.table.addWanted.connect(self.strip.want_one_more)
        self.table.clearWanted.connect(self._clear)
        self.table.typed.connect(self._type)
        self.strip.changeWanted.connect(self._wait)
        self.strip.clearWanted.connect(self._clear)
        self.strip.resetWanted.connect(self._reset)
        self.strip.pressed.connect(self._press)
        self.strip.agreed.connect(lambda: self._agreed())
        self.strip.left.connect(self._leave_it)
        self.back.clicked.connect(self._take_back)

    # What a page is to its window

    def things(self) -> Sequence[Found]:
        presets = [
            Found(segment.accessibleName(), segment, "preset bộ phím wordpress coral")
            for segment in self.preset.segments
        ]
        keys = self._map().keys()
        commands = [
            Found(
                self._words[command.name].said_in(self._language()),
                self.table,
                " ".join((self._both(command.name), *keys[command.name])),
                self._reach(command.name),
            )
            for command in COMMANDS
        ]
        return [*presets, *commands]

    def set_theme(self, theme: Theme) -> None:
        self.preset.set_theme(theme)
        self.table.set_theme(theme)

    def retranslate(self) -> None:
        self._label.setText(self.tr("Keys like those of"))
        self.preset.say(self._label.text(), [preset.name for preset in PRESETS])
        self._hint.setText(self.tr("Choosing one puts every key to what it is there."))
        self.typed.setPlaceholderText(self.tr("find a command or a key"))
        self.typed.setAccessibleName(self.tr("Find a command or a key"))
        self.table.setAccessibleName(self.tr("Commands and their keys"))
        self.table.say(self.tr("changed"), self.tr("no key"))
        self.back.setText(self.tr("Take back"))
        self.strip.retranslate()
        self._tell("", None)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # What is shown

    def _map(self) -> Keymap:
        return Keymap(self._choices.chosen.preset, self._choices.chosen.keys)

    def _language(self) -> Language:
        return self._choices.chosen.language

    def _called(self, name: str) -> str:
        return self._words[name].said_in(self._language()).rstrip("…")

    def _both(self, name: str) -> str:
        return f"{self._words[name].vi} {self._words[name].en}"

    def _reach(self, name: str) -> Callable[[], None]:
        def reach() -> None:
            self.typed.clear()
            self.table.stand_at(name)

        return reach

    def _show(self) -> None:
        """Say again what the keys are now."""
        self.preset.show_value(preset_of(self._choices.chosen.preset).key)
        self._fill()
        self._be_calm()

    @Slot()
    def _fill(self) -> None:
        wanted = fold(self.typed.text()).split()
        keymap = self._map()
        keys = keymap.keys()
        rows = []
        for command in COMMANDS:
            shown = tuple(map(written, keys[command.name]))
            found_by = f"{fold(self._both(command.name))} {' '.join(shown).lower()}"
            if all(each in found_by for each in wanted):
                rows.append(
                    Row(
                        command.name,
                        group_words(command.group),
                        self._called(command.name),
                        shown,
                        command.name in keymap.changes,
                    )
                )
        self.table.fill(rows, self._name)
        self._how.setText(
            self.tr("Enter changes the key · + adds another · Del takes it away")
            if rows
            else self.tr("No command and no key is called that.")
        )

    def _be_calm(self) -> None:
        keymap = self._map()
        keys = keymap.keys()[self._name]
        self.strip.be_calm(
            self._called(self._name),
            keys,
            tuple(map(written, keys)),
            own=self._name in keymap.changes,
        )

    def _tell(self, words: str, before: Keymap | None) -> None:
        """What was done or why not; `before` is what it can be taken back to."""
        self._before = before
        self.said.setText(words)
        self.back.setVisible(before is not None)

    # What is done

    @Slot(str)
    def _stand_at(self, name: str) -> None:
        self._name = name
        self._be_calm()

    @Slot(str)
    def _type(self, text: str) -> None:
        self.typed.setText(text)
        self.typed.setFocus()

    @Slot(object)
    def _use_preset(self, key: str) -> None:
        before = self._map()
        if key == before.preset and not before.changes:
            return
        self._keep(Keymap(key))
        self._tell(self.tr("Keys of {0} from now on.").format(preset_of(key).name), before)

    @Slot(str)
    def _wait(self, instead: str) -> None:
        self._instead = instead
        self._tell("", None)
        self.strip.wait()

    @Slot(str)
    def _press(self, key: str) -> None:
        """A key was pressed for the command: take it, or say why not, or ask."""
        keymap, shown = self._map(), written(key)
        holder = keymap.holder(key)
        why = None if holder == self._name else refusal(key)
        if why is not None:
            self._tell(f"{shown}: {self._why(why)}", None)
        elif holder is None or holder == self._name:
            self._give(key)
        else:
            self._ask(key, holder, lambda: self._give(key))

    def _ask(self, key: str, holder: str, agreed: Callable[[], None]) -> None:
        """Whether a key may be taken from the command that has it, and what is done then."""
        self._agreed = agreed
        self._tell("", None)
        mine = self._called(self._name)
        question = self.tr("{0} is “{1}”. Give it to “{2}” instead?")
        self.strip.ask(
            question.format(written(key), self._called(holder), mine),
            self.tr("Give it to “{0}”").format(mine),
        )

    def _give(self, key: str) -> None:
        self._change(self._map().give(self._name, key, self._instead))

    @Slot()
    def _clear(self) -> None:
        if self._map().keys()[self._name]:
            self._change(self._map().clear(self._name))

    @Slot()
    def _reset(self) -> None:
        """Back to the preset's keys; those that others have now only when that is agreed to."""
        held = self._map().held_by_others(self._name)
        if not held:
            self._really_reset()
            return
        self._ask(*next(iter(held.items())), self._really_reset)

    def _really_reset(self) -> None:
        self._change(self._map().reset(self._name))

    @Slot()
    def _leave_it(self) -> None:
        self._tell("", None)
        self._be_calm()
        self.table.setFocus()

    @Slot()
    def _take_back(self) -> None:
        if self._before is not None:
            self._keep(self._before)
            self._tell("", None)
            self.table.setFocus()

    def _change(self, keymap: Keymap) -> None:
        before = self._map()
        self._keep(keymap)
        shown = ", ".join(map(written, keymap.keys()[self._name]))
        words = (
            self.tr("“{0}” is {1} from now on.").format(self._called(self._name), shown)
            if shown
            else self.tr("“{0}” has no key from now on.").format(self._called(self._name))
        )
        self._tell(words, before)
        self.table.setFocus()

    def _keep(self, keymap: Keymap) -> None:
        chosen = self._choices.chosen
        self._choices.use(replace(chosen, preset=keymap.preset, keys=dict(keymap.changes)))
        self._show()

    def _why(self, why: Refusal) -> str:
        words = {
            Refusal.NOT_ONE: self.tr("this is no key that a command can have."),
            Refusal.ESCAPE: self.tr("it closes and leaves, everywhere."),
            Refusal.LEAVES: self.tr("it leads from part to part of the desk."),
            Refusal.PRESSES: self.tr("it presses and chooses what has the keyboard."),
            Refusal.MOVES: self.tr("it moves in lists and in texts."),
            Refusal.DIGIT: self.tr("digits choose reasons and templates."),
            Refusal.TEXT: self.tr("it is for editing texts and names."),
            Refusal.SYSTEM: self.tr("it belongs to the system."),
        }
        return words[why]
