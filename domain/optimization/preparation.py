"""What every use case does with a problem first: judge the candidates, read the rules, formulate."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache

from domain.formulation import Formulation, formulate
from domain.installed import installed_version
from domain.integer_model.model import Tolerance
from domain.lean import dataclass
from domain.problem.candidates import CandidatePool, judge_candidates
from domain.problem.problem import PortfolioProblem
from domain.rules.rulebook import build_rulebook
from domain.rules.rules import RuleBook


@dataclass(frozen=True, slots=True)
class PreparedProblem:
    """A problem with its judged candidates, rules and model, and the seconds it took to prepare."""

    problem: PortfolioProblem
    pool: CandidatePool
    rules: RuleBook
    formulation: Formulation
    seconds: float


def prepare(problem: PortfolioProblem, tolerances: Mapping[str, Tolerance] | None = None) -> PreparedProblem:
    """Judge, read and formulate, with a tolerance for the stages that are given one by name.

    Raises ``ParameterError`` for a tolerance that no stage of the problem can take.
    """
    started = time.perf_counter()
    pool = judge_candidates(problem)
    rules = build_rulebook(problem, pool)
    formulation = formulate(problem, pool, rules, tolerances)
    return PreparedProblem(problem, pool, rules, formulation, time.perf_counter() - started)


@cache
def engine_version() -> str:
    """The version of this engine; empty when it is not installed as a package."""
    return installed_version("optimization-engine") or ""
