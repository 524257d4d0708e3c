"""Selecting by units, with what is kept, with search hits; copying and marking what is selected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.annotations.model import Kind
from reader.text import words
from reader.text.sentences import clause_at, sentence_at
from reader.text.spans import text_of
from reader.tui import copying
from tests.tui.driving import Driver, library, reading
from tests.tui.panes import Window, plain_view, window

TEXT = "他说：“今天，我们都去。”明天呢,不去!第三句1,000元。"


def parts(part_at: object, text: str) -> list[str]:
    found, at = [], 0
    while at < len(text):
        start, end = part_at(text, at)  # type: ignore[operator]
        found.append(text[start:end])
        at = end
    return found


def test_clauses_and_sentences_end_with_their_marks_of_either_width() -> None:
    assert parts(clause_at, TEXT) == ["他说：", "“今天，", "我们都去。”", "明天呢,", "不去!", "第三句1,000元。"]
    assert parts(sentence_at, TEXT) == ["他说：“今天，我们都去。”", "明天呢,不去!", "第三句1,000元。"]
    assert parts(clause_at, "没有标点的标题") == ["没有标点的标题"]


async def test_a_selection_grows_by_units_and_goes_back_the_way_it_came() -> None:
    words.load()
    async with window(plain_view("标题在这里", TEXT, "后面还有一段。")) as seen:
        pane = seen.pane
        await seen.pilot.press("v", "down", *["right"] * 7)
        steps = ["我", "我们", "我们都去。”", "他说：“今天，我们都去。”", TEXT]
        for expected in steps:
            await seen.pilot.press("+")
            assert pane.selected_text() == expected
        await seen.pilot.press("+")
        assert pane.selected_text() == f"标题在这里\n{TEXT}\n后面还有一段。"
        await seen.pilot.press("+")
        for expected in reversed(steps):
            await seen.pilot.press("-")
            assert pane.selected_text() == expected
        await seen.pilot.press("3", "+")
        assert pane.selected_text() == steps[3]
        await seen.pilot.press("o", "shift+right", "-")
        assert pane.selected_text() == "说", "one that was changed by hand shrinks at its beginning"


async def test_the_caret_goes_by_clauses_and_takes_them_in() -> None:
    async with window(plain_view(TEXT)) as seen:
        await seen.pilot.press("v", ">", "v", "2", ">")
        assert seen.pane.selected_text() == "“今天，我们都去。”"
        await seen.pilot.press("<")
        assert seen.pane.selected_text() == "“今天，"


async def clicked(seen: Window, at: tuple[int, int], times: int) -> str:
    await seen.click(at, times)
    return seen.pane.selected_text()


@pytest.mark.parametrize("half", [0, 1])
async def test_clicks_on_either_half_select_word_sentence_and_paragraph(half: int) -> None:
    words.load()
    async with window(plain_view(TEXT)) as seen:
        x, y = seen.cell("我们")
        for times, expected in ((2, "我们"), (3, "他说：“今天，我们都去。”"), (4, TEXT)):
            assert await clicked(seen, (x + half, y), times) == expected
            await seen.pilot.press("escape")
            await seen.pilot.pause(0.6)


async def test_what_is_kept_is_selected_besides() -> None:
    async with window(plain_view("甲乙丙丁", "戊己庚辛")) as seen:
        pane = seen.pane
        await seen.pilot.press("v", "down", "shift+right", "shift+right", "&")
        await seen.pilot.press("up", "home", "right", "shift+right")
        assert pane.selection_spans() == ((1, 2), (5, 7))
        assert pane.selected_text() == "乙\n戊己"
        assert seen.styled(seen.style_at(*seen.cell("戊"))) == "乙戊己"
        await seen.pilot.press("&", "down", "home", "shift+right", "shift+right", "shift+right")
        assert pane.selection_spans() == ((1, 2), (5, 8)), "no character twice"
        await seen.pilot.press("escape")
        assert not pane.selection_spans()


async def search(reader: Driver, query: str) -> None:
    await reader.keys("/")
    await reader.type(query)
    await reader.keys("enter")
    await reader.until(lambda: reader.browse.pane.has_focus)


async def test_the_caret_goes_to_hits_and_a_selection_takes_them_in(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        pane, browse = reader.browse.pane, reader.browse
        await search(reader, "困难群众")
        hits = browse.searching.found.hits
        assert len(hits) > 3
        source = browse.shown.page.source.text  # type: ignore[union-attr]
        await reader.keys("g", "v", "g", "n", "v", "n", "n")
        first, second = (browse.shown.view.to_source(*hit) for hit in hits[:2])  # type: ignore[union-attr]
        chosen = pane.selection_spans()
        assert chosen[0][0] == first[0][0] and chosen[-1][1] == second[-1][1]
        await reader.keys("N")
        assert text_of(source, pane.selection_spans()) == "困难群众"


async def test_all_hits_are_highlighted_with_one_tag_and_one_undo_takes_them_back(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await search(reader, "困难群众")
        count = len(reader.browse.searching.found.hits)
        await reader.keys("T")
        await reader.see(f"Highlight {count} hits")
        await reader.type("民生")
        await reader.keys("enter")
        await reader.see(f"{count} hits highlighted")
        marks = [one for one in reader.session.store.all() if one.kind is Kind.HIGHLIGHT]
        assert len(marks) == count and {(one.tag, one.target.quote) for one in marks} == {("民生", "困难群众")}
        await reader.keys("u")
        await reader.idle()
        assert not list(reader.session.store.all())


async def test_a_full_stop_repeats_the_highlight_on_a_selection_and_the_tag_without_one(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("v", "2", "shift+right", "h")
        await reader.see("Highlight")
        await reader.type("甲")
        await reader.keys("enter")
        await reader.idle()
        await reader.keys("t")
        await reader.type("乙")
        await reader.keys("enter")
        await reader.idle()
        await reader.keys("right", "shift+right", "&", "right", "shift+right", "。")
        await reader.idle()
        await reader.keys("escape", "J")
        await reader.another_article()
        await reader.keys(".")
        await reader.idle()
        made = [(one.kind, one.tag, len(one.target.spans)) for one in reader.session.store.all()]
        assert sorted(made)[:2] == [(Kind.HIGHLIGHT, "甲", 1), (Kind.HIGHLIGHT, "甲", 2)]
        assert [tag for kind, tag, _count in made if kind is Kind.TAG] == ["乙", "乙"]


async def test_copying_as_shown_and_as_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "TERM_PROGRAM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("VTE_VERSION", "7600")
    async with reading(library(tmp_path, ["003"])) as reader:
        await reader.keys("v", "5", "+", "Y")
        await reader.until(lambda: any(copying.FILE in one.message for one in reader.app._notifications))
        pane, shown = reader.browse.pane, reader.browse.shown
        assert shown is not None
        source = text_of(shown.page.source.text, pane.selection_spans())
        kept = next((tmp_path / "home").rglob(copying.FILE))
        assert kept.read_text("utf-8") == reader.app.clipboard == source
        await reader.keys("y")
        await reader.until(lambda: reader.app.clipboard == pane.selected_text())


def test_a_clipboard_tool_gets_the_text_and_no_control_character_goes_out(tmp_path: Path) -> None:
    tool = tmp_path / "wl-copy"
    tool.write_text(f"#!/bin/sh\n/bin/cat > {tmp_path}/taken\n")
    tool.chmod(0o755)
    there = {"PATH": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}
    text = copying.plain("中文\x1b]52;c;!\x07\x9b1m\n" * 100_000)
    assert copying.keep(text, there) is None
    assert (tmp_path / "taken").read_text("utf-8") == text
    assert not any((c < " " and c != "\n") or "\x7f" <= c < "\xa0" for c in text)
    if os.name == "posix":
        tool.write_text("#!/bin/sh\nexit 1\n")
        path = copying.keep(text, there)
        assert path is not None and path.read_text("utf-8") == text, "too long for a terminal"
