from __future__ import annotations

import random

import pytest
from rich.cells import cell_len
from textual import events
from textual.color import Color
from textual.scrollbar import ScrollTo
from textual.theme import BUILTIN_THEMES

from reader.newspaper.compose import ArticleView, compose
from reader.newspaper.layout import Row, lay_out
from reader.text import words
from reader.text.query import Query
from reader.text.script import Script
from reader.text.spans import text_of
from reader.tui.widgets.article_pane import ArticlePane, Mark
from reader.tui.widgets.mark_colours import HUES, READABLE, contrast, readable, solid, tag_ground, tag_ink
from reader.tui.widgets.pane_flow import Flow
from tests.tui.panes import SEEDS, page, plain_view, shown, view, window

FIRST = "困难群众基本生活"
"""Words of the first article of seed 000."""


@pytest.fixture(scope="module")
def _jieba() -> None:
    words.load()


def source(number: int, spans: tuple[tuple[int, int], ...]) -> str:
    return text_of(page(number).source.text, spans)


# What is shown


@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_paging_down_shows_every_character_once_and_in_order(number: int) -> None:
    for one in page(number).all_articles():
        whole = compose(page(number).source, one)
        for measure in (20, 54, 80, 120):
            flow = Flow(whole, measure)
            flow.go(0, 24)
            lines: list[Row | None] = []
            while len(lines) < flow.height:
                flow.go(len(lines), 24)
                lines.append(flow.row(len(lines)))
            assert tuple(lines) == lay_out(whole, measure)


async def test_an_article_has_its_title_in_bold_and_its_paragraphs_indented_in_the_middle_of_the_pane() -> None:
    async with window(view(0, FIRST), size=(100, 30), measure=40) as seen:
        x, y = seen.cell("我区多举措保障元旦春节期间困难群众基本生活")
        assert seen.style_at(x, y).bold and not seen.style_at(*seen.cell("自治区民政厅")).bold
        indented, _ = seen.cell("本报12月27日讯")
        left = 9  # (100 - 1 for the scroll bar - 80) // 2
        assert indented == left + 4
        assert seen.cell("难群众基本生活保障工作的通知")[0] in (left, left + 2)


async def test_a_narrow_pane_is_used_up_to_a_small_margin() -> None:
    async with window(view(0, FIRST), size=(30, 16), measure=40) as seen:
        assert max(cell_len(line) for line in seen.lines()) >= 25
        assert all(cell_len(line) <= 29 for line in seen.lines())


async def test_what_a_file_holds_is_shown_as_text() -> None:
    nasty = "[bold red]标题[/] [link=https://example.org]点[/link] \x1b[31m红\x1b]8;;https://example.org\x07链\u202e反"
    async with window(plain_view(nasty, "$x @click=app.quit() [@click=app.quit]退出[/]")) as seen:
        text = "\n".join(seen.lines())
        assert "[bold red]标题[/]" in text and "[@click=app.quit]退出[/]" in text
        assert not any(char in text for char in "\x1b\x07\u202e")
        assert not any(style.link or style.meta for _, style in seen.grounds())
        await seen.click(seen.cell("退出"))
        assert seen.app.is_running


async def test_an_empty_pane_says_what_to_do() -> None:
    async with window(None) as seen:
        assert "选一篇稿件" in "".join(seen.lines())
        seen.pane.placeholder = "[b]没有[/b]\n文件"
        assert "[b]没有[/b]" in "".join(seen.lines())
        seen.pane.show(view(0, FIRST))
        assert "没有" not in "".join(seen.lines())


async def test_styles_follow_the_theme() -> None:
    async with window(view(0, FIRST)) as seen:
        dark = seen.style_at(*seen.cell("本报12月27日讯"))
        seen.app.theme = "textual-light"
        await seen.pilot.pause()
        light = seen.style_at(*seen.cell("本报12月27日讯"))
        assert dark.color != light.color and dark.bgcolor != light.bgcolor


# The place


async def test_the_place_stays_when_the_pane_is_resized_at_any_moment() -> None:
    async with window(view(2, "關于"), size=(100, 20)) as seen:
        await seen.pilot.press("space", "space", "space", "j", "j")
        place = seen.pane.place
        top = page(2).source.text[place : place + 4]
        for size in ((40, 12), (200, 60), (61, 17), (100, 20)):
            await seen.pilot.resize_terminal(*size)
            await seen.pilot.pause()
            assert seen.pane.place == place
            assert top in "".join(line.strip() for line in seen.lines()[:2])
        seen.pane.measure = 12
        assert seen.pane.place == place and top in "".join(line.strip() for line in seen.lines()[:2])


async def test_the_place_at_the_end_is_found_again_after_the_pane_was_taller() -> None:
    async with window(view(2, "關于"), size=(80, 20)) as seen:
        await seen.pilot.press("G")
        before = seen.lines()
        await seen.pilot.resize_terminal(80, 60)
        await seen.pilot.resize_terminal(80, 20)
        await seen.pilot.pause()
        assert seen.lines() == before


async def test_a_place_is_returned_to() -> None:
    whole = view(3, "呼和浩特")
    async with window(whole, size=(60, 12)) as seen:
        await seen.pilot.press("space", "space")
        place, lines = seen.pane.place, seen.lines()
        seen.pane.show(None)
        seen.pane.show(whole, place=place)
        await seen.pilot.pause()
        assert seen.lines() == lines and seen.pane.place == place


async def test_keys_scroll_without_delay_and_the_last_page_ends_at_100_percent() -> None:
    async with window(view(2, "關于"), size=(80, 20)) as seen:
        first = seen.lines()
        await seen.pilot.press("j")
        assert seen.lines()[:19] == first[1:]
        await seen.pilot.press("k", "space")
        assert seen.lines()[0] == first[19]
        await seen.pilot.press("b")
        assert seen.lines() == first and seen.pane.percent < 10
        await seen.pilot.press("G")
        assert seen.pane.percent == 100
        last = shown(view(2, "關于"))[-6:]
        assert last in "".join(line.strip() for line in seen.lines())
        await seen.pilot.press("g")
        assert seen.lines() == first
        changed = seen.posted(ArticlePane.PlaceChanged)[-1]
        assert isinstance(changed, ArticlePane.PlaceChanged) and changed.place == seen.pane.place


async def test_the_wheel_and_the_scroll_bar_move_the_place() -> None:
    async with window(view(2, "關于"), size=(80, 20)) as seen:
        first, start = seen.lines(), seen.pane.place
        seen.pane.post_message(events.MouseScrollDown(seen.pane, 5, 5, 0, 0, 0, False, False, False))
        await seen.pilot.pause()
        assert seen.lines()[0] in first[1:] and seen.pane.place > start
        seen.pane.post_message(ScrollTo(y=200, animate=False))
        await seen.pilot.pause()
        place = seen.pane.place
        assert page(2).source.text[place : place + 4] in "".join(line.strip() for line in seen.lines()[:2])
        seen.pane.post_message(events.MouseScrollUp(seen.pane, 5, 5, 0, 0, 0, False, False, False))
        await seen.pilot.pause()
        assert start < seen.pane.place < place


async def test_going_to_a_passage_brings_it_into_view_and_shows_where_it_is() -> None:
    whole = view(2, "關于")
    passage = whole.blocks[-2].spans
    async with window(whole, size=(80, 20)) as seen:
        seen.pane.go_to(((passage[0][0], passage[0][0] + 5),))
        text = whole.blocks[-2].text.text[:5]
        assert seen.style_at(*seen.cell(text)).reverse
        await seen.until(lambda: not seen.style_at(*seen.cell(text)).reverse)


async def test_what_is_in_view_does_not_move_while_the_rest_is_laid_out() -> None:
    whole = plain_view(*(f"{number}。" + "甲乙，丙 a" * random.Random(number).randint(1, 300) for number in range(300)))
    flow = Flow(whole, 40)
    flow.go(flow.height // 2, 24)
    seen = [flow.row(flow.top + line) for line in range(24)]
    assert None not in seen
    while flow.lay_next():
        assert [flow.row(flow.top + line) for line in range(24)] == seen
    assert flow.height == len(lay_out(whole, 40))


async def test_a_paragraph_of_millions_of_characters_opens_at_once_and_is_read_at_both_ends() -> None:
    text = "".join(f"第{number}句话，这里说了些什么。" for number in range(200_000))
    whole = plain_view(text)
    async with window(whole, size=(80, 24)) as seen:
        assert "第0句话" in seen.lines()[0]
        await seen.pilot.press("G")
        assert "第199999句话，这里说了些什么。" in "".join(line.strip() for line in seen.lines())
        await seen.pilot.press("b")
        at = len(text) // 2
        seen.pane.go_to(((at, at + 9),))
        assert text[at - 4 : at + 5] in "".join(line.strip() for line in seen.lines())
        place = seen.pane.place
        await seen.pilot.resize_terminal(50, 24)
        await seen.pilot.pause()
        assert seen.pane.place == place
        assert text[place : place + 5] in "".join(line.strip() for line in seen.lines()[:2])
        await seen.pilot.press("v", "G")
        seen.pane.go_to(((at, at + 9),))
        place = seen.pane.place
        await seen.pilot.resize_terminal(90, 24)
        await seen.pilot.pause()
        lines = seen.lines()
        assert seen.pane.place == place and text[place : place + 5] in "".join(line.strip() for line in lines[:2])
        await seen.pilot.press("escape")
        assert seen.lines() == lines


# Selecting by mouse


@pytest.mark.parametrize("pressed", [0, 1])
@pytest.mark.parametrize("released", [0, 1])
@pytest.mark.parametrize("backward", [False, True])
async def test_a_drag_selects_the_wide_characters_pressed_on_either_half(
    pressed: int, released: int, backward: bool
) -> None:
    async with window(view(0, FIRST)) as seen:
        x, y = seen.cell("困难群众基本生活保障")
        start, end = (x + pressed, y), (x + 6 + released, y)
        await seen.drag(*((end, start) if backward else (start, end)))
        assert seen.pane.selected_text() == "困难群众"
        assert source(0, seen.pane.selection_spans()) == "困难群众"
        (*_, changed) = seen.posted(ArticlePane.SelectionChanged)
        assert isinstance(changed, ArticlePane.SelectionChanged) and changed.spans == seen.pane.selection_spans()


async def test_every_pair_of_cells_of_a_line_selects_the_characters_under_them() -> None:
    async with window(view(0, FIRST)) as seen:
        x, y = seen.cell("本报12月27日讯")
        owners = [char for char in "本报12月27日讯" for _ in range(cell_len(char))]
        numbers = [i for i, char in enumerate("本报12月27日讯") for _ in range(cell_len(char))]
        for first in range(len(owners)):
            last = random.Random(first).randrange(len(owners))
            if first == last:
                continue
            await seen.drag((x + first, y), (x + last, y))
            low, high = sorted((numbers[first], numbers[last]))
            assert seen.pane.selected_text() == "本报12月27日讯"[low : high + 1]


async def test_a_sentence_that_a_column_name_cuts_is_selected_as_the_two_pieces_of_the_file_it_is() -> None:
    whole = view(4, "满洲里社区的大街小巷")
    hit = whole.search(Query("满洲里社区的大街小巷")).hits[0]
    text = whole.blocks[hit.block].text.text
    async with window(whole, size=(80, 40)) as seen:
        seen.pane.go_to(whole.blocks[hit.block].spans)
        await seen.click(seen.cell("满洲里社区的大街小巷"), times=4)
        assert seen.pane.selected_text() == text
        (_, first_end), (second_start, _) = seen.pane.selection_spans()
        assert first_end < second_start
        assert "".join(source(4, seen.pane.selection_spans()).split()) == "".join(text.split())


@pytest.mark.usefixtures("_jieba")
async def test_a_double_click_selects_a_word_and_a_click_takes_the_selection_back() -> None:
    async with window(view(0, FIRST)) as seen:
        x, y = seen.cell("自治区民政厅")
        await seen.click((x + 3, y), times=2)
        assert seen.pane.selected_text() == "自治区"
        await seen.pilot.pause(0.6)  # a third click soon after would be a triple click
        await seen.click((x, y + 1))
        assert seen.pane.selection_spans() == ()


async def test_a_drag_beyond_the_edge_scrolls_and_selects_on() -> None:
    async with window(view(2, "關于"), size=(80, 16), below=4) as seen:
        top = seen.pane.place
        await seen.pilot.mouse_down(seen.pane, offset=(20, 4))
        await seen.pilot.hover(seen.pane, offset=(20, 14))
        await seen.until(lambda: seen.pane.place > top + 200)
        await seen.pilot.mouse_up(seen.pane, offset=(20, 14))
        still = seen.pane.place
        await seen.pilot.pause(0.2)
        assert seen.pane.place == still
        assert len(seen.pane.selected_text()) > 200


# Selection and marks through the scripts


@pytest.mark.parametrize(("number", "phrase"), [(0, "关于做好"), (2, "關于"), (3, "呼和浩特")])
async def test_going_through_the_scripts_keeps_place_and_selection(number: int, phrase: str) -> None:
    whole = view(number, phrase)
    async with window(whole, size=(70, 14)) as seen:
        await seen.pilot.press("space")
        block = max(range(len(whole.blocks)), key=lambda n: len(whole.blocks[n].text))
        middle = len(whole.blocks[block].text) // 2
        seen.pane.go_to(whole.to_source(block, middle, middle + 40))
        x, y = next((9, y) for y, line in enumerate(seen.lines()) if whole.blocks[block].text.text[middle] in line)
        await seen.drag((x, y), (x + 20, y + 1))
        spans, place, text = seen.pane.selection_spans(), seen.pane.place, seen.pane.selected_text()
        assert len(text) > 20
        for script in (Script.HANS, Script.HANT, Script.TW, Script.HK, Script.SOURCE):
            seen.pane.show(view(number, phrase, script), keep_place=True)
            await seen.pilot.pause()
            assert seen.pane.selection_spans() == spans
            assert seen.pane.place == place
            at = seen.pane.view.place_of(place) if seen.pane.view else None
            assert at is not None and seen.pane.view is not None
            first = seen.pane.view.blocks[at.block].text.text[at.offset : at.offset + 3]
            assert first in seen.lines()[0] + seen.lines()[1]
        assert seen.pane.selected_text() == text


async def test_marks_stand_in_their_colours_in_every_script() -> None:
    whole = view(0, FIRST)
    spans = whole.to_source(*whole.search(Query("基本生活保障资金")).hits[0])
    noted = whole.to_source(*whole.search(Query("孤儿")).hits[0])
    for script in (Script.SOURCE, Script.HANT):
        async with window(view(0, FIRST, script)) as seen:
            seen.pane.set_marks([Mark("one", spans, 3, False), Mark("two", noted, None, True)])
            marked = "基本生活保障资金" if script is Script.SOURCE else "基本生活保障資金"
            style = seen.style_at(*seen.cell(marked))
            assert style.bgcolor != seen.style_at(*seen.cell("自治")).bgcolor
            assert seen.styled(style) == marked
            orphan = "孤儿" if script is Script.SOURCE else "孤兒"
            x, y = seen.cell(orphan)
            assert seen.style_at(x, y).underline and "✎" in seen.lines()[y]
            seen.pane.set_marks([])
            assert "✎" not in "".join(seen.lines()) and not seen.style_at(x, y).underline


async def test_of_marks_that_overlap_the_later_is_seen_and_both_are_clicked_in_turn() -> None:
    whole = view(0, FIRST)
    hit = whole.search(Query("困难群众基本生活保障")).hits[0]
    long = whole.to_source(hit.block, hit.start, hit.end)
    short = whole.to_source(hit.block, hit.start + 4, hit.start + 8)
    async with window(whole) as seen:
        seen.pane.set_marks([Mark("long", long, 0), Mark("short", short, 1)])
        x, y = seen.cell("困难群众基本生活保障")
        assert seen.style_at(x, y).bgcolor != seen.style_at(x + 8, y).bgcolor
        for _ in range(3):
            await seen.click((x + 9, y))
            await seen.pilot.pause(0.6)
        await seen.click((x + 1, y))
        clicked = [m.annotation_id for m in seen.app.posted if isinstance(m, ArticlePane.MarkClicked)]
        assert clicked == ["short", "long", "short", "long"]
        assert seen.pane.marks_at_place() == ["long"]
        await seen.drag((x + 9, y), (x + 13, y))
        assert seen.pane.marks_at_place() == ["short", "long"]


async def test_search_hits_are_shown_and_the_current_one_stronger_in_every_script() -> None:
    whole = view(0, FIRST)
    async with window(whole, size=(80, 40)) as seen:
        seen.pane.set_hits(whole.search(Query("困难")).hits, 1)
        for words_shown in ("困难", "困難"):
            hits = [style for text, style in seen.grounds() if text == words_shown]
            strong = hits[1].bgcolor
            assert len(hits) == len(whole.search(Query("困难")).hits)
            assert [style.bgcolor == strong for style in hits] == [number == 1 for number in range(len(hits))]
            seen.pane.show(view(0, FIRST, Script.HANT), keep_place=True)


# The caret


@pytest.mark.usefixtures("_jieba")
async def test_words_are_selected_by_keys_exactly() -> None:
    whole = view(0, FIRST)
    hit = whole.search(Query("自治区民政厅")).hits[0]
    text = whole.blocks[hit.block].text.text
    async with window(whole) as seen:
        seen.pane.set_hits([hit], 0)
        await seen.pilot.press("v", "v", "w")
        _, end = words.word_at(text, hit.start)
        assert seen.pane.selected_text() == text[hit.start : end] == "自治区"
        await seen.pilot.press("w")
        assert seen.pane.selected_text() == text[hit.start : words.word_at(text, end)[1]]
        await seen.pilot.press("o", "ctrl+left")
        start, _ = words.word_at(text, hit.start - 1)
        assert seen.pane.selected_text().startswith(text[start : hit.start] + "自治区")
        assert source(0, seen.pane.selection_spans()) == seen.pane.selected_text()


async def test_the_caret_covers_a_whole_character_and_escape_takes_things_back_one_by_one() -> None:
    whole = view(0, FIRST)
    async with window(whole) as seen:
        seen.pane.set_hits(whole.search(Query("自治区民政厅")).hits, 0)
        await seen.pilot.press("v")
        x, y = seen.cell("自治区民政厅")
        assert [seen.style_at(x + n, y).reverse for n in (0, 1, 2)] == [True, True, None]
        await seen.pilot.press("right", "shift+right", "shift+right")
        assert seen.pane.selected_text() == "治区"
        assert seen.style_at(*seen.cell("民政厅印发")).reverse
        await seen.pilot.press("escape")
        assert seen.pane.selection_spans() == () and seen.style_at(x + 6, y).reverse
        await seen.pilot.press("escape")
        assert not seen.style_at(x + 6, y).reverse
        modes = [m.on for m in seen.app.posted if isinstance(m, ArticlePane.CaretMode)]
        assert modes == [True, False]


async def test_keys_mean_the_caret_only_while_it_is_there() -> None:
    async with window(view(2, "關于"), size=(80, 12)) as seen:
        place = seen.pane.place
        await seen.pilot.press("v", "v", "down", "down")
        assert seen.pane.place == place and len(seen.pane.selected_text()) > 10
        await seen.pilot.press("escape", "escape", "down", "down")
        assert seen.pane.place > place


async def test_sentences_paragraphs_lines_and_the_whole_are_selected_by_keys() -> None:
    whole = view(0, FIRST)
    hit = whole.search(Query("据了解")).hits[0]
    text = whole.blocks[hit.block].text.text
    async with window(whole, size=(80, 30)) as seen:
        seen.pane.set_hits([hit], 0)
        await seen.pilot.press("v", "v", "right_parenthesis")
        assert seen.pane.selected_text() == text[: text.index("。") + 1]
        await seen.pilot.press("right_curly_bracket")
        assert seen.pane.selected_text() == text
        await seen.pilot.press("g")
        await seen.pilot.press("o", "G")
        assert seen.pane.selected_text().endswith(shown(whole)[-5:])
        await seen.pilot.press("v", "g", "v", "G")
        assert seen.pane.selected_text() == shown(whole)
        await seen.pilot.press("v", "home", "v", "end")
        assert seen.pane.selected_text() in "".join(seen.lines())


async def test_up_and_down_keep_the_column_and_page_keys_go_on() -> None:
    async with window(view(2, "關于"), size=(80, 12)) as seen:
        await seen.pilot.press("v", *["down"] * 6, "end")
        top = seen.pane.place
        await seen.pilot.press(*["pagedown"] * 3)
        assert seen.pane.place > top
        assert any(style.reverse for _, style in seen.grounds())
        await seen.pilot.press(*["pageup"] * 3, *["up"] * 12)
        assert seen.pane.place == (view(2, "關于").blocks[0].text.source_place(0))
        assert any(style.reverse for _, style in seen.grounds())


# Copying


async def test_copying_gives_the_text_as_it_is_shown_without_the_line_ends_of_the_layout() -> None:
    whole: ArticleView = view(0, FIRST)
    async with window(whole, size=(50, 30)) as seen:
        seen.pane.set_hits(whole.search(Query("自治区民政厅")).hits, 0)
        await seen.pilot.press("v", "v", "right_curly_bracket", "right", "right_curly_bracket")
        first = whole.search(Query("自治区民政厅")).hits[0]
        text = whole.blocks[first.block].text.text[first.start :] + "\n" + whole.blocks[first.block + 1].text.text
        assert seen.pane.selected_text() == text


# Colours


def test_marked_text_and_names_of_tags_can_be_read_in_every_theme() -> None:
    assert len(HUES) == 12
    for theme in BUILTIN_THEMES.values():
        colours = theme.to_color_system().generate()
        ground = solid(Color.parse(colours["background"]), theme.dark)
        ink = Color.parse(colours["foreground"])
        marked = [tag_ground(index, ground) for index in range(12)]
        assert len(set(marked)) == 12
        for index, over in enumerate(marked):
            assert over != ground
            assert contrast(readable(ink, over), over) >= READABLE, (theme.name, index)
            assert contrast(tag_ink(index, ground), ground) >= READABLE, (theme.name, index)
