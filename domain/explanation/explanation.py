"""Explains a portfolio: reasons per initiative, limiting rules, usage, KPI totals and targets."""

from __future__ import annotations

from domain.explanation.blocking import Blocking
from domain.explanation.merits import InclusionReasons
from domain.explanation.reasons import Certainty, Reporter
from domain.lean import dataclass
from domain.numbers import exact_arithmetic
from domain.portfolio.evaluation import Evaluation
from domain.portfolio.report import InitiativeReport, KpiReport, TargetReport, UsageReport
from domain.portfolio.totals import kpis_of, targets_of, usage_of
from domain.portfolio.worth import Worth
from domain.problem.candidates import CandidatePool
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import PortfolioSolution
from domain.rules.rules import RuleBook

__all__ = ["Certainty", "Explanation", "explain", "explain_absence"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a report says about a portfolio beyond its objective.

    limiting_rules: limits and exclusions that keep out a candidate of positive value, those that keep out most first.
    """

    initiatives: tuple[InitiativeReport, ...]
    usage: tuple[UsageReport, ...] = ()
    limiting_rules: tuple[str, ...] = ()
    kpis: tuple[KpiReport, ...] = ()
    targets: tuple[TargetReport, ...] = ()


def explain(
    problem: PortfolioProblem,
    pool: CandidatePool,
    rules: RuleBook,
    solution: PortfolioSolution,
    certainty: Certainty,
) -> Explanation:
    """Explain a verified portfolio."""
    with exact_arithmetic():
        return _explain(problem, pool, rules, solution, certainty)


def _explain(
    problem: PortfolioProblem, pool: CandidatePool, rules: RuleBook, solution: PortfolioSolution, certainty: Certainty
) -> Explanation:
    evaluation = Evaluation(problem, pool, rules, solution)
    blocking = Blocking(pool, rules, solution, evaluation)
    merits = InclusionReasons(rules, solution, evaluation, blocking.relations, certainty.goals)
    reporter = Reporter(pool, rules, Worth(problem, pool), solution, certainty, blocking, merits)
    initiatives = tuple(reporter.report(initiative) for initiative in problem.initiatives)
    blocked = reporter.blocked
    return Explanation(
        initiatives=initiatives,
        usage=usage_of(rules, evaluation),
        limiting_rules=tuple(sorted(blocked, key=lambda rule_id: (-blocked[rule_id], rule_id))),
        kpis=kpis_of(problem, evaluation),
        targets=targets_of(rules, evaluation),
    )


def explain_absence(
    problem: PortfolioProblem, pool: CandidatePool, rules: RuleBook, absence: str
) -> tuple[InitiativeReport, ...]:
    """Report all initiatives where there is no portfolio; ``absence`` says why there is none."""
    nothing = PortfolioSolution({})
    reporter = Reporter(pool, rules, Worth(problem, pool), nothing, Certainty(False), None, None, absence)
    return tuple(reporter.report(initiative) for initiative in problem.initiatives)
