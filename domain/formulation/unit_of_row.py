"""How many integer units of a model's row make one token (or one unit of the KPI) of the rule that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from domain.formulation import Formulation
from domain.rules.rules import TargetRule, TokenRule


def row_units(formulation: Formulation, rules: Mapping[str, TokenRule | TargetRule]) -> dict[int, Fraction]:
    """Units by row, for the rows of the given rules; without those that are written in digits, whose columns carry."""
    model, options, totals = formulation.plan.model, formulation.options, formulation.totals
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
        amounts: Mapping[int, Decimal | Fraction]
        if isinstance(rule, TargetRule):
            amounts = totals.terms(rule.kpi_key, rule.market, rule.period)
        else:
            amounts = totals.overhead_tokens(rule.dimension, rule.key, rule.period)
            own = (column for column in form.columns if column < len(options))
            amounts |= {column: options[column].size.tokens_of(rule.dimension, rule.key) for column in own}
        for column, coef in zip(form.columns, form.coefs, strict=True):
            amount = amounts.get(column)
            if amount and abs(coef) > largest:
                largest, unit = abs(coef), Fraction(coef) / Fraction(amount)
        if unit is not None:
            units[row] = unit
    return units
