"""What the rows of the issue tree say: an issue, a page, an article, a section, each in a line of so many cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from reader.library.catalogue import ArticleSummary, Entry
from reader.library.decode import printable
from reader.library.issues import IssuePages
from reader.messages import _
from reader.tui.widgets.tree_names import issue_name, page_name, several_name
from reader.tui.widgets.virtual_list import Piece, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.newspaper.outline import Section

SIGNS = {True: "▾ ", False: "▸ "}
"""Before what is open, and what is closed."""


class Look(NamedTuple):
    """How an article stands with the user."""

    chosen: bool
    shown: bool
    """Whether it is the one beside the tree."""
    read: bool
    done: bool
    colours: Sequence[int]
    """Palette numbers of its tags."""


def issue_pieces(pages: IssuePages, cells: int, *, open_: bool) -> list[Piece]:
    """An issue of several pages."""
    count = " " + _("{count} pp.").format(count=len(pages))
    doubt = "?" if any(page.doubtful for page in pages) else ""
    space = max(0, cells - 2 - cell_len(count) - len(doubt))
    name = fitted(several_name(pages), space)
    return [
        (SIGNS[open_], "issue-tree--issue"),
        (name + " " * (space - cell_len(name)), "issue-tree--issue"),
        (count, "issue-tree--dim"),
        (doubt, "issue-tree--doubt"),
    ]


def page_pieces(entry: Entry, cells: int, *, inside: bool, open_: bool) -> list[Piece]:
    """A page, by itself or inside an issue; also one that was not read yet or cannot be."""
    if entry.status == "failed":
        return [("✕ ", "issue-tree--failed"), (fitted(printable(entry.path), cells - 2), "issue-tree--failed")]
    if entry.status == "pending" and not entry.articles:
        return [("· ", "issue-tree--dim"), (fitted(printable(entry.path), cells - 2), "issue-tree--dim")]
    doubt = "?" if entry.doubtful else ""
    count = f" {len(entry.articles)}{doubt}"
    name = page_name(entry) if inside else issue_name(entry)
    space = cells - 2 - cell_len(count)
    name = fitted(name, space)
    return [
        (SIGNS[open_], "issue-tree--issue"),
        (name + " " * (space - cell_len(name)), "issue-tree--issue"),
        (count[: len(count) - len(doubt)], "issue-tree--dim"),
        (doubt, "issue-tree--doubt"),
    ]


def article_pieces(article: ArticleSummary, cells: int, look: Look) -> list[Piece]:
    """An article."""
    state = "✓" if look.chosen else "▶" if look.shown else " " if look.read else "•"
    style = "issue-tree--chosen" if state in "✓▶" else "issue-tree--unread"
    doubt = "?" if article.doubtful else ""
    colours: list[Piece] = [("■", colour) for colour in look.colours[:4]]
    done = "✓" if look.done else ""
    space = cells - 4 - len(colours) - len(doubt) - len(done)
    title = fitted(article.title or _("(no text)"), space)
    name = "issue-tree--dim" if article.dim else "issue-tree--read" if look.read else ""
    return [
        (f"  {state} ", style),
        (title + " " * max(0, space - cell_len(title)), name),
        (doubt, "issue-tree--doubt"),
        (done, "issue-tree--dim"),
        *colours,
    ]


def section_pieces(section: Section, cells: int) -> list[Piece]:
    """A section of an article whose outline is open."""
    before = " " * (6 + 2 * section.level)
    return [(before, ""), (fitted(printable(section.title), cells - len(before)), "issue-tree--section")]
