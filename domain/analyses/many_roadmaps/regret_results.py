"""What is said about regret: every portfolio in every scenario, and the portfolio that regrets least at worst."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.analyses.session.terms import Proven
from domain.integer_model.result import SolutionStatus


class RegretMeasure(StrEnum):
    """How regret is counted, so that scenarios can be set against each other.

    relative: as a share of the scenario's best value, for values in different units. absolute: in the value's own unit.
    A best value of zero, and a shortfall of goals (a sum of shares already), always count as they are.
    """

    RELATIVE = "relative"
    ABSOLUTE = "absolute"


@dataclass(frozen=True, slots=True)
class StageOptimum:
    """The best known value of one objective stage of a scenario, and the bound that nothing exceeds."""

    stage: str
    best: Proven


@dataclass(frozen=True, slots=True)
class ScenarioOptimum:
    """What a scenario allows. roadmap: the one that reaches it; None where the scenario has no portfolio at all."""

    scenario: str
    roadmap: str | None
    stages: tuple[StageOptimum, ...]
    detail: str


@dataclass(frozen=True, slots=True)
class StageRegret:
    """How far a portfolio falls behind the best of a scenario in one stage; negative only beside a worse stage before,
    or a broken rule.

    value: in the unit of the stage. regret: by the measure that was asked for.
    """

    stage: str
    value: Decimal
    regret: Decimal


@dataclass(frozen=True, slots=True)
class RegretCell:
    """One portfolio in one scenario. broken_rules: rules of that scenario that it breaks; empty where it is allowed.

    stages: empty where it cannot be counted there, because an initiative is no candidate of that scenario.
    """

    portfolio: str
    scenario: str
    allowed: bool
    broken_rules: tuple[str, ...]
    stages: tuple[StageRegret, ...]


@dataclass(frozen=True, slots=True)
class WorstRegret:
    """The largest regret of a portfolio over all scenarios, in their first stage, and where it has it.

    regret: None where it cannot be counted in some scenario. allowed: it keeps the rules of every scenario.
    """

    portfolio: str
    regret: Decimal | None
    scenario: str | None
    allowed: bool


@dataclass(frozen=True, slots=True)
class SafePlacement:
    """One initiative of the regret-safe portfolio; tokens as the scenario whose rules it keeps counts them."""

    initiative_key: str
    title: str
    period: str
    scope: str
    tokens: Decimal


@dataclass(frozen=True, slots=True)
class SafeStage:
    """One step of choosing the regret-safe portfolio, held while the next one is decided.

    order: 1 for the first objective stage of every scenario, 2 for the second of those that have two. max_regret: the
    largest regret in these stages; its bound says that no portfolio has less. It is below zero where all of them gain
    in their second stage, having lost in the first. scenarios: where it is reached; empty where nothing is lost or
    gained.
    """

    order: int
    max_regret: Proven
    scenarios: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SafePortfolio:
    """The portfolio whose largest regret over the scenarios is smallest.

    status: optimal when that is proven; infeasible when no portfolio keeps the rules. rules: the scenario whose rules
    it keeps; empty means those of every scenario. placements, tokens, kpis: the portfolio, counted in that scenario, or
    in the first one. cells: its regret in every scenario.
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
    """Regret over a set of scenarios.

    comparable: the scenarios have the same initiatives and periods, so a portfolio of one means something in another;
    else nothing is computed, and notes say why. safe: None where it was not asked for or cannot be.
    """

    measure: RegretMeasure
    comparable: bool
    scenarios: tuple[ScenarioOptimum, ...]
    cells: tuple[RegretCell, ...]
    worst: tuple[WorstRegret, ...]
    safe: SafePortfolio | None
    notes: tuple[str, ...]
