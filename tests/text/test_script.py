"""A view in another script reads as a newspaper would print it, and every character of it still knows its source."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text import tables, words
from reader.text.converter import Converter
from reader.text.mapped import Edit, MappedText
from reader.text.script import Script, convert, detect, guarded, load, loaded, reliable
from reader.text.spans import normalised
from reader.text.typography import Typography, dressed
from tests.costs import growth
from tests.text.one_sided import one_sided
from tests.text.seeds import seeds

_LINES = Path(__file__).with_name("data").joinpath("newspaper.tsv").read_text("utf-8").splitlines()
PHRASES = [tuple(line.split("\t")) for line in _LINES if not line.startswith("#")]
"""What a newspaper prints, as it is to read in Taiwan, and the reason."""
_PRINTED = _LINES[: _LINES.index("# Common phrases, our own")]
REAL = PHRASES[: sum(not line.startswith("#") for line in _PRINTED)]
"""Those that are cut from printed sentences: OpenCC gets none of them right."""

PIECES = [
    "发",
    "头发",
    "资金发放",
    "干部",
    "于泓",
    "里面",
    "關於",
    "了解",
    "一个中国",
    "皇后",
    "3天后",
    "5只",
    "𠮷",
    "😀",
]
PIECES += [" ", "\n", "。", ",", "(", ")", "“", "A", "5G", "\u0301"]
TEXT = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=20).map("".join)


def view_of(text: str) -> MappedText:
    return MappedText.of(text, [(0, len(text))])


def shown(text: str, script: Script = Script.TW, **others: object) -> str:
    return convert(view_of(text), script, detect(text), **others).text  # type: ignore[arg-type]


@pytest.fixture(scope="module", autouse=True)
def jieba() -> None:
    words.load()


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


def test_nearly_every_phrase_of_newspapers_is_right() -> None:
    wrong = [(text, shown(text)) for text, expected, _reason in PHRASES if shown(text) != expected]
    assert len(PHRASES) >= 150
    assert len(wrong) <= 0.03 * len(PHRASES), wrong


def test_nearly_every_printed_phrase_that_opencc_gets_wrong_is_right() -> None:
    plain = Converter("s2tw")
    assert len(REAL) >= 300
    assert [text for text, expected, _reason in REAL if plain.convert(text) == expected] == []
    wrong = [(text, shown(text)) for text, expected, _reason in REAL if shown(text) != expected]
    assert len(wrong) <= 0.03 * len(REAL), wrong


def test_the_phrases_that_name_a_sample_stand_in_it() -> None:
    printed = {number: re.sub(r"\s", "", text).translate(tables.simplified()) for number, text in seeds().items()}
    number, found = "", 0
    for line in _LINES:
        if line.startswith("#"):
            named = re.match(r"# From seeds/(\d+)_", line)
            number = named[1] if named else ""
        elif number:
            assert re.sub(r"\s", "", line.split("\t")[0]).translate(tables.simplified()) in printed[number], line
            found += 1
    assert found >= 27


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("李某某系其丈夫，中文系其他学生", "李某某係其丈夫，中文系其他學生"),
        ("一碗热腾腾的面，三碗不同的面孔", "一碗熱騰騰的麵，三碗不同的面孔"),
        ("“国际周”四周，卫生周第一天，西周", "“國際週”四周，衛生週第一天，西周"),
        ("一只只鸡，80头（只），无数只", "一隻隻雞，80頭（隻），無數隻"),
        ("结果不准，估计不准，不准进入", "結果不準，估計不準，不准進入"),
        ("从这周起，这周围；王家冲，大家冲在前", "從這週起，這周圍；王家沖，大家衝在前"),
        ("纯系谣言，玉米纯系", "純係謠言，玉米純系"),
        ("外援里贝罗各为家里，主席穆尔里14日", "外援里貝羅各為家裡，主席穆爾里14日"),
    ],
)
def test_what_stands_about_a_character_says_what_it_is(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("干部于泓告诉记者", "幹部于泓告訴記者"),
        ("于是关于于谦", "於是關於于謙"),
        ("主任范新勇和范女士的示范", "主任范新勇和范女士的示範"),
        ("10余人和余女士", "10餘人和余女士"),
        ("部长游钧带团旅游", "部長游鈞帶團旅遊"),
        ("记者 于海涛 范文博 摄", "記者 于海濤 范文博 攝"),
        ("教师范围广，范文选登", "教師範圍廣，範文選登"),
        ("责编：于晓东 校对：余建国", "責編：于曉東 校對：余建國"),
        ("他对（余下的钱）没有兴趣", "他對（餘下的錢）沒有興趣"),
        ("由于某某原因，于某日", "由於某某原因，於某日"),
        ("于某某日，于某某日前被抓", "於某某日，于某某日前被抓"),
        ("记者 王强 后建军 摄，村支书党建国说", "記者 王強 后建軍 攝，村支書党建國說"),
        ("导游小姐和篆刻家刘华云女士", "導遊小姐和篆刻家劉華雲女士"),
        ("阎敦实、余志华、周道炯，高温、余热、蒸汽", "閻敦實、余志華、周道炯，高溫、餘熱、蒸汽"),
        ("家乡的于金山说，于金山在，于是", "家鄉的于金山說，于金山在，於是"),
        ("13号刘英于66分钟进球后", "13號劉英於66分鐘進球後"),
        ("后来，余长生告诉记者，余下的人", "後來，余長生告訴記者，餘下的人"),
        ("村民余志海来了，昨天余志海没有来", "村民余志海來了，昨天余志海沒有來"),
        ("马占成摄，王家都占有，朱学范与朴槿惠", "馬占成攝，王家都佔有，朱學範與朴槿惠"),
    ],
)
def test_a_surname_stays_one(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_name_that_is_told_is_a_name_wherever_it_stands() -> None:
    assert shown("采访于和平，在后来") == "採訪於和平，在後來"
    assert shown("采访于和平，在后来", names=["于和平"]) == "採訪于和平，在後來"
    assert shown("採訪于小后", names=["于小后"], keeping=True) == "採訪于小后"
    assert shown("名单：孟连崑、于连崑、马占成") == "名單：孟連崑、于連崑、馬占成"


@given(view=views(), script=st.sampled_from(Script), look=st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_every_range_of_a_view_walks_back_and_forth(
    view: MappedText, script: Script, look: tuple[bool, bool, bool]
) -> None:
    changed = dressed(convert(view, script, detect(view.text)), Typography(*look))
    assert normalised(changed.spans) == normalised(view.spans)
    assert "".join(changed.text[run.start : run.end] for run in changed.runs) == changed.text
    edges = sorted({0, len(changed), *(run.start for run in changed.runs if not run.inserted)})
    for start, end in itertools.combinations(edges[:12], 2):
        source = changed.to_source(start, end)
        if source:
            covered = changed.to_display(source)
            held = [at for at in range(start, end) if changed.to_source(at, at + 1)]
            assert all(any(low <= at < high for low, high in covered) for at in held)


@given(view=views())
def test_the_source_is_the_view_itself(view: MappedText) -> None:
    assert convert(view, Script.SOURCE, "mixed") is view


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


@pytest.mark.parametrize("script", [Script.HANT, Script.TW, Script.HK])
def test_a_machine_made_traditional_source_gets_its_words_right(script: Script) -> None:
    # 002 has 關于 throughout: converted by a machine that knew no words.
    text = seeds()["002"]
    assert "關于" in text
    assert not reliable(text)
    assert "關于" not in shown(text, script)
    assert "關於" in shown(text, script)


def test_what_is_right_in_a_traditional_source_stays() -> None:
    text = seeds()["002"]
    pairs = list(zip(text, shown(text, Script.HANT), strict=True))
    assert not {before for before, after in pairs if before != after} & set("群為裡峰核眾鐘徵髮")
    assert sum(before != after for before, after in pairs) < 200


def test_a_reliable_source_keeps_every_character_that_it_tells_apart() -> None:
    text = "關於于冠華、范雲與游錫堃，三天後在鍾家的鐘樓裡"
    assert reliable(text)
    assert shown(text, keeping=reliable(text)) == text
    assert shown(text, Script.HANT, keeping=True) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他看著著名的專著，隨著時間笑著說", "他看着著名的专著，随着时间笑着说"),
        ("魯迅所著，《吶喊》有著作者的執著", "鲁迅所著，《呐喊》有着作者的执著"),
        ("他看着著名的專著", "他看着著名的专著"),
        ("衞生署服務枱敍述座標", "卫生署服务台叙述坐标"),
        ("設在了瞭望塔下，揹著麻痺的人", "设在了瞭望塔下，背着麻痹的人"),
    ],
)
def test_the_forms_of_taiwan_and_hong_kong_become_simplified(text: str, expected: str) -> None:
    assert shown(text, Script.HANS) == expected


def test_a_simplified_text_stays_as_it_is_in_simplified() -> None:
    assert shown("阅读了钱著所涉及的资料", Script.HANS) == "阅读了钱著所涉及的资料"


def test_what_taiwan_prints_reads_as_hong_kong_prints_it() -> None:
    assert shown("他看著電視，衛生署", Script.HK, keeping=True) == "他看着電視，衞生署"
    assert shown("他看着電視，衞生署", Script.TW, keeping=True) == "他看著電視，衛生署"
    assert shown("他揹著孩子，瞭解明瞭", Script.TW, keeping=True) == "他揹著孩子，瞭解明瞭"


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


def test_what_only_one_script_has_is_what_the_installed_tables_say() -> None:
    assert tables.one_sided() == one_sided(), "run python -m tests.text.one_sided"


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
    assert guarded()


def test_converting_takes_linear_time() -> None:
    def converted(size: int) -> MappedText:
        text = "资金发放里面的干部" * size
        return convert(MappedText.of(text, [(0, len(text))]), Script.TW, "hans")

    assert growth(converted, 1_000, 20_000) < 5


def test_a_whole_page_converts_in_many_threads() -> None:
    text = seeds()["002"]
    view = MappedText.of(text, [(0, len(text))])
    with ThreadPoolExecutor(4) as pool:
        assert len({shown.text for shown in pool.map(lambda _: convert(view, Script.HANS, "hant"), range(8))}) == 1
