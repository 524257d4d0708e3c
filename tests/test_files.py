"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from reader.files import problem_of, write_whole


def test_a_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "real" / "a.json")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real" / "a.json").read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    program = (
        "import resource, signal, sys; from pathlib import Path; from reader.files import problem_of, write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "try:\n    write_whole(Path(sys.argv[1]), b'n' * 1000)\n"
        "except OSError as error:\n    print(problem_of(error))\n"
    )
    run = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout == "the disk is full\n"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_problem_is_told_in_the_users_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    problems = {
        tmp_path: "it is a folder",
        tmp_path / "none" / "a.json": "its folder does not exist",
        tmp_path / "file" / "a.json": "a file stands where a folder should be",
        tmp_path / ("x" * 300): "File name too long",  # rare enough to be left to the system
    }
    for path, problem in problems.items():
        with pytest.raises(OSError) as caught:
            write_whole(path, b"new")
        assert problem_of(caught.value) == problem
    with pytest.raises(FileExistsError) as exists:
        (tmp_path / "file").mkdir()
    assert problem_of(exists.value) == "a file stands where a folder should be"
    assert problem_of(PermissionError(errno.EACCES, "Permission denied")) == "no permission"
    assert problem_of(OSError(errno.EROFS, "Read-only file system")) == "the disk is read-only"
