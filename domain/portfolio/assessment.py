"""What a portfolio is worth and which rules it breaks, whoever put it together; exact, and without a solver."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from domain.numbers import ZERO, exact_arithmetic, to_decimal
from domain.portfolio.evaluation import GOAL_SHORTFALL, TIE_BREAK_TOKENS
from domain.portfolio.figures import (
    CurveReport,
    FormulaReport,
    KpiReport,
    OverheadReport,
    RatioReport,
    TargetReport,
    UsageReport,
)
from domain.portfolio.judged import JudgedPortfolio
from domain.portfolio.portfolio import Placement, PortfolioItem
from domain.portfolio.verification import Violation
from domain.problem.candidates import CandidatePool, judge_candidates
from domain.problem.constraints import Dimension
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import Choice, PortfolioSolution
from domain.problem.sizing import Scope, Size
from domain.rules.rulebook import RuledProblem, build_rulebook
from domain.rules.rules import RuleBook

_SMALLER_IS_BETTER = frozenset({GOAL_SHORTFALL, TIE_BREAK_TOKENS})


@dataclass(frozen=True, slots=True)
class StageValue:
    """The value of one stage of the objective, in its own unit.

    name: the name of the stage.
    exact: its value as a fraction.
    smaller_is_better: whether a smaller value is better.
    """

    name: str
    exact: Fraction
    smaller_is_better: bool

    @property
    def value(self) -> Decimal:
        """Its value, in its own unit; rounded where the exact one does not end."""
        return to_decimal(self.exact)


@dataclass(frozen=True, slots=True)
class StageCost:
    """How one stage of the objective has changed.

    name: which stage, such as ``north_star``.
    before: its value in the first portfolio, in the unit of the stage.
    after: its value in the second portfolio, in the same unit.
    cost: how much worse it has become; negative where it has become better.
    """

    name: str
    before: Decimal
    after: Decimal
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Assessment:
    """The exact figures of a portfolio.

    tokens: all tokens that are used: of all that is selected, and of overheads.
    overhead_tokens: those of them that overheads take.
    stages: what it is worth, stage by stage.
    usage: tokens under each capacity, floor and cap.
    kpis: the total of each KPI.
    targets: every target and how far it is reached.
    curves: where it stands on each response curve.
    ratios: each ratio with what is reached of it.
    overheads: what each takes in each period, beside the tokens of the initiatives.
    formulas: what each makes of its factors.
    violations: every broken rule; ``choice:KEY`` for an item that cannot count.
    """

    violations: tuple[Violation, ...]
    stages: tuple[StageValue, ...]
    tokens: Decimal
    usage: tuple[UsageReport, ...]
    kpis: tuple[KpiReport, ...]
    targets: tuple[TargetReport, ...]
    curves: tuple[CurveReport, ...] = ()
    ratios: tuple[RatioReport, ...] = ()
    overheads: tuple[OverheadReport, ...] = ()
    formulas: tuple[FormulaReport, ...] = ()
    overhead_tokens: Decimal = ZERO

    @property
    def broken_rules(self) -> tuple[str, ...]:
        """The ids of the rules that it breaks."""
        return tuple(dict.fromkeys(violation.rule_id for violation in self.violations))


def assess(problem: PortfolioProblem, items: Iterable[PortfolioItem]) -> Assessment:
    """Judge the selected items against every rule of the problem.

    Tokens that a person has set stand for the estimate of that size. An item that cannot be counted at all (no
    candidate, a period outside the horizon) is listed as broken and left out of the figures.
    """
    planned = {item.initiative_key: item.placement for item in items if item.selected}
    problem, pool = _with_sizes_of(problem, judge_candidates(problem), planned)
    rules = build_rulebook(problem, pool)
    faults: list[Violation] = []
    choices: dict[str, Choice] = {}
    for initiative in problem.initiatives:
        key = initiative.initiative_key
        placement = planned.pop(key, None)
        if placement is None:
            continue
        fault = _fault(pool, rules, key, placement)
        if fault is not None:
            faults.append(Violation(f"choice:{key}", fault))
            continue
        size = _size_of(pool, key, placement)
        assert size is not None
        assert placement.period_key is not None
        choices[key] = Choice(key, rules.periods.index(placement.period_key), size)
    faults += [Violation(f"choice:{key}", f"{key} is not part of the problem") for key in planned]
    return assessment_of(JudgedPortfolio(RuledProblem(problem, pool, rules), PortfolioSolution(choices)), faults)


def assessment_of(portfolio: JudgedPortfolio, faults: Sequence[Violation] = ()) -> Assessment:
    """What a portfolio is worth whose choices can all be counted. faults: what is wrong besides."""
    stages = portfolio.figures.stage_values()
    overheads = portfolio.overheads()
    with exact_arithmetic():
        beside = sum((overhead.tokens for overhead in overheads), ZERO)
    return Assessment(
        violations=(*faults, *portfolio.violations),
        stages=tuple(StageValue(name, value, name in _SMALLER_IS_BETTER) for name, value in stages.items()),
        tokens=portfolio.figures.tokens_used(Dimension.GLOBAL),
        usage=portfolio.usage(),
        kpis=portfolio.kpis(),
        targets=portfolio.targets(),
        curves=portfolio.curves(),
        ratios=portfolio.ratios(),
        overheads=overheads,
        formulas=portfolio.formulas(),
        overhead_tokens=beside,
    )


def stage_costs(before: Assessment, after: Assessment) -> tuple[StageCost, ...]:
    """Cost of a change in each stage that both assessments have."""
    earlier = {stage.name: stage for stage in before.stages}
    out = []
    for stage in after.stages:
        was = earlier.get(stage.name)
        if was is not None:
            cost = stage.exact - was.exact if stage.smaller_is_better else was.exact - stage.exact
            out.append(StageCost(stage.name, was.value, stage.value, to_decimal(cost)))
    return tuple(out)


def _fault(pool: CandidatePool, rules: RuleBook, key: str, placement: Placement) -> str | None:
    if key in pool.delivered:
        return f"{key} is already delivered"
    if key in pool.invalid:
        return f"{key} is no valid candidate: {'; '.join(pool.invalid[key])}"
    if placement.period_key not in rules.periods:
        return f"{placement.period_key} is not in the horizon"
    return None


def _size_of(pool: CandidatePool, key: str, placement: Placement) -> Size | None:
    """The size among those open that a placement refers to."""
    matching = (
        size for size in pool.sizes.get(key, ()) if size.scope is placement.scope and size.tokens == placement.tokens
    )
    return next(matching, None)


def _with_sizes_of(
    problem: PortfolioProblem, pool: CandidatePool, planned: dict[str, Placement]
) -> tuple[PortfolioProblem, CandidatePool]:
    """The problem with every planned initiative in its planned size."""
    changed = False
    initiatives = []
    for initiative in problem.initiatives:
        placement = planned.get(initiative.initiative_key)
        if placement is not None and _size_of(pool, initiative.initiative_key, placement) is None:
            changed = True
            initiative = _sized(initiative, placement)
            planned[initiative.initiative_key] = _in_size_of(initiative, placement)
        initiatives.append(initiative)
    if not changed:
        return problem, pool
    sized = replace(problem, initiatives=tuple(initiatives))
    return sized, judge_candidates(sized)


def _sized(initiative: Initiative, placement: Placement) -> Initiative:
    match placement.scope:
        case Scope.MVP:
            return replace(initiative, scope_mode=ScopeMode.MVP, engineering_tokens_mvp=placement.tokens)
        case Scope.FULL:
            return replace(initiative, scope_mode=ScopeMode.FULL, engineering_tokens_full=placement.tokens)
        case _:
            return replace(initiative, scope_mode=ScopeMode.CUSTOM, engineering_tokens=placement.tokens)


def _in_size_of(initiative: Initiative, placement: Placement) -> Placement:
    return placement if placement.scope is not Scope.NONE else replace(placement, scope=Scope.CUSTOM)
