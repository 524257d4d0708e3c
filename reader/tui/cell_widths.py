"""How wide the terminal draws “ ” … — ■: asked of it, or set by the user; and what follows for the screen.

The question is a cursor position report (DSR 6, ECMA-48): what is asked about is written where nothing stands, and the
column after it is the answer. Textual parses what comes in, so no key is lost; and nobody waits for an answer.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.color import Color
from textual.events import CursorPosition
from textual.filter import LineFilter

from reader.text.widths import ambiguous_wide, drawn_narrow, set_ambiguous_wide

if TYPE_CHECKING:
    from textual.app import App

ASKED: Final = "“”…—·■□"
"""Drawn in one cell each, or in two each; a terminal that draws some so and some so is taken to draw one."""

ROW: Final = 2
"""The row, from 1, that is written on. Not the first: F3 with shift is reported as a cursor in the first row."""

PATIENCE: Final = 2.0
"""Seconds for which an answer is taken for one."""

# Keep the cursor; go there; write, concealed; ask; wipe it out; and back.
_QUESTION: Final = f"\x1b7\x1b[{ROW};1H\x1b[8m{ASKED}\x1b[6n\x1b[0m\r\x1b[2K\x1b8"


class Stable(LineFilter):
    """Draws substitutes of one cell for what Rich counts as one cell and the terminal draws as two."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments as they are drawn."""
        return [Segment(drawn_narrow(text), style, control) for text, style, control in segments]


class CellWidths:
    """Finds out how wide ambiguous characters are, and has the screen drawn by it."""

    def __init__(self, app: App[None]) -> None:
        self._app = app
        self._until = 0.0
        self._drawn = False
        self._filter = (Stable(),)
        set_ambiguous_wide(False)

    @property
    def filters(self) -> tuple[LineFilter, ...]:
        """What lines are drawn through."""
        return self._filter if ambiguous_wide() else ()

    def set(self, choice: str) -> None:
        """Follow a setting, one of `reader.settings.AMBIGUOUS`: for `auto` the terminal is asked.

        The first time is to be before anything is drawn.
        """
        self._until = 0.0
        if choice == "auto":
            self._ask()
        else:
            self._use(choice == "wide")
        self._drawn = True

    def answered(self, event: CursorPosition) -> None:
        """Take a cursor position for the answer, if it can be it."""
        wide = {len(ASKED): False, 2 * len(ASKED): True}.get(event.x)
        if wide is None or event.y != ROW - 1 or monotonic() > self._until:
            return
        self._until = 0.0
        self._use(wide)

    def _ask(self) -> None:
        driver = self._app._driver  # Textual has no other way to write to the terminal
        if driver is None or driver.is_headless or driver.is_web:
            return
        self._until = monotonic() + PATIENCE
        driver.write(_QUESTION)
        driver.flush()
        if self._drawn:
            self._draw_anew()

    def _use(self, wide: bool) -> None:
        if wide == ambiguous_wide():
            return
        set_ambiguous_wide(wide)
        self._draw_anew()
        from reader.tui.widgets.pane_view import PaneView

        for screen in self._app.screen_stack:
            for pane in screen.query(PaneView):
                pane.widths_changed()

    def _draw_anew(self) -> None:
        for screen in self._app.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.notify_style_update()
                widget.refresh()
