"""The command palette: every action of the screen in use, by what it says it does."""

from __future__ import annotations

from functools import partial

from textual.binding import Binding
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider

from reader.messages import _
from reader.tui.keymap import Keymap
from reader.tui.screens.help import shown_keys


class Actions(Provider):
    """The bindings of the screen and of the focused widget that have a description."""

    def _actions(self) -> list[tuple[str, str, str]]:
        found: dict[str, tuple[str, str, str]] = {}
        keymap: Keymap = getattr(self.app, "keys", {})
        for node in (self.focused, self.screen):
            for binding in getattr(node, "BINDINGS", ()) if node else ():
                if isinstance(binding, Binding) and binding.description:
                    target = f"app.focused.{binding.action}" if node is self.focused else f"screen.{binding.action}"
                    found.setdefault(binding.action, (_(binding.description), shown_keys(binding, keymap), target))
        return list(found.values())

    async def _run(self, action: str) -> None:
        prefix, _dot, rest = action.partition(".")
        if prefix == "screen":
            await self.screen.run_action(rest)
        elif self.focused is not None:
            await self.focused.run_action(rest.removeprefix("focused."))

    async def discover(self) -> Hits:
        """Everything that can be done here."""
        for text, keys, action in self._actions():
            yield DiscoveryHit(text, partial(self._run, action), help=keys)

    async def search(self, query: str) -> Hits:
        """What fits the typed words."""
        matcher = self.matcher(query)
        for text, keys, action in self._actions():
            score = matcher.match(text)
            if score > 0:
                yield Hit(score, matcher.highlight(text), partial(self._run, action), help=keys)


class Commands(CommandPalette):
    """Textual's palette, but for one fault of its release 8.2.8: without room for a row, Page Up ends the app."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)
