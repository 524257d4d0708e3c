"""Passages that stand elsewhere too, as a reader meets them in the app."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reader.text.query import Query
from reader.tui.widgets.pane_repeats import BAR
from tests.tui.driving import SEEDS, Driver, library, reading

SIZES = [(60, 24), (80, 30), (120, 40)]
BOTH = ("抓产业 塑品牌 保民生 推动各项工作提速提质增效", "市退役军人事务局:下力气整改整治")
"""The titles of the two articles of seed 001 that end, and contain, the same 286 characters."""


async def show(app: Driver, words: str, path: str = "001") -> None:
    """Open the article whose title begins so, and wait until its passages are known."""
    entry = next(one for one in app.session.catalogue.entries if one.path.startswith(path))
    article = next(one for one in entry.articles if one.title.startswith(words))
    app.browse.opening.open((entry.path, article.id))
    await app.idle()
    await app.until(lambda: app.browse.shown is not None and app.browse.shown.article.id == article.id)
    await known(app)


async def known(app: Driver) -> None:
    """Wait until the other files were looked into."""
    groups = ("shared", "repeats", "library")
    await app.pilot.pause(0.25)
    await app.until(
        lambda: (
            not any(one.group in groups[:2] and one.is_running for one in app.app.workers)
            and app.browse.repeating._passages
        )
    )
    await app.pilot.pause()


def pane(app: Driver) -> str:
    """The text in the article's window, its rows put together."""
    shown = app.browse.pane
    lines = [shown.render_line(y).text for y in range(shown.size.height)]
    return "".join(line.strip(f" {BAR}") for line in lines).replace(" ", "")


def bars(app: Driver) -> list[str]:
    """The rows of the pane that stand beside a bar."""
    pane = app.browse.pane
    lines = [pane.render_line(y).text for y in range(pane.size.height)]
    return [line for line in lines if line.lstrip().startswith(BAR)]


@pytest.mark.parametrize("size", SIZES)
async def test_a_repeated_passage_has_a_bar_and_the_status_says_where_it_stands_too(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(library(tmp_path, ["001"]), size=size) as app:
        await show(app, BOTH[0])
        await app.keys("G")
        await app.see("(286 characters)", "also in 〈市退役")
        marked = bars(app)
        assert "李六小表示" in marked[0] and marked[-1].rstrip().endswith("氛围。")
        shown = app.browse.pane
        assert {shown.render_line(y).cell_length for y in range(shown.size.height)} == {shown.size.width - 1}


@pytest.mark.parametrize("size", SIZES)
async def test_the_other_place_is_gone_to_and_back(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path, ["001"]), size=size) as app:
        await show(app, BOTH[0])
        await app.keys("G", "quotation_mark")
        await app.see("加强服务体系建设", "also in 〈抓产")
        await app.keys("left_double_quotation_mark")
        await app.see("李六小表示", "also in 〈市退役")
        await app.keys("backspace")
        await app.see("加强服务体系建设")
        await app.keys("backspace")
        await app.see("李六小表示")


@pytest.mark.parametrize("size", SIZES)
async def test_what_stood_before_is_skipped_and_opened_again(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path, ["001"]), size=size) as app:
        await show(app, BOTH[1])
        await app.until(lambda: "举办基层业务骨干培训班" in pane(app))
        await app.keys("z")
        await app.until(
            lambda: "加强服务体系建设。在全市开展“服务体系提升…286charactersthatalsostandin〈抓产业" in pane(app)
        )
        assert "举办基层业务骨干培训班" not in pane(app) and 1 <= len(bars(app)) <= 2
        await app.keys("Z")
        await app.until(lambda: "举办基层业务骨干培训班" in pane(app))
        await app.keys("Z")
        await app.until(lambda: "举办基层业务骨干培训班" not in pane(app))
        await show(app, BOTH[0])
        await app.keys("G")
        await app.until(lambda: "举办基层业务骨干培训班" in pane(app))  # the first place of the passage stays
        await show(app, BOTH[1])
        await app.until(lambda: "举办基层业务骨干培训班" not in pane(app))
        await app.keys("z")
        await app.until(lambda: "举办基层业务骨干培训班" in pane(app))


async def test_a_click_opens_a_skipped_passage(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["001"])) as app:
        await show(app, BOTH[1])
        await app.keys("z")
        await app.see("286 characters that also stand")
        shown = app.browse.pane
        y = next(y for y in range(shown.size.height) if "286 characters" in shown.render_line(y).text)
        await app.pilot.click(shown, offset=(10, y))
        await app.see("举办基层业务骨干培训班")


async def test_a_search_goes_into_a_skipped_passage(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["001"])) as app:
        await show(app, BOTH[1])
        await app.keys("z")
        await app.see("286 characters that also stand")
        await app.keys("slash")
        await app.type("培训")
        await app.see("举办基层业务骨干培训班", "found 1/")
        count = len(app.browse.searching.found.hits)
        await app.keys("enter")
        shown = app.browse.shown
        assert shown is not None and count == len(shown.view.search(Query("培训")).hits) > 1
        await app.keys("z", "z")
        await app.see("286 characters that also stand")
        assert len(app.browse.searching.found.hits) == count
        await app.keys(*["n"] * (count - 1), *["N"] * (count - 1))
        await app.see("举办基层业务骨干培训班", "found 1/")


async def test_an_annotation_in_a_skipped_passage_is_kept_and_gone_to(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["001"])) as app:
        await show(app, BOTH[1])
        shown = app.browse.shown
        assert shown is not None
        block, start, end = shown.view.search(Query("举办基层业务骨干培训班")).hits[0]
        spans = shown.view.to_source(block, start, end)
        await app.browse.annotating.save(app.session.highlight(shown, spans, "tag"), "highlight")
        await app.keys("z")
        await app.see("286 characters that also stand")
        await app.keys("a")
        await app.see("举办基层业务骨干培训班")
        await app.keys("enter")
        await app.until(lambda: "举办基层业务骨干培训班" in "".join(bars(app)))
        assert app.session.store.all()[0].target.spans == spans


async def test_the_script_is_changed_with_a_passage_skipped(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["001"])) as app:
        await show(app, BOTH[1])
        await app.keys("z")
        await app.see("286 characters that also stand")
        await app.keys("s", "s")
        await app.see("台", "市退役軍人事務局", "286 characters that also stand")
        await app.keys("Z")
        await app.see("舉辦基層業務骨幹培訓班")


async def test_another_file_is_named_and_gone_to(tmp_path: Path) -> None:
    root = library(tmp_path, ["000", "001"])
    text = next(SEEDS.glob("001*.txt")).read_text("utf-8").replace("2024", "2025")
    (root / "copy.txt").write_text(text.replace("和林格尔县", "和林格 尔县"), "utf-8")
    async with reading(root, size=(140, 40)) as app:
        await show(app, BOTH[0], "copy")
        await app.see("also in 001_57aa74c62ebf1dbf.txt 〈抓产业")
        await app.keys("quotation_mark")
        await app.until(lambda: app.browse.opening.key[0].startswith("001"))
        await app.see("also in copy.txt 〈抓产业")
        await app.keys("quotation_mark")
        await app.until(lambda: app.browse.opening.key[0] == "copy.txt")
        # A new copy is noticed while the app runs.
        shutil.copy(next(SEEDS.glob("000*.txt")), root / "again.txt")
        await show(app, "我区多举措", "000")
        await app.see("also in again.txt")


async def test_where_nothing_is_repeated_that_is_said(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"])) as app:
        await app.pilot.pause(0.3)
        await app.keys("quotation_mark", "Z")
        said = ("Nothing on this screen stands anywhere else.", "No skipped passage is on this screen.")
        await app.until(lambda: {note.message for note in app.app._notifications} >= set(said))
        assert bars(app) == []
