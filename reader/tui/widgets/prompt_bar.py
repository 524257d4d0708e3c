"""A line to type in at the foot of the screen: as it is for the filter of the tree; see also `search_bar`."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from reader.messages import N_

if TYPE_CHECKING:
    from reader.text.query import Mode


class PromptBar(Horizontal):
    """A label and a line; says what is typed as it is typed, and when it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", N_("Back to where you were"), show=False, id="line.leave"),
        Binding("down", "step(1)", N_("Next row"), show=False, id="filter.next"),
        Binding("up", "step(-1)", N_("Previous row"), show=False, id="filter.previous"),
    ]
    TYPED_AT_ONCE: ClassVar[bool] = True
    """Whether it takes the focus when it comes."""
    DEFAULT_CSS = """
    PromptBar { height: 1; background: $panel; }
    PromptBar > Label { padding: 0 1; color: $accent; text-style: bold; width: auto; }
    PromptBar > Input { width: 1fr; border: none; height: 1; padding: 0; background: $panel; }
    PromptBar > Input:focus { border: none; background-tint: $foreground 0%; }
    """

    class Typed(Message):
        """The line changed, or the way it is meant."""

        def __init__(self, purpose: str, text: str, mode: Mode | None = None) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text
            self.mode = mode

    class Left(Message):
        """Enter (`kept`) or Esc was pressed."""

        def __init__(self, purpose: str, text: str, kept: bool) -> None:
            super().__init__()
            self.purpose = purpose
            self.text = text
            self.kept = kept

    class Stepped(Message):
        """The next hit (1) or the previous one (−1) is wanted, without leaving the line."""

        def __init__(self, purpose: str, step: int) -> None:
            super().__init__()
            self.purpose = purpose
            self.step = step

    def __init__(self, purpose: str, label: str, text: str, placeholder: str, id: str = "prompt") -> None:
        super().__init__(id=id)
        self.purpose = purpose
        self.mode: Mode | None = None
        """How a query is meant, where it can be meant in several ways."""
        self._label = label
        self._text = text
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        """Label and line."""
        yield Label(self._label, markup=False)
        yield Input(self._text, placeholder=self._placeholder, select_on_focus=True)

    def on_mount(self) -> None:
        """Type at once, where it comes to be typed into."""
        if self.TYPED_AT_ONCE:
            self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what was typed."""
        event.stop()
        self.post_message(self.Typed(self.purpose, event.value, self.mode))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        self.post_message(self.Left(self.purpose, event.value, True))

    def action_cancel(self) -> None:
        """Esc."""
        self.post_message(self.Left(self.purpose, self.query_one(Input).value, False))

    def action_step(self, step: int) -> None:
        """Go through the hits while typing."""
        self.post_message(self.Stepped(self.purpose, step))
