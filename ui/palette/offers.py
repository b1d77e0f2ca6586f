"""Everything the palette offers: commands, queues, articles, and how the desk looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.domain.hostile import visible_line
from app.domain.queue import FIXED_QUEUES
from app.domain.words import Words
from ui.palette.finding import Offer
from ui.shortcuts import COMMANDS, Translate, names_in, written
from ui.theme import TEXT_SIZES, Appearance, Density
from ui.translations import in_english, in_vietnamese

if TYPE_CHECKING:
    from ui.preferences.choices import Choices
    from ui.settings import Settings
    from ui.sidebar.places import PlaceList
    from ui.window import DeskWindow


def offers(window: DeskWindow, choices: Choices) -> list[Offer]:
    """What can be done now, commands first, in both languages."""
    vietnamese = in_vietnamese()
    phrases = _in_both(_phrases, vietnamese)
    return [
        *_commands(window, vietnamese),
        *_queues(window, phrases["queue"]),
        *_places(window.sidebar.own, phrases["queue"]),
        *_places(window.sidebar.articles, phrases["article"]),
        *_looks(choices, phrases),
    ]


def command_words(vietnamese: Translate) -> dict[str, Words]:
    """Every command's name in both languages."""
    return _in_both(names_in, vietnamese)


def _in_both(
    say: Callable[[Translate], Mapping[str, str]], vietnamese: Translate
) -> dict[str, Words]:
    said = say(vietnamese)
    return {name: Words(said[name], en) for name, en in say(in_english).items()}


def _phrases(translate: Translate) -> dict[str, str]:
    return {
        "queue": translate("Palette", "Go to {0}"),
        "article": translate("Palette", "Article: {0}"),
        Appearance.SYSTEM: translate("Palette", "Appearance: as the system's"),
        Appearance.LIGHT: translate("Palette", "Appearance: light"),
        Appearance.DARK: translate("Palette", "Appearance: dark"),
        Appearance.HIGH_CONTRAST: translate("Palette", "Appearance: high contrast"),
        Density.COMFORTABLE: translate("Palette", "Density: comfortable"),
        Density.COMPACT: translate("Palette", "Density: compact"),
        "size": translate("Palette", "Text size: {0} %"),
    }


def _commands(window: DeskWindow, vietnamese: Translate) -> Iterator[Offer]:
    words = command_words(vietnamese)
    for command in COMMANDS:
        action = window.commands.action(command.name)
        if action.isEnabled() and command.name != "paletteAction":
            keys = tuple(written(key.toString()) for key in action.shortcuts())
            yield Offer(words[command.name], action.trigger, keys)


def _queues(window: DeskWindow, go_to: Words) -> Iterator[Offer]:
    for named in FIXED_QUEUES:
        words = Words(go_to.vi.format(named.words.vi), go_to.en.format(named.words.en))
        yield Offer(words, partial(window.sidebar.queueChosen.emit, named.key))


def _places(places: PlaceList, called: Words) -> Iterator[Offer]:
    for row in range(places.places.rowCount()):
        place = places.places.place_at(row)
        if place is not None:
            name = visible_line(place.words).text
            words = Words(called.vi.format(name), called.en.format(name))
            yield Offer(words, partial(places.chosen.emit, place.key))


def _looks(choices: Choices, phrases: Mapping[str, Words]) -> Iterator[Offer]:
    """All but what is chosen already."""
    chosen = choices.chosen

    def offer(words: Words, other: Settings) -> Iterator[Offer]:
        if other != chosen:
            yield Offer(words, partial(choices.use, other))

    for appearance in Appearance:
        yield from offer(phrases[appearance], replace(chosen, appearance=appearance))
    for density in Density:
        yield from offer(phrases[density], replace(chosen, density=density))
    for size in TEXT_SIZES:
        called = Words(phrases["size"].vi.format(size), phrases["size"].en.format(size))
        yield from offer(called, replace(chosen, text_size=size))
