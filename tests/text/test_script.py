"""A view in another script reads as OpenCC writes it, and every character of it still knows its source."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from reader.text.converter import Converter
from reader.text.mapped import Edit, MappedText
from reader.text.script import Script, convert, detect, load, loaded
from reader.text.spans import normalised
from tests.text.seeds import seeds

# Words that phrases know, that overlap one another, and that change their length with some configurations.
WORDS = [
    "发",
    "头发",
    "发放",
    "资金发放",
    "干部",
    "乾隆",
    "里面",
    "关于",
    "於",
    "了解",
    "瞭解",
    "互联网",
    "網際網路",
    "端口",
]
WORDS += [
    "用户",
    "全局",
    "网络",
    "社区",
    "复杂",
    "皇后",
    "后",
    "面条",
    "一个中国",
    "𠮷",
    "😀",
    " ",
    "\n",
    "。",
    "．",
    "-",
    "A",
    "\u0301",
]
TEXT = st.lists(st.sampled_from(WORDS) | st.characters(), max_size=20).map("".join)
LENGTHS_CHANGE = ["s2twp", "tw2sp"]
CONFIGURATIONS = ["t2s", "s2t", "s2tw", "s2hk", *LENGTHS_CHANGE]


@cache
def plain(name: str) -> OpenCC:
    return OpenCC(name)


@cache
def ours(name: str) -> Converter:
    return Converter(name)


@st.composite
def views(draw: st.DrawFn) -> MappedText:
    """A view with pieces out of order, others left out, deleted and inserted ones."""
    source = draw(TEXT)
    cuts = sorted({0, len(source), *draw(st.lists(st.integers(0, len(source)), max_size=3))})
    spans = draw(st.permutations(list(itertools.pairwise(cuts))))
    view = MappedText.of(source, spans)
    edges = sorted(draw(st.lists(st.integers(0, len(view)), max_size=4)))
    texts = st.sampled_from(["", " ", "发", "互联网"])
    view = view.replace([Edit(a, b, draw(texts)) for a, b in zip(edges[::2], edges[1::2], strict=False)])
    return MappedText.join([MappedText.inserted(draw(texts), 0), view])


@pytest.mark.parametrize("name", CONFIGURATIONS)
@given(view=views())
def test_a_converted_view_reads_as_opencc_writes_and_keeps_its_sources(name: str, view: MappedText) -> None:
    converted = ours(name).convert_view(view)
    assert converted.text == plain(name).convert(view.text)
    assert normalised(converted.spans) == normalised(view.spans)
    assert "".join(converted.text[run.start : run.end] for run in converted.runs) == converted.text
    if name not in LENGTHS_CHANGE:
        assert converted.runs == view.runs


@pytest.mark.parametrize("name", CONFIGURATIONS)
@given(text=TEXT)
def test_every_run_is_the_conversion_of_its_own_source(name: str, text: str) -> None:
    converted = ours(name).convert_view(MappedText.of(text, [(0, len(text))]))
    at = 0
    for run in converted.runs:
        ((start, end),) = run.spans
        assert start == at
        at = end
        if not run.aligned:
            assert plain(name).convert(text[start:end]) == converted.text[run.start : run.end]
    assert at == len(text)


def test_a_word_that_grows_is_one_run_and_its_neighbours_stay_exact() -> None:
    text = "上互联网的用户"
    view = ours("s2twp").convert_view(MappedText.of(text, [(0, len(text))]))
    assert view.text == "上網際網路的使用者"
    assert view.to_source(2, 3) == ((1, 4),)
    assert view.to_source(5, 6) == ((4, 5),)
    assert view.to_display([(4, 5)]) == ((5, 6),)
    assert view.to_display([(5, 7)]) == ((6, 9),)


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_the_samples_convert_as_opencc_converts_them(name: str, number: str) -> None:
    text = seeds()[number]
    view = ours(name).convert_view(MappedText.of(text, [(0, len(text))]))
    assert view.text == plain(name).convert(text)
    assert view.spans == ((0, len(text)),)
    if name not in LENGTHS_CHANGE:
        assert [run.aligned for run in view.runs] == [True]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (Script.SOURCE, "关于干部里面的群众"),
        (Script.HANS, "关于干部里面的群众"),
        (Script.HANT, "關於幹部裏面的羣衆"),
        (Script.TW, "關於幹部裡面的群眾"),
        (Script.HK, "關於幹部裏面的羣眾"),
    ],
)
def test_the_scripts_on_offer(script: Script, expected: str) -> None:
    text = "关于干部里面的群众"
    view = MappedText.of(text, [(0, len(text))])
    assert convert(view, script, detect(text)).text == expected


def test_source_is_the_view_itself() -> None:
    view = MappedText.of("关于關於", [(0, 4)])
    assert convert(view, Script.SOURCE, "mixed") is view


@pytest.mark.parametrize("script", [Script.HANT, Script.TW, Script.HK])
def test_a_machine_made_traditional_source_gets_its_words_right(script: Script) -> None:
    # 002 has 關于 throughout: converted by a machine that knew no words.
    text = seeds()["002"]
    assert "關于" in text
    shown = convert(MappedText.of(text, [(0, len(text))]), script, detect(text)).text
    assert "關于" not in shown
    assert "關於" in shown


def test_an_inserted_piece_is_converted_with_its_neighbours() -> None:
    view = MappedText.join([MappedText.of("头", [(0, 1)]), MappedText.inserted("发", 1)])
    assert convert(view, Script.TW, "hans").text == "頭髮"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "neither"),
        ("2021年12月", "neither"),
        ("群峰", "neither"),
        ("内蒙古日报", "hans"),
        ("內蒙古日報", "hant"),
        ("内蒙古日報", "mixed"),
        ("内蒙古日报记者发于呼和浩特会议现场，刊载《國語》", "hans"),
    ],
)
def test_the_script_of_a_text(text: str, expected: str) -> None:
    assert detect(text) == expected


def test_the_script_of_the_samples() -> None:
    assert [detect(text) for text in seeds().values()] == ["hans", "hans", "hant", "hans", "hans"]


def test_no_line_of_a_sample_is_taken_for_the_other_script() -> None:
    for number, text in seeds().items():
        found = {detect(line) for line in text.splitlines()}
        assert found <= ({"hant", "neither"} if number == "002" else {"hans", "neither"})


def test_threads_convert_alike_while_the_tables_load() -> None:
    code = """
import threading
from concurrent.futures import ThreadPoolExecutor
from reader.text.mapped import MappedText
from reader.text.script import Script, convert, loaded
assert not loaded(Script.TW) and loaded(Script.SOURCE)
text = "关于资金发放，里面的干部。" * 200
together = threading.Barrier(8)
def run(number):
    together.wait()
    return convert(MappedText.of(text, [(0, len(text))]), [Script.TW, Script.HK][number % 2], "mixed").text
with ThreadPoolExecutor(8) as pool:
    assert len(set(pool.map(run, range(8)))) == 2
assert loaded(Script.TW) and loaded(Script.HK) and not loaded(Script.HANT)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_load_makes_every_script_ready() -> None:
    load()
    assert all(loaded(script) for script in Script)


def test_converting_takes_linear_time() -> None:
    def seconds(size: int) -> float:
        text = "资金发放里面的干部" * size
        view = MappedText.of(text, [(0, len(text))])
        start = time.process_time()
        convert(view, Script.TW, "hans")
        return time.process_time() - start

    seconds(100)
    short = min(seconds(1_000) for _ in range(3))
    assert seconds(20_000) < 20 * short * 4


def test_a_whole_page_converts_in_many_threads() -> None:
    text = seeds()["002"]
    view = MappedText.of(text, [(0, len(text))])
    with ThreadPoolExecutor(4) as pool:
        assert len({shown.text for shown in pool.map(lambda _: convert(view, Script.HANS, "hant"), range(8))}) == 1
