"""Which annotations are exported."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from dataclasses import dataclass, replace

from reader.annotations.model import Annotation
from reader.annotations.tagset import TagSet
from reader.errors import UsageError
from reader.exports.rows import Row
from reader.messages import _


@dataclass(frozen=True)
class Choice:
    """What an annotation must be to be exported; `None` asks for nothing."""

    tag: str | None = None
    kind: str | None = None
    """One of `reader.annotations.model.Kind`."""
    annotator: str | None = None
    first: str | None = None
    """The first day of the issue, ISO 8601, inclusive. An undated issue is on no day."""
    last: str | None = None
    """The last day, inclusive."""
    article: str | None = None
    """The id of the article it stands on, or words of its title."""
    below: frozenset[str] = frozenset()
    """The tags of the library's set that stand below `tag`; see `within`."""

    def within(self, tags: TagSet) -> Choice:
        """The same in a library with a tag set: whoever asks for a tag means those below it too."""
        return self if self.tag is None else replace(self, below=tags.below(self.tag))

    def takes(self, annotation: Annotation) -> bool:
        """Whether an annotation fits, as far as can be told without its file."""
        return (
            (self.tag is None or annotation.tag == self.tag or annotation.tag in self.below)
            and (self.kind is None or annotation.kind == self.kind)
            and (self.annotator is None or annotation.annotator == self.annotator)
        )

    def takes_row(self, row: Row) -> bool:
        """Whether a row fits: its issue and its article."""
        return self.takes_day(row.date) and self.takes_article(row.article_id, row.article_title)

    def takes_day(self, date: str | None) -> bool:
        """Whether an issue of this date (ISO 8601) fits."""
        if self.first is None and self.last is None:
            return True
        return date is not None and (self.first or "") <= date <= (self.last or "9999")

    def takes_article(self, key: str | None, title: str | None) -> bool:
        """Whether an article of this id and title fits."""
        return self.article is None or self.article == key or (title is not None and self.article in title)

    @property
    def by_annotation(self) -> bool:
        """Whether only certain annotations are asked for, and not only certain articles."""
        return any(one is not None for one in (self.tag, self.kind, self.annotator))


def day(typed: str, last: bool) -> str:
    """A typed day as ISO 8601; a year or a month stands for its first day, or for its `last`.

    Raises:
        UsageError: it is none.
    """
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", typed, re.ASCII):
        first = typed + {4: "-01-01", 7: "-01", 10: ""}[len(typed)]
        with suppress(ValueError):
            datetime.date.fromisoformat(first)
            # Days are compared as texts, and no month has a day after the 31st.
            return typed + {4: "-12-31", 7: "-31", 10: ""}[len(typed)] if last else first
    raise UsageError(_("A day is written 2021-12-28, a month 2021-12, a year 2021; {word} is none.").format(word=typed))


EVERYTHING = Choice()
"""Every annotation."""
