from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.errors import ReaderError, UsageError
from reader.library.discovery import discover, library_root, nothing_found


def put(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("甲", encoding="utf-8")


def found(paths: list[Path]) -> list[str]:
    root = library_root(paths)
    return sorted(Path(path).relative_to(root).as_posix() for path in discover(paths, root))


def test_the_library_is_the_folder_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a/b/1.txt", ".reader/annotations.json")
    assert library_root([tmp_path / "a"]) == tmp_path / "a"
    monkeypatch.chdir(tmp_path / "a")
    assert library_root([Path()]) == tmp_path / "a"
    assert library_root([Path("b/..")]) == tmp_path / "a"


def test_the_library_of_a_file_is_the_nearest_folder_with_annotations_else_its_own(tmp_path: Path) -> None:
    put(tmp_path, "a/b/1.txt", "a/c/d/2.txt")
    assert library_root([tmp_path / "a/b/1.txt"]) == tmp_path / "a/b"
    (tmp_path / "a/.reader").mkdir()
    assert library_root([tmp_path / "a/b/1.txt"]) == tmp_path / "a"
    (tmp_path / "a/c/.reader").mkdir()
    assert library_root([tmp_path / "a/c/d/2.txt"]) == tmp_path / "a/c"
    assert library_root([tmp_path / "a/b"]) == tmp_path / "a/b"


def test_the_library_of_several_paths_is_their_nearest_common_folder(tmp_path: Path) -> None:
    put(tmp_path, "a/b/1.txt", "a/c/2.txt", "a/b/3.txt")
    assert library_root([tmp_path / "a/b/1.txt", tmp_path / "a/c"]) == tmp_path / "a"
    assert library_root([tmp_path / "a/b/1.txt", tmp_path / "a/b/3.txt"]) == tmp_path / "a/b"
    assert library_root([tmp_path / "a/b", tmp_path / "a"]) == tmp_path / "a"


@pytest.mark.parametrize("name", ["missing.txt", "a/missing", "x" * 300, "nul\0", "1.txt/2.txt"])
def test_a_missing_path_gets_a_sentence(tmp_path: Path, name: str) -> None:
    put(tmp_path, "1.txt")
    with pytest.raises(ReaderError, match="does not exist"):
        library_root([tmp_path / "1.txt", tmp_path / name])
    with pytest.raises(ReaderError, match="does not exist"):
        list(discover([tmp_path / name], tmp_path))


def test_no_path_at_all_is_a_matter_of_usage() -> None:
    with pytest.raises(UsageError):
        library_root([])


def test_texts_are_taken_and_the_rest_is_not(tmp_path: Path) -> None:
    taken = ["1.txt", "2.MD", "深/深/3.TXT", "深/.4.txt.md", "x.txt.txt"]
    put(tmp_path, *taken, "5.json", "txt", "深/6.txt.bak", ".hidden.txt", ".git/7.txt", ".reader/8.txt", "a/.b/9.md")
    (tmp_path / "folder.txt").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    assert found([tmp_path]) == sorted(set(taken) - {"深/.4.txt.md"})


def test_a_file_named_is_taken_whatever_its_name_and_once(tmp_path: Path) -> None:
    put(tmp_path, "1.txt", ".hidden.txt", "page.ocr", "a/2.txt")
    named = [tmp_path / name for name in ("page.ocr", ".hidden.txt", "1.txt", "1.txt", ".", "a", "a/2.txt")]
    assert found(named) == [".hidden.txt", "1.txt", "a/2.txt", "page.ocr"]


def test_a_hidden_folder_named_is_opened(tmp_path: Path) -> None:
    put(tmp_path, ".a/1.txt")
    assert found([tmp_path / ".a"]) == ["1.txt"]


def test_nothing_is_reached_twice_through_links(tmp_path: Path) -> None:
    put(tmp_path, "lib/a/1.txt", "lib/z/2.txt", "out/3.txt", "out/b/4.txt", "5.txt")
    lib = tmp_path / "lib"
    (lib / "a/loop").symlink_to(lib / "a")
    (lib / "a/up").symlink_to(lib)
    (lib / "around").symlink_to(tmp_path)
    (lib / "0.txt").symlink_to(lib / "z/2.txt")
    (lib / "out1").symlink_to(tmp_path / "out")
    (lib / "out2").symlink_to(tmp_path / "out/b")
    (tmp_path / "out/back").symlink_to(lib)
    (lib / "five.txt").symlink_to(tmp_path / "5.txt")
    (lib / "five-again.txt").symlink_to(tmp_path / "5.txt")
    (lib / "self.txt").symlink_to(lib / "self.txt")
    (lib / "nothing.txt").symlink_to(lib / "missing")
    assert found([lib]) == ["a/1.txt", "five-again.txt", "out1/3.txt", "out1/b/4.txt", "z/2.txt"]


def test_a_link_named_is_opened_at_its_own_place(tmp_path: Path) -> None:
    put(tmp_path, "far/1.txt")
    (tmp_path / "near").mkdir()
    (tmp_path / "near/link.txt").symlink_to(tmp_path / "far/1.txt")
    (tmp_path / "lib").symlink_to(tmp_path / "far")
    assert library_root([tmp_path / "near/link.txt"]) == tmp_path / "near"
    assert found([tmp_path / "near/link.txt"]) == ["link.txt"]
    assert library_root([tmp_path / "lib"]) == tmp_path / "far"


def test_names_that_are_no_text_are_found(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xd6\xd0.txt")
    put(tmp_path, name)
    assert found([tmp_path]) == [name]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_may_not_be_listed(tmp_path: Path) -> None:
    put(tmp_path, "1.txt", "shut/2.txt")
    (tmp_path / "shut").chmod(0)
    told: list[Path] = []
    try:
        assert list(discover([tmp_path], tmp_path, told.append)) == [str(tmp_path / "1.txt")]
        assert told == [tmp_path / "shut"]
        with pytest.raises(ReaderError, match="cannot be listed"):
            list(discover([tmp_path / "shut"], tmp_path))
    finally:
        (tmp_path / "shut").chmod(0o700)


def test_an_empty_folder_has_its_sentence(tmp_path: Path) -> None:
    assert found([tmp_path]) == []
    assert str(tmp_path) in nothing_found(tmp_path)
