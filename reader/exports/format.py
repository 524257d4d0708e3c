"""What a format is, and what it is given to write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from reader.annotations.model import Kind
from reader.exports.documents import SOURCE, Document, Wording
from reader.exports.rows import Row, Skipped
from reader.messages import N_
from reader.newspaper.model import Page

EVERY_KIND: frozenset[str] = frozenset(Kind)


class Unit(StrEnum):
    """What the offsets of a format count."""

    POINTS = N_("code points")
    UTF16 = "UTF-16"
    BOTH = N_("code points and UTF-16")
    NONE = "–"


@dataclass(frozen=True)
class Options:
    """What some formats let the user choose."""

    raw: bool = False
    """CSV without the guard before what a spreadsheet would take for a formula."""
    unit: Unit | None = None
    """Another unit than the one the target wants."""
    layers: bool = False
    """Overlapping passages in files of their own, where a file may hold none."""


@dataclass(frozen=True)
class PageToWrite:
    """A page of the library, and those of its articles that are exported."""

    path: str
    page: Page
    articles: frozenset[str]


@dataclass
class Material:
    """What a format is given to write, and where it tells what it cannot hold."""

    rows: Callable[[], Iterable[Row]]
    """The annotations one by one, in order; may be asked for more than once."""
    documents: Callable[[], Iterator[Document]]
    """The texts with their annotations, in order; may be asked for more than once."""
    pages: Callable[[], Iterator[PageToWrite]]
    """The pages with the articles asked for, whether annotated or not, in order."""
    wording: Wording = SOURCE
    options: Options = field(default_factory=Options)
    tags: tuple[str, ...] = ()
    """Every tag of the annotations, sorted."""
    count: int = 0
    """How many annotations there are, or articles where a format writes these; a format of articles sets it."""
    lost: dict[tuple[str, str], Skipped] = field(default_factory=dict)
    """Annotations that the format leaves out, by id and reason."""
    reduced: dict[tuple[str, str], Skipped] = field(default_factory=dict)
    """Annotations of which it leaves out a part, such as a note."""

    def leave_out(self, skipped: Skipped) -> None:
        """Tell of an annotation that is not written."""
        self.lost[skipped.id, skipped.reason] = skipped

    @property
    def parts_left_out(self) -> tuple[Skipped, ...]:
        """What is told of parts, but of annotations that are left out as a whole."""
        whole = {key for key, _reason in self.lost}
        return tuple(one for one in self.reduced.values() if one.id not in whole)

    def reduce(self, skipped: Skipped) -> None:
        """Tell of a part of an annotation that is not written."""
        self.reduced[skipped.id, skipped.reason] = skipped


@dataclass(frozen=True)
class Format:
    """One format."""

    name: str
    suffix: str
    """Of the names of its files."""
    unit: Unit
    tool: str
    """The tools it is for: names, not to be translated."""
    write: Callable[[Material], Iterator[bytes]]
    """The file in pieces. What it cannot hold is told to the material while it is written."""
    rank: int
    """Place in the list that is offered."""
    wording: Wording = SOURCE
    """What text its offsets count in unless the user says otherwise: what the target wants."""
    options: frozenset[str] = frozenset()
    """Which of `Options` it knows."""
    texts: frozenset[str] = frozenset({"source", "article"})
    """Which texts its offsets may count in."""
    of: str = "annotations"
    """What it holds: `annotations` or `articles`."""
    kinds: frozenset[str] = frozenset({"tag", "highlight", "note"})
    """The kinds of annotations that it holds; see `reader.annotations.model.Kind`."""
