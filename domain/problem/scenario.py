"""The scenario: for which periods, with which capacity and towards which objective a portfolio is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from domain.lean import dataclass, field
from domain.numbers import ZERO
from domain.problem.keys import Key, PeriodKey


class ObjectiveMode(StrEnum):
    """How the value of a portfolio is measured.

    Section 4 of docs/meaning.md has the formulas.
    north_star: by the total of its north star KPI.
    weighted_kpis: by its KPI totals, each with its weight.
    lexicographic: by the smallest shortfall of the goals first, then by weights, or else by the north star.
    """

    NORTH_STAR = "north_star"
    WEIGHTED_KPIS = "weighted_kpis"
    LEXICOGRAPHIC = "lexicographic"


class Normalization(StrEnum):
    """What a KPI total is divided by before it is weighted.

    pool_total: what all valid candidates together could bring, so that weights mean importance.
    none: nothing.
    """

    POOL_TOTAL = "pool_total"
    NONE = "none"


class TieBreak(StrEnum):
    """What is preferred among portfolios of equal value.

    score: the highest total of ``active_overall_score``.
    tokens: the fewest tokens.
    """

    SCORE = "score"
    TOKENS = "tokens"


DEFAULT_TIE_BREAKS = (TieBreak.SCORE, TieBreak.TOKENS)


@dataclass(frozen=True, slots=True)
class Scenario:
    """The planning context: periods, capacities and the objective.

    name: what people call it; no two stored scenarios have the same name.
    period_key: the period that is planned: a year, half, quarter, month or ISO week, such as 2026, 2026-H1, 2026-Q1,
    2026-01 or 2026-W05.
    horizon: the periods that initiatives are placed in, in order and without overlap; left out, ``period_key`` alone.
    objective_mode: what makes a portfolio better: its north star KPI total; its weighted KPI totals; or, in
    lexicographic mode, first the smallest shortfall of the target goals.
    north_star_kpi_key: the KPI whose total is maximised in the mode for the north star.
    objective_weights: the weight of each KPI in the mode for weighted KPIs, and in lexicographic mode after the goals.
    The keys score and score:<framework> stand for scores of initiatives. A negative weight counts against.
    objective_normalization: what KPI totals are divided by before they are weighted: what all valid candidates together
    could bring, so that weights mean importance; or nothing.
    capacity_total_tokens: engineering tokens available in each period; None: unlimited.
    capacity_by_market: engineering tokens by market in each period; a market that is left out is unlimited.
    capacity_by_department: engineering tokens by department in each period.
    capacity_by_team: tokens by team in each period; they limit the team tokens of initiatives, not their engineering
    tokens.
    capacity_by_period: engineering tokens of single periods, in place of ``capacity_total_tokens``.
    time_sensitivity_weight: how much earlier periods are preferred for time-sensitive initiatives: in period t of T
    (from 0) a contribution counts times 1 + weight x time sensitivity score x (T - t) / T. Zero: not at all.
    strict_deadlines: whether the period of an initiative must end, and not merely begin, by its deadline.
    allow_scope_choice: whether the optimiser sizes initiatives that have both an MVP and a full figure and no scope.
    tie_breaks: what decides between portfolios of equal value, in order: the highest total score, the fewest tokens.
    An empty list turns them off.
    canonical: whether of several portfolios that nothing else tells apart the same one is taken always, whatever the
    solver, the machine and the order of the initiatives.
    """

    name: Key
    period_key: PeriodKey
    objective_mode: ObjectiveMode
    horizon: tuple[PeriodKey, ...] = ()
    north_star_kpi_key: Key = "north_star"
    objective_weights: Mapping[Key, Decimal] = field(default_factory=dict)
    objective_normalization: Normalization = Normalization.POOL_TOTAL
    capacity_total_tokens: Decimal | None = None
    capacity_by_market: Mapping[Key, Decimal] = field(default_factory=dict)
    capacity_by_department: Mapping[Key, Decimal] = field(default_factory=dict)
    capacity_by_team: Mapping[Key, Decimal] = field(default_factory=dict)
    capacity_by_period: Mapping[PeriodKey, Decimal] = field(default_factory=dict)
    time_sensitivity_weight: Decimal = ZERO
    strict_deadlines: bool = False
    allow_scope_choice: bool = False
    tie_breaks: tuple[TieBreak, ...] = DEFAULT_TIE_BREAKS
    canonical: bool = True

    @property
    def periods(self) -> tuple[str, ...]:
        """The period keys of the horizon in order; the scenario's own period where no horizon is given."""
        return self.horizon or (self.period_key,)

    @property
    def uses_weights(self) -> bool:
        """Whether the main objective is the weighted KPIs rather than the north star."""
        if self.objective_mode is ObjectiveMode.LEXICOGRAPHIC:
            return bool(self.objective_weights)
        return self.objective_mode is ObjectiveMode.WEIGHTED_KPIS

    @property
    def objective_kpi_keys(self) -> tuple[str, ...]:
        """The KPI keys (``score`` and ``score:X`` included) that the main objective reads."""
        return tuple(self.objective_weights) if self.uses_weights else (self.north_star_kpi_key,)
