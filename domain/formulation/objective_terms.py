"""The main objective as terms: weight over scale per KPI, and the value of each option (docs/meaning.md, section 4)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from domain.formulation.frame import FormulationContext
from domain.numbers import ONE, ZERO
from domain.problem.initiative import Initiative
from domain.problem.scenario import Normalization
from domain.problem.sizing import Scope, Size, kpi_value


def objective_weights(frame: FormulationContext) -> dict[str, Decimal]:
    """Weight of each KPI in the main objective; 1 for the north star where it is alone."""
    scenario = frame.problem.scenario
    return dict(scenario.objective_weights) if scenario.uses_weights else {scenario.north_star_kpi_key: ONE}


def scaled_weights(frame: FormulationContext) -> dict[str, Decimal | Fraction]:
    """Weight over scale per KPI. A term whose scale is zero is dropped, with a note."""
    scenario = frame.problem.scenario
    weights = objective_weights(frame)
    if not scenario.uses_weights or scenario.objective_normalization is Normalization.NONE:
        return dict(weights)
    out: dict[str, Decimal | Fraction] = {}
    for kpi_key, weight in weights.items():
        scale = _pool_total(frame, kpi_key)
        if scale == ZERO:
            frame.notes.append(f"objective: no candidate contributes to {kpi_key}, so its term was dropped")
        else:
            out[kpi_key] = Fraction(weight) / Fraction(scale)
    return out


def _pool_total(frame: FormulationContext, kpi_key: str) -> Decimal | Fraction:
    for rule in frame.rules.formulas:
        if rule.kpi_key == kpi_key:
            first, second = (Fraction(_pool_total(frame, factor.kpi_key)) for factor in rule.factors)
            return abs(rule.counted(first, second))
    full = Size(Scope.FULL, None, {})
    values = (kpi_value(initiative, full, kpi_key) for initiative in frame.pool.candidates.values())
    return sum((value for value in values if value > ZERO), ZERO)


def time_factor(frame: FormulationContext, initiative: Initiative, period: int) -> Decimal | Fraction:
    """``1 + w * time_sensitivity_score * (T - t) / T``."""
    weight = frame.problem.scenario.time_sensitivity_weight
    score = initiative.time_sensitivity_score
    if weight == ZERO or score is None or score == ZERO:
        return ONE
    share = Fraction(frame.num_periods - period, frame.num_periods)
    return 1 + Fraction(weight) * Fraction(score) * share


def product(*factors: Decimal | Fraction) -> Decimal | Fraction:
    """An exact product that stays decimal while all factors are."""
    if all(isinstance(factor, Decimal) for factor in factors):
        result = ONE
        for factor in factors:
            assert isinstance(factor, Decimal)
            result *= factor
        return result
    fraction = Fraction(1)
    for factor in factors:
        fraction *= Fraction(factor)
    return fraction
