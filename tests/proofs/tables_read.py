"""pandas, polars, pyarrow and datasets read JSON Lines, Parquet and CSV: the same schema and the same rows in each."""

from __future__ import annotations

import csv
import json
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.proofs.common import Json, equal, lines, main

GOLDEN = Path(__file__).parents[1] / "exports" / "golden" / "parquet.txt"
"""The schema of the Parquet file; its bytes change with the version of pyarrow."""


def check(folder: Path) -> str:
    """What `jsonl`, `parquet` and `csv` wrote."""
    import datasets
    import pandas
    import polars
    import pyarrow.csv
    import pyarrow.json
    import pyarrow.parquet

    rows = lines(folder / "jsonl-source.jsonl")
    made = parquet(folder, rows)
    schema = pyarrow.parquet.read_schema(made).to_string(show_field_metadata=False, show_schema_metadata=False)
    equal(schema.splitlines(), GOLDEN.read_text(encoding="utf-8").splitlines(), "the schema of Parquet")
    path = folder / "jsonl-source.jsonl"
    equal(_plain(pyarrow.parquet.read_table(made).to_pylist()), rows, "pyarrow, Parquet")
    equal(_plain(polars.read_parquet(made).to_dicts()), rows, "polars, Parquet")
    equal(_plain(polars.read_ndjson(path, infer_schema_length=None).to_dicts()), rows, "polars, JSON Lines")
    frame = pandas.read_parquet(made)
    equal([list(one) for one in frame["tags"]], [one["tags"] for one in rows], "pandas, Parquet")
    frame = pandas.read_json(path, lines=True, convert_dates=False, dtype=False)
    equal(list(frame["tags"]), [one["tags"] for one in rows], "pandas, JSON Lines")
    equal(list(frame["exact"]), [one["exact"] for one in rows], "pandas, JSON Lines")
    equal(list(frame["spans"]), [one["spans"] for one in rows], "pandas, JSON Lines")
    options = pyarrow.json.ParseOptions(newlines_in_values=False)
    table = pyarrow.json.read_json(path, parse_options=options)
    equal(table.column("exact").to_pylist(), [one["exact"] for one in rows], "pyarrow, JSON Lines")
    equal(table.column("tags").to_pylist(), [one["tags"] for one in rows], "pyarrow, JSON Lines")
    with tempfile.TemporaryDirectory() as cache:
        for kind, file in (("json", path), ("parquet", made)):
            found = datasets.load_dataset(kind, data_files=str(file), cache_dir=cache, split="train")
            equal(found["exact"][:], [one["exact"] for one in rows], f"datasets, {kind}")
            equal(found["tags"][:], [one["tags"] for one in rows], f"datasets, {kind}")
    table_of_csv(folder, rows)
    names = " ".join(f"{name} {version(name)}" for name in ("pandas", "polars", "pyarrow", "datasets"))
    return f"{names}: {len(rows)} rows equal"


def parquet(folder: Path, rows: list[Json]) -> Path:
    """The Parquet file of the library: what the format makes of the same rows."""
    from tests.proofs import parquet_of

    path = folder / "parquet.parquet"
    path.write_bytes(b"".join(parquet_of.written(rows)))
    return path


def table_of_csv(folder: Path, rows: list[Json]) -> None:
    """CSV by pandas and polars, guarded and raw."""
    import pandas
    import polars

    for name in ("csv-source.csv", "csv-raw.csv"):
        path = folder / name
        with path.open(encoding="utf-8-sig", newline="") as file:
            wanted = [one["exact"] for one in csv.DictReader(file)]
        frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
        equal(frame.columns[0], "id", "the byte order mark is no part of a name")
        equal(list(frame["exact"]), wanted, f"pandas, {name}")
        equal([json.loads(one) for one in frame["spans"]], [one["spans"] for one in rows], f"pandas, {name}")
        table = polars.read_csv(path, infer_schema=False, null_values=None).fill_null("")
        equal(table["id"].to_list(), [one["id"] for one in rows], f"polars, {name}")
        equal(table["note"].to_list(), list(frame["note"]), f"polars, {name}")


def _plain(rows: list[Any]) -> list[Any]:
    return json.loads(json.dumps(rows))  # type: ignore[no-any-return]


if __name__ == "__main__":
    main(check)
