"""What is left to do: issues, each with a bar of how far it is, and their articles that are not done."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.cells import cell_len

from reader.library.catalogue import ArticleSummary, Entry
from reader.library.issues import IssuePages
from reader.messages import _
from reader.tui.widgets.tree_names import name_of
from reader.tui.widgets.tree_rows import Key
from reader.tui.widgets.virtual_list import Piece, VirtualList, fitted

BAR = 10
"""Cells of a bar."""


class QueueRow(NamedTuple):
    """An issue with how many of its articles are done, or an article that is not."""

    pages: IssuePages
    done: int
    total: int
    entry: Entry
    article: ArticleSummary
    """Of an issue the first that is left."""
    heading: bool

    @property
    def key(self) -> Key:
        """The article to go to."""
        return self.entry.path, self.article.id


def bar(done: int, total: int, cells: int) -> str:
    """A bar of some cells; full only if all is done, empty only if nothing is."""
    full = min(cells - 1, max(1, done * cells // total)) if 0 < done < total else cells if done else 0
    return "━" * full + "─" * (cells - full)


class QueueList(VirtualList):
    """The rows; `rows` may be replaced at any time."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"queue-list--issue", "queue-list--bar", "queue-list--dim"}
    DEFAULT_CSS = """
    QueueList > .queue-list--issue { text-style: bold; }
    QueueList > .queue-list--bar { color: $success; }
    QueueList > .queue-list--dim { text-style: dim; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.rows: list[QueueRow] = []

    def show(self, rows: list[QueueRow], cursor: int) -> None:
        """Show other rows, with the cursor on one of them."""
        self.rows = rows
        self.rows_replaced(cursor)

    def row_count(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def row_pieces(self, row: int, cells: int) -> list[Piece]:
        """An issue's name, bar and count; an article's title."""
        one = self.rows[row]
        if not one.heading:
            title = fitted(one.article.title or _("(no text)"), cells - 4)
            return [("    " + title, "queue-list--dim" if one.article.dim else "")]
        count = f" {one.done}/{one.total} "
        space = max(0, cells - BAR - cell_len(count) - 2)
        name = fitted(name_of(one.pages), space)
        return [
            (" " + name + " " * (space - cell_len(name) + 1), "queue-list--issue"),
            (bar(one.done, one.total, BAR), "queue-list--bar"),
            (count, "queue-list--dim"),
        ]
