"""How fast repeated passages are found, and how long what is said twice by chance is.

By hand: `python -m tests.benchmarks.repeats [FOLDER…]`. Folders of pages (`*.txt`; with `*.gold.json` beside them what
is known to be a second copy is told apart) add to the lengths measured on the seeds. The speed is that of one core, in
characters of text a second, beside folding the same text.
"""

from __future__ import annotations

import json
import platform
import random
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reader.library.repeats import text_shingles
from reader.text.fold import fold
from reader.text.repeats import MINIMUM, repeats
from tests.text.seeds import FOLDER, seeds

HAN = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 3000))


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The least processor time of some rounds."""
    best = float("inf")
    for _round in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def texts() -> dict[str, str]:
    """Texts of all sorts, and what is worst for the search."""
    chance = random.Random(0)
    pages = "".join(seeds().values())
    passage = "".join(chance.sample(HAN, 100))
    first, second = "甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未"
    while len(second) < 1_000_000:
        first, second = second, second + first
    return {
        "the seeds": pages,
        "the seeds, forty times": pages * 40,
        "no repeats": "".join(chance.choices(HAN, k=1_000_000)),
        "one character": "一" * 1_000_000,
        "a period of 37": passage[:37] * 27_000,
        "a Fibonacci word": second[:1_000_000],
        "a passage 7,000 times": "".join(passage + "".join(chance.choices(HAN, k=50)) for _ in range(7_000)),
    }


def large() -> str:
    """20 MB in one line."""
    chance = random.Random(1)
    return "".join("".join(chance.choices(HAN, k=10_000)) for _piece in range(670))


def megabytes() -> float:
    """Peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def lengths(folders: list[Path]) -> None:
    """The longest repeats that no one knows of, and the shortest known ones."""
    chance: list[int] = []
    real: list[int] = []
    pages = {path.name: path.read_text("utf-8") for folder in folders for path in sorted(folder.glob("*.txt"))}
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            gold = path.with_suffix(".gold.json")
            known = json.loads(gold.read_text("utf-8"))["duplicates"] if gold.exists() else []
            for one in repeats([pages[path.name]], 17):
                copy = any(start < place.end and place.start < end for place in one.occurrences for start, end in known)
                (real if copy else chance).append(one.characters)
    print(f"\n{len(pages)} pages; passages of at least {MINIMUM} characters are told")
    print("  by chance or not known, the longest:", sorted(chance, reverse=True)[:12])
    print("  known second copies, the shortest:  ", sorted(one for one in real if one > 40)[:12])
    found = [one for one in repeats(list(pages.values()), 24) if one.occurrences[0].text != one.occurrences[-1].text]
    print("  between pages, the longest:         ", sorted((one.characters for one in found), reverse=True)[:12])


def main() -> None:
    print(f"Python {platform.python_version()}; million characters a second")
    text = large()
    before = megabytes()
    spent = seconds(lambda: repeats([text]), 1)
    memory = f"peak {before:.0f} MB before and {megabytes():.0f} MB after"
    print(f"  20 MB in one line: {len(text) / 1e6 / spent:.2f}, {memory}")
    for name, text in texts().items():
        size = len(text) / 1e6
        baseline = seconds(partial(fold, text))
        found = seconds(partial(repeats, [text]))
        index = seconds(partial(text_shingles, text))
        speeds = f"repeats {size / found:6.2f}   shingles {size / index:6.2f}   fold {size / baseline:6.2f}"
        print(f"  {name:<24} {size:6.2f} M   {speeds}")
    lengths([FOLDER, *map(Path, sys.argv[1:])])


if __name__ == "__main__":
    main()
