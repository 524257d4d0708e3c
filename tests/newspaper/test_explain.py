"""Why a page was recognised as it was, for a person to read."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings

import reader.newspaper
from reader.newspaper import structure
from reader.newspaper.explain import WIDTH, explained, explained_article
from reader.newspaper.model import DOUBTFUL
from reader.newspaper.reasons import ARTICLE, BLOCK, REASONS, doubt, doubt_sentence, sentence
from reader.newspaper.recognise import recognise
from reader.newspaper.structure import to_structure
from reader.newspaper.wording import Kind
from reader.text.source import Source
from reader.text.wrap import cells
from tests.newspaper.examples import TEXTS, page
from tests.newspaper.test_fragments import FIRST, SECOND

NUMBERS = ["000", "001", "002", "003", "004"]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_reason_on_the_seeds_has_a_sentence(number: str) -> None:
    for article in page(number).articles:
        assert (ARTICLE, article.reason) in REASONS
        for block in article.blocks:
            assert (BLOCK, block.reason) in REASONS


def reasons_in_the_source() -> set[str]:
    """What is given as the reason of a block or article, and every kind of line that can be one."""
    found = {kind.value for kind in Kind} - {Kind.FURNITURE, Kind.DUPLICATE}
    for path in set(Path(reader.newspaper.__file__).parent.glob("*.py")) - {Path(structure.__file__)}:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            given: list[ast.AST] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Block", "Article"):
                given = list(node.args[3 if node.func.id == "Block" else 4 :])
                given += [word.value for word in node.keywords if word.arg == "reason"]
            elif isinstance(node, ast.FunctionDef) and node.name.endswith(("_reason", "_confidence")):
                given = [part for part in node.body if not isinstance(getattr(part, "value", None), ast.Constant)]
            constants = (part for tree in given for part in ast.walk(tree) if isinstance(part, ast.Constant))
            found |= {part.value for part in constants if isinstance(part.value, str) and part.value}
    return found


def test_every_reason_in_the_source_has_a_sentence() -> None:
    found = reasons_in_the_source()
    assert {"headline", "joined", "text without a headline", "dateline"} <= found
    assert found <= {reason for _kind, reason in REASONS}


def test_an_unknown_reason_stands_as_it_is() -> None:
    assert sentence(BLOCK, "of tomorrow") == sentence(ARTICLE, "of tomorrow") == "of tomorrow"


def test_doubt_is_marked_counted_and_told() -> None:
    found = page("002")
    lines = list(explained(found))
    assert lines[0].startswith("? article 1 ")
    assert lines[-1].startswith("1 of 1 article is doubtful")
    assert "no headline was found" in lines[1]
    assert doubt_sentence(doubt(found.articles[0])) == lines[1].strip()
    for number in NUMBERS:
        doubtful = sum(article.confidence < DOUBTFUL for article in page(number).articles)
        assert sum(line.startswith("?") for line in explained(page(number))) == doubtful


def test_a_paragraph_says_where_its_parts_stand() -> None:
    text = f"两家共用一口井\n\n{FIRST}\n\n新时代 新征程 新伟业\n\n{SECOND}\n"
    lines = "\n".join(explained(recognise(Source(text))))
    assert "lines 3, 7 · characters 9–" in lines
    assert REASONS[BLOCK, "joined"].split(";")[0] in lines


def test_the_structure_tells_reasons_if_asked() -> None:
    found = page("001")
    plain, full = to_structure(found, "a"), to_structure(found, "a", explain=True)
    for one, other, article in zip(plain["articles"], full["articles"], found.articles, strict=True):
        assert "reason" not in one
        assert other.items() >= one.items()
        assert (other["reason"], other["confidence"]) == (article.reason, article.confidence)
        assert [block["reason"] for block in other["blocks"]] == [block.reason for block in article.blocks]


@settings(max_examples=60)
@given(TEXTS)
def test_any_page_is_explained_in_lines_that_fit_and_say_nothing_to_a_terminal(text: str) -> None:
    found = recognise(Source(text))
    for width in (WIDTH, 40):
        lines = [*explained(found, width)]
        lines += [line for article in found.articles for line in explained_article(found, article, width)]
        assert all(cells(line) <= width for line in lines)
        assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for line in lines for char in line)
    marked = sum(line.lstrip().startswith("? ") for line in explained(found))
    certainties = [article.confidence for article in found.articles]
    certainties += [block.confidence for article in found.articles for block in article.blocks]
    assert marked >= sum(certainty < DOUBTFUL for certainty in certainties)
