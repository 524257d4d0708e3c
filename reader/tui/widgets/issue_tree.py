"""The tree on the left: issues, and under them their articles, with what the user did to them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain, takewhile
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from reader.library.catalogue import ArticleSummary, Entry
from reader.library.decode import printable
from reader.library.filtering import Filter, parse_filter
from reader.library.issues import IssuePages, issue_key, issues_of
from reader.messages import N_, _
from reader.tui.widgets.pane_counts import Counts
from reader.tui.widgets.tree_names import issue_name, page_name, several_name
from reader.tui.widgets.tree_rows import Key, Marks, TreeRow, tree_rows
from reader.tui.widgets.virtual_list import Piece, VirtualList, fitted

if TYPE_CHECKING:
    from reader.newspaper.outline import Section

MANY = 200
"""From so many changed files on all rows are worked out again."""


class IssueTree(VirtualList):
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

    class CountTyped(Message):
        """A count stands before the next key; 0 where none does any longer."""

        def __init__(self, count: int) -> None:
            super().__init__()
            self.count = count

    class ChoiceChanged(Message):
        """Other articles are chosen, or none."""

    def __init__(self, marks: Marks, colour_of: dict[str, int], *, id: str) -> None:
        super().__init__(id=id)
        self.count = Counts()
        """The count before a movement."""
        self.marks = marks
        self.colour_of = colour_of
        self.entries: list[Entry] = []
        self._numbers: dict[str, int] = {}
        """Where each file stands in `entries`, by path; an issue of several pages, by its key, where its first does."""
        self.issues: list[IssuePages] = []
        self._issue_of: dict[str, str] = {}
        """The key of the issue, for each file that is one of its several pages."""
        self._issue_numbers: dict[str, int] = {}
        """Which of `issues` each file belongs to, by path."""
        self.rows: list[TreeRow] = []
        self.expanded: set[str] = set()
        self._outlines: dict[str, dict[str, Sequence[Section]]] = {}
        self.chosen: set[Key] = set()
        self.shown: Key | None = None
        self.wanted = Filter()
        self._place: Key | None = None

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Show these issues, in this order; the cursor stays on its row."""
        self.entries = list(entries)
        self._numbers = {entry.path: number for number, entry in enumerate(self.entries)}
        self.issues = issues_of(self.entries)
        self._issue_of = {}
        for pages in self.issues:
            if len(pages) > 1:
                key = issue_key(pages)
                self._issue_of.update((page.path, key) for page in pages)
                self._numbers[key] = self._numbers[pages[0].path]
        self._issue_numbers = {page.path: number for number, pages in enumerate(self.issues) for page in pages}
        if self.chosen:
            self._forget_chosen()
        self.rebuild()

    def rebuild(self) -> None:
        """Work the rows out again after marks, filter or expansion changed."""
        key, section = self._place, None
        if self.rows:
            key, section = self.rows[self.cursor].key, self.rows[self.cursor].section
        self._fill()
        self._put_cursor(key, section)
        self.rows_changed()

    def marks_changed(self, paths: Collection[str] | None) -> None:
        """Take notice of other marks on the articles of some files (`None`: perhaps of all); the cursor stays."""
        if not self.wanted:
            self.refresh()
            return
        if paths is None or len(paths) > MANY:
            self.rebuild()
            return
        for number in sorted({self._issue_numbers[path] for path in paths if path in self._issue_numbers}):
            pages = self.issues[number]
            first, last = self._numbers[pages[0].path], self._numbers[pages[-1].path]
            start = bisect_left(self.rows, first, key=self._number_of)
            end = bisect_right(self.rows, last, lo=start, key=self._number_of)
            new = tree_rows([pages], self.expanded, self.wanted, self.marks)
            if new == self.rows[start:end]:
                continue
            key = self.rows[self.cursor].key
            self.rows[start:end] = new
            if self.cursor >= end:
                self.set_reactive(VirtualList.cursor, self.cursor + len(new) - (end - start))
            elif self.cursor >= start:
                self._put_cursor(key)
        self.rows_changed()

    def _number_of(self, row: TreeRow) -> int:
        return self._numbers[row.entry.path]

    def _fill(self) -> None:
        self.rows = tree_rows(self.issues, self.expanded, self.wanted, self.marks, self._outlines)

    def filter_by(self, typed: str) -> int:
        """Show only what a typed filter means. Returns the number of articles shown."""
        self.wanted = parse_filter(typed)
        if self._place is None and self.rows:
            self._place = self.rows[self.cursor].key
        if not self.wanted:
            key, self._place = self._place, None
            if key is not None and key == self.shown:
                self._open_to(key)
            self._fill()
            self._put_cursor(key)
            self.rows_changed()
            self.show_cursor()
        else:
            self.rebuild()
            after = range(self.cursor, len(self.rows))
            self.cursor = next((number for number in after if self.rows[number].article), self.cursor)
        return sum(row.article is not None for row in self.rows)

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

    def neighbour(self, key: Key, step: int) -> TreeRow | None:
        """The next (`step` 1) or previous (−1) article, also in a closed issue; under a filter, of those that fit.

        From an article that is no longer there, its issue is what one goes on from; without that, the beginning.
        """
        place = self.place_of(key)
        if self.wanted:
            find = bisect_right if step > 0 else bisect_left
            at = find(self.rows, place, key=lambda row: self.place_of(row.key)) - (step < 0)
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

    def articles_in(self, pages: IssuePages) -> list[tuple[Entry, ArticleSummary]]:
        """The articles of an issue, as the tree is filtered."""
        if not self.wanted:
            return [(entry, article) for entry in pages for article in entry.articles]
        numbers = [self._numbers[page.path] for page in pages if page.path in self._numbers]
        if not numbers:
            return []
        start = bisect_left(self.rows, numbers[0], key=self._number_of)
        end = bisect_right(self.rows, numbers[-1], lo=start, key=self._number_of)
        return [(row.entry, row.article) for row in self.rows[start:end] if row.article is not None]

    def first_after(self, key: Key, fits: Callable[[Entry, ArticleSummary], bool], step: int = 1) -> Key | None:
        """The next article that fits, as the tree is filtered; after the last the first, and at last this one itself.

        With `step` −1 the same backwards.

        An article that is no longer among those that the filter leaves still has its place among them.
        """
        if not self.entries:
            return None
        page, at = place = self.place_of(key)
        if self.wanted:
            find = bisect_right if step > 0 else bisect_left
            first = find(self.rows, place, key=lambda row: self.place_of(row.key)) - (step < 0)
            for number in _round(len(self.rows), first, step):
                entry, article, *_rest = self.rows[number]
                if article is not None and fits(entry, article):
                    return entry.path, article.id
            return None
        for turn, number in enumerate((*_round(len(self.entries), max(0, page), step), max(0, page))):
            articles = self.entries[number].articles
            if turn == 0:
                articles = articles[at + 1 :] if step > 0 else articles[: max(0, at)]
            for article in articles[::step]:
                if fits(self.entries[number], article):
                    return self.entries[number].path, article.id
        return None

    def targets(self) -> list[Key]:
        """The articles that a command means: those chosen, else the one under the cursor (all of a closed issue)."""
        if self.chosen:
            return [row.key for row in self._every_article() if row.key in self.chosen]
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
        if shown.pages:
            return self._issue_pieces(shown.pages, cells)
        indent: list[Piece] = [("  ", "")] if shown.inside else []
        if shown.section is not None:
            return [*indent, *_section_pieces(shown.section, cells - 2 * len(indent))]
        if shown.article is None:
            return indent + self._page_pieces(shown.entry, cells - 2 * len(indent), shown.inside)
        return indent + self._article_pieces(shown.entry, shown.article, cells - 2 * len(indent))

    def _issue_pieces(self, pages: IssuePages, cells: int) -> list[Piece]:
        open_ = issue_key(pages) in self.expanded or bool(self.wanted)
        count = " " + _("{count} pp.").format(count=len(pages))
        doubt = "?" if any(page.doubtful for page in pages) else ""
        space = max(0, cells - 2 - cell_len(count) - len(doubt))
        name = fitted(several_name(pages), space)
        return [
            ("▾ " if open_ else "▸ ", "issue-tree--issue"),
            (name + " " * (space - cell_len(name)), "issue-tree--issue"),
            (count, "issue-tree--dim"),
            (doubt, "issue-tree--doubt"),
        ]

    def _page_pieces(self, entry: Entry, cells: int, inside: bool) -> list[Piece]:
        open_ = entry.path in self.expanded or bool(self.wanted)
        sign = "▾ " if open_ else "▸ "
        if entry.status == "failed":
            return [("✕ ", "issue-tree--failed"), (fitted(printable(entry.path), cells - 2), "issue-tree--failed")]
        if entry.status == "pending" and not entry.articles:
            return [("· ", "issue-tree--dim"), (fitted(printable(entry.path), cells - 2), "issue-tree--dim")]
        doubt = "?" if entry.doubtful else ""
        count = f" {len(entry.articles)}{doubt}"
        name = page_name(entry) if inside else issue_name(entry)
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
        done = "✓" if article.id in self.marks.done(entry) else ""
        space = cells - 4 - len(colours) - len(doubt) - len(done)
        title = fitted(article.title or _("(no text)"), space)
        name = "issue-tree--dim" if article.dim else "issue-tree--read" if read else ""
        return [
            (f"  {state} ", style),
            (title + " " * max(0, space - cell_len(title)), name),
            (doubt, "issue-tree--doubt"),
            (done, "issue-tree--dim"),
            *colours,
        ]

    def on_key(self, event: events.Key) -> None:
        """Gather a count before a movement."""
        before = self.count.typed
        if self.count.key(event.character):
            event.stop()
        if before or self.count.typed:
            self.post_message(self.CountTyped(self.count.typed))

    def on_blur(self) -> None:
        """Forget the count: the next keys are for another."""
        self.count.key(None)

    def action_move(self, rows: int) -> None:
        """Move the cursor by a number of rows, or by so many times as many."""
        super().action_move(rows * (self.count.take() or 1))

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of pages, or by so many times as many."""
        super().action_page(pages * (self.count.take() or 1))

    def action_end(self, bottom: int) -> None:
        """Move the cursor to the first row or the last; with a count, to that row."""
        count = self.count.take()
        if count is None:
            super().action_end(bottom)
        else:
            self.cursor = count - 1

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
            name = self._issue_of.get(name, name)
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
        self.expanded.add(key[0])
        if key[0] in self._issue_of:
            self.expanded.add(self._issue_of[key[0]])

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
        for name in (key, (key[0], ""), (self._issue_of.get(key[0], key[0]), "")):
            at = bisect_left(self.rows, self.place_of(name), key=lambda row: self.place_of(row.key))
            if at < len(self.rows) and self.rows[at].key == name:
                if section is not None and name == key:
                    under = takewhile(lambda number: self.rows[number].key == key, range(at, len(self.rows)))
                    at = next((number for number in under if self.rows[number].section == section), at)
                self.set_reactive(VirtualList.cursor, at)
                return

    def place_of(self, key: Key) -> tuple[int, int]:
        """Number of the page and of the article in it, from 0.

        −1 for what is not there, and for the page itself; −2 for an issue, before the first of its pages.
        """
        number = self._numbers.get(key[0], -1)
        if key[0].startswith("\0"):
            return number, -2
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


def name_of(pages: IssuePages) -> str:
    """An issue's name, as the tree shows it."""
    return several_name(pages) if len(pages) > 1 else issue_name(pages[0])


def _round(count: int, first: int, step: int) -> Iterable[int]:
    """The numbers below `count` from `first` on, or back from it, and after the end those from the other end."""
    if step > 0:
        return chain(range(first, count), range(first))
    return chain(range(first, -1, -1), range(count - 1, first, -1))


def _section_pieces(section: Section, cells: int) -> list[Piece]:
    before = " " * (6 + 2 * section.level)
    return [(before, ""), (fitted(printable(section.title), cells - len(before)), "issue-tree--section")]
