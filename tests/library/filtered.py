"""What a filter means, one article at a time and as plainly as it can be said: what the fast way is held against."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from reader.library.catalogue import Entry
from reader.library.filtering import Filter, State
from reader.library.matching import Marks
from reader.text.fold import fold_query


class Subject(NamedTuple):
    """What a filter looks at in one article."""

    title: str
    """Folded title, and folded file name on a line of its own."""
    date: str
    """ISO date of the issue, or the empty string."""
    tags: Collection[str]
    """Those that it has."""
    read: bool
    doubtful: bool
    done: bool = False
    above: Collection[str] = ()
    """The tags that its own stand under; by these it is found as well."""


def fits(wanted: Filter, subject: Subject) -> bool:
    """Whether the article is one of those meant."""
    if not all(word in subject.title for word in wanted.words):
        return False
    if not all(subject.date.startswith(date) or date in subject.title for date in wanted.dates):
        return False
    for first, last in wanted.days:
        if not subject.date or subject.date < first or (last and subject.date[: len(last)] > last):
            return False
    names = [fold_query(tag) for tag in (*subject.tags, *subject.above)]
    if not all(any(name.startswith(begin) for name in names) for begin in wanted.tags):
        return False
    are = {
        State.UNTAGGED: not subject.tags,
        State.TAGGED: bool(subject.tags),
        State.UNREAD: not subject.read,
        State.DOUBTFUL: subject.doubtful,
        State.DONE: subject.done,
        State.TODO: not subject.done,
    }
    return all(are[state] for state in wanted.states)


def those_that_fit(entries: Iterable[Entry], wanted: Filter, marks: Marks) -> list[tuple[str, str]]:
    """Paths and ids of the articles meant, in order."""
    out = []
    for entry in entries:
        date = entry.issue.date.isoformat() if entry.issue and entry.issue.date else ""
        for article in entry.articles:
            title = fold_query(article.title) + "\n" + fold_query(entry.path)
            own = marks.tags(entry).get(article.id, ())
            above = [name for tag in own for name in marks.above(tag)]
            read, done = article.id in marks.read, article.id in marks.done(entry)
            if fits(wanted, Subject(title, date, own, read, article.doubtful, done, above)):
                out.append((entry.path, article.id))
    return out
