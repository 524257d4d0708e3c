"""How a library of 1,000 issues of 100 articles each opens, unfolds and filters, beside one of ten issues.

By hand: `python -m tests.benchmarks.tree [--issues N] [--runs N]`. Whole processes in new pseudo-terminals: the clock
of the first page runs from the start of the process until its words are on the screen, that of a key until the first
byte that it paints, and until nothing is painted any more. Everything was recognised before, as after the first day
with a library; the two take turns, and each goes first every other time. Filters of all kinds are typed key by key and
taken back, and two articles of each page have a tag; what a key costs that has little to filter, the ten issues tell.
"""

from __future__ import annotations

import argparse
import compileall
import datetime
import platform
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from itertools import product
from pathlib import Path

from rich.cells import cell_len

from tests.benchmarks.programs import COLUMNS, ROWS, Painted, Program, environment, running

ROOT = Path(__file__).parent.parent.parent
ARTICLES = 100
WORDS = "本报1月1日讯"
"""What stands on the first page."""
PLACES = ("呼和浩特", "包头", "赤峰", "通辽", "乌海", "锡林郭勒", "鄂尔多斯", "呼伦贝尔", "巴彦淖尔", "乌兰察布")
MATTERS: tuple[str, ...] = (
    "春耕备耕全面展开",
    "项目集中签约",
    "冬季供暖有保障",
    "推进乡村振兴",
    "举办冰雪运动会",
    "医保服务再升级",
)
MATTERS += ("铁路提前完成年度任务", "优化营商环境", "招聘会进校园", "加强草原生态保护")
FILTER = "供暖"
TAG = "民生"
FILTERS = ("供暖有", "2019-01", f"#{TAG}", ":untagged", ":unread", "供暖 2019 #民")
"""What is typed: words of a title, the beginning of a date, a tag, states, and a mixture."""
DELETED = 2
"""Characters of each that are taken back."""
TURNS = 5
READER = str(Path(sys.executable).with_name("reader"))


def write_issues(folder: Path, count: int) -> None:
    """Write issues of one page each, a day apart."""
    folder.mkdir(parents=True)
    day = datetime.date(2019, 1, 1)
    for _number in range(count):
        heads = [place + matter for place, matter in product(PLACES, MATTERS)][:ARTICLES]
        bodies = (
            f"本报{day.month}月{day.day}日讯（记者 王小明）记者从有关部门了解到，{head}，各项工作进展顺利。"
            for head in heads
        )
        page = "\n\n".join(f"{head}\n\n{body}" for head, body in zip(heads, bodies, strict=True))
        (folder / f"{day.isoformat()}.txt").write_text(page + "\n", encoding="utf-8")
        day += datetime.timedelta(days=1)


def tag_articles(library: Path, home: Path) -> None:
    """Put a tag on two articles of each page."""
    files = [str(path) for path in sorted(library.glob("*.txt"))]
    for number in ("1", "50"):
        command = [READER, "tag", *files, TAG, "--article", number, "--annotator", "王"]
        subprocess.run(command, env=environment(home), check=True, capture_output=True)


def start(library: Path, home: Path) -> float:
    """Milliseconds until the first page is there."""
    with running([READER, str(library)], home=home) as program:
        milliseconds = program.until(WORDS)
        program.drain(1.0)
    return milliseconds


def keys(library: Path, home: Path) -> dict[str, list[Painted]]:
    """What each key painted."""
    out: dict[str, list[Painted]] = {"unfold an issue": [], "fold it": [], "a line down": []}
    with running([READER, str(library)], home=home) as program:
        program.until(WORDS)
        program.drain(4.0)
        program.press(b"\t")
        program.press(b"g")
        for _turn in range(TURNS):
            program.press(b"j")
            out["unfold an issue"].append(_painted(program, b"\x1b[C"))
            out["fold it"].append(_painted(program, b"\x1b[D"))
            out["a line down"].append(_painted(program, b"j"))
        for words in FILTERS * TURNS:
            program.press(b"/")
            first, *others = (_painted(program, letter.encode()) for letter in words)
            out.setdefault(f"{words}: first key", []).append(first)
            out.setdefault(f"{words}: next keys", []).extend(others)
            back = [_painted(program, b"\x7f") for _key in range(DELETED)]
            out.setdefault(f"{words}: deleted", []).extend(back)
            program.press(b"\x1b")
            program.drain(0.3)
    return out


def _painted(program: Program, key: bytes) -> Painted:
    return program.press(key) or Painted(0, 0)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="A tree of very many articles.")
    parser.add_argument("--issues", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    compileall.compile_dir(ROOT / "reader", quiet=1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = {10: folder / "few", options.issues: folder / "many"}
        for count, home in cases.items():
            write_issues(home / "library", count)
            command = [READER, "search", "--json", FILTER, str(home / "library")]
            subprocess.run(command, env=environment(home), check=True, capture_output=True)
            tag_articles(home / "library", home)
        starts: dict[int, list[float]] = {count: [] for count in cases}
        for run in range(options.runs):
            for count, home in sorted(cases.items(), reverse=run % 2 == 1):
                starts[count].append(start(home / "library", home))
        print(
            f"Python {platform.python_version()}, textual {version('textual')}, {COLUMNS}×{ROWS}, {options.runs} runs"
        )
        for count, times in starts.items():
            print(
                f"{count:5} issues: first page {statistics.median(times):5.0f} ms ({min(times):.0f}–{max(times):.0f})"
            )
        few, many = starts.values()
        ratios = [after / before for before, after in zip(few, many, strict=True)]
        print(f"ratio {statistics.median(ratios):.2f} (median of {options.runs} pairs)")
        for count, home in cases.items():
            for what, painted in keys(home / "library", home).items():
                first, last = (statistics.median(times) for times in zip(*painted, strict=True))
                worst = max(one.first for one in painted)
                told = f"{count:5} issues: {what}" + " " * (28 - cell_len(what))
                print(f"{told} first byte {first:6.1f} ms (worst {worst:.1f}), at rest {last:6.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
