"""The command line: one module a command, opened only when it is called.

Commands ask, print and forward; no decision about text is made here, and nothing is imported before it is needed.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in `typing`, whose import would only make the time longer in which Ctrl-C is not caught
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run `reader` with these words, or those of the process; returns its exit code, see `reader.cli.dispatch`."""
    try:
        from reader.cli.loading import stopped_at_once

        with stopped_at_once():
            from reader.cli.dispatch import main as dispatch
        return dispatch(argv)
    except KeyboardInterrupt:
        return 130
