"""Which files of a library are pages of one issue, and in what order issues and pages stand.

Pages are of one issue if they lie in one folder and have the same date; where two newspapers are known of there, each
has its own, and pages of which no newspaper is known are kept apart from both. Undated files are issues of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from reader.library.entries import UNDATED, Entry

IssuePages = tuple[Entry, ...]
"""The files of one issue in the order of their pages; mostly one."""


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """The entries by date (undated last), then folder, newspaper where there are several, page number and name."""
    ordered = sorted(entries, key=attrgetter("order"))
    return [page for pages in issues_of(ordered) for page in pages]


def issues_of(ordered: Iterable[Entry]) -> list[IssuePages]:
    """The issues of entries that stand in order."""
    out: list[IssuePages] = []
    day, folder = -1, ""
    group: list[Entry] = []
    for entry in ordered:
        # Most issues are one page, and there may be ten thousand: nothing is made for them but this.
        own_day, own_folder = entry.order[:2]
        if own_day == day and own_folder == folder and day != UNDATED:
            group.append(entry)
            continue
        if len(group) > 1:
            out[-1:] = _parted(group)
        out.append((entry,))
        day, folder, group = own_day, own_folder, [entry]
    if len(group) > 1:
        out[-1:] = _parted(group)
    return out


def _parted(pages: list[Entry]) -> list[IssuePages]:
    """The pages of one day in one folder, by newspaper where there are several."""
    if len(_newspapers(pages)) < 2:
        return [tuple(pages)]
    by_name = sorted(pages, key=lambda entry: _newspaper(entry) or "\uffff")
    return [tuple(own) for _name, own in groupby(by_name, key=_newspaper)]


def issue_key(pages: IssuePages) -> str:
    """What names an issue of several pages while pages come and go; no file's path."""
    day, folder = pages[0].order[:2]
    return f"\0{day}\0{folder}\0{newspaper_of(pages) or ''}"


def newspaper_of(pages: IssuePages) -> str | None:
    """The newspaper, if one of the pages tells."""
    return next(iter(_newspapers(pages)), None)


def _newspapers(pages: Sequence[Entry]) -> set[str]:
    return {name for name in map(_newspaper, pages) if name}


def _newspaper(entry: Entry) -> str | None:
    return entry.issue.newspaper if entry.issue else None
