"""The formats that annotations can be exported in, by the name that the command and the app use.

A format is one module of `reader.exports.formats` with a `FORMAT`; nothing else needs to know of it. What a format
loads that is heavy, it loads when it writes.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from reader.exports.format import Format


def _found() -> dict[str, Format]:
    from reader.exports import formats

    modules = [import_module(f"{formats.__name__}.{one.name}") for one in iter_modules(formats.__path__)]
    found: list[Format] = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {one.name: one for one in sorted(found, key=lambda one: one.rank)}


FORMATS: dict[str, Format] = _found()
"""The formats by name, in the order in which they are offered."""
