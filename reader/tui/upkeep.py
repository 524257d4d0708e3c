"""What annotations need kept about the files they are on: their texts, and the names that files have now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reader.annotations.history import Change
from reader.annotations.model import Annotation
from reader.annotations.store import Store
from reader.errors import ReaderError
from reader.library.catalogue import Catalogue
from reader.text.source import Source


def keep_texts(store: Store, catalogue: Catalogue, present: Mapping[str, str]) -> None:
    """Keep the texts of annotations that were made before texts were kept; in a worker.

    Args:
        store: the annotations.
        catalogue: the library they are on.
        present: see `Placements.present`.
    """
    store.keep_texts(missing_texts(store, catalogue, present))


def missing_texts(store: Store, catalogue: Catalogue, wanted: Mapping[str, str]) -> Iterator[Source]:
    """Those of the texts that are not kept yet, each from its file; one that the file no longer holds is passed over.

    Args:
        store: the annotations.
        catalogue: the library they are on.
        wanted: the paths of files by the hashes of their texts.
    """
    kept = store.kept_texts
    missing = {sha256: path for sha256, path in wanted.items() if not kept.holds(sha256)}
    return _texts(catalogue, missing)


def _texts(catalogue: Catalogue, wanted: Mapping[str, str]) -> Iterator[Source]:
    for sha256, path in wanted.items():
        try:
            source = catalogue.load(catalogue.entry(path)).source
        except ReaderError:
            continue
        if source.sha256 == sha256:
            yield source


def on_renamed(store: Store, renamed: Iterable[tuple[str, str]]) -> list[tuple[Annotation, str]]:
    """The annotations that name a file by its old name, with its new one.

    By its text, a file is not found that was edited after it was annotated, and then renamed.
    """
    new_names = dict(renamed)
    old = [named for named in store.named() if named.path in new_names] if new_names else []
    return [(one, new_names[named.path]) for named in old for one in store.at(named)]


def follow_renames(store: Store, catalogue: Catalogue, moved: Iterable[tuple[Annotation, str]]) -> None:
    """Let annotations name a renamed file by its new name, so that they find it when it changes too; in a worker.

    Args:
        store: the annotations.
        catalogue: the library they are on.
        moved: see `Placements.moved` and `on_renamed`.

    Raises:
        SaveError: they still name the old one; by the hash of its text the file is found all the same.
    """
    store.amend(
        [
            Change(one, replace(one, target=replace(one.target, path=path)))
            for one, path in moved
            if not (catalogue.root / one.target.path).exists()
        ]
    )
