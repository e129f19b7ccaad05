"""What a solver answers: why it stopped, apart from what it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from domain.lean import dataclass, field


class SolutionStatus(StrEnum):
    """What is known about the portfolio, apart from why the solve ended.

    optimal: nothing better exists; the proof says what that rests on.
    feasible: it keeps every rule; a better one may exist.
    infeasible: no portfolio keeps every rule; the proof says what that rests on.
    unknown: nothing was found and nothing proven.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class Proof(StrEnum):
    """What a claim rests on that no point can show: that nothing is better, or that there is none.

    exact: integer arithmetic within tested limits: proven.
    numerical: the word of a floating-point solver that nothing confirmed: not proven.
    none: nothing is claimed, or it was not recorded.
    """

    EXACT = "exact"
    NUMERICAL = "numerical"
    NONE = "none"


class Termination(StrEnum):
    """Why the solve ended.

    optimality: the search was complete.
    infeasibility: it was found that there is no portfolio.
    gap_reached: the gap that was allowed, or that its effort allows, is reached.
    work_limit: the work that its effort or limit allows is used up.
    time_limit: the time limit was met.
    stopped: somebody stopped it; the best portfolio so far is kept.
    cancelled: somebody gave it up; nothing is kept.
    error: it failed; the error text says why.
    """

    OPTIMALITY = "optimality"
    INFEASIBILITY = "infeasibility"
    GAP_REACHED = "gap_reached"
    WORK_LIMIT = "work_limit"
    TIME_LIMIT = "time_limit"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class SolveResult:
    """A backend's answer to one model with one objective.

    values: an integer per column, or None where there is no solution.
    objective, bound: integers of the model's objective; the bound is proven (nothing exceeds it) and
        rounded to the safe side. For an optimal result within gap zero they are equal.
    work: how much it used of what ``deterministic_limit`` counts.
    reproducible: False when the clock or a race among threads decided where it ended.
    """

    status: SolutionStatus
    termination: Termination
    values: Sequence[int] | None = None
    objective: int | None = None
    bound: int | None = None
    detail: str = ""
    work: float = 0.0
    reproducible: bool = True


@dataclass(frozen=True, slots=True)
class StageOutcome:
    """One stage of a plan: integer value and bound of its form; ``proven`` when they agree within its gap.

    proof: what the bound rests on; a stage that is proven numerically only is claimed, and never told as proven.
    """

    name: str
    value: int | None
    bound: int | None
    proven: bool
    blended: bool = False
    proof: Proof = Proof.NONE

    @property
    def exactly_proven(self) -> bool:
        """Whether it is proven, and that rests on integer arithmetic."""
        return self.proven and self.proof is Proof.EXACT


@dataclass(frozen=True, slots=True)
class PlanResult:
    """The answer to a plan: the point after the last stage, and every stage's value and bound.

    status is optimal when every stage of role objective is proven, whatever became of the tie-breaks.
    reproducible is False when a wall-clock limit, a stop or a race decided where it ended.
    proof: what an optimal or infeasible status rests on; none for the others. work: what it took, in deterministic
    units of about a second of one core. single: no other point is as good in all stages, and placed as early.
    """

    status: SolutionStatus
    termination: Termination
    values: Sequence[int] | None
    stages: tuple[StageOutcome, ...] = ()
    detail: str = ""
    solver_name: str = ""
    solver_version: str = ""
    seconds: float = 0.0
    reproducible: bool = True
    notes: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    proof: Proof = Proof.NONE
    work: float = 0.0
    single: bool = False

    @property
    def is_canonical(self) -> bool:
        """Whether every solver that proves as much gives this very point."""
        return self.single and self.values is not None and all(stage.exactly_proven for stage in self.stages)

    @property
    def is_proof(self) -> bool:
        """Whether the best, or that there is none, is proven exactly."""
        return self.status in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE) and self.proof is Proof.EXACT


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a running solve stands: stage, best value so far and bound in the stage's own unit, elapsed seconds."""

    stage: str
    elapsed: float
    incumbent: float | None = None
    bound: float | None = None
    gap: float | None = None
    solver_name: str = ""
