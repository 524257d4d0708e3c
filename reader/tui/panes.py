"""What stands beside one another: the tree, one article or two, or an article and the raw text of its page.

One pane may stand beside the article: another article (`|`) or the raw text (`r`); each takes the other's place. From
`STACKED` cells on the two stand side by side, below one above the other: two columns of eighteen ideographs would be
read worse than ten lines of forty. The tree hides itself where it would leave the panes less than `LEAST` cells each,
and while it has the focus there, the pane that an article would be opened in stands beside it alone.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from textual.containers import Container
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from reader.annotations.model import Kind
from reader.library.joined import PagePart, part_at, pieces
from reader.newspaper.compose import label_text
from reader.text.spans import length
from reader.tui.side import Side, mark_of

if TYPE_CHECKING:
    from reader.annotations.placements import Placed
    from reader.text.spans import Spans
    from reader.tui.raw_searching import RawSearching
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.searching import Searching
    from reader.tui.views import Shown
    from reader.tui.widgets.article_pane import ArticlePane
    from reader.tui.widgets.raw_caret import RawCaret
    from reader.tui.widgets.raw_pane import RawPane
    from reader.tui.widgets.tree_rows import Key

NARROW: Final = 80
"""Below this many cells only one of tree and article is shown at a time."""

STACKED: Final = 100
"""Below this many cells two panes stand one above the other."""

LEAST: Final = 60
"""Cells that each of two panes has beside the tree, or the tree hides itself."""

TALL: Final = 20
"""From this many lines on there is an empty one above the article."""


class Panes(Container):
    """One article, and what stands beside it."""

    def __init__(self, screen: BrowseScreen) -> None:
        super().__init__(screen.side.pane, id="panes")
        self._browse = screen
        self.raw: RawCaret | None = None
        """The raw text, where it stands beside the article."""
        self._raw_searching: RawSearching | None = None
        self._led: int | None = None
        """Where the raw text took the article last."""
        self._raw_path = ""
        """The file whose text that is."""
        self._followed: tuple[Key, int] | None = None
        """Where of which article the raw text was taken to last."""
        self.tree_hidden = False

    @property
    def all(self) -> list[Widget]:
        """The panes there are."""
        raw: list[Widget] = [self.raw] if self.raw else []
        return [*(side.pane for side in self._browse.sides), *raw]

    def side_of(self, pane: Widget | None) -> Side | None:
        """The side whose pane it is."""
        return next((side for side in self._browse.sides if side.pane is pane), None)

    # -- room

    def fit(self, size: Size) -> None:
        """Show what there is room for."""
        screen = self._browse
        panes, tree = self.all, screen.tree_view
        narrow, two, on_tree = 0 < size.width < NARROW, len(panes) > 1, tree.has_focus
        room = size.width - min(60, max(28, size.width * 34 // 100))
        crowded = two and room < 2 * LEAST
        screen.set_class(narrow, "-narrow")
        screen.set_class(size.height >= TALL and not two, "-tall")
        self.set_class(two, "-two")
        self.set_class(two and size.width < STACKED, "-stacked")
        tree.display = on_tree if narrow or crowded else not self.tree_hidden
        self.display = not (narrow and on_tree)
        for pane in panes:
            pane.display = not (crowded and on_tree) or pane is screen.pane

    def toggle_tree(self) -> None:
        """Hide the tree, or show it."""
        self.tree_hidden = not self.tree_hidden
        if self.tree_hidden:
            self._browse.pane.focus()
        self.fit(self._browse.size)

    def next(self, step: int) -> None:
        """Go on to the next of tree and panes, or back."""
        screen = self._browse
        stops: list[Widget] = [screen.tree_view, *self.all]
        at = stops.index(screen.focused) if screen.focused in stops else 1
        goal = stops[(at + step) % len(stops)]
        if goal is screen.tree_view:
            self.tree_hidden = False
        else:
            self.display = True
        goal.display = True
        goal.focus()

    def focused(self) -> None:
        """Take notice of where the reader went."""
        side = self.side_of(self._browse.focused)
        if side is not None and side is not self._browse.side:
            self._browse.side = side
            self._browse.side_changed()
        self.fit(self._browse.size)

    def entitle(self, side: Side) -> None:
        """Say above a pane what it shows."""
        if side.shown is not None:
            side.pane.border_title = Content(label_text(side.shown.page.source, side.shown.article)[0])

    # -- two articles

    async def toggle_second(self) -> None:
        """Show a second article beside the first; with two, only the one that the reader is in.

        It begins with the other half of an article that goes on elsewhere, else with the same place of the same one.
        """
        screen = self._browse
        if len(screen.sides) > 1:
            await self._keep_only(screen.side)
        elif screen.shown is not None:
            await self._close_raw()
            first = screen.side
            second = Side(screen, screen.session, first.opening.script, first.pane.measure, first.pane.setting)
            screen.sides.append(second)
            self.fit(screen.size)
            await self.mount(second.pane)
            self.entitle(first)
            visit = first.visits.here()
            same = partial(second.opening.open, first.opening.key, place=visit.place if visit else None)
            first.jumping.other_half(partial(self._open_in, second), same)

    def _open_in(self, side: Side, key: Key, go_to: Spans | None) -> None:
        if side in self._browse.sides:
            side.opening.open(key, go_to=go_to)

    async def _keep_only(self, side: Side) -> None:
        screen = self._browse
        others = [one for one in screen.sides if one is not side]
        screen.sides = [side]
        for other in others:
            await self._close_line(other.searching)
            await other.pane.remove()
        self.fit(screen.size)

    # -- the raw text

    async def toggle_raw(self) -> None:
        """Show the raw text of the page beside the article, or the article alone."""
        screen = self._browse
        if self.raw is not None:
            await self._close_raw()
            screen.pane.focus()
        elif screen.shown is not None:
            from reader.tui.raw_searching import RawSearching
            from reader.tui.widgets.raw_caret import RawCaret

            await self._keep_only(screen.side)
            self.raw = RawCaret()
            self._followed = None
            self._raw_searching = RawSearching(screen, self.raw)
            self.raw.add_class("side")
            self.fit(screen.size)
            await self.mount(self.raw)
            self.entitle(screen.side)
            self.follow(screen.pane)

    async def _close_raw(self) -> None:
        raw, self.raw = self.raw, None
        searching, self._raw_searching = self._raw_searching, None
        if searching is not None:
            await self._close_line(searching)
        if raw is not None:
            await raw.remove()
        self.fit(self._browse.size)

    async def _close_line(self, searching: Searching | RawSearching) -> None:
        """Close the line of a search whose pane goes."""
        from reader.tui.widgets.prompt_bar import PromptBar

        if searching.typing:
            searching.typing = ""
            await self._browse.query(PromptBar).remove()

    def on_article_pane_place_changed(self, event: ArticlePane.PlaceChanged) -> None:
        """Let the raw text follow."""
        self.follow(event.pane)

    def on_article_pane_leapt(self, event: ArticlePane.Leapt) -> None:
        """Keep the place that was left as one to go back to."""
        side = self.side_of(event.pane)
        if side is not None:
            side.visits.leave(offset=event.before)
            side.visits.arrived()

    def on_article_pane_count_typed(self, event: ArticlePane.CountTyped) -> None:
        """Show the count."""
        self._browse.show_saved(str(event.count or ""))

    def follow(self, pane: ArticlePane) -> None:
        """Let the raw text show what an article shows."""
        side = self.side_of(pane)
        if self.raw is None or side is None or side.shown is None:
            return
        led = self._led == pane.place
        if not led:
            self._led = None
        # Another height or width is no other place: who reads elsewhere in the raw text stays there.
        now = side.opening.key, pane.place
        stays = led or now == self._followed
        self._followed = now
        # Of an article over several pages the one that most of the view is from.
        held = pieces(side.shown.parts, _in_view(pane)) or [(part_at(side.shown.parts, pane.place), ())]
        part, own = max(held, key=lambda one: length(one[1]))
        place = own[0][0] if own else pane.place - part.base
        self.raw.base = part.base
        self._raw_path = part.entry.path
        self.raw.follow(part.page.source, part.entry.path, own, None if stays else place)

    @property
    def in_raw(self) -> RawCaret | None:
        """The raw text, if the reader is in it."""
        return self.raw if self.raw is not None and self._browse.focused is self.raw else None

    @property
    def searching(self) -> Searching | RawSearching:
        """The search whose line is open, wherever the reader has gone since; else that of the pane that he is in."""
        sides, raw = self._browse.sides, self._raw_searching
        every: list[Searching | RawSearching] = [side.searching for side in sides]
        every += [raw] if raw is not None else []
        typed = next((one for one in every if one.typing), None)
        return typed or (raw if raw is not None and self.in_raw else self._browse.side.searching)

    def on_raw_pane_shown(self) -> None:
        """Search another raw text for what was asked of the one before."""
        if self.raw is not None and self._raw_searching is not None:
            self.raw.another_text()
            self._raw_searching.again()
            self.show_raw_marks()

    def show_raw_marks(self) -> None:
        """Draw the annotations of the page in its raw text, on whatever article they stand."""
        marks = (mark_of(one, self._browse.session.colour_of) for one in self.placed_in_raw())
        if self.raw is not None:
            self.raw.set_marks([mark for mark in marks if mark is not None])

    def placed_in_raw(self) -> list[Placed]:
        """The annotations on passages of the page whose raw text is shown, wherever they stand in it."""
        return [
            one
            for one in (self._browse.session.placements.of(self._raw_path) if self.raw is not None else ())
            if one.spans and not one.annotation.target.article and one.annotation.kind is not Kind.CORRECTION
        ]

    def words_loaded(self) -> None:
        """Take in the whole word where one character was double clicked while the words were not there yet."""
        for pane in (*(side.pane for side in self._browse.sides), *([self.raw] if self.raw is not None else [])):
            pane.words_loaded()

    def on_raw_caret_selection_changed(self) -> None:
        """Offer what can be done with a selection."""
        self._browse.library.load_words()
        self._browse.show_hints()

    def on_raw_pane_moved(self, event: RawPane.Moved) -> None:
        """Let the article go where the reader went in the raw text, as far as it holds that."""
        side = self._browse.side
        if self.raw is None or side.shown is None:
            return
        for offset in event.offsets:
            place = _shown_at(side.shown, self.raw, offset)
            if place is not None:
                self._led = side.pane.put_on_top(place)
                return

    def on_raw_pane_chosen(self, event: RawPane.Chosen) -> None:
        """Read the article that holds a character of the raw text."""
        side, raw, offset = self._browse.side, self.raw, event.offset
        if raw is None or raw.source is None or side.shown is None:
            return
        side.visits.leave()
        part = next((part for part in side.shown.parts if _is_of(part, raw)), side.shown.parts[0])
        place = _shown_at(side.shown, raw, offset)
        if place is not None:
            side.pane.put_on_top(place)
            side.pane.go_to(((place, place + 1),))
        else:
            side.opening.open((part.entry.path, ""), go_to=((offset, offset + 1),), place=offset)
        side.pane.focus()


def _in_view(pane: ArticlePane) -> Spans:
    """The source spans of what is in view, in reading order."""
    sight, view = pane.sight(), pane.view
    if sight is None or view is None:
        return ()
    first, last = sight
    spans: list[tuple[int, int]] = []
    for number in range(first.block, last.block + 1):
        start = first.offset if number == first.block else 0
        end = last.offset if number == last.block else len(view.blocks[number].text.text)
        spans += view.to_source(number, start, end)
    return tuple(spans)


def _is_of(part: PagePart, raw: RawPane) -> bool:
    """Whether the raw text is that of a part's page; it may have been recognised again meanwhile."""
    return raw.source is not None and part.page.source.sha256 == raw.source.sha256


def _shown_at(shown: Shown, raw: RawPane, offset: int) -> int | None:
    """The offset in the view's source of a character of the raw text; `None` if the article does not hold it."""
    for part in shown.parts:
        if _is_of(part, raw) and any(start <= offset < end for start, end in part.article.spans):
            return offset + part.base
    return None
