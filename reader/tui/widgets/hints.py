"""The last line: the keys that matter where the user is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget


class Hints(Widget):
    """Keys and what they do, as many as fit in one line; the last always stands, else the first stay longest."""

    DEFAULT_CSS = """
    Hints { height: 1; background: $panel; color: $foreground-muted; }
    Hints > .hints--key { color: $footer-key-foreground; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"hints--key"}

    def __init__(self) -> None:
        super().__init__()
        self._hints: Sequence[tuple[str, str]] = ()

    def show(self, hints: Sequence[tuple[str, str]]) -> None:
        """Show these pairs of a key and a few words."""
        if list(hints) != list(self._hints):
            self._hints = hints
            self.refresh()

    def render(self) -> Text:
        """The line."""
        key_style = self.get_component_rich_style("hints--key", partial=True)
        line = Text(no_wrap=True, overflow="crop", end="")
        left = self.size.width - sum(_cells(hint) for hint in self._hints[-1:])
        shown: list[tuple[str, str]] = []
        for hint in self._hints[:-1]:
            left -= _cells(hint)
            if left < 0:
                break
            shown.append(hint)
        for key, words in [*shown, *self._hints[-1:]]:
            line.append(f" {key} ", key_style)
            line.append(f"{words} ")
        return line


def _cells(hint: tuple[str, str]) -> int:
    return cell_len(f" {hint[0]} {hint[1]} ")
