"""How fast pages are recognised. By hand: `python -m tests.benchmarks.recognition [FOLDER] [--large]`.

Characters a second over the texts of a folder (by default the seeds), on one core and in processor time, without words
and with them, jieba told apart; the three costliest parts; whether ten times the text takes ten times as long;
and with `--large` how 20 MB end in one line and in a million lines.
"""

from __future__ import annotations

import argparse
import cProfile
import platform
import pstats
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from reader.library.decode import read_source
from reader.library.discovery import discover, library_root
from reader.newspaper.breaks import Words
from reader.newspaper.recognise import recognise
from reader.text.common import CommonWords
from reader.text.lexicon import Lexicon
from reader.text.source import Source

ROOT = Path(__file__).parents[2]
LARGE = 20_000_000
"""Characters of a large text."""

LARGE_TEXTS = ("one line", "a million lines")


def spent(sources: Sequence[Source], words: Words, runs: int = 1) -> float:
    """Seconds of processor time that recognising them takes; the least of several runs."""
    least = float("inf")
    for _run in range(runs):
        start = time.process_time()
        for source in sources:
            recognise(source, words)
        least = min(least, time.process_time() - start)
    return least


def costliest(sources: Sequence[Source], count: int = 3) -> list[tuple[str, float]]:
    """The modules in which most time is spent, what they call in others not counted, with their share of it all."""
    profile = cProfile.Profile()
    profile.enable()
    for source in sources:
        recognise(source)
    profile.disable()
    stats = pstats.Stats(profile)
    rows: dict[tuple[str, int, str], tuple[int, int, float, float, object]] = stats.stats  # type: ignore[attr-defined]
    own: dict[str, float] = {}
    for (file, _line, _name), (_calls, _all, seconds, _below, _callers) in rows.items():
        part = Path(file).stem if file.startswith(str(ROOT)) else "Python's own functions"
        own[part] = own.get(part, 0.0) + seconds
    whole = sum(own.values())
    return sorted(((part, seconds / whole) for part, seconds in own.items()), key=lambda one: -one[1])[:count]


def large_text(kind: str, sources: Sequence[Source]) -> str:
    """20 MB of the characters of the texts, drawn at random: what no page is."""
    text = "".join("".join(source.text.split()) for source in sources)
    draw = random.Random(1)
    pieces = [text[at : at + 19] for at in (draw.randrange(len(text)) for _piece in range(LARGE // 20))]
    return ("" if kind == "one line" else "\n").join(pieces)


def large(kind: str, sources: Sequence[Source]) -> None:
    """Recognise a large text in this process and print what it took."""
    import resource

    source = Source(large_text(kind, sources))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = spent([source], CommonWords())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"20 MB in {kind}: {seconds:.1f} s, peak {peak:.0f} MiB ({before:.0f} MiB before)", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="How fast pages are recognised.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "seeds")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--large", nargs="?", const="all", choices=(*LARGE_TEXTS, "all"), help="20 MB as well")
    options = parser.parse_args()
    sources = [read_source(Path(path)) for path in discover([options.folder], library_root([options.folder]))]
    characters = sum(len(source.text) for source in sources)
    if options.large in LARGE_TEXTS:
        large(options.large, sources)
        return 0

    print(
        f"Python {platform.python_version()}, jieba {version('jieba')}, {len(sources)} texts, {characters} characters"
    )
    recognise(sources[0])
    seconds = spent(sources, CommonWords(), options.runs)
    print(f"common words   {characters / seconds:9,.0f} characters/s")
    lexicon, start = Lexicon(), time.process_time()
    loaded = lexicon.total and time.process_time() - start
    asked = spent(sources, lexicon, options.runs)
    print(f"jieba's words  {characters / asked:9,.0f} characters/s, and {loaded:.2f} s once to load jieba")
    shares = ", ".join(f"{part} {100 * share:.0f} %" for part, share in costliest(sources))
    print(f"costliest parts: {shares}")
    by_size = sorted(sources, key=lambda source: len(source.text))
    pages = [by_size[len(by_size) // 2], by_size[-1]]
    several = "\n".join(source.text for source in sources)
    for name, text in (("page of middle size", pages[0].text), ("longest page", pages[1].text), ("all texts", several)):
        # Not the same text ten times: a second copy is passed over at once.
        ten = [text, *(text.translate(_shifted(number)) for number in range(1, 10))]
        words = CommonWords()
        ratio = spent([Source("\n".join(ten))], words, options.runs) / spent([Source(text)], words, options.runs)
        print(f"ten times the {name} ({len(text)} characters): {ratio:.1f} × the time")
    if options.large:
        for kind in LARGE_TEXTS:
            command = [sys.executable, "-m", __spec__.name, str(options.folder), "--large", kind]
            subprocess.run(command, check=True, cwd=ROOT)
    return 0


def _shifted(number: int) -> dict[int, int]:
    """A table that makes other words of the rarer ideographs, and leaves those alone that rules look for."""
    low, high = 0x6D00, 0x9000
    return {code: low + (code - low + 101 * number) % (high - low) for code in range(low, high)}


if __name__ == "__main__":
    sys.exit(main())
