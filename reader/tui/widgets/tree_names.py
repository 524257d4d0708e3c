"""What issues and pages are called in the tree."""

from __future__ import annotations

from reader.library.catalogue import Entry
from reader.library.decode import printable
from reader.library.issues import IssuePages, newspaper_of
from reader.messages import _


def name_of(pages: IssuePages) -> str:
    """An issue's name, as the tree shows it."""
    return several_name(pages) if len(pages) > 1 else issue_name(pages[0])


def several_name(pages: IssuePages) -> str:
    """Date and newspaper, or date and folder."""
    first = pages[0]
    name = newspaper_of(pages) or printable(first.folder.rpartition("/")[2] or first.root.name)
    return f"{first.day} {name}" if first.day else name


def page_name(entry: Entry) -> str:
    """Page, and the file's name if that says more, under the row of the issue."""
    name = printable(entry.path.rpartition("/")[2].rsplit(".", 1)[0])
    page = entry.issue.page if entry.issue else None
    if not page:
        return name
    told = _("page {page}").format(page=page)
    return told if name.lstrip("0") == page else f"{told} · {name}"


def issue_name(entry: Entry) -> str:
    """Date and newspaper, or date and file name; the file's name alone where no date is known."""
    issue = entry.issue
    # A folder may give a newspaper's name to files that have nothing else to be told apart by.
    name = (issue.newspaper if issue and entry.day else None) or printable(entry.path.rsplit(".", 1)[0])
    if issue and issue.page:
        name = _("{name} p. {page}").format(name=name, page=issue.page)
    return f"{entry.day} {name}" if entry.day else name
