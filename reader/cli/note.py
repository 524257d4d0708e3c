"""`reader note FILE… TEXT`: a note on an article, or on a passage of it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations import making
from reader.cli import marking
from reader.errors import UsageError
from reader.library.joined import PagePart
from reader.messages import _

if TYPE_CHECKING:
    from reader.annotations.history import Change
    from reader.text.spans import Spans

SHOWN = 5
"""Places of an ambiguous quote that are named."""


def run(argv: Sequence[str]) -> int:
    """Write a note on an article of each file, or on a passage, and print the ids of what was made."""
    parser = marking.parser(
        "reader note FILE… [--article N] [--quote WORDS | --span START-END] TEXT",
        _(
            "Write a note on an article of each FILE, or on the passage that --quote or --span names, and print its "
            "id. The TEXT is the last word; - takes it from standard input."
        ),
    )
    parser.option(
        "--quote",
        metavar="WORDS",
        text=_("on these words, whatever the script, the width, spaces and line ends; they must stand there once"),
    )
    parser.option(
        "--span",
        metavar="START-END",
        read=_spans,
        text=_("on these characters of the file, as `reader parse --json` counts: 35-40, or 35-40,60-65"),
    )
    marking.add_rest(parser)
    options = parser.read(argv)
    if len(options.words) < 2:
        raise UsageError(_("`reader note` needs a file and the text of the note."))
    if options.span and (options.quote or options.article):
        raise UsageError(_("--span says the place alone: leave out --quote and --article."))
    *files, text = options.words
    text = (_standard_input() if text == "-" else text).strip()
    if not text:
        raise UsageError(_("The note is empty."))

    def act(one: marking.Opened, annotator: str) -> list[Change]:
        if options.quote or options.span:
            spans = _inside(one, options.span) if options.span else _quoted(one, options.quote, options.article)
            return making.noted([(_part(one, spans), spans)], annotator, text, article=False)
        article = marking.chosen_article(one, options.article)
        part = PagePart(one.entry, one.page, article)
        return making.noted([(part, article.spans)], annotator, text, article=True)

    for key in marking.annotate(map(Path, files), options, _("note"), act):
        print(key)
    return 0


def _standard_input() -> str:
    from reader.text.source import Source

    return Source.normalised(sys.stdin.buffer.read().decode("utf-8", "replace")).text


def _spans(word: str) -> Spans:
    """A reader of places: `35-40`, or several with commas between.

    Raises:
        UsageError: it is none.
    """
    from reader.text.spans import overlapping

    pairs = [part.split("-") for part in word.split(",")]
    if all(len(pair) == 2 and all(end.isascii() and end.isdecimal() for end in pair) for pair in pairs):
        spans = tuple((int(start), int(end)) for start, end in pairs)
        if all(start < end for start, end in spans) and not overlapping(spans):
            return spans
    sentence = _("--span takes places such as 35-40 or 35-40,60-65, not {word}.")
    raise UsageError(sentence.format(word=word))


def _inside(one: marking.Opened, spans: Spans) -> Spans:
    """Spans that are places of the text and hold more than white space.

    Raises:
        UsageError: they do not.
    """
    from reader.text.spans import text_of

    text = one.page.source.text
    if max(end for _start, end in spans) > len(text):
        sentence = _("{file} has {count} characters; --span goes beyond.")
        raise UsageError(sentence.format(file=one.file, count=len(text)))
    if not text_of(text, spans).strip():
        raise UsageError(_("Only white space stands there in {file}.").format(file=one.file))
    return spans


def _quoted(one: marking.Opened, quote: str, key: str | None) -> Spans:
    """The one place where words stand in a file, or in an article of it.

    Raises:
        UsageError: there is none, or there are more.
    """
    from reader.cli.reading import article_of
    from reader.library.pagetext import page_text
    from reader.text.query import Query

    searched = page_text(one.page)
    hits, _hidden = searched.search(Query(quote))
    if key is not None:
        number = list(one.page.all_articles()).index(article_of(one.page, key, one.file))
        hits = [hit for hit in hits if hit.article == number]
    found = [spans for hit in hits if (spans := searched.spans(one.page.source.text, hit))]
    if not found:
        raise UsageError(_("“{quote}” does not stand in {file}.").format(quote=quote, file=one.file))
    if len(found) > 1:
        places = ", ".join(f"{spans[0][0]}-{spans[-1][1]}" for spans in found[:SHOWN])
        sentence = _("“{quote}” stands in {file} {count} times ({places}): give more words, --article or --span.")
        more = "…" if len(found) > SHOWN else ""
        raise UsageError(sentence.format(quote=quote, file=one.file, count=len(found), places=places + more))
    return found[0]


def _part(one: marking.Opened, spans: Spans) -> PagePart:
    from reader.annotations.anchors import home

    key, _check = home(spans, one.page.all_articles())
    article = one.page.article(key or "") or one.page.articles[0]
    return PagePart(one.entry, one.page, article)
