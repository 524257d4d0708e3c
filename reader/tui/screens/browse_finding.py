"""The commands of the main screen that find: in the article, in the tree and in the whole library."""

from __future__ import annotations

from typing import Any

from textual import work

from reader.tui.screens.browse import BrowseScreen


class Finding(BrowseScreen):
    """Searches, their hits and the filter of the tree, and Esc, which ends them."""

    async def action_prompt(self) -> None:
        """Search the article, or filter the tree where the tree has the focus."""
        await self.searching.prompt()

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
        from reader.tui.screens.library_search import LibrarySearch

        tree = self.tree_view
        goal = await self.app.push_screen_wait(LibrarySearch(self.session, tree.fitting, tree.typed))
        if goal is not None:
            self.side.visits.leave()
            self.side.searching.arrive(goal.query, goal.mode, goal.spans)
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
        if self.selecting.selection_spans():
            self.selecting.clear_selection()
        elif self.searching.found.query:
            self.searching.clear()
        elif not self.tree_view.clear_choice():
            if self.tree_view.wanted:
                self.searching.clear_filter()
            else:
                self.library.cancel()
        self.show_status()
