"""Passages that stand elsewhere too: found behind the article that is shown, gone to in turn, skipped."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.library.decode import printable
from reader.library.entries import ArticleSummary
from reader.library.one_line import one_line
from reader.messages import _, ngettext
from reader.newspaper.compose import title_text
from reader.newspaper.model import REST
from reader.text.spans import Span, intersection
from reader.tui.session import Session
from reader.tui.views import Shown
from reader.tui.widgets.pane_repeats import Fold
from reader.tui.widgets.virtual_list import fitted

if TYPE_CHECKING:
    from reader.library.repeats import Passage, Stand
    from reader.newspaper.folding import Label
    from reader.tui.app import ReaderApp
    from reader.tui.side import Side

LATER: Final = 0.2
"""Seconds after which the passages of a page are looked for: first it is painted, and leafed through without a stop."""

TITLE: Final = 32
"""Cells of a title that are told in the status line at most."""

LEAST_TITLE: Final = 8
"""Cells of a title that are told in a narrow one."""

LINE_TITLE: Final = 24
"""Cells of a title in the line that stands for a folded passage."""


class Tour(NamedTuple):
    """A passage whose places are gone to in turn, and which of them was gone to last."""

    passage: Passage
    at: int


class Repeating:
    """The repeated passages of one pane."""

    def __init__(self, side: Side, session: Session) -> None:
        self._side = side
        self._screen = side.screen
        self._session = session
        self.skipping = False
        """Whether passages that stood before are folded."""
        self._passages: tuple[Passage, ...] = ()
        self._known = ("", "")
        """Path and text of the page that they are of."""
        self._tour: Tour | None = None

    def again(self) -> None:
        """Mark the passages of the article that is shown now; those of another page are looked for first."""
        shown = self._side.shown
        if shown is None:
            return
        if self._known != _key(shown):
            self._known, self._passages = _key(shown), ()
            self._side.pane.set_timer(LATER, partial(self._look, _key(shown)))
        self._mark()

    def library_changed(self) -> None:
        """Look again: other files came to be known."""
        if self._side.shown is not None:
            self._look(self._known)

    def _look(self, key: tuple[str, str]) -> None:
        shown = self._side.shown
        # An article that is shown over several pages stands in no file as it is shown.
        if shown is not None and not shown.joined and key == self._known == _key(shown):
            work = partial(self._find, shown)
            self._side.pane.run_worker(work, thread=True, exclusive=True, group="repeats")

    def _find(self, shown: Shown) -> None:
        worker, call = get_current_worker(), self._screen.app.call_from_thread
        cast("ReaderApp", self._screen.app).held.wait_for_pause(lambda: worker.is_cancelled)
        known, found = self._passages, None
        for found in self._session.passages.of(shown.entry.path, shown.page.source, lambda: worker.is_cancelled):
            if not known:  # else what was known stays until the other files were looked into too
                call(self._take, _key(shown), tuple(found))
        if found is not None and not worker.is_cancelled:
            call(self._take, _key(shown), tuple(found))

    def _take(self, key: tuple[str, str], passages: tuple[Passage, ...]) -> None:
        if key == self._known and passages != self._passages:
            self._passages = passages
            self._mark()
            self._screen.show_status()

    def _mark(self, *, anew: bool = False) -> None:
        """Show the passages in the margin, and fold the later places of each where they are skipped."""
        shown = self._side.shown
        if shown is None:
            return
        path, article = shown.entry.path, shown.article.spans
        own = [(stand, one) for one in self._passages for stand in one.stands if stand.path == path]
        here = [(stand, one) for stand, one in own if intersection([(stand.start, stand.end)], article)]
        later = _later(here) if self.skipping else []
        folds = [Fold((stand.start, stand.end), self._label(one, stand)) for stand, one in later]
        self._side.pane.set_repeats(tuple((stand.start, stand.end) for stand, _one in here), folds, anew=anew)

    def _label(self, passage: Passage, stand: Stand) -> Label:
        shown = self._side.shown
        held = intersection([(stand.start, stand.end)], shown.article.spans) if shown else ()
        title = _quoted(self._article(passage.stands[0], _share(stand, held[0][0] if held else 0))[1], LINE_TITLE)

        def label(count: int) -> str:
            sentence = ngettext(
                "… {count} character that also stands in {title} …",
                "… {count} characters that also stand in {title} …",
                count,
            )
            return sentence.format(count=count, title=title)

        return label

    # -- the passage at the place

    def _here(self) -> tuple[Passage, int, float] | None:
        """The longest passage at the place that is read, the number of this place of it, and how far in it that is."""
        shown, place = self._side.shown, self._side.pane.repeated_place()
        if shown is None or place is None:
            return None
        for passage in self._passages:
            for number, stand in enumerate(passage.stands):
                if stand.path == shown.entry.path and stand.start <= place < stand.end:
                    return passage, number, _share(stand, place)
        return None

    def status(self) -> str:
        """Where else the passage at the place stands; empty if there is none."""
        found = self._here()
        if found is None:
            return ""
        passage, number, share = found
        others = [stand for at, stand in enumerate(passage.stands) if at != number]
        title = self._title(others[0], share)
        if len(others) > 1:
            title += f" +{len(others) - 1}"
        sentence = ngettext("also in {title} ({count} character)", "also in {title} ({count} characters)", passage[0])
        return sentence.format(title=title, count=passage.characters)

    def other(self) -> None:
        """Go to the next place of the passage; after the last comes the first."""
        found = self._here()
        if found is None:
            self._screen.tell(_("Nothing on this screen stands anywhere else."))
            return
        passage, number, share = found
        tour = self._tour
        if tour is not None and passage.stands[number] == tour.passage.stands[tour.at]:
            # Still where the last step led: the page there may know fewer places, or longer passages.
            passage, number = tour
        at = (number + 1) % len(passage.stands)
        self._tour = Tour(passage, at)
        self._side.visits.leave()
        self._go(passage.stands[at], share)
        place = _("place {number} of {count}").format(number=at + 1, count=len(passage.stands))
        self._screen.show_saved(place)

    def _go(self, stand: Stand, share: float) -> None:
        shown, span = self._side.shown, (stand.start, stand.end)
        article_id = self._article(stand, share)[0]
        if shown is not None and (shown.entry.path, shown.article.id) == (stand.path, article_id):
            self._side.pane.go_to((span,))
        else:
            self._side.opening.open((stand.path, article_id), go_to=(span,))

    def toggle_skipping(self) -> None:
        """Fold passages that stood before, or show them all."""
        self.skipping = not self.skipping
        self._mark(anew=True)
        said = _("repeats are skipped") if self.skipping else _("repeats are shown")
        self._screen.show_briefly(said)

    def toggle_fold(self) -> None:
        """Open the skipped passage in view, or skip the opened one again."""
        if not self._side.pane.toggle_fold():
            self._screen.tell(_("No skipped passage is on this screen."))
        self._screen.show_status()

    # -- what it is called

    def _title(self, stand: Stand, share: float) -> str:
        """The article that a place is in, or the file if that is another; both where there is room."""
        shown = self._side.shown
        room = max(LEAST_TITLE, min(TITLE, self._screen.size.width // 2 - TITLE))
        title = _quoted(self._article(stand, share)[1], room)
        if shown is None or shown.entry.path == stand.path:
            return title
        file = fitted(printable(stand.path.rpartition("/")[2]), max(room, 2 * LEAST_TITLE))
        return f"{file} {title}" if room > LEAST_TITLE else file

    def _article(self, stand: Stand, share: float) -> tuple[str, str]:
        """The id and the title of the article that is nearest to what stands so far into a place.

        A passage may go over several articles: a page that was kept twice.
        """
        shown = self._side.shown
        if shown is not None and shown.entry.path == stand.path:
            source = shown.page.source
            held = [(one.id, one.spans, partial(title_text, source, one)) for one in shown.page.articles]
        else:
            held = [(one.id, one.spans, partial(str, one.title)) for one in self._summaries(stand.path)]
        at = stand.start + int(share * (stand.end - stand.start))
        found = [(min(_distance(span, at) for span in spans), key, name) for key, spans, name in held if spans]
        nearest, key, name = min(found, key=lambda one: one[0], default=(stand.end, REST, str))
        return (key, name()) if nearest < stand.end - stand.start else (REST, "")

    def _summaries(self, path: str) -> tuple[ArticleSummary, ...]:
        try:
            return self._session.catalogue.entry(path).articles
        except ReaderError:
            return ()  # it went meanwhile


def _key(shown: Shown) -> tuple[str, str]:
    return shown.entry.path, shown.page.source.sha256


def _quoted(title: str, cells: int) -> str:
    return f"〈{fitted(one_line(title), cells)}〉" if title else _("other text")


def _share(stand: Stand, place: int) -> float:
    """How far into a passage a place of one of its stands is: copies differ but in white space."""
    return max(0.0, min(1.0, (place - stand.start) / max(1, stand.end - stand.start)))


def _distance(span: Span, at: int) -> int:
    return max(span[0] - at, at - span[1] + 1, 0)


def _later(places: list[tuple[Stand, Passage]]) -> list[tuple[Stand, Passage]]:
    """The places that are not the first of their passage, ascending and apart: where two overlap, the longer one."""
    taken: list[tuple[Stand, Passage]] = []
    for stand, passage in sorted(places, key=lambda one: -one[1].characters):
        if stand != passage.stands[0] and not any(stand.start < one.end and one.start < stand.end for one, _ in taken):
            taken.append((stand, passage))
    return sorted(taken)
