"""Recognition of the seed documents against their structure read by hand, and of any text at all (I1)."""

from __future__ import annotations

import subprocess
import sys
from statistics import fmean

import pytest
from hypothesis import given

from reader.newspaper.model import Page, Role
from reader.newspaper.recognise import recognise
from reader.newspaper.structure import to_structure
from reader.text.source import Source
from reader.text.spans import overlapping
from tests.costs import growth
from tests.newspaper.examples import TEXTS, blocks_text, page
from tests.newspaper.score import SEEDS, gold_of, measures, seed_names, unscored


def spans_of(found: Page) -> list[tuple[int, int]]:
    inside = [span for article in found.articles for block in article.blocks for span in block.spans]
    return [*inside, *found.furniture, *found.duplicates]


@given(TEXTS)
def test_every_character_stands_in_exactly_one_element(text: str) -> None:
    found = recognise(Source(text))
    spans = spans_of(found)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert not overlapping(spans)
    covered = {place for start, end in spans for place in range(start, end)}
    assert [place for place, skip in enumerate(unscored(text)) if not skip and place not in covered] == []


@given(TEXTS)
def test_articles_are_well_formed(text: str) -> None:
    found = recognise(Source(text))
    for article in found.articles:
        assert article.blocks
        assert all(block.spans and block.reason and 0 <= block.confidence <= 1 for block in article.blocks)
        paragraphs = {p for block in article.of(Role.PARAGRAPH) for a, b in block.spans for p in range(a, b)}
        assert all(place in paragraphs for start, end in article.dateline for place in range(start, end))
    assert len({article.id for article in found.articles}) == len(found.articles)


@pytest.mark.parametrize("name", seed_names())
def test_seed_documents_are_recognised(name: str) -> None:
    text, gold = gold_of(name)
    found = measures(text, gold, to_structure(recognise(Source(text)), name))
    assert (found["lost"], found["dup"], found["bad_spans"]) == (0, 0, 0)
    assert (found["score"] or 0) >= 0.92, found


def test_seed_documents_are_recognised_on_average() -> None:
    scores = []
    for name in seed_names():
        text, gold = gold_of(name)
        scores.append(measures(text, gold, to_structure(recognise(Source(text)), name))["score"] or 0.0)
    assert fmean(scores) >= 0.975


def test_headlines_after_their_bodies() -> None:
    article = blocks_text("003", 1)
    assert article[0] == ("title", "打通特殊困难群体生活保障“最后一米”")
    assert article[1] == ("byline", "□本报记者郑学良实习生宋向华")
    assert article[2][1].startswith("11月28日下午4点，呼和浩特市回民区")


def test_a_headline_away_from_its_text_finds_it() -> None:
    roles = dict(reversed(blocks_text("000", 2)))
    assert roles["title"] == "我们扛起使命融入国内国际“双循环”打造向北开放桥头堡"
    assert roles["kicker"] == "迈好第一步见到新气象·开局之年大盘点"
    assert [role for role, _ in blocks_text("000", 2)].count("jump") == 10


def test_a_column_heading_in_the_middle_of_a_sentence() -> None:
    article = blocks_text("004", 0)
    assert ("kicker", "新时代新征程新伟业") in article
    assert any("开始了一天的志愿服务。王秀芝是南区街道" in text for _, text in article)


def test_a_photograph_with_text_and_credit_is_an_article() -> None:
    roles = [role for role, _ in blocks_text("000", 3)]
    assert roles == ["title", "caption", "caption"]


def test_the_end_of_an_article_before_its_headline_is_brought_to_it() -> None:
    article = next(blocks_text("004", n) for n in range(10) if ("title", "蒙能“绿电”亮迪拜") in blocks_text("004", n))
    assert article[1][1].startswith("本报12月5日讯(记者康丽娜)")
    assert article[-1][1].startswith("据了解,项目机组采用全球最先进的槽式光热发电技术")


def test_repeats_and_furniture_belong_to_no_article() -> None:
    found = page("004")
    assert [found.source.text[a : a + 10] for a, _ in found.duplicates] == ["本报通辽12月5日电", "科左后旗牛业有限公司"]
    assert [page("002").source.text[a : a + 9] for a, _ in page("002").furniture] == ["Copyright"]


def test_a_form_feed_is_a_page_head() -> None:
    body = "本报讯（记者 杨婷）近日，春雨过后，山花开遍了村前村后。"
    found = recognise(Source(f"第一版的标题\n{body}\n\f据了解，这里是另一版的文章，说的是别的事情。\n"))
    assert len(found.articles) == 2


def test_a_title_that_runs_down_the_page() -> None:
    title = "山花开在春雨里头"
    body = "新华社某城3月5日电（记者 王甲乙）春雨过后，山花开遍了村前村后。"
    found = recognise(Source("\n".join(title) + "\n\n" + body))
    assert len(found.articles) == 1
    assert found.articles[0].spans_of(Role.TITLE) == ((0, 2 * len(title) - 1),)


def test_the_same_text_gives_the_same_page_in_every_process() -> None:
    script = (
        "import json, sys\n"
        "from reader.newspaper.recognise import recognise\n"
        "from reader.newspaper.structure import page_to_json\n"
        "from reader.text.source import Source\n"
        "print(json.dumps(page_to_json(recognise(Source(open(sys.argv[1], encoding='utf-8').read())))))\n"
    )
    path = next(SEEDS.glob("004_*.txt"))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, str(path)], env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(SEEDS.parent)},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1


BOOK = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        pytest.param("中华人民共和国，", 40_000, 800_000, id="20 MB in one line"),
        pytest.param(" ", 1_000_000, 20_000_000, id="20 MB of spaces"),
        pytest.param("我\n\n", 2_500, 50_000, id="lines of one character"),
        pytest.param(BOOK, 1, 4, id="500 KB of newspapers"),
    ],
)
def test_time_is_linear(text: str, short: int, long: int) -> None:
    def recognised(times: int) -> None:
        assert recognise(Source(text * times)).source.text == text * times

    assert growth(recognised, short, long) < 2
