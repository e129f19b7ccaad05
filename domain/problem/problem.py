"""One frozen question: a scenario, a constraint set, the candidates and what is already delivered."""

from __future__ import annotations

from domain.lean import dataclass, field
from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.scenario import Scenario


@dataclass(frozen=True, slots=True)
class PortfolioProblem:
    """The whole problem, as a problem file holds it; initiative keys are unique."""

    scenario: Scenario
    constraint_set: ConstraintSet = field(default_factory=ConstraintSet)
    initiatives: tuple[Initiative, ...] = ()
    delivered: tuple[str, ...] = ()
