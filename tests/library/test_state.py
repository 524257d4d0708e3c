from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reader.library.state import Place, State, Words


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the state is kept for this test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state/reader/state.sqlite3"


def test_the_state_of_a_library_is_there_in_the_next_session(tmp_path: Path, database: Path) -> None:
    root = tmp_path / "报纸"
    state = State(root)
    assert state.place() is None
    state.set_place(Place("第一版.txt", "0123456789ab", 7, "source"))
    state.set_place(Place(os.fsdecode(b"\xd6\xd0.txt"), "abcdef012345", 321, "hant"))
    state.mark_read(["a", "b", "c"], True)
    state.mark_read(["b", "x"], False)
    state.remember_encodings({"a.txt": "gb18030", "b/c.txt": "big5hkscs"})
    state.remember_encodings({"a.txt": None})
    state.close()
    again = State(root)
    assert again.place() == Place(os.fsdecode(b"\xd6\xd0.txt"), "abcdef012345", 321, "hant")
    assert again.place_words() is None
    state.set_place(Place("1.txt", "a", 5, "source"), Words("0f", "甲乙", "前", "后"))
    assert State(root).place_words() == Words("0f", "甲乙", "前", "后")
    assert again.read_ids() == {"a", "c"}
    assert again.encodings() == {"b/c.txt": "big5hkscs"}
    assert database.is_file()


def test_a_database_of_an_earlier_program_gets_the_table_that_came_since(tmp_path: Path, database: Path) -> None:
    state = State(tmp_path / "a")
    state.set_place(Place("x", "1", 3, "source"))
    state.close()
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE words")
    connection.close()
    state = State(tmp_path / "a")
    assert state.place() == Place("x", "1", 3, "source") and state.place_words() is None
    state.set_place(Place("x", "1", 4, "source"), Words("0f", "甲", "", ""))
    assert State(tmp_path / "a").place_words() == Words("0f", "甲", "", "")


def test_libraries_do_not_mix(tmp_path: Path, database: Path) -> None:
    State(tmp_path / "a").mark_read(["1"], True)
    State(tmp_path / "a").set_place(Place("x", "1", 0, "source"))
    assert State(tmp_path / "b").read_ids() == set()
    assert State(tmp_path / "b").place() is None


def test_the_last_library_is_known(tmp_path: Path, database: Path) -> None:
    assert State.last_library() is None
    assert State.last_paths() == ()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.txt").write_text("甲")
    State(tmp_path / "a").opened()
    State(tmp_path / "b").opened([tmp_path / "b/1.txt", tmp_path / "b/gone.txt"])
    assert State.last_library() == tmp_path / "b"
    assert State.last_paths() == (tmp_path / "b/1.txt",)
    State(tmp_path / "a").set_place(Place("1.txt", "1", 0, "source"))
    assert State.last_library() == tmp_path / "a"
    assert State.last_paths() == (tmp_path / "a",)
    State(tmp_path / "gone").opened()
    assert State.last_library() is None
    assert State.recent_libraries() == [tmp_path / "gone", tmp_path / "a", tmp_path / "b"]


def test_a_place_keeps_the_paths_that_were_opened(tmp_path: Path, database: Path) -> None:
    (tmp_path / "1.txt").write_text("甲")
    state = State(tmp_path)
    state.opened([tmp_path / "1.txt"])
    state.set_place(Place("1.txt", "1", 0, "source"))
    assert State.last_paths() == (tmp_path / "1.txt",)


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b"SQLite format 3\0" + bytes(4000)])
def test_a_damaged_database_is_kept_aside_and_begun_anew(tmp_path: Path, database: Path, damage: bytes) -> None:
    database.parent.mkdir(parents=True)
    database.write_bytes(damage)
    State(tmp_path).mark_read(["1"], True)
    assert State(tmp_path).read_ids() == {"1"}
    assert database.with_name("state.sqlite3.damaged").read_bytes() == damage


def test_a_database_of_another_version_is_begun_anew(tmp_path: Path, database: Path) -> None:
    State(tmp_path).mark_read(["1"], True)
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert State(tmp_path).read_ids() == set()
    State(tmp_path).mark_read(["2"], True)
    assert State(tmp_path).read_ids() == {"2"}


def test_a_place_that_cannot_hold_a_database_is_forgotten_after_the_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    state = State(tmp_path)
    state.mark_read(["1"], True)
    state.set_place(Place("x", "1", 1 << 80, "source"))
    assert state.read_ids() == {"1"}
    assert state.place() is None
    assert State(tmp_path).read_ids() == set()
    assert State.last_library() is None
    assert State.recent_libraries() == []


def test_a_locked_database_is_no_error(tmp_path: Path, database: Path) -> None:
    State(tmp_path).mark_read(["1"], True)
    other = sqlite3.connect(database)
    other.execute("BEGIN EXCLUSIVE")
    state = State(tmp_path)
    state.mark_read(["2"], True)
    other.rollback()
    other.close()
    assert "1" in State(tmp_path).read_ids()


def test_threads_and_processes_share_a_state(tmp_path: Path, database: Path) -> None:
    state = State(tmp_path)
    script = (
        "import sys; from pathlib import Path; from reader.library.state import State\n"
        "for i in range(100): State(Path(sys.argv[1])).mark_read([f'{sys.argv[2]}-{i}'], True)"
    )
    children = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path), name]) for name in "xy"]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda i: state.mark_read([str(i)], True), range(200)))
    assert [child.wait() for child in children] == [0, 0]
    assert len(state.read_ids()) == 400
