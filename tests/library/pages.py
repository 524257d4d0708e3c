"""Libraries of any size for tests and benchmarks, made of the articles of the seed documents."""

from __future__ import annotations

import random
from pathlib import Path

from reader.newspaper.recognise import recognise
from reader.text.source import Source
from reader.text.spans import text_of

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def seed_articles() -> list[str]:
    """The text of every article of the seeds that is worth a file, cut to 600 characters."""
    out = []
    for path in SEEDS:
        source = Source.normalised(path.read_text(encoding="utf-8"))
        for article in recognise(source).articles:
            start, end = min(article.spans)[0], max(article.spans)[1]
            out.append(text_of(source.text, [(start, min(end, start + 600))]).strip())
    return [text for text in out if len(text) >= 40]


def make_library(root: Path, count: int, articles: tuple[int, int] = (1, 10)) -> list[Path]:
    """Write `count` texts into folders of 100 below `root`, each of its own, with so many articles; always the same."""
    chance = random.Random(0)
    known = seed_articles()
    paths = []
    for number in range(count):
        path = root / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        chosen = [chance.choice(known) for _ in range(chance.randint(*articles))]
        path.write_text("\n\n".join([*chosen, f"（第{number}号）"]) + "\n", encoding="utf-8")
        paths.append(path)
    return paths
