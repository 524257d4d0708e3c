"""Articles marked as done, the next that is not, and the queue of what is left: by keys alone."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from reader.annotations.model import Kind, make_target, new_annotation
from tests.annotations.examples import added
from tests.tui.driving import library, reading
from tests.tui.test_annotating import holds, saved, store_of


async def test_d_marks_an_article_done_and_goes_to_the_next_that_is_not(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        first = reader.browse.opening.key
        ids = [article.id for article in reader.session.catalogue.entries[0].articles]
        for number in (1, 2):
            await reader.keys("d")
            await reader.another_article()
            await reader.until(partial(holds, root, number))
        assert reader.browse.opening.key[1] == ids[2]
        assert {record["kind"] for record in saved(root)} == {"done"}
        assert store_of(root).tags() == {}
        await reader.keys("K", "K")
        await reader.until(lambda: reader.browse.opening.key == first)
        await reader.see("✓ done")
        await reader.keys("d")
        await reader.until(partial(holds, root, 1))
        await reader.until(lambda: "✓ done" not in reader.screen())
        await reader.keys("u")
        await reader.see("✓ done")
        for _press in ids[2:]:
            await reader.keys("J")
        await reader.keys("tab", "A", "d")
        await reader.until(partial(holds, root, len(ids)))
        await reader.until(lambda: any("All is done" in one.message for one in reader.app._notifications))


async def test_done_is_each_annotators_own_and_the_tree_can_be_filtered_by_it(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        shown = reader.browse.shown
        assert shown is not None
        theirs = make_target(shown.page.source, shown.entry.path, shown.article.spans, article=True)
        store_of(root).commit(added(new_annotation(Kind.DONE, theirs, "乙")), "done", [shown.page.source])
        await reader.until(lambda: len(reader.session.store.all()) == 1)
        assert "✓ done" not in reader.screen()
        await reader.keys("d")
        await reader.another_article()
        await reader.until(partial(holds, root, 2))
        count = len(reader.titles())
        await reader.keys("tab", "slash")
        await reader.type(":done")
        await reader.see("1 article")
        for _press in range(4):
            await reader.keys("backspace")
        await reader.type("todo")
        await reader.see(f"{count - 1} articles")
        await reader.keys("enter", "tab")
        second = reader.browse.opening.key
        await reader.keys("d")
        await reader.until(lambda: reader.browse.opening.key != second)
        await reader.until(partial(holds, root, 3))
        await reader.see(f"“:todo”: {count - 2} articles")  # the filter goes with what is done
        await reader.keys("Q")
        await reader.see(f"0 of {count - 2} articles done")


async def test_the_queue_shows_what_is_left_and_goes_to_the_next(tmp_path: Path) -> None:
    root = library(tmp_path)
    async with reading(root) as reader:
        await reader.keys("d")
        await reader.another_article()
        await reader.until(partial(holds, root, 1))
        following = reader.browse.opening.key
        total = sum(len(entry.articles) for entry in reader.session.catalogue.entries)
        await reader.keys("K")
        await reader.another_article()
        await reader.keys("Q")
        await reader.see(f"1 of {total} articles done", "1/6")
        await reader.keys("enter")
        await reader.until(lambda: reader.browse.opening.key == following)
        await reader.keys("Q")
        await reader.see("1/6")
        await reader.keys("G", "enter")
        await reader.another_article()
        assert reader.browse.opening.key[0] == reader.browse.tree_view.entries[-1].path
