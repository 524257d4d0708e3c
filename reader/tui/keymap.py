"""The user's own keys: the table `[keys]` of the settings, checked, and put in place of the keys that are built in.

Textual's own keymap takes other bindings of a changed key along, cannot unbind, and passes over what it does not know
(Textual 8.2.8, `BindingsMap.apply_keymap`); so the bindings are changed here, when a screen gathers them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from textual.binding import Binding, BindingsMap, BindingType
from textual.keys import Keys

from reader.messages import _
from reader.tui.keyboard import character_on, key_name, plain

Keymap = Mapping[str, tuple[str, ...]]
"""Keys by the id of a binding; none unbinds it."""

NAMES: Final = {"esc": "escape", "pgdn": "pagedown", "pgup": "pageup", "return": "enter", "del": "delete"}
"""How keys may be written besides Textual's names and the signs themselves."""

MODIFIERS: Final = ("ctrl", "alt", "shift", "super", "meta", "hyper")


def places() -> dict[str, list[Binding]]:
    """Every binding that has an id, by the place in which it works; two of a place cannot have the same key."""
    from reader.tui.screens import browse_keys
    from reader.tui.screens.library_search import LibrarySearch
    from reader.tui.screens.tag_set import TagList, TagSetScreen
    from reader.tui.widgets import pane_keys
    from reader.tui.widgets.issue_tree import IssueTree
    from reader.tui.widgets.raw_pane import RawPane
    from reader.tui.widgets.search_bar import SearchBar
    from reader.tui.widgets.virtual_list import VirtualList

    found: dict[str, Iterable[BindingType]] = {
        "screen": browse_keys.EVERYWHERE,
        "article": [*pane_keys.READING, *pane_keys.SELECTING],
        "caret": [*pane_keys.CARET, *pane_keys.SELECTING],
        "tree": [*VirtualList.BINDINGS, *IssueTree.BINDINGS],
        "raw": [*VirtualList.BINDINGS, *RawPane.BINDINGS],
        "search": [*SearchBar.BINDINGS, *LibrarySearch.BINDINGS],
        "tags": [*VirtualList.BINDINGS, *TagList.BINDINGS, *TagSetScreen.BINDINGS],
    }
    return {
        place: [one for one in bindings if isinstance(one, Binding) and one.id] for place, bindings in found.items()
    }


def checked(wanted: Mapping[str, Any]) -> tuple[Keymap, list[str]]:
    """The keys that can be used as they are wanted, and a sentence for each that cannot."""
    known: dict[str, Binding] = {}
    for bindings in places().values():
        known.update((one.id, one) for one in bindings if one.id)
    keymap: dict[str, tuple[str, ...]] = {}
    problems = []
    for name, keys in wanted.items():
        if name not in known:
            problems.append(_("Settings, keys: there is nothing called {name}; ? lists the names.").format(name=name))
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
        keymap[name] = tuple(dict.fromkeys(one for one in found.values() if one))
    problems += _without_clashes(keymap)
    return keymap, problems


def _without_clashes(keymap: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Take out what wants the key of another in the same place, until nothing does; say so."""
    while clash := _clash(keymap):
        key, name, other = clash
        del keymap[name]
        sentence = _("Settings, keys: {name} keeps its own keys, because {key} is the key of {other} there.")
        yield sentence.format(name=name, key=character_on(key) or key, other=other)


def _clash(keymap: Keymap) -> tuple[str, str, str] | None:
    """A key that two of a place want, a changed one of them, and the other."""
    for bindings in places().values():
        owners: dict[str, str] = {}
        for one in bindings:
            name = one.id or ""
            for key in keys_of(one, keymap):
                other = owners.setdefault(key, name)
                if other != name and (name in keymap or other in keymap):
                    return (key, name, other) if name in keymap else (key, other, name)
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
    return keymap.get(binding.id or "", tuple(key.strip() for key in binding.key.split(",")))


def remapped(bindings: BindingsMap, keymap: Keymap) -> BindingsMap:
    """Bindings with the user's keys."""
    keys: dict[str, list[Binding]] = {}
    put: set[tuple[str, str]] = set()
    for key, known in bindings.key_to_bindings.items():
        for one in known:
            for wanted in keymap.get(one.id or "", (key,)):
                if (wanted, f"{one.id} {one.action}") not in put:
                    put.add((wanted, f"{one.id} {one.action}"))
                    keys.setdefault(wanted, []).append(replace(one, key=wanted))
    return BindingsMap.from_keys(keys)


def relabelled(label: str, where: Iterable[str], keymap: Keymap) -> str:
    """The keys of a hint as the user has them: each is looked up in these places in turn; unbound ones are left out."""
    from reader.tui.screens.help import shown_key

    own: dict[str, str | None] = {}
    known = places()
    for place in where:
        for one in known[place]:
            for key in one.key.split(","):
                now = None
                if one.id and one.id in keymap:
                    now = shown_key(keymap[one.id][0]) if keymap[one.id] else ""
                own.setdefault(_folded(shown_key(key.strip())), now)
    found = ((token, own.get(_folded(token))) for token in label.split())
    return " ".join(token if now is None else now for token, now in found if now != "")


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
