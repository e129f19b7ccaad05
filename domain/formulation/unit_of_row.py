"""How many integer units of a model's row make one token (or one unit of the KPI) of the rule that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from domain.formulation import Formulation, Option
from domain.numbers import ZERO
from domain.problem.candidates import CandidatePool
from domain.problem.sizing import kpi_value
from domain.rules.rules import TargetRule, TokenRule


def row_units(formulation: Formulation, rules: Mapping[str, TokenRule | TargetRule]) -> dict[int, Fraction]:
    """Units by row, for the rows of the given rules.

    Left out are rows that no option of its own enters, and those that are written in digits, whose columns carry.
    """
    model, options, pool = formulation.plan.model, formulation.options, formulation.ruled.pool
    totals = formulation.totals
    known = {*range(len(options)), *(bonus.column for bonus in formulation.bonuses), *totals.curve_columns}
    units: dict[int, Fraction] = {}
    for row, tag in enumerate(model.tags):
        rule = rules.get(tag)
        if rule is None:
            continue
        form = model.row(row)
        if not known.issuperset(form.columns):
            continue
        unit = None if form.columns else Fraction(1)
        largest = 0
        bent: Mapping[int, Decimal | Fraction] = {}
        if isinstance(rule, TargetRule) and totals.is_bent(rule.kpi_key):
            bent = totals.terms(rule.kpi_key, rule.market, rule.period)
        elif isinstance(rule, TokenRule):
            bent = totals.overhead_tokens(rule.dimension, rule.key, rule.period)
        for column, coef in zip(form.columns, form.coefs, strict=True):
            amount = bent.get(column) or (_amount(rule, pool, options[column]) if column < len(options) else ZERO)
            if amount and abs(coef) > largest:
                largest, unit = abs(coef), Fraction(coef) / Fraction(amount)
        if unit is not None:
            units[row] = unit
    return units


def _amount(rule: TokenRule | TargetRule, pool: CandidatePool, option: Option) -> Decimal:
    if isinstance(rule, TokenRule):
        return option.size.tokens_of(rule.dimension, rule.key)
    return kpi_value(pool.candidates[option.initiative_key], option.size, rule.kpi_key)
