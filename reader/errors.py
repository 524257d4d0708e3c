"""The one kind of failure that a user is told of: a sentence, and the exit code of a command that meets it."""

from __future__ import annotations


class ReaderError(Exception):
    """Something outside the program is not as it should be.

    `str(error)` is one clear sentence in the user's language that names the file and says what to do.
    """

    exit_code = 3
    """What a command ends with: 2 for its words, 3 for a file or library, 4 for something that could not be saved."""


class UsageError(ReaderError):
    """The words of a command do not fit."""

    exit_code = 2


class SaveError(ReaderError):
    """Something could not be written; what was there before still is."""

    exit_code = 4
