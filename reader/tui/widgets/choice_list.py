"""A short list to choose from: in dialogs, beside or under a line to type in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len

from reader.tui.widgets.virtual_list import Piece, VirtualList, fitted


class Choice(NamedTuple):
    """One line of the list."""

    text: str
    value: object
    right: str = ""
    """Shown at the line's end, dim."""
    mark: str = ""
    """One cell before the text."""
    colour: int | None = None
    """Palette number of a coloured square before the text."""
    dim: bool = False


class ChoiceList(VirtualList):
    """Choices, one a line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choice-list--right",
        "choice-list--dim",
        "choice-list--mark",
    }
    DEFAULT_CSS = """
    ChoiceList > .choice-list--right { text-style: dim; }
    ChoiceList > .choice-list--dim { text-style: italic dim; }
    ChoiceList > .choice-list--mark { color: $success; text-style: bold; }
    """

    def __init__(self, choices: Sequence[Choice] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = list(choices)

    def show(self, choices: Sequence[Choice], cursor: int = 0) -> None:
        """Show other choices, with the cursor on one of them."""
        self.choices = list(choices)
        self.rows_replaced(cursor)

    @property
    def current(self) -> Choice | None:
        """The choice under the cursor."""
        return self.choice_at(self.cursor) if 0 <= self.cursor < self.row_count() else None

    def choice_at(self, row: int) -> Choice:
        """The choice in a row."""
        return self.choices[row]

    def row_count(self) -> int:
        """Number of choices."""
        return len(self.choices)

    def row_pieces(self, row: int, cells: int) -> list[Piece]:
        """Mark, colour, text, and what stands at the end."""
        choice = self.choice_at(row)
        pieces: list[Piece] = [(f" {choice.mark or ' '} ", "choice-list--mark")]
        if choice.colour is not None:
            pieces.append(("■ ", choice.colour))
        used = sum(cell_len(text) for text, _ in pieces)
        right = fitted(choice.right, max(0, (cells - used) // 2))
        space = cells - used - cell_len(right) - 2
        text = fitted(choice.text, space)
        pieces.append((text + " " * max(0, space - cell_len(text)), "choice-list--dim" if choice.dim else ""))
        pieces.append((f" {right} ", "choice-list--right"))
        return pieces
