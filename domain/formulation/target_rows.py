"""KPI targets: floors as hard rows, goals (lexicographic mode) as rows with a shortfall column."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil

from domain.formulation.frame import FormulationContext
from domain.formulation.objective_terms import product
from domain.formulation.scaling import alike, common_unit
from domain.numbers import ONE, ZERO, negated
from domain.problem.constraints import TargetKind
from domain.problem.scenario import ObjectiveMode
from domain.problem.totals import TOKENS
from domain.rules.rules import TargetRule

Shortfall = list[tuple[int, Fraction]]


def add_target_rows(frame: FormulationContext) -> Shortfall:
    """Add rows of all targets; return the shortfall columns with their weight in the sum of relative shortfalls."""
    shortfall: Shortfall = []
    lexicographic = frame.problem.scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC
    for target in frame.rules.targets:
        if target.kind is TargetKind.FLOOR:
            columns, coefs = _kpi_total(frame, target)
            frame.add_decimal_row(target.rule_id, columns, coefs, at_least=target.target_value)
        elif lexicographic:
            _add_goal(frame, target, shortfall)
    return shortfall


def add_ratio_rows(frame: FormulationContext) -> None:
    """Add a row for each ratio, multiplied out: ``numerator - at_least x denominator >= 0``."""
    for ratio in frame.rules.ratios:
        if ratio.denominator == TOKENS:
            below: Mapping[int, Decimal | Fraction] = frame.totals.tokens()
        else:
            below = frame.totals.terms(ratio.denominator)
        terms = frame.totals.terms(ratio.numerator)
        for column, amount in below.items():
            parts = alike([terms.get(column, ZERO), product(negated(ratio.at_least), amount)])
            terms[column] = parts[0] + parts[1]  # type: ignore[operator]
        kept = {column: amount for column, amount in terms.items() if amount}
        frame.add_decimal_row(ratio.rule_id, list(kept), list(kept.values()), at_least=ZERO)


def _kpi_total(frame: FormulationContext, target: TargetRule) -> tuple[list[int], list[Decimal | Fraction]]:
    terms = frame.totals.terms(target.kpi_key, target.market, target.period)
    return list(terms), list(terms.values())


def _add_goal(frame: FormulationContext, target: TargetRule, shortfall: Shortfall) -> None:
    """``total + shortfall * unit >= target``; the unit is the largest of which the least shortfall is a whole number.

    A shortfall of more units than a column counts takes several columns, each for a digit of it.
    """
    columns, coefs = _kpi_total(frame, target)
    uppers = [frame.builder.upper[column] for column in columns]
    least = sum((Fraction(coef) * up for coef, up in zip(coefs, uppers, strict=True) if coef < ZERO), Fraction(0))
    worst = Fraction(target.target_value) - least
    if worst <= 0:
        return
    unit = common_unit([*coefs, target.target_value])
    share = Fraction(abs(target.target_value) or ONE)
    counters = frame.builder.add_counter(ceil(worst / Fraction(unit)))
    counted, units = [column for column, _ in counters], [unit * weight for _, weight in counters]
    shortfall += [(column, Fraction(each) / share) for column, each in zip(counted, units, strict=True)]
    frame.add_decimal_row("", [*columns, *counted], [*coefs, *units], at_least=target.target_value)
