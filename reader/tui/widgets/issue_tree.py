"""The tree on the left: issues, and under them their articles, with what the user did to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message

from reader.library.catalogue import ArticleSummary, Entry
from reader.library.decode import printable
from reader.library.filtering import Filter, parse_filter
from reader.messages import N_, _
from reader.tui.widgets.tree_rows import Key, Marks, TreeRow, tree_rows
from reader.tui.widgets.virtual_list import Piece, VirtualList, fitted


class IssueTree(VirtualList):
    """Issues ▸ articles. Only rows exist, no nodes: a hundred thousand articles cost what ten do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "unfold(True)", N_("Open the issue"), show=False, id="tree.unfold"),
        Binding("left", "unfold(False)", N_("Close the issue"), show=False, id="tree.fold"),
        Binding("v,asterisk", "choose", N_("Choose several"), id="tree.choose"),
        Binding("A", "choose_all", N_("Choose all shown"), show=False, id="tree.choose_all"),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "issue-tree--issue",
        "issue-tree--read",
        "issue-tree--unread",
        "issue-tree--dim",
        "issue-tree--doubt",
        "issue-tree--chosen",
        "issue-tree--failed",
    }

    class ArticleChosen(Message):
        """An article is to be shown."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    class FailedChosen(Message):
        """Somebody wants to know why a file could not be read."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class ChoiceChanged(Message):
        """Other articles are chosen, or none."""

    def __init__(self, marks: Marks, colour_of: dict[str, int], *, id: str) -> None:
        super().__init__(id=id)
        self.marks = marks
        self.colour_of = colour_of
        self.entries: list[Entry] = []
        self._numbers: dict[str, int] = {}
        """Where each file stands in `entries`, by path."""
        self.rows: list[TreeRow] = []
        self.expanded: set[str] = set()
        self.chosen: set[Key] = set()
        self.shown: Key | None = None
        self.wanted = Filter()
        self._place: Key | None = None

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these issues, in this order; the cursor stays on its row."""
        self.entries = list(entries)
        self._numbers = {entry.path: number for number, entry in enumerate(self.entries)}
        if self.chosen:
            self._forget_chosen()
        self.rebuild()

    def rebuild(self) -> None:
        """Work the rows out again after marks, filter or expansion changed."""
        key = self.rows[self.cursor].key if self.rows else self._place
        self.rows = tree_rows(self.entries, self.expanded, self.wanted, self.marks)
        self._put_cursor(key)
        self.rows_changed()

    def filter_by(self, typed: str) -> int:
        """Show only what a typed filter means. Returns the number of articles shown."""
        self.wanted = parse_filter(typed)
        if self._place is None and self.rows:
            self._place = self.rows[self.cursor].key
        if not self.wanted:
            key, self._place = self._place, None
            if key is not None and key == self.shown:
                self.expanded.add(key[0])
            self.rows = tree_rows(self.entries, self.expanded, self.wanted, self.marks)
            self._put_cursor(key)
            self.rows_changed()
            self.show_cursor()
        else:
            self.rebuild()
            if self.rows and self.rows[self.cursor].article is None:
                self.cursor = min(self.cursor + 1, len(self.rows) - 1)
        return sum(row.article is not None for row in self.rows)

    def reveal(self, key: Key) -> None:
        """Mark the article that is shown, open its issue and put the cursor on it."""
        self.shown = key
        if self.wanted:
            self._place = key  # where the cursor is to be when the filter ends
        else:
            self.expanded.add(key[0])
        self.rebuild()
        self._put_cursor(key)
        self.rows_changed()
        self.show_cursor()

    def neighbour(self, key: Key, step: int) -> TreeRow | None:
        """The next (`step` 1) or previous (−1) article, also in a closed issue; under a filter, of those that fit.

        From an article that is no longer there, its issue is what one goes on from; without that, the beginning.
        """
        place = self._place_of(key)
        if self.wanted:
            find = bisect_right if step > 0 else bisect_left
            at = find(self.rows, place, key=lambda row: self._place_of(row.key)) - (step < 0)
            while 0 <= at < len(self.rows):
                if self.rows[at].article is not None:
                    return self.rows[at]
                at += step
            return None
        number, at = place
        articles = self.entries[number].articles if number >= 0 else ()
        if 0 <= at + step < len(articles):
            return TreeRow(self.entries[number], articles[at + step])
        others = range(number + 1, len(self.entries)) if step > 0 else range(number - 1, -1, -1)
        entry = next((self.entries[other] for other in others if self.entries[other].articles), None)
        return TreeRow(entry, entry.articles[0 if step > 0 else -1]) if entry else None

    def targets(self) -> list[Key]:
        """The articles that a command means: those chosen, else the one under the cursor (all of a closed issue)."""
        if self.chosen:
            return [row.key for row in self._every_article() if row.key in self.chosen]
        row = self.rows[self.cursor] if self.rows else None
        if row is None:
            return []
        if row.article is not None:
            return [row.key]
        return [(row.entry.path, article.id) for article in row.entry.articles]

    def current_path(self) -> str:
        """The file that the cursor stands in; empty if there is none."""
        return self.rows[self.cursor].entry.path if self.rows else ""

    def clear_choice(self) -> bool:
        """Choose nothing. Returns whether anything was chosen."""
        had = bool(self.chosen)
        self.chosen.clear()
        self.post_message(self.ChoiceChanged())
        self.refresh()
        return had

    def row_count(self) -> int:
        """Number of rows."""
        return len(self.rows)

    def row_pieces(self, row: int, cells: int) -> list[Piece]:
        """An issue's or an article's line."""
        shown = self.rows[row]
        if shown.article is None:
            return self._issue_pieces(shown.entry, cells)
        return self._article_pieces(shown.entry, shown.article, cells)

    def _issue_pieces(self, entry: Entry, cells: int) -> list[Piece]:
        open_ = entry.path in self.expanded or bool(self.wanted)
        sign = "▾ " if open_ else "▸ "
        if entry.status == "failed":
            return [("✕ ", "issue-tree--failed"), (fitted(printable(entry.path), cells - 2), "issue-tree--failed")]
        if entry.status == "pending" and not entry.articles:
            return [("· ", "issue-tree--dim"), (fitted(printable(entry.path), cells - 2), "issue-tree--dim")]
        doubt = "?" if entry.doubtful else ""
        count = f" {len(entry.articles)}{doubt}"
        name = _issue_name(entry)
        space = cells - 2 - cell_len(count)
        name = fitted(name, space)
        return [
            (sign, "issue-tree--issue"),
            (name + " " * (space - cell_len(name)), "issue-tree--issue"),
            (count[: len(count) - len(doubt)], "issue-tree--dim"),
            (doubt, "issue-tree--doubt"),
        ]

    def _article_pieces(self, entry: Entry, article: ArticleSummary, cells: int) -> list[Piece]:
        key = (entry.path, article.id)
        tags = self.marks.tags(entry).get(article.id, ())
        read = article.id in self.marks.read
        state = "✓" if key in self.chosen else "▶" if key == self.shown else " " if read else "•"
        style = "issue-tree--chosen" if state in "✓▶" else "issue-tree--unread"
        doubt = "?" if article.doubtful else ""
        colours: list[Piece] = [("■", self.colour_of.get(tag, 0)) for tag in tags[:4]]
        space = cells - 4 - len(colours) - len(doubt)
        title = fitted(article.title or _("(no text)"), space)
        name = "issue-tree--dim" if article.dim else "issue-tree--read" if read else ""
        return [
            (f"  {state} ", style),
            (title + " " * max(0, space - cell_len(title)), name),
            (doubt, "issue-tree--doubt"),
            *colours,
        ]

    def action_select(self) -> None:
        """Open the article under the cursor; open or close an issue."""
        if not self.rows:
            return
        row = self.rows[self.cursor]
        if row.article is not None:
            self.post_message(self.ArticleChosen(row.key))
        elif row.entry.status == "failed":
            self.post_message(self.FailedChosen(row.entry))
        elif not row.entry.articles:
            self.post_message(self.ArticleChosen(row.key))
        elif not self.wanted:
            self._set_expanded(row.entry.path, row.entry.path not in self.expanded)

    def action_unfold(self, open_: bool) -> None:
        """Open the issue under the cursor, or close the one that the cursor stands in."""
        if not self.rows or self.wanted:
            return
        self._set_expanded(self.rows[self.cursor].entry.path, open_)

    def action_choose(self) -> None:
        """Choose the article under the cursor, or no longer, and go on to the next."""
        if self.rows and self.rows[self.cursor].article is not None:
            self.chosen ^= {self.rows[self.cursor].key}
            self.post_message(self.ChoiceChanged())
        self.refresh()
        self.cursor += 1

    def action_choose_all(self) -> None:
        """Choose every article that is shown; if all are chosen, none."""
        shown = {row.key for row in self.rows if row.article is not None}
        self.chosen = set() if shown <= self.chosen else self.chosen | shown
        self.post_message(self.ChoiceChanged())
        self.refresh()

    def _set_expanded(self, path: str, open_: bool) -> None:
        (self.expanded.add if open_ else self.expanded.discard)(path)
        self.rows = tree_rows(self.entries, self.expanded, self.wanted, self.marks)
        if not open_:
            self._put_cursor((path, ""))
        self.rows_changed()
        self.show_cursor()

    def _put_cursor(self, key: Key | None) -> None:
        """Put the cursor on the row `key`, or else on its issue."""
        if key is None:
            return
        fallback = None
        for number, row in enumerate(self.rows):
            if row.entry.path != key[0]:
                continue
            if row.key == key:
                self.set_reactive(VirtualList.cursor, number)
                return
            if row.article is None:
                fallback = number
        if fallback is not None:
            self.set_reactive(VirtualList.cursor, fallback)

    def _place_of(self, key: Key) -> tuple[int, int]:
        """Number of the issue and of the article in it, from 0; −1 for what is not there, and for the issue itself."""
        number = self._numbers.get(key[0], -1)
        ids = [article.id for article in self.entries[number].articles] if number >= 0 and key[1] else []
        return number, ids.index(key[1]) if key[1] in ids else -1

    def _forget_chosen(self) -> None:
        """Choose no longer what is gone."""
        paths = {path for path, _id in self.chosen} & self._numbers.keys()
        there = {(path, article.id) for path in paths for article in self.entries[self._numbers[path]].articles}
        if not self.chosen <= there:
            self.chosen &= there
            self.post_message(self.ChoiceChanged())

    def _every_article(self) -> Iterable[TreeRow]:
        return (TreeRow(entry, article) for entry in self.entries for article in entry.articles)


def _issue_name(entry: Entry) -> str:
    """Date and newspaper, or date and file name; the file's name alone where no date is known."""
    issue = entry.issue
    name = (issue.newspaper if issue else None) or printable(entry.path.rsplit(".", 1)[0])
    if issue and issue.page:
        name = _("{name} p. {page}").format(name=name, page=issue.page)
    return f"{issue.date.isoformat()} {name}" if issue and issue.date else name
