"""Corrections by hand: what the keys after `c` do to the page that is shown, and the list of all corrections.

What is meant is the selection, else the paragraph of the caret, else the first paragraph that begins in view.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.correcting import new_correction
from reader.annotations.history import Change
from reader.errors import ReaderError
from reader.library.joined import PagePart, part_at, pieces
from reader.library.one_line import one_line
from reader.messages import _
from reader.newspaper import asserting
from reader.newspaper.amending import same
from reader.newspaper.compose import label_text, title_text
from reader.newspaper.corrections import Correction, Form, apply
from reader.newspaper.model import HEADLINE, REST, Article, Block, Page, Role
from reader.newspaper.steadying import steadied
from reader.text.spans import Spans, intersection, text_of
from reader.tui.session import Session
from reader.tui.views import Shown
from reader.tui.widgets.choice_list import Choice

if TYPE_CHECKING:
    from reader.tui.keymap import Keymap
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.screens.correction_list import Told

ROLES: dict[str, Role] = {
    "t": Role.TITLE,
    "k": Role.KICKER,
    "u": Role.SUBTITLE,
    "b": Role.BYLINE,
    "c": Role.CAPTION,
    "o": Role.JUMP,
    "x": Role.PARAGRAPH,
    "f": Role.FURNITURE,
    "2": Role.DUPLICATE,
}
"""The letters that name a role."""


class Meant(NamedTuple):
    """What a correction is about."""

    path: str
    page: Page
    """As it is shown, with the corrections that there are."""
    article: Article
    machine: Page
    """As it was recognised."""
    known: tuple[Correction, ...]
    spans: Spans
    """What is selected; else the whole block."""
    place: int
    """The caret, or the start of the selection, else of the block."""
    blocks: tuple[Block, ...]
    """The blocks that are touched, in reading order."""
    selected: bool
    base: int
    """Where the page's text begins in that of the view, which may hold several pages."""

    def neighbour(self, step: int) -> Article | None:
        """The article before or after this one on the page."""
        ids = [article.id for article in self.page.articles]
        number = ids.index(self.article.id) + step if self.article.id in ids else -1
        return self.page.articles[number] if 0 <= number < len(ids) else None


class Correcting:
    """The corrections of one main screen. Every coroutine runs in a worker of that screen."""

    def __init__(self, screen: BrowseScreen, session: Session) -> None:
        self._screen = screen
        self._session = session

    def ask(self) -> None:
        """Correct what is shown, by the letter of the next key."""
        shown = self._screen.shown
        if shown is None:
            return
        from reader.tui.screens.correct_menu import CorrectMenu

        part, selection, caret = self._pointed(shown)
        text = part.page.source.text
        quote = one_line("".join(text_of(text, selection or _rest_of_block(part.page, caret))[:60].split()), 24)
        self._screen.app.push_screen(CorrectMenu(quote), self._chosen)

    def _place(self) -> int:
        """The source offset that is meant: of the caret, else where the first paragraph that begins in view does.

        In the raw text, of the caret or of the row with the cursor.
        """
        pane, shown, raw = self._screen.pane, self._screen.shown, self._screen.panes.in_raw
        if raw is not None:
            return raw.base + raw.place_meant()
        if self._screen.caret_on or shown is None:
            return pane.place_meant()
        starts = [block.text.source_place(0) for block in shown.view.blocks]
        if pane.place in starts:
            return pane.place
        return next((start for start in starts if pane.in_sight(start)), pane.place_meant())

    def _pointed(self, shown: Shown) -> tuple[PagePart, Spans, int]:
        """The page that is meant, what is selected on it, and the place; in its own offsets.

        Of an article that is read as one with its continuations only the half that the caret is in is corrected.
        """
        raw = self._screen.panes.in_raw
        selection = (self._screen.pane if raw is None else raw).selection_spans()
        place = self._place()
        if selection and not self._exact:
            place = selection[0][0]
        parts = shown.parts
        part = part_at(parts, place)
        own = next((spans for one, spans in pieces(parts, selection) if one is part), ())
        return part, own, place - part.base if raw is None else _in_block(part.page, place - part.base)

    @property
    def _exact(self) -> bool:
        """Whether a caret says what is meant."""
        raw = self._screen.panes.in_raw
        return raw.caret_on if raw is not None else self._screen.caret_on

    def _chosen(self, letter: str | None) -> None:
        if letter:
            self._screen.run_worker(self._correct(letter), group="annotate")

    async def _correct(self, letter: str) -> None:
        await self._screen.opening.settled()
        shown = self._screen.shown
        if shown is None:
            return
        pointed, exact = self._pointed(shown), self._exact
        anywhere = self._screen.panes.in_raw is not None  # what stands in another article can be meant there
        try:
            meant = await asyncio.to_thread(self._meant, *pointed, exact, anywhere)
        except ReaderError as error:
            self._screen.tell(str(error), error=True)
            return
        if meant is None:
            return
        if letter == "m":
            await self._move(meant)
        elif letter == "a":
            await self._join_another(meant)
        elif letter == "r":
            await self._retitle(meant)
        elif letter == "d":
            await self._describe_issue(meant)
        elif letter in ROLES:
            await self._give_role(meant, ROLES[letter])
        else:
            await self._boundary(meant, letter)

    def _meant(self, part: PagePart, selection: Spans, caret: int, exact: bool, anywhere: bool) -> Meant | None:
        catalogue = self._session.catalogue
        path = part.entry.path
        entry = catalogue.entry(path)
        machine, page = catalogue.recognised(entry), catalogue.load(entry)
        article = page.article(part.article.id)
        if article is None or page.source.sha256 != part.page.source.sha256:
            return None
        known = catalogue.corrector(path, page.source) if catalogue.corrector else ()
        wanted = selection or ((caret, caret + 1),)
        if anywhere and not intersection(article.spans, wanted):
            article = next((one for one in page.all_articles() if intersection(one.spans, wanted)), article)
        blocks = tuple(block for block in article.blocks if intersection(block.spans, wanted))
        if not blocks:
            before = [block for block in article.blocks if block.spans[0][0] <= caret]
            blocks = (max(before, key=lambda block: block.spans[0]) if before else article.blocks[0],)
        if selection:
            place, spans = selection[0][0], selection
        else:
            spans = tuple(span for block in blocks for span in block.spans)
            place = caret if exact and intersection(spans, wanted) else spans[0][0]
        return Meant(path, page, article, machine, known, spans, place, blocks, bool(selection), part.base)

    # -- the ways

    async def _boundary(self, meant: Meant, letter: str) -> None:
        """Where articles and paragraphs begin."""
        if letter in "sjJ" and self._belongs_to_none(meant):
            return
        if letter == "s":
            said = asserting.split(meant.article, meant.place)
            nothing = _("The article begins here already: put the caret ({key}) where another one begins.")
            nothing = nothing.format(key=self._screen.key("pane.select", "v"))
            await self._say(meant, said, _("article split"), nothing, meant.place)
        elif letter in "jJ":
            other = meant.neighbour(1 if letter == "j" else -1)
            if other is None:
                self._screen.tell(_("This is the last article.") if letter == "j" else _("This is the first article."))
                return
            first, second = (meant.article, other) if letter == "j" else (other, meant.article)
            await self._say(meant, asserting.join(first, second, meant.known), _("articles joined"))
        elif letter == "p":
            blocks = self._with_next(meant)
            if len(blocks) < 2:
                self._screen.tell(_("There is no paragraph after this one."))
            else:
                await self._say(meant, asserting.one_paragraph(blocks), _("one paragraph"))
        elif letter == "/":
            said = asserting.two_paragraphs(meant.article, meant.place)
            nothing = _("Put the caret ({key}) where the second paragraph begins.")
            nothing = nothing.format(key=self._screen.key("pane.select", "v"))
            await self._say(meant, said, _("paragraph divided"), nothing)
        else:
            said = asserting.crosshead(meant.page, meant.article, meant.spans)
            await self._say(meant, said, _("crosshead"))

    def _belongs_to_none(self, meant: Meant) -> bool:
        """Whether what is shown is no article, which is told."""
        if meant.article.id == REST:
            key = self._screen.key
            first, move, text = key("correct", "c"), key("correct.move", "m"), key("correct.text", "x")
            sentence = _("This belongs to no article: {move} moves it to one, {text} makes it text.")
            self._screen.tell(sentence.format(move=f"{first} {move}", text=f"{first} {text}"))
        return meant.article.id == REST

    async def _join_another(self, meant: Meant) -> None:
        """Ask which article of the page goes on in this one, or where this one goes on."""
        others = [article for article in meant.page.articles if article.id != meant.article.id]
        if self._belongs_to_none(meant) or not others:
            return
        number = meant.page.articles.index(meant.article)
        choices = [self._named(meant, article) for article in others]
        title = _("One article with which?")
        answer = await self._screen.choose(title, choices, max(0, number - 1))
        other = meant.page.article(str(answer)) if answer is not None else None
        if other is not None:
            earlier = meant.page.articles.index(other) < number
            first, second = (other, meant.article) if earlier else (meant.article, other)
            await self._say(meant, asserting.join(first, second, meant.known), _("articles joined"))

    @staticmethod
    def _named(meant: Meant, article: Article) -> Choice:
        label, dim = label_text(meant.page.source, article, 40)
        mark = "•" if article.id == meant.article.id else ""
        number = meant.page.articles.index(article) + 1
        return Choice(one_line(label), article.id, right=str(number), mark=mark, dim=dim)

    def _with_next(self, meant: Meant) -> Sequence[Block]:
        if len(meant.blocks) > 1:
            return meant.blocks
        at = meant.article.blocks.index(meant.blocks[0])
        return meant.article.blocks[at : at + 2]

    async def _give_role(self, meant: Meant, role: Role) -> None:
        from reader.newspaper.reasons import ROLE_NAMES

        said = asserting.role(meant.page, meant.spans, role)
        place = self._left_behind(meant) if role in (Role.FURNITURE, Role.DUPLICATE) else None
        await self._say(meant, said, _(ROLE_NAMES[role]), place=place)

    async def _retitle(self, meant: Meant) -> None:
        from reader.tui.screens.line_dialog import LineDialog

        if self._belongs_to_none(meant):
            return
        before = title_text(meant.page.source, meant.article)
        typed = await self._screen.app.push_screen_wait(LineDialog(_("The title reads"), before))
        if typed is None or typed == before:
            return
        if typed:
            await self._say(meant, asserting.title(meant.article, typed), _("title typed"))
            return
        ids = {one.id for one in meant.known if one.form is Form.TITLE and intersection(one.spans, meant.article.spans)}
        gone = [Change(one, None) for one in self._session.store.all() if one.id in ids]
        await self._screen.annotating.save(gone, _("title as printed"))

    async def _describe_issue(self, meant: Meant) -> None:
        from reader.tui.screens.issue_form import IssueForm

        typed = await self._screen.app.push_screen_wait(IssueForm(meant.page.issue))
        said = [one for field, value in (typed or {}).items() for one in asserting.issue(meant.page, field, value)]
        if said:
            await self._say(meant, said, _("issue corrected"))

    async def _move(self, meant: Meant) -> None:
        """Ask for the article and for the paragraph after which the passage comes."""
        spans = meant.spans if meant.selected else tuple(span for block in meant.blocks for span in block.spans)
        choices = [Choice(_("an article of its own"), "", mark="+")]
        choices += [self._named(meant, article) for article in meant.page.articles]
        answer = await self._screen.choose(_("To which article?"), choices)
        if answer is None:
            return
        after: Block | None = None
        if answer:
            home = meant.page.article(str(answer))
            after = await self._after(meant, home, spans) if home else None
            if after is None:
                return
        await self._say(meant, asserting.move(spans, after), _("moved"), place=self._left_behind(meant))

    async def _after(self, meant: Meant, home: Article, spans: Spans) -> Block | None:
        """The block after which it comes; the one before it in the file stands under the cursor."""
        blocks = [block for block in home.blocks if not intersection(block.spans, spans)]
        heads = [block for block in blocks if block.role in HEADLINE]
        places = [*heads[-1:], *(block for block in blocks if block.role not in HEADLINE)]
        if not places:
            self._screen.tell(_("There is nothing else in that article."))
            return None
        before = [block for block in places if block.spans[0] < spans[0]]
        near = places.index(max(before, key=lambda block: block.spans[0])) if before else 0
        text = meant.page.source.text
        choices = [
            Choice(
                _("at the beginning: under the headline") if block.role in HEADLINE
                else one_line(" ".join(text_of(text, block.spans)[-60:].split())),
                block,
                mark=str(number) if number < 10 else "",
            )
            for number, block in enumerate(places)
        ]  # fmt: skip
        answer = await self._screen.choose(_("After which paragraph?"), choices, near)
        return answer if isinstance(answer, Block) else None

    @staticmethod
    def _left_behind(meant: Meant) -> int | None:
        """A place in what is left of the article when what is meant goes."""
        at = meant.article.blocks.index(meant.blocks[0])
        rest = [block for block in meant.article.blocks if block not in meant.blocks]
        after = [block for block in meant.article.blocks[at:] if block in rest]
        return (after or rest)[0].spans[0][0] if rest else None

    # -- saying it

    async def _say(
        self, meant: Meant, said: Sequence[Correction], label: str, nothing: str = "", place: int | None = None
    ) -> None:
        """Save what is asserted, unless it is so already."""
        if not said:
            self._screen.tell(nothing or _("It is so already."))
            return
        changes = await asyncio.to_thread(self._changes, meant, said)
        if not changes:
            self._screen.tell(_("It is so already."))
            return
        place = None if place is None else place + meant.base
        if await self._screen.annotating.save(changes, _("correction: {what}").format(what=label), place=place):
            self._screen.selecting.clear_selection()

    def _changes(self, meant: Meant, said: Sequence[Correction]) -> list[Change]:
        by = self._session.annotator
        whole = steadied(meant.machine, meant.known, said, by)
        if same(meant.page, apply(meant.machine, [*meant.known, *whole])):
            return []
        source = meant.page.source
        return [Change(None, new_correction(source, meant.path, one, by)) for one in whole]

    # -- all of them

    async def show_all(self) -> None:
        """List every correction; go to one, take one away, decide between two."""
        from reader.tui.screens.correction_list import CorrectionList, told

        session, screen = self._session, self._screen
        while True:
            found = await asyncio.to_thread(told, session.catalogue, session.store)
            if not found:
                sentence = _("There are no corrections yet: {key} and a letter makes one.")
                screen.tell(sentence.format(key=screen.key("correct", "c")))
                return
            answer = await screen.app.push_screen_wait(CorrectionList(found))
            if answer is None:
                return
            act, one = answer
            if act == "go":
                self._go(one)
                return
            gone = await self._loser(one, found) if act == "decide" else [one]
            if gone is None:
                self._go(one)
                return
            changes = [Change(each.annotation, None) for each in gone]
            if changes:
                await screen.annotating.save(changes, _("correction taken away"))

    async def _loser(self, one: Told, found: Sequence[Told]) -> list[Told] | None:
        """Ask which of two corrections that contradict each other is right; the other one. `None`: to go and look."""
        from reader.tui.screens.correction_list import SIGNS, state_words

        others = [other for other in found if other.annotation.id == one.other]
        if not others:
            return []
        both = (others[0], one)
        keys: Keymap = getattr(self._screen.app, "keys", {})
        choices = [
            Choice(
                f"{each.annotation.annotator}: {each.words}",
                each,
                right=each.when if each is one else f"{state_words(each.state, keys)} · {each.when}",
                mark=SIGNS[each.state],
            )
            for each in both
        ]
        choices.append(Choice(_("look at the place first"), "look"))
        answer = await self._screen.choose(_("Which of them is right? The other is taken away."), choices)
        if answer == "look":
            return None
        return [each for each in both if each is not answer] if answer in both else []

    def _go(self, one: Told) -> None:
        if one.path is None or not one.spans:
            self._screen.tell(_("Its text is no longer in the library; the correction is kept."))
            return
        self._screen.side.go_to((one.path, ""), one.spans, one.spans[0][0])


def _in_block(page: Page, offset: int) -> int:
    """The first character from an offset on that stands in a block: in the file, there are spaces and `##` besides."""
    spans = (span for article in page.all_articles() for span in article.spans)
    return min((max(start, offset) for start, end in spans if end > offset), default=offset)


def _rest_of_block(page: Page, offset: int) -> Spans:
    """What comes from an offset on in the block that holds it; from there to the end of the text if none does."""
    blocks = (block.spans for article in page.all_articles() for block in article.blocks)
    held = next((spans for spans in blocks if intersection(spans, ((offset, offset + 1),))), None)
    rest = ((offset, len(page.source.text)),)
    return rest if held is None else intersection(held, rest)
