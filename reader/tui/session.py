"""One library open in the app: its pages, its annotations and what the user did last. Knows nothing of widgets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations import making
from reader.annotations.history import Change, edited
from reader.annotations.model import Annotation, Kind, make_target
from reader.annotations.palette import colour, colours
from reader.annotations.placements import Placed, Placements
from reader.annotations.store import Store
from reader.annotations.tagset import TagChange, TagSet
from reader.errors import ReaderError
from reader.library.cache import Stamp
from reader.library.catalogue import Catalogue, Entry
from reader.library.discovery import nothing_found, user_dictionary
from reader.library.joined import pieces
from reader.library.reading import stamp
from reader.library.state import Place, State, Words
from reader.newspaper.compose import ArticleView
from reader.newspaper.model import Article, Page
from reader.text import words
from reader.text.script import Script
from reader.text.source import Source
from reader.text.spans import Spans, intersection
from reader.tui.upkeep import missing_texts
from reader.tui.views import Shown, Views

if TYPE_CHECKING:
    from reader.annotations.anchors import Anchored
    from reader.library.corpus import Corpus
    from reader.library.passages import LibraryPassages
    from reader.library.queries import Queries
    from reader.text.query import Mode
    from reader.tui.library_finding import Asked


class Session:
    """The library, its annotations and the user's state, with the questions that the app asks of them."""

    def __init__(self, catalogue: Catalogue, store: Store, state: State, annotator: str, paths: Sequence[Path]) -> None:
        """A session on a library, of which these absolute paths were opened."""
        self.catalogue = catalogue
        self.store = store
        self.state = state
        self.annotator = annotator
        self._paths = paths
        self.placements = Placements()
        self.read: set[str] = state.read_ids()
        self.last_tags: tuple[str, ...] = ()
        """What `.` puts on again."""
        self.place: Place | None = None
        """Where the user is."""
        self._saved_place: Place | None = None
        self.views = Views()
        """The articles as they are shown."""
        self._tags: dict[str, dict[str, tuple[str, ...]]] = {}
        self._done: dict[str, frozenset[str]] = {}
        self._titles: dict[str, dict[str, str]] = {}
        """Of the articles of files that were asked for, by their ids."""
        self.colour_of: dict[str, int] = {}
        self._coloured: tuple[frozenset[str], TagSet] = (frozenset(), TagSet())
        """What the colours were given for."""
        self._words_stamp: Stamp | None = None
        self.word_problems = self.refresh_words()
        """What is wrong with the words of the library's own, as sentences for the user."""
        self.refresh()

    def sign_as(self, name: str) -> None:
        """Let this annotator sign from now on."""
        self.annotator = self.store.annotator = name
        self._done.clear()

    def refresh_words(self) -> tuple[str, ...]:
        """Put the words of the library's own to use, if their file came, changed or went; what is wrong with it."""
        path = user_dictionary(self.catalogue.root)
        now = stamp(path)
        if now == self._words_stamp:
            return ()
        self._words_stamp = now
        if now.size < 0:
            words.use_words(())
            return ()
        found = words.read_user_words(path)
        words.use_words(found.words)
        return found.problems

    @cached_property
    def passages(self) -> LibraryPassages:
        """What stands twice in the library; loaded behind the first page."""
        from reader.library.passages import LibraryPassages

        return LibraryPassages(self.catalogue)

    def refresh(self) -> frozenset[str] | None:
        """Take over the present entries and annotations; call it after either changed.

        Returns:
            The files whose articles a filter may judge otherwise than before; `None` if it may judge all so.
        """
        changed = self.placements.update(self.catalogue.ordered(), self.store)
        if changed is None:
            for known in (self._tags, self._done, self._titles):
                known.clear()
        for path in changed or ():
            self._tags.pop(path, None)
            self._done.pop(path, None)
        tags = (frozenset(self.store.tags()), self.store.tagset)
        if tags != self._coloured:
            changed = changed if tags[1] == self._coloured[1] else None
            self._coloured = tags
            self.colour_of.clear()
            self.colour_of.update(colours(tags[0], tags[1].fixed_colours()))
            self.colour_of.update((tag.name, colour(tag.name)) for tag in tags[1] if tag.name not in self.colour_of)
        return changed

    def accept(self, source: Source, found: Iterable[tuple[Annotation, Anchored | None]]) -> None:
        """Take over where annotations stand in the text of a file that changed; what was asked before holds no more."""
        self.placements.accept(source, found)
        self._tags.clear()
        self._done.clear()

    def tags_to_offer(self) -> list[str]:
        """Every tag of the library: those of the set first, as they stand in it, then the others, the most used first.

        Tags with a key stand before the rest of the set, in the order of the keys.
        """
        count, tags = self.store.tags(), self.store.tagset
        keyed = [name for _key, name in sorted(tags.keys().items())]
        own = [tag.name for _depth, tag in tags.tree() if tag.name not in keyed]
        return [*keyed, *own, *sorted((tag for tag in count if tag not in tags), key=lambda tag: (-count[tag], tag))]

    def tags(self, entry: Entry) -> dict[str, tuple[str, ...]]:
        """The tags of an issue's articles, by article id."""
        tags = self._tags.get(entry.path)
        if tags is None:
            tags = self._tags[entry.path] = making.tags_of(self.placements.of(entry.path))
        return tags

    def done(self, entry: Entry) -> frozenset[str]:
        """The ids of the issue's articles that this annotator is done with; what others say of them is theirs."""
        done = self._done.get(entry.path)
        if done is None:
            done = self._done[entry.path] = making.done_by(self.placements.of(entry.path), self.annotator)
        return done

    def above(self, tag: str) -> tuple[str, ...]:
        """The tags that a tag stands under in the library's set."""
        return self.store.tagset.above(tag)

    def show(self, path: str, article_id: str, script: Script, place: int | None = None) -> Shown:
        """The article, read and composed; for a worker thread.

        The article that holds the source offset, if one does: corrected since, the one of this id may hold it no more.
        Else the one of this id; the first, if it is not known (any, after the file was edited).

        Raises:
            ReaderError: the file cannot be read.
        """
        entry = self.catalogue.entry(path)
        page = self.catalogue.load(entry)
        entry = self.catalogue.entry(path)
        articles = list(page.all_articles())
        ids = [article.id for article in articles]
        at = None if place is None else _number_at(articles, place)
        found = at if at is not None else ids.index(article_id) if article_id in ids else 0
        article = articles[found]
        number = found + 1 if found < len(page.articles) else 0
        return Shown(entry, page, article, number, self.views.view(page, article, script))

    def beginning(self, path: str, script: Script, place: int | None) -> ArticleView | None:
        """What can be read at once of a long file while it is recognised, composed; for a worker thread.

        Args:
            path: The file.
            script: To be shown in, if its tables are loaded.
            place: The source offset that is wanted; what does not hold it is no help.

        Returns:
            `None` where it is not worth while.

        Raises:
            ReaderError: the file cannot be read.
        """
        page = self.catalogue.beginning(self.catalogue.entry(path))
        articles = list(page.all_articles()) if page else []
        if page is None or not articles or (place or 0) >= len(page.source.text):
            return None
        return self.views.view(page, articles[_number_at(articles, place or 0) or 0 if place else 0], script)

    def path_now(self, path: str, sha256: str) -> str:
        """The file that a text is in: the one at its path, else one that holds the text; the path if none does."""
        entries = self.catalogue.entries
        if any(entry.path == path for entry in entries):
            return path
        return next((entry.path for entry in entries if entry.sha256 == sha256), path)

    def show_again(self, shown: Shown, script: Script, place: int) -> Shown | None:
        """What is shown, once its page was recognised again: the article that holds a place; for a worker thread.

        Returns:
            It as it is now, or `None` if the text is another.

        Raises:
            ReaderError: the file cannot be read.
        """
        page = self.catalogue.load(self.catalogue.entry(shown.entry.path))
        if page.source.sha256 != shown.page.source.sha256:
            return None
        articles = list(page.all_articles())
        number = _number_at(articles, place)
        article = page.article(shown.article.id) if number is None else articles[number]
        return self.show(shown.entry.path, article.id if article else "", script, place)

    def placed_on(self, shown: Shown) -> list[Placed]:
        """The annotations that show on this article, on the article as a whole first."""
        found = [
            placed._replace(spans=part.shown(placed.spans) if placed.spans else placed.spans)
            for part in shown.parts
            for placed in self.placements.of(part.entry.path)
            if placed.annotation.kind is not Kind.CORRECTION  # these are on the page
            and (
                placed.article_id == part.article.id
                or (
                    placed.spans
                    and not placed.annotation.target.article
                    and intersection(placed.spans, part.article.spans)
                )
            )
        ]
        return sorted(found, key=lambda placed: not placed.annotation.target.article)

    # -- changes: each gives what `Store.commit` takes; nothing is written here

    def tag_articles(self, articles: Iterable[tuple[Entry, Page, Article]], tags: Sequence[str]) -> list[Change]:
        """Put tags on articles; one that is there already is left alone."""
        return [
            change
            for entry, page, article in articles
            for change in making.tagged(
                page, entry.path, article, tags, self.tags(entry).get(article.id, ()), self.annotator
            )
        ]

    def untag_articles(self, keys: Iterable[tuple[str, str]], tag: str) -> list[Change]:
        """Take a tag off articles, named by path and article id."""
        return [
            change for path, article_id in keys for change in making.untagged(self.placements.of(path), article_id, tag)
        ]

    def highlight(self, shown: Shown, spans: Spans, tag: str | None) -> list[Change]:
        """Highlight a passage, in the colour of a tag if one is given; over two pages, a passage on each."""
        return making.highlighted(pieces(shown.parts, spans), self.annotator, tag)

    def note(self, shown: Shown, spans: Spans, text: str) -> list[Change]:
        """Write a note on a passage (over two pages, on each), or on the whole article if no spans are given."""
        if spans:
            return making.noted(pieces(shown.parts, spans), self.annotator, text, article=False)
        head = shown.parts[0]
        return making.noted([(head, head.article.spans)], self.annotator, text, article=True)

    def recut(self, shown: Shown, annotation: Annotation, spans: Spans) -> list[Change]:
        """Put an annotation on another passage; of one over two pages, on the piece that its own page has, if any."""
        places = pieces(shown.parts, spans)
        part, own = next((one for one in places if one[0].entry.path == annotation.target.path), places[0])
        target = make_target(part.page.source, part.entry.path, own, article=False)
        return [edited(annotation, tag=annotation.tag, note=annotation.note, target=target)]

    def commit(self, changes: Sequence[Change], label: str, tags: Sequence[TagChange] = ()) -> None:
        """Save changes, with the texts that new annotations are on; in a worker.

        Raises:
            SaveError: see `Store.commit`.
        """
        wanted = {change.after.target.sha256: change.after.target.path for change in changes if change.after}
        self.store.commit(changes, label, missing_texts(self.store, self.catalogue, wanted), tags)

    # -- what was searched

    def recent_queries(self) -> list[tuple[str, Mode]]:
        """What was searched, in any library, the last query first."""
        return self._queries.recent()

    def remember_query(self, query: str, mode: Mode | None) -> None:
        """Keep a query as the last one; for a worker thread."""
        self._queries.add(query, mode)

    @cached_property
    def asked(self) -> Asked:
        """What was asked of the library last; nothing yet."""
        from reader.tui.library_finding import Asked

        return Asked()

    @cached_property
    def corpus(self) -> Corpus:
        """The texts of the library, for searching them; read when first asked to."""
        from reader.library.corpus import Corpus

        return Corpus(self.catalogue)

    @cached_property
    def _queries(self) -> Queries:
        from reader.library.queries import Queries

        return Queries()

    # -- the user's place

    def start_script(self) -> Script:
        """The script that the library was last read in."""
        left = self.state.place()
        return Script(left.script) if left and left.script in list(Script) else Script.SOURCE

    def save_opened(self) -> None:
        """Write down what was opened, for the next time; for a worker thread."""
        self.state.opened(self._paths)

    def place_is_new(self) -> bool:
        """Whether the place has changed since it was saved."""
        return self.place != self._saved_place

    def save_place(self) -> None:
        """Write the place down; for a worker thread."""
        place = self.place
        if place is not None and place != self._saved_place:
            self.state.set_place(place, self._words_at(place))
            self._saved_place = place

    def _words_at(self, place: Place) -> Words | None:
        from reader.annotations.passages import words_at

        with suppress(ReaderError):
            return words_at(self.catalogue.load(self.catalogue.entry(place.path)).source, place)
        return None

    def left_at(self, place: Place, source: Source) -> int:
        """Where the place that was written down stands in its file's text, which may have changed since."""
        from reader.annotations.passages import place_now

        return place_now(place, self.state.place_words(), source, self.store.kept_texts.get)

    def close(self) -> None:
        """Write the place down, bring the annotations file up to date, and let the databases go."""
        self.save_place()
        self.store.close()
        self.catalogue.close()
        for name in ("passages", "corpus", "_queries"):
            if name in self.__dict__:  # made, because it was asked for
                getattr(self, name).close()
        self.state.close()

    # -- lists

    def title_of(self, placed: Placed) -> str:
        """The title of the article that an annotation stands on; empty if it stands on none."""
        if not placed.path or not placed.article_id:
            return ""
        titles = self._titles.get(placed.path)
        if titles is None:
            try:
                articles = self.catalogue.entry(placed.path).articles
            except ReaderError:
                articles = ()
            titles = self._titles[placed.path] = {article.id: article.title for article in articles}
        return titles.get(placed.article_id, "")

    def nothing_found(self) -> str:
        """A sentence for a library without texts."""
        return nothing_found(self.catalogue.root)


def _number_at(articles: Sequence[Article], place: int) -> int | None:
    """Which of the articles holds the character at a source offset."""
    here = [(place, place + 1)]
    return next((number for number, one in enumerate(articles) if intersection(one.spans, here)), None)
