"""The scenario: for which periods, with which capacity and towards which objective a portfolio is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from domain.lean import dataclass, field
from domain.numbers import ZERO


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
    """What a KPI total is divided by before it is weighted."""

    POOL_TOTAL = "pool_total"
    NONE = "none"


class TieBreak(StrEnum):
    """Preferences among portfolios of equal value."""

    SCORE = "score"
    TOKENS = "tokens"


DEFAULT_TIE_BREAKS = (TieBreak.SCORE, TieBreak.TOKENS)


@dataclass(frozen=True, slots=True)
class Scenario:
    """The planning context. Capacities are tokens in each period of the horizon; None or absent means unlimited.

    canonical: of several portfolios that nothing else tells apart, take the one that every solver takes.
    """

    name: str
    period_key: str
    objective_mode: ObjectiveMode
    horizon: tuple[str, ...] = ()
    north_star_kpi_key: str = "north_star"
    objective_weights: Mapping[str, Decimal] = field(default_factory=dict)
    objective_normalization: Normalization = Normalization.POOL_TOTAL
    capacity_total_tokens: Decimal | None = None
    capacity_by_market: Mapping[str, Decimal] = field(default_factory=dict)
    capacity_by_department: Mapping[str, Decimal] = field(default_factory=dict)
    capacity_by_team: Mapping[str, Decimal] = field(default_factory=dict)
    capacity_by_period: Mapping[str, Decimal] = field(default_factory=dict)
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
