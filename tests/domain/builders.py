"""Short ways to write problems down in tests."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from domain.formulation import Formulation, formulate
from domain.problem.candidates import CandidatePool, judge_candidates
from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.rules.rulebook import build_rulebook, ruled
from domain.rules.rules import RuleBook


def d(value: str | int) -> Decimal:
    return Decimal(value)


def initiative(key: str, tokens: str | int | None = 1, value: str | int | None = 1, **fields: Any) -> Initiative:
    """An initiative with tokens and a north star contribution; None leaves the figure out."""
    if value is not None:
        fields.setdefault("kpi_contribution", {"north_star": Decimal(value)})
    if tokens is not None:
        fields.setdefault("engineering_tokens", Decimal(tokens))
    return Initiative(key, **fields)


def problem(
    *initiatives: Initiative, rules: ConstraintSet | None = None, delivered: tuple[str, ...] = (), **scenario: Any
) -> PortfolioProblem:
    """A problem over 2026-Q1 that maximises the north star, unless told otherwise."""
    scenario.setdefault("period_key", "2026-Q1")
    scenario.setdefault("objective_mode", ObjectiveMode.NORTH_STAR)
    return PortfolioProblem(Scenario("test", **scenario), rules or ConstraintSet(), initiatives, delivered)


def rulebook(question: PortfolioProblem) -> tuple[CandidatePool, RuleBook]:
    pool = judge_candidates(question)
    return pool, build_rulebook(question, pool)


def formulation(question: PortfolioProblem) -> Formulation:
    return formulate(ruled(question))
