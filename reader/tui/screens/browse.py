"""The main screen: issues and articles on the left, the article on the right, two lines below.

Its commands stand by their subjects in the modules `browse_going`, `browse_finding`, `browse_keeping` and
`browse_looks`; `main` puts them together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize
from textual.screen import Screen

from reader.library.matching import Marks
from reader.messages import _
from reader.newspaper.layout import Typesetting
from reader.newspaper.model import REST
from reader.text.script import Script
from reader.tui import where
from reader.tui.jumping import Jumping
from reader.tui.keymap import Keyed, key_for
from reader.tui.loading import Loading
from reader.tui.opening import Opening
from reader.tui.panes import Panes
from reader.tui.remembering import Remembering
from reader.tui.repeating import Repeating
from reader.tui.searching import Searching
from reader.tui.session import Session
from reader.tui.side import Side
from reader.tui.views import Shown
from reader.tui.whole_characters import WholeCharacters
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.counted_list import CountedList
from reader.tui.widgets.hints import Hints
from reader.tui.widgets.issue_tree import IssueTree
from reader.tui.widgets.status_line import StatusLine
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.tui.raw_searching import RawSearching
    from reader.tui.widgets.raw_caret import RawCaret

if TYPE_CHECKING:
    from reader.tui.annotating import Annotating
    from reader.tui.widgets.choice_list import Choice

BRIEFLY = 6.0
"""Seconds for which the status line says what is not worth its place for longer."""

FIRST = frozenset({"prompt", "set_bookmark", "go_to_bookmark", "correct"})
"""Actions after which the next keys mean something else."""


class BrowseScreen(Keyed, Screen[None]):
    """Tree, article, status line and hints."""

    AUTO_FOCUS: ClassVar[str | None] = "ArticlePane"
    """Else the tree has the focus first, and tree and pane are styled once more each."""

    def __init__(self, session: Session, script: Script, measure: int, setting: Typesetting) -> None:
        super().__init__()
        self._compositor = WholeCharacters()
        self.session = session
        self.filtered = ""
        """The filter of the tree as it was typed, on one line."""
        self.side = Side(self, session, script, measure, setting)
        """Where the reader is."""
        self.sides = [self.side]
        self.panes = Panes(self)
        marks = Marks(session.tags, session.read, session.done, session.above)
        self.tree_view = IssueTree(marks, session.colour_of, id="tree")
        self.status = StatusLine()
        self.hints = Hints()
        self.remembering = Remembering(self, session)
        self.library = Loading(self, session)
        self._clicked = ""
        self._saved = ""
        self._progress = ""

    def compose(self) -> ComposeResult:
        """Tree and article above, the two lines below."""
        self.panes.fit(self.app.size)  # now, and not when that size is told of, which takes a second painting
        with Horizontal(id="main"):
            yield self.tree_view
            yield self.panes
        yield self.status
        yield self.hints

    async def on_mount(self) -> None:
        """Read the library; show where the user was."""
        self.pane.placeholder = _("Reading the library…")
        self.pane.focus()
        await self.library.start()

    def on_unmount(self) -> None:
        """Let the workers end."""
        self.library.stop()

    # -- the side where the reader is

    @property
    def pane(self) -> ArticlePane:
        """The pane that the reader is in."""
        return self.side.pane

    @property
    def opening(self) -> Opening:
        """What puts articles there."""
        return self.side.opening

    @property
    def searching(self) -> Searching | RawSearching:
        """What searches there, or in the raw text if the reader is in that; first of all, what is typed to."""
        return self.panes.searching

    @property
    def selecting(self) -> ArticlePane | RawCaret:
        """Where a passage is selected: in the raw text if the reader is in that and selects there."""
        raw = self.panes.in_raw
        return raw if raw is not None and raw.selection_spans() else self.pane

    @property
    def repeating(self) -> Repeating:
        """What knows the repeated passages there."""
        return self.side.repeating

    @property
    def jumping(self) -> Jumping:
        """What follows the jumps from there."""
        return self.side.jumping

    @property
    def shown(self) -> Shown | None:
        """The article there."""
        return self.side.shown

    @property
    def caret_on(self) -> bool:
        """Whether there is a caret to select with."""
        return self.side.caret_on

    @cached_property
    def annotating(self) -> Annotating:
        """Tags, notes and the way back; loaded when first wanted."""
        from reader.tui.annotating import Annotating

        return Annotating(self, self.session)

    # -- what its parts tell it

    def article_displayed(self, side: Side) -> None:
        """Bring what stands beside the panes up to date."""
        if side is self.side:
            self.side_changed()

    def article_replaced(self, side: Side) -> None:
        """The same after the page of an article was recognised again; nothing moves."""
        self.session.refresh()
        self.show_marks()
        self.tree_view.shown = self.opening.key
        self.tree_view.show_entries(self.session.catalogue.ordered())
        if side is self.side:
            self.show_status()
            self.remembering.keep_place()

    def pages_corrected(self, paths: Sequence[str], place: int | None = None) -> None:
        """Show pages that people corrected, as they are now; at a source offset on the side where the reader is."""
        self.library.entries_changed()
        for side in self.sides:
            if side.shown is not None and any(part.entry.path in paths for part in side.shown.parts):
                side.opening.show_again(corrected=True, place=place if side is self.side else None)

    def show_nothing(self, problem: str) -> None:
        """Say that there is nothing to read, and why."""
        if self.shown is None:
            self.pane.placeholder = self.with_keys(problem or self.session.nothing_found())
            self.pane.show(None)

    def on_counted_list_count_typed(self, event: CountedList.CountTyped) -> None:
        """Show the count."""
        self.show_saved(str(event.count or ""))

    def on_issue_tree_failed_chosen(self, event: IssueTree.FailedChosen) -> None:
        """Say why a file could not be read; it may be one in an encoding that was not found."""
        self.tell(event.entry.error or "", True)

    def on_issue_tree_cursor_moved(self) -> None:
        """Say of a doubtful article why it is."""
        self.show_status()

    def on_issue_tree_choice_changed(self) -> None:
        """Say how many are chosen."""
        self.show_status()

    def on_descendant_blur(self) -> None:
        """Show the keys of where the user is now."""
        self.show_hints()

    def annotations_changed(self, paths: Collection[str] | None = None) -> None:
        """Show annotations as they are now; `paths` are the files on which they changed, if that is known."""
        self.tree_view.marks_changed(paths)
        self.show_marks()
        self.show_status()

    def show_marks(self) -> None:
        """Draw the annotations of what is shown."""
        for side in self.sides:
            side.show_marks()
        self.panes.show_raw_marks()

    def on_resize(self, event: Resize) -> None:
        """Show what there is room for."""
        self.panes.fit(event.size)

    def on_descendant_focus(self) -> None:
        """Show the keys of where the user is now."""
        self.panes.focused()
        self.show_hints()
        self.show_status()

    def side_changed(self) -> None:
        """Bring what stands beside the panes up to date: the reader went from one to the other."""
        self._clicked = ""
        self.tree_view.reveal(self.opening.key)
        self.show_status()
        self.remembering.keep_place()

    def language_changed(self) -> None:
        """Say everything anew."""
        self._saved = ""
        self.show_status()
        self.show_hints()
        self.tree_view.refresh()

    def on_article_pane_place_changed(self, event: ArticlePane.PlaceChanged) -> None:
        """Remember the place."""
        if event.pane is self.pane:
            self.show_status()
            self.remembering.moved()

    def on_article_pane_selection_changed(self) -> None:
        """Offer what can be done with a selection."""
        self.library.load_words()
        self.show_hints()

    def on_article_pane_caret_mode(self, event: ArticlePane.CaretMode) -> None:
        """Offer the caret's keys."""
        for side in self.sides:
            if side.pane is event.pane:
                side.caret_on = event.on
        self.library.load_words()
        self.show_hints()

    # -- what a command means

    def _times(self) -> int:
        """The count that was typed before a key."""
        reading = self.panes.in_raw or self.pane
        typed = self.tree_view.count.take() if self.tree_view.has_focus else reading.take_count()
        return typed or 1

    def _targets(self) -> list[Key]:
        """The articles a command means: what is chosen in the tree or stands under its cursor, else the one shown."""
        if self.tree_view.chosen or self.tree_view.has_focus:
            return self.tree_view.targets()
        key = self.opening.key
        if self.shown is not None and self.shown.joined and key == (self.shown.entry.path, self.shown.article.id):
            return [(part.entry.path, part.article.id) for part in self.shown.joined]
        return [key] if key[1] and key[1] != REST else []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A line that is typed into keeps its characters: these keys go before all others, however fast they come."""
        return action not in FIRST or self.focused is None or self.focused in (self.tree_view, *self.panes.all)

    def key(self, name: str, default: str) -> str:
        """The key of something as the user has it, to be named in a sentence; see `keymap.key_for`."""
        return key_for(name, default, getattr(self.app, "keys", {}))

    def with_keys(self, sentence: str) -> str:
        """What is said of a file to whoever reads it by a command, for who reads it here."""
        return sentence.replace("--encoding", self.key("encoding", "E"))

    async def choose(self, title: str, choices: Sequence[Choice], cursor: int = 0) -> object:
        """Ask for one of a few things, in a worker; gives its value, `None` for none of them.

        Args:
            title: the question.
            choices: the things.
            cursor: number of the one that stands under the cursor at first.
        """
        from reader.tui.screens.menu import Menu

        return await self.app.push_screen_wait(Menu(title, choices, cursor))

    # -- what stands in the two lines

    def tell(self, sentence: str, error: bool = False) -> None:
        """Say a sentence to the user; of what went wrong with the key that stands for an option of the commands."""
        if error:
            sentence = self.with_keys(sentence)
        self.app.notify(
            sentence, severity="error" if error else "information", markup=False, timeout=10 if error else 4
        )

    def show_saved(self, text: str) -> None:
        """Say what was saved or done last."""
        self._saved = text
        self.show_status()

    def show_briefly(self, text: str) -> None:
        """Say for a while what nobody has to know later."""
        self.show_saved(text)
        self.set_timer(BRIEFLY, lambda: self.show_saved("" if self._saved == text else self._saved))

    def show_news(self, text: str) -> None:
        """Say for a while what happened of itself, but not in place of what the user did."""
        if not self._saved:
            self.show_briefly(text)

    def show_progress(self, text: str) -> None:
        """Say how far the reading of the library is."""
        self._progress = text
        self.show_status()

    def show_status(self) -> None:
        """Bring the status line up to date."""
        self.status.status = where.status(self, self._saved, self._progress)

    def show_hints(self) -> None:
        """Show the keys of where the user is."""
        self.hints.show(where.hints(self))
