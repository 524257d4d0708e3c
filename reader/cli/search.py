"""`reader search QUERY [PATH…]`: every place in a library where something stands, in its sentence."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reader.cli import arguments
from reader.cli.output import complain
from reader.cli.progress import Progress
from reader.cli.reading import as_named, catalogue_of, corrector_of, last_opened
from reader.errors import ReaderError, UsageError
from reader.library.decode import printable, shown_name
from reader.messages import _
from reader.text import words
from reader.text.json_line import json_line

if TYPE_CHECKING:
    from reader.cli.arguments import Arguments
    from reader.library.catalogue import Catalogue, Entry
    from reader.library.corpus import Corpus, PageHits, Wanted
    from reader.library.sentences import Sentence
    from reader.text.query import Query
    from reader.text.spans import Span

NONE: Final = 1
"""The exit code where nothing was found, as of grep."""

PATIENCE: Final = 60.0
"""Seconds after which a pattern is given up."""

Finding = tuple["PageHits", int, "Sentence"]
"""A hit: its page, the number of its article from 0, and its sentence."""


def run(argv: Sequence[str]) -> int:
    """Search; returns 0 if anything was found, 1 if nothing was, 3 if a file could not be read."""
    options = _options(argv)
    query = _query(options)

    from reader.library.corpus import Corpus
    from reader.library.discovery import library_root

    paths = [Path(word) for word in options.words[1:]] or last_opened(_("`reader search` needs its folder."))
    root = library_root(paths)
    catalogue = catalogue_of(root, paths, corrector_of(root, options.db), options)
    corpus = Corpus(catalogue)
    try:
        failed = _read(catalogue, corpus)
        if options.word:
            words.load()
        found = 0
        findings = _findings(query, catalogue, corpus, _wanted(options, catalogue, root))
        for line in _json_lines(findings) if options.json else _lines(findings):
            found += 1
            print(line)
    finally:
        corpus.close()
        catalogue.close()
    if failed:
        return ReaderError.exit_code
    return 0 if found else NONE


def _options(argv: Sequence[str]) -> Arguments:

    parser = arguments.Parser(
        usage="reader search QUERY [PATH…] [--word|--regex|--fuzzy] [--tag TAG] [--from DAY] [--to DAY] [--json]",
        description=_(
            "Find every place where the QUERY stands in a library (without a PATH, in the one opened last), whatever "
            "the script, the width and the case, over spaces and line ends, in the articles as in the file. "
            "Prints FILE:LINE: and the sentence. Ends with 0 if anything was found, with 1 if nothing was."
        ),
    )
    parser.option("--word", text=_("only where it is a word, not a part of one"))
    parser.option("--regex", text=_("the query is a regular expression (as Python's) over text without white space"))
    parser.option("--fuzzy", text=_("also with one Han character wrong, missing or too many (from 3 characters on)"))
    parser.option("--tag", metavar="TAG", text=_("only in articles with this tag, or with a passage that has it"))
    arguments.add_days(parser)
    parser.option("--json", text=_("print each hit as one line of JSON; its spans are in code points"))
    arguments.add_database(parser)
    arguments.add_reading(parser)
    arguments.add_language(parser)
    options = parser.read(argv)
    if not options.words:
        raise UsageError(_("`reader search` needs a query."))
    if sum((options.word, options.regex, options.fuzzy)) > 1:
        raise UsageError(_("Of --word, --regex and --fuzzy one can be given at a time."))
    return options


def _query(options: Arguments) -> Query:
    from reader.text.query import Mode, Query

    mode = next((mode for mode in Mode if getattr(options, mode, False)), Mode.PLAIN)
    query = Query(options.words[0], mode)
    if not query:
        raise UsageError(_("The query holds nothing that can be found."))
    return query


def _read(catalogue: Catalogue, corpus: Corpus) -> bool:
    """Bring the library and its texts up to date; returns whether a part of it could not be read."""
    from reader.library.discovery import nothing_found

    report = catalogue.scan()
    for folder in report.unlisted:
        sentence = _("The folder “{name}” cannot be listed; what is in it is left out.")
        complain(sentence.format(name=as_named(catalogue.root / folder)))
    progress = Progress()
    catalogue.fill(lambda: False, progress, lambda entries: None)
    corpus.update(progress=progress)
    progress(1, 1)
    entries = catalogue.ordered()
    if not entries:
        raise ReaderError(nothing_found(catalogue.root))
    failed = [entry for entry in entries if entry.status == "failed"]
    for entry in failed:
        complain(entry.error or shown_name(entry.absolute))
    return bool(failed or report.unlisted)


def _wanted(options: Arguments, catalogue: Catalogue, root: Path) -> Wanted:
    """Which articles the options mean."""
    from reader.exports.choosing import Choice

    first, last = arguments.days(options)
    choice = Choice(first=first, last=last)
    tagged = _tagged(options, catalogue, root) if options.tag is not None else None

    def wanted(entry: Entry) -> frozenset[int] | None:
        if not choice.takes_day(entry.day):
            return frozenset()
        return None if tagged is None else tagged.get(entry.path, frozenset())

    return wanted


def _tagged(options: Arguments, catalogue: Catalogue, root: Path) -> dict[str, frozenset[int]]:
    """The numbers of the articles with the tag, by path."""
    from reader.annotations.placements import Placements, reanchor
    from reader.cli.database import opened_store

    store = opened_store(root, options.db)
    names = store.tagset.below(options.tag)
    if names.isdisjoint(store.tags()):
        complain(_("No annotation has the tag “{tag}”.").format(tag=options.tag))
    placements = Placements()
    placements.update(catalogue.ordered(), store)
    for path, group in placements.stale().items():
        source = catalogue.source(path)
        placements.accept(source, reanchor(source, group, store.kept_texts.get))
    out = {}
    for entry in catalogue.entries:
        ids = {placed.article_id for placed in placements.of(entry.path) if placed.annotation.tag in names}
        if ids - {None}:
            out[entry.path] = frozenset(number for number, one in enumerate(entry.articles) if one.id in ids)
    return out


def _findings(query: Query, catalogue: Catalogue, corpus: Corpus, wanted: Wanted) -> Iterator[Finding]:
    """The hits with their sentences, by date of the issue, article and place."""
    from reader.library.sentences import Sentences

    for page in corpus.search(query, wanted, until=time.monotonic() + PATIENCE):
        if not page.hits:
            continue
        sentences = Sentences(catalogue.source(page.entry.path), page.text)
        for hit in page.hits:
            sentence = sentences.of(hit)
            if sentence is not None:
                yield page, hit.article, sentence


def _lines(findings: Iterator[Finding]) -> Iterator[str]:
    """A line for each sentence; hits that stand in one are shown together."""
    coloured = sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb" and "NO_COLOR" not in os.environ
    before: tuple[str, Sentence] | None = None
    marks: list[Span] = []
    for page, _article, sentence in findings:
        name = printable(as_named(page.entry.absolute))
        if (
            before is not None
            and (name, sentence.text) == (before[0], before[1].text)
            and sentence.start > marks[-1][0]
        ):
            marks.append((sentence.start, sentence.end))
            continue
        if before is not None:
            yield _line(*before, marks, coloured)
        before, marks = (name, sentence), [(sentence.start, sentence.end)]
    if before is not None:
        yield _line(*before, marks, coloured)


def _line(name: str, sentence: Sentence, marks: Sequence[Span], coloured: bool) -> str:
    if not coloured:
        return f"{name}:{sentence.line}: {printable(sentence.text)}"
    shown, at = "", 0
    for start, end in marks:
        shown += f"{printable(sentence.text[at:start])}\x1b[1;31m{printable(sentence.text[start:end])}\x1b[0m"
        at = end
    return f"\x1b[35m{name}\x1b[0m:\x1b[32m{sentence.line}\x1b[0m: {shown}{printable(sentence.text[at:])}"


def _json_lines(findings: Iterator[Finding]) -> Iterator[str]:
    """A line for each hit."""
    for page, number, sentence in findings:
        entry = page.entry
        article = entry.articles[number] if number < len(entry.articles) else None
        yield json_line(
            {
                "path": as_named(entry.absolute),
                "sha256": entry.sha256,
                "line": sentence.line,
                "spans": sentence.spans,
                "article": article.id if article else None,
                "title": article.title if article else None,
                "date": entry.day,
                "sentence": sentence.text,
                "hit": [sentence.start, sentence.end],
            }
        )
