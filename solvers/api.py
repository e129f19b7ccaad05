"""All that a solver plugin imports of the engine: the backend's contract, the model it is given, what it answers.

What is found here keeps its name and meaning between versions, what is found elsewhere may move (solver-plugins.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from domain.integer_model.bounding import BoundRequest, Bounds, Corner, Narrowing
from domain.integer_model.model import (
    NO_LOWER,
    NO_UPPER,
    Bend,
    BendKind,
    LinearForm,
    Model,
    OptionValue,
    SolveParameters,
)
from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from solvers.backend import Backend, Capabilities, Watch, hookimpl

if TYPE_CHECKING:
    from solvers.dual_bounds import ExactDuals

__all__ = [
    "NO_LOWER",
    "NO_UPPER",
    "Backend",
    "Bend",
    "BendKind",
    "BoundRequest",
    "Bounds",
    "Capabilities",
    "Corner",
    "ExactDuals",
    "LinearForm",
    "Model",
    "Narrowing",
    "OptionValue",
    "SolutionStatus",
    "SolveParameters",
    "SolveResult",
    "Termination",
    "Watch",
    "hookimpl",
]


def __getattr__(name: str) -> Any:
    """What only backends with relaxations use is loaded when it is asked for."""
    if name == "ExactDuals":
        from solvers.dual_bounds import ExactDuals

        return ExactDuals
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
