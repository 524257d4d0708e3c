"""The command line: one module a command, opened only when it is called.

Commands ask, print and forward; no decision about text is made here, and nothing is imported before it is needed.
"""

from reader.cli.dispatch import main

__all__ = ["main"]
