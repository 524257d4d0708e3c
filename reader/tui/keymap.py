"""The user's own keys: the table `[keys]` of the settings, checked, and put in place of the keys that are built in.

Textual's own keymap takes other bindings of a changed key along, cannot unbind, and passes over what it does not know
(Textual 8.2.8, `BindingsMap.apply_keymap`); so the bindings are changed here, when a screen gathers them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, Final

from textual.binding import Binding, BindingsMap
from textual.keys import Keys

from reader.messages import _
from reader.tui.key_places import Place, name_of, of_main_screen, places
from reader.tui.keyboard import character_on, key_name, plain, printed_key, shown_key

Keymap = Mapping[str, tuple[str, ...]]
"""Keys by the id of a binding; none unbinds it."""

NAMES: Final = {"esc": "escape", "pgdn": "pagedown", "pgup": "pageup", "return": "enter", "del": "delete"}
"""How keys may be written besides Textual's names and the signs themselves."""

MODIFIERS: Final = ("ctrl", "alt", "shift", "super", "meta", "hyper")


NEEDED: Final = frozenset({"dialog.leave"})
"""What nobody gets on without."""


def at_first(wanted: Mapping[str, Any]) -> Keymap:
    """The keys of the main screen, for the first page; `checked` needs all dialogs."""
    return checked(wanted, of_main_screen())[0]


def checked(wanted: Mapping[str, Any], where: Sequence[Place] | None = None) -> tuple[Keymap, list[str]]:
    """The keys that can be used as they are wanted in some places, by default in all, and a sentence for each other."""
    where = places() if where is None else where
    known = {name_of(one) for place in where for one in place.bindings()}
    keymap: dict[str, tuple[str, ...]] = {}
    problems = []
    for name, keys in _flat(wanted):
        if not name or name not in known:
            sentence = _("Settings, keys: there is nothing called {name}; {key} lists the names.")
            problems.append(sentence.format(name=name, key=key_for("help", "?", keymap)))
            continue
        if not isinstance(keys, str):
            sentence = _("Settings, keys: the keys of {name} must stand in quotation marks, parted by commas.")
            problems.append(sentence.format(name=name))
            continue
        found = {key: named(key) for key in _parted(keys)}
        if unknown := [key for key, one in found.items() if one is None]:
            sentence = _("Settings, keys: {name} keeps its own keys, because there is no key {key}.")
            problems.append(sentence.format(name=name, key=unknown[0]))
            continue
        if not found and name in NEEDED:
            sentence = _("Settings, keys: {name} keeps its own keys, because it cannot be done without.")
            problems.append(sentence.format(name=name))
            continue
        keymap[name] = tuple(dict.fromkeys(one for one in found.values() if one))
    problems += _without_clashes(keymap, where)
    return keymap, problems


def _flat(wanted: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Names and keys; in TOML a name with a dot and without quotation marks is a table in a table."""
    for name, keys in wanted.items():
        if isinstance(keys, Mapping):
            yield from ((f"{name}.{rest}", own) for rest, own in _flat(keys))
        else:
            yield name, keys


def _without_clashes(keymap: dict[str, tuple[str, ...]], where: Sequence[Place]) -> Iterator[str]:
    """Take out what wants the key of another in the same place, until nothing does; say so."""
    while clash := next((found for place in where if (found := _clash(place, keymap))), None):
        key, name, other = clash
        del keymap[name]
        if other:
            sentence = _("Settings, keys: {name} keeps its own keys, because {key} is the key of {other} there.")
        else:
            sentence = _("Settings, keys: {name} keeps its own keys, because {key} is needed there for what is typed.")
        yield sentence.format(name=name, key=character_on(key) or key, other=other)


def _clash(place: Place, keymap: Keymap) -> tuple[str, str, str] | None:
    """A key that two of a place want, a changed one of them, and the other; that is empty if the key is typed there.

    Where the inner one of two has the key of the outer one from the start, it is meant to have it.
    """
    owners: dict[str, list[Binding]] = {}
    for one in place.bindings():
        for key in keys_of(one, keymap):
            owners.setdefault(key, []).append(one)
    for key, bindings in owners.items():
        names = list(dict.fromkeys(map(name_of, bindings)))
        own = {name_of(one) for one in bindings if key in _built_in(one)}
        for other, name in combinations(names, 2):
            if not {name, other} <= own and (name in keymap or other in keymap):
                return (key, name, other) if name in keymap else (key, other, name)
    for one in place.own():
        keys = keymap.get(name_of(one), ())
        typed = [key for key in keys if (character := character_on(key)) and place.types(character)]
        if keys and len(typed) == len(keys):
            return typed[0], name_of(one), ""
    return None


def named(key: str) -> str | None:
    """A key as Textual names it; `None` if there is no such key."""
    *modifiers, last = key.rsplit("+", 1) if len(key) > 1 and not key.endswith("+") else [key]
    before = modifiers[0].lower().split("+") if modifiers else []
    if any(one not in MODIFIERS for one in before):
        return None
    if len(last) == 1:
        if not last.isprintable():
            return None
        last = key_name(plain(last).lower() if "ctrl" in before else plain(last))
    else:
        last = NAMES.get(last.lower(), last.lower())
        if last not in set(Keys) and character_on(last) is None:
            return None
    return "+".join([*sorted(before), last])


def _parted(keys: str) -> list[str]:
    if keys.strip() == ",":
        return [","]
    return [key for key in (unicodedata.normalize("NFC", one.strip()) for one in keys.split(",")) if key]


def keys_of(binding: Binding, keymap: Keymap) -> tuple[str, ...]:
    """The keys of a binding: the user's, else its own."""
    return keymap.get(name_of(binding), _built_in(binding))


def _built_in(binding: Binding) -> tuple[str, ...]:
    return tuple(key.strip() for key in binding.key.split(","))


def remapped(bindings: BindingsMap, keymap: Keymap) -> BindingsMap:
    """Bindings with the user's keys; a key that the user gave to something does that, whatever Textual has on it."""
    keys: dict[str, list[Binding]] = {}
    put: set[tuple[str, str]] = set()
    for key, known in bindings.key_to_bindings.items():
        for one in known:
            name = name_of(one)
            for wanted in keymap.get(name, (key,)):
                if (wanted, f"{name} {one.action}") not in put:
                    put.add((wanted, f"{name} {one.action}"))
                    keys.setdefault(wanted, []).append(replace(one, key=wanted))
    for several in keys.values():
        several.sort(key=lambda one: name_of(one) not in keymap)
    return BindingsMap.from_keys(keys)


def relabelled(label: str, where: str, keymap: Keymap) -> str:
    """The keys of a hint as the user has them in the place of a name; unbound ones are left out."""
    if not keymap:
        return label
    own: dict[str, str | None] = {}
    of_main = [place for place in of_main_screen() if place.name == where]
    for place in of_main or [place for place in places() if place.name == where]:
        for one in place.bindings():
            now = None
            if name_of(one) in keymap:
                now = " ".join(map(shown_key, keymap[name_of(one)][:1]))
            for key in _built_in(one):
                own.setdefault(_folded(printed_key(key)), now)
    found = ((token, own.get(_folded(token))) for token in label.split())
    return " ".join(token if now is None else now for token, now in found if now != "")


def key_for(name: str, default: str, keymap: Keymap) -> str:
    """The key of something, to be named in a sentence: the user's first, else its own as it is written by default.

    Of what has no key any longer it is the name by which the settings can give it one.
    """
    if name not in keymap:
        return default
    return shown_key(keymap[name][0]) if keymap[name] else name


def _folded(label: str) -> str:
    """A label to be compared: `Space` is `space`, but J is not j."""
    return label.casefold() if len(label) > 1 else label


class Keyed:
    """A screen on which the user's keys work; stands before Textual's class among its bases."""

    @property
    def _binding_chain(self) -> list[tuple[Any, BindingsMap]]:
        chain: list[tuple[Any, BindingsMap]] = super()._binding_chain  # type: ignore[misc]
        keymap: Keymap = getattr(self.app, "keys", {})  # type: ignore[attr-defined]
        if not keymap:
            return chain
        mapped = [(node, remapped(one, keymap)) for node, one in chain]
        typed_into = self.focused  # type: ignore[attr-defined]
        if typed_into is not None:
            # A line that is typed into has its signs before any key of ours, as with the keys that are built in.
            for _node, bindings in mapped:
                for key in list(bindings.key_to_bindings):
                    if typed_into.check_consume_key(key, character_on(key)):
                        del bindings.key_to_bindings[key]
        return mapped
