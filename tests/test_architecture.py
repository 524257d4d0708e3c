"""The rooms keep to themselves: who imports whom, what is loaded when, what stands at the top of the repository."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

SLOW = ("jieba", "opencc", "charset_normalizer", "tinydb", "sqlite3", "logging", "multiprocessing")
"""Modules that take long to load; each is loaded where it is first needed."""


def loaded_by(module: str) -> set[str]:
    """Names of the top-level modules that a fresh process holds after importing this module."""
    program = f"import json, sys, {module}; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(run.stdout))


def test_a_package_imports_only_packages_named_before_it() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Contracts: 2 kept, 0 broken." in run.stdout


@pytest.mark.parametrize(
    "module",
    [
        "reader.newspaper.recognise",
        "reader.newspaper.layout",
        "reader.library.catalogue",
        "reader.annotations.store",
        "reader.exports.registry",
    ],
)
def test_the_core_runs_without_the_screen(module: str) -> None:
    assert "textual" not in loaded_by(module)


@pytest.mark.parametrize(
    "module", ["reader.newspaper.recognise", "reader.newspaper.compose", "reader.library.catalogue"]
)
def test_recognising_a_page_needs_no_dictionary(module: str) -> None:
    assert not loaded_by(module) & {"jieba", "opencc"}


def test_the_command_line_loads_nothing_slow() -> None:
    assert not loaded_by("reader.cli") & {"textual", "rich", "argparse", *SLOW}


def test_opening_the_app_loads_no_dictionary() -> None:
    assert not loaded_by("reader.tui.app") & {"jieba", "opencc", "charset_normalizer"}


def test_the_top_of_the_repository_is_what_the_readme_says() -> None:
    built = {"build", "dist"}
    top = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "__"))} - built
    assert top == {
        "CHANGELOG.md",
        "LICENSE",
        "README.md",
        "pyproject.toml",
        "reader",
        "screenshots",
        "seeds",
        "tests",
    }
