"""The commands of the main screen that keep something: annotations, corrections, what is done, copies, files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import work

from reader.annotations.placements import Placed
from reader.library.one_line import one_line
from reader.messages import _
from reader.tui.screens.browse import BrowseScreen
from reader.tui.widgets.article_pane import ArticlePane

if TYPE_CHECKING:
    from reader.tui.correcting import Correcting
    from reader.tui.marking import Marking
    from reader.tui.queueing import Queueing
    from reader.tui.widgets.raw_caret import RawCaret


class Keeping(BrowseScreen):
    """What a person does to the articles meant, to the selection, or to what stands at the caret."""

    def _here(self) -> list[Placed]:
        raw = self.panes.in_raw
        if raw is not None:
            chosen = raw.marks_at_place()
            return [one for one in self.panes.placed_in_raw() if one.annotation.id in chosen]
        ids = self.pane.marks_at_place()
        return [one for one in self.session.placed_on(self.shown) if one.annotation.id in ids] if self.shown else []

    def _pointed_at(self) -> list[Placed]:
        """The annotations at the caret, or the one that was clicked; none if the reader only has them in view."""
        raw = self.panes.in_raw
        caret = self.caret_on if raw is None else raw.caret_on
        return [one for one in self._here() if caret or one.annotation.id == self._clicked]

    def action_tag(self) -> None:
        """Tag the articles meant."""
        self.run_worker(self.annotating.tag(self._targets()), group="annotate")

    def action_repeat_tag(self) -> None:
        """Put the last highlight on the selection; without one, the last tag on the articles meant."""
        spans = () if self.tree_view.has_focus else self.selecting.selection_spans()
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
            await self.marking.highlight(self.shown, self.selecting.selection_spans())

    @work(group="annotate")
    async def action_note(self) -> None:
        """Write a note."""
        await self.opening.settled()
        if self.shown is not None:
            await self.annotating.note(self.shown, self.selecting.selection_spans(), self._pointed_at())

    @work(group="annotate")
    async def action_edit(self) -> None:
        """Change or remove an annotation."""
        await self.opening.settled()
        if self.shown is not None:
            await self.annotating.edit(self.shown, self.selecting.selection_spans(), self._here())

    def action_undo(self) -> None:
        """Take the last change back."""
        self.run_worker(self.annotating.undo(), group="annotate")

    def action_redo(self) -> None:
        """Make it again."""
        self.run_worker(self.annotating.redo(), group="annotate")

    @work(group="annotate")
    async def action_annotations(self) -> None:
        """List every annotation, and go to the one chosen."""
        await self.annotating.go_to_one()

    @cached_property
    def marking(self) -> Marking:
        """Highlights and copies; loaded when first wanted."""
        from reader.tui.marking import Marking

        return Marking(self, self.session)

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

    @work(group="copy")
    async def action_copy(self, source: bool) -> None:
        """Copy the selection as it is shown, or as it stands in the file."""
        await self.marking.copy(source=source)

    def action_copy_or_quit(self) -> None:
        """Copy the selection; without one, quit."""
        if self.selecting.selection_spans():
            self.action_copy(False)
        else:
            self.app.exit()

    def on_article_pane_mark_clicked(self, event: ArticlePane.MarkClicked) -> None:
        """A click on a mark says what it is."""
        if event.pane is self.pane:
            self._say_clicked(event.annotation_id)

    def on_raw_caret_mark_clicked(self, event: RawCaret.MarkClicked) -> None:
        """The same, in the raw text of the page."""
        if self.panes.in_raw is not None:
            self._say_clicked(event.annotation_id)

    def _say_clicked(self, annotation_id: str) -> None:
        self._clicked = annotation_id
        for one in self._here()[:1]:
            said = " · ".join(one_line(part) for part in (one.annotation.tag, one.annotation.note) if part)
            self.show_briefly(said or _("highlight"))
