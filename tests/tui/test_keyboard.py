"""Keys while a Chinese input method is on, in every part of the screen."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from reader.tui.keyboard import character_on, key_name, plain
from tests.tui.driving import library, reading


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        *zip(
            "／、【】。，？＂“”（）｛｝『』＜＞《》＋－｜％＃＆’‘＼：＊",
            '//[].,?"""(){}{}<><>+-|%#&\'\'\\:*',
            strict=True,
        ),
        *zip("ｎＮ５ｚ", "nN5z", strict=True),
        ("n", "n"),
        ("中", "中"),
    ],
)
def test_every_key_of_an_input_method_is_the_plain_one(given: str, meant: str) -> None:
    assert plain(given) == meant


def test_the_name_of_a_key_leads_back_to_its_sign() -> None:
    for sign in string.printable.strip():
        assert character_on(key_name(sign)) == sign


async def test_an_input_method_disturbs_no_part_of_the_screen(tmp_path: Path) -> None:
    async with reading(library(tmp_path, ["000"])) as reader:
        await reader.keys("／")
        await reader.see("Search")
        await reader.type("社区ｎ")
        assert reader.browse.query_one("SearchBar Input").value == "社区ｎ", "what is typed stays as it is"  # type: ignore[attr-defined]
        await reader.keys("escape")
        first = reader.browse.opening.key
        await reader.keys("Ｊ")
        await reader.until(lambda: reader.browse.opening.key != first)
        measure = reader.browse.pane.measure
        await reader.keys("【")
        assert reader.browse.pane.measure == measure - 2
        await reader.keys("tab", "ｇ")
        assert reader.browse.tree_view.cursor == 0
        await reader.keys("ｊ")
        assert reader.browse.tree_view.cursor == 1
        await reader.keys("？")
        await reader.see("J")
        assert reader.app.screen is not reader.browse
