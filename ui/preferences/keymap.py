"""Keys as they are being changed: frozen values, so that each change can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ui.shortcuts import Keys, keys_of, keys_of_preset, normal


@dataclass(frozen=True, slots=True)
class Keymap:
    """A preset and what was changed since, as settings keep both; a key is never two commands'."""

    preset: str = ""
    changes: Keys = field(default_factory=lambda: MappingProxyType({}))

    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """Every command's keys."""
        return keys_of(self.preset, self.changes)

    def holder(self, key: str) -> str | None:
        """The command that has this key."""
        wanted = normal(key)
        return next((name for name, keys in self.keys().items() if wanted in keys), None)

    def give(self, name: str, key: str, instead: str = "") -> Keymap:
        """A command gets a key: in the place of one that it has, or behind those. Whoever had it
        has it no longer."""
        new = normal(key)
        own = self.keys()[name]
        kept = tuple(each for each in own if each not in (new, instead))
        place = own.index(instead) if instead in own else len(kept)
        return self._with({name: (*kept[:place], new, *kept[place:])})

    def clear(self, name: str) -> Keymap:
        """A command has no key."""
        return self._with({name: ()})

    def reset(self, name: str) -> Keymap:
        """A command has the preset's keys again, and whoever had one of them has it no longer."""
        return self._with({name: keys_of_preset(self.preset)[name]})

    def held_by_others(self, name: str) -> dict[str, str]:
        """Keys that the preset gives to a command and that others have now, with those others."""
        holders = {key: self.holder(key) for key in keys_of_preset(self.preset)[name]}
        return {key: held for key, held in holders.items() if held not in (None, name)}

    def _with(self, new: Keys) -> Keymap:
        taken = {key for keys in new.values() for key in keys}
        presets = keys_of_preset(self.preset)
        changed = {}
        for name, keys in self.keys().items():
            after = new.get(name, tuple(key for key in keys if key not in taken))
            if after != presets[name]:
                changed[name] = after
        return Keymap(self.preset, MappingProxyType(changed))
