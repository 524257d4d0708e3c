"""Recognise a page: from a source text to its articles.

Lines are measured (`lines`), named by their wording (`wording`) and their setting (`setting`), made into units
(`joins`, `headings`), the units divided into articles (`articles`), and each unit given its role (`roles`).
"""

from __future__ import annotations

from reader.newspaper.alternation import untangled
from reader.newspaper.articles import Segmenter
from reader.newspaper.breaks import Words
from reader.newspaper.dating import issue_of
from reader.newspaper.fragments import rejoined
from reader.newspaper.joins import units_of
from reader.newspaper.lines import read_lines
from reader.newspaper.model import Page
from reader.newspaper.reunion import reunited
from reader.newspaper.roles import article_of, spans_of
from reader.newspaper.wording import Kind
from reader.text.common import CommonWords
from reader.text.script import detect
from reader.text.source import Source

_COMMON = CommonWords()

_SAMPLE = 200_000
"""How many characters of a text tell its script."""


def recognise(source: Source, words: Words = _COMMON) -> Page:
    """The articles of a page. Never raises: any text is a page, if need be of one doubtful article.

    Args:
        source: the text of one page, or of several parted by form feeds.
        words: a word list that helps to find which line goes on where; the common words are there at once.
    """
    lines = read_lines(source.text)
    units = units_of(untangled(lines, words))
    furniture = [span for unit in units if unit.kind is Kind.FURNITURE for span in spans_of(source, unit)]
    duplicates = [span for unit in units if unit.kind is Kind.DUPLICATE for span in spans_of(source, unit)]
    texts = rejoined([unit for unit in units if unit.kind not in (Kind.FURNITURE, Kind.DUPLICATE)], words)
    runs = reunited([[texts[number] for number in run] for run in Segmenter(texts).best()])
    articles = [article_of(source, run) for run in runs]
    openings = [unit for run in runs for unit in run if unit.dateline]
    openings += [next(unit for unit in run if unit.text) for run in runs if any(unit.text for unit in run)]
    issue = issue_of(units, openings, detect(source.text[:_SAMPLE]), source.text)
    return Page(source, issue, tuple(articles), tuple(furniture), tuple(duplicates))
