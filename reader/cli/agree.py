"""`reader agree A B`: how far two people's annotations of the same texts agree, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli import arguments
from reader.errors import ReaderError, UsageError
from reader.messages import _, ngettext
from reader.text.json_line import json_line

if TYPE_CHECKING:
    from reader.annotations.agreement import Agreement, Both, Disagreement, Measured
    from reader.annotations.store import Store
    from reader.library.catalogue import Catalogue
    from reader.newspaper.model import Page

QUOTED = 24
"""Characters of a quote that are shown."""


def run(argv: Sequence[str]) -> int:
    """Compare two libraries' annotations; neither is changed."""
    parser = arguments.Parser(
        usage="reader agree A B [--json] [-o OUT]",
        description=_(
            "Measure how far two people agree who annotated the same texts: Cohen's κ and Krippendorff's α of the tags "
            "of articles, α of the highlighted characters, of each tag and of all, and every place where they differ. "
            "A and B are each a library's folder or an annotations file; texts are matched by what stands in them, "
            "articles are those of A. Compared are the articles that both marked as done; where one marked none, all "
            "articles of the texts that both annotated."
        ),
    )
    parser.option("--json", text=_("all of it as one line of JSON"))
    parser.option(
        "-o",
        "--output",
        metavar="OUT",
        text=_("put a note at every place where they differ into this new annotations file: `reader A --db OUT`"),
    )
    arguments.add_language(parser)
    options = parser.read(argv)
    if len(options.words) != 2:
        raise UsageError(_("`reader agree` needs two libraries."))
    out = None if options.output is None else arguments.new_annotations_file(options.output)

    from reader.annotations.agreement import by_text, compare
    from reader.cli.database import store_at

    stores = [store_at(word) for word in options.words]
    pages = _Pages([Path(word) for word in options.words], stores)
    try:
        found = compare(by_text(stores[0].all()), by_text(stores[1].all()), pages.page)
    finally:
        pages.close()
    if not found.articles:
        raise ReaderError(_("There is nothing to compare: no text whose articles both have annotated is at hand."))
    if options.json:
        print(json_line(_object(found)))
    else:
        for line in _lines(found):
            print(line)
    if out is not None:
        _write(out, found)
        if not options.json:
            library = options.words[0]
            print(_("To go through them: reader {library} --db {file}, then a").format(library=library, file=out))
    return 0


class _Pages:
    """The pages that were annotated: from the libraries, else made of the texts kept beside the annotations."""

    def __init__(self, words: Sequence[Path], stores: Sequence[Store]) -> None:
        from reader.annotations.corrector import Corrector
        from reader.cli.reading import use_own_words
        from reader.library.catalogue import Catalogue

        self._stores = stores
        self._correctors = [Corrector(store) for store in stores]
        self._catalogues: list[Catalogue] = []
        roots = [word if word.is_dir() else word.resolve().parent.parent for word in words]
        for word, root, corrector in zip(words, roots, self._correctors, strict=True):
            # Of an annotations file that lies elsewhere it is not known where the texts are.
            if word.is_dir() or word.resolve().parent.name == ".reader":
                use_own_words(root)
                catalogue = Catalogue(root.resolve(), [root], words=True)
                catalogue.corrector = corrector
                catalogue.scan()
                self._catalogues.append(catalogue)

    def page(self, sha256: str, path: str) -> Page | None:
        """The page with a text, which a library calls so."""
        for catalogue in self._catalogues:
            known = [entry for entry in catalogue.entries if entry.path == path or entry.sha256 == sha256]
            for entry in sorted(known, key=lambda entry: entry.path != path):
                try:
                    page = catalogue.load(entry)
                except ReaderError:
                    continue
                if page.source.sha256 == sha256:
                    return page
        return self._kept(sha256, path)

    def _kept(self, sha256: str, path: str) -> Page | None:
        from reader.newspaper.corrections import apply
        from reader.newspaper.recognise import recognise
        from reader.text.lexicon import Lexicon

        for store in self._stores:
            source = store.kept_texts.get(sha256)
            if source is not None:
                return apply(recognise(source, Lexicon()), self._correctors[0](path, source))
        return None

    def close(self) -> None:
        """Let the databases go."""
        for catalogue in self._catalogues:
            catalogue.close()


def _lines(found: Agreement) -> Iterator[str]:
    from reader.library.decode import printable

    texts = ngettext("{count} text", "{count} texts", found.texts).format(count=found.texts)
    articles = ngettext("{count} article", "{count} articles", found.articles).format(count=found.articles)
    why = _("that both marked as done") if found.by_done else _("all of the texts that both annotated")
    yield f"{texts} · {articles} ({why})"
    if found.left_out:
        sentence = ngettext(
            "{count} tag or highlight is on nothing that was compared",
            "{count} tags and highlights are on nothing that was compared",
            found.left_out,
        )
        yield sentence.format(count=found.left_out)
    yield ""
    counts = (_("both"), _("only A"), _("only B"), _("neither"))
    yield from _table((_("tags, by articles"), "κ", "α", *counts), _rows(found.tags))
    if found.highlights.labels:
        yield ""
        yield from _table((_("highlights, by characters"), "κ", "α", *counts), _rows(found.highlights))
    yield ""
    count = len(found.places)
    yield ngettext("{count} place where they differ", "{count} places where they differ", count).format(count=count)
    for place in found.places:
        where = f"{place.path} {place.number}" if place.whole else f"{place.path} {place.number} {_span(place)}"
        yield printable(f"{where} “{_quote(place)}” {_both(place.both)}")


def _rows(measured: Measured) -> Iterator[tuple[str, ...]]:
    yield _("all"), _figure(measured.kappa), _figure(measured.alpha), "", "", "", ""
    from reader.annotations.reliability import alpha, kappa

    for label in measured.labels:
        pairs = measured.of(label)
        counts = (str(pairs.get(both, 0)) for both in ((True, True), (True, False), (False, True), (False, False)))
        yield label or _("(no tag)"), _figure(kappa(pairs)), _figure(alpha(pairs)), *counts


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    from rich.cells import cell_len

    from reader.library.decode import printable

    lines = [head, *((printable(row[0]), *row[1:]) for row in rows)]
    widths = [max(cell_len(line[at]) for line in lines) for at in range(len(head))]
    for line in lines:
        padding = [" " * (width - cell_len(cell)) for width, cell in zip(widths, line, strict=True)]
        yield (
            line[0]
            + padding[0]
            + "".join(f"  {space}{cell}" for space, cell in zip(padding[1:], line[1:], strict=True))
        ).rstrip()


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _labels(labels: frozenset[str]) -> str:
    return ", ".join(label or _("(no tag)") for label in sorted(labels)) or "–"


def _both(both: Both) -> str:
    return f"A: {_labels(both[0])} · B: {_labels(both[1])}"


def _span(place: Disagreement) -> str:
    return f"{place.spans[0][0]}-{place.spans[-1][1]}"


def _quote(place: Disagreement) -> str:
    from reader.newspaper.compose import label_text
    from reader.text.spans import text_of

    if place.whole:
        return label_text(place.page.source, place.article, QUOTED)[0]
    words = "".join(text_of(place.page.source.text, place.spans).split())
    return words[:QUOTED] + ("…" if len(words) > QUOTED else "")


def _object(found: Agreement) -> dict[str, Any]:
    return {
        "texts": found.texts,
        "articles": found.articles,
        "compared": "done" if found.by_done else "annotated",
        "left_out": found.left_out,
        "tags": _measures(found.tags, "articles"),
        "highlights": _measures(found.highlights, "characters"),
        "disagreements": [
            {
                "path": place.path,
                "sha256": place.page.source.sha256,
                "article": {"id": place.article.id, "number": place.number},
                "scope": "article" if place.whole else "passage",
                "spans": place.spans,
                "quote": _quote(place),
                "a": sorted(place.both[0]),
                "b": sorted(place.both[1]),
            }
            for place in found.places
        ],
    }


def _measures(measured: Measured, unit: str) -> dict[str, Any]:
    from reader.annotations.reliability import alpha, kappa

    by_tag = {}
    for label in measured.labels:
        pairs = measured.of(label)
        by_tag[label] = {
            "kappa": kappa(pairs),
            "alpha": alpha(pairs),
            "both": pairs.get((True, True), 0),
            "only_a": pairs.get((True, False), 0),
            "only_b": pairs.get((False, True), 0),
            "neither": pairs.get((False, False), 0),
        }
    return {unit: measured.units, "kappa": measured.kappa, "alpha": measured.alpha, "by_tag": by_tag}


def _write(out: Path, found: Agreement) -> None:
    """A file of annotations with a note at every place where the two differ.

    Raises:
        SaveError: it could not be written.
    """
    from reader.annotations.history import Change
    from reader.annotations.model import Kind, make_target, new_annotation
    from reader.annotations.store import Store
    from reader.settings import load

    signature = load().signature
    changes = []
    for place in found.places:
        target = make_target(place.page.source, place.path, place.spans, article=place.whole)
        changes.append(Change(None, new_annotation(Kind.NOTE, target, signature, note=_both(place.both))))
    store = Store(out.resolve(), signature, out)
    store.commit(
        changes, _("agreement"), {place.page.source.sha256: place.page.source for place in found.places}.values()
    )
    store.close()
