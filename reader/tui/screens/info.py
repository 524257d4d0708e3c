"""What is known of the article that is shown: its size, its issue, its keywords, its file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.library.decode import printable
from reader.library.describing import SCRIPT_NAMES, amounts, basis_text
from reader.library.one_line import one_line
from reader.messages import N_, _, ngettext
from reader.newspaper.model import DOUBTFUL
from reader.text.keywords import Keywords, keywords
from reader.text.script import detect
from reader.text.spans import text_of
from reader.tui.keymap import key_for
from reader.tui.screens.dialog import Dialog, Scroll
from reader.tui.typed_path import shown_path

if TYPE_CHECKING:
    from reader.tui.views import Shown


class InfoScreen(Dialog[None]):
    """A table; the keywords come when jieba has weighed them."""

    PLACE = "info"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i,q", "leave", N_("Back from what is said about the article"), show=False, id="info.leave")
    ]

    def __init__(self, shown: Shown, title: str) -> None:
        super().__init__(one_line(title, 60) or _("Information"), [("Esc", _("back"))])
        self._shown = shown
        self._table = Static(id="info-table")

    def body(self) -> ComposeResult:
        """The table."""
        with Scroll(id="info"):
            yield self._table

    def on_mount(self) -> None:
        """Say what is known at once; weigh the words in a thread."""
        self._show(None)
        text = "\n".join(block.text.text for block in self._shown.view.blocks)
        self.run_worker(partial(self._weigh, text), thread=True, exclusive=True, group="keywords")

    def _weigh(self, text: str) -> None:
        found = keywords(text)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, found)

    def _show(self, found: Keywords | None) -> None:
        table = Table.grid(padding=(0, 2, 0, 0))
        for label, value in (*self._facts(), *_keyword_rows(found), *self._file()):
            table.add_row(Text(label, "dim", no_wrap=True), Text(printable(value), overflow="fold"))
        self._table.update(table)

    def _facts(self) -> Iterable[tuple[str, str]]:
        page, article = self._shown.page, self._shown.article
        size = amounts(page.source, article)
        characters = ngettext("{count} character", "{count} characters", size.characters)
        han = _("{count} of them Han").format(count=f"{size.han:,}")
        yield _("Length"), f"{characters.format(count=f'{size.characters:,}')} · {han}"
        paragraphs = ngettext("{number} paragraph", "{number} paragraphs", size.paragraphs)
        yield _("Paragraphs"), paragraphs.format(number=size.paragraphs)
        if article.by_hand:
            key = key_for("corrections", "C", getattr(self.app, "keys", {}))
            yield _("By hand"), _("corrected; {key} lists the corrections").format(key=key)
        script = SCRIPT_NAMES[detect(text_of(page.source.text, article.spans))]
        yield _("Script"), _(script) if script else _("none that can be told")
        issue = page.issue
        if issue.newspaper:
            yield _("Newspaper"), issue.newspaper
        date = issue.date.isoformat() if issue.date else _("date unknown")
        yield _("Date"), f"{date} ({basis_text(issue.date_basis)})" if issue.date_basis else date
        pages = [part.page.issue.page or "?" for part in self._shown.parts]
        if any(page != "?" for page in pages):
            yield _("Page"), ", ".join(pages)
        worst = min([article.confidence, *(block.confidence for block in article.blocks)])
        sure = _("{percent} % sure").format(percent=round(100 * worst))
        yield _("Recognition"), f"{sure} · {_('doubtful')}" if worst < DOUBTFUL else sure

    def _file(self) -> Iterable[tuple[str, str]]:
        for part in self._shown.parts:
            yield _("File"), str(shown_path(part.entry.absolute))
        yield _("Encoding"), self._shown.page.source.encoding


def _keyword_rows(found: Keywords | None) -> Iterable[tuple[str, str]]:
    waiting = _("loading the words…")
    none = _("none")
    yield _("Keywords (TF-IDF)"), waiting if found is None else " ".join(found.tfidf) or none
    yield _("Keywords (TextRank)"), waiting if found is None else " ".join(found.textrank) or none
