"""How many halves of cut articles find each other. By hand: `python -m tests.benchmarks.jumps [FOLDER]`.

Every page of the folder (default: the seeds) becomes an issue: each article that is long enough is cut in two in the
middle of a sentence, the first halves stand on page 1 with `下转第N版`, the second ones on page N with `上接第1版`, in
another order. Pages of one issue are made of several files, so that many ends compete. Asked with page numbers known
and unknown. A wrong link counts against everything: it is worse than none.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from reader.library.links import PageJumps, link
from reader.newspaper.jumps import JumpEnd, JumpText, jump_text
from reader.newspaper.model import Article, Block, Page, Role
from reader.newspaper.recognise import recognise
from reader.text.source import Source

SEEDS = Path(__file__).parents[2] / "seeds"
LEAST = 240
"""Characters of an article that is cut."""


def halves(page: Page, chance: random.Random) -> list[tuple[JumpText, JumpText]]:
    """The two halves of each long article, as they are compared; the second has no headline."""
    out = []
    for article in page.articles:
        paragraphs = [block for block in article.blocks if block.role is Role.PARAGRAPH]
        long = [number for number, block in enumerate(paragraphs) if block.spans[-1][1] - block.spans[-1][0] > 40]
        if sum(end - start for start, end in article.spans) < LEAST or not long:
            continue
        number = long[len(long) // 2]
        block = paragraphs[number]
        (start, end), rest = block.spans[-1], block.spans[:-1]
        cut = chance.randrange(start + 12, end - 12)
        head = [one for one in article.blocks if one.role is not Role.PARAGRAPH] + paragraphs[:number]
        first = Article("a", (*head, Block(Role.PARAGRAPH, (*rest, (start, cut)))))
        jump = Block(Role.JUMP, ((start, start),))
        second = Article("b", (jump, Block(Role.PARAGRAPH, ((cut, end),)), *paragraphs[number + 1 :]))
        text = jump_text(page.source, second)
        after = "".join(page.source.text[cut:end].split())[:8]
        out.append((jump_text(page.source, first), text._replace(after=after)))
    return out


def tried(issues: list[list[tuple[JumpText, JumpText]]], *, numbered: bool) -> tuple[int, int, int]:
    """Pairs in all, linked rightly, linked wrongly."""
    total = right = wrong = 0
    background = tuple(text.body for pairs in issues for pair in pairs for text in pair)[:60]
    for pairs in issues:
        starts = [JumpEnd(f"a{number}", 0, True, "8", "") for number in range(len(pairs))]
        backs = [JumpEnd(f"b{number}", 0, False, "1", "") for number in range(len(pairs))]
        firsts = {f"a{at}": one for at, (one, _two) in enumerate(pairs)}
        seconds = {f"b{at}": two for at, (_one, two) in enumerate(pairs)}
        pages = [
            PageJumps(number, number if numbered else None, tuple(ends), texts, background)
            for number, ends, texts in (("1", starts, firsts), ("8", backs, seconds))
        ]
        total += len(pairs)
        for at, other in link(pages).other.items():
            if at.end.onward:
                hit = at.end.article_id[1:] == other.end.article_id[1:]
                right, wrong = right + hit, wrong + (not hit)
    return total, right, wrong


def without_partner(issues: list[list[tuple[JumpText, JumpText]]], *, numbered: bool) -> tuple[int, int]:
    """Ends whose other half is not there, and how many of them are linked all the same."""
    shifted = [
        [(one, two) for one, two in zip([a for a, _ in p[::2]], [b for _, b in p[1::2]], strict=False)] for p in issues
    ]
    total, right, wrong = tried(shifted, numbered=numbered)
    return total, right + wrong


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SEEDS
    chance = random.Random(0)
    cut = []
    for path in sorted(folder.glob("*.txt")):
        cut += halves(recognise(Source.normalised(path.read_text(encoding="utf-8"))), chance)
    for size in (1, 3, 6, 12):
        issues = [cut[at : at + size] for at in range(0, len(cut) - size + 1, size)]
        for numbered in (True, False):
            total, right, wrong = tried(issues, numbered=numbered)
            lone, linked = without_partner(issues, numbered=numbered)
            print(
                f"{size:3} jumps an issue, numbers {'known  ' if numbered else 'unknown'}: {right}/{total} right, "
                f"{wrong} wrong; of {lone} without their other half {linked} linked"
            )


if __name__ == "__main__":
    main()
