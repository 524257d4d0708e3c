"""What is known of an issue and of an article, in the user's words."""

from __future__ import annotations

from typing import NamedTuple

from reader.library.decode import printable
from reader.messages import N_, _
from reader.newspaper.model import Article, Issue, Role
from reader.text.near import is_han
from reader.text.source import Source
from reader.text.spans import text_of

SCRIPT_NAMES = {
    "hans": N_("Simplified"),
    "hant": N_("Traditional"),
    "mixed": N_("Simplified and Traditional"),
    "neither": "",
}
"""What a script is called, by the value of `Issue.script`."""


class Amounts(NamedTuple):
    """How much an article holds."""

    characters: int
    """Code points but white space."""
    han: int
    """Ideographs among them."""
    paragraphs: int


def amounts(source: Source, article: Article) -> Amounts:
    """How much an article holds in the source, headline and all."""
    shown = "".join(text_of(source.text, article.spans).split())
    return Amounts(len(shown), sum(map(is_han, shown)), len(article.of(Role.PARAGRAPH)))


def issue_line(issue: Issue) -> str:
    """Newspaper, date with its basis, page and script on one line; nothing in it is a control character."""
    date = issue.date.isoformat() if issue.date else _("date unknown")
    if issue.date_basis:
        date = f"{date} ({basis_text(issue.date_basis)})"
    page = _("page {page}").format(page=issue.page) if issue.page else ""
    return printable(" · ".join(part for part in (issue.newspaper, date, page, _(SCRIPT_NAMES[issue.script])) if part))


def basis_text(basis: str) -> str:
    """How the date was found, in the user's language; see `Issue.date_basis`."""
    return "; ".join(_basis_part(part) for part in basis.split("; "))


def _basis_part(part: str) -> str:
    how, _colon, words = part.partition(": ")
    if words:
        told = {
            "inferred": _("inferred: {words}"),
            "unclear": _("unclear: {words}"),
            "file name": _("file name: {words}"),
        }
        return told.get(how, "{words}").format(words=words)
    return {
        "printed": _("printed"),
        "printed, against the weekday": _("printed, against the weekday"),
        "file name": _("file name"),
        "by hand": _("by hand"),
    }.get(part, part)
