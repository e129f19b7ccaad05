"""The root fields of solvers."""

from __future__ import annotations

import anyio.to_thread
import strawberry

from graphql_api.context import Info
from graphql_api.solvers.types import BrokenSolverPlugin, Solver, solver_of
from solvers.plugins.registry import SolverRegistry


@strawberry.type
class SolverQuery:
    """The root fields of solvers."""

    @strawberry.field(description="All solvers that are installed, by name, those that cannot run here included.")
    async def solvers(self, info: Info) -> list[Solver]:
        """All solvers, by name."""
        return await anyio.to_thread.run_sync(_all, info.context.services.solvers)

    @strawberry.field(description="Solver plugins that were left out because they are broken.")
    def broken_solver_plugins(self, info: Info) -> list[BrokenSolverPlugin]:
        """The plugins that were left out."""
        broken = info.context.services.solvers.broken
        return [BrokenSolverPlugin(plugin=each.plugin, reason=each.reason) for each in broken]


def _all(registry: SolverRegistry) -> list[Solver]:
    return [solver_of(registry, name) for name in registry.names]
