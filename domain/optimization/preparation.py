"""What every use case does with a problem first: judge the candidates, read the rules, formulate."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache

from domain.formulation import Formulation, formulate
from domain.installed import installed_version
from domain.integer_model.model import Tolerance
from domain.lean import dataclass, replace
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.candidates import CandidatePool
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import PortfolioSolution
from domain.rules.rulebook import RuledProblem, ruled
from domain.rules.rules import RuleBook


@dataclass(frozen=True, slots=True)
class PreparedProblem:
    """A problem with its judged candidates, rules and model. seconds: what it took to prepare them."""

    formulation: Formulation
    seconds: float = 0.0

    @property
    def ruled(self) -> RuledProblem:
        """The problem with its candidates and rules, apart from the model."""
        return self.formulation.ruled

    @property
    def problem(self) -> PortfolioProblem:
        """The problem as given."""
        return self.formulation.ruled.problem

    @property
    def pool(self) -> CandidatePool:
        """Its candidates."""
        return self.formulation.ruled.pool

    @property
    def rules(self) -> RuleBook:
        """Its rules."""
        return self.formulation.ruled.rules

    def under(self, rules: RuleBook) -> PreparedProblem:
        """The same candidates under other rules; they keep their judgement."""
        return PreparedProblem(formulate(replace(self.ruled, rules=rules)), self.seconds)

    def columns_by_key(self) -> dict[str, list[int]]:
        """The columns of the model that select each candidate."""
        columns: dict[str, list[int]] = {}
        for at, option in enumerate(self.formulation.options):
            columns.setdefault(option.initiative_key, []).append(at)
        return columns

    def judged(self, solution: PortfolioSolution) -> JudgedPortfolio:
        """A portfolio of this problem, with all that can be asked of it."""
        return JudgedPortfolio(self.ruled, solution)


def prepare(problem: PortfolioProblem, tolerances: Mapping[str, Tolerance] | None = None) -> PreparedProblem:
    """Judge, read and formulate, with a tolerance for the stages that are given one by name.

    Raises ``ParameterError`` for a tolerance that no stage of the problem can take.
    """
    started = time.perf_counter()
    formulation = formulate(ruled(problem), tolerances)
    return PreparedProblem(formulation, time.perf_counter() - started)


@cache
def engine_version() -> str:
    """The version of this engine; empty when it is not installed as a package."""
    return installed_version("optimization-engine") or ""
