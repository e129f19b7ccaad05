"""Capacities, floors and caps: tokens of the selected initiatives of a key, in a period or over the horizon."""

from __future__ import annotations

from decimal import Decimal

from domain.formulation.frame import FormulationContext
from domain.problem.constraints import Dimension
from domain.problem.sizing import keys_borne
from domain.rules.rules import TokenFamily


def add_token_rows(frame: FormulationContext) -> None:
    """Add one row per rule."""
    bearers: dict[Dimension, dict[str | None, list[int]]] = {}
    for rule in frame.rules.tokens:
        if rule.dimension not in bearers:
            bearers[rule.dimension] = _columns_by_key(frame, rule.dimension)
        columns: list[int] = []
        coefs: list[Decimal] = []
        every_period = rule.period is None or frame.num_periods == 1
        for column in bearers[rule.dimension].get(rule.key, ()):
            option = frame.options[column]
            if every_period or option.period == rule.period:
                tokens = option.size.tokens_of(rule.dimension, rule.key)
                if tokens:
                    columns.append(column)
                    coefs.append(tokens)
        if rule.family is TokenFamily.FLOOR:
            frame.add_decimal_row(rule.rule_id, columns, coefs, at_least=rule.limit)
        else:
            frame.add_decimal_row(rule.rule_id, columns, coefs, at_most=rule.limit)


def _columns_by_key(frame: FormulationContext, dimension: Dimension) -> dict[str | None, list[int]]:
    """Columns of all initiatives under each key, from one pass over the candidates."""
    found: dict[str | None, list[int]] = {}
    for key, initiative in frame.pool.candidates.items():
        for borne in keys_borne(initiative, dimension):
            found.setdefault(borne, []).extend(frame.columns_of[key])
    return found
