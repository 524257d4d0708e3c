"""Where the annotations of a library are kept, and what stands in the way of writing them there."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from reader.files import problem_of
from reader.messages import _


def library_file(root: Path) -> Path:
    """Where the annotations of a library are kept: beside its texts."""
    return root / ".reader" / "annotations.json"


def fallback_file(root: Path) -> Path:
    """Where they are kept if nothing can be written there: in the user's data folder, by the library's place."""
    import hashlib

    import platformdirs

    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    return platformdirs.user_data_path("reader", appauthor=False) / "libraries" / name / "annotations.json"


def refused(error: OSError) -> bool:
    """Whether a file could not be written because this user, or nobody, may write there."""
    return error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)


def problem_in_words(error: OSError) -> str:
    """What is wrong, in the user's words where they are better than the system's."""
    return _("another program is using it") if isinstance(error, TimeoutError) else problem_of(error)
