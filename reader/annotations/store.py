"""The annotations of a library: kept in a TinyDB file with a journal, safe from a kill, a full disk, another process.

Every commit is a line of the journal that is on the disk before the commit is acknowledged (see `ledger`). It is made
under a lock on what stands there then; so two processes on one library lose nothing of each other's.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.annotations.collecting import no_collecting
from reader.annotations.history import Change, History, Step, recalled
from reader.annotations.history import Conflict as Conflict
from reader.annotations.index import Index, Mark, Named
from reader.annotations.ledger import Ledger, Newer
from reader.annotations.migrations import SCHEMA
from reader.annotations.model import Annotation, new_id, now
from reader.annotations.places import fallback_file as fallback_file
from reader.annotations.places import library_file as library_file
from reader.annotations.places import problem_in_words, refused
from reader.annotations.tablefile import ANNOTATIONS, TAGS
from reader.annotations.tagset import TagChange, TagSet, tagset_of
from reader.errors import SaveError
from reader.files import why_closed, writable
from reader.messages import _, ngettext

if TYPE_CHECKING:
    from collections import Counter

    from reader.annotations.storage import JournalDB
    from reader.annotations.texts import Texts
    from reader.text.source import Source

READ_AT_ONCE: int = 1 << 20
"""Bytes of annotations that are read before the first page is shown (some 1,500); more are read after it."""


def open_store(path: Path, annotator: str, fallback: Path, *, later: bool = False) -> Store:
    """Open the annotations at `path`; no file or folder is made before the first commit.

    Args:
        path: the annotations file, see `library_file`.
        annotator: who signs what is made here.
        fallback: used instead when `path` cannot be written, see `fallback_file`; `Store.notices` says so then.
        later: whether to leave many annotations to be read by `Store.load`, so that a page can be shown before.
    """
    store = Store(path, annotator, fallback)
    if not later or store.bytes_to_read() <= READ_AT_ONCE:
        store.load()
    return store


class Store:
    """The annotations of one library. All of it may be called from any thread."""

    def __init__(self, path: Path, annotator: str, fallback: Path) -> None:
        """Nothing is read yet: see `load`."""
        self.annotator: str = annotator
        """Who signs what is made here."""
        self.notices: list[str] = []
        """Sentences for the user: what was found damaged, where annotations are kept instead. Only ever grows."""
        self._guard = threading.RLock()
        self._fallback = fallback.resolve()
        self._ledger = self._ledger_at(path.resolve())
        self._database: JournalDB | None = None
        self._index = Index()
        self._tagset = TagSet()
        self._history = History()
        self._session = new_id()
        self._opened_at: int | None = None
        """The last commit that was there when the store was opened; `None` once the steps before it are known."""
        self._loaded = False
        self._told_strange = 0
        self._told_newer = False

    def load(self) -> bool:
        """Read the annotations, unless that is done; returns whether that brought any. For a worker if they are many.

        Whatever else needs them waits until they are read, but for `all`, `named`, `at` and `tags`, which are empty.
        """
        with self._guard:
            if self._loaded:
                return False
            self._loaded = True
            self._open()
            self._opened_at = self._ledger.seq
        return bool(self.all())

    def bytes_to_read(self) -> int:
        """How much `load` reads."""
        return self._ledger.bytes_to_read()

    @property
    def path(self) -> Path:
        """The file in use."""
        return self._ledger.path

    @property
    def own_files(self) -> tuple[Path, ...]:
        """The file in use and what lies beside it."""
        return self.path, self._ledger.journal, self._ledger.history

    def all(self) -> tuple[Annotation, ...]:
        """Every annotation, in the order of the file: oldest first, but for those of other processes."""
        return self._index.all()

    def named(self) -> list[Named]:
        """Every file and text that annotations name."""
        return self._index.named()

    def at(self, named: Named) -> list[Annotation]:
        """The annotations that name a file and a text of it; as quick among many as among few."""
        return self._index.at(named)

    def changed_since(self, mark: Mark | None) -> tuple[Mark, frozenset[Named] | None]:
        """Which files and texts annotations changed on since a moment, and the moment that is now.

        Args:
            mark: what this gave before; `None` for the first time.

        Returns:
            The moment, and what changed; `None` there stands for perhaps everything.
        """
        return self._index.changed_since(mark)

    def tags(self) -> Counter[str]:
        """How often each tag is used."""
        return self._index.tags()

    def corrected(self) -> set[str]:
        """The paths, and the hashes of the texts, that corrections name."""
        return self._index.corrected()

    def corrections(self, path: str, sha256: str) -> list[Annotation]:
        """The corrections that name a file or a text."""
        return self._index.corrections(path, sha256)

    @property
    def tagset(self) -> TagSet:
        """The tag set of the library; empty while `load` has not read it."""
        return self._tagset

    def commit(
        self,
        changes: Sequence[Change],
        label: str,
        texts: Iterable[Source] = (),
        tags: Sequence[TagChange] = (),
    ) -> None:
        """Make changes, all of them or none, on the disk when this returns; they are one step to `undo`.

        Args:
            changes: what to add (`before` is `None`), change, or remove (`after` is `None`).
            label: what the user did, in the user's language.
            texts: the texts that new annotations are on; each is kept, once.
            tags: what to change in the tag set, likewise.

        Raises:
            Conflict: another process changed one of the annotations; the store now shows what that made of it.
            SaveError: they could not be saved; the files and the store are as they were.
        """
        changed = tuple(change for change in changes if change.before != change.after)
        step = Step(label, changed, tags=tuple(change for change in tags if change.before != change.after))
        if not step.changes and not step.tags:
            return
        with self._guard:
            self.load()
            refusal = _("The annotation was changed by another program meanwhile, so this was not done.")
            seq = self._apply(step, "step", refusal, texts)
            self._history = self._history.did(step._replace(seq=seq))

    def amend(self, changes: Sequence[Change]) -> None:
        """Make changes that are no step of the user's, such as the new name of a file: `undo` passes over them.

        Raises:
            Conflict, SaveError: as `commit`.
        """
        with self._guard:
            self.load()
            if changes:
                refusal = _("The annotation was changed by another program meanwhile.")
                self._apply(Step("", tuple(changes)), "amend", refusal)
                self._history = self._history.amended(changes)

    def undo(self) -> Step | None:
        """Take back the latest step, of this session or of one before it, as a new commit; `None` if there is none.

        Raises:
            Conflict: another process changed what the step made; the step is left as it is and forgotten.
            SaveError: it could not be saved; nothing has changed, it can be tried again.
        """
        with self._guard:
            self._remember()
            if not self._history.done:
                return None
            step = self._history.done[-1]
            after = self._history.took_back()
            try:
                refusal = _("“{step}” cannot be undone: another program changed it meanwhile.")
                self._apply(step.inverse, "undo", refusal)
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
            self._remember()
            if not self._history.undone:
                return None
            step = self._history.undone[-1]
            after = self._history.did_again()
            try:
                self._apply(step, "redo", _("“{step}” cannot be done again: another program changed it meanwhile."))
            except Conflict:
                self._history = History(self._history.done, after.undone)
                raise
            self._history = after
            return step

    def refresh(self) -> bool:
        """Take over what other processes wrote; two `stat` if they wrote nothing. Returns whether anything changed.

        What they wrote wrong is set right, and told.
        """
        if self._ledger.is_current():
            return False
        with self._guard:
            if not self._loaded:
                return self.load()
            before, tags = self.all(), self._tagset
            try:
                self._ledger.catch_up()
            except OSError:
                return False  # A commit tries again, and says so.
            finally:
                self._absorb()
            return self.all() != before or self._tagset != tags

    def bytes_to_write(self) -> int:
        """How large a file `close` writes; 0 if the file is as it should be."""
        return self._ledger.bytes_to_read() if self._loaded and self._ledger.is_behind else 0

    def compact(self) -> bool:
        """Bring the file up to date with its journal; whether there was anything to bring.

        Raises:
            SaveError: it could not be written; nothing is lost.
        """
        with self._guard:
            self.load()
            try:
                return self._ledger.compact()
            except Newer:
                raise self._newer() from None
            except OSError as error:
                sentence = _("{file} could not be written: {problem}.")
                raise SaveError(sentence.format(file=self.path, problem=problem_in_words(error))) from error
            finally:
                self._absorb()

    def close(self) -> None:
        """Bring the file up to date if anything was done since; where it cannot be, all stands in the journal."""
        import contextlib

        with self._guard, contextlib.suppress(SaveError):
            if self._loaded and self._ledger.exists() and os.access(self.path.parent, os.W_OK):
                self.compact()

    def keep_texts(self, texts: Iterable[Source]) -> None:
        """Keep the texts of annotations that were made before texts were kept, where the disk lets us."""
        import contextlib

        with self._guard, contextlib.suppress(OSError):
            self.kept_texts.keep(texts)

    @property
    def kept_texts(self) -> Texts:
        """The texts that annotations were made on."""
        from reader.annotations.texts import texts_beside

        return texts_beside(self.path)

    def strange(self) -> list[Any]:
        """The records that stand for no annotation that this version understands."""
        with self._guard:
            table = self._ledger.tables.get(ANNOTATIONS, {})
            return [table[number] for number in self._index.strange]

    # -- opening

    def _ledger_at(self, path: Path) -> Ledger:
        return Ledger(path, self.notices, make_folders=path == self._fallback)

    def _open(self) -> None:
        if writable(self.path):
            try:
                self._ledger.load(may_write=True)
                self._absorb()
                if self._fallback != self.path and self._fallback.exists():
                    notice = _(
                        "Other annotations of this library, made while it could not be written, are in {file}: "
                        "`reader merge` joins them with these in a new file."
                    )
                    self.notices.append(notice.format(file=self._fallback))
                return
            except OSError as error:
                self._use_fallback(problem_in_words(error))
        else:
            self._use_fallback(why_closed(self.path))

    def _use_fallback(self, problem: str) -> None:
        """Keep annotations in the user's data folder from now on, beginning with those that can be read here."""
        library, self._ledger = self._ledger, self._ledger_at(self._fallback)
        self._database = None
        notice = _("The library's {file} cannot be used ({problem}); annotations are kept in {other}.")
        self.notices.append(notice.format(file=library.path, problem=problem, other=self.path))
        self._readable(lambda: library.load(may_write=False))
        self._readable(lambda: self._ledger.load(may_write=writable(self.path)))
        if not self._ledger.exists():
            self._ledger.begin_with(library)
        elif library.exists():
            notice = _("Annotations stand in {file} and in {other}; only the latter are shown.")
            self.notices.append(notice.format(file=library.path, other=self.path))
        self._absorb()

    def _readable(self, load: Callable[[], None]) -> None:
        """Read a file; if it cannot be read, that is told and it holds nothing."""
        try:
            load()
        except OSError as error:
            self.notices.append(_("No annotations can be read: {problem}.").format(problem=problem_in_words(error)))

    # -- changing

    def _apply(self, step: Step, did: str, refusal: str, texts: Iterable[Source] = ()) -> int:
        """Bring the changes of a step to the disk and into memory, or neither; returns the number of the commit."""
        try:
            try:
                return self._write(step, did, refusal, texts)
            except OSError as error:
                # A folder that turns out to be closed to us, with nothing of ours in it yet.
                if not refused(error) or self.path == self._fallback or self._ledger.exists():
                    raise
                self._use_fallback(problem_in_words(error))
                return self._write(step, did, refusal, texts)
        except OSError as error:
            sentence = _("Not saved: {file} cannot be written ({problem}). Nothing is lost; please try again.")
            raise SaveError(sentence.format(file=self.path, problem=problem_in_words(error))) from error
        except Newer:
            raise self._newer() from None

    def _write(self, step: Step, did: str, refusal: str, texts: Iterable[Source]) -> int:
        from reader.annotations.applying import change_annotations, change_tags
        from reader.annotations.storage import JournalDB, JournalStorage

        if self._database is None:
            self._database = JournalDB(storage=lambda: JournalStorage(self._ledger))
        about: dict[str, Any] = {
            "at": now(),
            "by": self.annotator,
            "in": self._session,
            "did": did,
            "label": step.label,
        }
        if step.seq:
            about["of"] = step.seq
        try:
            with self._ledger.change(about):
                self._absorb()
                self.kept_texts.keep(texts)
                if step.changes:
                    change_annotations(self._database.table(ANNOTATIONS), self._index, step, refusal)
                if step.tags:
                    present = self._ledger.tables.get(TAGS, {})
                    change_tags(self._database.table(TAGS), present, step, refusal)
        finally:
            self._absorb()
        return self._ledger.seq

    def _remember(self) -> None:
        """Know the steps of earlier sessions too; their journals are read at the first undo."""
        self.load()
        if self._opened_at is None:
            return
        from reader.annotations.archive import recent_commits

        bodies = recent_commits(self._ledger.history, self._ledger.journal)
        past = recalled(bodies, self.annotator, self._opened_at)
        mine = self._history
        self._history = History((*past.done, *mine.done), mine.undone if any(mine) else past.undone)
        self._opened_at = None

    def _absorb(self) -> None:
        """Take over what has changed on the disk."""
        touched, self._ledger.touched = self._ledger.touched, []
        table = self._ledger.tables.get(ANNOTATIONS, {})
        if touched is None:
            with no_collecting():
                self._index.fill(table)
        else:
            for number in dict.fromkeys(one.number for one in touched if one.table == ANNOTATIONS):
                self._index.take(number, table.get(number))
        if touched is None or any(one.table == TAGS for one in touched):
            self._tagset = tagset_of(self._ledger.tables.get(TAGS, {}))
        self._say_what_is_odd()

    def _say_what_is_odd(self) -> None:
        strange = len(self._index.strange)
        if strange > self._told_strange:
            notice = ngettext(
                "{count} record in {file} cannot be understood; it is kept as it is and not shown.",
                "{count} records in {file} cannot be understood; they are kept as they are and not shown.",
                strange,
            )
            self.notices.append(notice.format(count=strange, file=self.path))
        self._told_strange = strange
        if self._ledger.schema > SCHEMA and not self._told_newer:
            self.notices.append(str(self._newer()))
            self._told_newer = True

    def _newer(self) -> SaveError:
        sentence = _("{file} was written by a newer version of reader: it is shown as far as possible, not changed.")
        return SaveError(sentence.format(file=self.path))
