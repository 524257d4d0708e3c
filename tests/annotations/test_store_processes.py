"""What the store promises across processes: two at once, a kill at any moment, a full disk, a folder that is closed."""

from __future__ import annotations

import json
import os
import random
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.annotations.endure import kills, two_at_once
from tests.annotations.examples import ROOT, added, fallback, highlight, library, open_in, output, python

FULL = """
import resource, sys
from pathlib import Path
from reader.errors import SaveError
from tests.annotations.examples import added, highlight, journal, open_in
store = open_in(Path(sys.argv[1]))
before, content, lines = store.all(), store.path.read_bytes(), journal(store).read_bytes()
resource.setrlimit(resource.RLIMIT_FSIZE, (len(lines) + 100, resource.RLIM_INFINITY))
new = highlight("新")
try:
    store.commit(added(new), "one")
except SaveError as error:
    print(error)
assert store.all() == before and store.path.read_bytes() == content and journal(store).read_bytes() == lines
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.commit(added(new), "again")
assert store.all() == (*before, new) and store.undo().label == "again"
"""

FULL_AT_THE_END = """
import resource, sys
from pathlib import Path
from reader.errors import SaveError
from tests.annotations.examples import added, highlight, journal, open_in
store = open_in(Path(sys.argv[1]))
store.commit(added(*(highlight(str(number)) for number in range(30))), "thirty")
store.compact()
store.commit(added(highlight("one more")), "one more")
before = store.all()
assert journal(store).stat().st_size < 4_000 < 12_000 < store.path.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), -1))
for _ in range(2):
    try:
        store.compact()
        print("compacted")
    except SaveError as error:
        print(error)
store.close()
assert store.all() == before == open_in(Path(sys.argv[1])).all()
resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
store.commit(added(highlight("later")), "later")
assert store.compact() and store.notices == []
assert len(open_in(Path(sys.argv[1])).all()) == 32
"""

STOPPED = """
import os, sys
from pathlib import Path
from tests.annotations.examples import open_in
store, real, left = open_in(Path(sys.argv[1])), os.fsync, int(sys.argv[2])
def fsync(descriptor):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
    real(descriptor)
os.fsync = fsync
store.compact()
print("compacted")
"""

NOBODY = """
import importlib, os, pkgutil, sys, tempfile
from pathlib import Path
import reader.annotations
from reader.errors import SaveError
from tests.annotations.examples import added, highlight, open_in
# What is imported when it is needed may be out of reach for nobody: need it now.
for one in pkgutil.iter_modules(reader.annotations.__path__, "reader.annotations."):
    importlib.import_module(one.name)
with tempfile.TemporaryDirectory() as folder:
    (Path(folder) / "library" / ".reader").mkdir(parents=True)
    (Path(folder) / "library" / ".reader" / "annotations.json").write_text("{}")
    open_in(Path(folder)).commit(added(highlight("")), "")
late = sys.argv[2:] == ["late"]
if late:
    store = open_in(Path(sys.argv[1]))
if os.getuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
if not late:
    store = open_in(Path(sys.argv[1]))
print(store.path)
print(len(store.all()))
try:
    store.commit(added(highlight("新")), "one")
    print("saved")
except SaveError as error:
    print(error)
print(*store.notices, sep="\\n")
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="uses kill -9, resource limits and user ids")


def test_two_processes_at_once_lose_nothing_of_each_others(tmp_path: Path) -> None:
    two_at_once(tmp_path, 300)


def test_what_was_acknowledged_survives_a_kill_at_any_moment(tmp_path: Path) -> None:
    killed = kills(tmp_path, 12, random.Random(5), compact_at=20_000)
    assert killed.acknowledged > 100
    store = open_in(tmp_path / "0")
    store.commit(added(highlight("last")), "last")
    store.close()
    assert store.notices == []
    with TinyDB(store.path, encoding="utf-8", access_mode="r") as database:
        assert {document["id"] for document in database.table("annotations")} == {one.id for one in store.all()}
    names = {file.name.removeprefix("annotations.json") for file in store.path.parent.iterdir()}
    assert names == {"", ".journal", ".lock", ".history"}


def test_a_compaction_that_is_stopped_at_any_sync_loses_nothing_and_the_next_commit_tidies_up(tmp_path: Path) -> None:
    for syncs in range(20):
        folder = tmp_path / str(syncs)
        folder.mkdir()
        store = open_in(folder)
        store.commit(added(*(highlight(str(number)) for number in range(3))), "three")
        stopped = subprocess.run(
            [sys.executable, "-c", STOPPED, folder, str(syncs)], capture_output=True, text=True, cwd=ROOT, check=False
        )
        assert stopped.returncode in (0, 9), stopped.stderr
        again = open_in(folder)
        assert again.all() == store.all() and again.notices == []
        again.commit(added(highlight("last")), "last")
        names = {file.name.removeprefix("annotations.json") for file in again.path.parent.iterdir()}
        assert names <= {"", ".journal", ".lock", ".history"}
        if stopped.returncode == 0:
            break
    assert stopped.stdout == "compacted\n" and syncs >= 3


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    store.commit(added(highlight("一"), highlight("二")), "two")
    said = output(python(FULL, tmp_path))
    assert "disk is full" in said and str(store.path) in said
    assert open_in(tmp_path).all() == store.all()
    assert [file.name for file in store.path.parent.glob(".*")] == []


@pytest.mark.parametrize("limit", [400, 8_000])
def test_a_disk_that_is_full_when_the_file_is_brought_up_to_date_costs_nothing(tmp_path: Path, limit: int) -> None:
    assert "disk is full" in output(python(FULL_AT_THE_END, tmp_path, limit))


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A folder that anybody can come to, with a library in it that nobody can write and a data folder that all can."""
    if os.getuid() == 0:
        for folder in tmp_path.parents:
            if not folder.stat().st_mode & stat.S_IXOTH and folder != Path("/"):
                folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    tmp_path.chmod(0o755)
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o777)
    library(tmp_path).chmod(0o555)
    return tmp_path


def test_a_library_that_cannot_be_written_uses_the_data_folder_and_says_so(closed: Path) -> None:
    for kept in range(2):
        path, count, saved, *notices = output(python(NOBODY, closed)).splitlines()
        assert (path, count, saved) == (str(fallback(closed)), str(kept), "saved")
        assert len(notices) == 1
        assert str(library(closed)) in notices[0] and str(fallback(closed)) in notices[0]
    assert list(library(closed).iterdir()) == []


def test_annotations_in_a_library_that_cannot_be_written_are_shown_and_go_along(closed: Path) -> None:
    library(closed).chmod(0o755)
    store = open_in(closed)
    store.commit(added(highlight("一"), highlight("二")), "two")
    before = store.path.read_bytes()
    store.path.parent.chmod(0o555)
    library(closed).chmod(0o555)
    path, count, saved, *notices = output(python(NOBODY, closed)).splitlines()
    assert (path, count, saved, len(notices)) == (str(fallback(closed)), "2", "saved", 1)
    path, count, saved, *notices = output(python(NOBODY, closed)).splitlines()
    assert (path, count, saved, len(notices)) == (str(fallback(closed)), "3", "saved", 2)
    assert str(store.path) in notices[1]
    assert store.path.read_bytes() == before


def test_annotations_in_a_folder_that_may_not_be_entered_are_left_and_told(closed: Path) -> None:
    library(closed).chmod(0o755)
    store = open_in(closed)
    store.commit(added(highlight("一")), "one")
    before = store.path.read_bytes()
    store.path.parent.chmod(0)
    try:
        path, count, saved, *notices = output(python(NOBODY, closed)).splitlines()
    finally:
        store.path.parent.chmod(0o755)
    assert (path, count, saved) == (str(fallback(closed)), "0", "saved")
    assert str(store.path) in notices[0] and str(fallback(closed)) in notices[0]
    assert store.path.read_bytes() == before


def test_a_damaged_file_that_cannot_be_renamed_is_left_and_the_data_folder_used(closed: Path) -> None:
    folder = library(closed) / ".reader"
    library(closed).chmod(0o755)
    folder.mkdir()
    (folder / "annotations.json").write_bytes(b"{half")
    (folder / "annotations.json").chmod(0o666)
    folder.chmod(0o555)
    path, count, saved, *notices = output(python(NOBODY, closed)).splitlines()
    assert (path, count, saved) == (str(fallback(closed)), "0", "saved")
    assert any("damaged" in notice for notice in notices)
    assert (folder / "annotations.json").read_bytes() == b"{half"


def test_where_nothing_can_be_written_the_user_is_told_at_every_attempt(closed: Path) -> None:
    (closed / "data").chmod(0o555)
    path, count, said, *_ = output(python(NOBODY, closed)).splitlines()
    assert (path, count) == (str(fallback(closed)), "0")
    assert "Not saved" in said and str(fallback(closed)) in said


def test_a_library_that_turns_out_to_be_closed_at_the_first_commit_uses_the_data_folder(closed: Path) -> None:
    _, count, saved, *notices = output(python(NOBODY, closed, "late")).splitlines()
    assert (count, saved, len(notices)) == ("0", "saved", 1)
    assert str(fallback(closed)) in notices[0] and fallback(closed).is_file()


@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() != 0, reason="only root can stop being allowed to write")
def test_a_file_that_is_closed_while_open_is_told_and_left(closed: Path) -> None:
    store = open_in(closed)
    store.commit(added(highlight()), "one")
    before = store.path.read_bytes()
    path, count, said, *_ = output(python(NOBODY, closed, "late")).splitlines()
    assert (path, count) == (str(store.path), "1")
    assert "Not saved" in said and "no permission" in said
    assert store.path.read_bytes() == before and not fallback(closed).exists()


MOUNTS = (
    shutil.which("unshare") is not None
    and subprocess.run(
        ["unshare", "-rm", "sh", "-c", "mount -t tmpfs none /mnt"], capture_output=True, check=False
    ).returncode
    == 0
)
"""Whether disks of our own can be mounted here, by Linux's namespaces."""


def on_a_disk(script: str, tmp_path: Path, code: str) -> str:
    """What code prints that runs where a shell script has mounted a disk on the library's folder `$0`."""
    run = f'{script}\nexec "$1" -c "$2" "$3"'
    return subprocess.run(
        ["unshare", "-rm", "sh", "-ec", run, library(tmp_path), sys.executable, code, tmp_path],
        capture_output=True, check=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=ROOT,
    ).stdout  # fmt: skip


@pytest.mark.skipif(not MOUNTS, reason="no disk can be mounted here")
def test_a_read_only_disk_is_told_as_what_it_is_and_the_data_folder_used(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    store.commit(added(highlight("一")), "one")
    code = """
import sys
from pathlib import Path
from tests.annotations.examples import added, highlight, open_in
store = open_in(Path(sys.argv[1]))
store.commit(added(highlight("二")), "two")
print(len(store.all()), store.path, *store.notices, sep="\\n")
"""
    said = on_a_disk('mount --bind "$0" "$0"; mount -o remount,bind,ro "$0"', tmp_path, code)
    count, path, notice = said.splitlines()
    assert (count, path) == ("2", str(fallback(tmp_path))) and "the disk is read-only" in notice
    assert len(open_in(tmp_path).all()) == 1


@pytest.mark.skipif(not MOUNTS, reason="no disk can be mounted here")
def test_on_a_small_disk_that_fills_up_nothing_that_was_acknowledged_is_lost(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from reader.errors import SaveError
from tests.annotations.examples import added, highlight, open_in
store = open_in(Path(sys.argv[1]))
saved = []
try:
    while True:
        one = highlight(str(len(saved)))
        store.commit(added(one), "one")
        saved.append(one)
except SaveError as error:
    print(error)
store.close()
again = open_in(Path(sys.argv[1]))
assert list(again.all()) == saved == list(store.all()) and again.notices == []
print(len(saved))
"""
    error, count = on_a_disk('mount -t tmpfs -o size=200k none "$0"', tmp_path, code).splitlines()
    assert "the disk is full" in error and int(count) > 50


def test_a_library_that_is_gone_is_not_made_anew(tmp_path: Path) -> None:
    from reader.errors import SaveError

    store = open_in(tmp_path)
    shutil.rmtree(library(tmp_path))
    with pytest.raises(SaveError, match="Not saved"):
        store.commit(added(highlight()), "one")
    assert not (tmp_path / "library").exists() and store.all() == ()
    library(tmp_path)
    store.commit(added(highlight()), "one")
    store.close()
    assert len(json.loads(store.path.read_bytes())["annotations"]) == 1
