"""What stands in the issue tree, whatever of it is open: issues, pages and articles in order, and what a filter leaves.

Nothing here knows the screen. Articles are walked and counted page by page, so that no row is made for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from reader.library.catalogue import ArticleSummary, Entry
from reader.library.filtering import Filter, parse_filter
from reader.library.issues import IssuePages, issue_key, issues_of
from reader.library.matching import Fitting, Marks, Matcher
from reader.tui.widgets.tree_rows import Key


class TreeContents:
    """The pages of a library and the filter on them."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self.entries: list[Entry] = []
        self.issues: list[IssuePages] = []
        self._numbers: dict[str, int] = {}
        """Where each file stands in `entries`, by path; an issue of several pages, by its key, where its first does."""
        self._issue_of: dict[str, str] = {}
        """The key of the issue, for each file that is one of its several pages."""
        self._matcher: Matcher | None = None
        """Made when the first filter is typed."""
        self.typed = ""
        """The filter as it was typed."""
        self.wanted = Filter()
        self.found: Fitting | None = None
        """The articles that fit the filter; `None` while there is none."""

    def take(self, entries: Iterable[Entry]) -> None:
        """Hold these pages from now on, which stand in order, filtered as before."""
        self.issues = issues_of(entries)
        self.entries = [page for pages in self.issues for page in pages]
        self._numbers = {entry.path: number for number, entry in enumerate(self.entries)}
        self._issue_of = {}
        for pages in self.issues:
            if len(pages) > 1:
                key = issue_key(pages)
                self._issue_of.update((page.path, key) for page in pages)
                self._numbers[key] = self._numbers[pages[0].path]
        self._matcher = None
        self.filter_again()

    def filter_by(self, typed: str) -> None:
        """Let only those articles be found that a typed filter means."""
        self.typed, self.wanted = typed, parse_filter(typed)
        self.filter_again()

    def filter_again(self) -> None:
        """Find what the filter means by the marks as they are now."""
        self.found = self.fitting(self.wanted)

    def fitting(self, wanted: Filter) -> Fitting | None:
        """The articles that a filter means, whatever is filtered; `None` if it is empty."""
        if not wanted:
            return None
        if self._matcher is None:
            self._matcher = Matcher(self.entries)
        return self._matcher.fitting(wanted, self._marks)

    def issue_of(self, name: str) -> str:
        """The key of the issue that a page is one of several of; of any other page, its path."""
        return self._issue_of.get(name, name)

    def place_of(self, key: Key) -> tuple[int, int]:
        """Number of the page and of the article in it, from 0.

        −1 for what is not there, and for the page itself; −2 for an issue, before the first of its pages.
        """
        number = self._numbers.get(key[0], -1)
        if key[0].startswith("\0"):
            return number, -2
        ids = [article.id for article in self.entries[number].articles] if number >= 0 and key[1] else []
        return number, ids.index(key[1]) if key[1] in ids else -1

    def in_order(self, keys: Collection[Key]) -> list[Key]:
        """Those of some articles that are there, in order, whether a filter leaves them or not."""
        pages = sorted({self._numbers[path] for path, _id in keys if path in self._numbers})
        all_ = (
            (entry.path, article.id) for entry in map(self.entries.__getitem__, pages) for article in entry.articles
        )
        return [key for key in all_ if key in keys]

    def articles_in(self, pages: IssuePages) -> list[tuple[Entry, ArticleSummary]]:
        """The articles of an issue, as they are filtered."""
        numbers = [self._numbers[page.path] for page in pages if page.path in self._numbers]
        return [one for number in numbers for _at, one in self._left(number)]

    def walk(self, key: Key, step: int) -> Iterator[tuple[Entry, ArticleSummary]]:
        """The articles after one (`step` 1) or before it (−1), as they are filtered, whether they are shown or not.

        From an article that is no longer there, its page is where one goes on from; without that, the beginning.
        """
        page, at = self.place_of(key)
        if page >= 0:
            yield from (one for place, one in self._left(page, step) if (place > at if step > 0 else place < at))
        for number in range(page + 1, len(self.entries)) if step > 0 else range(page - 1, -1, -1):
            yield from (one for _place, one in self._left(number, step))

    def walk_round(self, key: Key, step: int) -> Iterator[tuple[Entry, ArticleSummary]]:
        """The same, and past the end from the other end on; at last the article itself, if the filter leaves it."""
        yield from self.walk(key, step)
        page, at = self.place_of(key)
        for number in range(page) if step > 0 else range(len(self.entries) - 1, page, -1):
            yield from (one for _place, one in self._left(number, step))
        if page >= 0:
            yield from (one for place, one in self._left(page, step) if (place <= at if step > 0 else place >= at))

    def _left(self, page: int, step: int = 1) -> Iterator[tuple[int, tuple[Entry, ArticleSummary]]]:
        """The articles of a page, as they are filtered, each with its number on it; with `step` −1 backwards."""
        entry = self.entries[page]
        numbers = self.found.numbers(page) if self.found else range(len(entry.articles))
        return ((at, (entry, entry.articles[at])) for at in numbers[::step])
