"""What the dialogs share: a box in the middle with a title above, its keys below, and Esc to leave."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from reader.messages import N_
from reader.tui.keymap import Keyed

Answer = TypeVar("Answer")

SEPARATOR = " · "
EDGES = 6
"""Cells of the lower edge that no words can stand on: its corners, and beside each a line and a space."""


class Scroll(VerticalScroll):
    """What is only read in a dialog, with the keys that scroll an article, too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("space", "page_down", show=False),
        Binding("b", "page_up", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
    ]


class Dialog(Keyed, ModalScreen[Answer | None], Generic[Answer]):
    """A box with `body`; dismissed with an answer, or with `None` by Esc."""

    CSS_PATH = "../styles/dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", N_("Back"), id="dialog.leave")]

    def __init__(self, title: str, keys: str) -> None:
        super().__init__()
        self.box = Vertical(id="dialog")
        self.box.border_title = Content(title)
        self.box.border_subtitle = Content(keys)
        self._keys_shown = keys

    def on_mount(self) -> None:
        """Take the notices away that would lie over the box."""
        self._hushed = self.app.hush()  # type: ignore[attr-defined]

    def on_resize(self) -> None:
        """Show as many keys as fit on the edge."""
        self.call_after_refresh(self.show_keys, self._keys_shown)

    def show_keys(self, keys: str) -> None:
        """Show these keys on the edge of the box, parted by ` · `; where they do not fit, the last stays longest."""
        self._keys_shown = keys
        *first, last = keys.split(SEPARATOR)
        room = self.box.outer_size.width - EDGES
        while first and cell_len(SEPARATOR.join([*first, last])) > room > 0:
            first.pop()
        self.box.border_subtitle = Content(SEPARATOR.join([*first, last]))

    def on_unmount(self) -> None:
        """Show those again that nobody may miss."""
        self.app.say_again(self._hushed)  # type: ignore[attr-defined]

    def compose(self) -> ComposeResult:
        """The box around the body."""
        with self.box:
            yield from self.body()

    def body(self) -> ComposeResult:
        """What stands in the box."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
