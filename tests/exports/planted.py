"""A library to hold every format against: the seeds with characters beyond the basic plane planted, and all that hurts.

Overlaps, passages of several pieces, passages over a rejoined line end and over paragraphs, several files, tags with
every mark, notes with markup, a text of one paragraph, a Traditional page whose Simplified has characters beyond the
basic plane.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reader.annotations.history import Change
from reader.annotations.model import Annotation, Kind, Target, make_target
from reader.annotations.store import Store, open_store
from reader.library.catalogue import Catalogue
from reader.newspaper.model import Article, Page
from reader.text.source import Source
from reader.text.spans import Span, Spans, merged
from tests.annotations.examples import seed
from tests.exports.examples import NASTY

ASTRAL = "𠮷😀𡃁"
ONLY_BEYOND = "俓噅"
"""Traditional characters of the basic plane whose Simplified stand beyond it."""

TAGS = (
    "民生",
    "民生, 教育",
    "甲;乙",
    'a "b" c',
    "=cmd|' /C calc'!A0",
    "<i>&amp;",
    "back\\slash",
    "有 空格",
    "𠮷字😀",
    "a|b",
    "Tag",
    "tag",
    "-1+1",
    "---",
)
NOTES = (
    None,
    "一句话。",
    "两行\n第二行 **粗** <b>x</b> [链](http://example.org)",
    "=1+1",
    "𠮷😀\t制表\r\n末",
    '引号 " 与 \\ 与 ; 与 ,',
    "",
)


def texts() -> dict[str, str]:
    """The texts of the library by file name."""
    chance = random.Random(7)
    hans, hant, wrapped = (seed(number)[1].text for number in ("000", "002", "003"))
    return {
        "000.txt": hans,
        "002 繁.txt": hant[:40] + ONLY_BEYOND + hant[40:],
        "深/003 𠮷.txt": "".join(
            char + chance.choice(ASTRAL) if char.isalnum() and chance.random() < 0.02 else char for char in wrapped
        ),
        "坏 *#[名].txt": NASTY.text,
        "短.txt": "𠮷野家😀今日开业。\n",
    }


def make(root: Path) -> tuple[Catalogue, Store]:
    """Write the texts below `root`, annotate them, and open the library."""
    for name, text in texts().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    catalogue, store = opened(root)
    changes: list[Change] = []
    for entry in sorted(catalogue.entries, key=lambda one: one.path):
        page = catalogue.load(entry)
        changes += [Change(None, one) for one in marked(page, entry.path, len(changes))]
    store.commit(changes, "planted")
    return catalogue, store


def opened(root: Path) -> tuple[Catalogue, Store]:
    """A library and its annotations, opened anew."""
    catalogue = Catalogue(root, [root])
    catalogue.scan()
    return catalogue, open_store(root / ".reader" / "annotations.json", '王 小"明"', root / "none.json")


def marked(page: Page, path: str, first: int) -> list[Annotation]:
    """Annotations on every article of a page and on what belongs to none; ids count from `first`."""
    chance = random.Random(f"{path}/{first}")
    out: list[Annotation] = []

    def add(kind: Kind, target: Target, tag: str | None, note: str | None) -> None:
        number = first + len(out)
        key = f"0190a000-0000-7000-8000-{number:012d}"
        created, modified = f"2026-11-22T08:{number // 60 % 60:02d}:{number % 60:02d}Z", "2026-11-23T00:00:00Z"
        annotator = ("甲", '王 小"明"', "=乙")[number % 3]
        out.append(Annotation(key, kind, target, tag, note, created, modified, annotator))

    source = page.source
    for article in page.all_articles():
        whole = make_target(source, path, article.spans, article=True)
        add(Kind.TAG, whole, chance.choice(TAGS), None)
        add(Kind.TAG, whole, chance.choice(TAGS), chance.choice(NOTES))
        add(Kind.NOTE, whole, None, chance.choice(NOTES[1:-1]))
        for spans in passages(source, article, chance):
            target = make_target(source, path, spans, article=False)
            kind = chance.choice((Kind.HIGHLIGHT, Kind.HIGHLIGHT, Kind.NOTE))
            tag = chance.choice((None, *TAGS)) if kind is Kind.HIGHLIGHT else None
            add(kind, target, tag, chance.choice(NOTES))
    extra = replace(out[0], extra={"colour": 3, "nested": {"a": [1, None]}})
    out[0] = replace(extra, target=replace(extra.target, extra={"page": "A1"}))
    return out


def passages(source: Source, article: Article, chance: random.Random) -> Iterable[Spans]:
    """Passages of an article: any, overlapping ones, over line ends, over paragraphs, of two pieces far apart."""
    pieces = [span for span in article.spans if span[1] - span[0] > 3]
    for start, end in pieces[:6]:
        low = chance.randrange(start, end - 2)
        high = min(end, low + chance.randrange(1, 40))
        yield from _solid(source, ((low, high),))
        yield from _solid(source, (((low + high) // 2, min(end, high + 5)),))
    for start, end in pieces:
        at = source.text.find("\n", start, end)
        if start + 2 < at < end - 2:
            # As the app stores a passage over a rejoined line end: without it, in two pieces.
            yield from _solid(source, ((at - 2, at), (at + 1, at + 3)))
            break
    if pieces:
        start, end = pieces[0]
        if end - start > 12:
            yield from _solid(source, ((start, start + 2), (end - 3, end)))
        beyond = next((at for at in range(start, end) if source.text[at] > "\uffff"), None)
        if beyond is not None:
            yield from _solid(source, ((beyond, beyond + 1),))
            yield from _solid(source, ((start, beyond + 1),))


def _solid(source: Source, spans: Iterable[Span]) -> Iterable[Spans]:
    spans = merged(spans)
    if any(not source.text[start:end].isspace() for start, end in spans):
        yield spans
