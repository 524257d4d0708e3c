"""Back and forward through the places where the reader was."""

from __future__ import annotations

from pathlib import Path

from tests.library.issue_pages import make_issue
from tests.tui.driving import Driver, library, reading


async def at(reader: Driver, key: tuple[str, str], place: int | None = None) -> None:
    """Wait until an article is shown, at a place."""
    screen = reader.browse
    await reader.until(lambda: screen.opening.key == key and not screen.opening.on_its_way)
    await reader.until(lambda: place is None or screen.pane.place == place)


async def test_back_and_forward_as_in_a_browser(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000", "002", "003"])) as reader:
        opening, pane = reader.browse.opening, reader.browse.pane
        first = opening.key
        await reader.keys("space")
        place = pane.place
        await reader.keys("tab", "down", "down", "enter")
        await reader.until(lambda: opening.key != first)
        await at(reader, opening.key)
        second = opening.key
        await reader.keys("alt+left")
        await at(reader, first, place)
        await reader.keys("alt+right")
        await at(reader, second)
        await reader.keys("backspace")
        await at(reader, first, place)
        await reader.keys("J")
        await reader.until(lambda: opening.key != first)
        await at(reader, opening.key)
        await reader.keys("alt+right")
        await reader.until(lambda: any("no place to go forward" in one.message for one in reader.app._notifications))
        for key in "sssss":  # through every script
            await reader.keys(key)
            await reader.idle()
        await reader.keys("ctrl+o")
        await at(reader, first, place)


async def test_leafing_without_reading_is_one_step_back(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000", "002"])) as reader:
        first = reader.browse.opening.key
        for _ in range(3):
            before = reader.browse.opening.key
            await reader.keys("J")
            await reader.until(lambda before=before: reader.browse.opening.key != before)  # type: ignore[misc]
            await at(reader, reader.browse.opening.key)
        await reader.keys("alt+left")
        await at(reader, first)


async def test_keys_pressed_faster_than_articles_come_lose_no_place(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000", "002"])) as reader:
        keys = [reader.browse.opening.key]
        for _ in range(3):
            await reader.keys("J")
            await reader.until(lambda: reader.browse.opening.key not in keys)
            await at(reader, reader.browse.opening.key)
            await reader.keys("down", "down", "space")
            keys.append(reader.browse.opening.key)
        await reader.keys("alt+left", "alt+left", "alt+left")
        await at(reader, keys[0])
        await reader.keys("alt+right", "alt+right")
        await at(reader, keys[2])


async def test_a_place_in_a_joined_article_is_come_back_to_as_one(tmp_path: Path) -> None:
    titles = make_issue(tmp_path / "library")
    async with reading(tmp_path / "library") as reader:
        entry = reader.session.catalogue.entry("1.txt")
        article = next(one for one in entry.articles if one.title == titles["8a"])
        reader.browse.opening.open((entry.path, article.id))
        await at(reader, (entry.path, article.id))
        await reader.keys("F")
        await reader.see("pages 1, 8 as one")
        await reader.keys("end")
        place = reader.browse.pane.place
        await reader.keys("J")
        await reader.until(lambda: reader.browse.shown is not None and not reader.browse.shown.joined)
        await reader.keys("alt+left")
        await reader.see("pages 1, 8 as one")
        assert reader.browse.pane.place == place


async def test_a_hit_off_the_screen_is_a_step_and_one_in_sight_is_not(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["002"]), size=(80, 24)) as reader:
        pane = reader.browse.pane
        await reader.keys("slash")
        await reader.type("的")
        await reader.keys("enter", "g")
        await reader.until(lambda: pane.place == pane._beginning())
        for _ in range(40):
            before = reader.browse.searching.found.current
            await reader.keys("n")
            await reader.until(lambda before=before: reader.browse.searching.found.current != before)  # type: ignore[misc]
            if pane.place != pane._beginning():
                break
        assert pane.place != pane._beginning()
        await reader.keys("alt+left")
        await at(reader, reader.browse.opening.key, pane._beginning())


async def test_a_file_corrected_between_two_sessions_opens_at_the_same_words(tmp_path: Path) -> None:
    root = library(tmp_path, ["000"])
    async with reading(root) as reader:
        await reader.keys("J")
        await reader.another_article()
        await reader.opened()
        await reader.keys("space")
        shown, place = reader.browse.shown, reader.browse.pane.place
        assert shown is not None and place > shown.article.spans[0][0]
        words = shown.page.source.text[place : place + 12]
        await reader.until(lambda: not reader.session.place_is_new())
    file = next(root.glob("*.txt"))
    text = file.read_text(encoding="utf-8")
    file.write_text(
        "更正：原文首段漏排两行，现予补上。\n\n" + text.replace("12月27日", "12月27日上午", 1), encoding="utf-8"
    )
    async with reading(root) as again:
        now = again.browse.shown
        assert now is not None and now.page.source.sha256 != shown.page.source.sha256
        assert now.page.source.text[again.browse.pane.place :].startswith(words)
