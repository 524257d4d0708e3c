"""What the two lines at the foot say of where the user is: the status, and the keys that matter there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.library.catalogue import Entry
from reader.library.decode import printable
from reader.messages import N_, _, ngettext
from reader.text.script import Script
from reader.tui.keymap import Keymap, relabelled
from reader.tui.widgets.status_line import Status
from reader.tui.widgets.tree_names import dated

if TYPE_CHECKING:
    from reader.tui.screens.browse import BrowseScreen
    from reader.tui.views import Shown

SCRIPTS: dict[Script, str] = {
    Script.SOURCE: N_("原文"),
    Script.HANS: N_("简"),
    Script.HANT: N_("繁"),
    Script.TW: N_("台"),
    Script.HK: N_("港"),
}
"""The scripts in the order of the key `s` (简 last where the text is in it), with their short names."""

WRITTEN: dict[str, str] = {"hans": N_("简"), "hant": N_("繁"), "mixed": N_("简繁"), "neither": ""}
"""What a text is written in, with its short name."""

IN_TREE = (
    ("Enter", N_("read")),
    ("/", N_("filter")),
    ("t", N_("tag")),
    ("v", N_("choose")),
    ("Tab", N_("article")),
    ("q", N_("quit")),
    ("?", N_("help")),
)
ON_RAW = (
    ("↑ ↓", N_("line")),
    ("Enter", N_("read the article here")),
    ("/", N_("search")),
    ("v", N_("select")),
    ("r", N_("close the raw text")),
    ("Tab", N_("tree")),
    ("?", N_("help")),
)
WITH_SELECTION = (
    ("h", N_("highlight")),
    ("m", N_("note")),
    ("y", N_("copy")),
    ("+ -", N_("more, less")),
    ("&", N_("and also")),
    ("Esc", N_("back")),
    ("?", N_("help")),
)
WITH_CARET = (
    ("v", N_("select from here")),
    ("← → ↑ ↓", N_("move")),
    ("w b", N_("by word")),
    ("Esc", N_("back")),
    ("?", N_("help")),
)
WITH_JUMP = (("f", N_("other page")), ("F", N_("as one")))
AS_ONE = (("F", N_("apart")),)
READING = (
    ("Space", N_("page down")),
    ("J K", N_("article")),
    ("/", N_("search")),
    ("s", N_("script")),
    ("t", N_("tag")),
    ("v", N_("select")),
    ("m", N_("note")),
    ("Tab", N_("tree")),
    ("q", N_("quit")),
    ("a", N_("annotations")),
    ("e", N_("export")),
    ("?", N_("help")),
)


def hints(screen: BrowseScreen) -> list[tuple[str, str]]:
    """Keys and words for where the user is, the most useful first."""
    pairs: tuple[tuple[str, str], ...]
    if screen.searching.typing == "filter":
        pairs = (("Enter", N_("keep")), ("↑ ↓", N_("previous, next")), ("Esc", N_("back to where you were")))
        return _worded(screen, pairs, "filter")
    if screen.searching.typing:
        from reader.tui.widgets.search_bar import KEYS

        modes = [(key, words) for key, _mode, words in KEYS]
        pairs = (("Enter", N_("keep")), ("Tab", N_("next")), *modes, ("↑ ↓", N_("earlier")), ("Esc", N_("back")))
        return _worded(screen, pairs, "search")
    raw = screen.panes.in_raw
    place = "caret" if screen.caret_on else "article"
    if screen.focused is screen.tree_view:
        pairs, place = IN_TREE, "tree"
    elif raw is not None:
        pairs = WITH_SELECTION if raw.selection_spans() else WITH_CARET if raw.caret_on else ON_RAW
        place = "raw caret" if raw.caret_on else "raw"
    elif screen.pane.selection_spans():
        pairs = WITH_SELECTION
    elif screen.caret_on:
        pairs = WITH_CARET
    else:
        jump = AS_ONE if screen.shown and screen.shown.joined else WITH_JUMP if screen.pane.has_links else ()
        pairs = (READING[0], *jump, *READING[1:])
    return _worded(screen, pairs, place)


def _worded(screen: BrowseScreen, pairs: Sequence[tuple[str, str]], place: str) -> list[tuple[str, str]]:
    """The hints in the user's language and with the user's keys; those whose keys are unbound are left out."""
    keymap: Keymap = getattr(screen.app, "keys", {})
    worded = ((relabelled(keys, place, keymap), _(words)) for keys, words in pairs)
    return [(keys, words) for keys, words in worded if keys]


def status(screen: BrowseScreen, saved: str, progress: str) -> Status:
    """The parts of the status line."""
    shown = screen.shown
    found = screen.searching.found
    chosen = len(screen.tree_view.chosen)
    common = {
        "progress": _filter(screen) or progress,
        "chosen": ngettext("{count} chosen", "{count} chosen", chosen).format(count=chosen) if chosen else "",
        "saved": saved,
        "search": _("found {count}").format(count=found.shown) if found.query else "",
        "script": _script(screen),
    }
    if shown is None:
        return Status(**common)
    doubtful, why = _doubt(screen, shown)
    tags = screen.session.tags(shown.entry).get(shown.article.id, ())
    number = _("article {number} of {count}").format(number=shown.number, count=len(shown.page.articles))
    if shown.joined:
        pages = ", ".join(part.page.issue.page or "?" for part in shown.joined)
        number = _("pages {pages} as one").format(pages=pages)
    if shown.article.by_hand:
        number = _("{article} · corrected by hand").format(article=number)
    return Status(
        issue=_issue(shown.entry),
        article=number if shown.number else _("other text"),
        done=_("✓ done") if shown.article.id in screen.session.done(shown.entry) else "",
        doubt=doubtful,
        why=why,
        tags=" ".join(f"#{tag}" for tag in tags),
        repeat=screen.repeating.status(),
        place=f"{screen.pane.percent}%",
        **common,
    )


def _script(screen: BrowseScreen) -> str:
    """What the article is written in and what it is shown in, and whether that is as good as it can be."""
    script, written = screen.opening.script, WRITTEN[screen.shown.view.written] if screen.shown else ""
    shown = _(SCRIPTS[script])
    if written and script is Script.SOURCE:
        shown = f"{shown}·{_(written)}"
    elif written and written != SCRIPTS[script]:
        shown = f"{_(written)}→{shown}"
    return _("{script}, loading words").format(script=shown) if screen.opening.unfinished else shown


def _filter(screen: BrowseScreen) -> str:
    """How many articles the filter of the tree leaves now, whatever was done to them since it was typed."""
    if screen.tree_view.found is None:
        return ""
    count = screen.tree_view.found.total
    sentence = ngettext("filter “{words}”: {count} article", "filter “{words}”: {count} articles", count)
    return sentence.format(words=screen.filtered, count=count)


def _doubt(screen: BrowseScreen, shown: Shown) -> tuple[str, str]:
    """What is doubtful and why: another article that the tree's cursor is on, else the one shown; empty if neither."""
    row = screen.tree_view.current_row() if screen.tree_view.has_focus else None
    other = row.article if row and row.article and row.article.id != shown.article.id else None
    if not shown.article.doubtful and not (other and other.doubtful):
        return "", ""
    from reader.newspaper.reasons import doubt, doubt_sentence

    if other and other.doubtful:
        return _("under the cursor: doubtful"), doubt_sentence(other.doubt)
    return _("doubtful"), doubt_sentence(doubt(shown.article))


def _issue(entry: Entry) -> str:
    return dated(entry.day, printable(entry.path))
