"""What is said about regret: every portfolio in every scenario, and the portfolio that regrets least at worst."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.analyses.session.terms import Proven
from domain.integer_model.result import SolutionStatus
from domain.problem.sizing import Scope


class RegretMeasure(StrEnum):
    """How regret is counted, so that scenarios can be set against each other.

    relative: as a share of the scenario's best value, for values in different units. absolute: in the value's own unit.
    A best value of zero, and a shortfall of goals (a sum of shares already), always count as they are.
    """

    RELATIVE = "relative"
    ABSOLUTE = "absolute"


@dataclass(frozen=True, slots=True)
class StageOptimum:
    """The best known value of one stage of a scenario.

    stage: which stage of the objective.
    best: that value with the bound that nothing exceeds, in the unit of the stage.
    """

    stage: str
    best: Proven


@dataclass(frozen=True, slots=True)
class ScenarioOptimum:
    """What a scenario allows.

    scenario: the name of the scenario.
    roadmap: the roadmap that reaches the best; None where the scenario has no portfolio.
    stages: the best value of each stage of the objective; empty without a portfolio.
    detail: what else is known of that solve; empty where there is nothing to add.
    """

    scenario: str
    roadmap: str | None
    stages: tuple[StageOptimum, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class StageRegret:
    """How far a portfolio falls behind the best of a scenario in one stage.

    stage: which stage of the objective.
    value: what the portfolio reaches, in the unit of the stage.
    regret: how far that is behind the best, by the measure asked for; negative only where an earlier stage is worse or
    a rule is broken.
    """

    stage: str
    value: Decimal
    regret: Decimal


@dataclass(frozen=True, slots=True)
class RegretCell:
    """One portfolio in one scenario.

    portfolio: the name of the roadmap whose portfolio it is; ``regret-safe`` for the regret-safe one.
    scenario: the name of the scenario.
    allowed: whether the portfolio keeps every rule of that scenario.
    broken_rules: ids of the rules of that scenario that it breaks; empty where it is allowed.
    stages: its regret in each stage; empty where an initiative of it is no candidate of that scenario.
    """

    portfolio: str
    scenario: str
    allowed: bool
    broken_rules: tuple[str, ...]
    stages: tuple[StageRegret, ...]


@dataclass(frozen=True, slots=True)
class WorstRegret:
    """The largest regret of a portfolio over all scenarios, counted in their first stage.

    portfolio: the name of the roadmap whose portfolio it is.
    regret: that regret, by the measure asked for; None where it cannot be counted in some scenario.
    scenario: the scenario in which it occurs; None where regret is.
    allowed: whether the portfolio keeps the rules of every scenario.
    """

    portfolio: str
    regret: Decimal | None
    scenario: str | None
    allowed: bool


@dataclass(frozen=True, slots=True)
class SafePlacement:
    """One initiative of the regret-safe portfolio.

    initiative_key: key of the initiative.
    title: what people call it.
    period: the key of the period it is planned in.
    scope: the size it is planned in.
    tokens: the tokens it takes in the scenario whose rules the portfolio keeps.
    """

    initiative_key: str
    title: str
    period: str
    scope: Scope
    tokens: Decimal


@dataclass(frozen=True, slots=True)
class SafeStage:
    """One step of choosing the regret-safe portfolio, held while the next one is decided.

    order: 1 for the first stage of the objective of every scenario, 2 for the second stage of those that have two.
    max_regret: the largest regret in these stages, with the bound below which no portfolio is; below zero where all of
    them gain in their second stage, having lost in the first.
    scenarios: where that regret occurs; empty where nothing is lost or gained.
    """

    order: int
    max_regret: Proven
    scenarios: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SafePortfolio:
    """The portfolio whose largest regret over the scenarios is smallest.

    status: optimal where that is proven, infeasible where no portfolio keeps the rules.
    rules: the scenario whose rules it keeps; empty for those of every scenario.
    stages: the steps in which it was chosen.
    placements: its initiatives with their places; empty without a portfolio.
    tokens: the total of their tokens, counted in the scenario of its rules, or in the first one.
    kpis: totals by KPI, counted in the same scenario.
    cells: its regret in every scenario.
    detail: what is proven of it, or what kept it from being proven.
    """

    status: SolutionStatus
    rules: str
    stages: tuple[SafeStage, ...]
    placements: tuple[SafePlacement, ...]
    tokens: Decimal
    kpis: Mapping[str, Decimal]
    cells: tuple[RegretCell, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class RegretResult:
    """Regret over a set of scenarios: what each portfolio loses in each of them.

    measure: how regret is counted.
    comparable: whether the scenarios have the same initiatives and periods; otherwise nothing is computed, and notes
    say why.
    scenarios: what each scenario allows.
    cells: every portfolio in every scenario that has a portfolio.
    worst: the largest regret of each portfolio.
    safe: the portfolio whose largest regret is smallest; None where it was not asked for or cannot be found.
    notes: what has to be known to read the regrets, a sentence each.
    """

    measure: RegretMeasure
    comparable: bool
    scenarios: tuple[ScenarioOptimum, ...]
    cells: tuple[RegretCell, ...]
    worst: tuple[WorstRegret, ...]
    safe: SafePortfolio | None
    notes: tuple[str, ...]
