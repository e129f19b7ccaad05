"""Pluggy with the one hook of solver plugins, and the mark that they put on theirs."""

from __future__ import annotations

from inspect import isroutine

import pluggy

from solvers.plugins import hookspecs
from solvers.plugins.hookspecs import MARK, PROJECT


class PluginManager(pluggy.PluginManager):
    """Knows the hook, and takes functions for implementations that ``hookspecs.hookimpl`` has marked."""

    def __init__(self) -> None:
        super().__init__(PROJECT)
        pluggy.HookspecMarker(PROJECT)(hookspecs.optimization_engine_solvers)
        self.add_hookspecs(hookspecs)

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        """What pluggy needs to know of a function; None where it is no hook."""
        function = getattr(plugin, name, None)
        if isroutine(function) and getattr(function, MARK, False):
            pluggy.HookimplMarker(PROJECT)(function)
        return super().parse_hookimpl_opts(plugin, name)
