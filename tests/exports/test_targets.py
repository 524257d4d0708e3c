"""Every format by the code of the tool that it is for, or by the nearest independent reader, on the planted library.

Readers that are light run here; the heavy ones run here where they are installed, and always by
`tests/proofs/run`, which makes their environments and names what it had to leave out.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.proofs import make


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format in every wording, and what must stand in them."""
    path = tmp_path_factory.mktemp("exports")
    make.everything(path)
    return path


def test_json_ld_expands_and_every_quote_stands_at_its_place(folder: Path) -> None:
    from tests.proofs.w3c_reads import check

    assert "no key lost" in check(folder)


def test_uima_cas_is_read_written_and_read_again(folder: Path) -> None:
    from tests.proofs.cassis_reads import check

    assert "read again" in check(folder)


def test_every_string_range_of_tei_holds_its_passage(folder: Path) -> None:
    from tests.proofs.tei_reads import check

    assert "hold their passages" in check(folder)


def test_a_strict_reader_takes_every_line_of_brat(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.proofs.brat_reads import check

    monkeypatch.delenv("BRAT", raising=False)  # brat's own parser needs an older Python
    assert "none unparsed" in check(folder)


def test_bio_gives_the_passages_back(folder: Path) -> None:
    from tests.proofs.bio_reads import check

    assert "as they were" in check(folder)


def test_spacy_finds_every_passage_on_token_boundaries(folder: Path) -> None:
    pytest.importorskip("spacy")
    from tests.proofs.spacy_reads import check

    assert "none None" in check(folder)


def test_label_studio_takes_every_task(folder: Path) -> None:
    pytest.importorskip("label_studio_sdk")
    from tests.proofs.labelstudio_reads import check

    assert "regions valid" in check(folder)


def test_tables_are_the_same_rows_in_every_library(folder: Path) -> None:
    for name in ("pandas", "polars", "pyarrow", "datasets"):
        pytest.importorskip(name)
    from tests.proofs.tables_read import check

    assert "rows equal" in check(folder)


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="no pandoc")
def test_pandoc_takes_nothing_for_markup(folder: Path) -> None:
    from tests.proofs.pandoc_reads import check

    assert "nothing taken for markup" in check(folder)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_libreoffice_computes_nothing(folder: Path) -> None:
    from tests.proofs.libreoffice_reads import check

    assert "as it was written" in check(folder)
