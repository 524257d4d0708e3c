"""Articles made readable, and found again in their source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.newspaper.compose import ArticleView, Part, Place, compose, label_text, title_text
from reader.newspaper.model import Page, Role
from reader.newspaper.outline import outline
from reader.newspaper.recognise import recognise
from reader.text.query import Query
from reader.text.script import Script
from reader.text.source import Source
from reader.text.spans import normalised
from tests.newspaper.examples import TEXTS, page


def views(found: Page, script: Script = Script.SOURCE) -> list[ArticleView]:
    return [compose(found.source, article, script) for article in found.all_articles()]


def texts(view: ArticleView, role: Role) -> list[str]:
    return [block.text.text for block in view.blocks if block.role is role]


def hits(number: str, query: str, script: Script = Script.SOURCE) -> list[str]:
    """The characters in the source of everything found in the articles of a seed document."""
    found = page(number)
    out = []
    for article in found.articles:
        view = compose(found.source, article, script)
        for hit in view.search(Query(query)).hits:
            spans = view.to_source(*hit)
            out.append("".join(found.source.text[start:end] for start, end in spans))
    return out


def test_a_name_is_found_over_spaces_and_line_ends() -> None:
    found = hits("003", "呼和浩特市")
    assert len(found) == 10
    assert sum(hit != "呼和浩特市" for hit in found) == 5
    assert all("".join(hit.split()) == "呼和浩特市" for hit in found)


@pytest.mark.parametrize("query", ["关于", "關於"])
def test_a_word_is_found_in_either_script(query: str) -> None:
    assert hits("000", query) == ["关于"] * 2
    assert hits("002", query) == ["關于"] * 20
    assert len(hits("000", query, Script.TW)) == 2
    assert len(hits("002", query, Script.HANS)) == 20


def test_names_of_reporters_broken_over_lines() -> None:
    text = "\n".join(block.text.text for view in views(page("003")) for block in view.blocks)
    for names in (
        "（记者 马芳 宋爽 陈春艳）",
        "（记者 格日勒图）",
        "（记者 皇甫美鲜）",
        "（记者 薛来）",
        "（记者 李永桃）",
        "本报记者 孟和朝鲁 通讯员 萨茹拉 摄",
        "□本报记者 图古斯毕力格 通讯员 李琰",
    ):
        assert names in text


def test_letter_spacing_is_gone_and_clauses_stay_apart() -> None:
    titles = [title_text(page("003").source, article) for article in page("003").articles]
    assert "鄂尔多斯市煤炭产量销量实现双增长" in titles
    assert "夕阳正红 余热生辉" in titles
    assert "自治区宣讲团在自治区党委宣传部 人大常委会机关文化和旅游厅宣讲" in titles
    assert "守底线抓发展 全面推进乡村振兴" in [title_text(page("004").source, a) for a in page("004").articles]


def test_a_word_cut_by_a_column_break_is_whole() -> None:
    text = "".join(texts(views(page("000"))[0], Role.PARAGRAPH))
    assert "孤儿和事实无人抚养儿童" in text
    assert "\n" not in text


def test_heading_marks_are_not_shown() -> None:
    assert not any("#" in block.text.text for view in views(page("000")) for block in view.blocks)


def test_a_paragraph_from_another_page_continues() -> None:
    view = next(
        view for view in views(page("003")) if texts(view, Role.TITLE) == ["习近平同蒙古国总统呼日勒苏赫举行会谈"]
    )
    assert [block.continues for block in view.blocks[:4]] == [False, False, True, False]
    assert texts(view, Role.JUMP) == ["■上接第1版"]
    assert view.blocks[2].text.text.startswith("愿同中方加强战略对接，共建")


def test_furniture_and_repeats_can_be_shown() -> None:
    rest = views(page("004"))[-1]
    assert rest.article.id == "rest"
    assert [block.role for block in rest.blocks] == [Role.DUPLICATE, Role.DUPLICATE]
    assert rest.blocks[0].text.text.startswith("本报通辽12月5日电(记者 郭洪申 薛一群 通讯员 赵文嘉)今年以来")


def test_labels() -> None:
    source = page("003").source
    assert label_text(source, page("003").articles[1]) == ("打通特殊困难群体生活保障“最后一米”", False)
    assert label_text(source, page("003").articles[0], 12) == ("11月28日，呼和浩特市…", True)


def test_nothing_of_a_file_is_obeyed_by_a_terminal() -> None:
    found = recognise(Source("标题\x1b[31m在这里\n\n[bold]正文\u202e\x07里。\ud800\x9b\n"))
    shown = "".join(block.text.text for view in views(found) for block in view.blocks)
    assert "␛[31m" in shown
    assert "[bold]正文\ufffd␇里。" in shown
    assert not any(ord(char) < 32 or 0x7F <= ord(char) < 0xA0 or 0xD800 <= ord(char) < 0xE000 for char in shown)


@given(TEXTS)
def test_the_source_view_changes_no_character_that_is_seen(text: str) -> None:
    found = recognise(Source(text))
    for view in views(found):
        for block in view.blocks:
            assert "\n" not in block.text.text
            for run in block.text.runs:
                if run.aligned:
                    ((start, end),) = run.spans
                    assert block.text.text[run.start : run.end] == text[start:end]
                elif not run.inserted:
                    taken = "".join(text[start:end] for start, end in run.spans)
                    assert not any(char.isprintable() and not char.isspace() for char in taken), taken


@given(TEXTS, st.data())
def test_a_passage_is_found_again_in_every_script(text: str, data: st.DataObject) -> None:
    found = recognise(Source(text))
    shown = [view for view in views(found) if any(len(block.text) for block in view.blocks)]
    if not shown:
        return
    view = data.draw(st.sampled_from(shown))
    number = data.draw(st.sampled_from([n for n, block in enumerate(view.blocks) if len(block.text)]))
    start = data.draw(st.integers(0, len(view.blocks[number].text) - 1))
    spans = view.to_source(number, start, data.draw(st.integers(start + 1, len(view.blocks[number].text))))
    for script in (Script.HANS, Script.TW):
        other = compose(found.source, view.article, script)
        back = [span for hit in other.to_display(spans) for span in other.to_source(*hit)]
        wanted, given_back = normalised(spans), normalised(back)
        assert all(any(a <= start and end <= b for a, b in given_back) for start, end in wanted)


def test_places() -> None:
    found = page("000")
    view = views(found)[1]
    offset = found.source.text.index("杨志明指出")
    place = view.place_of(offset)
    assert view.blocks[place.block].text.text[place.offset :].startswith("杨志明指出")
    assert view.text_between(Place(place.block, 5), place) == "杨志明指出"
    assert view.text_between(Place(0, 40), Place(1, 5)).split("\n")[1] == "杨志明讲话"


def test_a_typed_title_is_shown_where_none_is_printed_and_is_no_quote() -> None:
    found = page("000")
    number = next(at for at, article in enumerate(found.articles) if not article.of(Role.KICKER))
    bare = found.articles[number]
    bare = bare._replace(blocks=tuple(block for block in bare.blocks if block.role is not Role.TITLE))
    plain = compose(found.source, bare)
    typed = bare._replace(title_text="甲乙丙丁")
    for script in Script:
        view = compose(found.source, typed, script)
        first = view.blocks[0]
        assert (first.role, first.text.text, first.spans, first.typed) == (Role.TITLE, "甲乙丙丁", (), True)
        assert view.to_source(0, 0, 4) == ()
        assert [block.spans for block in view.blocks[1:]] == [block.spans for block in plain.blocks]
        assert not any(block.typed for block in view.blocks[1:])
        for block in plain.blocks:
            hits = view.to_display(block.spans)
            assert hits and all(hit.block > 0 for hit in hits)
        assert outline(typed, view) == outline(bare, compose(found.source, bare, script))
        part = Part(Place(0, 0), Place(1, 5), compose(found.source, typed))
        assert len(compose(found.source, typed, script, part=part).blocks) == len(view.blocks)
