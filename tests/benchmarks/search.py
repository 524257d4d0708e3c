"""What the search of a library finds and how fast, beside ripgrep on the same files.

By hand: `python -m tests.benchmarks.search [FILES]`, with `rg` in the PATH. The first table counts words of two to six
characters at their places in the samples: those that jieba finds in the articles as recognised, in the page as it
stands in the file, and in the articles as a person reads them. The second compares times on a library of FILES pages
(10,000 are 55 MB) that is open. The third compares patterns, with regard to the time of the processor, with the same
engine that looks into each paragraph by itself, and tells after what time a search stops that is out of date.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from reader.library.catalogue import Catalogue, Entry
from reader.library.corpus import Corpus
from reader.library.pagetext import PageText, page_text
from reader.newspaper.compose import compose
from reader.newspaper.model import Article, Block, Issue, Page, Role
from reader.newspaper.recognise import recognise
from reader.text import words
from reader.text.fold import fold
from reader.text.near import is_han
from reader.text.pattern import TooSlowError
from reader.text.query import Mode, Query
from reader.text.source import Source
from reader.text.spans import Spans, text_of
from tests.library.pages import make_library
from tests.newspaper.score import SEEDS, gold_of, seed_names

QUERIES = ("民生", "呼和浩特", "乡村振兴", "人大", "疫情防控", "第9999号", "营商环境", "没有这样的词")

WAYS = (("民生", Mode.WORD), ("呼和浩特", Mode.FUZZY), ("民政局", Mode.FUZZY), ("民.{1,3}局", Mode.REGEX))

PATTERNS = (r"[\u4e00-\u9fff]{4}年", r"(.)\1", r"\d{4}-\d\d", ".{2}局", "[^民]{3}局", "民.{1,3}局")

HOPELESS = "(?:.|民生?)*[甲乙]{40}|(?:(?:民|.)+)+[甲乙]{2}"
"""Needs for ever where one of these characters stands."""


class Token(NamedTuple):
    """A word at its place."""

    word: str
    """As the source has it, without white space."""
    spans: Spans


def _tokens(text: str, spans_of: Callable[[int, int], Spans]) -> Iterator[Token]:
    for start, end in pairwise([0, *words.boundaries(text)]):
        word = text[start:end]
        if 2 <= len(word) <= 6 and all(map(is_han, word)):
            yield Token(word, spans_of(start, end))


def tokens_of_articles(page: Page) -> list[Token]:
    """The words of the articles as recognised."""
    views = (compose(page.source, article) for article in page.articles)
    return [one for view in views for block in view.blocks for one in _tokens(block.text.text, block.text.to_source)]


def tokens_of_file(page: Page) -> list[Token]:
    """The words of the page in the order of the file, over its line ends."""
    folded = fold(page.source.text)
    found = _tokens(folded.text, lambda start, end: ((folded.starts[start], folded.ends[end - 1]),))
    return [Token("".join(text_of(page.source.text, spans).split()), spans) for _word, spans in found]


def tokens_of_gold(page: Page, name: str) -> list[Token]:
    """The words of the articles as a person reads them."""
    source = page.source.text
    out: list[Token] = []
    for article in gold_of(name)[1]["articles"]:
        roles = [article[role] for role in ("title", "kicker", "subtitle", "byline")]
        for element in (*(role for role in roles if role), *article["paragraphs"], *article["captions"]):
            places = [at for start, end in element for at in range(start, end) if not source[at].isspace()]
            text = "".join(source[at] for at in places)
            out += _tokens(text, lambda start, end, places=places: _merged(places[start:end]))  # type: ignore[misc]
    return out


def _merged(places: list[int]) -> Spans:
    out: list[tuple[int, int]] = []
    for at in places:
        if out and out[-1][1] == at:
            out[-1] = (out[-1][0], at + 1)
        else:
            out.append((at, at + 1))
    return tuple(out)


def missed(page: Page, text: PageText, tokens: list[Token]) -> list[Token]:
    """The words that a search for them does not find where they stand."""
    reached: dict[str, set[int]] = {}
    for word in {token.word for token in tokens}:
        found = (text.spans(page.source.text, hit) for hit in text.search(Query(word))[0])
        reached[word] = {at for spans in found for start, end in spans for at in range(start, end)}
    return [token for token in tokens if not _places(token) <= reached[token.word]]


def missed_by_rg(page: Page, file: Path, tokens: list[Token]) -> list[Token]:
    """The same of ripgrep."""
    data = file.read_bytes()
    reached: dict[str, set[int]] = {}
    for word in {token.word for token in tokens}:
        run = subprocess.run(["rg", "-aFob", "--no-filename", "--", word, file], capture_output=True, check=False)
        starts = [int(line.split(b":")[0]) for line in run.stdout.splitlines()]
        begins = [len(data[:start].decode("utf-8")) for start in starts]
        reached[word] = {at for begin in begins for at in range(begin, begin + len(word))}
    return [token for token in tokens if not _places(token) <= reached[token.word]]


def _places(token: Token) -> set[int]:
    return {at for start, end in token.spans for at in range(start, end)}


def recall() -> None:
    """The first table."""
    print(f"{'words of 2-6 characters':<28}{'in all':>8}{'reader':>10}{'rg':>10}")
    hidden: Counter[str] = Counter()
    for name in seed_names():
        file = SEEDS / f"{name}.txt"
        page = recognise(Source.normalised(file.read_text("utf-8")))
        text = page_text(page)
        kinds = {
            "articles": tokens_of_articles(page),
            "file": tokens_of_file(page),
            "gold": tokens_of_gold(page, name),
        }
        for kind, tokens in kinds.items():
            ours, theirs = missed(page, text, tokens), missed_by_rg(page, file, tokens)
            if kind == "gold":
                hidden.update(f"{name[:3]} {token.word}" for token in ours)
            share = [1 - len(one) / max(1, len(tokens)) for one in (ours, theirs)]
            print(f"{name[:3]} {kind:<24}{len(tokens):>8}{share[0]:>10.4f}{share[1]:>10.4f}")
    print("hidden by a wrong join:", ", ".join(hidden) or "none")


def first_of_rg(query: str, root: Path) -> tuple[float, float]:
    """Seconds to the first byte of ripgrep's answer, or to its end if there is none; and to its end."""
    started = time.perf_counter()
    with subprocess.Popen(["rg", "-F", "--", query, root], stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.read(1)
        first = time.perf_counter() - started
        run.stdout.read()
    return first, time.perf_counter() - started


def first_of_corpus(query: str, corpus: Corpus, mode: Mode = Mode.PLAIN) -> tuple[float, float, int]:
    """Seconds to the first hit, and to the last; number of hits."""
    started = time.perf_counter()
    found = corpus.search(Query(query, mode))
    page = next(found, None)
    first = time.perf_counter() - started
    count = sum(len(one.hits) for one in found) + (len(page.hits) if page else 0)
    return first, time.perf_counter() - started, count


def opened(root: Path, database: Path) -> Corpus:
    """The corpus of an open library whose pages are taken as one article each, a block to a line.

    Recognising 10,000 pages takes minutes, and what is searched is as long whatever is recognised in it.
    """
    corpus = Corpus(Catalogue(root, [root]), database)
    for path in sorted(root.rglob("*.txt")):
        source = Source.normalised(path.read_text("utf-8"))
        lines = re.finditer(r"[^\n]*\S[^\n]*", source.text)
        article = Article("a", tuple(Block(Role.PARAGRAPH, (line.span(),)) for line in lines))
        text = page_text(Page(source, Issue(), (article,)))
        corpus._entries.append(Entry(str(path.relative_to(root)), root, "ready", None, source.sha256))
        corpus._texts[source.sha256] = "", text
    return corpus


def speed(files: int) -> None:
    """The second table."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "library"
        make_library(root, files, (1, 7))
        size = sum(path.stat().st_size for path in root.rglob("*.txt"))
        started = time.perf_counter()
        corpus = opened(root, Path(name) / "search.sqlite3")
        texts = [text for _version, text in corpus._texts.values()]
        print(f"{files} pages, {size / 1e6:.0f} MB, {sum(len(text.text) for text in texts):,} characters to search")
        print(f"folded in {time.perf_counter() - started:.1f} s; ", end="")
        packed = [text.packed() for text in texts]
        started = time.perf_counter()
        for one in packed:
            PageText.unpacked(one)
        print(
            f"kept in {sum(map(len, packed)) / 1e6:.0f} MB and read from there in {time.perf_counter() - started:.1f} s"
        )
        print(f"{'milliseconds':<16}{'hits':>8}{'first':>9}{'all':>9}{'rg first':>10}{'rg all':>9}{'ratio':>8}")
        worst = 0.0
        for query in QUERIES:
            ours = [first_of_corpus(query, corpus) for _ in range(5)]
            theirs = [first_of_rg(query, root) for _ in range(5)]
            first, last = min(one[0] for one in ours), min(one[1] for one in ours)
            rg_first, rg_last = min(one[0] for one in theirs), min(one[1] for one in theirs)
            worst = max(worst, first / rg_first)
            times = (first * 1e3, last * 1e3, rg_first * 1e3, rg_last * 1e3)
            print(
                f"{query:<16}{ours[0][2]:>8}{times[0]:>9.2f}{times[1]:>9.1f}{times[2]:>10.1f}{times[3]:>9.1f}"
                f"{first / rg_first:>8.2f}"
            )
        print(f"time to the first hit, or to the end where there is none: at most {worst:.2f} times that of rg")
        for query, mode in WAYS:
            first, last, count = first_of_corpus(query, corpus, mode)
            print(f"{query} ({mode}): {count} hits, first after {first * 1e3:.1f} ms, all after {last * 1e3:.0f} ms")
        patterns(corpus)


def each_paragraph(pattern: str, texts: list[PageText]) -> int:
    """How often a pattern is found where each paragraph is searched for itself."""
    import regex

    search, count = regex.compile(pattern, regex.IGNORECASE).finditer, 0
    for text in texts:
        for start, end in zip(text.columns.starts, text.columns.ends, strict=True):
            count += sum(1 for _match in search(text.text[start:end], timeout=60))
    return count


def patterns(corpus: Corpus) -> None:
    """The third table."""
    texts = [text for _version, text in corpus._texts.values()]
    print(f"{'seconds':<24}{'hits':>8}{'paragraphs':>12}{'reader':>9}{'ratio':>8}")
    for pattern in PATTERNS:
        started = time.process_time()
        each_paragraph(pattern, texts)
        plain = time.process_time() - started
        started = time.process_time()
        count = first_of_corpus(pattern, corpus, Mode.REGEX)[2]
        ours = time.process_time() - started
        print(f"{pattern:<24}{count:>8}{plain:>12.2f}{ours:>9.2f}{ours / plain:>8.2f}")
    for pattern in (*PATTERNS, HOPELESS):
        print(
            f"{pattern}: stops at most {max(_stops(pattern, corpus, at) for at in (0.02, 0.1, 0.3)) * 1e3:.1f} ms late"
        )


def _stops(pattern: str, corpus: Corpus, after: float) -> float:
    """Seconds that a search goes on after it was out of date, `after` seconds from its beginning."""
    out_of_date = time.perf_counter() + after
    try:
        for _page in corpus.search(Query(pattern, Mode.REGEX), cancelled=lambda: time.perf_counter() >= out_of_date):
            pass
    except TooSlowError:
        pass
    return max(0.0, time.perf_counter() - out_of_date)


def main() -> None:
    """All tables."""
    version = subprocess.run(["rg", "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {version}")
    words.load()
    recall()
    speed(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)


if __name__ == "__main__":
    main()
