"""The commands of the main screen that change how it looks: the script, the column, the panes."""

from __future__ import annotations

from textual import work

from reader.messages import _
from reader.tui.screens.browse import BrowseScreen


class Looks(BrowseScreen):
    """How the text is set, and what stands beside it."""

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
