"""The seed documents as sources and pages, and text for properties."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from reader.newspaper.model import Page
from reader.newspaper.recognise import recognise
from reader.text.source import Source
from tests.newspaper.score import SEEDS

MARKS = (
    "\n\n\n  #，。、：“”■□（）—\u3000\u200b\ufeff\f\t\x1b\x00\ud800abc.【】1月2日本报讯记者上接第1版下转摄图中国王李"
)

LINES = sorted({line[:60] for path in SEEDS.glob("*.txt") for line in path.read_text(encoding="utf-8").split("\n")})

TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=MARKS, max_size=160),
    st.lists(st.sampled_from(LINES), max_size=24).map("\n".join),
)
"""Any text at all, text of the marks that rules look for, and lines of the seed documents in any order."""


@cache
def page(number: str) -> Page:
    """The recognised page of a seed document, by its number, `000` to `004`."""
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return recognise(Source.normalised(path.read_text(encoding="utf-8")))


def blocks_text(number: str, article: int) -> list[tuple[str, str]]:
    """The role and source text, without white space, of the blocks of an article."""
    found = page(number)
    return [
        (block.role.value, "".join("".join(found.source.text[a:b] for a, b in block.spans).split()))
        for block in found.articles[article].blocks
    ]
