"""How long 100,000 annotations take to export in each format, and how much memory: python -m tests.benchmarks.exports

Each format is written by a process of its own from a library of the seeds, each copied many times; `[NAME…]` measures
those formats alone, `--count N` so many annotations. What it must reach: 20 s and 500 MB; the seconds of work are what
a machine that does nothing else needs.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from reader.annotations.history import Change
from reader.annotations.model import Kind, make_target, new_annotation
from reader.annotations.store import Store, library_file, open_store
from reader.exports.registry import FORMATS
from reader.exports.writing import export_annotations
from reader.library.catalogue import Catalogue
from tests.annotations.examples import SEEDS

SECONDS, MEGABYTES = 20, 500
COMMAND = (sys.executable, "-m", "tests.benchmarks.exports")
ON_A_PAGE = 250
"""Annotations of a page."""
TAGS = ("民生", "经济", "教育", "党建", "体育")


def make(root: Path, count: int) -> None:
    """A library with so many annotations: of ten one on an article, the others on passages, some over line ends."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for number in range(count // ON_A_PAGE):
        # A line of its own makes each page another text.
        text = f"第{number}页\n\n{texts[number % len(texts)]}"
        (root / f"{number:04d}.txt").write_text(text, encoding="utf-8")
    catalogue, store = opened(root)
    catalogue.fill(lambda: False, lambda done, total: None, lambda entries: None)
    changes = []
    for entry in catalogue.ordered():
        page = catalogue.load(entry)
        articles = [one for one in page.articles if one.spans[-1][1] - one.spans[0][0] > 60]
        for number in range(ON_A_PAGE):
            article = articles[number % len(articles)]
            tag = TAGS[number % len(TAGS)]
            if number % 10 == 0:
                target = make_target(page.source, entry.path, article.spans, article=True)
                changes.append(Change(None, new_annotation(Kind.TAG, target, "甲", tag=tag)))
                continue
            first, last = max(article.spans, key=lambda span: span[1] - span[0])
            low = first + number * 7 % max(1, last - first - 12)
            target = make_target(page.source, entry.path, [(low, min(last, low + 8 + number % 20))], article=False)
            note = "一句话。" if number % 3 == 0 else None
            changes.append(Change(None, new_annotation(Kind.HIGHLIGHT, target, "甲", tag=tag, note=note)))
    store.commit(changes, "made")
    store.close()
    catalogue.close()


def opened(root: Path) -> tuple[Catalogue, Store]:
    """The library and its annotations."""
    catalogue = Catalogue(root, [root])
    catalogue.scan()
    return catalogue, open_store(library_file(root), "甲", root / "none.json")


def one(root: Path, name: str) -> None:
    """Export in one format, and say how that went."""
    began = time.monotonic()
    catalogue, store = opened(root)
    report = export_annotations(catalogue, store, name, root.parent / f"out{FORMATS[name].suffix}")
    assert report is not None
    seconds, work = time.monotonic() - began, time.process_time()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    size = (root.parent / f"out{FORMATS[name].suffix}").stat().st_size / 1e6
    held = "ok" if work <= SECONDS and megabytes <= MEGABYTES else "TOO MUCH"
    took = f"{seconds:6.1f} s ({work:4.1f} s of work)"
    print(f"{name:12} {report.count:7} {took} {megabytes:5.0f} MB  file {size:5.0f} MB  {held}", flush=True)


def main(words: Sequence[str]) -> int:
    words = list(words)
    if words[:1] == ["--one"]:
        one(Path(words[1]), words[2])
        return 0
    if words[:1] == ["--make"]:
        make(Path(words[1]), int(words[2]))
        return 0
    count = 100_000
    if "--count" in words:
        at = words.index("--count")
        count = int(words[at + 1])
        del words[at : at + 2]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "library"
        root.mkdir()
        began = time.monotonic()
        # In a process of its own: a child would begin with the peak of this one's memory.
        subprocess.run([*COMMAND, "--make", str(root), str(count)], check=True)
        print(f"{count} annotations made in {time.monotonic() - began:.0f} s", flush=True)
        for name in words or FORMATS:
            run = subprocess.run([*COMMAND, "--one", str(root), name], check=False)
            if run.returncode:
                print(f"{name:12} could not be written", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
