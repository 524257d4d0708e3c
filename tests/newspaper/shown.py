"""What a reader sees of the seed documents: every element of the structures read by hand, on a line of its own.

`python -m tests.newspaper.shown` writes the files anew; whoever changes them reads the difference line by line.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from reader.newspaper.compose import compose
from reader.newspaper.model import Article, Block, Role
from reader.text.source import Source
from tests.newspaper.score import Structure, gold_of, seed_names

SHOWN = Path(__file__).parent / "shown"

WHOLE = {Role.KICKER: "kicker", Role.TITLE: "title", Role.SUBTITLE: "subtitle", Role.BYLINE: "byline"}
LISTED = {Role.PARAGRAPH: "paragraphs", Role.CAPTION: "captions", Role.JUMP: "jumps"}


def shown(text: str, structure: Structure) -> Iterator[str]:
    """The role and the text of every element, an empty line between articles."""
    source = Source(text)
    for number, article in enumerate(structure["articles"]):
        blocks = [Block(role, spans) for role, name in WHOLE.items() if (spans := _spans(article.get(name, [])))]
        blocks += [Block(role, _spans(one)) for role, name in LISTED.items() for one in article.get(name, [])]
        if number:
            yield ""
        for block in compose(source, Article(str(number), tuple(blocks))).blocks:
            yield f"{block.role}\t{block.text.text}"


def _spans(pairs: list[list[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in pairs)


def main() -> int:
    """Write the files."""
    SHOWN.mkdir(exist_ok=True)
    for name in seed_names():
        (SHOWN / f"{name}.txt").write_text("\n".join([*shown(*gold_of(name)), ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
