"""Capacities, floors and caps: tokens of the selected initiatives of a key, in a period or over the horizon."""

from __future__ import annotations

from decimal import Decimal

from domain.constraints import Dimension
from domain.formulation.frame import Frame
from domain.numbers import ZERO
from domain.rules import TokenFamily, TokenRule
from domain.sizing import bears


def add_token_rows(frame: Frame) -> None:
    """One row a rule."""
    bearers: dict[tuple[Dimension, str | None], list[int]] = {}
    for rule in frame.rules.tokens:
        place = (rule.dimension, rule.key)
        if place not in bearers:
            bearers[place] = _bearing_columns(frame, rule)
        columns: list[int] = []
        coefs: list[Decimal] = []
        for column in bearers[place]:
            option = frame.options[column]
            if rule.period is None or option.period == rule.period:
                tokens = option.size.tokens_of(rule.dimension, rule.key)
                if tokens != ZERO:
                    columns.append(column)
                    coefs.append(tokens)
        if rule.family is TokenFamily.FLOOR:
            frame.add_decimal_row(rule.rule_id, columns, coefs, at_least=rule.limit)
        else:
            frame.add_decimal_row(rule.rule_id, columns, coefs, at_most=rule.limit)


def _bearing_columns(frame: Frame, rule: TokenRule) -> list[int]:
    return [
        column
        for key, initiative in frame.pool.candidates.items()
        if bears(initiative, rule.dimension, rule.key)
        for column in frame.columns_of[key]
    ]
