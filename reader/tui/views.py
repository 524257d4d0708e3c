"""Articles as the pane shows them: composed in a script and a typography, the last ones kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from reader.library.entries import Entry
from reader.library.joined import PagePart
from reader.newspaper.compose import ArticleView, Part, Place, compose
from reader.newspaper.model import Article, Page
from reader.text.script import Script, knowledge, loaded

if TYPE_CHECKING:
    from reader.text.typography import Typography

KEPT: Final = 24
"""Composed articles that are kept; one of 17,000 characters is about 2 MB."""


class Shown(NamedTuple):
    """What the pane shows: an article of a page, in a script."""

    entry: Entry
    page: Page
    article: Article
    number: int
    """Number of the article on its page, from 1; 0 for what belongs to no article."""
    view: ArticleView
    joined: tuple[PagePart, ...] = ()
    """Where the article is shown with its continuations on other pages as one: what it is made of, in order. `page` and
    `article` are then made for this view, and all spans count in its text; see `reader.library.joined`."""

    @property
    def parts(self) -> tuple[PagePart, ...]:
        """What is shown by the pages that it stands on; mostly one."""
        return self.joined or (PagePart(self.entry, self.page, self.article),)


class Views:
    """Composes articles; may be asked from any thread."""

    def __init__(self) -> None:
        """Nothing is composed yet."""
        self.typography: Typography | None = None
        """How what is not as the file has it is dressed."""
        self._views: OrderedDict[tuple[object, ...], ArticleView] = OrderedDict()
        self._lock = Lock()

    def view(self, page: Page, article: Article, script: Script) -> ArticleView:
        """The article composed in a script as well as that can be done at once; kept.

        While the tables of the script are not loaded it is the article as the file has it.
        """
        kept = self.kept(page, article, script)
        if kept is not None:
            return kept
        key = self._key(page, article, script)
        able = loaded(script)
        view = compose(page.source, article, script if able else Script.SOURCE, self.typography if able else None)
        with self._lock:
            self._views[key] = view
            while len(self._views) > KEPT:
                self._views.popitem(last=False)
        return view

    def kept(self, page: Page, article: Article, script: Script) -> ArticleView | None:
        """The article as `view` made it before, if nothing has been learnt since that would make it better."""
        key = self._key(page, article, script)
        with self._lock:
            if key not in self._views:
                return None
            self._views.move_to_end(key)
            return self._views[key]

    def part(self, shown: Shown, script: Script, sight: tuple[Place, Place]) -> ArticleView:
        """The view that is shown, with what stands between two places of it in a script; not kept."""
        part = Part(*sight, shown.view)
        return compose(shown.page.source, shown.article, script, self.typography, part=part)

    def _key(self, page: Page, article: Article, script: Script) -> tuple[object, ...]:
        look = None if script is Script.SOURCE else self.typography
        return page.source.sha256, article, script, look, knowledge(script)
