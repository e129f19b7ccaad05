"""What a row of a model has to do with the rule that it stands for: its units, and the figures that it was made of."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from domain.formulation import Formulation
from domain.formulation.kpi_totals import KpiTotals
from domain.formulation.scaling import scale_form
from domain.rules.rules import TargetRule, TokenFamily, TokenRule


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


def whole_row(totals: KpiTotals, rule: TokenRule | TargetRule) -> tuple[dict[int, int], Fraction]:
    """All that a rule counts, by column, in integers of any size of which its limit is one; and the units as above."""
    amounts: Mapping[int, Decimal | Fraction]
    if isinstance(rule, TargetRule):
        amounts, limit = totals.terms(rule.kpi_key, rule.market, rule.period), rule.target_value
    else:
        amounts, limit = totals.tokens(rule.dimension, rule.key, rule.period), rule.limit
        if rule.family is TokenFamily.FLOOR:
            amounts = {column: amount for column, amount in amounts.items() if column < len(totals.options)}
    scaled = scale_form([*amounts.values(), limit])
    return dict(zip(amounts, scaled.coefs, strict=False)), scaled.scale
