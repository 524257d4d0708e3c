"""LibreOffice without its screen opens the CSV as UTF-8 and computes nothing: each cell is the text that was written.

Its default import takes the byte order mark for text; the filter says what it is: comma, double quotes, UTF-8, quoted
fields as text.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.proofs.common import equal, main

IN = "CSV:44,34,76,1,,0,true,false"
OUT = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false"


def check(folder: Path) -> str:
    """The guarded file through LibreOffice and back, and the raw one."""
    office = os.environ.get("SOFFICE") or shutil.which("soffice") or "soffice"
    said = subprocess.run([office, "--version"], capture_output=True, text=True, check=True).stdout
    count = 0
    for name in ("csv-source.csv", "csv-raw.csv"):
        with tempfile.TemporaryDirectory() as work:
            subprocess.run(
                [
                    office,
                    f"-env:UserInstallation=file://{work}/profile",
                    "--headless",
                    f"--infilter={IN}",
                    "--convert-to",
                    OUT,
                    "--outdir",
                    f"{work}/out",
                    str(folder / name),
                ],
                check=True,
                capture_output=True,
                timeout=300,
            )
            found = table(Path(work) / "out" / name)
        wanted = table(folder / name)
        equal(len(found), len(wanted), "lines")
        for one, other in zip(found, wanted, strict=True):
            # Inside a cell LibreOffice has one line end.
            equal(one, [cell.replace("\r\n", "\n") for cell in other], name)
        count += len(found) - 1
    return f"{' '.join(said.split()[:2])}: {count} lines, every cell a text and as it was written"


def table(path: Path) -> list[list[str]]:
    """The cells of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


if __name__ == "__main__":
    main(check)
