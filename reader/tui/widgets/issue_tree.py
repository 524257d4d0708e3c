"""The tree on the left: issues, and under them their articles, with what the user did to them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from reader.library.catalogue import ArticleSummary, Entry
from reader.library.filtering import Filter, parse_filter
from reader.library.issues import IssuePages
from reader.library.matching import Fitting, Marks
from reader.messages import N_
from reader.tui.widgets.counted_list import CountedList
from reader.tui.widgets.tree_contents import TreeContents
from reader.tui.widgets.tree_pieces import Look, article_pieces, issue_pieces, page_pieces, section_pieces
from reader.tui.widgets.tree_rows import FoundRows, Key, TreeRow, tree_rows
from reader.tui.widgets.virtual_list import Piece, VirtualList

if TYPE_CHECKING:
    from reader.newspaper.outline import Section


class IssueTree(CountedList):
    """Issues ▸ pages ▸ articles. Only rows exist, no nodes: a hundred thousand articles cost what ten do.

    An issue of one page is that page.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right", "unfold(True)", N_("Open the issue, or the outline of an article"), show=False, id="tree.unfold"
        ),
        Binding("left", "unfold(False)", N_("Close the outline, or the issue"), show=False, id="tree.fold"),
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
        "issue-tree--section",
    }

    class ArticleChosen(Message):
        """An article is to be shown."""

        def __init__(self, key: Key, section: Section | None = None) -> None:
            super().__init__()
            self.key = key
            self.section = section
            """The part of it that was chosen."""

    class OutlineWanted(Message):
        """The sections of an article are to be shown."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    class FailedChosen(Message):
        """Somebody wants to know why a file could not be read."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class CursorMoved(Message):
        """The cursor stands on another row."""

    class ChoiceChanged(Message):
        """Other articles are chosen, or none."""

    def __init__(self, marks: Marks, colour_of: dict[str, int], *, id: str) -> None:
        super().__init__(id=id)
        self.marks = marks
        self.colour_of = colour_of
        self._contents = TreeContents(marks)
        self.rows: Sequence[TreeRow] = []
        self.expanded: set[str] = set()
        self._outlines: dict[str, dict[str, Sequence[Section]]] = {}
        self.chosen: set[Key] = set()
        self.shown: Key | None = None
        self._place: Key | None = None

    @property
    def entries(self) -> list[Entry]:
        """The pages, in order."""
        return self._contents.entries

    @property
    def issues(self) -> list[IssuePages]:
        """The issues that they make up."""
        return self._contents.issues

    @property
    def wanted(self) -> Filter:
        """The filter; empty if there is none."""
        return self._contents.wanted

    @property
    def typed(self) -> str:
        """The filter as it was typed."""
        return self._contents.typed

    def fitting(self, typed: str) -> Fitting | None:
        """The articles that a typed filter means, whatever is shown; `None` if it means nothing."""
        return self._contents.fitting(parse_filter(typed))

    @property
    def found(self) -> Fitting | None:
        """The articles that it leaves; `None` if there is none."""
        return self._contents.found

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these issues, in this order; the cursor stays on its row."""
        self._contents.take(entries)
        there = self._contents.in_order(self.chosen)
        if len(there) < len(self.chosen):
            self.chosen = set(there)
            self.post_message(self.ChoiceChanged())
        self.rebuild()

    def rebuild(self) -> None:
        """Work the rows out again after other pages came or something was opened or closed; the cursor stays."""
        key, section = self._place, None
        if self.rows:
            row = self.rows[self.cursor]
            key, section = row.key, row.section
        self._fill()
        self._put_cursor(key, section)
        self.rows_changed()

    def marks_changed(self, paths: Collection[str] | None = None) -> None:
        """Take notice of other marks on the articles of some files (`None`: perhaps of all); the cursor stays."""
        if (paths is None or paths) and (self.wanted.tags or self.wanted.states):
            self._contents.filter_again()
            self.rebuild()
        else:
            self.refresh()

    def _fill(self) -> None:
        if self.found is not None:
            self.rows = FoundRows(self.issues, self.found)
        else:
            self.rows = tree_rows(self.issues, self.expanded, self._outlines)

    def filter_by(self, typed: str) -> None:
        """Show only what a typed filter means."""
        self._contents.filter_by(typed)
        if self._place is None and self.rows:
            self._place = self.rows[self.cursor].key
        if self.found is None:
            key, self._place = self._place, None
            if key is not None and key == self.shown:
                self._open_to(key)
            self._fill()
            self._put_cursor(key)
            self.rows_changed()
            self.show_cursor()
            return
        self.rebuild()
        after = range(self.cursor, len(self.rows))
        self.cursor = next((number for number in after if self.rows[number].article), self.cursor)

    def reveal(self, key: Key) -> None:
        """Mark the article that is shown, open its issue and put the cursor on it."""
        left, self.shown = self.shown, key
        if self.wanted:
            self._place = key  # where the cursor is to be when the filter ends
            self.marks_changed({key[0], left[0]} if left else {key[0]})  # one of them may have been read meanwhile
        else:
            self._open_to(key)
            self.rebuild()
        if not self.rows or self.rows[self.cursor].key != key:
            self._put_cursor(key)
        self.rows_changed()
        self.show_cursor()

    def show_outline(self, key: Key, sections: Sequence[Section]) -> None:
        """Show the sections of an article under it, none of them to close its outline; the cursor stays on it."""
        own = self._outlines.setdefault(key[0], {})
        own[key[1]] = sections
        if not sections:
            del own[key[1]]
        if not own:
            del self._outlines[key[0]]
        self._fill()
        self._put_cursor(key)
        self.rows_changed()
        self.show_cursor()

    def neighbour(self, key: Key, step: int) -> Key | None:
        """The next (`step` 1) or previous (−1) article, also in a closed issue; under a filter, of those that fit.

        From an article that is no longer there, its issue is what one goes on from; without that, the beginning.
        """
        return next((_key(one) for one in self._contents.walk(key, step)), None)

    def first_after(self, key: Key, fits: Callable[[Entry, ArticleSummary], bool], step: int = 1) -> Key | None:
        """The next article that fits, as the tree is filtered; after the last the first, and at last this one itself.

        With `step` −1 the same backwards.
        """
        return next((_key(one) for one in self._contents.walk_round(key, step) if fits(*one)), None)

    def articles_in(self, pages: IssuePages) -> list[tuple[Entry, ArticleSummary]]:
        """The articles of an issue, as the tree is filtered."""
        return self._contents.articles_in(pages)

    def place_of(self, key: Key) -> tuple[int, int]:
        """Number of the page and of the article in it, from 0; see `TreeContents.place_of`."""
        return self._contents.place_of(key)

    def targets(self) -> list[Key]:
        """The articles that a command means: those chosen, else the one under the cursor (all of a closed issue)."""
        if self.chosen:
            return self._contents.in_order(self.chosen)
        row = self.rows[self.cursor] if self.rows else None
        if row is None:
            return []
        if row.article is not None:
            return [row.key]
        return [(page.path, article.id) for page in row.pages or (row.entry,) for article in page.articles]

    def current_path(self) -> str:
        """The file that the cursor stands in; empty if there is none, or several."""
        row = self.rows[self.cursor] if self.rows else None
        return row.entry.path if row and not row.pages else ""

    def current_row(self) -> TreeRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def watch_cursor(self, old: int, new: int) -> None:
        """Tell where the cursor is."""
        super().watch_cursor(old, new)
        self.post_message(self.CursorMoved())

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
        """An issue's, a page's or an article's line."""
        shown = self.rows[row]
        open_ = shown.key[0] in self.expanded or bool(self.wanted)
        if shown.pages:
            return issue_pieces(shown.pages, cells, open_=open_)
        indent: list[Piece] = [("  ", "")] if shown.inside else []
        cells -= 2 * len(indent)
        if shown.section is not None:
            return [*indent, *section_pieces(shown.section, cells)]
        if shown.article is None:
            return [*indent, *page_pieces(shown.entry, cells, inside=shown.inside, open_=open_)]
        return [*indent, *article_pieces(shown.article, cells, self._look(shown.entry, shown.article))]

    def _look(self, entry: Entry, article: ArticleSummary) -> Look:
        """How an article stands with the user."""
        key = entry.path, article.id
        colours = [self.colour_of.get(tag, 0) for tag in self.marks.tags(entry).get(article.id, ())]
        done = article.id in self.marks.done(entry)
        return Look(key in self.chosen, key == self.shown, article.id in self.marks.read, done, colours)

    def action_select(self) -> None:
        """Open the article under the cursor; open or close an issue or a page."""
        if not self.rows:
            return
        row = self.rows[self.cursor]
        if row.pages:
            if not self.wanted:
                self._set_expanded(row.key[0], row.key[0] not in self.expanded)
        elif row.article is not None:
            self.post_message(self.ArticleChosen(row.key, row.section))
        elif row.entry.status == "failed":
            self.post_message(self.FailedChosen(row.entry))
        elif not row.entry.articles:
            self.post_message(self.ArticleChosen(row.key))
        elif not self.wanted:
            self._set_expanded(row.entry.path, row.entry.path not in self.expanded)

    def action_unfold(self, open_: bool) -> None:
        """Open the issue or page under the cursor, or close the one that the cursor stands in."""
        if not self.rows or self.wanted:
            return
        row = self.rows[self.cursor]
        if row.article is not None and row.article.id in self._outlines.get(row.entry.path, ()):
            if not open_:
                self.show_outline(row.key, ())
            return
        if row.article is not None and open_:
            self.post_message(self.OutlineWanted(row.key))
            return
        name = row.key[0]
        if not open_ and row.article is None and name not in self.expanded:
            name = self._contents.issue_of(name)
        self._set_expanded(name, open_)

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

    def _open_to(self, key: Key) -> None:
        """Let the article be seen: its page open, and the issue of that."""
        self.expanded |= {key[0], self._contents.issue_of(key[0])}

    def _set_expanded(self, name: str, open_: bool) -> None:
        """Open or close a page by its path, or an issue by its key."""
        (self.expanded.add if open_ else self.expanded.discard)(name)
        self._fill()
        if not open_:
            self._put_cursor((name, ""))
        self.rows_changed()
        self.show_cursor()

    def _put_cursor(self, key: Key | None, section: Section | None = None) -> None:
        """Put the cursor on the row `key`, or else on its page, or else on its issue."""
        if key is None:
            return
        for name in (key, (key[0], ""), (self._contents.issue_of(key[0]), "")):
            at = bisect_left(self.rows, self.place_of(name), key=lambda row: self.place_of(row.key))
            if at < len(self.rows) and self.rows[at].key == name:
                if section is not None and name == key:
                    under = takewhile(lambda number: self.rows[number].key == key, range(at, len(self.rows)))
                    at = next((number for number in under if self.rows[number].section == section), at)
                self.set_reactive(VirtualList.cursor, at)
                return


def _key(article: tuple[Entry, ArticleSummary]) -> Key:
    return article[0].path, article[1].id
