"""What the API works with; put together by whoever starts it."""

from __future__ import annotations

from dataclasses import dataclass, field

from solvers.plugins import SolverRegistry, load_solvers


@dataclass(frozen=True, slots=True)
class Services:
    """The services that concepts find in their context, by type and name."""

    solvers: SolverRegistry = field(default_factory=load_solvers)
