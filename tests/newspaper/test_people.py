"""Who made an article stands in its bylines, datelines and credits; their names stay names in every script."""

from __future__ import annotations

import pytest

from reader.newspaper.compose import compose
from reader.newspaper.people import named
from reader.newspaper.recognise import recognise
from reader.text import words
from reader.text.script import Script
from reader.text.source import Source


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("□本报记者 于泓 范新勇 通讯员 李琰", {"于泓", "范新勇", "李琰"}),
        ("本报12月27日讯（记者 于泓、余亮）近日，自治区", {"于泓", "余亮"}),
        ("本報記者 于泓 攝", {"于泓"}),
        ("文/图 游锡堃", {"游锡堃"}),
        ("记者从会上了解到，文化馆摄影部", set()),
    ],
)
def test_names_are_found_where_makers_are_named(text: str, names: set[str]) -> None:
    assert named([text], []) == names


def test_a_signature_alone_is_a_name() -> None:
    assert named(["（于泓）"], ["（于泓）"]) == {"于泓"}


def test_a_reporter_keeps_the_surname_throughout_the_article() -> None:
    words.load()
    text = (
        "全区冬季供暖有序推进\n□本报记者 于后里\n"
        "  供热公司的供热管道在检修后投入使用。\n  于后里在现场看到，管道已经在降温前通水。\n"
    )
    page = recognise(Source(text))
    views = [compose(page.source, one, Script.TW) for one in page.articles]
    shown = "\n".join(block.text.text for view in views for block in view.blocks)
    assert shown.count("于后里") == 2
    assert "檢修後" in shown
