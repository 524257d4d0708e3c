"""Bookmarks: places to come back to, each by a letter; one of a letter in the library for each annotator.

They are stored as annotations, and so are found again in a corrected file, can be undone and exported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.annotations.history import Change, edited
from reader.annotations.model import Annotation, Kind, letter_of, new_annotation
from reader.annotations.passages import passage_at
from reader.annotations.placements import Placed
from reader.library.decode import printable
from reader.library.joined import part_at
from reader.library.one_line import one_line
from reader.messages import _
from reader.tui.session import Session

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.screens.dialog import Hint
    from reader.tui.widgets.choice_list import Choice


class Bookmarks:
    """The bookmarks of one main screen."""

    def __init__(self, screen: BrowseScreen, session: Session) -> None:
        self._screen = screen
        self._session = session

    # -- setting

    def ask_where_to_set(self) -> None:
        """Set a bookmark at the place, by the letter of the next key; again at that place, take it away."""
        if self._screen.shown is not None:
            self._ask(_("Bookmark here"), [("", _("a–z, 0–9: the letter")), ("Esc", _("back"))], self._set)

    def _set(self, letter: str | None) -> None:
        if letter:
            self._screen.run_worker(self._save(letter), group="annotate")

    async def _save(self, letter: str) -> None:
        await self._screen.opening.settled()
        shown, pane = self._screen.shown, self._screen.pane
        if shown is None:
            return
        part = part_at(shown.parts, pane.place_meant())
        source, path = part.page.source, part.entry.path
        before = [one for one in self._own() if letter_of(one) == letter]
        for one in before:
            placed = self._placed(one)
            if placed and placed.path == path and placed.spans:
                start = placed.spans[0][0]
                if pane.begins_here(part.base + start):
                    await self._screen.annotating.save(
                        [Change(one, None)], _("bookmark {letter} taken away").format(letter=letter)
                    )
                    return
        target = passage_at(source, path, pane.place_meant() - part.base, part.article.spans)
        if before:
            # Two of a letter come of two files that were merged: one of them moves, the other goes.
            changes = [edited(before[0], tag=before[0].tag, note=before[0].note, target=target)]
            changes += [Change(one, None) for one in before[1:]]
        else:
            made = new_annotation(Kind.BOOKMARK, target, self._session.annotator, body={"letter": letter})
            changes = [Change(None, made)]
        await self._screen.annotating.save(changes, _("bookmark {letter}").format(letter=letter))

    # -- going

    def ask_where_to_go(self) -> None:
        """Go to the bookmark of the next key."""
        if self._own():
            hints = [("", _("a–z, 0–9: its letter")), ("Enter", _("the one chosen")), ("Esc", _("back"))]
            self._ask(_("To a bookmark"), hints, self._go)
        else:
            from reader.tui.screens.letter_dialog import refuse

            sentence = _("There are no bookmarks yet: {key} and a letter sets one.")
            sentence = sentence.format(key=self._screen.key("bookmark.set", "B"))
            refuse(self._screen, _("To a bookmark"), sentence)

    def _go(self, letter: str | None) -> None:
        if not letter:
            return
        one = next((one for one in self._own() if letter_of(one) == letter), None)
        if one is None:
            self._screen.tell(_("There is no bookmark {letter}.").format(letter=letter))
            return
        placed = self._placed(one)
        if placed is None or placed.path is None or placed.spans is None:
            self._screen.tell(_("The words of bookmark {letter} are no longer in the library.").format(letter=letter))
            return
        key = (placed.path, placed.article_id or "")
        self._screen.side.go_to(key, placed.spans, placed.spans[0][0])

    # -- those there are

    def _ask(self, title: str, hints: Sequence[Hint], answer: Callable[[str | None], None]) -> None:
        from reader.tui.screens.letter_dialog import LetterDialog

        choices = [self._choice(one) for one in sorted(self._own(), key=letter_of)]
        self._screen.app.push_screen(LetterDialog(title, hints, choices), answer)

    def _own(self) -> list[Annotation]:
        """The annotator's bookmarks, the one set last first."""
        mine = self._session.annotator
        found = [one for one in self._session.store.all() if one.kind is Kind.BOOKMARK]
        return sorted((one for one in found if one.annotator == mine and letter_of(one)), key=_set_at, reverse=True)

    def _placed(self, one: Annotation) -> Placed | None:
        """Where a bookmark stands; mostly in the file that it names."""
        placements = self._session.placements
        named = (placed for placed in placements.of(one.target.path) if placed.annotation.id == one.id)
        return next(named, None) or next(
            (placed for placed in placements.all() if placed.annotation.id == one.id), None
        )

    def _choice(self, one: Annotation) -> Choice:
        from reader.tui.widgets.choice_list import Choice

        placed = self._placed(one)
        path = placed.path if placed and placed.path else one.target.path
        gone = placed is None or placed.spans is None
        title = one_line(self._session.title_of(placed)) if placed else ""
        letter = letter_of(one)
        return Choice(one_line(one.target.quote), letter, right=title or printable(path), mark=letter, dim=gone)


def _set_at(one: Annotation) -> str:
    return one.modified
