"""The contract between the engine and a solver plugin: one hook, one version number.

A plugin is a module (or object) registered under the entry point group ``optimization_engine.solvers``
that implements the hook below. The built-in backends come in through the same door.
"""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from solvers.backend import Backend

PROJECT = "optimization_engine"
ENTRY_POINT_GROUP = "optimization_engine.solvers"
API_VERSION = 1

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def optimization_engine_solvers() -> Iterable[type[Backend]]:  # type: ignore[empty-body]
    """Return the backend classes of this plugin; their libraries are imported only inside ``solve``."""
