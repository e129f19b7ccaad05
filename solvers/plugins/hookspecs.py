"""The hook that solver plugins implement, and pluggy, which finds them by it.

A plugin is a module (or object) registered under the entry point group ``optimization_engine.solvers``
that implements the hook below. The built-in backends come in through the same door.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from inspect import isroutine

import pluggy

from solvers.backend import MARK, Backend

PROJECT = "optimization_engine"
ENTRY_POINT_GROUP = "optimization_engine.solvers"


def optimization_engine_solvers() -> Iterable[type[Backend]]:  # type: ignore[empty-body]
    """Return the backend classes of this plugin; their libraries are imported only inside ``solve``."""


class PluginManager(pluggy.PluginManager):
    """Knows the hook, and takes functions for implementations that ``hookimpl`` has marked."""

    def __init__(self) -> None:
        super().__init__(PROJECT)
        pluggy.HookspecMarker(PROJECT)(optimization_engine_solvers)
        self.add_hookspecs(sys.modules[__name__])

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        """What pluggy needs to know of a function; None where it is no hook."""
        function = getattr(plugin, name, None)
        if isroutine(function) and getattr(function, MARK, False):
            pluggy.HookimplMarker(PROJECT)(function)
        return super().parse_hookimpl_opts(plugin, name)
