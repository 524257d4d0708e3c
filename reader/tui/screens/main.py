"""The main screen with all its commands."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.binding import BindingType

from reader.errors import ReaderError
from reader.messages import _
from reader.tui.screens import browse_keys
from reader.tui.screens.browse_finding import Finding
from reader.tui.screens.browse_going import Going
from reader.tui.screens.browse_keeping import Keeping
from reader.tui.screens.browse_looks import Looks


class MainScreen(Going, Finding, Keeping, Looks):
    """The commands by their subjects, and those that tell something or leave."""

    BINDINGS: ClassVar[list[BindingType]] = [*browse_keys.EVERYWHERE]

    _warned = False
    """Whether it was said that a note is not saved."""

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

    def action_help(self) -> None:
        """Show every key."""
        from reader.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen())

    def action_quit(self) -> None:
        """Quit; with a note that was begun and not saved, only the second time."""
        if self.annotating.has_drafts and not self._warned:
            self._warned = True
            sentence = _("A note is not saved: {note} opens it again; {quit} once more leaves without it.")
            self.tell(sentence.format(note=self.key("note", "m"), quit=self.key("quit", "q")), True)
        else:
            self.app.exit()
