"""The contract between the engine and a solver plugin: one hook, one version number.

A plugin is a module (or object) registered under the entry point group ``optimization_engine.solvers``
that implements the hook below. The built-in backends come in through the same door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from solvers.backend import Backend

PROJECT = "optimization_engine"
ENTRY_POINT_GROUP = "optimization_engine.solvers"
API_VERSION = 1
MARK = "optimization_engine_hook"

Hook = TypeVar("Hook", bound=Callable[..., Iterable[object]])


def hookimpl(function: Hook) -> Hook:
    """Mark the function of a plugin that implements the hook.

    Only a mark: solver processes import their backend with it, and need no library for plugins for that.
    """
    setattr(function, MARK, True)
    return function


def optimization_engine_solvers() -> Iterable[type[Backend]]:  # type: ignore[empty-body]
    """Return the backend classes of this plugin; their libraries are imported only inside ``solve``."""
