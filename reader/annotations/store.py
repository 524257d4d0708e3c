"""The annotations of a library: kept in one TinyDB file, safe from a kill, a full disk and another process.

Every commit reads the file again under a lock, applies just its own changes to what it finds and replaces the file as
a whole. So two processes on one library lose nothing of each other's, and the file is at any moment the one before a
commit or the one after.
"""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from reader.annotations.history import Change, History, Step
from reader.annotations.model import Annotation, Record, to_record
from reader.annotations.snapshot import Differs, Snapshot, Stored, snapshot_of
from reader.annotations.tablefile import Damaged, TableFile, Tables
from reader.errors import SaveError
from reader.files import problem_of
from reader.messages import _, ngettext

PATIENCE: float = 10.0
"""Seconds to wait for another process that is saving; a save takes milliseconds."""

NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Conflict(SaveError):  # noqa: N818 - the user reads the sentence, not the name
    """Somebody else changed an annotation since it was last seen here; nothing was written over."""


def library_file(root: Path) -> Path:
    """Where the annotations of a library are kept: beside its texts."""
    return root / ".reader" / "annotations.json"


def fallback_file(root: Path) -> Path:
    """Where they are kept if nothing can be written there: in the user's data folder, by the library's place."""
    import hashlib

    import platformdirs

    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    return platformdirs.user_data_path("reader", appauthor=False) / "libraries" / name / "annotations.json"


def open_store(path: Path, annotator: str, fallback: Path) -> Store:
    """Open the annotations at `path`; no file or folder is made before the first commit.

    Args:
        path: the annotations file, see `library_file`.
        annotator: who signs what is made here.
        fallback: used instead when `path` cannot be written, see `fallback_file`; `Store.notices` says so then.
    """
    return Store(path, annotator, fallback)


class Store:
    """The annotations of one library. All of it may be called from any thread."""

    def __init__(self, path: Path, annotator: str, fallback: Path) -> None:
        self.annotator: str = annotator
        """Who signs what is made here."""
        self.notices: list[str] = []
        """Sentences for the user: what was found damaged, where annotations are kept instead. Only ever grows."""
        self._guard = threading.RLock()
        self._file = TableFile(path.resolve())
        self._fallback = fallback.resolve()
        self._snapshot = Snapshot()
        self._signature = self._file.signature()
        self._history = History()
        self._swept = False
        self._open()

    @property
    def path(self) -> Path:
        """The file in use."""
        return self._file.path

    def all(self) -> tuple[Annotation, ...]:
        """Every annotation, in the order of the file: oldest first, but for those of other processes."""
        return self._snapshot.annotations

    def commit(self, changes: Sequence[Change], label: str) -> None:
        """Make changes, all of them or none, on the disk when this returns; they are one step to `undo`.

        Args:
            changes: what to add (`before` is `None`), change, or remove (`after` is `None`).
            label: what the user did, in the user's language.

        Raises:
            Conflict: another process changed one of the annotations; the store now shows what that made of it.
            SaveError: they could not be saved; the file and the store are as they were.
        """
        step = Step(label, tuple(change for change in changes if change.before != change.after))
        if not step.changes:
            return
        with self._guard:
            self._apply(step, _("The annotation was changed by another program meanwhile, so this was not done."))
            self._history = self._history.did(step)

    def amend(self, changes: Sequence[Change]) -> None:
        """Make changes that are no step of the user's, such as the new name of a file: `undo` passes over them.

        Raises:
            Conflict, SaveError: as `commit`.
        """
        with self._guard:
            if changes:
                self._apply(Step("", tuple(changes)), _("The annotation was changed by another program meanwhile."))
                self._history = self._history.amended(changes)

    def undo(self) -> Step | None:
        """Take back the latest step of this session, as a new commit; `None` if there is none.

        Raises:
            Conflict: another process changed what the step made; the step is left as it is and forgotten.
            SaveError: it could not be saved; nothing has changed, it can be tried again.
        """
        with self._guard:
            if not self._history.done:
                return None
            step = self._history.done[-1]
            after = self._history.took_back()
            try:
                self._apply(step.inverse, _("“{step}” cannot be undone: another program changed it meanwhile."))
            except Conflict:
                self._history = History(after.done, self._history.undone)
                raise
            self._history = after
            return step

    def redo(self) -> Step | None:
        """Do the latest undone step again, as a new commit; `None` if there is none.

        Raises:
            Conflict: another process changed what the step starts from; the step is forgotten.
            SaveError: it could not be saved; nothing has changed, it can be tried again.
        """
        with self._guard:
            if not self._history.undone:
                return None
            step = self._history.undone[-1]
            after = self._history.did_again()
            try:
                self._apply(step, _("“{step}” cannot be done again: another program changed it meanwhile."))
            except Conflict:
                self._history = History(self._history.done, after.undone)
                raise
            self._history = after
            return step

    def refresh(self) -> bool:
        """Take over what other processes wrote; one `stat` if they wrote nothing. Returns whether anything changed."""
        signature = self._file.signature()
        if signature == self._signature:
            return False
        with self._guard:
            try:
                tables = self._file.load()
            except (Damaged, OSError):
                return False  # Perhaps half of another program's writing; a commit looks again, under the lock.
            self._signature = signature
            before = self._snapshot
            if tables is not None and tables is not before.tables:
                self._take(snapshot_of(tables))
            return self._snapshot.stored != before.stored

    # -- opening

    def _open(self) -> None:
        if _writable(self.path):
            try:
                self._take(snapshot_of(self._load_or_keep_aside() or {}))
                self._signature = self._file.signature()
                if self._fallback.exists():
                    notice = _("Other annotations of this library, made while it could not be written, are in {file}.")
                    self.notices.append(notice.format(file=self._fallback))
                return
            except OSError as error:
                self._use_fallback(_problem(error))
        else:
            self._use_fallback(_("no permission"))

    def _use_fallback(self, problem: str) -> None:
        """Keep annotations in the user's data folder from now on, beginning with those that can be read here."""
        library, self._file = self._file, TableFile(self._fallback)
        self._swept = False
        notice = _("The library's {file} cannot be used ({problem}); annotations are kept in {other}.")
        self.notices.append(notice.format(file=library.path, problem=problem, other=self.path))
        there, here = self._readable(library.load), self._readable(self._load_or_keep_aside)
        if here is not None and there is not None:
            notice = _("Annotations stand in {file} and in {other}; only the latter are shown.")
            self.notices.append(notice.format(file=library.path, other=self.path))
        tables = here if here is not None else there
        if tables is not None:
            self._take(snapshot_of(tables))
        self._signature = self._file.signature()

    def _readable(self, load: Callable[[], Tables | None]) -> Tables | None:
        """What a file holds; if it cannot be read, that is told and it holds nothing."""
        try:
            return load()
        except OSError as error:
            self.notices.append(_("No annotations can be read: {problem}.").format(problem=_problem(error)))
        except Damaged:
            self.notices.append(_("The annotations in the library are damaged and left as they are."))
        return None

    def _load_or_keep_aside(self) -> Tables | None:
        """What the file holds; a damaged one is renamed and holds nothing any more.

        Raises:
            OSError: it cannot be read, or is damaged and cannot be renamed.
        """
        try:
            return self._file.load()
        except Damaged:
            with self._locked():
                return self._keep_aside()

    def _keep_aside(self) -> Tables | None:
        """Rename the file if it is damaged. Only under the lock: another process may just have put it right."""
        try:
            return self._file.load()
        except Damaged:
            aside = _free_name(self.path, f"{self.path.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
            self.path.rename(aside)
            notice = _("The annotations file was damaged. It is kept as {file}, and a new one is begun.")
            self.notices.append(notice.format(file=aside))
            return None

    # -- changing

    def _apply(self, step: Step, refusal: str) -> None:
        """Bring the changes of a step to the disk and into memory, or neither."""
        try:
            try:
                self._apply_locked(step, refusal)
            except OSError as error:
                # A folder that turns out to be closed to us, with nothing of ours in it yet.
                if error.errno not in NOT_ALLOWED or self.path == self._fallback or self.path.exists():
                    raise
                self._use_fallback(_problem(error))
                self._apply_locked(step, refusal)
        except OSError as error:
            sentence = _("Not saved: {file} cannot be written ({problem}). Nothing is lost; please try again.")
            raise SaveError(sentence.format(file=self.path, problem=_problem(error))) from error

    def _apply_locked(self, step: Step, refusal: str) -> None:
        with self._locked():
            if not self._swept:
                self._file.sweep()
                self._swept = True
            base = self._on_disk()
            if base.newer:
                sentence = _("{file} was written by a newer version of reader; this one does not change it.")
                raise SaveError(sentence.format(file=self.path))
            try:
                stored = base.applied(step.changes)
            except Differs:
                self._take(base)
                raise Conflict(refusal.format(step=step.label)) from None
            tables = self._rewrite(base, stored)
            self._take(Snapshot(tables, stored, base.strange))
            self._signature = self._file.signature()

    def _on_disk(self) -> Snapshot:
        """What the file holds now; if it is gone, what it held as far as this store knows."""
        tables = self._keep_aside()
        if tables is None or tables is self._snapshot.tables:
            return self._snapshot
        return snapshot_of(tables)

    def _rewrite(self, base: Snapshot, stored: Mapping[str, Stored]) -> Tables:
        from reader.annotations.storage import rewrite

        changed: dict[int, Record] = {}
        added: dict[int, Record] = {}
        for key, (number, annotation) in stored.items():
            before = base.stored.get(key)
            if before is None:
                added[number] = to_record(annotation)
            elif before.annotation is not annotation:
                changed[number] = to_record(annotation)
        removed = [one.number for key, one in base.stored.items() if key not in stored]
        return rewrite(self._file, base.tables, removed=removed, changed=changed, added=added)

    def _take(self, snapshot: Snapshot) -> None:
        if snapshot.strange > self._snapshot.strange:
            notice = ngettext(
                "{count} record in {file} cannot be understood; it is kept as it is and not shown.",
                "{count} records in {file} cannot be understood; they are kept as they are and not shown.",
                snapshot.strange,
            )
            self.notices.append(notice.format(count=snapshot.strange, file=self.path))
        if snapshot.newer and not self._snapshot.newer:
            notice = _("{file} was written by a newer version of reader: it is shown as far as possible, not changed.")
            self.notices.append(notice.format(file=self.path))
        self._snapshot = snapshot

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Keep other processes from changing the file.

        Raises:
            OSError: the folder or the lock cannot be made, or another process does not let go (a `TimeoutError`).
        """
        import filelock

        folder = self.path.parent
        # A library that is gone (a disk that was pulled out) is not made anew; our own data folder is.
        folder.mkdir(parents=self.path == self._fallback, exist_ok=True)
        # Whoever may write in the folder may lock: a shared library has one lock for all its users.
        mode = folder.stat().st_mode & 0o666
        with filelock.FileLock(f"{self.path}.lock", PATIENCE, mode=mode, poll_interval=0.005):
            yield


def _writable(path: Path) -> bool:
    """Whether a file can be replaced or made, as far as that can be told without doing it."""
    if path.exists():
        return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)
    folder = next((folder for folder in path.parents if folder.exists()), None)
    return folder is not None and os.access(folder, os.W_OK | os.X_OK)


def _free_name(path: Path, name: str) -> Path:
    """A path beside `path` that no file has."""
    aside, number = path.with_name(name), 2
    while aside.exists():
        aside, number = path.with_name(f"{name}-{number}"), number + 1
    return aside


def _problem(error: OSError) -> str:
    """What is wrong, in the user's words where they are better than the system's."""
    return _("another program is using it") if isinstance(error, TimeoutError) else problem_of(error)
