"""KPI targets: floors as hard rows, goals (lexicographic mode) as rows with a shortfall column."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, gcd

from domain.formulation.frame import FormulationContext
from domain.formulation.scaling import decimals_of
from domain.numbers import ONE, ZERO
from domain.problem.constraints import TargetKind
from domain.problem.scenario import ObjectiveMode
from domain.problem.sizing import kpi_value
from domain.rules.rules import TargetRule

Shortfall = list[tuple[int, Fraction]]
DIGIT = 10**9
"""How far one column counts a shortfall."""


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


def _kpi_total(frame: FormulationContext, target: TargetRule) -> tuple[list[int], list[Decimal]]:
    columns: list[int] = []
    coefs: list[Decimal] = []
    for key, initiative in frame.pool.candidates.items():
        if target.market is not None and initiative.market != target.market:
            continue
        for column in frame.columns_of[key]:
            option = frame.options[column]
            if target.period is None or option.period == target.period:
                value = kpi_value(initiative, option.size, target.kpi_key)
                if value != ZERO:
                    columns.append(column)
                    coefs.append(value)
    if target.period is None:
        for bonus in frame.bonuses:
            if frame.counts_in(bonus, target.kpi_key, target.market):
                columns.append(bonus.column)
                coefs.append(bonus.amount)
    return columns, coefs


def _common_unit(figures: Sequence[Decimal]) -> Decimal:
    """Largest amount of which all figures are multiples; one of them at least is not zero."""
    places = decimals_of(figures)
    return Decimal(gcd(*(int(figure.scaleb(places)) for figure in figures))).scaleb(-places)


def _add_goal(frame: FormulationContext, target: TargetRule, shortfall: Shortfall) -> None:
    """``total + shortfall * unit >= target``; the unit is the largest of which the least shortfall is a whole number.

    A shortfall of more units than a column counts takes several columns, each for a digit of it.
    """
    columns, coefs = _kpi_total(frame, target)
    uppers = [frame.builder.upper[column] for column in columns]
    least = sum((coef * up for coef, up in zip(coefs, uppers, strict=True) if coef < ZERO), ZERO)
    worst = target.target_value - least
    if worst <= ZERO:
        return
    unit = _common_unit([*coefs, target.target_value])
    left = ceil(Fraction(worst) / Fraction(unit))
    share = Fraction(abs(target.target_value) or ONE)
    counted: list[int] = []
    units: list[Decimal] = []
    while left:
        # What the lowest digit counts follows from all others, so it may be continuous; a higher digit may not.
        counted.append(frame.builder.add_column(upper=min(left, DIGIT - 1), implied=not counted))
        units.append(unit)
        shortfall.append((counted[-1], Fraction(unit) / share))
        left, unit = left // DIGIT, unit * DIGIT
    frame.add_decimal_row("", [*columns, *counted], [*coefs, *units], at_least=target.target_value)
