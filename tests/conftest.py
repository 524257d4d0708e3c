"""What every test stands on: no test touches the user's own folders or depends on the user's language."""

import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A busy machine is no failure; what must be fast has a benchmark or a bound of its own. The same code has the same
# examples every time, so that what fails has been changed.
settings.register_profile("reader", deadline=None, print_blob=True, derandomize=True)
# The long form of every property, with other examples every time: HYPOTHESIS_PROFILE=proof.
settings.register_profile("proof", settings.get_profile("reader"), derandomize=False, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "reader"))

# What a shell starts in the background ignores these, and so would every program that a test starts and stops.
for _signal in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
    if signal.getsignal(_signal) is signal.SIG_IGN:
        signal.signal(_signal, signal.default_int_handler if _signal is signal.SIGINT else signal.SIG_DFL)


@pytest.fixture(autouse=True, scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A fresh home for the whole run, and English."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("XDG_", "LC_"))]:
            patch.delenv(name)
        patch.delenv("LANGUAGE", raising=False)
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("LANG", "C.UTF-8")
        yield
