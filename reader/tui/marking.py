"""Marking passages fast: copy a selection, put the last highlight on it, highlight all hits of a search."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING

from reader.annotations.history import Change
from reader.files import problem_of
from reader.messages import _, ngettext
from reader.text.spans import Spans, text_of
from reader.tui import copying
from reader.tui.session import Session
from reader.tui.views import Shown

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen


class Marking:
    """These commands of one main screen."""

    def __init__(self, screen: BrowseScreen, session: Session) -> None:
        self._screen = screen
        self._session = session
        self._tags: tuple[str | None, ...] = ()
        """The tags of the last highlight; `None` for one without, nothing before the first."""

    # -- copying

    async def copy(self, *, source: bool) -> None:
        """Copy the selection as it is shown, or as it stands in the file."""
        screen = self._screen
        spans = screen.selecting.selection_spans()
        if source and screen.shown is not None:
            text = text_of(screen.shown.page.source.text, spans)
        else:
            text = screen.selecting.selected_text()
        text = copying.plain(text)
        if not text:
            self._ask_for_a_selection()
            return
        if not copying.too_long(text):
            screen.app.copy_to_clipboard(text)
        try:
            path = await asyncio.to_thread(copying.keep, text)
        except OSError as error:
            screen.tell(_("Nothing was copied: {problem}").format(problem=problem_of(error)), error=True)
            return
        count = ngettext("{count} character copied", "{count} characters copied", len(text)).format(count=len(text))
        if path is None:
            screen.show_briefly(count)
        else:
            from reader.tui.typed_path import shown_path

            sentence = _("{copied}; this terminal may not have taken the text, so it also stands in {file}.")
            screen.tell(sentence.format(copied=count, file=shown_path(path)))

    def _ask_for_a_selection(self) -> None:
        sentence = _("Select a passage first: {key} and the arrow keys, or drag with the mouse.")
        self._screen.tell(sentence.format(key=self._screen.key("pane.select", "v")))

    # -- highlighting

    async def highlight(self, shown: Shown, spans: Spans) -> None:
        """Highlight the selection, in the colour of a tag that is asked for."""
        if not spans:
            self._ask_for_a_selection()
            return
        answer = await self._screen.annotating.ask_tag(_("Highlight"), Counter(), 0)
        if answer is not None:
            self._tags = answer.add or (None,)
            await self._put(shown, spans)

    async def repeat(self, shown: Shown, spans: Spans) -> None:
        """Highlight the selection as the last one was."""
        if self._tags:
            await self._put(shown, spans)
        else:
            sentence = _("There is no highlight to repeat yet: make one with {key}.")
            self._screen.tell(sentence.format(key=self._screen.key("highlight", "h")))

    async def _put(self, shown: Shown, spans: Spans) -> None:
        changes = [change for tag in self._tags for change in self._session.highlight(shown, spans, tag)]
        if await self._screen.annotating.save(changes, _("highlight")):
            self._screen.selecting.clear_selection()

    async def highlight_hits(self) -> None:
        """Highlight every hit of the search in the article, in the colour of a tag that is asked for once."""
        screen = self._screen
        found, shown = screen.searching.found, screen.shown
        if shown is None or not found.hits:
            screen.tell(_("Search for something first: all that is found is highlighted then."))
            return
        hits = screen.searching.passages()
        count = ngettext("Highlight {count} hit", "Highlight {count} hits", len(hits)).format(count=len(hits))
        answer = await screen.annotating.ask_tag(count, Counter(), 0)
        if answer is None:
            return
        self._tags = answer.add or (None,)
        changes = await asyncio.to_thread(self._on_hits, shown, hits)
        label = ngettext("{count} hit highlighted", "{count} hits highlighted", len(hits)).format(count=len(hits))
        await screen.annotating.save(changes, label)

    def _on_hits(self, shown: Shown, hits: list[Spans]) -> list[Change]:
        made = self._session.highlight
        return [change for spans in hits if spans for tag in self._tags for change in made(shown, spans, tag)]
