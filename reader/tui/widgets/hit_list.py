"""The list of what a search of the library found: issues, their articles, and the hits in their sentences."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual.message import Message

from reader.library.decode import printable
from reader.library.one_line import one_line
from reader.library.pagetext import TextHit
from reader.library.sentences import Sentence
from reader.messages import _
from reader.tui.library_finding import Place, Row, Rows
from reader.tui.widgets.tree_names import dated
from reader.tui.widgets.virtual_list import Piece, VirtualList, fitted

INDENT = "      "


class HitList(VirtualList):
    """Asks for the sentences of the hits that it shows, and shows the folded text until it has them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hit-list--issue", "hit-list--article", "hit-list--count", "hit-list--hit"}
    DEFAULT_CSS = """
    HitList > .hit-list--issue { text-style: bold; color: $accent; }
    HitList > .hit-list--article { text-style: bold; }
    HitList > .hit-list--count { color: $foreground-muted; }
    HitList > .hit-list--hit { color: $warning; text-style: bold; }
    """

    class Missing(Message):
        """Hits are shown whose sentences are not known yet."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows = Rows()
        self.known: dict[tuple[str, TextHit], Sentence | None] = {}
        self.missing: dict[tuple[str, TextHit], Row] = {}

    def show(self, rows: Rows, place: Place | None) -> bool:
        """Show other rows, with the cursor on that of a place; else on the first. Returns whether it is there."""
        cursor = rows.number_of(place)
        self.rows = rows
        self.missing.clear()
        self.rows_replaced(cursor or 0)
        return cursor is not None

    def learn(self, known: dict[tuple[str, TextHit], Sentence | None]) -> None:
        """Show these sentences."""
        self.known.update(known)
        self.refresh()

    @property
    def place(self) -> Place | None:
        """What names the row under the cursor."""
        return self.rows[self.cursor].place if self.rows else None

    @property
    def kept_place(self) -> Place | None:
        """The same where the cursor was moved; on the first row it stays on the first, whatever comes before that."""
        return self.place if self.cursor else None

    @property
    def current(self) -> Row | None:
        """The hit under the cursor, or the first below an issue or article; `None` if there is none."""
        return next((row for row in self.rows[self.cursor : self.cursor + 3] if row.hit is not None), None)

    def row_count(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def row_pieces(self, row: int, cells: int) -> list[Piece]:
        """An issue with its date and count, an article with its title and count, or a sentence."""
        one = self.rows[row]
        if one.hit is not None:
            return self._sentence(one, cells)
        count = f" {one.number} "
        if one.article is None:
            name, style = f" {dated(one.entry.day, printable(one.entry.path))}", "hit-list--issue"
        else:
            articles = one.entry.articles
            title = articles[one.article].title if one.article < len(articles) else _("other text")
            name, style = f"   {one_line(title)}", "hit-list--article"
        name = fitted(name, cells - cell_len(count))
        return [(name, style), (count, "hit-list--count")]

    def _sentence(self, row: Row, cells: int) -> list[Piece]:
        known = self.known.get(row.key)
        if known is not None:
            text = known.text
            before, hit, after = text[: known.start], text[known.start : known.end], text[known.end :]
        else:
            before, hit, after = (printable(part) for part in row.context)
            if row.key not in self.known and row.key not in self.missing:
                self.missing[row.key] = row
                self.post_message(self.Missing())
        room = cells - cell_len(INDENT)
        hit = fitted(hit, room)
        room -= cell_len(hit)
        # What stands before the hit may take half of the room, or more where little comes after.
        before = _last(before, max(room // 2, room - cell_len(after)))
        return [
            (INDENT + before, ""),
            (hit, "hit-list--hit"),
            (fitted(after, room - cell_len(before)), ""),
        ]


def _last(text: str, cells: int) -> str:
    """The end of a text that fits into a number of cells, with an ellipsis before it where something was cut."""
    if cell_len(text) <= cells:
        return text
    at = len(text)
    room = cells - 1
    while at > 0 and (room := room - cell_len(text[at - 1])) >= 0:
        at -= 1
    return "…" + text[at:] if cells > 0 else ""
