"""The rows of the issue tree: what a filter leaves, which article comes next, what is forgotten."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App, ComposeResult

from reader.library.catalogue import Catalogue, Entry
from reader.library.filtering import Filter, parse_filter
from reader.library.issues import issues_of
from reader.library.matching import Marks, Matcher
from reader.tui.widgets.issue_tree import IssueTree
from reader.tui.widgets.tree_rows import FoundRows, Key
from tests.library.filtered import those_that_fit
from tests.library.pages import SEEDS, make_library

NO_MARKS = Marks(lambda _entry: {}, frozenset())


class TreeApp(App[None]):
    """Nothing but the tree."""

    def compose(self) -> ComposeResult:
        yield IssueTree(NO_MARKS, {}, id="tree")


@asynccontextmanager
async def shown(entries: list[Entry]) -> AsyncIterator[IssueTree]:
    """The tree on a screen."""
    app = TreeApp()
    async with app.run_test():
        tree = app.query_one(IssueTree)
        tree.show_entries(entries)
        yield tree


@pytest.fixture
def entries(tmp_path: Path) -> list[Entry]:
    """Some files with articles, between them one that has none."""
    root = tmp_path / "library"
    make_library(root, 30, (1, 6))
    (root / "000/00007.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    for path in SEEDS:
        (root / path.name).write_bytes(path.read_bytes())
    return known(root)


def known(root: Path) -> list[Entry]:
    catalogue = Catalogue(root, [root])
    catalogue.scan()
    catalogue.fill(lambda: False, lambda _done, _total: None, lambda _entries: None)
    return catalogue.ordered()


def issue_of_pages(folder: Path, numbers: str = "1 2 10 A03") -> list[Entry]:
    """Pages of 2022-11-29 by their numbers, then one of another day, and one without a day."""
    folder.mkdir(parents=True)
    text = "山花开了\n\n人们到山上去看花，花开得很好看。\n"
    for number in numbers.split():
        (folder / f"2022-11-29_第{number}版.txt").write_text(text + number, encoding="utf-8")
    (folder / "2022-11-30_第1版.txt").write_text(text, encoding="utf-8")
    (folder / "undated.txt").write_text(text, encoding="utf-8")
    return known(folder)


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("1950-01-10/第3版.txt", "▸ 1950-01-10 page 3"),
        ("1950/01/10/03.txt", "▸ 1950-01-10 page 3"),
        ("19500110 晨.txt", "▸ 1950-01-10 晨"),
        ("1950-01-10.txt", "▸ 1950-01-10"),
        ("晨 1950-01-10.txt", "▸ 1950-01-10 晨 1950-01-10"),
    ],
)
async def test_a_row_says_the_date_once(tmp_path: Path, path: str, row: str) -> None:
    file = tmp_path / "library" / path
    file.parent.mkdir(parents=True)
    file.write_text("山花开了\n\n人们到山上去看花，花开得很好看。\n", encoding="utf-8")
    async with shown(known(tmp_path / "library")) as tree:
        assert "".join(text for text, _style in tree.row_pieces(0, 40)[:2]).rstrip() == row


def every_key(entries: list[Entry]) -> list[Key]:
    return [(entry.path, article.id) for entry in entries for article in entry.articles]


def walked(tree: IssueTree, key: Key, step: int) -> list[Key]:
    out = []
    while (following := tree.neighbour(key, step)) is not None:
        key = following
        out.append(key)
    return out


@pytest.mark.parametrize(
    "typed",
    [
        "民生",
        "綠電",
        "00003",
        "001_",
        "２０２１",
        "2021",
        "2022-1",
        "元旦 :unread",
        ":doubtful",
        "#a",
        "…",
        "xyz",
        "000 001",
    ],
)
def test_a_filter_leaves_the_articles_that_fit_it(entries: list[Entry], typed: str) -> None:
    wanted = parse_filter(typed)
    marks = Marks(lambda entry: {article.id: ("Abc",) for article in entry.articles[::3]}, frozenset())
    expected = those_that_fit(entries, wanted, marks)
    issues = issues_of(entries)
    rows = FoundRows(issues, Matcher(entries).fitting(wanted, marks))
    assert [row.key for row in rows if row.article] == expected
    pages = [row for row in rows if not row.article and not row.pages]
    assert [row.entry.path for row in pages] == list(dict.fromkeys(path for path, _id in expected))
    assert len(list(rows)) == len(rows)
    assert rows[::-1] == list(rows)[::-1]
    assert [rows[-number] for number in range(1, len(rows) + 1)] == rows[::-1]


async def test_next_and_previous_visit_every_article_once(entries: list[Entry]) -> None:
    keys = every_key(entries)
    async with shown(entries) as tree:
        assert walked(tree, ("", ""), 1) == keys
        assert walked(tree, keys[-1], -1) == keys[-2::-1]
        assert tree.neighbour(("", ""), -1) is None


async def test_from_an_article_that_is_gone_one_goes_on_from_its_issue(entries: list[Entry]) -> None:
    keys = every_key(entries)
    path, first = next(key for key in keys if key[0] != keys[0][0])
    async with shown(entries) as tree:
        after, before = tree.neighbour((path, "gone"), 1), tree.neighbour((path, "gone"), -1)
        assert after == (path, first)
        assert before == keys[keys.index((path, first)) - 1]


async def test_under_a_filter_next_and_previous_are_of_those_that_fit(entries: list[Entry]) -> None:
    async with shown(entries) as tree:
        tree.filter_by("2022")
        fitting = [row.key for row in tree.rows if row.article]
        assert len(fitting) > 2
        assert walked(tree, ("", ""), 1) == fitting
        assert walked(tree, fitting[-1], -1) == fitting[-2::-1]
        # From one that does not fit: as it would stand among them.
        keys = every_key(entries)
        for number, key in enumerate(keys):
            rest = [other for other in keys[number + 1 :] if other in fitting]
            after = tree.neighbour(key, 1)
            assert after == (rest[0] if rest else None)


async def test_what_is_chosen_and_gone_is_chosen_no_longer(entries: list[Entry]) -> None:
    keys = every_key(entries)
    kept, lost = keys[0], keys[-1]
    async with shown(entries) as tree:
        tree.chosen = {kept, lost, (lost[0], "of another text")}
        tree.show_entries(entries)
        assert tree.chosen == {kept, lost}
        tree.show_entries([entry for entry in entries if entry.path != lost[0]])
        assert tree.chosen == {kept}
        tree.show_entries([entry._replace(packed=b"") for entry in entries])
        assert tree.chosen == set()


async def test_ending_the_filter_leaves_the_cursor_on_the_article_opened_under_it(entries: list[Entry]) -> None:
    async with shown(entries) as tree:
        tree.reveal(every_key(entries)[0])
        tree.filter_by("2022")
        key = [row.key for row in tree.rows if row.article][-1]
        tree.reveal(key)
        tree.filter_by("")
        assert tree.wanted == Filter()
        assert tree.rows[tree.cursor].key == key


async def test_ending_a_filter_under_which_nothing_was_opened_leaves_the_cursor_where_it_was(
    entries: list[Entry],
) -> None:
    async with shown(entries) as tree:
        key = every_key(entries)[3]
        tree.reveal(key)
        tree.filter_by("2022")
        tree.filter_by("")
        assert tree.rows[tree.cursor].key == key


async def test_pages_of_one_issue_stand_under_one_row_in_their_order(tmp_path: Path) -> None:
    entries = issue_of_pages(tmp_path / "山花日报")
    async with shown(entries) as tree:
        assert [len(row.pages) for row in tree.rows] == [4, 0, 0]
        assert "2022-11-29 山花日报" in "".join(text for text, _ink in tree.row_pieces(0, 60))
        assert "4 pp." in "".join(text for text, _ink in tree.row_pieces(0, 60))
        tree.action_select()
        told = ["".join(text for text, _ink in tree.row_pieces(row, 60)) for row in range(1, 5)]
        assert [line.strip(" ▸").partition("  ")[0] for line in told] == ["page 1", "page 2", "page 10", "page A03"]
        tree.cursor = 2
        tree.action_unfold(True)
        assert [bool(row.article) for row in tree.rows[:5]] == [False, False, False, True, False]
        tree.cursor = 3
        for place in (2, 0):  # left closes the page, then the issue
            tree.action_unfold(False)
            assert tree.cursor == place
        assert len(tree.rows) == 3


async def test_an_issue_is_opened_to_the_article_shown_and_found_again_when_closed(tmp_path: Path) -> None:
    entries = issue_of_pages(tmp_path / "山花日报")
    keys = every_key(entries)
    async with shown(entries) as tree:
        tree.reveal(keys[2])
        assert tree.rows[tree.cursor].key == keys[2]
        tree.cursor = 0
        tree.action_select()
        tree.rebuild()
        assert tree.cursor == 0
        assert walked(tree, ("", ""), 1) == keys
        assert set(tree.targets()) == set(keys[:4])
        tree.filter_by("第10版")
        assert [row.key for row in tree.rows if row.article] == [keys[2]]
        assert tree.rows[0].pages
        assert tree.rows[tree.cursor].key == keys[2]
        assert walked(tree, ("", ""), 1) == [keys[2]]
        assert walked(tree, keys[3], -1) == [keys[2]]


def test_two_newspapers_of_one_day_in_one_folder_are_two_issues(tmp_path: Path) -> None:
    root = tmp_path / "papers"
    root.mkdir()
    for name in ("山花日报 2022-11-29 p1", "山花日报 2022-11-29 p2", "大河晚报 2022-11-29 p1", "2022-11-29 p1"):
        (root / f"{name}.txt").write_text("山花开了\n\n人们到山上去看花，花开得很好看。\n", encoding="utf-8")
    assert sorted(len(pages) for pages in issues_of(known(root))) == [1, 1, 2]


def test_pages_come_together_whatever_stands_between_their_names(tmp_path: Path) -> None:
    root = tmp_path / "papers"
    for name in ("a/2022-11-29 p1", "a/b/2022-11-29 p1", "a/c/2022-11-29 p2", "a/z 2022-11-29 p2", "a/b/2022-11-29 p2"):
        path = root / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("山花开了\n\n人们到山上去看花，花开得很好看。\n", encoding="utf-8")
    assert [[page.path[:3] for page in pages] for pages in issues_of(known(root))] == [
        ["a/2", "a/z"], ["a/b", "a/b"], ["a/c"],
    ]  # fmt: skip
