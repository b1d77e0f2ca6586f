"""Keys: presets without conflicts, what can be a command's key, and changes that never collide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from ui import settings
from ui.preferences.keymap import Keymap
from ui.presets import PRESETS, Preset, preset_of
from ui.shortcuts import COMMANDS, Refusal, keys_of, keys_of_preset, normal, refusal

NAMES = [command.name for command in COMMANDS]
KEYS = [
    *"ABDFGJKQRSUXZĐƯ?/,.+-",
    *("Shift+A", "Shift+Z", "Shift+?", "Ctrl+K", "Ctrl+Z", "Ctrl+Shift+Z", "Alt+A", "F5", "F7"),
    *("Esc", "Tab", "Return", "1", "Ctrl+1", "Ctrl+C", "foo", "", "Ctrl+K, Ctrl+B", "meta+a"),
]


def all_of(keys: Mapping[str, tuple[str, ...]]) -> list[str]:
    return list(chain.from_iterable(keys.values()))


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_preset_has_no_conflict_and_only_keys_that_can_be(
    qapp: QApplication, preset: Preset
) -> None:
    given_keys = keys_of_preset(preset.key)
    assert set(preset.keys) <= set(NAMES)
    assert len(all_of(given_keys)) == len(set(all_of(given_keys)))
    assert all(normal(key) == key for key in all_of(given_keys))
    refused = {key for key in all_of(given_keys) if refusal(key) is not None}
    assert refused == {"Esc"}
    assert keys_of(preset.key, {}) == given_keys
    for name in ("approveAction", "rejectAction", "nextAction", "undoAction", "helpAction"):
        assert given_keys[name], name


def test_the_presets_are_what_their_programs_have(qapp: QApplication) -> None:
    wordpress, coral = keys_of_preset("wordpress"), keys_of_preset("coral")
    for name, key in (
        ("approveAction", "A"),
        ("rejectAction", "D"),
        ("spamAction", "S"),
        ("undoAction", "Z"),
        ("pendingAction", "U"),
        ("replyAction", "R"),
        ("editAction", "Q"),
        ("markAction", "X"),
        ("selectAllAction", "Shift+X"),
        ("approveAction", "Shift+A"),
    ):
        assert key in wordpress[name]
    for name, key in (
        ("approveAction", "F"),
        ("rejectAction", "D"),
        ("nextAction", "J"),
        ("previousAction", "K"),
        ("searchAction", "Ctrl+F"),
        ("helpAction", "?"),
    ):
        assert key in coral[name]
    assert not {"A", "B", "T", "Z"} & set(all_of(coral))
    assert preset_of("no such").key == ""


def test_a_chord_is_written_in_one_way(qapp: QApplication) -> None:
    assert [normal(key) for key in ("a", "shift+a", "Shift+?", "?", "ctrl+K")] == [
        *("A", "Shift+A", "?", "?", "Ctrl+K"),
    ]
    assert not any(map(normal, ("", "foo", "Ctrl+K, Ctrl+B")))


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (("Esc", "Shift+Esc"), Refusal.ESCAPE),
        (("Tab", "Shift+Tab", "Ctrl+Tab"), Refusal.LEAVES),
        (("Return", "Enter", "Space", "Ctrl+Return"), Refusal.PRESSES),
        (("Up", "Shift+Down", "Home", "PgDown"), Refusal.MOVES),
        (("0", "1", "9", "Num+3", "Ctrl+1"), Refusal.DIGIT),
        (("Ctrl+C", "Ctrl+V", "Ctrl+X", "Del", "Shift+Ins", "F2"), Refusal.TEXT),
        (("Alt+F4", "Menu"), Refusal.SYSTEM),
        (("", "Ctrl+K, B"), Refusal.NOT_ONE),
        (("A", "Shift+1", "F5", "Ctrl+K", "Đ", "?", "Alt+1"), None),
    ],
)
def test_some_keys_cannot_be_a_commands(
    qapp: QApplication, keys: tuple[str, ...], why: Refusal | None
) -> None:
    assert [refusal(key) for key in keys] == [why] * len(keys)


def test_a_key_is_moved_in_its_place_and_taken_from_its_holder(qapp: QApplication) -> None:
    begun = Keymap()
    moved = begun.give("approveAction", "d", "A")
    assert moved.holder("D") == "approveAction"
    assert moved.keys()["approveAction"] == ("D",)
    assert moved.keys()["rejectAction"] == ()
    assert set(moved.changes) == {"approveAction", "rejectAction"}
    added = begun.give("undoAction", "F9").give("undoAction", "F8", "Ctrl+Z")
    assert added.keys()["undoAction"] == ("F8", "Z", "F9")
    assert moved.held_by_others("rejectAction") == {"D": "approveAction"}
    back = moved.reset("rejectAction")
    assert back.keys()["rejectAction"] == ("D",)
    assert back.keys()["approveAction"] == ()
    assert back.reset("approveAction") == begun
    assert begun.clear("helpAction").keys()["helpAction"] == ()


steps = st.lists(
    st.tuples(st.sampled_from(["give", "clear", "reset"]), st.sampled_from(NAMES)).flatmap(
        lambda step: st.tuples(st.just(step), st.sampled_from(KEYS), st.sampled_from(["", *KEYS]))
    ),
    max_size=12,
)


@given(preset=st.sampled_from([preset.key for preset in PRESETS]), steps=steps)
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_sequence_of_changes_leaves_a_conflict_and_all_are_kept(
    qapp: QApplication,
    own_settings: None,
    preset: str,
    steps: list[tuple[tuple[str, str], str, str]],
) -> None:
    keymap = Keymap(preset)
    for (what, name), key, instead in steps:
        if what == "give" and refusal(key) is None:
            keymap = keymap.give(name, key, instead)
            assert keymap.holder(key) == name
        elif what == "clear":
            keymap = keymap.clear(name)
        elif what == "reset":
            keymap = keymap.reset(name)
            assert name not in keymap.changes
        keys = all_of(keymap.keys())
        assert len(keys) == len(set(keys))
        assert all(QKeySequence(key).count() == 1 for key in keys)
    chosen = replace(settings.load(), preset=keymap.preset, keys=dict(keymap.changes))
    settings.save(chosen)
    assert settings.load() == chosen
    assert Keymap(settings.load().preset, settings.load().keys).keys() == keymap.keys()


@given(
    changes=st.dictionaries(
        st.sampled_from([*NAMES, "goneAction"]),
        st.lists(st.sampled_from(KEYS), max_size=4).map(tuple),
        max_size=8,
    )
)
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_settings_that_were_tampered_with_cannot_make_a_conflict(
    qapp: QApplication, changes: dict[str, tuple[str, ...]]
) -> None:
    for preset in PRESETS:
        keys = keys_of(preset.key, MappingProxyType(changes))
        assert list(keys) == NAMES
        assert len(all_of(keys)) == len(set(all_of(keys)))
        own = keys_of_preset(preset.key)
        for name, held in keys.items():
            assert all(refusal(key) is None or key in own[name] for key in held)
