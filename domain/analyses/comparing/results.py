"""What is asked of a comparison of solvers, and what it answers: what each proves, how fast, with how much memory."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.integer_model.model import Sense
from domain.integer_model.result import Proof, SolutionStatus, Termination


@dataclass(frozen=True, slots=True)
class CompareRequest:
    """Which solvers to compare.

    solvers: their names; empty takes every installed one.
    """

    solvers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConvergencePoint:
    """Where a solve stood at one moment.

    seconds: seconds since its start.
    stage: the stage of the objective it was in.
    incumbent: the best value found so far, in the unit of the stage; None where none was found.
    bound: no portfolio is better than this, as far as known then; None where no bound was known.
    """

    seconds: float
    stage: str
    incumbent: Decimal | None
    bound: Decimal | None


@dataclass(frozen=True, slots=True)
class SolverAnswer:
    """What one solver made of the problem.

    solver: the name of the solver.
    version: its version; empty where it failed before telling.
    status: what is known of its portfolio.
    termination: why its solve ended.
    proven: whether it is proven exactly that the value is the best, or that there is no portfolio.
    value: the main objective, in its unit; None without a portfolio.
    bound: no portfolio is better than this in the main objective; None where no bound is known.
    gap: how far value and bound are apart, as a share of the value; None where one is missing or only the value is 0.
    seconds: wall-clock time of the solve alone.
    peak_megabytes: the most memory its process took; None where that cannot be told.
    initiatives: how many initiatives are selected.
    tokens: the total of their tokens.
    selected: keys of the selected initiatives.
    convergence: how its best value and its bound moved, in time order.
    detail: what else is known, such as why it failed; empty where there is nothing to add.
    proof: what its status rests on.
    """

    solver: str
    version: str
    status: SolutionStatus
    termination: Termination
    proven: bool
    value: Decimal | None
    bound: Decimal | None
    gap: Decimal | None
    seconds: float
    peak_megabytes: Decimal | None
    initiatives: int
    tokens: Decimal
    selected: tuple[str, ...]
    convergence: tuple[ConvergencePoint, ...]
    detail: str
    proof: Proof = Proof.NONE


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the portfolios of two solvers agree.

    first, second: the names of the solvers.
    same_value: whether both reach the same value in every stage; equal values allow different portfolios.
    shared: how many initiatives both select.
    either: how many initiatives at least one of them selects.
    jaccard: shared divided by either, from 0 to 1; 1 where both are empty.
    only_first, only_second: initiatives that only this one of the two selects.
    """

    first: str
    second: str
    same_value: bool
    shared: int
    either: int
    jaccard: Decimal
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SolverComparison:
    """All solvers side by side.

    stage: the main stage of the objective that values and bounds are of; empty where no solver got that far.
    sense: in which direction it is better; None where no solver got that far.
    answers: the answer of each solver, in the order asked.
    agreements: every two solvers that have a portfolio.
    contradictions: proofs that cannot both hold, which would be a fault of a solver; empty where everything is in
    order.
    """

    stage: str
    sense: Sense | None
    answers: tuple[SolverAnswer, ...]
    agreements: tuple[Agreement, ...]
    contradictions: tuple[str, ...]
