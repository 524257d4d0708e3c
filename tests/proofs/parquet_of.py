"""The Parquet file of rows that were read from the JSON Lines: for an environment that has pyarrow and not us.

The format's own module is used; it needs no more of the project than the project's source.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.proofs.common import Json


def written(rows: list[Json]) -> Iterator[bytes]:
    """What `reader export --format parquet` writes for rows of these records."""
    from reader.exports.formats.parquet import table_pieces

    return table_pieces(iter(rows))
