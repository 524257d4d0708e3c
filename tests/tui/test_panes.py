"""Two articles side by side, and the raw text of a page beside the article."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseScrollDown

from reader.newspaper.model import Role
from reader.text.spans import intersection, text_of
from reader.tui.widgets.raw_pane import RawPane
from tests.library.issue_pages import make_issue
from tests.tui.driving import Driver, library, reading


async def show_raw(reader: Driver) -> RawPane:
    """Press `r` and wait for the rows."""
    await reader.keys("r")
    await reader.until(lambda: reader.browse.panes.raw is not None and reader.browse.panes.raw.row_count())
    raw = reader.browse.panes.raw
    assert raw is not None
    return raw


def lit_rows(raw: RawPane) -> str:
    """What is lit of what is in view."""
    assert raw._raw is not None
    rows = [(one.start, one.end) for one in raw._raw.rows[raw.scroll_offset.y :][: raw.size.height]]
    return "".join(raw._raw.text[start:end] for start, end in intersection(rows, raw.lit))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_two_articles_are_read_side_by_side(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path, ["000", "003"]), size=size) as reader:
        screen = reader.browse
        left = screen.side
        await reader.keys("vertical_line")
        await reader.until(lambda: len(screen.sides) == 2 and screen.sides[1].shown is not None)
        right = screen.sides[1]
        assert screen.side is left and left.pane.region.area and right.pane.region.area
        stacked = left.pane.region.x == right.pane.region.x
        assert stacked == (size[0] < 100)
        assert screen.tree_view.display == (size[0] >= 200)
        await reader.keys("tab", "J")
        await reader.until(lambda: right.opening.key != left.opening.key and not right.opening.on_its_way)
        assert screen.side is right and screen.tree_view.shown == right.opening.key
        await reader.keys("s")
        await reader.idle()
        assert (left.opening.script.value, right.opening.script.value) == ("source", "hant")
        await reader.keys("slash")
        await reader.type("的")
        await reader.keys("enter")
        assert right.searching.found.hits and not left.searching.found.hits
        await reader.keys("shift+tab")
        assert screen.side is left
        await reader.keys("h")
        await reader.until(lambda: any("Select a passage" in one.message for one in reader.app._notifications))
        await reader.keys("tab", "tab")
        assert screen.tree_view.has_focus and screen.tree_view.region.area and right.pane.region.area
        await reader.keys("end", "enter")
        await reader.until(lambda: not right.opening.on_its_way)
        assert screen.side is right, "the tree opens where the reader was"
        assert left.opening.key != right.opening.key
        await reader.keys("vertical_line")
        await reader.until(lambda: not left.pane.is_attached)
        assert screen.sides == [right] and right.pane.region.area


async def test_marks_show_in_both_panes(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("vertical_line")
        await reader.until(lambda: len(reader.browse.sides) == 2 and reader.browse.sides[1].shown is not None)
        await reader.keys("shift+down", "h")
        await reader.see("Highlight")
        await reader.type("重")
        await reader.keys("enter")
        await reader.until(lambda: reader.session.store.all())
        await reader.idle()
        assert all(side.pane._marks for side in reader.browse.sides)


async def test_the_second_pane_begins_with_the_other_half_of_an_article(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library") as reader:
        entry = reader.session.catalogue.entry("1.txt")
        article = next(one for one in entry.articles if one.title == titles["5"])
        reader.browse.opening.open((entry.path, article.id))
        await reader.opened()
        await reader.keys("vertical_line")
        await reader.until(lambda: len(reader.browse.sides) == 2 and reader.browse.sides[1].shown is not None)
        shown = reader.browse.sides[1].shown
        assert shown is not None and shown.entry.path == "5.txt" and reader.browse.opening.key[0] == "1.txt"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_raw_text_follows_the_article_and_leads_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path, ["003"]), size=size) as reader:
        raw, pane = await show_raw(reader), reader.browse.pane
        shown = reader.browse.shown
        assert shown is not None and raw.source == shown.page.source
        for key in ("space", "space", "up"):
            await reader.keys(key)
            await reader.until(lambda: intersection(raw.lit, [(pane.place, pane.place + 1)]))
            assert lit_rows(raw), "what the article shows is in sight, and lit"
        await reader.keys("tab", "down", "down", "down")
        await reader.pilot.pause()
        assert raw._raw is not None
        row = raw._raw.rows[raw.cursor]
        await reader.until(lambda: pane.in_sight(row.start) or not intersection(shown.article.spans, [row[1:3]]))
        lead = next(
            (one for one in raw._raw.rows[raw.cursor :] if intersection(shown.article.spans, [(one.start, one.end)])),
            row,
        )
        await reader.until(lambda: pane.in_sight(lead.start))
        await reader.keys("end", "enter")
        await reader.until(lambda: pane.has_focus)
        await reader.opened()
        now, last = reader.browse.shown, len(shown.page.source.text.rstrip()) - 1
        assert now is not None and intersection(now.article.spans, [(last, last + 1)])
        await reader.keys("r")
        await reader.until(lambda: reader.browse.panes.raw is None)
        assert pane.has_focus


async def test_every_character_of_a_page_is_reached_from_its_raw_text(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["004"])) as reader:
        raw = await show_raw(reader)
        shown = reader.browse.shown
        assert shown is not None
        page = shown.page
        for article in page.all_articles():
            start = article.spans[0][0]
            raw.post_message(RawPane.Chosen(start))
            await reader.until(lambda wanted=article.id: reader.browse.opening.key[1] == wanted)  # type: ignore[misc]
            await reader.opened()
            now = reader.browse.shown
            assert now is not None and now.article.id == article.id
            assert reader.browse.pane.in_sight(start), text_of(page.source.text, [(start, start + 9)])


async def test_the_raw_text_of_a_joined_article_is_that_of_the_part_in_view(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library", size=(80, 24)) as reader:
        entry = reader.session.catalogue.entry("1.txt")
        article = next(one for one in entry.articles if one.title == titles["8a"])
        reader.browse.opening.open((entry.path, article.id))
        await reader.opened()
        await reader.keys("F")
        await reader.see("pages 1, 8 as one")
        raw = await show_raw(reader)
        sources = [part.page.source for part in reader.browse.shown.parts]  # type: ignore[union-attr]
        assert raw.source == sources[0]
        await reader.keys("end")
        await reader.until(lambda: raw.source == sources[1] and raw.row_count())
        await reader.until(lambda: lit_rows(raw))


async def test_one_beside_the_article_takes_the_others_place(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        screen = reader.browse
        await show_raw(reader)
        await reader.keys("vertical_line")
        await reader.until(lambda: screen.panes.raw is None and len(screen.sides) == 2)
        await show_raw(reader)
        assert len(screen.sides) == 1
        for key in ("tab", "tab", "tab"):
            await reader.keys(key)
        assert screen.pane.has_focus


async def test_a_click_takes_the_reader_to_the_other_pane(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"]), size=(120, 40)) as reader:
        screen = reader.browse
        await reader.keys("vertical_line")
        await reader.until(lambda: len(screen.sides) == 2 and screen.sides[1].shown is not None)
        await reader.pilot.click(screen.sides[1].pane, offset=(20, 6))
        assert screen.side is screen.sides[1]
        await reader.pilot.click(screen.sides[0].pane, offset=(20, 6))
        assert screen.side is screen.sides[0]


async def test_a_corrected_file_is_shown_anew_in_both_panes_and_in_its_raw_text(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root, size=(120, 40)) as reader:
        screen = reader.browse
        await reader.keys("vertical_line")
        await reader.until(lambda: len(screen.sides) == 2 and screen.sides[1].shown is not None)
        await reader.keys("tab", "J", "J")
        await reader.opened()
        ids = [side.opening.key[1] for side in screen.sides]
        titles = [side.shown.article.of(Role.TITLE) for side in screen.sides if side.shown]
        assert len(set(ids)) == 2 and len(titles) == 2
        file = next(root.glob("*.txt"))
        file.write_text("新的一行。\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
        await reader.until(lambda: not set(ids) & {side.opening.key[1] for side in screen.sides})
        await reader.until(lambda: not any(side.opening.on_its_way for side in screen.sides))
        for side, before in zip(screen.sides, titles, strict=True):
            assert side.shown is not None
            after = side.shown.article.of(Role.TITLE)
            assert [(start - 7, end - 7) for start, end in after[0].spans] == list(before[0].spans)
        raw = await show_raw(reader)
        file.write_text("又一行。\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
        await reader.until(lambda: raw.source is not None and raw.source.text.startswith("又一行"))


async def test_the_article_follows_the_wheel_over_the_raw_text_and_held_keys(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"]), size=(120, 40)) as reader:
        raw, pane = await show_raw(reader), reader.browse.pane
        await reader.pilot._post_mouse_events([MouseScrollDown] * 9, raw, (5, 5))
        await reader.until(lambda: raw.scroll_offset.y > 0 and pane.place > pane._beginning())
        assert raw._raw is not None
        top = raw._raw.rows[raw.scroll_offset.y].start
        await reader.until(lambda: pane.in_sight(top))
        await reader.keys("tab", "end")
        last = raw.cursor
        await reader.keys(*["up"] * 12)
        await reader.pilot.pause(0.2)
        assert raw.cursor == last - 12, "the article that follows leads nowhere"
