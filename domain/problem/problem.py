"""One frozen question: a scenario, a constraint set, the candidates and what is already delivered."""

from __future__ import annotations

from domain.lean import dataclass
from domain.problem.constraints import NO_RULES, ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.keys import Key
from domain.problem.scenario import Scenario


@dataclass(frozen=True, slots=True)
class PortfolioProblem:
    """One portfolio problem: which of these initiatives to do, and when, within the capacities and rules.

    scenario: the planning context: periods, capacities and the objective.
    constraint_set: the rules that the portfolio has to keep.
    initiatives: the candidates; no key twice.
    delivered: keys of initiatives that are already delivered; they meet prerequisites.
    """

    scenario: Scenario
    constraint_set: ConstraintSet = NO_RULES
    initiatives: tuple[Initiative, ...] = ()
    delivered: tuple[Key, ...] = ()
