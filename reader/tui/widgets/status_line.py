"""The line that says where the reader is: issue, article n of m, place, script, search, what was saved."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.widget import Widget

from reader.tui.widgets.virtual_list import fitted

LEAST_ISSUE = 10
"""Cells that the issue's name keeps while anything less needed can give way."""


class Status(NamedTuple):
    """What the line shows, from left to right; an empty part is left out."""

    issue: str = ""
    article: str = ""
    done: str = ""
    doubt: str = ""
    why: str = ""
    tags: str = ""
    progress: str = ""
    repeat: str = ""
    chosen: str = ""
    saved: str = ""
    search: str = ""
    script: str = ""
    place: str = ""


class StatusLine(Widget):
    """One line; where it is narrow the issue's name is cut first, and what was saved is said to the last."""

    DEFAULT_CSS = """
    StatusLine { height: 1; background: $boost; color: $foreground; }
    StatusLine > .status-line--strong { color: $accent; text-style: bold; }
    StatusLine > .status-line--quiet { color: $foreground-muted; }
    StatusLine > .status-line--doubt { color: $warning; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"status-line--strong", "status-line--quiet", "status-line--doubt"}

    status: reactive[Status] = reactive(Status())

    _STYLES: ClassVar[dict[str, str]] = {
        "doubt": "doubt",
        "why": "doubt",
        "progress": "quiet",
        "tags": "quiet",
        "repeat": "quiet",
        "done": "quiet",
        "search": "strong",
        "chosen": "strong",
    }

    def render(self) -> Text:
        """The line, in the order of the fields of `Status`."""
        parts = self.status._asdict()
        for name in ("why", "tags", "doubt", "issue", "progress", "place", "script", "repeat"):
            least = {**parts, "issue": fitted(parts["issue"], LEAST_ISSUE)}
            if _width(least) > self.size.width:
                parts[name] = ""
        parts["issue"] = fitted(parts["issue"], self.size.width - _width({**parts, "issue": ""}) - 2)
        line = Text(no_wrap=True, overflow="crop", end="")
        for name, text in parts.items():
            if text:
                style = self._STYLES.get(name)
                line.append(" ")
                line.append(text, self.get_component_rich_style(f"status-line--{style}", partial=True) if style else "")
                line.append(" ")
        return line


def _width(parts: dict[str, str]) -> int:
    return sum(cell_len(text) + 2 for text in parts.values() if text)
