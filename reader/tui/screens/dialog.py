"""What the dialogs share: a box in the middle with a title above, its keys below, and Esc to leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from reader.messages import N_
from reader.tui.keymap import Keyed, Keymap, relabelled
from reader.tui.whole_characters import WholeCharacters

if TYPE_CHECKING:
    from textual.worker import Worker

Answer = TypeVar("Answer")

Hint = tuple[str, str]
"""Keys as they are by default, parted by spaces or none, and in the user's language what they do."""

SEPARATOR = " · "
EDGES = 6
"""Cells of the lower edge that no words can stand on: its corners, and beside each a line and a space."""


class Scroll(VerticalScroll):
    """What is only read in a dialog, with the keys that scroll an article, too."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_down", N_("Line down"), show=False, id="scroll.down"),
        Binding("up,k", "scroll_up", N_("Line up"), show=False, id="scroll.up"),
        Binding("pagedown,space", "page_down", N_("Page down"), show=False, id="scroll.page_down"),
        Binding("pageup,b", "page_up", N_("Page up"), show=False, id="scroll.page_up"),
        Binding("home,g", "scroll_home", N_("To the top"), show=False, id="scroll.top"),
        Binding("end,G", "scroll_end", N_("To the end"), show=False, id="scroll.bottom"),
    ]


class Dialog(Keyed, ModalScreen[Answer | None], Generic[Answer]):
    """A box with `body`; dismissed with an answer, or with `None` by Esc."""

    PLACE: ClassVar[str] = ""
    """The name of the place in which its keys work, by which the hints at its foot are put into the user's keys."""
    CSS_PATH = "../styles/dialogs.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", N_("Back"), id="dialog.leave")]

    def __init__(self, title: str, hints: Sequence[Hint]) -> None:
        super().__init__()
        self._compositor = WholeCharacters()
        self.box = Vertical(id="dialog")
        self.box.border_title = Content(title)
        self._hints = hints

    def on_mount(self) -> None:
        """Take the notices away that would lie over the box."""
        self._hushed = self.app.hush()  # type: ignore[attr-defined]
        self.show_hints(self._hints)

    def on_resize(self) -> None:
        """Show as many keys as fit on the edge."""
        self.call_after_refresh(lambda: self.show_hints(self._hints))

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show these keys on the edge of the box, parted by ` · `; where they do not fit, the last stays longest."""
        self._hints = hints
        *first, last = self.worded(hints) or [""]
        room = self.box.outer_size.width - EDGES
        while first and cell_len(SEPARATOR.join([*first, last])) > room > 0:
            first.pop()
        self.box.border_subtitle = Content(SEPARATOR.join([*first, last]))

    def answer_of(self, worker: Worker[None], show: Callable[..., None], *answer: object) -> None:
        """Show from a worker's thread what it found, unless a later one has taken its place.

        That is asked where it is shown: between a question in the thread and the showing the user may have typed on,
        and the answer to that may be there already.
        """

        def take() -> None:
            if not worker.is_cancelled and self.is_attached:
                show(*answer)

        if not worker.is_cancelled:
            self.app.call_from_thread(take)

    def worded(self, hints: Sequence[Hint]) -> list[str]:
        """Each hint with the user's keys; one whose keys are unbound is left out."""
        keymap: Keymap = getattr(self.app, "keys", {})
        pairs = [(relabelled(keys, self.PLACE, keymap), keys, words) for keys, words in hints]
        return [f"{now} {words}".strip() for now, keys, words in pairs if now or not keys]

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
