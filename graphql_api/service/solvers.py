"""The root field of solvers, and what it tells of each."""

from __future__ import annotations

from decimal import Decimal

import anyio.to_thread
import strawberry

from graphql_api.context import Info
from solvers.plugins.registry import SolverRegistry


@strawberry.type(description="What a solver can do.")
class SolverCapabilities:
    exact_up_to: Decimal = strawberry.field(
        description="The largest range of an objective, in the integers of the model, that it proves exactly."
    )
    deterministic: bool = strawberry.field(description="Whether the same problem gives the same portfolio every time.")
    deterministic_limit_unit: str | None = strawberry.field(
        description="What one unit of a deterministic limit is; null where it has no such limit."
    )
    threads: bool = strawberry.field(description="Whether it can use several threads.")
    reports_progress: bool = strawberry.field(description="Whether it reports incumbent and bound while it solves.")
    stops_early: bool = strawberry.field(description="Whether it can be stopped and keep the best portfolio so far.")
    uses_hint: bool = strawberry.field(description="Whether it starts from a portfolio that is given to it.")
    relaxation_bounds: bool = strawberry.field(description="Whether it ranks the price list of candidates by bounds.")


@strawberry.type(description="A solver that is installed as a plugin.")
class Solver:
    name: str = strawberry.field(description="The name by which a run asks for it.")
    version: str | None = strawberry.field(description="The version of its library; null where it is not installed.")
    available: bool = strawberry.field(description="Whether it can run here.")
    unavailable_reason: str | None = strawberry.field(description="Why it cannot run here; null where it can.")
    capabilities: SolverCapabilities = strawberry.field(description="What it can do.")


@strawberry.type(description="A solver plugin that was left out because it is broken.")
class BrokenSolverPlugin:
    plugin: str = strawberry.field(description="The name of the plugin and of the package it came with.")
    reason: str = strawberry.field(description="What is wrong with it.")


def solver_of(registry: SolverRegistry, name: str) -> Solver:
    """One solver of the registry."""
    backend = registry.get(name)()
    can, reason = backend.capabilities, backend.unavailable_reason()
    return Solver(
        name=name,
        version=backend.version() or None,
        available=reason is None,
        unavailable_reason=reason,
        capabilities=SolverCapabilities(
            exact_up_to=Decimal(can.exact_up_to),
            deterministic=can.deterministic,
            deterministic_limit_unit=can.deterministic_limit_unit or None,
            threads=can.threads,
            reports_progress=can.reports_progress,
            stops_early=can.stops_early,
            uses_hint=can.uses_hint,
            relaxation_bounds=can.relaxation_bounds,
        ),
    )


@strawberry.type
class SolverQuery:
    """The root fields of solvers."""

    @strawberry.field(description="All solvers that are installed, by name, those that cannot run here included.")
    async def solvers(self, info: Info) -> list[Solver]:
        return await anyio.to_thread.run_sync(_all, info.context.services.solvers)

    @strawberry.field(description="Solver plugins that were left out because they are broken.")
    def broken_solver_plugins(self, info: Info) -> list[BrokenSolverPlugin]:
        broken = info.context.services.solvers.broken
        return [BrokenSolverPlugin(plugin=each.plugin, reason=each.reason) for each in broken]


def _all(registry: SolverRegistry) -> list[Solver]:
    return [solver_of(registry, name) for name in registry.names]
