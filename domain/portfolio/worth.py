"""What each initiative is worth to the main objective, and how it ranks by value per token."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from math import lcm

from domain.numbers import ZERO, exact_arithmetic, negated, to_decimal
from domain.portfolio.evaluation import pool_scale
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.candidates import CandidatePool
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Size, kpi_value

_COMPARED = Context(prec=60)


class Worth:
    """Values of the main objective over a common denominator, so that most arithmetic is on plain decimals.

    Plain values: without time sensitivity and without synergies. portfolio: what a KPI with a curve loses without a
    selected initiative, or gains with another one, depends on it; without one, raw totals count.
    """

    def __init__(
        self, problem: PortfolioProblem, pool: CandidatePool, portfolio: JudgedPortfolio | None = None
    ) -> None:
        shares = _shares(problem, pool)
        self._portfolio = portfolio
        self._bent: dict[str, Fraction] = {}
        if portfolio is not None:
            self._bent = {key: shares.pop(key) for key in list(shares) if portfolio.figures.is_bent(key)}
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
            plain = {
                key: tuple(self._numerator(initiative, size) for size in self._pool.sizes[key])
                for key, initiative in self._pool.candidates.items()
            }
        return self._with_bent(plain) if self._bent else plain

    def _with_bent(self, plain: Mapping[str, tuple[Decimal, ...]]) -> dict[str, tuple[Decimal, ...]]:
        """Numerators over a new denominator, with what is worth more or less beside the rest of the portfolio."""
        values = {
            key: [
                Fraction(numerator) / self._denominator + self._beside(key, size)
                for numerator, size in zip(numerators, self._pool.sizes[key], strict=True)
            ]
            for key, numerators in plain.items()
        }
        common = lcm(*(value.denominator for own in values.values() for value in own), self._denominator)
        with exact_arithmetic():
            self._factors = {key: factor * (common // self._denominator) for key, factor in self._factors.items()}
        self._denominator = common
        return {key: tuple(Decimal(int(value * common)) for value in own) for key, own in values.items()}

    def _beside(self, key: str, size: Size) -> Fraction:
        """What the KPIs with a curve add: by all that a selected one brings less without it, or more with another."""
        assert self._portfolio is not None
        initiative, choice = self._pool.candidates[key], self._portfolio.solution.choices.get(key)

        def without(kpi_key: str) -> dict[str | None, Decimal]:
            own = ZERO if choice is None else negated(kpi_value(initiative, choice.size, kpi_key))
            return {initiative.market: own}

        def sized(kpi_key: str) -> dict[str | None, Decimal]:
            with exact_arithmetic():
                return {initiative.market: without(kpi_key)[initiative.market] + kpi_value(initiative, size, kpi_key)}

        gain = self._portfolio.figures.gain
        return sum(
            (
                share * (gain(kpi_key, None, sized) - gain(kpi_key, None, without))
                for kpi_key, share in self._bent.items()
            ),
            Fraction(0),
        )

    def bonus(self, kpi_key: str, market: str | None, amount: Decimal) -> Decimal:
        """The numerator of a synergy bonus; zero where the objective does not read its KPI."""
        with exact_arithmetic():
            plain = amount * self._factors.get(kpi_key, ZERO)
        if self._portfolio is None:
            return plain

        def more(key: str) -> dict[str | None, Decimal]:
            return {market: amount} if key == kpi_key else {}

        gain = self._portfolio.figures.gain
        gained = sum((share * gain(key, None, more) for key, share in self._bent.items()), Fraction(0))
        with exact_arithmetic():
            return plain + to_decimal(gained * self._denominator)

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
