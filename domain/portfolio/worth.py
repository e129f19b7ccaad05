"""What each initiative is worth to the main objective, and how it ranks by value per token."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import lcm

from domain.numbers import ZERO, exact_arithmetic, to_decimal
from domain.portfolio.evaluation import pool_scale
from domain.problem.candidates import CandidatePool
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Size, kpi_value
from domain.rules.rules import Synergy

_COMPARED = Context(prec=60)


class Worth:
    """Values of the main objective over a common denominator, so that most arithmetic is on plain decimals.

    Plain values: without time sensitivity and without synergies.
    """

    def __init__(self, problem: PortfolioProblem, pool: CandidatePool) -> None:
        shares = _shares(problem, pool)
        self._denominator = lcm(*(share.denominator for share in shares.values()))
        self._factors = {
            kpi_key: Decimal(share.numerator * (self._denominator // share.denominator))
            for kpi_key, share in shares.items()
        }
        self._pool = pool

    def numerator(self, initiative: Initiative, size: Size) -> Decimal:
        """The value times the common denominator; exact."""
        with exact_arithmetic():
            return self._numerator(initiative, size)

    def numerators(self) -> dict[str, tuple[Decimal, ...]]:
        """The numerator of every candidate in each of its sizes."""
        with exact_arithmetic():
            return {
                key: tuple(self._numerator(initiative, size) for size in self._pool.sizes[key])
                for key, initiative in self._pool.candidates.items()
            }

    def bonus(self, synergy: Synergy) -> Decimal:
        """The numerator of a synergy bonus; zero where the objective does not read its KPI."""
        with exact_arithmetic():
            return synergy.bonus * self._factors.get(synergy.kpi_key, ZERO)

    def value(self, numerator: Decimal) -> Decimal:
        """The value of a numerator; 15 significant digits where it does not end."""
        if self._denominator == 1:
            return numerator
        return to_decimal(Fraction(numerator) / self._denominator) if numerator else ZERO

    def _numerator(self, initiative: Initiative, size: Size) -> Decimal:
        return sum((kpi_value(initiative, size, key) * factor for key, factor in self._factors.items()), ZERO)


def ranks(
    pool: CandidatePool, numerators: Mapping[str, tuple[Decimal, ...]], chosen: Mapping[str, Size]
) -> dict[str, int]:
    """Rank of every candidate by value per token, from 1; equals share one. A candidate that is not chosen
    counts in its best size; value without tokens comes before all others, the greater value first.
    """
    with localcontext(_COMPARED):
        ratios = {
            key: max(
                _ratio(number, size.tokens or ZERO)
                for number, size in zip(numerators[key], sizes, strict=True)
                if key not in chosen or size == chosen[key]
            )
            for key, sizes in pool.sizes.items()
        }
    ordered = sorted(ratios.items(), key=lambda item: item[1], reverse=True)
    out: dict[str, int] = {}
    rank = 0
    last: tuple[int, Decimal] | None = None
    for position, (key, ratio) in enumerate(ordered, start=1):
        if ratio != last:
            rank, last = position, ratio
        out[key] = rank
    return out


def _ratio(value: Decimal, tokens: Decimal) -> tuple[int, Decimal]:
    if tokens:
        return 0, value / tokens
    return (value > ZERO) - (value < ZERO), value


def _shares(problem: PortfolioProblem, pool: CandidatePool) -> dict[str, Fraction]:
    scenario = problem.scenario
    if not scenario.uses_weights:
        return {scenario.north_star_kpi_key: Fraction(1)}
    scales = {kpi_key: pool_scale(problem, pool, kpi_key) for kpi_key in scenario.objective_weights}
    return {
        kpi_key: Fraction(weight) / scales[kpi_key]
        for kpi_key, weight in scenario.objective_weights.items()
        if scales[kpi_key]
    }
