"""A terminal that draws “ ” … — in two cells is found out, and its columns stay straight."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pyte.screens
import pytest
from textual.events import CursorPosition
from wcwidth import wcwidth

from reader.settings import Settings, save
from reader.text.widths import ambiguous_wide
from tests.terminal import Terminal
from tests.tui.driving import library, reading

TEXT = (
    "“新年”第一天……我们——都在\n\n本报1月1日讯（记者 王明）街上的人很多，“大家都在买年货”，直到夜里……才安静"
    "下来——①天气很好；②人很多·也很热闹；α射线和Ж字母，±5℃，№3，‘好’。第Ⅲ章。■下转第8版。\n"
)
WIDE_ANSWER = re.compile(r"\x1b\[\d+;15R")


def drawn_wide(char: str) -> int:
    width = wcwidth(char)
    return 2 if width == 1 and unicodedata.east_asian_width(char) == "A" else width


def screen_of(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: Callable[[str], str], setting: str = "auto"
) -> list[str]:
    """The app's screen in a terminal that draws ambiguous characters in two cells; `answer` changes what it reports."""
    (folder / "2024-01-01.txt").write_text(TEXT, "utf-8")
    save(Settings(ambiguous=setting))
    monkeypatch.setattr(pyte.screens, "wcwidth", drawn_wide)
    with Terminal([sys.executable, "-m", "reader", str(folder)], columns=100, rows=24) as terminal:
        screen = terminal._screen
        monkeypatch.setattr(screen, "write_process_input", lambda data: terminal.process.send(answer(data)))
        terminal.wait_for("article 1 of 1")
        text = terminal.wait_until(lambda text: "安静" in text, "the article")
        terminal.press("v")  # answered after what was reported before
        text = terminal.wait_for("Esc")
    return text.split("\n")


def edge(lines: list[str]) -> set[int]:
    """The columns, in cells, at which the list of articles ends."""
    return {sum(map(drawn_wide, line.partition("|")[0])) for line in lines if "|" in line}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


def test_a_terminal_that_answers_two_cells_gets_what_keeps_columns_straight(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    lines = screen_of(folder, monkeypatch, lambda data: asked.append(data) or data)  # type: ignore[func-returns-value]
    assert len(asked) == 1
    assert WIDE_ANSWER.fullmatch(asked[0])
    text = "\n".join(lines)
    assert "〝大家都在买年货〞" in re.sub(r"\s+.*?\|\s*", "", text)
    assert not set(text) & set("“”…—·■①│─")
    assert len(edge(lines)) == 1
    assert {"α", "Ж"} <= set(text)


@pytest.mark.parametrize("answer", ["", "\x1b[2;9R", "\x1b[1;15R", "\x1b[3;15R"])
def test_an_answer_that_cannot_be_right_counts_as_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    lines = screen_of(folder, monkeypatch, lambda data: answer)
    assert "“" in "\n".join(lines)


async def test_the_setting_needs_no_answer_and_can_be_changed_at_work(folder: Path) -> None:
    (folder / "2024-01-01.txt").write_text(TEXT, "utf-8")
    async with reading(folder) as driver:
        before = driver.screen()
        assert "—" in before
        await driver.keys("p", "end", "enter")
        assert driver.app.settings.ambiguous == "narrow"
        assert driver.screen() == before
        await driver.keys("p", "end", "enter")
        assert driver.app.settings.ambiguous == "wide"
        await driver.until(lambda: "－" in driver.screen() and "—" not in driver.screen())
        await driver.keys("p", "end", "enter")
        assert driver.app.settings.ambiguous == "auto"


async def test_a_position_that_was_not_asked_for_is_no_answer(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["003"])) as driver:
        driver.app.post_message(CursorPosition(14, 1))
        await driver.pilot.pause()
        assert not ambiguous_wide()
