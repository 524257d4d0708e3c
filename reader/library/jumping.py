"""The jumps of the issue that a page belongs to, its other pages loaded as they are needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

from reader.errors import ReaderError
from reader.library.catalogue import Catalogue
from reader.library.entries import Entry
from reader.library.issues import issues_of
from reader.library.links import At, Links, PageJumps, Why, link, page_jumps, same_page
from reader.messages import _
from reader.newspaper.jumps import JumpEnd, jump_lines
from reader.newspaper.model import Article, Page
from reader.text.spans import Spans

MOST: Final = 64
"""Pages of an issue that are looked at; of more, those that the page itself names."""

KEPT: Final = 256
"""Pages whose jumps are remembered."""


class IssueJumps:
    """Asks a catalogue for the pages of an issue, and remembers their jumps; for worker threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Nothing is loaded before it is asked for."""
        self._catalogue = catalogue
        self._pages: OrderedDict[tuple[str, str | None, str, str], PageJumps] = OrderedDict()
        self._links: tuple[tuple[PageJumps, ...], Links] | None = None
        self._lock = Lock()

    def links(self, path: str) -> Links:
        """The links of the issue that the file at a path is a page of.

        Raises:
            ReaderError: the file cannot be read. Other pages that cannot be are left out.
        """
        with self._lock:
            own = self._page(self._catalogue.entry(path))
            pages = [own]
            for entry in self._others(path, own):
                try:
                    pages.append(self._page(entry))
                except ReaderError:
                    continue
            pages.sort(key=lambda page: page.path)
            known = tuple(pages)
            if self._links is None or self._links[0] != known:
                self._links = known, link(known)
            return self._links[1]

    def members(self, path: str, article_id: str) -> list[tuple[Entry, Page, Article]]:
        """The parts of the article, from its beginning; it alone where no other is sure.

        Raises:
            ReaderError: one of the files cannot be read.
        """
        out = []
        for part_path, part_id in self.links(path).chain(path, article_id):
            page = self._catalogue.load(self._catalogue.entry(part_path))
            article = page.article(part_id)
            if article is None:
                break  # edited just now
            out.append((self._catalogue.entry(part_path), page, article))
        return out

    @staticmethod
    def why_not(links: Links, ends: Sequence[At]) -> str:
        """The sentence for the user where no end of an article has a link.

        Args:
            links: those of its issue.
            ends: the article's ends; none if nothing says that it goes on elsewhere.
        """
        if not ends:
            return _("Nothing here says that this article goes on, or comes from, another page.")
        at = ends[0]
        page, onward = at.end.page, at.end.onward
        why = links.why.get(at, Why.UNSURE)
        if why is Why.NO_OTHER_PAGE:
            sentence = _("Page {page} is not known: no other page of this issue is in the folder.")
        elif why is Why.NOT_HERE:
            sentence = _("Page {page} of this issue is not in the folder.")
        elif why is Why.NO_END and onward:
            sentence = _("No article of page {page} says that it comes from this one.")
        elif why is Why.NO_END:
            sentence = _("No article of page {page} says that it goes on here.")
        else:
            sentence = _("Which article of page {page} belongs to this one is not sure.")
        return sentence.format(page=page)

    @staticmethod
    def lines(page: Page, end: JumpEnd) -> list[Spans]:
        """Where the jump lines of an end stand: all that name the same page in the same direction."""
        article = page.article(end.article_id)
        return jump_lines(page.source, article, end) if article else []

    def _others(self, path: str, own: PageJumps) -> Sequence[Entry]:
        """The other pages of the issue.

        Without a date a page's issue is not known: then the numbered, undated pages of its folder are taken, if no two
        of them have the same number.
        """
        ordered = self._catalogue.ordered()
        issue = next((pages for pages in issues_of(ordered) if any(page.path == path for page in pages)), ())
        others = [page for page in issue if page.path != path]
        if issue and not others and not (issue[0].issue and issue[0].issue.date):
            folder = issue[0].folder
            undated = [page for page in ordered if page.folder == folder and page.issue and not page.issue.date]
            numbers = [page.issue.page for page in undated if page.issue and page.issue.page]
            if own.number and len(set(numbers)) == len(numbers):
                others = [page for page in undated if page.issue and page.issue.page and page.path != path]
        if len(others) > MOST:
            named = {end.page for end in own.ends}
            others = [
                page
                for page in others
                if page.issue and page.issue.page and any(same_page(page.issue.page, one) for one in named)
            ][:MOST]
        return others

    def _page(self, entry: Entry) -> PageJumps:
        key = _key(entry)
        if key not in self._pages or entry.status != "ready":
            page = self._catalogue.load(entry)
            key = _key(self._catalogue.entry(entry.path))
            self._pages[key] = page_jumps(page, entry.path)
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(key)
        return self._pages[key]


def _key(entry: Entry) -> tuple[str, str | None, str, str]:
    """What was recognised and corrected, and not the text alone."""
    return entry.path, entry.sha256, entry.recogniser, entry.corrections
