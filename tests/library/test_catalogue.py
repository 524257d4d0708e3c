from __future__ import annotations

import datetime
import multiprocessing
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from reader.errors import ReaderError, UsageError
from reader.library import reading
from reader.library.cache import Cache
from reader.library.catalogue import Catalogue, Entry, ScanReport
from reader.library.decode import Unreadable, read_source
from reader.newspaper.recognise import recognise
from tests.library.pages import SEEDS, make_library


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The five seeds in a folder."""
    root = tmp_path / "报纸"
    root.mkdir()
    for path in SEEDS:
        shutil.copy(path, root)
    return root


def opened(root: Path, **options: object) -> Catalogue:
    catalogue = Catalogue(root, [root], **options)  # type: ignore[arg-type]
    catalogue.scan()
    return catalogue


def filled(root: Path, **options: object) -> Catalogue:
    catalogue = opened(root, **options)
    fill(catalogue)
    return catalogue


def fill(catalogue: Catalogue) -> list[Entry]:
    out: list[Entry] = []
    catalogue.fill(lambda: False, lambda done, total: None, out.extend)
    return out


def no_reading(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Count the files that are decoded from now on."""
    decoded: list[Path] = []

    def counted(path: Path, *rest: object) -> object:
        decoded.append(path)
        return read_source(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_source", counted)
    monkeypatch.setattr("reader.library.catalogue.read_source", counted)
    return decoded


def test_the_seeds_stand_there_at_once_and_fill(library: Path) -> None:
    catalogue = Catalogue(library, [library])
    report = catalogue.scan()
    assert sorted(report.new) == [path.name for path in SEEDS]
    assert report.any
    assert {entry.status for entry in catalogue.ordered()} == {"pending"}
    seen: list[tuple[int, int]] = []
    ready: list[Entry] = []
    catalogue.fill(lambda: False, lambda done, total: seen.append((done, total)), ready.extend)
    assert seen[0] == (0, 5)
    assert seen[-1] == (5, 5)
    assert {entry.path for entry in ready} == set(report.new)
    for entry in catalogue.ordered():
        page = recognise(read_source(entry.absolute))
        assert entry.status == "ready"
        assert entry.error is None
        assert entry.sha256 == page.source.sha256
        assert entry.issue == page.issue
        assert entry.doubtful == page.doubtful
        assert [one.id for one in entry.articles] == [article.id for article in page.articles]
        assert catalogue.load(entry) == page
    assert not catalogue.scan().any


def test_the_order_is_by_date_and_the_undated_come_last_by_name(library: Path) -> None:
    entries = filled(library).ordered()
    dates = [entry.issue.date for entry in entries if entry.issue and entry.issue.date]
    assert dates == sorted(dates)
    undated = [entry for entry in entries if not (entry.issue and entry.issue.date)]
    assert entries[len(dates) :] == undated
    assert [entry.path for entry in undated] == sorted(entry.path for entry in undated)
    assert datetime.date.min not in dates


def test_a_known_library_is_there_without_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "library"
    make_library(root, 500, (1, 3))
    cold = filled(root)
    assert {entry.status for entry in cold.entries} == {"ready"}
    cold.close()
    decoded = no_reading(monkeypatch)
    warm = Catalogue(root, [root])
    report = warm.scan()
    assert not report.any
    known = [{one._replace(packed=b"") for one in catalogue.entries} for catalogue in (cold, warm)]
    assert known[0] == known[1]
    assert [entry.articles for entry in warm.ordered()] == [entry.articles for entry in cold.ordered()]
    assert fill(warm) == []
    assert decoded == []


def test_many_files_are_read_by_other_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "library"
    make_library(root, 240, (1, 2))
    (root / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    decoded = no_reading(monkeypatch)
    entries = filled(root).ordered()
    assert len(entries) == 241
    assert [entry.path for entry in entries if entry.status != "ready"] == ["binary.txt"]
    assert decoded == []  # not in this process


UNDER_AN_APP = """
import multiprocessing, sys
from pathlib import Path
from reader.library.catalogue import Catalogue

class Captured:
    def write(self, text): pass
    def flush(self): pass
    def fileno(self): return -1

if __name__ == "__main__":
    catalogue = Catalogue(Path(sys.argv[1]), [Path(sys.argv[1])])
    catalogue.scan()
    sys.stderr = captured = Captured()
    helped = []
    catalogue.fill(lambda: False, lambda *done: None, lambda entries: helped.extend(multiprocessing.active_children()))
    print({entry.status for entry in catalogue.entries}, bool(helped), sys.stderr is captured)
"""


@pytest.mark.parametrize(("redirect", "helped"), [("", True), ("2>&-", False)])
def test_processes_start_though_an_app_has_taken_standard_error(tmp_path: Path, redirect: str, helped: bool) -> None:
    make_library(tmp_path / "library", 240, (1, 1))
    (tmp_path / "program.py").write_text(UNDER_AN_APP)
    run = subprocess.run(
        ["/bin/sh", "-c", f'exec "$0" "$@" {redirect}', sys.executable, tmp_path / "program.py", tmp_path / "library"],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == f"{{'ready'}} {helped} True\n"


@pytest.mark.parametrize("problem", [OSError, ValueError])
def test_where_there_can_be_no_processes_the_files_are_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: type[Exception]
) -> None:
    root = tmp_path / "library"
    make_library(root, 210, (1, 1))

    def refused(*_arguments: object) -> None:
        raise problem("no processes here")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", refused)
    assert {entry.status for entry in filled(root).entries} == {"ready"}


def test_where_a_process_is_killed_the_files_are_read_all_the_same(tmp_path: Path) -> None:
    root = tmp_path / "library"
    make_library(root, 400, (3, 5))
    catalogue = opened(root)
    killed: list[int | None] = []

    def kill(entries: Sequence[Entry]) -> None:
        for process in multiprocessing.active_children()[: not killed]:
            process.kill()
            killed.append(process.pid)

    catalogue.fill(lambda: False, lambda done, total: None, kill)
    assert killed
    assert {entry.status for entry in catalogue.entries} == {"ready"}


def test_files_that_cannot_be_read_fail_alone(library: Path) -> None:
    (library / "binary.txt").write_bytes(bytes(range(256)) * 10)
    (library / "empty.md").write_bytes(b"")
    (library / "large.txt").write_bytes("大".encode() * 50_000)
    catalogue = filled(library, limit=100_000)
    failed = {entry.path: entry for entry in catalogue.entries if entry.status == "failed"}
    assert sorted(failed) == ["binary.txt", "empty.md", "large.txt"]
    for name, words in {"binary.txt": "is not text", "empty.md": "is empty", "large.txt": "--limit 1"}.items():
        assert name in (failed[name].error or "")
        assert words in (failed[name].error or "")
        with pytest.raises(Unreadable, match=words):
            catalogue.load(failed[name])
    assert sum(entry.status == "ready" for entry in catalogue.entries) == 5
    (library / "empty.md").write_text("不空了。")
    assert catalogue.scan().changed == ("empty.md",)
    fill(catalogue)
    assert catalogue.entry("empty.md").status == "ready"
    assert catalogue.entry("empty.md").error is None


def test_new_changed_and_removed_files_are_noticed(library: Path) -> None:
    catalogue = filled(library)
    first, second, third = (path.name for path in SEEDS[:3])
    old = catalogue.entry(first)
    (library / first).write_text("换了内容。\n")
    (library / second).unlink()
    (library / "new.txt").write_text("新的。\n")
    report = catalogue.scan()
    assert (report.new, report.changed, report.removed, report.renamed) == (("new.txt",), (first,), (second,), ())
    assert catalogue.entry(first).status == "pending"
    assert catalogue.entry(third).status == "ready"
    with pytest.raises(ReaderError, match="no longer in the library"):
        catalogue.entry(second)
    fill(catalogue)
    assert catalogue.entry(first).sha256 != old.sha256
    assert catalogue.load(old).source.text == "换了内容。\n"
    assert not catalogue.scan().any


def test_a_renamed_file_is_known_by_its_text(library: Path) -> None:
    catalogue = filled(library)
    name = SEEDS[0].name
    (library / "2021").mkdir()
    (library / name).rename(library / "2021/第一版.txt")
    report = catalogue.scan()
    assert report.renamed == ((name, "2021/第一版.txt"),)
    assert (report.new, report.removed, report.changed) == ((), (), ())
    fill(catalogue)
    assert not catalogue.scan().any


def test_a_renamed_file_is_known_in_the_next_session(library: Path) -> None:
    filled(library).close()
    (library / SEEDS[0].name).rename(library / "a.txt")
    (library / SEEDS[1].name).unlink()
    catalogue = Catalogue(library, [library])
    report = catalogue.scan()
    assert report.renamed == ((SEEDS[0].name, "a.txt"),)
    assert report.removed == (SEEDS[1].name,)
    fill(catalogue)
    catalogue.close()
    assert not Catalogue(library, [library]).scan().any


def test_renames_that_are_found_while_reading_are_told_by_the_next_scan(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = filled(library)
    monkeypatch.setattr("reader.library.catalogue.RENAMES_WITHIN", -1.0)
    for path in SEEDS[:2]:
        (library / path.name).rename(library / f"new-{path.name}")
    # The same text in another encoding is the same file.
    (library / SEEDS[2].name).unlink()
    (library / "re-encoded.txt").write_text(SEEDS[2].read_text(encoding="utf-8"), encoding="utf-16")
    assert catalogue.scan().renamed == ()
    fill(catalogue)
    assert sorted(catalogue.scan().renamed) == [
        (SEEDS[0].name, f"new-{SEEDS[0].name}"),
        (SEEDS[1].name, f"new-{SEEDS[1].name}"),
        (SEEDS[2].name, "re-encoded.txt"),
    ]
    assert not catalogue.scan().any


def test_of_two_files_with_one_text_each_follows_its_own_name(library: Path) -> None:
    for folder in ("a", "b"):
        (library / folder).mkdir()
        for name in ("1.txt", "2.txt"):
            (library / folder / name).write_text("同一篇文字。\n")
        catalogue = filled(library)
    (library / "a").rename(library / "c")
    assert sorted(catalogue.scan().renamed) == [("a/1.txt", "c/1.txt"), ("a/2.txt", "c/2.txt")]


def test_a_copy_is_no_rename_and_is_not_recognised_again(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = filled(library)
    shutil.copy(SEEDS[0], library / "copy.txt")
    report = catalogue.scan()
    assert (report.new, report.renamed) == (("copy.txt",), ())

    def never(*_arguments: object) -> None:
        raise AssertionError("recognised again")

    monkeypatch.setattr("reader.newspaper.recognise.recognise", never)
    fill(catalogue)
    assert catalogue.entry("copy.txt").articles == catalogue.entry(SEEDS[0].name).articles


def test_only_what_was_opened_is_in_it(library: Path) -> None:
    filled(library).close()
    one = Catalogue(library, [library / SEEDS[0].name])
    assert not one.scan().any
    assert [entry.path for entry in one.entries] == [SEEDS[0].name]
    (library / SEEDS[1].name).unlink()
    assert Catalogue(library, [library / SEEDS[0].name]).scan().removed == ()


def test_a_page_is_as_the_file_is_now(library: Path) -> None:
    catalogue = filled(library)
    entry = catalogue.entry(SEEDS[0].name)
    page = catalogue.load(entry)
    assert catalogue.load(entry) is page
    entry.absolute.write_text("现在是别的。\n")
    assert catalogue.load(entry).source.text == "现在是别的。\n"
    assert catalogue.entry(entry.path).sha256 != entry.sha256
    entry.absolute.unlink()
    with pytest.raises(Unreadable, match="does not exist"):
        catalogue.load(entry)


def test_a_change_that_was_met_by_opening_the_file_is_told_by_the_next_scan(library: Path) -> None:
    catalogue = filled(library)
    old = catalogue.entry(SEEDS[0].name)
    old.absolute.write_text("现在是别的。\n")
    page = catalogue.load(old)
    assert catalogue.scan().changed == (old.path,)
    now = catalogue.entry(old.path)
    assert (now.status, now.sha256) == ("ready", page.source.sha256)  # it was read: not again
    assert not catalogue.scan().any
    now.absolute.write_text("又是别的。\n")
    assert catalogue.scan().changed == (old.path,)
    catalogue.load(now)
    assert not catalogue.scan().any  # told already


def test_a_file_that_was_met_as_gone_is_told_as_removed_only(library: Path) -> None:
    catalogue = filled(library)
    entry = catalogue.entry(SEEDS[0].name)
    entry.absolute.unlink()
    with pytest.raises(Unreadable):
        catalogue.load(entry)
    report = catalogue.scan()
    assert (report.changed, report.removed) == ((), (entry.path,))
    assert not catalogue.scan().any


def test_a_chosen_encoding_is_no_change_of_the_file(library: Path) -> None:
    catalogue = filled(library)
    entry = catalogue.entry(SEEDS[0].name)
    catalogue.choose_encoding(entry, "latin-1")
    assert catalogue.entry(entry.path).sha256 != entry.sha256
    assert not catalogue.scan().any


def test_few_pages_stay_in_memory(tmp_path: Path) -> None:
    root = tmp_path / "library"
    make_library(root, 40, (1, 1))
    catalogue = opened(root)
    entries = catalogue.ordered()
    first = catalogue.load(entries[0])
    last = [catalogue.load(entry) for entry in entries][-1]
    assert len(catalogue._known._pages) == 16
    assert catalogue.load(entries[-1]) is last
    assert catalogue.load(entries[0]) is not first
    assert catalogue.load(entries[0]) == first


def test_a_chosen_encoding_is_remembered(library: Path) -> None:
    name = SEEDS[0].name
    text = (library / name).read_text(encoding="utf-8")
    (library / name).write_text(text, encoding="gb18030")
    catalogue = filled(library)
    found = catalogue.load(catalogue.entry(name))
    assert found.source.encoding == "gb18030"
    wrong = catalogue.choose_encoding(catalogue.entry(name), "Latin-1")
    assert wrong.source.encoding == "iso8859-1"
    assert catalogue.entry(name).sha256 == wrong.source.sha256 != found.source.sha256
    catalogue.close()
    again = filled(library)
    assert again.load(again.entry(name)) == wrong
    (library / name).rename(library / "moved.txt")
    assert again.scan().renamed == ((name, "moved.txt"),)
    fill(again)
    assert again.load(again.entry("moved.txt")).source.encoding == "iso8859-1"
    assert again.choose_encoding(again.entry("moved.txt"), None) == found
    with pytest.raises(UsageError):
        again.choose_encoding(again.entry("moved.txt"), "utf-9")


def test_an_encoding_chosen_for_all_is_remembered_for_what_was_read(library: Path) -> None:
    chosen = filled(library, encoding="Latin-1")
    assert {entry.status for entry in chosen.entries} == {"ready"}
    chosen.close()
    catalogue = opened(library)
    assert {catalogue.load(entry).source.encoding for entry in catalogue.entries} == {"iso8859-1"}
    with pytest.raises(UsageError):
        Catalogue(library, [library], encoding="utf-9")


def test_what_is_not_in_the_encoding_chosen_for_all_is_told(library: Path) -> None:
    (library / "gb.txt").write_text(SEEDS[0].read_text(encoding="utf-8"), encoding="gb18030")
    catalogue = filled(library, encoding="GB18030")
    assert catalogue.entry("gb.txt").status == "ready"
    failed = catalogue.entry(SEEDS[0].name)
    assert failed.status == "failed"
    assert "is not in gb18030" in (failed.error or "")


def test_another_recogniser_means_reading_again(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(library).close()
    for room in ("register", "reading"):
        monkeypatch.setattr(f"reader.library.{room}.RECOGNISER", "of tomorrow")
    catalogue = opened(library)
    assert {entry.status for entry in catalogue.entries} == {"pending"}
    assert all(entry.articles for entry in catalogue.entries)  # those of yesterday, until then
    assert len(fill(catalogue)) == 5


@pytest.mark.parametrize("count", [150, 400])
def test_a_cancel_is_honoured_at_once_and_the_rest_can_be_filled_later(tmp_path: Path, count: int) -> None:
    root = tmp_path / "library"
    make_library(root, count, (4, 6))
    catalogue = opened(root)
    cancelled = threading.Event()
    after: list[Entry] = []

    def ready(entries: Sequence[Entry]) -> None:
        if cancelled.is_set():
            after.extend(entries)
        cancelled.set()

    catalogue.fill(cancelled.is_set, lambda done, total: None, ready)
    assert len(after) <= 1, "what was just being handed over, and no more"
    statuses = [entry.status for entry in catalogue.entries]
    assert "ready" in statuses
    assert "pending" in statuses
    fill(catalogue)
    assert {entry.status for entry in catalogue.entries} == {"ready"}


def test_a_large_file_does_not_hold_a_cancel_up(tmp_path: Path) -> None:
    text = SEEDS[2].read_text(encoding="utf-8").replace("\n", "")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/line.txt").write_text(text * 100, encoding="utf-8")
    catalogue = opened(tmp_path / "lib")
    catalogue.fill(lambda: True, lambda done, total: None, lambda entries: None)
    assert {entry.status for entry in catalogue.entries} == {"pending"}


def test_a_fault_in_recognition_is_a_sentence(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(source: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("reader.newspaper.recognise.recognise", faulty)
    catalogue = filled(library)
    assert all("ZeroDivisionError" in (entry.error or "") for entry in catalogue.entries)
    with pytest.raises(Unreadable):
        catalogue.load(catalogue.ordered()[0])


def test_files_are_taken_on_trust_until_the_second_scan(library: Path) -> None:
    filled(library).close()
    changed, removed, *others = sorted(path.name for path in SEEDS)
    (library / changed).write_text("山花开了\n\n今年的山花开得早。\n", encoding="utf-8")
    (library / removed).unlink()
    (library / "new.txt").write_text("新", encoding="utf-8")
    catalogue = Catalogue(library, [library])
    assert catalogue.scan(trusting=True) == ScanReport(new=("new.txt",), removed=(removed,))
    assert {entry.path for entry in catalogue.entries if entry.status == "ready"} == {changed, *others}
    assert catalogue.load(catalogue.entry(changed)).source.text.startswith("山花")
    assert catalogue.scan().changed == (changed,)
    fill(catalogue)
    assert not catalogue.scan().any
    assert {entry.status for entry in catalogue.entries} == {"ready"}


def test_what_is_known_of_articles_is_found_out_again_where_the_cache_has_lost_it(library: Path) -> None:
    before = filled(library)
    articles = {entry.path: entry.articles for entry in before.entries}
    before.close()
    catalogue = opened(library)
    Cache().forget(str(library / path) for path in articles)
    lost = {entry.path for entry in catalogue.entries if entry.articles != articles[entry.path]}
    assert lost == set(articles)
    assert set(catalogue.scan().changed) == lost
    fill(catalogue)
    assert {entry.path: entry.articles for entry in catalogue.entries} == articles
    assert not catalogue.scan().any


def test_an_opened_path_that_goes_is_told_and_the_entries_stay(library: Path) -> None:
    catalogue = filled(library)
    library.rename(library.with_name("elsewhere"))
    with pytest.raises(ReaderError, match="does not exist"):
        catalogue.scan()
    assert len(catalogue.ordered()) == 5
    library.with_name("elsewhere").rename(library)
    assert not catalogue.scan().any


def test_a_scan_can_be_cancelled(library: Path) -> None:
    catalogue = filled(library)
    (library / "new.txt").write_text("新")
    assert not catalogue.scan(lambda: True).any
    assert catalogue.scan().new == ("new.txt",)


def test_names_that_are_no_text_are_kept_apart(tmp_path: Path) -> None:
    names = [os.fsdecode(b"\xd6\xd0.txt"), os.fsdecode(b"\xd6\xd1.txt")]
    for name in names:
        (tmp_path / "lib").mkdir(exist_ok=True)
        (tmp_path / "lib" / name).write_text(name.encode("utf-8", "replace").decode() + "中文")
    filled(tmp_path / "lib").close()
    catalogue = Catalogue(tmp_path / "lib", [tmp_path / "lib"])
    assert not catalogue.scan().any
    assert sorted(entry.path for entry in catalogue.entries) == names
    assert {entry.status for entry in catalogue.entries} == {"ready"}


def test_the_processes_that_read_go_when_their_parent_is_killed(tmp_path: Path) -> None:
    make_library(tmp_path / "lib", 600, (8, 10))
    script = (
        "import sys; from pathlib import Path; from reader.library.catalogue import Catalogue\n"
        "if __name__ == '__main__':\n"
        "    root = Path(sys.argv[1]); catalogue = Catalogue(root, [root]); catalogue.scan()\n"
        "    catalogue.fill(lambda: False, lambda done, total: print(done, flush=True), lambda entries: None)\n"
    )
    program = tmp_path / "program.py"
    program.write_text(script)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    parent = subprocess.Popen(
        [sys.executable, str(program), str(tmp_path / "lib")], stdout=subprocess.PIPE, env=environment, text=True
    )
    assert parent.stdout
    while int(parent.stdout.readline()) == 0:
        pass
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
    assert len(children) >= 2
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{child}/cmdline").exists() and running(child) for child in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def running(process: str) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_reading_in_other_processes_brings_in_no_screen() -> None:
    script = (
        "import sys, reader.library.reading, reader.newspaper.recognise, reader.newspaper.compose\nprint(*sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    heavy = {"textual", "rich", "jieba", "opencc", "sqlite3", "charset_normalizer", "platformdirs", "multiprocessing"}
    assert not heavy & set(shown.split())


def test_the_beginning_of_a_long_file_can_be_read_before_the_whole(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("\n".join(path.read_text("utf-8") for path in SEEDS) * 2, "utf-8")
    shutil.copy(SEEDS[0], tmp_path)
    with closing(opened(tmp_path)) as catalogue:
        begun, whole = catalogue.beginning(catalogue.entry("long.txt")), catalogue.load(catalogue.entry("long.txt"))
        assert begun is not None
        assert whole.source.text.startswith(begun.source.text)
        assert [block.spans for block in begun.articles[0].blocks] == [
            block.spans for block in whole.articles[0].blocks
        ]
        assert catalogue.beginning(catalogue.entry("long.txt")) is None, "it is known now"
        assert catalogue.beginning(catalogue.entry(SEEDS[0].name)) is None, "it is short"
