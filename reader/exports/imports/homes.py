"""Which text of a library a text of a file is: by its path, by its hash, or by its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import NamedTuple

from reader.errors import ReaderError
from reader.exports.documents import ARTICLE, SOURCE, LaidOut, Wording, laid_out, wording_named
from reader.exports.imports.found import Text
from reader.exports.visible import visible
from reader.library.catalogue import Catalogue
from reader.messages import _
from reader.newspaper.compose import title_text
from reader.newspaper.model import Article, Page


class Refused(Exception):  # noqa: N818 - becomes a row of the report
    """Why a row cannot be placed."""


class Home(NamedTuple):
    """The text of the library that the text of a file is."""

    path: str
    page: Page
    article: Article | None
    laid: LaidOut | None
    """`None` where offsets count in the file's text."""
    changed: bool = False
    """Whether it is the file that the row names, with another text than the row's."""


class Homes:
    """Finds the texts of a file in a library; the last one found is kept."""

    def __init__(self, catalogue: Catalogue, cancelled: Callable[[], bool]) -> None:
        """Of a library, scanned; it is filled only if a row does not say where it stands."""
        self._catalogue = catalogue
        self._cancelled = cancelled
        self._paths = {entry.path for entry in catalogue.entries}
        self._by_hash: dict[str, list[str]] | None = None
        self._by_words: dict[Wording, dict[bytes, str]] = {}
        self._last: tuple[Text, Home | str] | None = None

    def home(self, text: Text) -> Home:
        """The text of the library that this is.

        Raises:
            Refused: there is none.
        """
        if self._last is None or self._last[0] is not text:
            try:
                self._last = (text, self._find(text))
            except Refused as error:
                self._last = (text, str(error))
        found = self._last[1]
        if isinstance(found, str):
            raise Refused(found)
        return found

    def _find(self, text: Text) -> Home:
        if text.path in self._paths:
            found = self._in_page(text, text.path)
            if found:
                return found
        if text.sha256 is None and text.text is None:
            raise Refused(_("the library has no file {file}").format(file=text.path or "?"))
        # The file has another name here, or the row names none: it is known by its text.
        for path in self._elsewhere(text):
            found = self._in_page(text, path) if path != text.path else None
            if found:
                return found
        if text.path in self._paths:
            if text.text is None:
                return self._changed(text.path)
            raise Refused(_("{file} has another text here").format(file=text.path))
        raise Refused(_("no file of the library has its text"))

    def _elsewhere(self, text: Text) -> list[str]:
        """The files in which a text may stand."""
        if self._by_hash is None:
            self._catalogue.fill(self._cancelled, lambda done, total: None, lambda entries: None)
            self._by_hash = defaultdict(list)
            for entry in self._catalogue.entries:
                if entry.sha256:
                    self._by_hash[entry.sha256].append(entry.path)
        if text.sha256 is not None:
            return self._by_hash.get(text.sha256, [])
        wanted = _digest(text.text or "")
        places = (self._places(wording).get(wanted) for wording in _wordings(text))
        return [place for place in places if place is not None]

    def _places(self, wording: Wording) -> dict[bytes, str]:
        """The first file in which each text of the library stands, by the digest of what is seen of the text.

        Looked through once, however many texts a file holds that are none of the library's.
        """
        if wording not in self._by_words:
            found: dict[bytes, str] = {}
            self._by_words[wording] = found
            for entry in self._catalogue.entries:
                if self._cancelled():
                    break
                try:
                    page = self._catalogue.load(entry)
                except ReaderError:
                    continue
                for text in _texts_of(page, wording):
                    found.setdefault(_digest(text), entry.path)
        return self._by_words[wording]

    def _in_page(self, text: Text, path: str) -> Home | None:
        try:
            page = self._catalogue.load(self._catalogue.entry(path))
        except ReaderError:
            return None
        if text.text is None:
            if text.sha256 is not None:
                return Home(path, page, None, None) if page.source.sha256 == text.sha256 else None
            return Home(path, page, article_called(page, text.article), None)
        wanted = visible(text.text)
        for wording in _wordings(text):
            if not wording.article and visible(page.source.text) == wanted:
                return Home(path, page, None, None)
            if wording.article:
                # The one it names, else any of the page.
                named = page.article(text.article) if text.article else None
                for article in [named] if named else page.all_articles():
                    laid = laid_out(page, article, wording.script)
                    if visible(laid.text) == wanted:
                        return Home(path, page, article, laid)
        return None

    def _changed(self, path: str) -> Home:
        try:
            return Home(path, self._catalogue.load(self._catalogue.entry(path)), None, None, changed=True)
        except ReaderError as error:
            raise Refused(str(error)) from error


def article_called(page: Page, key: str | None) -> Article:
    """The article of this id, number or title; the only one, if there is just one.

    Raises:
        Refused: there is none, or more than one.
    """
    articles = list(page.articles)
    if key is None:
        if len(articles) == 1:
            return articles[0]
        raise Refused(_("the page has {number} articles: name one").format(number=len(articles)))
    found = page.article(key)
    if found:
        return found
    called = [
        article for article in articles if "".join(title_text(page.source, article).split()) == "".join(key.split())
    ]
    if len(called) != 1:
        raise Refused(_("the page has no article {article}").format(article=key))
    return called[0]


def _wordings(text: Text) -> list[Wording]:
    """What a text may be: what the file says that it is, else an article or a file."""
    return [wording_named(text.text_of)] if text.text_of else [ARTICLE, SOURCE]


def _texts_of(page: Page, wording: Wording) -> Iterator[str]:
    if not wording.article:
        yield page.source.text
        return
    for article in page.all_articles():
        yield laid_out(page, article, wording.script).text


def _digest(text: str) -> bytes:
    return sha256(visible(text).encode("utf-8", "surrogatepass")).digest()
