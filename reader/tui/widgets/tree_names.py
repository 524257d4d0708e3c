"""What issues and pages are called in the tree."""

from __future__ import annotations

import re

from reader.library.catalogue import Entry
from reader.library.decode import printable
from reader.library.issues import IssuePages, newspaper_of
from reader.messages import _
from reader.text.rules import rule

_DAY = rule(r"(\d{4})[-_./年]?(\d{1,2})[-_./月]?(\d{1,2})日?(?!\d)[-_/ ]*")


def name_of(pages: IssuePages) -> str:
    """An issue's name, as the tree shows it."""
    return several_name(pages) if len(pages) > 1 else issue_name(pages[0])


def several_name(pages: IssuePages) -> str:
    """Date and newspaper, or date and folder."""
    first = pages[0]
    return dated(first.day, newspaper_of(pages) or printable(first.folder.rpartition("/")[2] or first.root.name))


def page_name(entry: Entry) -> str:
    """Page, and the file's name if that says more, under the row of the issue."""
    name = dateless(printable(entry.path.rpartition("/")[2].rsplit(".", 1)[0]), entry.day)
    page = entry.issue.page if entry.issue else None
    if not page:
        return name
    told = _("page {page}").format(page=page)
    return told if _only_page(name, page) else f"{told} · {name}"


def issue_name(entry: Entry) -> str:
    """Date and newspaper, or date and file name; the file's name alone where no date is known."""
    issue = entry.issue
    page = issue.page if issue else None
    # A folder may give a newspaper's name to files that have nothing else to be told apart by.
    newspaper = issue.newspaper if issue and entry.day else None
    name = newspaper or dateless(printable(entry.path.rsplit(".", 1)[0]), entry.day)
    if page and not newspaper and _only_page(name, page):
        name = _("page {page}").format(page=page)
    elif page:
        name = _("{name} p. {page}").format(name=name, page=page)
    return dated(entry.day, name)


def _only_page(name: str, page: str) -> bool:
    """Whether a name says the page's number and nothing else: `第05版`, `05`, `p5`."""
    return re.fullmatch(rf"(?:第|[pP](?:age)?[-_ ]?)?0*{re.escape(page)}版?", name) is not None


def dated(day: str | None, name: str) -> str:
    """The day, ISO 8601, if it is known, and the name, but not the day again that a name may begin with."""
    return f"{day or ''} {dateless(name, day)}".strip()


def dateless(name: str, day: str | None) -> str:
    """A name without the day, ISO 8601, that it begins with; as it is where it begins with none or another."""
    match = _DAY.match(name)
    if match and f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" == day:
        return name[match.end() :]
    return name
