"""Finds the solver plugins that are installed, refuses the broken ones by name, and lists the rest.

What is installed is looked through only when a name is asked for that is not one of the product's own, or all names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from importlib import import_module
from threading import RLock
from typing import TYPE_CHECKING, Any

from domain.errors import ParameterError, PluginError
from domain.integer_model.model import SolveParameters
from domain.lean import dataclass
from solvers.backend import API_VERSION, Backend, Capabilities, check_parameters
from solvers.plugins.built_in import AUTO, BUILT_IN

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from solvers.plugins.hookspecs import PluginManager

Find = Callable[[], Iterable["EntryPoint"]]
OURS = frozenset(path.partition(":")[0] for path in BUILT_IN.values())
"""The modules of the built-in backends: whoever takes the name of one of them comes too late."""


@dataclass(frozen=True, slots=True)
class BrokenPlugin:
    """A plugin that is left out, and why."""

    plugin: str
    reason: str

    def __str__(self) -> str:
        return f"solver plugin {self.plugin}: {self.reason}"


def _fault(backend: object) -> str | None:
    """Why something that a plugin returned is no backend, else None."""
    if not (isinstance(backend, type) and issubclass(backend, Backend)):
        return f"{backend!r} is not a subclass of solvers.backend.Backend"
    label = f"{backend.__module__}.{backend.__qualname__}"
    if backend.api_version != API_VERSION:
        return f"{label} is written for API version {backend.api_version}, this engine has {API_VERSION}"
    if getattr(backend, "__abstractmethods__", None):
        return f"{label} does not implement solve()"
    if not isinstance(getattr(backend, "name", None), str) or not backend.name:
        return f"{label} has no name"
    if backend.name == "auto":
        return f"{label} is named 'auto', which is taken by the race of all backends"
    if not isinstance(getattr(backend, "capabilities", None), Capabilities):
        return f"{label} has no capabilities"
    if "<locals>" in backend.__qualname__:
        return f"{label} is defined inside a function, where the solver process cannot find it"
    return None


class SolverRegistry:
    """The backends by name, and the plugins that were left out."""

    def __init__(self, find: Find | None = None) -> None:
        """Empty; with ``find``, what that finds and the built-in backends are in it, loaded when they are asked for."""
        self._backends: dict[str, type[Backend]] = {}
        self._broken: list[BrokenPlugin] = []
        self._built_in: dict[str, str] = {} if find is None else dict(BUILT_IN)
        self._find = find
        self._lock = RLock()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all backends in order, those whose library is missing included."""
        self._look()
        return tuple(sorted(self._backends))

    @property
    def at_hand(self) -> tuple[str, ...]:
        """The names of the built-in backends, known without a look at what is installed.

        None in a registry of one's own.
        """
        return tuple(self._built_in)

    @property
    def available(self) -> tuple[str, ...]:
        """The names of the backends that can run here."""
        return tuple(name for name in self.names if self._backends[name]().unavailable_reason() is None)

    @property
    def broken(self) -> tuple[BrokenPlugin, ...]:
        """The plugins that were left out, with their reasons."""
        self._look()
        return tuple(sorted(self._broken, key=lambda broken: broken.plugin))

    def get(self, name: str) -> type[Backend]:
        """The backend of a name. Raises ``ParameterError`` that lists those there are."""
        found = self._backends.get(name) or self._own(name)
        if found is not None:
            return found
        self._look()
        if name in self._backends:
            return self._backends[name]
        known = ", ".join((*self.names, "auto")) if self._backends else "none is installed"
        reasons = "".join(f"; left out: {broken}" for broken in self.broken)
        raise ParameterError(f"there is no solver named {name!r} (available: {known}){reasons}")

    def check(self, name: str, parameters: SolveParameters) -> None:
        """Raise ``ParameterError`` for what no solver here could use; one that cannot run here is asked no options."""
        if name != AUTO:
            backend = self.get(name)
            check_parameters(parameters, name, backend.capabilities)
            if parameters.options and (asked := backend()).unavailable_reason() is None:
                faults = asked.check_options(parameters.options)
                if faults:
                    raise ParameterError("; ".join(faults))
        elif parameters.options or parameters.deterministic_limit is not None or (parameters.threads or 1) > 1:
            raise ParameterError("the solver auto takes no threads, options or deterministic limit; name one backend")
        elif self.available:
            check_parameters(parameters, name, self.get(self.available[0]).capabilities)

    def register(self, plugin: object, name: str) -> None:
        """Take in one plugin whole, or not at all. Raises ``PluginError`` when it breaks the contract."""
        try:
            self._manager.register(plugin, name=name)
        except Exception as error:
            raise PluginError(f"cannot be registered: {error}") from error
        try:
            self._manager.check_pending()
            self._add(self._returned(plugin))
        except PluginError:
            self._manager.unregister(plugin)
            raise
        except Exception as error:
            self._manager.unregister(plugin)
            raise PluginError(f"{type(error).__name__}: {error}") from error

    def load(self, points: Iterable[EntryPoint]) -> None:
        """Register every entry point; one that does not load is listed in ``broken`` and stops nobody."""
        for point in sorted(points, key=lambda point: (point.value not in OURS, point.name, point.value)):
            label = f"{point.name} ({point.dist.name})" if point.dist else point.name
            try:
                self.register(point.load(), label)
            except PluginError as error:
                self._broken.append(BrokenPlugin(label, str(error)))
            except Exception as error:
                self._broken.append(BrokenPlugin(label, f"does not load: {type(error).__name__}: {error}"))

    @cached_property
    def _manager(self) -> PluginManager:
        from solvers.plugins.hookspecs import PluginManager

        return PluginManager()

    def _look(self) -> None:
        """Load what there is to be found, once."""
        with self._lock:
            find, self._find = self._find, None
            if find is not None:
                self.load(find())

    def _own(self, name: str) -> type[Backend] | None:
        """A built-in backend, without a look at anything else."""
        module, _, qualified = self._built_in.get(name, "").partition(":")
        return getattr(import_module(module), qualified) if module else None

    def _returned(self, plugin: object) -> list[type[Backend]]:
        hook = self._manager.hook.optimization_engine_solvers
        found: list[Any] = [impl.function() for impl in hook.get_hookimpls() if impl.plugin is plugin]
        if not found:
            raise PluginError("implements no hook; mark optimization_engine_solvers() with @hookimpl")
        return [backend for backends in found for backend in backends]

    def _add(self, backends: Iterable[type[Backend]]) -> None:
        """Take over what a plugin returned, which may be anything, all of it or nothing."""
        accepted: dict[str, type[Backend]] = {}
        for backend in backends:
            fault = _fault(backend)
            if fault:
                raise PluginError(fault)
            if backend.name in self._backends or backend.name in accepted:
                raise PluginError(f"the solver name {backend.name!r} is taken already")
            accepted[backend.name] = backend
        self._backends.update(accepted)


def load_solvers() -> SolverRegistry:
    """The registry of everything installed under the entry point group, the built-in backends included."""
    return SolverRegistry(_installed)


def _installed() -> Iterable[EntryPoint]:
    from importlib.metadata import entry_points

    from solvers.plugins.hookspecs import ENTRY_POINT_GROUP

    return entry_points(group=ENTRY_POINT_GROUP)
