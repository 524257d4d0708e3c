"""Annotations to test with, on a small text or on the seeds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from reader.annotations.history import Change
from reader.annotations.model import Annotation, Kind, make_target, new_annotation
from reader.annotations.store import Store, open_store
from reader.text.source import Source

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"

TEXT = Source("本报北京12月27日讯 𠮷野家的“报\n纸”今天出版。\n\n第二段，第二段的文字。\n")


def seed(number: str) -> tuple[str, Source]:
    """A seed's file name and text."""
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return path.name, Source.normalised(path.read_text(encoding="utf-8"))


def highlight(tag: str | None = "民生", span: tuple[int, int] = (0, 4), annotator: str = "甲") -> Annotation:
    return new_annotation(Kind.HIGHLIGHT, make_target(TEXT, "a.txt", [span], False), annotator, tag=tag)


def added(*annotations: Annotation) -> list[Change]:
    return [Change(None, annotation) for annotation in annotations]


def open_in(folder: Path, annotator: str = "甲") -> Store:
    """The store of the library in `folder/library`."""
    return open_store(library(folder) / ".reader" / "annotations.json", annotator, fallback(folder))


def journal(store: Store) -> Path:
    """The journal beside a store's file."""
    return store.path.with_name(f"{store.path.name}.journal")


def library(folder: Path) -> Path:
    (folder / "library").mkdir(exist_ok=True)
    return folder / "library"


def fallback(folder: Path) -> Path:
    return folder / "data" / "libraries" / "abc" / "annotations.json"


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """A process of its own that runs `code` with the project to hand."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def output(process: subprocess.Popen[str], timeout: float = 60) -> str:
    """What a process printed; it must end well."""
    out, errors = process.communicate(timeout=timeout)
    assert process.returncode == 0, errors
    return out
