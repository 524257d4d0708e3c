"""Putting an article on the screen: which one, in which script, at which place, in which encoding of its file."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader.annotations.model import Target
from reader.errors import ReaderError
from reader.messages import N_, _
from reader.newspaper.compose import ArticleView, Place
from reader.newspaper.model import Role
from reader.text import words
from reader.text.script import Script, guarded, load, loaded
from reader.text.source import Source
from reader.text.spans import Spans
from reader.tui.session import Session
from reader.tui.views import Shown
from reader.tui.where import SCRIPTS
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.tui.side import Side

ENCODINGS: dict[str, str] = {
    "": N_("as found"),
    "utf-8": "UTF-8",
    "gb18030": "GB18030, GBK, GB2312",
    "big5hkscs": "Big5, HKSCS",
    "utf-16": "UTF-16",
}
"""What a file may be read in, by codec."""

PAINTING = 0.25
"""Seconds for which the rest of an article waits until what is in sight of it is painted in another script."""

SLOW = 0.4
"""Seconds after which it is said that an article is still on its way."""


class Opening:
    """The article that one pane shows. Reading and composing are done in one worker, the latest wish first."""

    def __init__(self, side: Side, session: Session, script: Script) -> None:
        self._side = side
        self._screen = side.screen
        self._session = session
        self.script = script
        self.shown: Shown | None = None
        self._wanted: Key | None = None
        self._where: tuple[Spans | None, int | Target | None] = (None, None)
        """The passage or the offset at which it is wanted."""
        self._began: int | None = None
        """Source offset at which the beginning of a long file was shown, while the whole is on its way."""
        self._again_at: int | None = None
        """The offset at which what is shown is on its way to be shown again, if one was asked for."""
        self._learning = False
        self._settled = asyncio.Event()
        self._settled.set()

    @property
    def key(self) -> Key:
        """Path and article id of what is shown or on its way to the screen; empty if nothing is.

        Keys may be pressed faster than articles are read: a tag then belongs to the article that was asked for last.
        """
        if self._wanted is not None:
            return self._wanted
        return (self.shown.entry.path, self.shown.article.id) if self.shown else ("", "")

    @property
    def on_its_way(self) -> bool:
        """Whether something was asked for that is not on the screen yet."""
        return self._wanted is not None

    async def settled(self) -> None:
        """Wait until what was asked for is on the screen."""
        await self._settled.wait()

    def open(self, key: Key, *, go_to: Spans | None = None, place: int | Target | None = None) -> None:
        """Show an article: at a passage, at a source offset or what stood there, or at its beginning."""
        self._wanted, self._where, self._began = key, (go_to, place), None
        self._settled.clear()
        self._in_worker(partial(self._read, key, go_to, place))

    def open_made(self, key: Key, make: Callable[[Script], Shown], place: int) -> None:
        """Show what is made in a worker, at an offset of its own source; to the tree it is the article `key`."""
        self._wanted, self._where, self._began = key, (None, place), None
        self._settled.clear()
        self._in_worker(partial(self._make, key, make, place))

    def _make(self, key: Key, make: Callable[[Script], Shown], place: int) -> None:
        shown = make(self.script)
        if not get_current_worker().is_cancelled:
            self._screen.app.call_from_thread(self._display_read, key, shown, None, place)

    def next(self, step: int, times: int = 1) -> None:
        """Show the next or previous article of the tree, as it is filtered, or the one so many times further."""
        key = self._screen.tree_view.neighbour(self.key, step)
        while key is not None and times > 1:
            further = self._screen.tree_view.neighbour(key, step)
            key, times = (further or key), (times - 1 if further else 1)
        if key is not None:
            self._side.visits.leave("leafing")
            self.open(key)
        else:
            self._screen.tell(_("This is the last article.") if step > 0 else _("This is the first article."))

    def next_unread(self, step: int) -> None:
        """Show the next or previous article of the tree that was not read, as it is filtered."""
        read = self._session.read
        key = self._screen.tree_view.first_after(self.key, lambda _entry, article: article.id not in read, step)
        if key is None or key == self.key:
            self._screen.tell(_("There is no other unread article."))
        else:
            self._side.visits.leave("leafing")
            self.open(key)

    def change_script(self, step: int) -> None:
        """Go on to the next script, or back; place and selection stay."""
        # What is written in 简 is the same in 简: that comes last, so that the first key shows another script.
        simplified = self.shown is not None and self.shown.view.written == "hans"
        order = sorted(SCRIPTS, key=lambda script: simplified and script is Script.HANS)
        self.script = order[(order.index(self.script) + step) % len(order)]
        self._screen.show_status()
        if self._wanted is not None:
            self.open(self._wanted, go_to=self._where[0], place=self._where[1])
        else:
            self.turn()

    def turn(self) -> None:
        """Show the article in the script and the typography that are wished for, the place kept.

        At once if that was made before; else first what is in sight, and when that is painted the rest.
        """
        shown = self.shown
        if shown is None or self._wanted is not None:
            return
        kept = self._session.views.kept(shown.page, shown.article, self.script)
        if kept is not None and loaded(self.script):
            self._display_converted(shown, self.script, kept)
        else:
            self._in_worker(partial(self._convert, shown, self.script, self._side.pane.sight()))
        self.know_words()

    def words_changed(self) -> None:
        """Convert what is shown, and look in it for words, with the words of the library's own as they are now."""
        if self.script is Script.SOURCE:
            self._side.searching.again()
        else:
            self.turn()

    def know_words(self) -> None:
        """Load jieba, if what is shown would be better for it, and then show it so."""
        if self.script is not Script.SOURCE and not guarded() and not self._learning:
            self._learning = True
            self._side.pane.run_worker(self._learn, thread=True, group="learning", exit_on_error=False)

    @property
    def unfinished(self) -> bool:
        """Whether what is shown was made without the words, or without the tables, of its script."""
        something = self.shown is not None or self._wanted is not None
        return something and self.script is not Script.SOURCE and not (guarded() and loaded(self.script))

    async def choose_encoding(self, path: str) -> None:
        """Ask for the encoding to read a file in, and show it."""
        from reader.tui.widgets.choice_list import Choice

        choices = [Choice(_(text), codec) for codec, text in ENCODINGS.items()]
        codec = await self._screen.choose(_("Encoding"), choices)
        if isinstance(codec, str):
            key = self._wanted = (path, "")
            self._settled.clear()
            self._in_worker(partial(self._decode, key, codec or None))

    def display_beginning(self, view: ArticleView, place: int | None = None) -> None:
        """Put what a long file begins with on the screen, to be read and no more; `display` brings the rest."""
        self.shown = None
        self._side.pane.show(view, place=place)
        self._began = self._side.pane.place

    def display(self, shown: Shown, place: int | None = None) -> None:
        """Put an article on the screen, at a source offset or at its beginning."""
        if self._began not in (None, self._side.pane.place):
            place = self._side.pane.place  # She has read on meanwhile.
        self._began = self._wanted = self._again_at = None
        self._settled.set()
        self.shown = shown
        self._side.pane.show(shown.view, place=place)
        self._side.displayed()
        if not loaded(self.script):
            self._side.pane.call_after_refresh(self.turn)
        self.know_words()

    def show_again(self, *, corrected: bool = False, place: int | None = None) -> None:
        """Show what is shown as it was recognised now, without moving anything.

        Args:
            corrected: whether it was corrected by hand, and not recognised better.
            place: the source offset whose article is shown; what is at the top, if `None`.
        """
        if self.shown is None or self._wanted is not None:
            return
        # Several may tell of one correction, in any order; only who made it knows the place.
        place = self._again_at = self._again_at if place is None else place
        if self.shown.joined:
            if corrected:  # it is made of pages that are no more
                self._side.jumping.join_again(place)
            return
        # Not in the group of the other workers: a wish of the user's that comes meanwhile goes before.
        work = partial(self._read_again, self.shown, self.script, corrected, place)
        self._side.pane.run_worker(work, thread=True, exclusive=True, group="again")

    def _read_again(self, shown: Shown, script: Script, corrected: bool, place: int | None) -> None:
        with suppress(ReaderError):
            where = self._side.pane.place if place is None else place
            again = self._session.show_again(shown, script, where)
            if again is not None and not get_current_worker().is_cancelled:
                self._screen.app.call_from_thread(self.display_again, shown, again, corrected, place)

    def display_again(self, before: Shown, again: Shown, corrected: bool, place: int | None) -> None:
        """Put what was shown before on the screen as it is now, if nothing else was asked for; see `show_again`."""
        self._again_at = None
        now = self.shown
        if now is None or now.article is not before.article or self._wanted is not None:
            return  # Something else was asked for; it is read as it is recognised now.
        if again.view.script is not self.script and loaded(self.script):
            self.show_again(corrected=corrected, place=place)  # Another script was asked for meanwhile.
            return
        self.shown = again
        if _looks(again) != _looks(before):
            here = self._side.pane.place
            if any(start <= here < end for start, end in again.article.spans):
                self._side.pane.show(again.view, keep_place=True)
            else:  # what stood at the top belongs to another article now
                self._side.pane.show(again.view, place=place if again.article.id == before.article.id else None)
            if not corrected:
                self._screen.show_news(_("recognised better with words"))
        elif _texts(again.view) != _texts(now.view):  # a conversion of what was shown before comes too late now
            self._side.pane.show(again.view, keep_place=True)
        self._side.replaced()
        if self._session.views.kept(again.page, again.article, self.script) is not again.view:
            self.turn()  # More is known of the script than when it was made.

    def _in_worker(self, work: partial[None]) -> None:
        self._side.pane.set_timer(SLOW, self._say_if_slow)
        self._side.pane.run_worker(work, thread=True, exclusive=True, group="article")

    def _say_if_slow(self) -> None:
        """Say that an article is coming, where that takes so long that a person asks himself."""
        if self._wanted is not None:
            self._screen.show_saved(_("opening…"))

    def place_now(self, path: str, place: Target) -> tuple[str, int]:
        """The file and the offset at which a passage stands now; for a worker.

        Raises:
            ReaderError: the file cannot be read.
        """
        before = self.shown.page.source if self.shown else None
        path = self._session.path_now(path, place.sha256)
        entry = self._session.catalogue.entry(path)
        source = None if entry.sha256 == place.sha256 else self._session.catalogue.load(entry).source
        if source is None or source.sha256 == place.sha256:
            return path, place.spans[0][0]
        from reader.annotations.passages import offset_now

        def kept(sha256: str) -> Source | None:
            """What is on the screen is laid beside what it has become."""
            return before if before and before.sha256 == sha256 else self._session.store.kept_texts.get(sha256)

        return path, offset_now(place, source, kept)

    def _read(self, key: Key, go_to: Spans | None, place: int | Target | None) -> None:
        call, path = self._screen.app.call_from_thread, key[0]
        try:
            if place is not None and not isinstance(place, int):
                path, place = self.place_now(path, place)
            begun = None if go_to else self._session.beginning(path, self.script, place)
            if begun is not None and not get_current_worker().is_cancelled:
                call(self._display_begun, key, begun, place)
            shown = self._session.show(path, key[1], self.script, place)
        except ReaderError as error:
            call(self._failed, key, str(error))
            return
        if not get_current_worker().is_cancelled:
            call(self._display_read, key, shown, go_to, place)

    def _display_begun(self, key: Key, view: ArticleView, place: int | None) -> None:
        if self._wanted == key:
            self.display_beginning(view, place)

    def _failed(self, key: Key, sentence: str) -> None:
        if self._wanted == key:
            self._wanted = None
            self._settled.set()
            self._screen.tell(sentence, True)

    def _display_read(self, key: Key, shown: Shown, go_to: Spans | None, place: int | None) -> None:
        if self._wanted != key:
            return  # Another article was asked for while this one was on its way here.
        self._screen.show_saved("")
        self.display(shown, place)
        if go_to:
            self._side.pane.go_to(go_to)
        self._side.visits.arrived()

    def _convert(self, shown: Shown, script: Script, sight: tuple[Place, Place] | None) -> None:
        call, session = self._screen.app.call_from_thread, self._session
        try:
            load(script)
            if sight is not None:
                painted = Event()
                call(self._display_converted, shown, script, session.views.part(shown, script, sight), painted)
                # Going on at once would halve the speed of the painting: one thread runs at a time.
                painted.wait(PAINTING)
            if not get_current_worker().is_cancelled:
                call(self._display_converted, shown, script, session.views.view(shown.page, shown.article, script))
        except ReaderError as error:
            call(self._screen.tell, str(error), True)

    def _display_converted(self, shown: Shown, script: Script, view: ArticleView, painted: Event | None = None) -> None:
        now = self.shown
        if now is not None and now.article is shown.article and script is self.script and self._wanted is None:
            self.shown = now._replace(view=view)
            self._side.pane.show(view, keep_place=True)
            if painted is None:
                self._side.displayed()
            else:
                self._screen.show_status()
        if painted is not None:
            self._side.pane.call_after_refresh(painted.set)

    def _learn(self) -> None:
        try:
            words.load()
        finally:
            if not get_current_worker().is_cancelled:
                self._screen.app.call_from_thread(self._learnt)

    def _learnt(self) -> None:
        self._learning = False
        self._screen.show_status()
        if guarded():
            self.turn()

    def _decode(self, key: Key, codec: str | None) -> None:
        catalogue, call = self._session.catalogue, self._screen.app.call_from_thread
        try:
            catalogue.choose_encoding(catalogue.entry(key[0]), codec)
            shown = self._session.show(*key, self.script)
        except ReaderError as error:
            call(self._failed, key, str(error))
            call(self._screen.library.entries_changed)
            return
        call(self._screen.library.entries_changed)
        call(self._display_read, key, shown, None, None)


def _texts(view: ArticleView) -> list[str]:
    return [block.text.text for block in view.blocks]


def _looks(shown: Shown) -> tuple[str, list[tuple[Role, Spans]]]:
    """What can be seen of an article: how sure it is may change without."""
    return shown.article.title_text, [(block.role, block.spans) for block in shown.article.blocks]
