"""The main screen: issues and articles on the left, the article on the right, and every command between them."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import Resize
from textual.screen import Screen

from reader.annotations.placements import Placed
from reader.errors import ReaderError
from reader.messages import _
from reader.newspaper.layout import Typesetting
from reader.newspaper.model import REST
from reader.text.script import Script
from reader.tui import where
from reader.tui.annotating import Annotating
from reader.tui.jumping import Jumping
from reader.tui.keymap import Keyed
from reader.tui.loading import Loading
from reader.tui.opening import Opening
from reader.tui.panes import Panes
from reader.tui.remembering import Remembering
from reader.tui.repeating import Repeating
from reader.tui.screens import browse_keys
from reader.tui.searching import Searching
from reader.tui.session import Session
from reader.tui.side import Side
from reader.tui.views import Shown
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.hints import Hints
from reader.tui.widgets.issue_tree import IssueTree
from reader.tui.widgets.one_line import one_line
from reader.tui.widgets.status_line import StatusLine
from reader.tui.widgets.tree_rows import Key, Marks, articles_of

if TYPE_CHECKING:
    from reader.tui.bookmarks import Bookmarks
    from reader.tui.correcting import Correcting
    from reader.tui.marking import Marking
    from reader.tui.outlining import Outlining
    from reader.tui.queueing import Queueing

BRIEFLY = 6.0
"""Seconds for which the status line says what is not worth its place for longer."""

FIRST = frozenset({"prompt", "set_bookmark", "go_to_bookmark", "correct"})
"""Actions after which the next keys mean something else."""


class BrowseScreen(Keyed, Screen[None]):
    """Tree, article, status line and hints."""

    BINDINGS: ClassVar[list[BindingType]] = [*browse_keys.EVERYWHERE]

    def __init__(self, session: Session, script: Script, measure: int, setting: Typesetting) -> None:
        super().__init__()
        self.session = session
        self.filtered = ""
        """How many articles the filter of the tree leaves, as a sentence."""
        self.side = Side(self, session, script, measure, setting)
        """Where the reader is."""
        self.sides = [self.side]
        self.panes = Panes(self)
        marks = Marks(session.tags, session.read, session.done, session.above)
        self.tree_view = IssueTree(marks, session.colour_of, id="tree")
        self.status = StatusLine()
        self.hints = Hints()
        self.annotating = Annotating(self, session)
        self.remembering = Remembering(self, session)
        self.library = Loading(self, session)
        self._clicked = ""
        self._warned = False
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

    # -- showing articles

    @property
    def pane(self) -> ArticlePane:
        """The pane that the reader is in."""
        return self.side.pane

    @property
    def opening(self) -> Opening:
        """What puts articles there."""
        return self.side.opening

    @property
    def searching(self) -> Searching:
        """What searches there."""
        return self.side.searching

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
            self.pane.placeholder = problem or self.session.nothing_found()
            self.pane.show(None)

    def action_article(self, step: int) -> None:
        """Show the next or previous article of the tree, as it is filtered."""
        self.opening.next(step, self._times())

    def _times(self) -> int:
        """The count that was typed before a key."""
        typed = self.tree_view.count.take() if self.tree_view.has_focus else self.pane.take_count()
        return typed or 1

    def on_issue_tree_count_typed(self, event: IssueTree.CountTyped) -> None:
        """Show the count."""
        self.show_saved(str(event.count or ""))

    def action_unread(self, step: int) -> None:
        """Show the next or previous article that was not read."""
        self.opening.next_unread(step)

    def action_follow(self) -> None:
        """Go to where the article goes on, or comes from."""
        self.jumping.follow()

    def on_article_pane_jump_clicked(self, event: ArticlePane.JumpClicked) -> None:
        """Go there."""
        self.jumping.follow(event.line)

    def action_visits(self, step: int) -> None:
        """Go back to where the reader was before, or forward again."""
        self.side.visits.go(step)

    def action_set_bookmark(self) -> None:
        """Set a bookmark here, by the letter that comes next."""
        self.bookmarks.ask_where_to_set()

    def action_go_to_bookmark(self) -> None:
        """Go to the bookmark of the letter that comes next."""
        self.bookmarks.ask_where_to_go()

    def action_whole(self) -> None:
        """Show the article with its continuations as one, or apart again."""
        self.jumping.toggle_whole()

    def action_script(self, step: int) -> None:
        """Go on to the next script, or back; place and selection stay."""
        self.opening.change_script(step)

    @work(group="annotate")
    async def action_dress(self) -> None:
        """Choose how the text is set."""
        from reader.tui import dressing

        await dressing.choose(self)

    @work(group="annotate")
    async def action_encoding(self) -> None:
        """Read the file under the cursor, or the one that is shown, in another encoding."""
        here = "" if self.tree_view.has_focus else self.opening.key[0]
        path = here or self.tree_view.current_path()
        if path:
            await self.opening.choose_encoding(path)

    def on_issue_tree_article_chosen(self, event: IssueTree.ArticleChosen) -> None:
        """Show what was chosen in the tree, and go there."""
        spans = event.section.spans if event.section else None
        self.side.go_to(event.key, spans, spans[0][0] if spans else None)

    def on_issue_tree_outline_wanted(self, event: IssueTree.OutlineWanted) -> None:
        """Show the outline of the article under the cursor."""
        self.outlining.ask(event.key)

    def on_issue_tree_failed_chosen(self, event: IssueTree.FailedChosen) -> None:
        """Say why a file could not be read; it may be one in an encoding that was not found."""
        self.tell(event.entry.error or "", True)

    def on_issue_tree_cursor_moved(self) -> None:
        """Say of a doubtful article why it is."""
        self.show_status()

    def on_issue_tree_choice_changed(self) -> None:
        """Say how many are chosen."""
        self.show_status()

    # -- search and filter

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A line that is typed into keeps its characters: these keys go before all others, however fast they come."""
        return action not in FIRST or self.focused is None or self.focused in (self.tree_view, *self.panes.all)

    async def action_prompt(self) -> None:
        """Search the article, or filter the tree where the tree has the focus."""
        await self.searching.prompt()

    def on_descendant_blur(self) -> None:
        """Show the keys of where the user is now."""
        self.show_hints()

    def on_prompt_bar_typed(self, event: Any) -> None:
        """Search or filter as it is typed."""
        self.searching.typed(event)
        self.show_status()

    def on_prompt_bar_stepped(self, event: Any) -> None:
        """Step while typing."""
        self.searching.stepped(event)
        self.show_status()

    async def on_prompt_bar_left(self, event: Any) -> None:
        """Enter or Esc in the line."""
        await self.searching.left(event)
        self.show_status()

    @work(group="library-search", exclusive=True)
    async def action_search_library(self) -> None:
        """Search all articles, or those that the filter of the tree leaves, and go to one of the hits."""
        from reader.library.corpus import Wanted, everything
        from reader.tui.screens.library_search import LibrarySearch

        tree = self.tree_view
        wanted: Wanted = everything
        count = None
        if tree.wanted:
            wanted, count = articles_of(tree.rows), sum(row.article is not None for row in tree.rows)
        goal = await self.app.push_screen_wait(LibrarySearch(self.session, wanted, count))
        if goal is not None:
            self.side.visits.leave()
            self.searching.arrive(goal.query, goal.mode, goal.spans)
            self.opening.open((goal.path, goal.article_id), go_to=goal.spans)
            self.pane.focus()

    def action_hit(self, step: int) -> None:
        """Go to the next or previous hit, also of another article."""
        for _time in range(min(self._times(), len(self.searching.found.hits) or 1)):
            if not self.searching.step_on(step):
                break
        self.show_status()

    def action_back(self) -> None:
        """End the one thing that is in the way."""
        self.app.clear_notifications()
        if self.pane.selection_spans():
            self.pane.clear_selection()
        elif self.searching.found.query:
            self.searching.clear()
        elif not self.tree_view.clear_choice():
            if self.tree_view.wanted:
                self.searching.clear_filter()
            else:
                self.library.cancel()
        self.show_status()

    # -- repeated passages

    def action_other_place(self) -> None:
        """Go to where the passage stands too."""
        self.repeating.other()

    def action_skip_repeats(self) -> None:
        """Fold passages that stood before, or show them."""
        self.repeating.toggle_skipping()

    def action_open_repeat(self) -> None:
        """Open a folded passage, or fold it again."""
        self.repeating.toggle_fold()

    # -- annotating

    def _targets(self) -> list[Key]:
        """The articles a command means: what is chosen in the tree or stands under its cursor, else the one shown."""
        if self.tree_view.chosen or self.tree_view.has_focus:
            return self.tree_view.targets()
        key = self.opening.key
        if self.shown is not None and self.shown.joined and key == (self.shown.entry.path, self.shown.article.id):
            return [(part.entry.path, part.article.id) for part in self.shown.joined]
        return [key] if key[1] and key[1] != REST else []

    def _here(self) -> list[Placed]:
        ids = self.pane.marks_at_place()
        return [one for one in self.session.placed_on(self.shown) if one.annotation.id in ids] if self.shown else []

    def _pointed_at(self) -> list[Placed]:
        """The annotations at the caret, or the one that was clicked; none if the reader only has them in view."""
        return [one for one in self._here() if self.caret_on or one.annotation.id == self._clicked]

    def action_tag(self) -> None:
        """Tag the articles meant."""
        self.run_worker(self.annotating.tag(self._targets()), group="annotate")

    def action_repeat_tag(self) -> None:
        """Put the last highlight on the selection; without one, the last tag on the articles meant."""
        spans = () if self.tree_view.has_focus else self.pane.selection_spans()
        if self.shown is not None and spans:
            self.run_worker(self.marking.repeat(self.shown, spans), group="annotate")
        else:
            self.run_worker(self.annotating.repeat(self._targets()), group="annotate")

    @work(group="annotate")
    async def action_tag_hits(self) -> None:
        """Highlight all hits of the search."""
        await self.opening.settled()
        await self.marking.highlight_hits()

    @work(group="annotate")
    async def action_highlight(self) -> None:
        """Highlight the selection."""
        await self.opening.settled()
        if self.shown is not None:
            await self.marking.highlight(self.shown, self.pane.selection_spans())

    @work(group="annotate")
    async def action_note(self) -> None:
        """Write a note."""
        await self.opening.settled()
        if self.shown is not None:
            await self.annotating.note(self.shown, self.pane.selection_spans(), self._pointed_at())

    @work(group="annotate")
    async def action_edit(self) -> None:
        """Change or remove an annotation."""
        await self.opening.settled()
        if self.shown is not None:
            await self.annotating.edit(self.shown, self.pane.selection_spans(), self._here())

    def action_undo(self) -> None:
        """Take the last change back."""
        self.run_worker(self.annotating.undo(), group="annotate")

    def action_redo(self) -> None:
        """Make it again."""
        self.run_worker(self.annotating.redo(), group="annotate")

    def annotations_changed(self, paths: Collection[str] | None = None) -> None:
        """Show annotations as they are now; `paths` are the files on which they changed, if that is known."""
        self.tree_view.marks_changed(paths)
        self.show_marks()
        self.show_status()

    def show_marks(self) -> None:
        """Draw the annotations of what is shown."""
        for side in self.sides:
            side.show_marks()

    @work(group="annotate")
    async def action_annotations(self) -> None:
        """List every annotation, and go to the one chosen."""
        await self.annotating.go_to_one()

    @cached_property
    def bookmarks(self) -> Bookmarks:
        """The bookmarks; loaded when one is first set or gone to."""
        from reader.tui.bookmarks import Bookmarks

        return Bookmarks(self, self.session)

    @cached_property
    def marking(self) -> Marking:
        """Highlights and copies; loaded when first wanted."""
        from reader.tui.marking import Marking

        return Marking(self, self.session)

    @cached_property
    def outlining(self) -> Outlining:
        """The outlines in the tree; loaded when one is first opened."""
        from reader.tui.outlining import Outlining

        return Outlining(self, self.session)

    @cached_property
    def queueing(self) -> Queueing:
        """What is done and what is left; loaded when first asked for."""
        from reader.tui.queueing import Queueing

        return Queueing(self, self.session)

    @cached_property
    def correcting(self) -> Correcting:
        """The corrections by hand; loaded with the first."""
        from reader.tui.correcting import Correcting

        return Correcting(self, self.session)

    def action_correct(self) -> None:
        """Correct what was recognised; the next key says how."""
        self.correcting.ask()

    @work(group="annotate")
    async def action_corrections(self) -> None:
        """List the corrections of the library."""
        await self.correcting.show_all()

    @work(group="annotate")
    async def action_done(self) -> None:
        """Mark the articles meant as done, or as not done if all are; go to the next that is not."""
        await self.queueing.toggle(self._targets())

    @work(group="queue", exclusive=True)
    async def action_queue(self) -> None:
        """Show what is left to do."""
        await self.queueing.show()

    def action_tag_set(self) -> None:
        """Show the tags of the library, to name, merge and colour them."""
        from reader.tui.screens.tag_set import TagSetScreen
        from reader.tui.tagging import Tagging

        self.app.push_screen(TagSetScreen(Tagging(self, self.session)))

    def action_toggle_read(self) -> None:
        """Mark the articles meant as read, or as unread if all are."""
        self.remembering.toggle_read(self._targets())

    def action_info(self) -> None:
        """Say what is known of the article that is shown."""
        if self.shown is not None:
            from reader.newspaper.compose import label_text
            from reader.tui.screens.info import InfoScreen

            title, _dim = label_text(self.shown.page.source, self.shown.article)
            self.app.push_screen(InfoScreen(self.shown, title))

    @work(group="reasons", exclusive=True)
    async def action_reasons(self) -> None:
        """Show why the article under the tree's cursor, else the one shown, was recognised as it was."""
        from reader.tui.screens.reasons import ReasonsScreen, reasons_of

        keys = self.tree_view.targets()[:1] if self.tree_view.has_focus else [self.opening.key]
        if keys and keys[0][1]:
            try:
                lines = await asyncio.to_thread(reasons_of, self.session, keys[0], self.size.width)
            except ReaderError as error:
                self.tell(str(error), True)
            else:
                self.app.push_screen(ReasonsScreen(lines))

    @work(group="annotate")
    async def action_export(self) -> None:
        """Export the annotations."""
        from reader.tui.screens.export_dialog import ExportDialog
        from reader.tui.typed_path import shown_path

        path = await self.app.push_screen_wait(ExportDialog(self.session))
        if path is not None:
            self.tell(_("Exported to {path}").format(path=shown_path(path)))

    @work(group="annotate")
    async def action_import(self) -> None:
        """Import annotations from a file."""
        from reader.tui.screens.import_dialog import ImportDialog

        plan = await self.app.push_screen_wait(ImportDialog(self.session))
        if plan is not None and await self.annotating.save(plan.changes, plan.label):
            self.tell(plan.summary)

    # -- the layout

    def action_measure(self, change: int) -> None:
        """Make the column wider or narrower, in ideographs."""
        for side in self.sides:
            side.pane.measure += change
        self.show_briefly(_("column of {count} characters").format(count=self.pane.measure))
        self.app.remember(measure=self.pane.measure)  # type: ignore[attr-defined]

    def action_vertical(self) -> None:
        """Set articles in vertical columns, or in lines again; the place stays."""
        from reader.tui import dressing

        dressing.turn(self)

    def action_toggle_tree(self) -> None:
        """Hide the tree, or show it."""
        self.panes.toggle_tree()

    def action_other_pane(self, step: int) -> None:
        """Go from the tree to the article, to what stands beside it, and back to the tree."""
        self.panes.next(step)

    async def action_second(self) -> None:
        """Show a second article beside the first, or one alone."""
        await self.panes.toggle_second()

    async def action_raw(self) -> None:
        """Show the raw text of the page beside the article, or the article alone."""
        await self.panes.toggle_raw()

    def on_resize(self, event: Resize) -> None:
        """Show what there is room for."""
        self.panes.fit(event.size)

    def on_descendant_focus(self) -> None:
        """Show the keys of where the user is now."""
        self.panes.focused()
        self.show_hints()

    def side_changed(self) -> None:
        """Bring what stands beside the panes up to date: the reader went from one to the other."""
        self._clicked = ""
        self.tree_view.reveal(self.opening.key)
        self.show_status()
        self.remembering.keep_place()

    # -- help, copying, leaving

    def action_help(self) -> None:
        """Show every key."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    @work(group="copy")
    async def action_copy(self, source: bool) -> None:
        """Copy the selection as it is shown, or as it stands in the file."""
        await self.marking.copy(source=source)

    def action_copy_or_quit(self) -> None:
        """Copy the selection; without one, quit."""
        if self.pane.selection_spans():
            self.action_copy(False)
        else:
            self.app.exit()

    def action_quit(self) -> None:
        """Quit; with a note that was begun and not saved, only the second time."""
        if self.annotating.has_drafts and not self._warned:
            self._warned = True
            self.tell(_("A note is not saved: m opens it again; q once more leaves without it."), True)
        else:
            self.app.exit()

    def language_changed(self) -> None:
        """Say everything anew."""
        self._saved = ""
        self.show_status()
        self.show_hints()
        self.tree_view.refresh()

    # -- what the pane says

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

    def on_article_pane_mark_clicked(self, event: ArticlePane.MarkClicked) -> None:
        """A click on a mark says what it is."""
        if event.pane is not self.pane:
            return
        self._clicked = event.annotation_id
        for one in self._here()[:1]:
            said = " · ".join(one_line(part) for part in (one.annotation.tag, one.annotation.note) if part)
            self.show_briefly(said or _("highlight"))

    # -- what stands in the two lines

    def tell(self, sentence: str, error: bool = False) -> None:
        """Say a sentence to the user."""
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
