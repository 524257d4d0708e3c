"""What the user does to the text: tag, highlight, note, change, undo. Asks by dialogs, saves off the UI thread."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Literal

from reader.annotations.history import Change, Step, edited
from reader.annotations.model import MARKS, Annotation, Kind
from reader.annotations.placements import Placed
from reader.annotations.tagset import TagChange
from reader.errors import ReaderError
from reader.library.decode import printable
from reader.library.one_line import one_line
from reader.messages import _, ngettext
from reader.newspaper.compose import label_text
from reader.newspaper.model import Article, Page
from reader.text.spans import Spans, text_of
from reader.tui.session import Session
from reader.tui.signing import signed
from reader.tui.views import Shown
from reader.tui.widgets.tree_rows import Key

if TYPE_CHECKING:
    from reader.library.catalogue import Entry
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.screens.tag_dialog import TagAnswer
    from reader.tui.widgets.choice_list import Choice


class Annotating:
    """The annotating commands of one main screen. Every coroutine runs in a worker of that screen."""

    def __init__(self, screen: BrowseScreen, session: Session) -> None:
        self._screen = screen
        self._session = session
        self._saving = asyncio.Lock()
        self._drafts: dict[str, str] = {}
        self._told = len(session.store.notices)

    # -- tags

    async def tag(self, targets: Sequence[Key]) -> None:
        """Ask for a tag, and put it on the articles meant or take it off."""
        if not targets:
            self._screen.tell(_("No article is chosen."))
            return
        present: Counter[str] = Counter()
        try:
            for path, article_id in targets:
                present.update(self._session.tags(self._session.catalogue.entry(path)).get(article_id, ()))
        except ReaderError as error:
            self._screen.tell(str(error), error=True)
            return
        title = ngettext("Tag this article", "Tag {count} articles", len(targets)).format(count=len(targets))
        answer = await self.ask_tag(title, present, len(targets))
        if answer is None:
            return
        if answer.remove is not None:
            changes = self._session.untag_articles(targets, answer.remove)
            await self.save(changes, _("untag {tag}").format(tag=answer.remove))
        else:
            await self.put_tags(targets, answer.add)

    async def put_tags(self, targets: Sequence[Key], tags: Sequence[str]) -> None:
        """Put tags on articles."""
        if not tags or not targets:
            return
        self._session.last_tags = tuple(tags)
        async with self._saving:
            try:
                articles = await self._articles(targets)
            except ReaderError as error:
                self._screen.tell(str(error), error=True)
                return
            changes = self._session.tag_articles(articles, tags)
            if changes:
                await self._commit(changes, _("tag {tags}").format(tags=" ".join(tags)))
            else:
                self._screen.tell(_("They have that tag already."))

    async def repeat(self, targets: Sequence[Key]) -> None:
        """Put the last tags on these articles too."""
        if self._session.last_tags:
            await self.put_tags(targets, self._session.last_tags)
        else:
            sentence = _("There is no tag to repeat yet: put one on with {key}.")
            self._screen.tell(sentence.format(key=self._screen.key("tag", "t")))

    async def ask_tag(self, title: str, present: Counter[str], meant: int) -> TagAnswer | None:
        """Ask for a tag; `present` counts those on the `meant` articles, 0 where a passage is meant."""
        from reader.tui.screens.tag_dialog import TagDialog

        session = self._session
        tags = session.tags_to_offer()
        dialog = TagDialog(title, tags, present, meant, session.colour_of, session.store.tagset)
        return await self._screen.app.push_screen_wait(dialog)

    async def _articles(self, targets: Iterable[Key]) -> list[tuple[Entry, Page, Article]]:
        return await asyncio.to_thread(self._load_articles, list(targets))

    def _load_articles(self, targets: list[Key]) -> list[tuple[Entry, Page, Article]]:
        found = []
        for path, article_id in targets:
            page = self._session.catalogue.load(self._session.catalogue.entry(path))
            article = page.article(article_id)
            if article is not None:
                found.append((self._session.catalogue.entry(path), page, article))
        return found

    # -- passages

    async def note(self, shown: Shown, spans: Spans, at: Sequence[Placed]) -> None:
        """Write a note on the selection, on the highlight at the place, or on the whole article."""
        target = next((one for one in at if one.annotation.kind is not Kind.TAG), None)
        if not spans and target is not None:
            await self._edit_note(target.annotation)
            return
        on_article = [one for one in self._session.placed_on(shown) if one.annotation.target.article]
        known = next((one.annotation for one in on_article if one.annotation.kind is Kind.NOTE), None)
        if not spans and known is not None:
            await self._edit_note(known)
            return
        quote = text_of(shown.page.source.text, spans) if spans else _article_name(shown)
        key = f"{shown.article.id}{spans}"
        text = await self._ask_note(_("Note"), quote, "", key=key)
        if text and await self._save_note(self._session.note(shown, spans, text), _("note"), key, text):
            self._screen.selecting.clear_selection()

    async def _edit_note(self, annotation: Annotation) -> None:
        text = await self._ask_note(_("Note"), annotation.target.quote, annotation.note or "", key=annotation.id)
        if text is None or text == (annotation.note or ""):
            return
        if not text and annotation.kind is Kind.NOTE:
            await self.save([Change(annotation, None)], _("delete note"))
            return
        label = _("change note") if annotation.note else _("note")
        change = edited(annotation, tag=annotation.tag, note=text or None)
        await self._save_note([change], label, annotation.id, text)

    async def _save_note(self, changes: Sequence[Change], label: str, key: str, text: str) -> bool:
        """Save a note; one that could not be saved is there again the next time."""
        saved = await self.save(changes, label)
        if not saved:
            self._keep_draft(key, text)
        return saved

    def _keep_draft(self, key: str, text: str) -> None:
        self._drafts[key] = text
        sentence = _("The note is kept as a draft until you leave: {key} opens it again.")
        self._screen.tell(sentence.format(key=self._screen.key("note", "m")))

    @property
    def has_drafts(self) -> bool:
        """Whether a note was begun and not saved."""
        return bool(self._drafts)

    async def _ask_note(self, title: str, quote: str, note: str, key: str) -> str | None:
        from reader.tui.screens.note_dialog import NoteDialog

        dialog = NoteDialog(title, one_line(quote, 200), self._drafts.pop(key, note))
        answer = await self._screen.app.push_screen_wait(dialog)
        if answer is None and dialog.draft.strip() and dialog.draft.strip() != note:
            self._keep_draft(key, dialog.draft)
        return answer

    # -- what is there already

    async def edit(self, shown: Shown, spans: Spans, at: Sequence[Placed]) -> None:
        """Change or remove one of the annotations at the place."""
        placed_here = [one for one in self._session.placed_on(shown) if one.annotation.kind in MARKS]
        whole = [one for one in placed_here if one.annotation.target.article]
        # With a selection that touches none, any passage of the article may be meant to be put there.
        passages = list(at) or ([one for one in placed_here if one not in whole] if spans else [])
        candidates = [*passages, *whole]
        if not candidates:
            self._screen.tell(_("There is no annotation here."))
            return
        placed = candidates[0]
        if len(candidates) > 1:
            choices = [self._annotation_choice(one) for one in candidates]
            answer = await self._screen.choose(_("Which annotation?"), choices)
            if not isinstance(answer, Placed):
                return
            placed = answer
        await self._change(shown, placed.annotation, spans)

    def _annotation_choice(self, placed: Placed) -> Choice:
        from reader.tui.widgets.choice_list import Choice

        one = placed.annotation
        text = " · ".join(one_line(part, 40) for part in (one.tag, one.target.quote, one.note) if part)
        colour = self._session.colour_of.get(one.tag) if one.tag else None
        return Choice(text, placed, colour=colour, right=_("article") if one.target.article else "")

    async def _change(self, shown: Shown, annotation: Annotation, spans: Spans) -> None:
        from reader.tui.widgets.choice_list import Choice

        choices = []
        if spans and not annotation.target.article:
            choices.append(Choice(_("Put it on the selection"), "recut"))
        if annotation.kind is not Kind.NOTE:
            choices.append(Choice(_("Another tag…"), self._retag))
        choices.append(Choice(_("Note…"), self._edit_note))
        choices.append(Choice(_("Delete"), self._delete))
        title = one_line(annotation.tag or annotation.note or annotation.target.quote, 30)
        answer = await self._screen.choose(title, choices)
        if answer == "recut":
            if await self.save(self._session.recut(shown, annotation, spans), _("re-cut")):
                self._screen.selecting.clear_selection()
        elif answer is not None:
            command: Callable[[Annotation], Awaitable[None]] = answer  # type: ignore[assignment]
            await command(annotation)

    async def _delete(self, annotation: Annotation) -> None:
        await self.save([Change(annotation, None)], _("delete"))

    async def _retag(self, annotation: Annotation) -> None:
        answer = await self.ask_tag(_("Another tag"), Counter(), 0)
        if answer is None or (not answer.add and annotation.kind is Kind.TAG):
            return
        tag = answer.add[0] if answer.add else None
        await self.save([edited(annotation, tag=tag, note=annotation.note)], _("change tag"))

    async def go_to_one(self) -> None:
        """List every annotation, and go to the one chosen."""
        from reader.tui.screens.annotation_list import AnnotationList

        session, screen = self._session, self._screen
        if not session.store.all():
            sentence = _(
                "There are no annotations yet: {tag} tags an article, {highlight} highlights a selection, "
                "{note} writes a note."
            )
            key = screen.key
            screen.tell(sentence.format(tag=key("tag", "t"), highlight=key("highlight", "h"), note=key("note", "m")))
            return
        one = await screen.app.push_screen_wait(AnnotationList(session))
        if one is None:
            return
        if one.path is None or one.spans is None:
            screen.tell(_("Its text is no longer in the library; the annotation is kept."))
            return
        spans = None if one.annotation.target.article else one.spans
        screen.side.go_to((one.path, one.article_id or ""), spans)

    # -- saving

    async def save(
        self, changes: Sequence[Change], label: str, tags: Sequence[TagChange] = (), place: int | None = None
    ) -> bool:
        """Save changes; on the screen they are only when they are on the disk. Returns whether they are.

        Args:
            changes: what to add, change or remove.
            label: what was done, for the history and the status line.
            tags: changes of the tag set.
            place: the source offset at which a page is shown again that is corrected by them; where it was, if `None`.
        """
        if not changes and not tags:
            return False
        async with self._saving:
            return await self._commit(changes, label, tags, place)

    async def undo(self) -> None:
        """Take the last change back."""
        earlier = _("Undone, though made in an earlier session: {step}.")
        await self._step(self._session.store.undo, _("undone: {label}"), earlier, _("There is nothing to undo."))

    async def redo(self) -> None:
        """Make the last change that was taken back again."""
        earlier = _("Made again, as it was in an earlier session: {step}.")
        await self._step(self._session.store.redo, _("redone: {label}"), earlier, _("There is nothing to redo."))

    async def _step(self, step: Callable[[], Step | None], done: str, earlier: str, nothing: str) -> None:
        """Go a step back or forth, and say which; of one of another day also when and where it was made."""
        async with self._saving:
            taken = await self._write(step)
        if isinstance(taken, Step):
            told = told_in_full(taken) if taken.made else taken.label
            self._screen.show_saved(done.format(label=told))
            if taken.made:
                self._screen.tell(earlier.format(step=told))
        elif taken is None:
            self._screen.show_saved("")
            self._screen.tell(nothing)

    async def _commit(
        self, changes: Sequence[Change], label: str, tags: Sequence[TagChange] = (), place: int | None = None
    ) -> bool:
        mine = await signed(self._screen.app, self._session, changes)
        if await self._write(lambda: self._session.commit(mine, label, tags), mine, place) is False:
            return False
        self._screen.show_saved(_("saved: {label}").format(label=label))
        return True

    async def _write(
        self, write: Callable[[], Step | None], changes: Sequence[Change] = (), place: int | None = None
    ) -> Step | Literal[False] | None:
        """Write to the store in a thread; `False` if it failed, which is told."""
        self._screen.show_saved(_("saving…"))
        try:
            step = await asyncio.to_thread(write)
        except ReaderError as error:
            self._screen.show_saved(_("NOT SAVED"))
            self._screen.tell(str(error), error=True)
            return False
        finally:
            changed = self._session.refresh()
            self.tell_notices()
            self._screen.annotations_changed(changed)
        await self._correct([*changes, *(step.changes if step else ())], place)
        return step

    async def _correct(self, changes: Iterable[Change], place: int | None) -> None:
        """Show what is corrected now; at a source offset, if one is given."""
        paths = set(await asyncio.to_thread(self._session.catalogue.correct))
        # Who read such a page in the meantime knows it corrected already; the reader is to see it all the same.
        ones = (change.after or change.before for change in changes)
        paths |= {one.target.path for one in ones if one and one.kind is Kind.CORRECTION}
        if paths:
            self._screen.pages_corrected(sorted(paths), place)

    def tell_notices(self) -> None:
        """Say what the store found out since the last time: a damaged file, another folder."""
        notices = self._session.store.notices
        for sentence in notices[self._told :]:
            self._screen.tell(sentence, error=True)
        self._told = len(notices)


def told_in_full(step: Step) -> str:
    """A step of an earlier session: what, when (by the clock of this machine), and in which file."""
    from datetime import datetime

    with suppress(ValueError, OverflowError, OSError):
        when = datetime.fromisoformat(step.made).astimezone().strftime("%Y-%m-%d %H:%M")
        told = _("{label}, made {when}").format(label=step.label, when=when)
        paths = step.paths
        if len(paths) == 1:
            return _("{step}, in {file}").format(step=told, file=printable(paths[0]))
        if paths:
            count = ngettext("{step}, in {count} file", "{step}, in {count} files", len(paths))
            return count.format(step=told, count=len(paths))
        return told
    return step.label


def _article_name(shown: Shown) -> str:
    return label_text(shown.page.source, shown.article, 60)[0]
