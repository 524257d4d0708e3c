"""The commands of the main screen that go somewhere: articles, other pages, visits, bookmarks, repeated passages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.tui.screens.browse import BrowseScreen
from reader.tui.widgets.article_pane import ArticlePane
from reader.tui.widgets.issue_tree import IssueTree

if TYPE_CHECKING:
    from reader.tui.bookmarks import Bookmarks
    from reader.tui.outlining import Outlining


class Going(BrowseScreen):
    """What the reader goes on to, and comes back to."""

    def action_article(self, step: int) -> None:
        """Show the next or previous article of the tree, as it is filtered."""
        self.opening.next(step, self._times())

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

    def on_issue_tree_article_chosen(self, event: IssueTree.ArticleChosen) -> None:
        """Show what was chosen in the tree, and go there."""
        spans = event.section.spans if event.section else None
        self.side.go_to(event.key, spans, spans[0][0] if spans else None)

    def on_issue_tree_outline_wanted(self, event: IssueTree.OutlineWanted) -> None:
        """Show the outline of the article under the cursor."""
        self.outlining.ask(event.key)

    def action_other_place(self) -> None:
        """Go to where the passage stands too."""
        self.repeating.other()

    def action_skip_repeats(self) -> None:
        """Fold passages that stood before, or show them."""
        self.repeating.toggle_skipping()

    def action_open_repeat(self) -> None:
        """Open a folded passage, or fold it again."""
        self.repeating.toggle_fold()

    @cached_property
    def bookmarks(self) -> Bookmarks:
        """The bookmarks; loaded when one is first set or gone to."""
        from reader.tui.bookmarks import Bookmarks

        return Bookmarks(self, self.session)

    @cached_property
    def outlining(self) -> Outlining:
        """The outlines in the tree; loaded when one is first opened."""
        from reader.tui.outlining import Outlining

        return Outlining(self, self.session)
